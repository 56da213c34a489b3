"""Music that a person brings: checked, listed, heard, removed, and seen by nobody else."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import on_a_phone, the_clinician, the_helper
from tests.mp3_files import headless_mp3
from tests.web.listening import heard
from velneuro.outputs.sound import own_apart
from velneuro.outputs.sound.own_music import own_music, remove_own
from velneuro.web.people.models import Person
from velneuro.web.sound import uploading
from velneuro.web.sound.models import OwnMusic, SoundChoice
from velneuro.web.sound.tracks import folders


def hum(hertz: float, seconds: int = 12) -> bytes:
    """A WAV file with one soft tone."""
    file = io.BytesIO()
    time = np.arange(8000 * seconds) / 8000
    soundfile.write(file, 0.1 * np.sin(2 * np.pi * hertz * time), 8000, format="WAV")
    return file.getvalue()


HUM = hum(220)


def send(client: Client, content: bytes, name: str = "Evening hum.wav") -> object:
    return client.post("/settings/sound/own/", {"file": SimpleUploadedFile(name, content, "audio/wav")})


@pytest.fixture
def music(home: Client, person: Person) -> OwnMusic:
    send(home, HUM)
    return OwnMusic.objects.get(person=person)


def test_a_file_is_kept_and_listed(home: Client, music: OwnMusic) -> None:
    assert music.title == "Evening hum"
    assert abs(music.seconds - 12) <= 5
    assert "Evening hum" in home.get("/settings/sound/own/").content.decode()
    assert f'value="own-{music.key}"' in home.get("/settings/sound/").content.decode()


def test_it_can_be_chosen_and_heard(home: Client, music: OwnMusic) -> None:
    assert heard(home, f"/settings/sound/music-own-{music.key}.mp3")[:2] == b"\xff\xfb"


def test_a_large_file_that_came_over_the_disk_too(home: Client, person: Person) -> None:
    content = hum(110, seconds=200)
    assert len(content) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    send(home, content, "Long\x00 hum.wav")
    assert OwnMusic.objects.get(person=person).title == "Long hum"


def test_the_server_itself_decodes_nothing(home: Client, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_apart, "prepare_own", None)
    send(home, HUM)
    assert OwnMusic.objects.filter(person=person).exists()


def test_all_that_a_person_keeps_has_a_limit_and_nothing_is_lost(home: Client, person: Person, music: OwnMusic) -> None:
    def added(content: bytes) -> str:
        return home.post("/settings/sound/own/", {"file": SimpleUploadedFile("more.wav", content)}).content.decode()

    assert "4 hours of music in all" in home.get("/settings/sound/own/").content.decode()
    OwnMusic.objects.filter(pk=music.pk).update(seconds=4 * 3600 - 20)
    kept = own_music(folders())
    assert "more.wav: with it, your music would be longer than 4 hours in all" in added(hum(110, seconds=30))
    assert own_music(folders()) == kept
    assert "longer than" not in added(HUM)  # it is kept already
    assert "longer than" not in added(hum(110, seconds=15))
    assert OwnMusic.objects.filter(person=person).count() == 2


def test_what_somebody_else_has_here_needs_room_too(home: Client, person: Person, music: OwnMusic) -> None:
    OwnMusic.objects.filter(pk=music.pk).update(seconds=4 * 3600 - 20)
    theirs = hum(110, seconds=30)
    home.post(f"/people/{the_helper().pk}/use/")
    send(home, theirs)
    home.post(f"/people/{person.pk}/use/")
    kept = own_music(folders())
    assert OwnMusic.objects.exclude(person=person).exists()
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile("theirs.wav", theirs)})
    assert "theirs.wav: with it, your music would be longer than 4 hours in all" in answer.content.decode()
    assert OwnMusic.objects.get(person=person) == music
    assert own_music(folders()) == kept


def test_the_same_file_twice_is_one(home: Client, music: OwnMusic) -> None:
    send(home, HUM)
    assert OwnMusic.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"no sound at all" * 100, "notes.txt", "not a sound file that can be read"),
        (HUM[:20], "cut.wav", "cut.wav"),
        (b"", "empty.wav", "it is empty or missing"),
    ],
)
def test_a_bad_file_gets_one_sentence(home: Client, content: bytes, name: str, words: str) -> None:
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not OwnMusic.objects.exists()


def test_no_file_is_told(home: Client) -> None:
    assert "it is empty or missing" in home.post("/settings/sound/own/").content.decode()


def test_a_file_that_is_too_large_is_told_and_not_kept(home: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MOST_SENT", 1000)
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile("long.wav", HUM)})
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()


def test_removing_asks_first(home: Client, music: OwnMusic) -> None:
    page = home.get(f"/settings/sound/own/{music.pk}/remove/")
    assert "Remove this music?" in page.content.decode()
    assert OwnMusic.objects.exists()


def test_what_is_removed_is_gone_and_no_longer_chosen(home: Client, person: Person, music: OwnMusic) -> None:
    SoundChoice.objects.create(person=person, music=f"own-{music.key}")
    home.post(f"/settings/sound/own/{music.pk}/remove/")
    assert not OwnMusic.objects.exists()
    assert SoundChoice.objects.get().music == "far-sea"
    assert music.key not in {each.id for each in own_music(folders())}


def test_the_file_stays_while_somebody_else_has_it(home: Client, music: OwnMusic) -> None:
    OwnMusic.objects.create(person=the_helper(), key=music.key, title=music.title, seconds=12, added_at=music.added_at)
    home.post(f"/settings/sound/own/{music.pk}/remove/")
    assert music.key in {each.id for each in own_music(folders())}


def test_nobody_else_sees_or_hears_it(music: OwnMusic, settings: Settings) -> None:
    settings.DOOR = "locked"
    other = on_a_phone(the_clinician())
    page = other.get("/settings/sound/own/")
    assert page.status_code == 200
    assert "Evening hum" not in page.content.decode()
    assert other.get(f"/settings/sound/music-own-{music.key}.mp3").status_code == 404
    assert other.post(f"/settings/sound/own/{music.pk}/remove/").status_code == 404


def test_a_file_that_breaks_off_is_used_as_far_as_it_goes(home: Client) -> None:
    flac = io.BytesIO()
    noise = np.random.default_rng(1).uniform(-0.1, 0.1, 8000 * 60)
    soundfile.write(flac, noise, 8000, format="FLAC")
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile("hiss.flac", flac.getvalue()[:400_000])})
    assert answer.headers["Location"] == "/settings/sound/own/?added=cut"
    assert "damaged" in home.get(answer.headers["Location"]).content.decode()


HUMMED = "-f lavfi -i aevalsrc=0.2*sin(220*2*PI*t)+0.05*sin(331*2*PI*t):d=90:s=44100"


@pytest.mark.parametrize("cover", [False, True])
@pytest.mark.parametrize("rate", ["constant", "variable"])
def test_an_mp3_that_does_not_say_its_length_is_used_whole(
    home: Client, person: Person, tmp_path: Path, rate: str, cover: bool
) -> None:
    content = headless_mp3(tmp_path / "a.mp3", HUMMED, rate, cover=cover)
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile("hum.mp3", content)})
    assert answer.headers["Location"] == "/settings/sound/own/?added=whole"
    assert OwnMusic.objects.get(person=person).seconds == 90


@pytest.mark.parametrize("rate", ["constant", "variable"])
def test_one_that_breaks_off_is_told_all_the_same(home: Client, person: Person, tmp_path: Path, rate: str) -> None:
    content = headless_mp3(tmp_path / "a.mp3", HUMMED, rate)
    answer = home.post("/settings/sound/own/", {"file": SimpleUploadedFile("hum.mp3", content[: len(content) // 2])})
    assert answer.headers["Location"] == "/settings/sound/own/?added=cut"
    assert 40 <= OwnMusic.objects.get(person=person).seconds <= 50


def test_music_of_which_only_the_name_came_asks_for_its_file(home: Client, music: OwnMusic) -> None:
    """As after an archive that was brought to another machine; the same file makes it whole."""
    remove_own(music.key, folders())
    page = home.get("/settings/sound/own/").content.decode()
    assert ("Add it again to hear it." in page, "<audio" in page) == (True, False)
    send(home, HUM)
    assert "<audio" in home.get("/settings/sound/own/").content.decode()
    assert OwnMusic.objects.get() == music
