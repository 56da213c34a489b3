"""The ladder of verdicts, and what counts as small and as meaningful."""

from __future__ import annotations

import pytest

from velneuro.core.trial.verdict import Chances, thresholds, verdict

LADDER = [
    (Chances(0.99, 0.1, 0.8), 0.01, "helps_a_lot"),
    (Chances(0.99, 0.1, 0.79), 0.01, "helps"),
    (Chances(0.975, 0.1, 0.1), 0.05, "helps"),
    (Chances(0.99, 0.1, 0.8), 0.051, "leans_helps"),
    (Chances(0.974, 0.1, 0.1), 0.01, "leans_helps"),
    (Chances(0.9, 0.1, 0.1), 0.5, "leans_helps"),
    (Chances(0.89, 0.1, 0.1), 0.01, "cannot_tell"),
    (Chances(0.5, 0.89, 0.0), 0.9, "cannot_tell"),
    (Chances(0.5, 0.9, 0.0), 0.9, "little_difference"),
    (Chances(0.95, 0.9, 0.0), 0.2, "little_difference"),
    (Chances(0.99, 0.95, 0.0), 0.01, "helps"),
    (Chances(0.1, 0.1, 0.0), 0.2, "leans_worse"),
    (Chances(0.02, 0.1, 0.0), 0.06, "leans_worse"),
    (Chances(0.02, 0.1, 0.0), 0.05, "makes_worse"),
]


@pytest.mark.parametrize(("chance", "p", "expected"), LADDER, ids=str)
def test_the_ladder(chance: Chances, p: float, expected: str) -> None:
    assert verdict(chance, p, 0.05) == expected


def test_where_nothing_may_be_claimed_nothing_is() -> None:
    assert verdict(Chances(1.0, 0.0, 1.0), 1e-9, 0.0) == "leans_helps"


# 30 % of the usual level, but at least 1 and at most 2 points of ten; without a run-in 2.
@pytest.mark.parametrize(
    ("usual", "span", "meaningful"), [(2, 10, 1), (5, 10, 1.5), (9, 10, 2), (None, 10, 2), (50, 100, 15)]
)
def test_what_is_meaningful(usual: float | None, span: float, meaningful: float) -> None:
    assert thresholds(usual, span).meaningful == pytest.approx(meaningful)
