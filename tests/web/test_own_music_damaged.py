"""Damaged music of one's own: one clear sentence, and the session still plays."""

from __future__ import annotations

import html
import io
import re

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.listening import player_data, rendered
from velneuro.outputs.sound import mp3
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import track_of
from velneuro.web.sound.models import OwnMusic
from velneuro.web.sound.tracks import folders

EVENING = "evening-feet-and-legs"
CHOSEN = {"voice": "calm", "lufs": "-19", "level_voice": "3", "level_music": "3", "level_chime": "2"}
SECONDS = 30


def recorded(ending: str) -> bytes:
    """Thirty seconds of soft noise in a file of this kind."""
    file = io.BytesIO()
    noise = np.random.default_rng(5).normal(0, 0.05, 44_100 * SECONDS)
    soundfile.write(file, noise, 44_100, format=ending.upper())
    return file.getvalue()


def spoiled(content: bytes) -> bytes:
    """Nothing after the first bytes is what it was."""
    noise = np.random.default_rng(7).integers(0, 256, len(content), dtype=np.uint8).tobytes()
    return content[:200] + noise[200:]


def send(client: Client, content: bytes, name: str) -> str:
    """The page after a file was sent."""
    answer = client.post("/settings/sound/own/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    return html.unescape(answer.content.decode())


def evening(client: Client, music: str) -> PracticeSession:
    """A new session with this music."""
    client.post("/settings/sound/", {**CHOSEN, "music": music})
    client.post(f"/practice/{EVENING}/gate/", {"minutes": "5", "none": "1"})
    return PracticeSession.objects.latest("made_at")


def plays(client: Client, session: PracticeSession) -> bool:
    """Whether the voice is on a track that is there as a whole."""
    spec = track_of(session).spec
    whole = mp3.size(spec.duration_ms, spec.channels)
    return player_data(client, session)["voice"] == "track" and len(rendered(session)) == whole


@pytest.mark.parametrize("ending", ["flac", "mp3", "ogg"])
def test_a_spoiled_file_gets_one_sentence_and_the_session_plays(home: Client, person: Person, ending: str) -> None:
    page = send(home, spoiled(recorded(ending)), f"hum.{ending}")
    assert len(re.findall(rf"hum\.{ending}[^<]*", page)) == 1
    assert "Traceback" not in page
    assert not OwnMusic.objects.exists()
    assert plays(home, evening(home, "rain"))


def test_music_that_is_damaged_on_the_disk_is_left_out(home: Client, person: Person) -> None:
    send(home, recorded("flac"), "hum.flac")
    music = OwnMusic.objects.get(person=person)
    file = next(folders().music.rglob(f"{music.key}.npy"))
    file.write_bytes(file.read_bytes()[:1000])
    session = evening(home, f"own-{music.key}")
    assert track_of(session).spec.music == "none"
    assert plays(home, session)


def test_whoever_listens_to_it_in_the_settings_is_told(home: Client, person: Person) -> None:
    send(home, recorded("flac"), "hum.flac")
    music = OwnMusic.objects.get(person=person)
    next(folders().music.rglob(f"{music.key}.npy")).write_bytes(b"no sound")
    answer = home.get(f"/settings/sound/music-own-{music.key}.mp3")
    assert answer.status_code == 503
    assert answer.content.decode() == "Your own music hum is damaged on the disk: add the file again."
