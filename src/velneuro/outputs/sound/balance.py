"""How loud each sound of a track is: found from energies alone, in a few steps, so that nothing is mixed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from velneuro.outputs.sound.clip import VOICE_LUFS
from velneuro.outputs.sound.envelope import Envelope, envelope
from velneuro.outputs.sound.limiter import limiter_gains
from velneuro.outputs.sound.loudness import HOP, Energies, integrated
from velneuro.outputs.sound.samples import PER_MS, at_sample, gain
from velneuro.outputs.sound.sounds import DUCK_DB, Event, Sounds
from velneuro.outputs.sound.spec import LEVELS_DB, Levels, Part

MUSIC_DB = -12.0  # below the voice; users of such programs complain of nothing as often as of loud music
# Peaks between the samples and those that the encoder adds reach up to 1.4 dB higher: below -1.5 dBTP in all.
CEILING = gain(-3.0)
SPARSE_DB = 3.5  # how much louder than the whole a voice usually is, with the silences around it
MUSIC_PEAK = gain(VOICE_LUFS + DUCK_DB + 4)  # what a bed adds to the peaks of a voice, about
MOST_VOICE = gain(15)  # more would only squeeze it: where sentences are very sparse, the track stays a little softer
MOST_RISE_LU = 5.5  # from one part to the next; 6 would startle, and tones of music that meet are softer than their sum
EASE_MS = 5_000
NEAR_LU, TRIES = 0.02, 12
HOP_MS = HOP // PER_MS
USUAL = Levels()


@dataclass(frozen=True)
class Gains:
    """How much louder each kind of sound is in the track than it was made, and how much softer in each part of it."""

    voice: float
    music: float
    chime: float
    parts: tuple[float, ...]


def balance(sounds: Sounds, levels: Levels, lufs: float) -> Gains:
    """The gains at these levels. The loudness is that of the track with all levels at their defaults."""
    usual = _as_loud_as(sounds, lufs)
    return _eased(sounds, _at_levels(usual, levels))


def easing(parts: Sequence[Part], gains: Sequence[float]) -> Envelope:
    """The gain of the music by part: down before a softer part begins, up only when a louder one has begun."""
    points = [(0.0, gains[0])]
    for (before, part), (low, high) in zip(pairwise(parts), pairwise(gains), strict=True):
        room = before if high < low else part
        edge = min(EASE_MS, (room.end_ms - room.start_ms) / 2)
        start = part.start_ms - edge if high < low else part.start_ms
        points += [(start, low), (start + edge, high)]
    return envelope([*points, (parts[-1].end_ms, gains[-1])])


def _as_loud_as(sounds: Sounds, lufs: float) -> Gains:
    """The gains that give the track its loudness at the usual levels, before any level is applied.

    The limiter takes some of it away, the more the louder the track: so they are found in a few steps. Without a
    voice they are the usual ones, so that music alone is as soft as music under a voice.
    """
    even = tuple(1.0 for _ in sounds.parts)
    if not sounds.said:
        return _beside(1.0, lufs + SPARSE_DB, even)
    music = _music_energies(sounds)
    gains = _beside(1.0, VOICE_LUFS, even)
    for _ in range(TRIES):
        hops = _energies(sounds, _at_levels(gains, USUAL), music)
        missing = lufs - integrated(hops)
        softer = _softer(sounds.parts, gains.parts, hops)
        if abs(missing) < NEAR_LU and np.allclose(softer, gains.parts, rtol=0.003):
            break
        louder = replace(gains, voice=min(gains.voice * gain(missing), MOST_VOICE), parts=even)
        gains = _beside(louder.voice, _speech_lufs(sounds, louder), softer)
    return gains


def _beside(voice: float, lufs: float, parts: tuple[float, ...]) -> Gains:
    """The gains beside a voice of that loudness: a chime is as loud, music lies so much lower."""
    return Gains(voice, gain(lufs + MUSIC_DB - VOICE_LUFS), gain(lufs - VOICE_LUFS), parts)


def _at_levels(gains: Gains, levels: Levels) -> Gains:
    voice, music, chime = (_level(step) for step in (levels.voice, levels.music, levels.chime))
    return Gains(gains.voice * voice, gains.music * music, gains.chime * chime, gains.parts)


def _level(step: int) -> float:
    return gain(LEVELS_DB[step]) if step else 0.0


def _eased(sounds: Sounds, gains: Gains) -> Gains:
    """The same gains, with no part too loud after the one before, whatever the levels are."""
    music = _music_energies(sounds)
    for _ in range(TRIES):
        softer = _softer(sounds.parts, gains.parts, _energies(sounds, gains, music))
        if np.allclose(softer, gains.parts, rtol=0.003):
            break
        gains = replace(gains, parts=softer)
    return gains


def _softer(parts: Sequence[Part], gains: Sequence[float], hops: Energies) -> tuple[float, ...]:
    """The gains of the parts from what they are at these: never above 1, and no part MOST_RISE_LU over the one before.

    A part in which nothing sounds at all is no measure for the next.
    """
    softer: list[float] = []
    before = np.inf
    for part, now in zip(parts, gains, strict=True):
        alone = integrated(hops[part.start_ms // HOP_MS : part.end_ms // HOP_MS]) - 20 * np.log10(now)
        down = min(before + MOST_RISE_LU - alone, 0.0) if np.isfinite(alone) else 0.0
        before = alone + down if np.isfinite(alone) else before
        softer.append(gain(down))
    return tuple(softer)


def _energies(sounds: Sounds, gains: Gains, music: Energies) -> Energies:
    """The energies of the track at these gains, from those of its sounds; `music` has those of the music alone."""
    middles = _middles(music.size)
    hops = music * (gains.music * easing(sounds.parts, gains.parts).at(middles)) ** 2
    for event in sounds.said:
        _add_energies(hops, event, _held(event, gains) * sounds.channels)
    for event in sounds.chimes:
        _add_energies(hops, event, event.energies * sounds.channels * (gains.chime * gains.parts[event.part]) ** 2)
    return hops


def _music_energies(sounds: Sounds) -> Energies:
    count = at_sample(sounds.duration_ms) // HOP + 1
    middles = _middles(count)
    loops = sounds.bed.loops if sounds.bed else ()
    energy = sum((np.resize(loop.energies, count) for loop in loops), np.zeros(count))
    return np.asarray(energy * (sounds.duck.at(middles) * sounds.fade.at(middles)) ** 2)


def _middles(count: int) -> Energies:
    return np.asarray((np.arange(count) + 0.5) * HOP_MS, dtype=np.float64)


def _speech_lufs(sounds: Sounds, gains: Gains) -> float:
    """The loudness of the sentences, without the silences between them."""
    return integrated(np.concatenate([_held(event, gains) for event in sounds.said]))


def _held(event: Event, gains: Gains) -> Energies:
    """The energies of a sentence as the limiter leaves it, with some music under it."""
    voice, music = gains.voice * gains.parts[event.part], gains.music * gains.parts[event.part]
    peaks = event.peaks * voice + MUSIC_PEAK * music
    if peaks.max() <= CEILING:
        return event.energies * voice**2
    kept = np.square(limiter_gains(peaks, CEILING)[1:])
    filled = np.pad(kept, (0, event.energies.size * HOP_MS - kept.size), mode="edge")
    return np.asarray(event.energies * filled.reshape(-1, HOP_MS).mean(axis=1)) * voice**2


def _add_energies(hops: Energies, event: Event, weighed: Energies) -> None:
    """An event begins within a tenth of a second: its energies are shared out between the two that each one touches."""
    first, into = divmod(event.start, HOP)
    share = into / HOP
    for shift, part in ((0, 1 - share), (1, share)):
        place = hops[first + shift : first + shift + weighed.size]
        place += weighed[: place.size] * part
