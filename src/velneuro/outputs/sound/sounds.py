"""What sounds in a track and when, before anything is said of how loud: sentences, chimes, music and its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from velneuro.core.timeline import Cue
from velneuro.outputs.sound.clip import Clip
from velneuro.outputs.sound.envelope import Envelope, envelope
from velneuro.outputs.sound.limiter import Peaks, peaks_of
from velneuro.outputs.sound.loudness import Energies, energies
from velneuro.outputs.sound.music import Bed
from velneuro.outputs.sound.samples import PER_MS, Samples, at_sample, gain
from velneuro.outputs.sound.spec import Part, TrackSpec

DUCK_DB = -6.0  # of the music while the guide speaks
DOWN_MS, UP_MS = 900, 1_800
FADE_IN_MS, FADE_OUT_MS, SILENT_MS = 4_000, 9_000, 200
CUT_MS = 40  # the edge of a sentence that is longer than its place


@dataclass(frozen=True)
class Event:
    """A sound that begins at a sample of the track, in one of its parts: a sentence or a chime."""

    start: int
    part: int
    samples: Samples
    energies: Energies
    peaks: Peaks

    @property
    def end(self) -> int:
        return self.start + self.samples.size


@dataclass(frozen=True)
class Sounds:
    """Everything that sounds in a track; `duck` and `fade` are gains of the music under the voice and at both ends."""

    said: tuple[Event, ...]
    chimes: tuple[Event, ...]
    bed: Bed | None
    duck: Envelope
    fade: Envelope
    parts: tuple[Part, ...]
    duration_ms: int
    channels: int


def sounds(spec: TrackSpec, clips: Sequence[Clip], bed: Bed | None, strike: Samples, closing: Samples) -> Sounds:
    """The sounds of a session: `clips` has one for each sentence that is said, or none for no voice."""
    parts = spec.parts or (Part("", 0, spec.duration_ms),)
    says = [cue for cue in spec.cues if cue.kind == "say"] if clips else []
    said = tuple(_said(cue, clip, parts) for cue, clip in zip(says, clips, strict=True))
    return Sounds(
        said=said,
        chimes=_chimes([cue for cue in spec.cues if cue.kind == "chime"], strike, closing, parts),
        bed=bed,
        duck=ducking(said),
        fade=fading(spec.duration_ms),
        parts=parts,
        duration_ms=spec.duration_ms,
        channels=spec.channels,
    )


def _said(cue: Cue, clip: Clip, parts: Sequence[Part]) -> Event:
    """A sentence at its cue; one that is longer than its place ends there."""
    room = at_sample(cue.ms)
    if clip.samples.size <= room:
        return _event(cue, clip.samples, clip.energies, parts)
    cut = clip.samples[:room].copy()
    edge = min(at_sample(CUT_MS), room)
    cut[room - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)
    return _event(cue, cut, energies(cut), parts)


def _event(cue: Cue, samples: Samples, weighed: Energies, parts: Sequence[Part]) -> Event:
    part = max((number for number, part in enumerate(parts) if part.start_ms <= cue.at_ms), default=0)
    peaks = peaks_of(np.pad(samples, (0, -samples.size % PER_MS))[None])
    return Event(at_sample(cue.at_ms), part, samples, weighed, peaks)


def _chimes(cues: Sequence[Cue], strike: Samples, closing: Samples, parts: Sequence[Part]) -> tuple[Event, ...]:
    """A chime at each of its cues; the last of them closes the session."""
    rung = [strike] * (len(cues) - 1) + [closing] * bool(cues)
    weights = {id(sound): energies(sound) for sound in (strike, closing)}
    return tuple(_event(cue, sound, weights[id(sound)], parts) for cue, sound in zip(cues, rung, strict=True))


def ducking(said: Sequence[Event]) -> Envelope:
    """The gain of the music while somebody speaks; between two sentences that are close it stays down."""
    low = gain(DUCK_DB)
    spans = list(_spans(said)) or [(0.0, 0.0)]
    points = [(ms, level) for start, end in spans for ms, level in _dip(start, end, low if said else 1.0)]
    return envelope(points)


def _spans(said: Sequence[Event]) -> Iterator[tuple[float, float]]:
    """From when to when somebody speaks, in ms, where no time is left to come up in between."""
    start = end = None
    for event in said:
        if end is not None and start is not None and event.start / PER_MS - end > DOWN_MS + UP_MS:
            yield start, end
            start = None
        start = event.start / PER_MS if start is None else start
        end = event.end / PER_MS
    if start is not None and end is not None:
        yield start, end


def _dip(start: float, end: float, low: float) -> tuple[tuple[float, float], ...]:
    return (start - DOWN_MS, 1.0), (start, low), (end, low), (end + UP_MS, 1.0)


def fading(duration_ms: int) -> Envelope:
    """The gain of the music over the session: up from nothing, and down to nothing before the end."""
    down = duration_ms - SILENT_MS - FADE_OUT_MS
    return envelope([(0, 0.0), (FADE_IN_MS, 1.0), (down, 1.0), (down + FADE_OUT_MS, 0.0)])
