"""How a person wants to hear it: kept, used by the next session, and never in the way of one."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, a_session, on_a_phone, the_clinician
from tests.web.listening import heard, player_data, until
from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound import espeak
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.voices import BUILT_IN, guide
from velneuro.web.people.models import Person
from velneuro.web.practice import sounding
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import track_of
from velneuro.web.sound.models import SoundChoice
from velneuro.web.sound.tracks import Tracks, folders

CHOSEN = {
    "voice": BUILT_IN,
    "music": "rain",
    "lufs": "-23",
    "stereo": "on",
    "level_voice": "2",
    "level_music": "1",
    "level_chime": "0",
}
CHANGED = {"music": "bowls", "level_voice": 3, "level_music": 2, "level_chime": 1}


@pytest.fixture
def session(person: Person, time_machine: TimeMachineFixture) -> PracticeSession:
    time_machine.move_to(NOW, tick=True)
    return a_session(person)


@pytest.fixture
def broken_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose speech engine does not start, and that has spoken nothing yet."""

    def broken(*_: object) -> None:
        raise MachineFailed("The built-in voice cannot be started.")

    monkeypatch.setattr(espeak, "fingerprint", broken)


def put(client: Client, session: PracticeSession, content: Any) -> Any:
    return client.put(f"/api/v1/sessions/{session.pk}/sound", json.dumps(content), "application/json")


def test_the_choice_is_kept(home: Client, person: Person) -> None:
    assert home.post("/settings/sound/", CHOSEN).status_code == 302
    choice = SoundChoice.objects.get(person=person)
    assert (choice.voice, choice.music, choice.lufs, choice.stereo) == (BUILT_IN, "rain", -23, True)
    assert (choice.level_voice, choice.level_music, choice.level_chime) == (2, 1, 0)


def test_the_choice_is_changed_and_not_doubled(home: Client) -> None:
    home.post("/settings/sound/", CHOSEN)
    home.post("/settings/sound/", {**CHOSEN, "music": "none"})
    assert SoundChoice.objects.get().music == "none"


@pytest.mark.parametrize(
    "wrong", [{"voice": "nobody"}, {"music": "polka"}, {"music": "own-1234"}, {"level_music": "4"}, {"lufs": "0"}]
)
def test_a_wrong_choice_is_refused(home: Client, wrong: dict[str, str]) -> None:
    assert home.post("/settings/sound/", {**CHOSEN, **wrong}).status_code == 422
    assert not SoundChoice.objects.exists()


def test_the_page_shows_what_is_usual_before_anything_was_chosen(home: Client) -> None:
    page = home.get("/settings/sound/").content.decode()
    for shown in ('value="calm" checked', 'value="far-sea" checked', 'value="-19" checked'):
        assert shown in page


@pytest.mark.parametrize("sample", ["voice-calm", "music-far-sea", "picture-tide"])
def test_each_can_be_heard_before(home: Client, sample: str) -> None:
    assert heard(home, f"/settings/sound/{sample}.mp3")[:2] == b"\xff\xfb"


@pytest.mark.parametrize(
    "sample", ["voice-nobody", "music-polka", "music-own-1234", "voice-device", "music-none", "picture-flames"]
)
def test_what_is_not_there_can_not_be_heard(home: Client, sample: str) -> None:
    assert home.get(f"/settings/sound/{sample}.mp3").status_code == 404


def test_a_session_has_the_lengths_of_its_voice(session: PracticeSession) -> None:
    said = [cue for cue in json.loads(session.score)["cues"] if cue["kind"] == "say"]
    speaker = guide(BUILT_IN, "en", folders())
    assert len(said) > 5
    assert [cue["ms"] for cue in said] == [speaker.ms(cue["sentence"], cue["text"]) for cue in said]


def test_a_session_keeps_the_sound_that_it_was_made_with(person: Person, home: Client) -> None:
    home.post("/settings/sound/", CHOSEN)
    sound = a_session(person).sound["now"]
    assert (sound["voice"], sound["music"], sound["lufs"], sound["channels"]) == (BUILT_IN, "rain", -23, 2)
    assert sound["levels"] == {"voice": 2, "music": 1, "chime": 0}


def test_the_player_is_told_where_the_track_is(home: Client, session: PracticeSession) -> None:
    data = player_data(home, session)
    assert data["track"]["duration_ms"] == 300_000
    assert data["track"]["url"].startswith(f"/practice/{session.pk}/track.mp3?v=")
    assert data["voice"] == "track"
    assert data["sound"]["chosen"] == {"music": "far-sea", "level_voice": 3, "level_music": 3, "level_chime": 2}
    assert {"name": "none", "title": "No music"} in data["sound"]["music"]
    cover = home.get(data["cover"])
    assert cover.headers["Content-Type"] == "image/jpeg"
    cover.close()


def test_the_first_session_asks_which_voice_is_liked(home: Client, session: PracticeSession) -> None:
    context = home.get(f"/practice/{session.pk}/").context
    assert context["pick"]["built_in"] == BUILT_IN


def test_who_has_picked_is_not_asked_again(home: Client, session: PracticeSession) -> None:
    home.post(f"/practice/{session.pk}/voice/", {"voice": BUILT_IN})
    assert home.get(f"/practice/{session.pk}/").context["pick"] is None
    assert SoundChoice.objects.get().voice == BUILT_IN


def test_the_voice_of_the_device_leaves_the_track_without_one(home: Client, session: PracticeSession) -> None:
    home.post(f"/practice/{session.pk}/voice/", {"voice": "device"})
    data = player_data(home, session)
    assert data["voice"] == "device"
    session.refresh_from_db()
    assert track_of(session).spec.voice == "none"
    assert track_of(session).spec.music == "far-sea"


def test_no_other_voice_is_picked_there(home: Client, session: PracticeSession) -> None:
    assert home.post(f"/practice/{session.pk}/voice/", {"voice": "nobody"}).status_code == 404


def test_what_was_chosen_meanwhile_holds_for_a_session_that_waits(home: Client, session: PracticeSession) -> None:
    before = player_data(home, session)["track"]["url"]
    home.post("/settings/sound/", CHOSEN)
    data = player_data(home, session)
    assert data["sound"]["chosen"]["music"] == "rain"
    assert data["track"]["url"] != before


def test_a_session_that_was_started_stays_as_it_is(home: Client, session: PracticeSession) -> None:
    before = player_data(home, session)["track"]["url"]
    PracticeSession.objects.update(state=PracticeSession.State.PLAYING, started_at=NOW)
    home.post("/settings/sound/", CHOSEN)
    assert player_data(home, session)["track"]["url"] == before


def test_a_change_during_the_session_gives_a_new_track(home: Client, session: PracticeSession, person: Person) -> None:
    before = player_data(home, session)["track"]["url"]
    answer = put(home, session, CHANGED)
    assert answer.status_code == 200
    assert answer.json()["track"]["url"] != before
    assert answer.json()["track"]["duration_ms"] == 300_000
    choice = SoundChoice.objects.get(person=person)
    assert (choice.music, choice.level_voice, choice.level_music, choice.level_chime) == ("bowls", 3, 2, 1)


def test_the_track_before_the_change_can_still_be_played(home: Client, session: PracticeSession) -> None:
    before = player_data(home, session)["track"]["url"]
    for music in ("bowls", "rain", "none"):
        put(home, session, {**CHANGED, "music": music})
    answer = home.head(before)
    assert answer.status_code == 200


def test_a_change_keeps_the_score(home: Client, session: PracticeSession) -> None:
    put(home, session, CHANGED)
    assert PracticeSession.objects.get(pk=session.pk).score == session.score


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({**CHANGED, "music": "polka"}, 400),
        ({**CHANGED, "level_music": 4}, 422),
        ({**CHANGED, "level_chime": -1}, 422),
        ({"music": "rain"}, 422),
        ([], 422),
    ],
)
def test_a_wrong_change_is_refused(home: Client, session: PracticeSession, content: Any, status: int) -> None:
    assert put(home, session, content).status_code == status
    assert not SoundChoice.objects.exists()


def test_nobody_else_changes_the_sound(session: PracticeSession) -> None:
    assert put(on_a_phone(the_clinician()), session, CHANGED).status_code == 404
    assert put(on_a_phone(), session, CHANGED).status_code == 404


def test_a_session_of_before_the_sound_gets_a_track(home: Client, session: PracticeSession) -> None:
    PracticeSession.objects.update(sound={}, state=PracticeSession.State.PLAYING, started_at=NOW)
    home.post("/settings/sound/", {**CHOSEN, "voice": "device"})
    session.refresh_from_db()
    assert track_of(session).spec.voice == BUILT_IN
    assert track_of(session).spec.music == "rain"
    assert player_data(home, session)["voice"] == "track"


def test_without_a_voice_the_session_is_made_and_says_so(home: Client, person: Person, broken_voice: None) -> None:
    answer = home.post(f"/practice/{EVENING}/gate/", {"minutes": "5", "none": "1"})
    page = home.get(answer.headers["Location"])
    assert page.status_code == 200
    assert page.context["voice_fails"]
    session = PracticeSession.objects.get()
    assert session.sound["now"]["voice"] == "none"
    assert player_data(home, session)["voice"] == "device"


def test_music_that_is_gone_is_left_out(session: PracticeSession) -> None:
    session.sound["now"]["music"] = "own-0123456789abcdef"
    assert track_of(session).spec.music == "none"


def test_the_ready_page_says_so(home: Client, session: PracticeSession) -> None:
    SoundChoice.objects.create(person=session.person, music="own-0123456789abcdef")
    assert "This session plays without it." in home.get(f"/practice/{session.pk}/").content.decode()


def test_the_ready_page_says_why_there_is_no_track(
    home: Client, session: PracticeSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # In a folder of its own: another test may have made this very track, and what is there needs no making.
    made = Tracks(SoundFolders(tmp_path), at_once=1, most_bytes=10**9)
    made._failed[track_of(session).key] = time.monotonic(), "The disk is full."
    monkeypatch.setattr(sounding, "tracks", lambda: made)
    page = home.get(f"/practice/{session.pk}/")
    assert page.status_code == 200
    assert "The disk is full. You can start." in page.content.decode()


def test_a_voice_that_is_gone_is_spoken_by_the_built_in_one(session: PracticeSession) -> None:
    session.sound["now"]["voice"] = "aunt-mary"
    assert track_of(session).spec.voice == BUILT_IN


def test_where_no_sound_can_be_kept_the_session_still_plays(
    home: Client, person: Person, no_sound_folder: None
) -> None:
    answer = home.post(f"/practice/{EVENING}/gate/", {"minutes": "5", "none": "1"})
    session = PracticeSession.objects.get()
    assert home.get(answer.headers["Location"]).status_code == 200
    data = player_data(home, session)
    assert data["voice"] == "device"
    assert until(lambda: home.get(data["track"]["url"]).status_code == 503)
    assert home.get(f"/practice/{session.pk}/captions.vtt").status_code == 200
    assert home.get("/settings/sound/").status_code == 200
    assert home.get("/settings/sound/voice-calm.mp3").status_code == 503
