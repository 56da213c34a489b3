"""Recorded voices: what is read, what is refused, and that nothing is ever half written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from tests.outputs.sound.tiny_voice import write_tiny_voice
from velneuro.content import library
from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.outputs.sound import espeak, piper, recorded, recorded_import
from velneuro.outputs.sound.clip import VOICE_LUFS
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loudness import integrated
from velneuro.outputs.sound.recorded_import import Imported, import_voice
from velneuro.outputs.sound.samples import gain
from velneuro.outputs.sound.spoken import spoken, spoken_in
from velneuro.outputs.sound.voices import BUILT_IN, guide, voice_names

VOICE = library.voice("en")
TEXTS = {line.sentence: line.text for line in spoken(VOICE)}
FIRST, SECOND, SIDED = "settle.begin.1", "breath.easy.1", "leg-hold.begin.1.left"
MONO, STEREO = 1, 2


def said(sentence: str, rate: int = 44_100) -> NDArray[np.float64]:
    """A second of a quiet room, the sentence, a second of the room."""
    voice = soxr.resample(espeak.speak(TEXTS[sentence], "en") / 32768.0, espeak.ENGINE_RATE, rate)
    room: NDArray[np.float64] = np.random.default_rng(1).normal(0, 0.0003, voice.size + 2 * rate)
    room[rate : rate + voice.size] += voice / np.abs(voice).max() * 0.5
    return room


def write(
    folder: Path, name: str, samples: NDArray[np.float64], rate: int = 44_100, subtype: str | None = None
) -> None:
    folder.mkdir(exist_ok=True)
    soundfile.write(folder / name, samples, rate, subtype=subtype)


def bring(folder: Path, files: Mapping[str, NDArray[np.float64]], sound: SoundFolders, name: str = "mary") -> Imported:
    shutil.rmtree(folder, ignore_errors=True)
    for file, samples in files.items():
        write(folder, file, samples)
    return import_voice(folder, name, "Aunt Mary", VOICE, "2026-11-22", sound)


@pytest.fixture
def sound(tmp_path: Path) -> SoundFolders:
    return SoundFolders(tmp_path / "sound")


@pytest.mark.parametrize(
    ("ending", "rate", "channels", "subtype"),
    [("wav", 44_100, STEREO, "PCM_24"), ("flac", 48_000, MONO, None), ("mp3", 44_100, MONO, None),
     ("ogg", 48_000, MONO, "OPUS"), ("WAV", 8_000, MONO, "PCM_U8")],
)  # fmt: skip
def test_the_usual_files_are_read(
    tmp_path: Path, sound: SoundFolders, ending: str, rate: int, channels: int, subtype: str | None
) -> None:
    samples = np.repeat(said(FIRST, rate)[:, None], channels, axis=1)
    write(tmp_path / "in", f"{FIRST}.{ending}", samples, rate, subtype)
    import_voice(tmp_path / "in", "mary", "Mary", VOICE, "2026-11-22", sound)
    clip = guide("mary", "en", sound).clip(FIRST, TEXTS[FIRST])
    built_in = guide(BUILT_IN, "en", sound).clip(FIRST, TEXTS[FIRST])
    assert integrated(clip.energies) == pytest.approx(VOICE_LUFS, abs=0.1)
    assert abs(clip.samples.size - built_in.samples.size) < 0.12 * 48_000  # the seconds of room are gone
    assert np.abs(clip.samples).max() <= gain(-3.0)


def test_what_is_missing_is_said_by_the_built_in_voice(tmp_path: Path, sound: SoundFolders) -> None:
    imported = bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST), f"{SIDED}.wav": said(SIDED)}, sound)
    assert imported.sentences == 2
    assert len(imported.missing) == len(TEXTS) - 2
    voice, built_in = guide("mary", "en", sound), guide(BUILT_IN, "en", sound)
    assert np.array_equal(voice.clip(SECOND, TEXTS[SECOND]).samples, built_in.clip(SECOND, TEXTS[SECOND]).samples)
    assert voice.ms(SECOND, TEXTS[SECOND]) == built_in.ms(SECOND, TEXTS[SECOND])
    assert not np.array_equal(voice.clip(FIRST, TEXTS[FIRST]).samples, built_in.clip(FIRST, TEXTS[FIRST]).samples)


def test_it_stands_in_the_list_with_what_is_missing(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    [_, mary] = voice_names("en", sound)
    assert (mary.name, mary.title, mary.kind, mary.missing) == ("mary", "Aunt Mary", "recorded", len(TEXTS) - 1)


def test_a_second_import_adds_to_the_first(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST), f"{SIDED}.wav": said(SIDED)}, sound)
    kept = guide("mary", "en", sound).clip(SIDED, TEXTS[SIDED])
    imported = bring(tmp_path / "in", {f"{FIRST}.wav": said(SIDED), f"{SECOND}.wav": said(SECOND)}, sound)
    assert (imported.sentences, len(imported.missing)) == (2, len(TEXTS) - 3)
    voice = guide("mary", "en", sound)
    assert np.array_equal(voice.clip(SIDED, TEXTS[SIDED]).samples, kept.samples)
    assert abs(voice.ms(FIRST, TEXTS[FIRST]) - voice.ms(SIDED, TEXTS[SIDED])) < 100  # it came anew


def test_killed_between_the_old_and_the_new_loses_no_recording(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    (sound.voices / "mary").rename(sound.voices / ".mary.old")
    imported = bring(tmp_path / "in", {f"{SECOND}.wav": said(SECOND)}, sound)
    assert len(imported.missing) == len(TEXTS) - 2


def test_recordings_never_take_the_place_of_a_neural_voice(tmp_path: Path, sound: SoundFolders) -> None:
    write_tiny_voice(tmp_path / "tiny.onnx")
    piper.add_file(tmp_path / "tiny.onnx", "tiny", "Tiny", "en", "2026-11-22", sound)
    with pytest.raises(InputRefused, match="another voice already"):
        bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound, "tiny")


def test_its_key_changes_with_its_files_and_only_then(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    first = guide("mary", "en", sound).key
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    assert guide("mary", "en", sound).key == first != guide(BUILT_IN, "en", sound).key
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST), f"{SECOND}.wav": said(SECOND)}, sound)
    assert guide("mary", "en", sound).key != first


def loud(sentence: str) -> NDArray[np.float64]:
    return np.clip(said(sentence) * 6, -1, 1)


def noisy(sentence: str) -> NDArray[np.float64]:
    samples = said(sentence)
    return samples + np.random.default_rng(2).normal(0, 0.012, samples.size)


@pytest.mark.parametrize(("spoil", "told"), [(loud, "distorts"), (noisy, "noise")])
def test_what_could_be_better_is_told_and_taken(tmp_path: Path, sound: SoundFolders, spoil: object, told: str) -> None:
    assert callable(spoil)
    imported = bring(tmp_path / "in", {f"{FIRST}.wav": spoil(FIRST), f"{SECOND}.wav": said(SECOND)}, sound)
    [line] = imported.poor
    assert line.startswith(f"{FIRST}.wav: ")
    assert told in line


def test_a_noisy_recording_is_still_trimmed(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": noisy(FIRST)}, sound)
    built_in = guide(BUILT_IN, "en", sound).ms(FIRST, TEXTS[FIRST])
    assert guide("mary", "en", sound).ms(FIRST, TEXTS[FIRST]) < built_in + 300


SPOILED = {
    "is silent": {f"{FIRST}.wav": np.zeros(88_200)},
    "lasts only": {f"{FIRST}.wav": said(FIRST)[44_100:60_000]},
    "too long": {f"{FIRST}.wav": np.tile(said(FIRST), 4)},
    "cannot be read": {f"{FIRST}.wav": np.tile(said(FIRST), 16)},  # longer than a minute
    "did you mean settle.begin.1": {"settle.begn.1.wav": said(FIRST)},
    "two files": {f"{FIRST}.wav": said(FIRST), f"{FIRST}.flac": said(FIRST)},
}


@pytest.mark.parametrize("told", SPOILED)
def test_a_mistake_is_named_and_nothing_is_written(tmp_path: Path, sound: SoundFolders, told: str) -> None:
    with pytest.raises(InputRefused, match=told):
        bring(tmp_path / "in", {f"{SECOND}.wav": said(SECOND), **SPOILED[told]}, sound)
    assert [voice.name for voice in voice_names("en", sound)] == [BUILT_IN]
    assert [path for path in sound.voices.rglob("*") if path.is_file()] == []


def test_all_mistakes_are_told_at_once(tmp_path: Path, sound: SoundFolders) -> None:
    files = {f"{FIRST}.wav": np.zeros(44_100), f"{SECOND}.wav": said(SECOND)[44_100:50_000]}
    with pytest.raises(InputRefused) as refused:
        bring(tmp_path / "in", files, sound)
    assert [problem.place for problem in refused.value.problems] == [f"{SECOND}.wav", f"{FIRST}.wav"]


@pytest.mark.parametrize("content", [b"", b"RIFF....WAVEfmt ", b"no sound at all" * 1000])
def test_a_file_that_is_no_sound(tmp_path: Path, sound: SoundFolders, content: bytes) -> None:
    (tmp_path / f"{FIRST}.wav").write_bytes(content)
    with pytest.raises(InputRefused, match="cannot be read"):
        import_voice(tmp_path, "mary", "Mary", VOICE, "2026-11-22", sound)


STRANGE = {
    "no samples": (np.zeros(0), 44_100, MONO, "is silent"),
    "one sample": (np.ones(1), 44_100, MONO, "lasts only|is silent"),
    "not a number": (np.full(44_100, np.nan), 44_100, MONO, "cannot be read"),
    "endless": (np.full(44_100, np.inf), 44_100, MONO, "cannot be read"),
    "too many channels": (np.zeros(1000), 44_100, 9, "cannot be read"),
    "an absurd rate": (np.zeros(1000), 4_000_000, MONO, "cannot be read"),
    "hardly any rate": (np.ones(10), 1, MONO, "cannot be read"),
    "an offset and nothing else": (np.full(44_100, 0.5), 44_100, MONO, "is silent|lasts only"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_files_are_refused_in_words(tmp_path: Path, sound: SoundFolders, name: str) -> None:
    samples, rate, channels, told = STRANGE[name]
    write(tmp_path / "in", f"{FIRST}.wav", np.repeat(samples[:, None], channels, axis=1), rate, "FLOAT")
    with pytest.raises(InputRefused, match=told):
        import_voice(tmp_path / "in", "mary", "Mary", VOICE, "2026-11-22", sound)


def test_a_folder_with_the_name_of_a_sound_file_is_none(tmp_path: Path, sound: SoundFolders) -> None:
    (tmp_path / "in" / f"{FIRST}.wav").mkdir(parents=True)
    with pytest.raises(InputRefused, match="holds no sound files"):
        import_voice(tmp_path / "in", "mary", "Mary", VOICE, "2026-11-22", sound)


def test_a_refused_import_leaves_the_voice_as_it_was(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    before = guide("mary", "en", sound).key
    with pytest.raises(InputRefused):
        bring(tmp_path / "in", {f"{FIRST}.wav": np.zeros(88_200)}, sound)
    assert guide("mary", "en", sound).key == before


def test_a_full_disk_leaves_the_voice_as_it_was(
    tmp_path: Path, sound: SoundFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    before = guide("mary", "en", sound).key

    def full(file: Path, _content: bytes) -> None:
        raise MachineFailed(f"{file}: No space left on device. Mend this and try again.")

    monkeypatch.setattr(recorded_import, "write_whole", full)
    with pytest.raises(MachineFailed, match="No space left"):
        bring(tmp_path / "in", {f"{SECOND}.wav": said(SECOND)}, sound)
    assert guide("mary", "en", sound).key == before
    assert [folder.name for folder in sound.voices.iterdir()] == ["mary"]


def test_killed_while_importing_leaves_the_voice_as_it_was(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    before = guide("mary", "en", sound).key
    for sentence in list(TEXTS)[:40]:
        write(tmp_path / "in", f"{sentence}.wav", said(sentence))
    code = "import sys; from velneuro.cli.main import main; main(['voice', 'import', sys.argv[1], '--name', 'mary'])"
    data = {**os.environ, "VELNEURO_DATA": str(tmp_path)}
    importing = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "in")], env=data)
    while importing.poll() is None and not list(sound.voices.glob(".mary.new/clips/*.clip")):
        time.sleep(0.005)
    importing.kill()
    assert importing.wait() < 0
    assert guide("mary", "en", sound).key == before
    assert [voice.name for voice in voice_names("en", sound)] == [BUILT_IN, "mary"]


@pytest.mark.parametrize("name", ["calm", "device", "none", "Aunt Mary", "../out", "-a", "a--b", "", "x" * 41])
def test_names_that_do_not_fit(tmp_path: Path, sound: SoundFolders, name: str) -> None:
    with pytest.raises(InputRefused, match="name"):
        bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound, name)


@pytest.mark.parametrize("title", ['"quoted" \\ back', "line\nbreak", "Tante Änne 💛"])
def test_any_title(tmp_path: Path, sound: SoundFolders, title: str) -> None:
    write(tmp_path / "in", f"{FIRST}.wav", said(FIRST))
    import_voice(tmp_path / "in", "mary", title, VOICE, "2026-11-22", sound)
    assert voice_names("en", sound)[1].title == title


def test_a_damaged_clip_is_said_by_the_built_in_voice(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound)
    recorded.clip_file(sound.voices / "mary", FIRST).write_bytes(b"damaged")
    built_in = guide(BUILT_IN, "en", sound)
    assert guide("mary", "en", sound).ms(FIRST, TEXTS[FIRST]) == built_in.ms(FIRST, TEXTS[FIRST])


def test_a_damaged_record_does_not_take_the_others_along(tmp_path: Path, sound: SoundFolders) -> None:
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound, "mary")
    bring(tmp_path / "in", {f"{FIRST}.wav": said(FIRST)}, sound, "john")
    (sound.voices / "john" / "voice.toml").write_text("title = ")
    assert [voice.name for voice in voice_names("en", sound)] == [BUILT_IN, "mary"]


def test_sides_are_spelled_out() -> None:
    assert TEXTS["leg-hold.begin.1.left"] == "Now your left calf."
    assert TEXTS["leg-hold.begin.1.right"] == "Now your right calf."
    assert "leg-hold.begin.1" not in TEXTS


@pytest.mark.parametrize("name", library.routine_names())
def test_a_routine_needs_no_sentence_outside_its_script(name: str) -> None:
    """Whatever a session of it says, at any length and with any seed, stands in the list to read."""
    from velneuro.core.person import Person, read_person
    from velneuro.core.pipeline import compile_session

    routine, catalog = library.routine(name), library.catalog()
    script = {line.sentence: line.text for line in spoken_in(VOICE, (routine,), catalog)}
    people: list[Person] = [read_person(data, "person", catalog)[0] for data in ({}, {"hands": ["thumbs", "knuckles"]})]
    for person in people:
        for minutes, seed in ((3, 1), (12, 2), (45, 3)):
            timeline = compile_session(routine, person, catalog, VOICE, minutes, seed).timeline
            assert timeline is not None
            said_lines = {cue.sentence: cue.text for cue in timeline.cues if cue.kind == "say"}
            assert said_lines.items() <= script.items()
