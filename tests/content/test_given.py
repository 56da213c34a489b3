"""A routine that anybody wrote: what it does is within the limits of the person, whatever it asks for."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.routines_made import CATALOG, answers, routines
from velneuro.content import library
from velneuro.content.given import MOST_BYTES, as_written, given_problems, given_routine, in_the_guides_words
from velneuro.core.catalog import POINTED
from velneuro.core.person import Person, read_person
from velneuro.core.pipeline import compile_plan
from velneuro.core.plan import Plan, PlanStep
from velneuro.core.problem import InputRefused
from velneuro.core.routine import Routine
from velneuro.core.safety import LONGEST_ON_A_SPOT, Restriction, refusal, restrictions
from velneuro.outputs.routine_toml import routine_toml
from velneuro.review.routine_review import file_problems

CALM = library.routine("bad-moment")
TOOLS_OF_OTHERS = ("none", "ball")


def problems(routine: Routine) -> list[str]:
    return [f"{problem.place} {problem.what}" for problem in given_routine(routine_toml(routine), "a.toml")[1]]


def told(given_answers: dict[str, Any]) -> Person:
    person, mistakes = read_person(given_answers, "person", CATALOG)
    assert mistakes == []
    return person


@settings(max_examples=150)
@given(routines(), answers(), st.integers(3, 45))
def test_what_an_own_routine_does_is_within_the_limits_of_the_person(
    routine: Routine, asked: dict[str, Any], minutes: int
) -> None:
    assume(problems(routine) == [])
    person = told(asked)
    plan = compile_plan(routine, person, CATALOG, minutes, 7)
    assert plan.refused == refusal(person, CATALOG)
    if plan.refused:
        assert plan.steps == ()
        return
    assert sum(step.seconds for step in plan.steps) == minutes * 60
    rules = restrictions(person, CATALOG)
    assert [why for step in plan.steps if step.zone for why in broken(step, person, rules)] == []
    assert not any(rule.light for rule in rules) or is_light(plan)
    assert max(pressed(plan).values(), default=0) <= LONGEST_ON_A_SPOT


def pressed(plan: Plan) -> Counter[str]:
    """Seconds of thumbs and knuckles at each leaf place, as long as the person can make them."""
    seconds: Counter[str] = Counter()
    for step in plan.steps:
        if step.zone and CATALOG.techniques[step.technique].contact in POINTED:
            for leaf in CATALOG.body.leaf_places(f"{step.side}-{step.zone}"):
                seconds[leaf] += step.seconds + step.more_s
    return seconds


def broken(step: PlanStep, person: Person, rules: tuple[Restriction, ...]) -> list[str]:
    """Each limit that a step of touch does not keep."""
    body, technique = CATALOG.body, CATALOG.techniques[step.technique]
    place = f"{step.side}-{step.zone}"
    near = [rule for rule in rules if rule.reaches(body.leaf_places(place))]
    is_bony = step.zone is not None and body.any_bony(step.zone)
    by_own_hand = technique.contact not in TOOLS_OF_OTHERS and "helper" not in technique.needs
    found = {
        "harder than the technique": step.pressure > technique.most_pressure,
        "on a limb that is not to be touched": person.limbs is not None and not body.limb_places(place) <= person.limbs,
    }
    for rule in near:
        found |= {
            f"{rule.cause}: too hard": step.pressure > rule.most_pressure,
            f"{rule.cause}: touched": rule.skip,
            f"{rule.cause}: forbidden": technique.contact in rule.forbid
            or (is_bony and technique.contact in rule.forbid_bony),
            f"{rule.cause}: on bone": rule.skip_bony and is_bony,
            f"{rule.cause}: by one's own hand": rule.helper_only and by_own_hand,
        }
    return [f"{step.id} {why}" for why, is_so in found.items() if is_so]


def is_light(plan: Plan) -> bool:
    touching = [step for step in plan.steps if step.zone]
    return sum(step.seconds for step in touching) <= CATALOG.light_touch_s and not any(s.more_s for s in touching)


@given(routines())
def test_the_file_that_is_written_of_a_routine_is_that_routine(routine: Routine) -> None:
    assert as_written(routine_toml(routine), "a.toml")[0] == routine


@given(routines())
def test_it_is_played_in_the_words_of_the_guide_alone(routine: Routine) -> None:
    played, _ = given_routine(routine_toml(routine), "a.toml")
    known = library.voice("en").sentences
    assert played.say == {}
    assert all(name in known for step in played.steps for name in (*step.begin, *step.during, *step.end))
    assert problems(routine) != [] or problems(played) == []


def test_a_picture_told_in_words_of_its_own_alone_is_a_quiet_while() -> None:
    own = replace(CALM.steps[1], picture=True, begin=("mine",), during=())
    brought = replace(CALM, picture=None, steps=(CALM.steps[0], own, *CALM.steps[-2:]), say={"mine": ("A lake.",)})
    assert problems(brought) == []
    assert problems(in_the_guides_words(brought)) == []


@pytest.mark.parametrize("name", library.routine_names())
def test_the_library_itself_may_be_given(name: str) -> None:
    known = library.routine(name)
    assert given_routine(routine_toml(known), "a.toml") == (known, [])
    assert not name.startswith("own-")


@pytest.mark.parametrize(
    ("changes", "told_of"),
    [
        ({"title": "It cures you"}, 'a.toml:title "cures" promises what nobody can keep, in "It cures you"'),
        (
            {"purpose": "Rest. Proven to help. Rest."},
            'a.toml:purpose "Proven" is surer than anything that is known, in "Proven to help."',
        ),
        ({"title": "Calm\u202e"}, "a.toml:title holds a sign behind which words can hide (U+202E)"),
        ({"title": "x" * 81}, "a.toml:title has 81 letters"),
        ({"not_for": "Two\nlines."}, "a.toml:not_for holds a sign behind which words can hide (U+000A)"),
        ({"minutes": 60}, "a.toml:minutes 60 is out of range"),
    ],
)
def test_what_would_mislead_or_break_a_page_is_refused(changes: dict[str, Any], told_of: str) -> None:
    assert told_of in problems(replace(CALM, **changes))


@pytest.mark.parametrize(
    "title",
    [
        "cu\u034fre",
        "cure\ufe0f",
        "сure",
        "cu\u3164re",
        "c\u200bure",
        "ｃure",
        "cu\u20ddre",
        "h\u1d49al",
        "足",
        "Calm \U0001f319",
        "a\\b",
    ],
)
def test_a_title_hides_nothing_behind_signs(title: str) -> None:
    assert [line for line in problems(replace(CALM, title=title)) if "behind which words can hide" in line] != []


@pytest.mark.parametrize(
    "title", ["cüre", "CÚRE", "cu\u0308re", "ĥéàl", "Hẽal", "curé", "ḿiracle", "toxıns", "revërse"]
)
def test_an_accent_hides_no_claim(title: str) -> None:
    assert [line for line in problems(replace(CALM, title=title)) if line.startswith('a.toml:title "')] != []


@pytest.mark.parametrize(
    "title",
    [
        "Füße in Ruhe",
        "Été – l’heure du soir",
        "Łagodne stopy",
        "Bàn chân ấm",
        "Çok yavaş",
        "Rest #2 (¿no?)",
        "u\u0308ber",
    ],
)
def test_usual_accents_and_signs_are_fine(title: str) -> None:
    assert problems(replace(CALM, title=title)) == []


@pytest.mark.parametrize(
    "text", ["Press har\ufe0fder now.", "Press h\u3164arder now.", "Рress now.", "Press hárder now."]
)
def test_nor_is_anything_hidden_in_own_sentences(text: str) -> None:
    first = replace(CALM.steps[0], during=("mine",))
    brought = replace(CALM, steps=(first, *CALM.steps[1:]), say={"mine": (text,)})
    assert [line for line in problems(brought) if line.startswith("a.toml:say.mine ")] != []


def test_a_backslash_is_written_so_that_it_is_read_again() -> None:
    odd = replace(CALM, title='a\\b"c')
    assert given_routine(routine_toml(odd), "a.toml")[0].title == odd.title


def test_the_texts_of_a_step_are_held_to_the_same() -> None:
    worse = replace(CALM.steps[0], why="Our choice: it will heal you.")
    told_of = 'a.toml:step[1].why "heal" promises what nobody can keep, in "Our choice: it will heal you."'
    assert told_of in problems(replace(CALM, steps=(worse, *CALM.steps[1:])))


AFTERNOON = library.routine("afternoon-reset")
PRESS = next(step for step in AFTERNOON.steps if step.id == "ball-press")


def pressing(count: int, **changes: Any) -> Routine:
    """Many steps of thumbs on the ball of the foot, each with another name."""
    many = (replace(PRESS, id=f"press-{number}", turn=f"press-{number}", rank=2, **changes) for number in range(count))
    return replace(AFTERNOON, steps=(AFTERNOON.steps[0], *many, *AFTERNOON.steps[-2:]))


def test_thumbs_stay_on_a_spot_for_five_minutes_at_most() -> None:
    longer = pressing(1, most=301)
    assert problems(longer) == ['a.toml:step[2].most lets thumbs or knuckles stay 301 seconds on "ball" in all']
    assert problems(pressing(1, most=300)) == []


def test_several_steps_on_a_spot_count_together() -> None:
    assert problems(pressing(2, most=150)) == []
    assert problems(pressing(3, most=120)) == [
        'a.toml:step[4].most lets thumbs or knuckles stay 360 seconds on "ball" in all'
    ]


@pytest.mark.parametrize("minutes", [3, 20, 45])
def test_nobody_passes_it_however_a_file_was_written(minutes: int) -> None:
    golden = tomllib.loads((Path(__file__).parents[1] / "golden/person.toml").read_text("utf-8"))
    plan = compile_plan(pressing(8, most=2700), told(golden), CATALOG, minutes, 7)
    assert sum(step.seconds for step in plan.steps) == minutes * 60
    assert max(pressed(plan).values(), default=0) <= LONGEST_ON_A_SPOT
    assert minutes == 3 or "spot" in {change.sign for change in plan.changes}


@settings(max_examples=100)
@given(routines(), answers(), st.integers(3, 45))
def test_the_limiter_holds_it_without_the_check(routine: Routine, asked: dict[str, Any], minutes: int) -> None:
    plan = compile_plan(routine, told(asked), CATALOG, minutes, 7)
    assert max(pressed(plan).values(), default=0) <= LONGEST_ON_A_SPOT


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "9" * 20_000, "not toml", "\ufeffformat = 1"])
def test_what_is_no_routine_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputRefused):
        given_routine(text, "a.toml")


PARTS = ".".join("a" * 1000)


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        (".".join("a" * 20_000) + " = 1", "line 1: has 40003 signs"),
        (f"{PARTS} = 1", "line 1: has 999 dots outside of quotes"),
        (f"[{PARTS}]", "line 1: has 999 dots outside of quotes"),
        ('"' + '"."'.join("a" * 700) + '" = 1', "line 1: has 699 dots outside of quotes"),
        (f'a = "\\"" # "\n{PARTS} = 1', "line 2: has 999 dots outside of quotes"),
        (f'a = ["""\n""", {{{PARTS} = 1}}, ""]', "line 1: holds a text of several lines"),
        ("minutes = 0x" + "f" * 20_000, "line 1: has 20012 signs"),
        ("[[step]]\n" * 5000, "file: holds 5000 tables"),
        ("step = [\n" + "{},\n" * 9000 + "]", "file: holds 9000 tables"),
        ("".join(f"k{number} = 1\n" for number in range(4000)), "file: holds 0 tables and 4000 keys"),
    ],
    ids=lambda value: value[:20],
)
def test_what_would_keep_the_machine_busy_is_not_parsed(text: str, told_of: str) -> None:
    with pytest.raises(InputRefused) as refused:
        given_routine(text, "a.toml")
    [problem] = refused.value.problems
    assert str(problem).startswith(f"a.toml:{told_of}")


def test_of_many_mistakes_the_first_twenty_are_told() -> None:
    names = ", ".join(f'"no-{number}"' for number in range(150))
    many = f"[[step]]\nbegin = [{names}]\n"
    _, found = given_routine(many, "a.toml")
    assert len(found) == 21
    assert found[-1].what == f"has {len(as_many(many)) - 20} more mistakes"


def as_many(text: str) -> set[str]:
    """Every mistake in a text, as the reader of files notes them."""
    routine, read = library.routine_text(text, "a.toml")
    return {str(problem) for problem in [*read, *given_problems(routine, "a.toml", CATALOG)]}


def test_velneuro_check_tells_the_same(tmp_path: Path) -> None:
    file = tmp_path / "bad-moment.toml"
    file.write_text(routine_toml(replace(CALM, title="x" * 81)), "utf-8")
    assert [problem.what for problem in file_problems(file)] == ["has 81 letters"]


def test_a_file_that_is_far_too_large_is_not_even_parsed() -> None:
    with pytest.raises(InputRefused, match=r"a\.toml:file: is larger than 48 kB"):
        given_routine("#" * (MOST_BYTES + 1), "a.toml")
