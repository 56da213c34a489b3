"""The track of a session over HTTP: whole, in ranges (RFC 9110, section 14), for its person alone."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session, on_a_phone, the_clinician
from tests.web.listening import body, player_data, rendered
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.words import step_words

FIVE_MINUTES = (-(-300_000 // 24) + 2) * 192  # frames of 24 ms, two of silence, 192 bytes each at 64 kbit/s


@pytest.fixture
def session(person: Person, time_machine: TimeMachineFixture) -> PracticeSession:
    time_machine.move_to(NOW, tick=True)
    return a_session(person)


@pytest.fixture
def url(home: Client, session: PracticeSession) -> str:
    """Address of a track that is there as a whole."""
    rendered(session)
    return str(player_data(home, session)["track"]["url"])


@pytest.fixture
def whole(url: str, session: PracticeSession) -> bytes:
    return rendered(session)


def test_the_whole_track_has_the_length_that_was_known_before(home: Client, url: str) -> None:
    answer = home.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(FIVE_MINUTES)
    assert len(body(answer)) == FIVE_MINUTES


def test_the_track_is_five_minutes_of_sound(whole: bytes) -> None:
    samples, rate = soundfile.read(io.BytesIO(whole))
    assert abs(len(samples) / rate - 300) < 0.1
    assert 0.01 < np.abs(samples).max() < 1


def test_a_track_says_what_it_is(home: Client, url: str) -> None:
    answer = home.head(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Content-Length"] == str(FIVE_MINUTES)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["ETag"].startswith('"')
    assert body(answer) == b""


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=1000-1999", 1000, 1999),
        ("bytes=-500", FIVE_MINUTES - 500, FIVE_MINUTES - 1),
        (f"bytes=-{FIVE_MINUTES * 9}", 0, FIVE_MINUTES - 1),
        (f"bytes=0-{FIVE_MINUTES * 9}", 0, FIVE_MINUTES - 1),
        (f"bytes={FIVE_MINUTES - 1}-", FIVE_MINUTES - 1, FIVE_MINUTES - 1),
        ("bytes=1920000-", 1920000, FIVE_MINUTES - 1),
    ],
)
def test_a_range_is_sent_as_asked(home: Client, url: str, whole: bytes, asked: str, first: int, last: int) -> None:
    answer = home.get(url, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{FIVE_MINUTES}"
    assert answer.headers["Content-Length"] == str(last + 1 - first)
    assert body(answer) == whole[first : last + 1]


def test_an_open_range_gets_one_mebibyte(home: Client, url: str, whole: bytes) -> None:
    answer = home.get(url, headers={"Range": "bytes=10-"})
    assert answer.headers["Content-Range"] == f"bytes 10-{10 + (1 << 20) - 1}/{FIVE_MINUTES}"
    assert body(answer) == whole[10 : 10 + (1 << 20)]


@pytest.mark.parametrize("asked", [f"bytes={FIVE_MINUTES}-", f"bytes={FIVE_MINUTES}-{FIVE_MINUTES + 5}", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_length(home: Client, url: str, asked: str) -> None:
    answer = home.get(url, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{FIVE_MINUTES}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=5-2", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1-2", f"bytes=0-{'9' * 5000}"]
)
def test_several_ranges_and_nonsense_get_the_whole(home: Client, url: str, asked: str) -> None:
    answer = home.get(url, headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(FIVE_MINUTES)
    answer.close()


def test_a_range_of_a_track_that_has_changed_gets_the_whole(home: Client, url: str) -> None:
    etag = home.head(url).headers["ETag"]
    same = home.get(url, headers={"Range": "bytes=0-9", "If-Range": etag})
    other = home.get(url, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    dated = home.get(url, headers={"Range": "bytes=0-9", "If-Range": "Sun, 22 Nov 2026 19:30:00 GMT"})
    assert (same.status_code, other.status_code, dated.status_code) == (206, 200, 200)
    for answer in (other, dated):
        answer.close()


def test_what_a_phone_has_is_not_sent_again(home: Client, url: str) -> None:
    answer = home.get(url, headers={"If-None-Match": home.head(url).headers["ETag"]})
    assert answer.status_code == 304
    assert body(answer) == b""


@pytest.mark.parametrize("asked", ["", "bytes=0-999"])
def test_sound_is_never_compressed(home: Client, url: str, asked: str) -> None:
    answer = home.get(url, headers={"Accept-Encoding": "gzip", "Range": asked})
    assert "Content-Encoding" not in answer.headers
    answer.close()


@pytest.mark.parametrize("version", ["", "?v=", "?v=000000000000", "?v=../../secret"])
def test_an_address_of_no_track_leads_to_the_present_one(
    home: Client, url: str, session: PracticeSession, version: str
) -> None:
    answer = home.get(f"/practice/{session.pk}/track.mp3{version}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == url


@pytest.mark.parametrize("name", ["track.mp3", "track-evening.mp3", "captions.vtt"])
def test_the_sound_is_for_its_person_alone(session: PracticeSession, name: str) -> None:
    address = f"/practice/{session.pk}/{name}"
    assert on_a_phone(the_clinician()).get(address).status_code == 404
    assert on_a_phone().get(address).status_code == 404


def test_a_refused_session_has_no_sound(home: Client, session: PracticeSession) -> None:
    PracticeSession.objects.update(score="", state=PracticeSession.State.REFUSED)
    assert home.get(f"/practice/{session.pk}/track.mp3").status_code == 404


def test_the_file_to_keep_has_title_chapters_and_the_same_sound(
    home: Client, session: PracticeSession, whole: bytes
) -> None:
    from mutagen.id3 import ID3

    answer = home.get(f"/practice/{session.pk}/track-evening.mp3")
    content = body(answer)
    assert 'attachment; filename="evening-feet-and-legs-2026-11-22.mp3"' in answer.headers["Content-Disposition"]
    assert int(answer.headers["Content-Length"]) == len(content)
    assert content.endswith(whole)
    tags = ID3(io.BytesIO(content))
    assert str(tags["TIT2"]) == "Evening feet and legs · 2026-11-22"
    chapters = [str(chapter.sub_frames["TIT2"]) for chapter in tags.getall("CHAP")]
    assert chapters == [step_words(step) for step in session.plan["steps"]]
    assert tags.getall("APIC")[0].mime == "image/jpeg"


def test_a_range_over_the_border_of_the_tag(home: Client, session: PracticeSession, whole: bytes) -> None:
    address = f"/practice/{session.pk}/track-evening.mp3"
    content = body(home.get(address))
    border = len(content) - len(whole)
    answer = home.get(address, headers={"Range": f"bytes={border - 5}-{border + 4}"})
    assert body(answer) == content[border - 5 : border + 5]


def test_captions_say_what_is_said(home: Client, session: PracticeSession) -> None:
    answer = home.get(f"/practice/{session.pk}/captions.vtt")
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert text.startswith("WEBVTT\n\n00:00:02.000 --> ")
    assert "Put your shoes on before you stand." in text
