"""Exact shares of the mean difference for designs too large to list, when scores are whole steps of a lattice.

Dynamic programming over the bits of the schedules: for each state of the rule and number of answers under the second
arm, how many ways lead to each sum of their scores. The counts of all sums stand in one whole number, `width` bits for
each (Kronecker substitution), so that a step is a shift and a sum of whole numbers and nothing is rounded.
Source: Pagano and Tritchler, JASA 78 (1983) 435-440, for permutation distributions by polynomials.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole
from velneuro.core.trial.schedules import ScheduleSet

STEPS_IN_A_POINT = (1, 2, 4, 5, 8, 10, 20, 50, 100, 1000)
MOST_SUMS = 100_000  # beyond, the counting would take seconds
NEAR = 1e-9

Ways = dict[tuple[int, int], int]  # (state, answers under the second arm) -> counts of the sums, packed


def lattice_shares(scores: Floats, assigned: Whole, could: ScheduleSet) -> tuple[float, float, float] | None:
    """p, p_lower and p_upper of the mean difference, or None when the scores lie on no lattice small enough.

    `scores` (nights,) with NaN where unanswered, `assigned` (nights,) of 0 and 1, with an answer in each arm.
    """
    seen = ~np.isnan(scores)
    steps = _whole_steps(scores[seen])
    if steps is None:
        return None
    points = np.zeros(len(scores), dtype=np.int64)
    points[seen] = steps
    total, answers = int(points.sum()), int(seen.sum())
    observed = _difference(int(assigned[seen].sum()), int(points @ assigned), answers, total)
    ways = [(_difference(n, s, answers, total), count) for n, s, count in _sums(points, seen, could)]
    two_sided = sum(count for difference, count in ways if abs(difference) >= abs(observed))
    at_most = sum(count for difference, count in ways if difference <= observed)
    at_least = sum(count for difference, count in ways if difference >= observed)
    return two_sided / could.count, at_most / could.count, at_least / could.count


def _whole_steps(scores: Floats) -> Whole | None:
    """The scores above the least one in steps of their lattice, or None."""
    above = scores - scores.min()
    for steps in STEPS_IN_A_POINT:
        whole = np.rint(above * steps)
        if np.all(np.abs(whole - above * steps) <= NEAR * (1 + whole)):
            return whole.astype(np.int64) if whole.sum() <= MOST_SUMS else None
    return None


def _difference(answers: int, points: int, all_answers: int, all_points: int) -> Fraction:
    """The mean under the second arm minus that under the first; 0 when one of them has no answer."""
    others = all_answers - answers
    if not answers or not others:
        return Fraction(0)
    return Fraction(points * others - (all_points - points) * answers, answers * others)


def _sums(points: Whole, seen: Flags, could: ScheduleSet) -> Iterator[tuple[int, int, int]]:
    """Each (answers under the second arm, sum of their scores) that a schedule can give, and how many schedules do."""
    width = could.count.bit_length()
    ways: Ways = {(0, 0): 1}
    for table, turned in zip(could.sequences.following, could.basis, strict=True):
        added = [(int(seen[turned == side].sum()), int(points[turned == side].sum()) * width) for side in (-1, 1)]
        ways = _one_bit(ways, table.tolist(), added)
    packed: defaultdict[int, int] = defaultdict(int)
    ended = dict(enumerate(could.sequences.completions[-1]))
    for (state, answers), counts in ways.items():
        packed[answers] += counts * ended[state]
    for answers, counts in packed.items():
        yield from ((answers, at, count) for at, count in _unpacked(counts, width))


def _one_bit(ways: Ways, table: list[list[int]], added: list[tuple[int, int]]) -> Ways:
    after: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (state, answers), counts in ways.items():
        for following, (more, shift) in zip(table[state], added, strict=True):
            if following >= 0:
                after[following, answers + more] += counts << shift
    return after


def _unpacked(counts: int, width: int) -> Iterator[tuple[int, int]]:
    """The counts that are not 0, each with its place."""
    digits = format(counts, "b")
    for at, end in enumerate(range(len(digits), 0, -width)):
        count = int(digits[max(0, end - width) : end], 2)
        if count:
            yield at, count
