"""All that a track depends on, as one record: equal records give equal tracks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from velneuro.core.timeline import Cue, ScoreStep, Timeline

NO_VOICE = NO_MUSIC = "none"
LEVELS_DB = (-200.0, -12.0, -6.0, 0.0)  # off, soft, medium, full
LUFS = -19.0  # a quiet bedroom
SOFTEST_LUFS, LOUDEST_LUFS = -30.0, -17.0  # louder, the peaks of a voice leave no room between its sentences


@dataclass(frozen=True)
class Levels:
    """How loud each part is: 0 off, 1 soft, 2 medium, 3 full."""

    voice: int = 3
    music: int = 3
    chime: int = 2


@dataclass(frozen=True)
class Part:
    """A step of the session, as a chapter of the track."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class TrackSpec:
    """A session as sound. `lufs` is the loudness with all levels at their defaults.

    So whoever turns the voice off does not get louder music. `channels` is 1, or 2 for stereo.
    """

    cues: tuple[Cue, ...]
    parts: tuple[Part, ...]
    duration_ms: int
    lang: str
    voice: str
    music: str
    levels: Levels = Levels()
    lufs: float = LUFS
    channels: int = 1


@dataclass(frozen=True)
class SoundChoice:
    """How somebody wants to hear a session."""

    voice: str
    music: str
    levels: Levels = Levels()
    lufs: float = LUFS
    channels: int = 1


def spec_of(timeline: Timeline, choice: SoundChoice) -> TrackSpec:
    """The track of a timeline, by somebody's choice."""
    parts = tuple(Part(_heading(step), step.start_ms, step.end_ms) for step in timeline.steps)
    return TrackSpec(
        cues=timeline.cues,
        parts=parts,
        duration_ms=timeline.duration_ms,
        lang=timeline.lang,
        voice=choice.voice,
        music=choice.music,
        levels=choice.levels,
        lufs=choice.lufs,
        channels=choice.channels,
    )


def _heading(step: ScoreStep) -> str:
    """Without its side, what is done on the left and on the right would be two chapters of one name."""
    return f"{step.title} · {step.side}" if step.side else step.title


def write_spec(spec: TrackSpec) -> str:
    """The record as JSON; the same record gives the same bytes."""
    return json.dumps(asdict(spec), ensure_ascii=False, sort_keys=True)


def read_spec(text: str) -> TrackSpec:
    """The record that write_spec wrote."""
    data = json.loads(text)
    cues = tuple(Cue(**cue) for cue in data.pop("cues"))
    parts = tuple(Part(**part) for part in data.pop("parts"))
    return TrackSpec(cues=cues, parts=parts, levels=Levels(**data.pop("levels")), **data)
