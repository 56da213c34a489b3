"""Captions: what the guide says, as WebVTT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from velneuro.core.timeline import Cue

STAYS_MS = 4_000  # longer than it is said: who reads slowly needs it, and the guide is silent then


def web_vtt(cues: Sequence[Cue]) -> str:
    """A WebVTT file (W3C, 2019) of the sentences among the cues; each stays a little, until the next at most."""
    blocks = ["WEBVTT", *_captions([cue for cue in cues if cue.kind == "say"])]
    return "\n\n".join(blocks) + "\n"


def _captions(said: Sequence[Cue]) -> Iterator[str]:
    ends = [min(cue.at_ms + cue.ms + STAYS_MS, following.at_ms) for cue, following in pairwise(said)]
    ends += [cue.at_ms + cue.ms + STAYS_MS for cue in said[-1:]]
    for cue, end_ms in zip(said, ends, strict=True):
        yield f"{_clock(cue.at_ms)} --> {_clock(end_ms)}\n{_escaped(cue.text)}"


def _clock(ms: int) -> str:
    minutes, ms = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
