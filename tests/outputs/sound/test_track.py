"""The track as it is heard: decoded by ffmpeg and mpg123, measured by pyloudnorm and ffmpeg's EBU R 128 meter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from tests.outputs.sound.evening import choice, decoded, folders, lag_ms, measured, mixed_energies, rendered, spec
from velneuro.content.library import routine_names
from velneuro.core.timeline import Cue
from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.chime import chime
from velneuro.outputs.sound.loudness import Energies, energies, integrated
from velneuro.outputs.sound.music import PIECES
from velneuro.outputs.sound.samples import RATE
from velneuro.outputs.sound.spec import Levels, TrackSpec, read_spec, write_spec
from velneuro.outputs.sound.track import render, track_key
from velneuro.outputs.sound.voices import BUILT_IN, guide

EVENING = "evening-feet-and-legs"
HEARD_S = 0.7  # of a sentence are enough to find it


def test_every_cue_of_45_minutes_sounds_where_it_should() -> None:
    wanted = spec(EVENING, 45)
    heard, speaker = decoded(rendered(wanted)), guide(BUILT_IN, "en", folders())
    chimes = [cue for cue in wanted.cues if cue.kind == "chime"]
    strikes = [chime(last=cue is chimes[-1])[: RATE // 2] for cue in chimes]
    lags = [lag_ms(heard, cue.at_ms, strike) for cue, strike in zip(chimes, strikes, strict=True)]
    assert max(map(abs, lags)) <= 5
    said = [cue for cue in wanted.cues if cue.kind == "say"]
    lags = [
        lag_ms(heard, cue.at_ms, speaker.clip(cue.sentence, cue.text).samples[: int(HEARD_S * RATE)]) for cue in said
    ]
    assert len(said) > 60
    assert max(map(abs, lags)) <= 20


@pytest.mark.parametrize("decoder", ["ffmpeg", "mpg123"])
def test_no_decoder_hears_it_late(decoder: str) -> None:
    wanted = spec("bad-moment", 3)
    heard = decoded(rendered(wanted), decoder)
    first = next(cue for cue in wanted.cues if cue.kind == "chime")
    assert abs(lag_ms(heard, first.at_ms, chime(last=False)[: RATE // 2])) < 1
    assert heard.size == mp3.frames(wanted.duration_ms) * mp3.FRAME


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("minutes", [3, 7])
def test_its_size_is_known_before_it_is_rendered(minutes: int, channels: int) -> None:
    wanted = spec("bad-moment", minutes, choice(channels=channels))
    track = rendered(wanted)
    size = mp3.frame_bytes(channels)
    assert len(track) == mp3.size(wanted.duration_ms, channels)
    # Every frame stands where its time says: 11 set bits begin it (ISO 11172-3).
    assert all(track[at] == 0xFF and track[at + 1] >= 0xE0 for at in range(0, len(track), size))


def test_it_comes_in_blocks() -> None:
    sizes: list[int] = []
    render(spec("bad-moment", 3), folders(), lambda block: sizes.append(len(block)))
    assert len(sizes) > 20
    assert max(sizes) < 100_000


def test_the_same_track_has_the_same_bytes() -> None:
    wanted = spec("bad-moment", 3)
    assert rendered(wanted) == rendered(read_spec(write_spec(wanted)))


@pytest.mark.parametrize(("routine", "minutes"), [*((name, 3) for name in routine_names()), (EVENING, 20)])
def test_every_routine_is_as_loud_as_promised_and_never_cut_off(routine: str, minutes: int) -> None:
    told = measured(rendered(spec(routine, minutes)))
    assert told.integrated == pytest.approx(-19, abs=0.3)
    assert told.true_peak < -1.5


@pytest.mark.parametrize("music", [*PIECES, "none"])
@pytest.mark.parametrize("channels", [1, 2])
def test_so_is_every_piece_of_music(music: str, channels: int) -> None:
    told = measured(rendered(spec("bad-moment", 3, choice(music, channels=channels))))
    # The meter tells tenths: what it calls -18.7 is within the promised 0.3.
    assert told.integrated == pytest.approx(-19, abs=0.35)
    assert told.true_peak < -1.5


def test_the_longest_and_sparsest_is_not_squeezed_to_be_as_loud() -> None:
    told = measured(rendered(spec("bad-moment", 45)))
    assert -21.5 < told.integrated < -19
    assert told.true_peak < -1.5


@pytest.mark.parametrize("lufs", [-23.0, -17.0])
def test_another_loudness_can_be_chosen(lufs: float) -> None:
    told = measured(rendered(spec("bad-moment", 3, choice(lufs=lufs))))
    assert told.integrated == pytest.approx(lufs, abs=0.3)
    assert told.true_peak < -1.5


def test_another_meter_agrees() -> None:
    heard = decoded(rendered(spec(EVENING, 10)))
    assert pyloudnorm.Meter(RATE).integrated_loudness(heard.astype(float)) == pytest.approx(-19, abs=0.3)


@pytest.mark.parametrize("music", PIECES)
def test_music_lies_12_db_under_the_voice_and_further_while_it_speaks(music: str) -> None:
    wanted = spec(EVENING, 5, choice(music))
    voice = energies(decoded(rendered(replace(wanted, levels=Levels(voice=3, music=0, chime=0)))))
    alone = energies(decoded(rendered(replace(wanted, levels=Levels(voice=0, music=3, chime=0)))))
    speaking = _during(wanted.cues, alone.size)
    quiet = ~_during(wanted.cues, alone.size, kinds=("say", "chime"), around_ms=3_000)
    quiet[:50] = quiet[-120:] = False  # while it fades in and out
    assert integrated(voice[speaking]) - _lufs(alone[quiet]) == pytest.approx(12, abs=0.5)
    assert integrated(voice[speaking]) - _lufs(alone[speaking]) == pytest.approx(18, abs=0.7)


def _during(cues: Sequence[Cue], hops: int, kinds: tuple[str, ...] = ("say",), around_ms: int = 0) -> NDArray[np.bool_]:
    """Which tenths of a second lie in a cue of these kinds, or so near to one."""
    inside = np.zeros(hops, dtype=bool)
    for cue in cues:
        if cue.kind in kinds:
            first, last = (cue.at_ms - around_ms) // 100, -(-(cue.at_ms + cue.ms + around_ms) // 100)
            inside[max(first, 0) : last] = True
    return inside


def _lufs(hops: Energies) -> float:
    return float(-0.691 + 10 * np.log10(hops.mean()))


# All at 5 minutes; longer ones whose longest rest comes before their densest words, and one for hands.
LONG = [(EVENING, 20), ("morning-feet", 20), ("numb-feet", 20), ("quiet-rest", 45), ("hands-at-a-desk", 45)]


@pytest.mark.parametrize(("routine", "minutes"), [*((name, 5) for name in routine_names()), *LONG])
def test_no_part_startles_after_the_one_before(routine: str, minutes: int) -> None:
    wanted = spec(routine, minutes)
    assert max(_rises(wanted, mixed_energies(wanted))) <= 6


@pytest.mark.parametrize("music", [*PIECES, "none"])
def test_nor_does_one_with_any_music(music: str) -> None:
    wanted = spec("quiet-rest", 5, choice(music))
    assert max(_rises(wanted, mixed_energies(wanted))) <= 6


@pytest.mark.parametrize("levels", [Levels(voice=3, music=1, chime=3), Levels(voice=0, music=3, chime=3)])
def test_nor_does_one_at_other_levels(levels: Levels) -> None:
    wanted = spec("quiet-rest", 5, choice(levels=levels))
    assert max(_rises(wanted, mixed_energies(wanted))) <= 6


def test_nor_does_one_in_what_is_heard() -> None:
    wanted = spec("quiet-rest", 5)
    assert max(_rises(wanted, energies(decoded(rendered(wanted))))) <= 6


def _rises(wanted: TrackSpec, heard: Energies) -> list[float]:
    """By how much each part is louder than the one before, in LU."""
    loud = [integrated(heard[part.start_ms // 100 : part.end_ms // 100]) for part in wanted.parts]
    return [after - before for before, after in pairwise(loud)]


def test_it_comes_out_of_silence_and_goes_back_into_it() -> None:
    wanted = spec(EVENING, 10, choice(levels=Levels(voice=0, music=3, chime=0)))
    levels = np.sqrt(energies(decoded(rendered(wanted))))
    assert levels[0] < 0.1 * levels[60:100].mean()
    ending = levels[-95:]
    assert ending[-3:].max() < 0.003
    # Never a step that could be heard as one: each tenth of a second is near the one before.
    assert np.abs(np.diff(levels[-120:])).max() < 0.35 * levels[-200:-120].mean()


def test_the_last_chime_has_died_away_before_the_end() -> None:
    wanted = spec("bad-moment", 3)
    heard = decoded(rendered(wanted))
    closing = max(cue.at_ms for cue in wanted.cues if cue.kind == "chime")
    assert np.abs(heard[closing * 48 : closing * 48 + RATE]).max() > 0.02
    assert np.abs(heard[wanted.duration_ms * 48 :]).max() < 0.001


def test_whoever_turns_the_voice_off_does_not_get_louder_music() -> None:
    wanted = spec("bad-moment", 3)
    with_voice = energies(decoded(rendered(wanted)))
    without = energies(decoded(rendered(replace(wanted, levels=Levels(voice=0)))))
    quiet = ~_during(wanted.cues, with_voice.size, kinds=("say", "chime"), around_ms=3_000)
    assert _lufs(without[quiet]) == pytest.approx(_lufs(with_voice[quiet]), abs=0.2)


def test_music_for_the_devices_own_voice_is_about_as_soft() -> None:
    wanted = spec(EVENING, 10)
    with_voice = energies(decoded(rendered(wanted)))
    device = energies(decoded(rendered(replace(wanted, voice="none"))))
    quiet = ~_during(wanted.cues, with_voice.size, kinds=("say", "chime"), around_ms=3_000)
    assert _lufs(device[quiet]) == pytest.approx(_lufs(with_voice[quiet]), abs=3)


def test_nothing_at_all_is_silence_of_the_right_length() -> None:
    wanted = replace(spec("bad-moment", 3), voice="none", music="none", levels=Levels(chime=0))
    heard = decoded(rendered(wanted))
    assert heard.size == mp3.frames(wanted.duration_ms) * mp3.FRAME
    assert np.abs(heard).max() < 0.001


def test_a_sentence_longer_than_its_place_ends_there() -> None:
    first = Cue(2_000, 1_000, "say", "safe.how.1", "Stop at once when it hurts, and rest there for a while.")
    wanted = TrackSpec((first,), (), 10_000, "en", BUILT_IN, "none")
    levels = energies(decoded(rendered(wanted)))
    assert levels[20:30].max() > 1_000 * levels[32:].max()


def test_its_name_changes_with_whatever_it_depends_on() -> None:
    wanted = spec("bad-moment", 3)
    others = [
        replace(wanted, music="rain"),
        replace(wanted, voice="none"),
        replace(wanted, levels=Levels(music=1)),
        replace(wanted, lufs=-16.0),
        replace(wanted, channels=2),
        replace(wanted, cues=wanted.cues[:-1]),
    ]
    assert len({track_key(each, folders()) for each in (wanted, *others)}) == 7


def _render_process(tmp_path: Path) -> subprocess.Popen[bytes]:
    (tmp_path / "spec.json").write_text(write_spec(spec("bad-moment", 3)), "utf-8")
    call = [sys.executable, "-m", "velneuro.outputs.sound", "spec.json", "out.part", str(folders().root)]
    return subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE)


def test_a_process_of_its_own_renders_the_same(tmp_path: Path) -> None:
    process = _render_process(tmp_path)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, b"")
    assert (tmp_path / "out.part").read_bytes() == rendered(spec("bad-moment", 3))


def test_it_says_in_one_line_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "spec.json").write_text(write_spec(replace(spec("bad-moment", 3), music="polka")), "utf-8")
    call = [sys.executable, "-m", "velneuro.outputs.sound", "spec.json", "out.part", str(folders().root)]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "polka" in done.stderr
    assert done.stderr.count("\n") == 1
