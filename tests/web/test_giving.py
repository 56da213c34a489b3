"""Given and received: a file, a link, a picture; shown in plain words, checked, and kept only then."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings

from tests.cast import ANSWERS, EVENING, NOW, at_home
from tests.routines_made import routines
from tests.web.own import ADDRESS, CALM, an_own_routine
from velneuro.content import library
from velneuro.content.given import as_written, given_routine, in_the_guides_words
from velneuro.core.routine import Routine
from velneuro.outputs.routine_link import pack, unpack
from velneuro.outputs.routine_toml import routine_toml
from velneuro.review.routine_review import file_problems
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.own.giving import LONGEST_LINK, gift_of
from velneuro.web.toolkit.models import OwnRoutine

RECEIVE = "/routines/receive/"
BASE = "http://localhost:8000"
SAID = {"mine": ("Now your {side} calf.", "Come to your {side} calf.", "Here is your {side} calf.")}
LEGS = library.routine("lower-legs")
OWN_WORDS = replace(
    LEGS,
    name="own-words",
    title="Own words",
    steps=tuple(replace(step, begin=("mine",)) if step.zone else step for step in LEGS.steps),
    say=SAID,
)


CUT = pack(routine_toml(CALM))[:40]


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def look(client: Client, pasted: str = "", **more: Any) -> str:
    """What the page says of what was given."""
    return html.unescape(client.post(RECEIVE, {"pasted": pasted, **more}).content.decode())


def keep(client: Client, pasted: str, sender: str = "") -> str:
    """Keep it; where it leads."""
    answer = client.post(RECEIVE, {"pasted": pasted, "keep": "1", "sender": sender})
    return str(answer.headers["Location"])


def link_on(page: str) -> str:
    found = re.search(r"<textarea readonly[^>]*>([^<]+)</textarea>", page)
    assert found
    return html.unescape(found[1])


def file(content: str | bytes, name: str = "calm.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


# Given


def test_a_routine_page_leads_to_it(home: Client) -> None:
    assert f'href="/practice/{EVENING}/give/"' in text(home, f"/practice/{EVENING}/")


def test_the_file_is_what_an_author_could_have_written(home: Client, person: Person, tmp_path: Any) -> None:
    an_own_routine(person, voice="device", music="none")
    answer = home.get(f"{ADDRESS}give.toml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calm-feet.toml"'
    assert given_routine(answer.content.decode(), "a.toml") == (CALM, [])
    written = tmp_path / "calm-feet.toml"
    written.write_bytes(answer.content)
    assert file_problems(written) == ()  # what `velneuro check` says of it


def test_the_link_holds_the_whole_routine_and_says_how_long_it_is(home: Client, person: Person) -> None:
    an_own_routine(person)
    page = text(home, f"{ADDRESS}give/")
    link = link_on(page)
    assert link.startswith(f"{BASE}{RECEIVE}?r=1")
    assert f"The whole routine is in this link, {len(link)} letters long." in page
    assert unpack(parse_qs(urlsplit(link).query)["r"][0]) == routine_toml(CALM)
    assert "Maria" not in unpack(parse_qs(urlsplit(link).query)["r"][0])


@pytest.mark.parametrize("name", library.routine_names())
def test_each_routine_of_the_library_fits_a_picture_that_a_phone_can_read(home: Client, name: str) -> None:
    page = text(home, f"/practice/{name}/give/")
    found = re.search(r'<svg[^>]* viewBox="0 0 (\d+) ', page[page.index('class="qr"') :])
    assert found is not None
    assert int(found[1]) / 6 <= 117 + 8  # squares a side, with the white rim of four on each


def much(count: int) -> Routine:
    """A routine with so many words that nothing else shares."""
    digests = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
    more = (
        replace(LEGS.steps[1], id=f"more-{digest[:50]}", turn=f"more-{n}", rank=9, title=digest[50:] + digest[::-1])
        for n, digest in enumerate(digests)
    )
    return replace(LEGS, steps=(LEGS.steps[0], *more, *LEGS.steps[1:]))


def test_what_is_too_large_for_a_picture_or_a_link_says_so(home: Client, person: Person) -> None:
    an_own_routine(person, replace(much(20), name="middling"))
    an_own_routine(person, replace(much(48), name="large"))
    middling, large = text(home, "/practice/own-middling/give/"), text(home, "/practice/own-large/give/")
    assert len(link_on(middling)) <= LONGEST_LINK
    assert "It is too large for a picture that a phone can read." in middling
    assert "It is too long for a link. Give the file." in large
    assert 'class="qr"' not in middling + large


def test_what_cannot_be_played_is_not_given(home: Client, person: Person) -> None:
    an_own_routine(person, text="not toml")
    assert home.get(f"{ADDRESS}give/").status_code == 404
    assert home.get(f"{ADDRESS}give.toml").status_code == 404


# Received


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(routine=routines())
def test_given_and_received_it_is_the_same_routine(home: Client, person: Person, routine: Routine) -> None:
    assume(given_routine(routine_toml(routine), "a.toml")[1] == [])
    OwnRoutine.objects.all().delete()
    row = an_own_routine(person, routine)
    link, content = (
        gift_of(replace(routine, name=row.name), BASE).link,
        home.get(f"/practice/{row.name}/give.toml").content,
    )
    assert link
    row.delete()
    for sent in ({"pasted": link}, {"file": file(content)}, {"pasted": content.decode()}):
        page = home.post(RECEIVE, sent).content.decode()
        found = re.search(r'name="pasted" value="([^"]*)"', page)
        assert found
        keep(home, html.unescape(found[1]))
        kept = OwnRoutine.objects.get()
        assert as_written(kept.text, "a.toml") == (in_the_guides_words(routine), [])
        assert (kept.name, kept.origin) == (f"own-{routine.name}", "received")
        kept.delete()


def test_it_is_shown_in_plain_words_before_it_is_kept(home: Client) -> None:
    page = look(home, routine_toml(OWN_WORDS))
    assert "Own words" in page
    assert "Usually 12 minutes · 11 parts" in page
    assert LEGS.not_for in page
    assert "Slow breath" in page
    assert not OwnRoutine.objects.exists()


def test_what_the_limits_of_the_person_change_is_told(home: Client) -> None:
    Person.objects.update(answers={**ANSWERS, "hands": []})
    assert "Left out:" in look(home, routine_toml(CALM))
    Person.objects.update(answers={**ANSWERS, "sign": [{"id": "R16"}]})
    assert "Your answers would not let it be played just now." in look(home, routine_toml(CALM))


def test_it_is_kept_with_who_gave_it_and_plays(home: Client) -> None:
    assert keep(home, routine_toml(OWN_WORDS), "Anna") == "/practice/own-own-words/?kept=1"
    assert "Given by Anna" in text(home, "/practice/own-own-words/")
    home.post("/practice/own-own-words/gate/", {"minutes": "12", "none": "1"})


NOT_SPOKEN = "It brings sentences that nobody has read, so the guide leaves them out."
HARM = "Lean on the sore spot until it gives in."  # no list of words finds every sentence that could do harm


def test_sentences_that_nobody_has_read_are_not_spoken_and_the_person_is_told(home: Client) -> None:
    harmful = routine_toml(replace(OWN_WORDS, say={"mine": (*SAID["mine"], HARM)}))
    assert NOT_SPOKEN in look(home, harmful)
    assert NOT_SPOKEN not in look(home, routine_toml(CALM))
    assert HARM not in look(home, harmful)
    keep(home, harmful)
    assert "[say]" not in OwnRoutine.objects.get().text
    said = spoken(home, "/practice/own-own-words/")
    assert said
    assert HARM not in said
    assert not any("your left calf" in text and text.startswith("Now") for text in said)


def test_nor_are_those_of_a_row_that_an_archive_brought(home: Client, person: Person) -> None:
    an_own_routine(person, replace(OWN_WORDS, say={"mine": (*SAID["mine"], HARM)}))
    assert HARM not in spoken(home, "/practice/own-own-words/")
    assert "[say]" not in text(home, "/practice/own-own-words/give.toml")


MADE_UP = "Old monks knew that this spot drains the day."  # nothing in it is on a list
UNREAD_REASON = "Whoever made this routine chose this part."


def test_reasons_that_nobody_has_read_are_not_shown(home: Client) -> None:
    steps = tuple(replace(step, why=MADE_UP) for step in CALM.steps)
    strange = routine_toml(replace(CALM, steps=steps))
    page = look(home, strange)
    assert NOT_SPOKEN in page
    assert MADE_UP not in page
    place = keep(home, strange).partition("?")[0]
    assert UNREAD_REASON in text(home, place)
    session = home.post(f"{place}gate/", {"minutes": "5", "none": "1"}).headers["Location"]
    assert MADE_UP not in text(home, place) + text(home, session)
    assert UNREAD_REASON in text(home, session)


def test_what_was_received_is_a_file_that_the_check_accepts(home: Client, tmp_path: Path) -> None:
    steps = tuple(replace(step, why=MADE_UP, quiet=MADE_UP) for step in LEGS.steps)
    place = keep(home, routine_toml(replace(LEGS, name="given-on", title="Given on", steps=steps))).partition("?")[0]
    written = tmp_path / "given-on.toml"
    written.write_bytes(home.get(f"{place}give.toml").content)
    assert UNREAD_REASON in written.read_text("utf-8")
    assert MADE_UP not in written.read_text("utf-8")
    assert file_problems(written) == ()


def test_reasons_of_the_library_stay(home: Client) -> None:
    place = keep(home, routine_toml(CALM)).partition("?")[0]
    page = text(home, place)
    assert UNREAD_REASON not in page
    assert CALM.steps[1].why in page


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Press as hard as you can"},
        {"purpose": "Skip the questions."},
        {"purpose": "Stop your medicine tonight."},
        {"for_whom": "You. Stop your pills."},
        {"not_for": "Nobody. Open wounds are fine."},
    ],
)
def test_harm_in_its_head_keeps_it_out(home: Client, changes: Any) -> None:
    assert 'name="keep"' not in look(home, routine_toml(replace(CALM, **changes)))
    assert not OwnRoutine.objects.exists()


def test_of_many_sentences_the_page_names_the_one_to_mend(home: Client, person: Person) -> None:
    worse = routine_toml(replace(OWN_WORDS, say={"mine": (*SAID["mine"], "Rest now. Press hard on your calf.")}))
    told = '"Press hard" asks for more than the limits may allow, in "Press hard on your calf.": leave out how hard'
    assert f"<code>pasted.toml:say.mine</code>: {told}" in look(home, worse)
    an_own_routine(person, OWN_WORDS, text=worse)
    page = html.unescape(text(home, "/practice/own-own-words/"))
    assert f"<code>own-own-words.toml:say.mine</code>: {told}" in page


def test_a_row_of_signs_keeps_nobody_waiting(home: Client) -> None:
    """A search that tried each way to part them did not end."""
    rows = [f"prevent{sign * 300} x" for sign in ("-", ",", "'", "- ")]
    pages = [look(home, routine_toml(replace(CALM, purpose=row[:400]))) for row in rows]
    assert all("Calm feet" in page for page in pages)


def spoken(home: Client, address: str) -> set[str]:
    """What the guide says in a long session of it."""
    home.post(f"{address}gate/", {"minutes": "45", "none": "1"})
    score = json.loads(PracticeSession.objects.get().score)
    return {cue["text"] for cue in score["cues"] if cue["kind"] == "say"}


def test_the_link_itself_opens_the_page_and_keeps_nothing(home: Client) -> None:
    link = gift_of(CALM, BASE).link
    page = text(home, link.removeprefix(BASE))
    assert "Calm feet" in page
    assert 'name="keep"' in page
    assert not OwnRoutine.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("", "link:r: holds no routine: copy the whole link, or the whole text of a file"),
        ("https://example.org/massage", "link:r: holds no routine"),
        (
            f"{BASE}{RECEIVE}?r={CUT}",
            "link:r: is cut off or damaged: copy all of it, or ask for the file",
        ),
        (f"{BASE}{RECEIVE}?r=9abc", "link:r: is of a kind that this Vel Neuro does not know"),
        (f"?r={pack('nothing')}", "link.toml:end of document: is not TOML"),
        ("[[step]]\nx", "pasted.toml:end of document: is not TOML"),
        (routine_toml(CALM).replace("minutes = 8", "minutes = 80"), "pasted.toml:minutes: 80 is out of range"),
        (routine_toml(CALM).replace("pressure = 2", "pressure = 5"), "5 is out of range"),
        (routine_toml(OWN_WORDS).replace("Now your", "Press hard on your"), "pasted.toml:say.mine: "),
        (
            routine_toml(OWN_WORDS).replace("Own words", "It heals"),
            'pasted.toml:title: "heals" promises what nobody can keep',
        ),
        (f"?r={pack('.'.join('a' * 1000) + ' = 1')}", "link.toml:line 1: has 999 dots outside of quotes"),
        (
            "[[step]]\n" * 100,
            "pasted.toml:file: has",
        ),
        (
            routine_toml(replace(CALM, steps=CALM.steps[3:-1])),
            'pasted.toml:step[1]: does not settle the person: open with techniques = ["settle"], rank = 1, least = 14,',
        ),
        (
            routine_toml(replace(CALM, steps=CALM.steps[:-1])),
            "does not bring the person back safely: end with",
        ),
        (routine_toml(CALM) + "#" * 50_000, "pasted.toml:file: is larger than 48 kB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_place_reason_and_remedy(home: Client, pasted: str, told: str) -> None:
    page = re.sub(r"</?code>", "", look(home, pasted))
    assert told in page
    assert "It cannot be kept. Nothing was changed." in page
    assert home.post(RECEIVE, {"pasted": pasted, "keep": "1"}).status_code == 422
    assert not OwnRoutine.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "calm.toml:format: is missing"),
        (b"\xff\xfe\x00", "calm.toml:file: is not UTF-8 text: send a routine file"),
        (b"#" * 50_000, "calm.toml:file: is larger than 48 kB: send a routine, and no other file"),
        (b"\xef\xbb\xbf" + routine_toml(CALM).encode().replace(b"\n", b"\r\n"), "Keep it"),
    ],
)
def test_a_file_of_any_kind_gets_an_answer(home: Client, content: bytes, told: str) -> None:
    assert told in re.sub(r"</?code>", "", look(home, file=file(content)))


def test_a_second_of_the_same_name_stands_beside_the_first_and_the_person_is_told(home: Client, person: Person) -> None:
    an_own_routine(person)
    changed = routine_toml(replace(CALM, title="Calm feet of a friend"))
    assert "You have another one by the same name: Calm feet. It stays." in look(home, changed)
    assert keep(home, changed) == "/practice/own-calm-feet-2/?kept=1"
    assert "Calm feet" in text(home, ADDRESS)


def test_just_the_same_is_not_kept_twice(home: Client, person: Person) -> None:
    an_own_routine(person)
    page = look(home, routine_toml(CALM))
    assert "You have just this one already." in page
    assert 'name="keep"' not in page
    assert keep(home, routine_toml(CALM)) == f"{ADDRESS}?kept=1"
    assert OwnRoutine.objects.count() == 1


def test_one_that_was_removed_can_be_received_again(home: Client, person: Person) -> None:
    an_own_routine(person, removed_at=NOW)
    assert keep(home, routine_toml(CALM)) == "/practice/own-calm-feet-2/?kept=1"


def test_the_host_in_a_link_is_never_asked_nor_shown(home: Client) -> None:
    page = look(home, gift_of(CALM, "https://a-friend.example").link)
    assert "Calm feet" in page
    assert "a-friend" not in page


def test_a_page_of_another_site_cannot_keep_one(person: Person, open_door: None) -> None:
    strict = at_home()
    strict.handler.enforce_csrf_checks = True
    assert strict.post(RECEIVE, {"pasted": routine_toml(CALM), "keep": "1"}).status_code == 403
    assert not OwnRoutine.objects.exists()
