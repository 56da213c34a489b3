"""The answer to a trial as plain values, in the shape that docs/formats.md fixes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict

from velneuro.core.trial.answer import Answer, Reading
from velneuro.core.trial.randomization import RandomizationResult
from velneuro.outputs.trial_words import Words, answer_sentences, warning_sentence


def answer_dict(answer: Answer, words: Words) -> dict[str, object]:
    """`verdict answered test posterior warnings sentences` and, beyond that, what they were made of."""
    return {
        **_reading(answer.reading),
        "warnings": [{"id": warned.id, "text": warning_sentence(warned, words)} for warned in answer.warnings],
        "sentences": list(answer_sentences(answer, words)),
        "nights": answer.nights,
        "planned": answer.design.nights,
        "alpha": answer.alpha,
        "side_looks": [_reading(look) for look in answer.side_looks],
    }


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "verdict": reading.verdict,
        "first": reading.first,
        "second": reading.second,
        "answered": {name: arm.answered for name, arm in reading.answered.items()},
        "dealt": {name: arm.nights for name, arm in reading.answered.items()},
        "test": _test(reading.test),
        "posterior": _finite(asdict(reading.posterior)),
        "evidence": list(reading.evidence),
        "anytime": [end if math.isfinite(end) else None for end in reading.anytime],
    }


def _test(test: RandomizationResult) -> dict[str, object]:
    """An end of the interval is null where the schedules are too few for one."""
    return _finite(asdict(test))


def _finite(values: Mapping[str, object]) -> dict[str, object]:
    """JSON knows no infinity."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in values.items()
    }
