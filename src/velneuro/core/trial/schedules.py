"""The schedules that a design could have dealt: counted, listed, drawn by a seed, and recognized.

Each schedule is a sequence of bits (`sequences.py`), and each bit turns the arms of some nights: the second arm is
assigned by 1/2 + (bits - 1/2) @ basis. The basis makes all that the test needs small: a matrix of pairs, not of nights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np

from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import Design
from velneuro.core.trial.sequences import Sequences, State, allowed_prefix, sequences, unrank

CONDITIONS = tuple(permutations(range(4)))


@dataclass(frozen=True, eq=False)
class ScheduleSet:
    """Equally likely schedules of two arms; `basis` has shape (bits, nights) and holds -1, 0 and 1."""

    sequences: Sequences
    basis: Floats

    @property
    def count(self) -> int:
        return self.sequences.count

    def bits(self, assigned: Whole) -> tuple[int, ...]:
        """The bits of a schedule of this set; `assigned` has shape (nights,) and holds 0 and 1."""
        return tuple(int(assigned[night]) for night in self.basis.argmax(axis=1))

    def assigned(self, bits: tuple[int, ...]) -> Whole:
        """The schedule of these bits, shape (nights,)."""
        return np.rint(0.5 + (np.array(bits) - 0.5) @ self.basis).astype(np.int64)


@lru_cache(maxsize=64)
def schedule_set(design: Design) -> ScheduleSet:
    """Every schedule that a design of two arms could deal (not the factorial, which is read one factor at a time)."""
    return SETS[design.scheme](design)


def _pairs(design: Design) -> ScheduleSet:
    pairs = design.nights // (2 * design.block)
    turned = np.repeat([-1.0, 1.0], design.block)
    return ScheduleSet(_any(pairs), np.kron(np.eye(pairs), turned))


@lru_cache(maxsize=64)
def _any(steps: int) -> Sequences:
    return sequences(steps, 0, lambda _step, state, _bit: state, lambda _state: True)


def _free(design: Design) -> ScheduleSet:
    """Complete randomization: half of the blocks, any order. The state is how many are used."""
    blocks = design.nights // design.block

    def move(_step: int, used: State, bit: int) -> State | None:
        assert isinstance(used, int)
        return used + bit if used + bit <= blocks // 2 else None

    return ScheduleSet(sequences(blocks, 0, move, lambda used: used == blocks // 2), _one_for_each(blocks, design))


def _runs(design: Design) -> ScheduleSet:
    """Half of the blocks, at most `max_run` alike in a row. The state is (used, last, how many in a row)."""
    blocks = design.nights // design.block

    def move(_step: int, state: State, bit: int) -> State | None:
        assert isinstance(state, tuple)
        used, last, run = state
        longer = run + 1 if bit == last else 1
        return (used + bit, bit, longer) if used + bit <= blocks // 2 and longer <= design.max_run else None

    def end(state: State) -> bool:
        assert isinstance(state, tuple)
        return bool(state[0] == blocks // 2)

    return ScheduleSet(sequences(blocks, (0, -1, 0), move, end), _one_for_each(blocks, design))


def _start(design: Design) -> ScheduleSet:
    """The first arm for at least `block` nights, then the second one for at least as many."""

    def move(night: int, started: State, bit: int) -> State | None:
        if (bit == 0 and started is True) or (bit == 1 and night < design.block):
            return None
        return None if bit == 0 and night >= design.nights - design.block else bool(bit)

    return ScheduleSet(sequences(design.nights, False, move, bool), np.eye(design.nights))


def _one_for_each(blocks: int, design: Design) -> Floats:
    return np.repeat(np.eye(blocks), design.block, axis=1)


SETS: dict[str, Callable[[Design], ScheduleSet]] = {"pairs": _pairs, "free": _free, "runs": _runs, "start": _start}


def factor_set(design: Design, other: Whole) -> ScheduleSet:
    """The schedules of one factor of a factorial when the other one, shape (nights,), stays as it was dealt.

    In every four blocks two have the other factor and two have not; within each two, one has this factor, by a coin.
    So the test of one factor is right whatever the other one does.
    """
    of_block = other[:: design.block].reshape(-1, 4)
    rows = []
    for four, given in enumerate(of_block):
        for value in (0, 1):
            row = np.zeros(of_block.size)
            row[4 * four + np.flatnonzero(given == value)] = (-1, 1)
            rows.append(np.repeat(row, design.block))
    return ScheduleSet(_any(len(rows)), np.array(rows))


def schedules_count(design: Design) -> int:
    """How many schedules the design could deal."""
    if design.scheme == "factorial":
        return int(len(CONDITIONS) ** (design.nights // design.group))
    return schedule_set(design).count


def least_p(design: Design) -> float:
    """The smallest two-sided p that the test of this design can give; of a factorial, the test of one factor."""
    if design.scheme == "factorial":
        return float(2 / 4 ** (design.nights // design.group))
    return (1 if design.scheme == "start" else 2) / schedule_set(design).count


def draw_schedule(design: Design, seed: int) -> tuple[int, ...]:
    """The arm of each night by its number among `arm_names`: the schedule that this seed has always chosen.

    It depends on SHA-256 alone and on no version of any library, so that what was published can be drawn again.
    """
    rank = _below(schedules_count(design), seed)
    if design.scheme == "factorial":
        return tuple(np.repeat(list(_in_fours(rank, design.nights // design.group)), design.block).tolist())
    chosen = schedule_set(design)
    return tuple(chosen.assigned(unrank(chosen.sequences, rank)).tolist())


def _in_fours(rank: int, fours: int) -> Iterator[int]:
    for _ in range(fours):
        rank, which = divmod(rank, len(CONDITIONS))
        yield from CONDITIONS[which]


def _below(count: int, seed: int) -> int:
    """A uniform number below `count`: bits of SHA-256(seed:try:part), thrown away as long as they are too large."""
    wanted, attempt = (count - 1).bit_length(), 0
    while True:
        parts = (hashlib.sha256(f"{seed}:{attempt}:{part}".encode()).digest() for part in range(wanted // 256 + 1))
        number = int.from_bytes(b"".join(parts), "big") >> (256 * (wanted // 256 + 1) - wanted)
        if number < count:
            return number
        attempt += 1


def first_wrong_night(design: Design, arms: tuple[int, ...]) -> int | None:
    """The first night, from 0, that the design could not have dealt so; None when it could have dealt all of them."""
    if design.scheme == "factorial":
        return _wrong_four(design, arms)
    could = schedule_set(design)
    bits = could.bits(np.array(arms))
    right = allowed_prefix(could.sequences, bits)
    unlike = np.flatnonzero(could.assigned(bits) != np.array(arms)).tolist()
    if right < len(bits):
        unlike.append(int(np.flatnonzero(could.basis[right])[0]))
    return min(unlike, default=None)


def _wrong_four(design: Design, arms: tuple[int, ...]) -> int | None:
    for first in range(0, len(arms), design.group):
        four = arms[first : first + design.group]
        if sorted(four[:: design.block]) != [0, 1, 2, 3] or four != tuple(
            np.repeat(four[:: design.block], design.block)
        ):
            return first
    return None
