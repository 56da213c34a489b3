"""The printed card: one page for every routine of ours, readable in gray and by screen readers, the same every time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.outputs.pdf_reading import paints_of, pieces_of, points_of, smallest_of, tags_of, text_of
from velneuro.content import library
from velneuro.content.card_words import card_words
from velneuro.content.figures import figure
from velneuro.content.scenes import Scene, scene
from velneuro.core.person import Person, read_person
from velneuro.core.pipeline import compile_plan
from velneuro.core.plan import Plan
from velneuro.core.problem import MachineFailed
from velneuro.core.routine import Routine
from velneuro.outputs.card_drawing import drawings
from velneuro.outputs.card_pdf import card_pdf
from velneuro.outputs.card_rows import Wording, rows, time_words

LENGTHS = (3, 10, 20, 45)
ANSWERED: dict[str, Any] = {
    "gate": {"none": True},
    "hands": ["thumbs", "knuckles", "heel"],
    "have": ["chair", "lotion", "cloth", "shoes"],
    "pressure": 2,
    "visualization": True,
    "feel": [],
}
PEOPLE: dict[str, dict[str, Any]] = {
    "answered": ANSWERED,
    "nothing": {},
    "left side": {**ANSWERED, "limbs": ["left-foot", "left-leg", "left-hand"]},
    "helper": {**ANSWERED, "hands": ["helper"]},
    "everything": {**ANSWERED, "hands": ["ball", "towel"], "have": list(library.catalog().supplies), "pressure": 3},
}
# Somebody whose sides need different touch: the most rows that a card can have.
PEOPLE["uneven"] = {
    **ANSWERED,
    "feel": [
        {"zone": "left-foot", "kind": "numbness", "level": 8},
        {"zone": "left-leg", "kind": "touch-hurts", "level": 8},
        {"zone": "left-hand", "kind": "touch-hurts", "level": 5},
    ],
}
EVENING = "evening-feet-and-legs"
Card = tuple[str, str, int]  # routine, person, minutes
# Every length for who has the most rows, the shortest and the longest for the others.
LENGTHS_OF = {who: LENGTHS if who == "uneven" else (LENGTHS[0], LENGTHS[-1]) for who in PEOPLE}
CARDS = [(name, who, minutes) for name in library.routine_names() for who in PEOPLE for minutes in LENGTHS_OF[who]]


@pytest.fixture(scope="module", params=CARDS, ids=lambda card: " ".join(map(str, card)))
def card(request: pytest.FixtureRequest) -> Card:
    """One card after the other, so that all that is asked of one is asked while it is kept."""
    asked: Card = request.param
    return asked


def _person(who: str) -> Person:
    person, problems = read_person(PEOPLE[who], "person", library.catalog())
    assert problems == []
    return person


def _plan(name: str, who: str, minutes: int) -> Plan:
    return compile_plan(library.routine(name), _person(who), library.catalog(), minutes, 0)


@cache
def _card(name: str, who: str, minutes: int, paper: str = "letter") -> bytes:
    return card_pdf(library.routine(name), _plan(name, who, minutes), _person(who).have, paper)


def _evening() -> bytes:
    return _card(EVENING, "answered", 20)


def _opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def _wording() -> Wording:
    return Wording("en", library.catalog(), card_words(), library.voice("en").pressure, str)


def test_every_step_is_on_the_one_page_in_large_type(card: Card) -> None:
    name, who, minutes = card
    content = _card(name, who, minutes)
    text = text_of(content)
    assert len(_opened(content).pages) == 1
    assert [title for title in _titles(name, who, minutes) if title not in text] == []
    assert [how for how in _hows(name, who, minutes) if how not in text] == []
    assert smallest_of(content) >= 14


def test_no_text_runs_over_the_margin_or_into_the_foot_of_the_page(card: Card) -> None:
    name, who, minutes = card
    pieces = pieces_of(_card(name, who, minutes))
    stop = next(piece.y for piece in pieces if piece.text.startswith("Stop if"))
    steps = [piece for piece in pieces if piece.text in set(_titles(name, who, minutes))]
    assert all(piece.y > stop + 14 for piece in steps)
    assert all(30 <= piece.x < 582 and piece.y >= 24 for piece in pieces)


def _titles(name: str, who: str, minutes: int) -> Iterator[str]:
    plan = _plan(name, who, minutes)
    yield from (row.steps[0].title for row in rows(plan))


def _hows(name: str, who: str, minutes: int) -> Iterator[str]:
    techniques = library.catalog().techniques
    touching = (step for step in _plan(name, who, minutes).steps if step.zone)
    yield from (techniques[step.technique].how_title for step in touching)


def test_a_plan_with_very_many_steps_gets_more_pages_and_no_small_print() -> None:
    content = card_pdf(*_long(), _person("uneven").have)
    text, pages = text_of(content), _opened(content).pages
    assert len(pages) > 1
    assert [number for number in range(40) if f"Stroke number {number} " not in text] == []
    assert card_words()["stop"] in text
    assert smallest_of(content) >= 14
    assert _opened(content).check_pdf_syntax() == []
    assert all(piece.y >= 24 for piece in pieces_of(content))


def _long() -> tuple[Routine, Plan]:
    """A routine of forty steps more, and its plan."""
    known = library.routine(EVENING)
    stroke = next(step for step in known.steps if step.zone == "sole")
    many = [
        replace(stroke, id=f"more-{n}", turn=f"more-{n}", title=f"Stroke number {n} more", pressure=1 + n % 2, least=6)
        for n in range(40)
    ]
    routine = replace(known, steps=(*known.steps, *many))
    return routine, compile_plan(routine, _person("uneven"), library.catalog(), 45, 0)


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_paper_is_the_one_that_was_asked_for(paper: str, size: tuple[int, int]) -> None:
    pdf = _opened(_card(EVENING, "uneven", 45, paper))
    assert len(pdf.pages) == 1
    assert tuple(round(float(n)) for n in pdf.pages[0].mediabox) == (0, 0, *size)


def test_the_card_says_when_to_stop_and_that_it_is_no_treatment() -> None:
    text = text_of(_evening())
    words = card_words()
    for name in ("stop", "close_feet", "stand", "comfort", "ask"):
        assert words[name] in text
    assert library.routine(EVENING).not_for in text


def test_the_card_lists_what_the_person_has_and_what_nobody_should_be_without() -> None:
    assert "Have ready: A quiet spot and a firm chair; Plain lotion; A dry cloth; Shoes beside your chair." in text_of(
        _evening()
    )
    assert "Have ready: A quiet spot and a firm chair; A dry cloth; Shoes beside your chair." in text_of(
        _card(EVENING, "nothing", 20)
    )


def test_the_card_says_how_firm_in_words_and_what_it_is_like() -> None:
    words = "Resting the weight of your hand; Light like spreading lotion; Moderate like thick hand cream"
    assert words in text_of(_evening())


def test_left_and_right_share_a_row() -> None:
    plan = _plan(EVENING, "answered", 20)
    touched = [row for row in rows(plan) if row.sides]
    assert {row.sides for row in touched} == {("right", "left")}
    assert {time_words(row, _wording()).split(" ", 2)[2] for row in touched} == {"each side"}
    assert sum(step.seconds for row in rows(plan) for step in row.steps) == plan.seconds


def test_neighbors_that_do_the_same_share_a_row() -> None:
    [ball] = [row for row in rows(_plan(EVENING, "answered", 20)) if row.steps[0].zone == "ball"]
    assert {step.step.id for step in ball.steps} == {"ball-circles", "ball-stay"}


def test_sides_that_differ_are_told_apart() -> None:
    text = text_of(_card(EVENING, "uneven", 45))
    assert "Right: small slow circles with the thumb" in text
    assert "Left: slow circles with the heel of the hand" in text
    assert "right only" in text


@pytest.mark.parametrize(
    ("seconds", "words"), [(22, "20 sec"), (49, "50 sec"), (50, "1 min"), (89, "1½ min"), (600, "10 min")]
)
def test_times_are_told_in_halves_of_a_minute(seconds: int, words: str) -> None:
    [row, *_] = rows(_plan("bad-moment", "answered", 3))
    quiet = replace(row, steps=(replace(row.steps[0], seconds=seconds),))
    assert time_words(quiet, _wording()) == words


def test_the_file_is_tagged_and_has_a_title_and_a_language() -> None:
    pdf = _opened(_evening())
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Evening feet and legs, 20 minutes"
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.check_pdf_syntax() == []


def test_steps_are_list_items_and_every_drawing_tells_its_steps() -> None:
    tags = tags_of(_opened(_evening()))
    names = [name for name, _ in tags]
    assert names.count("/H1") == 1
    assert names.count("/LI") == len(rows(_plan(EVENING, "answered", 20)))
    told = [alt for name, alt in tags if name == "/Figure"]
    assert len(told) == 4
    assert any("Step 8: small slow circles with the thumb." in alt for alt in told)


@pytest.mark.parametrize("name", library.routine_names())
def test_nothing_has_a_color(name: str) -> None:
    assert [paint for paint in paints_of(_opened(_card(name, "answered", 20))) if not paint.is_grey] == []


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", library.routine_names())
def test_every_line_lies_on_the_page(name: str, who: str) -> None:
    pdf = _opened(_card(name, who, 45))
    _, _, width, height = (float(n) for n in pdf.pages[0].mediabox)
    points = list(points_of(pdf))
    assert len(points) > 200
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", library.routine_names())
def test_every_step_that_touches_has_its_number_on_a_drawing(name: str, who: str) -> None:
    of = rows(_plan(name, who, 45))
    contact = library.catalog().techniques
    wanted = {
        row.number for row in of if any(contact[step.technique].contact != "none" for step in row.steps if step.zone)
    }
    pictures = drawings(of, _wording())
    assert {int(n) for picture in pictures for badge in picture["badges"] for n in badge["label"].split()} == wanted
    assert all(0 < badge["x"] < picture["w"] for picture in pictures for badge in picture["badges"])
    assert all(0 < badge["y"] < picture["h"] for picture in pictures for badge in picture["badges"])


def _scenes(name: str, who: str) -> Iterator[Scene]:
    """What the player shows in the steps of the same plan."""
    catalog = library.catalog()
    for step in _plan(name, who, 45).steps:
        technique = catalog.techniques[step.technique]
        if step.zone and technique.tool:
            zone = catalog.body.zones[step.zone]
            yield scene(zone.figure, zone.id, zone.strokes.get(technique.motion), technique.tool)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", library.routine_names())
def test_every_arrow_ends_where_the_hand_of_the_player_does(name: str, who: str) -> None:
    svgs = {picture["title"]: picture["svg"] for picture in drawings(rows(_plan(name, who, 45)), _wording())}
    for shown in _scenes(name, who):
        tips = [way.points[-1] for turn in shown.turns for way in turn if way.mm]
        svg = svgs[card_words()[f"view_{shown.figure}"]]
        assert [tip for tip in tips if f'points="{tip[0]:.1f},{tip[1]:.1f} ' not in svg] == []


def test_ball_and_towel_are_drawn_and_go_their_own_ways() -> None:
    ball, towel = figure("prop-ball"), figure("prop-towel")
    svgs = {each["title"]: each["svg"] for each in drawings(rows(_plan(EVENING, "everything", 20)), _wording())}
    assert set(svgs) == {"Leg, back", "Foot on the ball"}
    assert svgs["Foot on the ball"].count(ball.outline) == 1
    assert svgs["Leg, back"].count(towel.outline) == 1


def test_the_hands_of_a_helper_are_drawn_and_explained() -> None:
    of = rows(_plan(EVENING, "helper", 20))
    assert all('id="thing-0"' in picture["svg"] for picture in drawings(of, _wording()))
    hands = [figure(hand.name) for hand in scene("legfront", "lower-leg", "effleurage", "helper").hands]
    [front] = [picture["svg"] for picture in drawings(of, _wording()) if picture["title"] == "Leg, front"]
    assert [front.count(hand.outline) for hand in hands] == [2, 2]
    assert card_words()["helper"] in text_of(_card(EVENING, "helper", 20))


def test_ones_own_hand_hides_nothing() -> None:
    assert all("thing-" not in picture["svg"] for picture in drawings(rows(_plan(EVENING, "answered", 20)), _wording()))
    assert card_words()["helper"] not in text_of(_evening())


def test_zones_that_share_a_circle_have_it_in_their_own_place() -> None:
    of = rows(_plan("hands-with-reassurance", "answered", 20))
    [palm] = [picture for picture in drawings(of, _wording()) if picture["title"] == "Palm"]
    labels = [badge["label"] for badge in palm["badges"]]
    numbers = {row.steps[0].zone: str(row.number) for row in of}
    assert numbers["palm"] in labels
    assert numbers["finger-base"] in labels


def test_one_left_side_is_drawn_as_a_left_side() -> None:
    of = rows(_plan(EVENING, "left side", 20))
    assert all("scale(-1 1)" in picture["svg"] for picture in drawings(of, _wording()))
    assert "Drawings: the left side" in text_of(_card(EVENING, "left side", 20))


@pytest.mark.parametrize("name", library.routine_names())
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    again = card_pdf(library.routine(name), _plan(name, "answered", 20), _person("answered").have)
    assert again == _card(name, "answered", 20)


def test_every_view_has_a_name() -> None:
    views = {zone.figure for zone in library.catalog().body.zones.values()}
    views |= {rule.shown for rule in library.scene_rules() if rule.shown}
    assert {f"view_{view}" for view in views} <= set(card_words())


@pytest.mark.parametrize("title", ["#panic()", '"); #set page(fill: red) //', "<b> $x^2$ @ref *a* \\", "Füße · Łódź"])
def test_what_a_person_wrote_is_text_and_never_program(title: str) -> None:
    routine = replace(library.routine(EVENING), title=title)
    content = card_pdf(routine, _plan(EVENING, "answered", 10), None)
    assert " ".join(title.split()) in text_of(content)


def test_letters_that_the_font_lacks_are_told_in_words() -> None:
    routine = replace(library.routine(EVENING), title="足")
    with pytest.raises(MachineFailed, match="足"):
        card_pdf(routine, _plan(EVENING, "answered", 10), None)


def test_a_page_that_cannot_be_set_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()")
    monkeypatch.setattr("velneuro.outputs.card_pdf.TEMPLATE", broken)
    monkeypatch.setattr("velneuro.outputs.card_pdf.HERE", tmp_path)
    with pytest.raises(MachineFailed, match="cannot be set"):
        card_pdf(library.routine(EVENING), _plan(EVENING, "answered", 10), None)


def test_the_drawings_are_those_of_the_content() -> None:
    of = rows(_plan(EVENING, "answered", 20))
    sole = json.loads((library.FOLDER / "figures" / "sole.json").read_text("utf-8"))
    [picture] = [each for each in drawings(of, _wording()) if each["title"] == "Sole"]
    assert sole["outline"] in picture["svg"]
