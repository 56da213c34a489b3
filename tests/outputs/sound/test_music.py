"""The generated pieces: as loud as promised, without seams or starts, kept, and the same however they are cut."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from velneuro.content.music import pieces
from velneuro.core.problem import InputRefused
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loudness import energies
from velneuro.outputs.sound.music import PIECES, Bed, bed
from velneuro.outputs.sound.samples import RATE, Samples

LONGEST_S = 45 * 60  # the longest session
BLOCK = 8 * RATE
WINDOW = 2 * RATE // 5
SEEN = 1024  # samples of a short-time spectrum

Beds = Callable[[str, int], Bed]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> SoundFolders:
    return SoundFolders(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def beds(folders: SoundFolders) -> Beds:
    def find(name: str, channels: int) -> Bed:
        return bed(name, channels, folders)

    return find


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("name", PIECES)
def test_as_loud_as_the_voice(beds: Beds, name: str, channels: int) -> None:
    """pyloudnorm is the outside meter; its filters are made for any rate and say up to 0.05 LU less."""
    sound = beds(name, channels).block(0, 150 * RATE)
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(np.float64)) == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("name", PIECES)
def test_energies_are_those_of_the_samples(beds: Beds, name: str, channels: int) -> None:
    for loop in beds(name, channels).loops:
        measured = energies(loop.cut(0, loop.length), loops=True)
        assert loop.energies == pytest.approx(measured, rel=0.02, abs=measured.mean() / 1000)


@pytest.mark.parametrize("name", PIECES)
def test_nothing_startles_in_the_longest_session(beds: Beds, name: str) -> None:
    squares, peak = over_a_session(beds(name, 1))
    levels = 10 * np.log10(squares)
    assert np.abs(np.diff(levels)).max() < 4
    assert 20 * math.log10(peak) - 10 * math.log10(squares.mean()) < 18


def over_a_session(piece: Bed) -> tuple[NDArray[np.float64], float]:
    """Mean squares of each 400 ms, and the highest peak."""
    blocks = [piece.block(first, BLOCK)[0] for first in range(0, LONGEST_S * RATE, BLOCK)]
    squares = [np.square(block.reshape(-1, WINDOW)).mean(axis=1, dtype=np.float64) for block in blocks]
    return np.concatenate(squares), max(float(np.abs(block).max()) for block in blocks)


@pytest.mark.parametrize("name", PIECES)
def test_does_not_mask_speech(beds: Beds, name: str) -> None:
    """Consonants lie from 1 to 4 kHz: there the pieces have at least 10 dB less than below."""
    low, middle, high = (band(beds(name, 1), *edges) for edges in ((100, 1000), (1000, 4000), (4000, 24_000)))
    assert middle < low - 10
    assert high < middle - 15


@pytest.mark.parametrize("name", PIECES)
def test_a_small_speaker_plays_it(beds: Beds, name: str) -> None:
    """A phone plays hardly anything below 150 Hz."""
    assert band(beds(name, 1), 150, 1000) > band(beds(name, 1), 0, 150) - 1


def band(piece: Bed, low: float, high: float) -> float:
    """The level of a band of two minutes, in dB."""
    sound = piece.block(0, 120 * RATE)[0]
    hertz = np.fft.rfftfreq(sound.size, 1 / RATE)
    power = np.square(np.abs(np.fft.rfft(sound)))
    return 10 * math.log10(power[(hertz >= low) & (hertz < high)].sum())


@pytest.mark.parametrize("name", PIECES)
def test_no_seam(beds: Beds, name: str) -> None:
    for loop in beds(name, 1).loops:
        assert not seam(np.tile(loop.cut(0, loop.length)[0], 2))


@pytest.mark.parametrize("name", PIECES)
def test_a_seam_would_be_seen(beds: Beds, name: str) -> None:
    loop = beds(name, 1).loops[0]
    assert seam(np.tile(loop.cut(0, loop.length - RATE // 3)[0], 2))


def seam(twice: Samples) -> bool:
    """Whether the middle differs from the rest: in the steps from sample to sample, or in what is above 8 kHz."""
    middle = twice.size // 2
    steps = np.abs(np.diff(twice, n=2))
    there, elsewhere = steps[middle - 4 : middle + 3].max(), np.quantile(steps[: middle - SEEN], 0.9999)
    firsts = [*range(0, middle - SEEN, 4801), middle - SEEN // 2]
    frames = np.stack([twice[first : first + SEEN] for first in firsts]) * np.hanning(SEEN)
    above = np.square(np.abs(np.fft.rfft(frames)))[:, 8000 * SEEN // RATE + 4 :].sum(axis=1)
    return bool(there > 2 * elsewhere or above[-1] > 3 * above[:-1].max())


@pytest.mark.parametrize("name", PIECES)
def test_never_comes_round_within_a_session(beds: Beds, name: str) -> None:
    tenths = [loop.energies.size for loop in beds(name, 1).loops]
    assert len(tenths) > 1
    for one, other in combinations(tenths, 2):
        assert math.lcm(one, other) / 10 > LONGEST_S


def test_the_sea_swells_every_8_to_14_seconds(beds: Beds) -> None:
    for loop in beds("far-sea", 1).loops:
        waves = np.abs(np.fft.rfft(loop.energies - loop.energies.mean()))
        assert 8 <= loop.energies.size / 10 / waves.argmax() <= 14


def test_the_pad_has_eight_consonant_chords(beds: Beds) -> None:
    """Of the 12 tones of an octave it uses the six of D, G and B minor; each chord is another than the one before."""
    chords = [tones(beds("warm-pad", 1), middle) for middle in (6.7, 19.5, 32.5, 45.7, 58.5, 71, 84.2, 97.7)]
    assert all(chord <= {2, 4, 6, 7, 9, 11} for chord in chords)
    assert all(one != other for one, other in zip(chords, [*chords[1:], chords[0]], strict=True))


def tones(piece: Bed, middle_s: float) -> frozenset[int]:
    """The tones (0 is C) of the four seconds around a time that are within 12 dB of the strongest."""
    sound = piece.loops[0].cut(round((middle_s - 2) * RATE), 4 * RATE)[0]
    strengths = np.abs(np.fft.rfft(sound * np.hanning(sound.size)))
    inner = strengths[1:-1]
    peaks = 1 + np.flatnonzero((inner > strengths[:-2]) & (inner > strengths[2:]) & (inner > strengths.max() / 4))
    return frozenset(round(69 + 12 * math.log2(peak / 4 / 440)) % 12 for peak in peaks)


@given(start=st.integers(0, 50 * 60 * RATE), cuts=st.lists(st.integers(0, 40_000), max_size=6))
def test_same_samples_however_it_is_cut(beds: Beds, start: int, cuts: list[int]) -> None:
    piece = beds("bowls", 2)
    whole = piece.block(start, sum(cuts))
    at = np.cumsum([0, *cuts])
    parts = [piece.block(start + int(first), count) for first, count in zip(at, cuts, strict=False)]
    assert np.array_equal(whole, np.concatenate([np.zeros((2, 0)), *parts], axis=1))


@pytest.mark.parametrize("name", PIECES)
def test_the_two_sides_differ_but_are_alike_in_strength(beds: Beds, name: str) -> None:
    left, right = beds(name, 2).block(0, 120 * RATE)
    assert np.corrcoef(left, right)[0, 1] < 0.95
    assert abs(10 * math.log10(np.square(left).mean() / np.square(right).mean())) < 1


def test_made_once_and_then_kept(tmp_path: Path) -> None:
    first = bed("rain", 1, SoundFolders(tmp_path))
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    again = bed("rain", 1, SoundFolders(tmp_path))
    assert again.key == first.key
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == written


def test_made_the_same_again(tmp_path: Path, beds: Beds) -> None:
    again = bed("rain", 1, SoundFolders(tmp_path))
    assert again.key == beds("rain", 1).key
    assert np.array_equal(again.block(RATE, BLOCK), beds("rain", 1).block(RATE, BLOCK))


@pytest.mark.parametrize(
    "spoil", [lambda old: old[:-2], lambda old: old[:5000] + b"\xff\x10" + old[5002:]], ids=["short", "changed"]
)
@pytest.mark.parametrize("ending", ["npy", "json"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, ending: str, spoil: Callable[[bytes], bytes]) -> None:
    before = bed("low-drone", 1, SoundFolders(tmp_path)).block(0, BLOCK)
    file = next(tmp_path.rglob(f"*.{ending}"))
    file.write_bytes(spoil(file.read_bytes()))
    assert np.array_equal(bed("low-drone", 1, SoundFolders(tmp_path)).block(0, BLOCK), before)
    assert [left for left in tmp_path.rglob("*") if left.suffix == ".part"] == []


def test_every_piece_and_channel_has_its_own_key(beds: Beds) -> None:
    keys = [beds(name, channels).key for name in PIECES for channels in (1, 2)]
    assert len(set(keys)) == len(keys)


def test_an_unknown_piece_is_refused(folders: SoundFolders) -> None:
    with pytest.raises(InputRefused, match="music: there is no piece far-see: did you mean far-sea"):
        bed("far-see", 1, folders)


def test_every_piece_has_its_words() -> None:
    assert tuple(piece.name for piece in pieces()) == PIECES
