"""The timeline as the score that the player reads, and as canonical JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from velneuro.core.timeline import Cue, Timeline


def score_dict(timeline: Timeline) -> dict[str, object]:
    """The score as plain values, in the shape that ARCHITECTURE.md fixes."""
    return {
        "version": timeline.version,
        "duration_ms": timeline.duration_ms,
        "routine": timeline.routine,
        "lang": timeline.lang,
        "steps": [asdict(step) for step in timeline.steps],
        "cues": [_cue_dict(cue) for cue in timeline.cues],
    }


def score_json(timeline: Timeline) -> str:
    """The score as JSON; the same timeline gives the same bytes."""
    return to_json(score_dict(timeline))


def to_json(value: object) -> str:
    """Canonical JSON with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _cue_dict(cue: Cue) -> dict[str, object]:
    timing: dict[str, object] = {"at_ms": cue.at_ms, "ms": cue.ms, "kind": cue.kind}
    return {**timing, "sentence": cue.sentence, "text": cue.text} if cue.kind == "say" else timing
