"""The built-in voice: every sentence begins and ends where it says, is as loud as the others, and never changes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from velneuro.content import library
from velneuro.core.problem import InputRefused
from velneuro.outputs.sound.clip import VOICE_LUFS, Clip
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loudness import HOP, energies, integrated
from velneuro.outputs.sound.samples import RATE, gain, whole_ms
from velneuro.outputs.sound.spoken import spoken
from velneuro.outputs.sound.voices import BUILT_IN, guide, voice_names

LINES = spoken(library.voice("en"))
SAMPLE = LINES[:: len(LINES) // 60]
TEXT = "Glide a flat hand slowly up, and let it rest."
# What a listener takes for sound: this much below the loudest millisecond.
HEARD = gain(-45)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    voice = guide(BUILT_IN, "en", SoundFolders(tmp_path_factory.mktemp("sound")))
    return {line.text: voice.clip(line.sentence, line.text) for line in SAMPLE}


def heard_ms(clip: Clip) -> tuple[int, int]:
    """The milliseconds before the first sound and after the last."""
    whole = clip.samples[: clip.samples.size // 48 * 48].reshape(-1, 48)
    levels = np.sqrt(np.square(whole.astype(np.float64)).mean(axis=1))
    loud = np.flatnonzero(levels > levels.max() * HEARD)
    return int(loud[0]), int(levels.size - 1 - loud[-1])


def test_a_clip_begins_with_its_first_sound(clips: dict[str, Clip]) -> None:
    assert {text: heard_ms(clip)[0] for text, clip in clips.items() if heard_ms(clip)[0] > 5} == {}


def test_a_clip_ends_soon_after_its_last_sound(clips: dict[str, Clip]) -> None:
    assert {text: heard_ms(clip)[1] for text, clip in clips.items() if heard_ms(clip)[1] > 80} == {}


def test_the_edges_are_soft(clips: dict[str, Clip]) -> None:
    """The first and the last tenth of a millisecond are below the softest that is heard."""
    edges = {text: max(np.abs(clip.samples[:5]).max(), np.abs(clip.samples[-5:]).max()) for text, clip in clips.items()}
    assert {text: edge for text, edge in edges.items() if edge > gain(-60)} == {}


def test_all_clips_are_equally_loud_by_another_meter(clips: dict[str, Clip]) -> None:
    """pyloudnorm makes its filters anew for the rate, so it may differ by 0.1 LU; unfinished tenths it leaves out."""
    meter = pyloudnorm.Meter(RATE)
    whole = {
        text: np.pad(clip.samples, (0, -clip.samples.size % HOP)).astype(np.float64) for text, clip in clips.items()
    }
    levels = {text: meter.integrated_loudness(samples) for text, samples in whole.items()}
    assert {text: level for text, level in levels.items() if abs(level - VOICE_LUFS) > 0.1} == {}


def test_no_peak_is_above_3_decibels_below_full_scale(clips: dict[str, Clip]) -> None:
    peaks = {text: np.abs(clip.samples).max() for text, clip in clips.items()}
    assert {text: peak for text, peak in peaks.items() if peak > gain(-3.0)} == {}


def test_the_energies_are_those_of_the_samples(clips: dict[str, Clip]) -> None:
    for clip in clips.values():
        np.testing.assert_allclose(clip.energies, energies(clip.samples), rtol=1e-3, atol=1e-9)


def test_it_is_calm(clips: dict[str, Clip]) -> None:
    """120 to 130 words a minute, pauses included; ordinary reading aloud is 150 to 190 (Brysbaert 2019: 183)."""
    words = sum(len(text.split()) for text in clips)
    minutes = sum(clip.samples.size for clip in clips.values()) / RATE / 60
    assert 118 <= words / minutes <= 132


def test_soft_consonants(clips: dict[str, Clip]) -> None:
    """The hiss of s and sh, 5 to 9 kHz, stays well below the band of the vowels' second formants, 1 to 3 kHz."""
    spectra = [np.square(np.abs(np.fft.rfft(clip.samples, 10 * RATE))) for clip in clips.values()]
    spectrum, hertz = np.sum(spectra, axis=0), np.fft.rfftfreq(10 * RATE, 1 / RATE)
    hiss = spectrum[(hertz >= 5000) & (hertz < 9000)].sum()
    assert 10 * np.log10(hiss / spectrum[(hertz >= 1000) & (hertz < 3000)].sum()) < -10


def test_a_comma_is_a_pause(tmp_path: Path) -> None:
    voice = guide(BUILT_IN, "en", SoundFolders(tmp_path))
    with_comma, without = (voice.ms("", text) for text in ("Without touch, let it rest.", "Without touch let it rest."))
    assert with_comma - without >= 150


def test_one_word_is_as_loud_as_a_sentence(tmp_path: Path) -> None:
    clip = guide(BUILT_IN, "en", SoundFolders(tmp_path)).clip("", "Yes.")
    assert integrated(clip.energies) == pytest.approx(VOICE_LUFS, abs=0.1)


def test_the_length_is_known_without_making_it_twice(tmp_path: Path) -> None:
    voice = guide(BUILT_IN, "en", SoundFolders(tmp_path))
    assert voice.ms("", TEXT) == whole_ms(voice.clip("", TEXT).samples.size)


def digest(folder: Path, *texts: str) -> str:
    """In another process: what the last text sounds like after the others were said."""
    code = (
        "import hashlib, sys; from pathlib import Path; from velneuro.outputs.sound.folders import SoundFolders;"
        "from velneuro.outputs.sound.voices import guide; voice = guide('calm', 'en', SoundFolders(Path(sys.argv[1])));"
        "print(hashlib.sha256([voice.clip('', text) for text in sys.argv[2:]][-1].samples.tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(folder), *texts]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_the_same_text_is_the_same_clip_whatever_was_said_before(tmp_path: Path) -> None:
    alone = digest(tmp_path / "a", TEXT)
    assert digest(tmp_path / "b", "Hold it softly.", "Lift off below the knee.", TEXT) == alone
    here = guide(BUILT_IN, "en", SoundFolders(tmp_path / "c")).clip("", TEXT)
    assert hashlib.sha256(here.samples.tobytes()).hexdigest() == alone
    kept = guide(BUILT_IN, "en", SoundFolders(tmp_path / "c")).clip("", TEXT)
    assert hashlib.sha256(kept.samples.tobytes()).hexdigest() == alone


def test_many_may_speak_at_once(tmp_path: Path) -> None:
    """The engine knows one sentence at a time; eight threads must get what one would get."""
    texts = [line.text for line in SAMPLE[:8]]
    alone = guide(BUILT_IN, "en", SoundFolders(tmp_path / "alone"))
    together = guide(BUILT_IN, "en", SoundFolders(tmp_path / "together"))
    clips: dict[str, Clip] = {}
    threads = [
        threading.Thread(target=lambda text=text: clips.update({text: together.clip("", text)})) for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(np.array_equal(clips[text].samples, alone.clip("", text).samples) for text in texts)


def test_an_unknown_voice_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="did you mean calm"):
        guide("clam", "en", SoundFolders(tmp_path))


def test_the_built_in_voice_is_always_there(tmp_path: Path) -> None:
    assert [voice.name for voice in voice_names("en", SoundFolders(tmp_path))] == [BUILT_IN]
