"""Sets of equally likely yes-no sequences, described by a rule and never by a list.

A rule reads one bit after the other and remembers a state. Counting how many ways each state can be completed lets one
count the set, name its k-th member, draw from it uniformly and list it, without ever drawing in vain.
Source: counting completions, Nijenhuis & Wilf, Combinatorial Algorithms (2nd ed. 1978).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole

State = Hashable
Move = Callable[[int, State, int], State | None]  # step, state, bit -> next state; None: not allowed


@dataclass(frozen=True, eq=False)
class Sequences:
    """All sequences of `steps` bits that a rule allows.

    `following[k]` has one row for each state before step k and one column for each bit: the number of the state after
    it, or -1. `completions[k]` says for each state before step k how many ways lead from it to an end.
    """

    following: tuple[Whole, ...]
    completions: tuple[tuple[int, ...], ...]

    @property
    def steps(self) -> int:
        return len(self.following)

    @property
    def count(self) -> int:
        """How many sequences there are, exactly."""
        return self.completions[0][0]


def sequences(steps: int, start: State, move: Move, end: Callable[[State], bool]) -> Sequences:
    """The set of a rule: `move` allows or forbids a bit, `end` says whether a state may be the last one."""
    layers: list[dict[State, int]] = [{start: 0}]
    following = []
    for step in range(steps):
        reached: dict[State, int] = {}
        rows = [[_number(reached, move(step, state, bit)) for bit in (0, 1)] for state in layers[-1]]
        following.append(np.array(rows, dtype=np.int64).reshape(-1, 2))
        layers.append(reached)
    completions = [tuple(int(end(state)) for state in layers[-1])]
    for table in reversed(following):
        completions.append(tuple(sum(completions[-1][at] for at in row if at >= 0) for row in table.tolist()))
    return Sequences(tuple(following), tuple(reversed(completions)))


def _number(known: dict[State, int], state: State | None) -> int:
    return -1 if state is None else known.setdefault(state, len(known))


def unrank(which: Sequences, rank: int) -> tuple[int, ...]:
    """The sequence with this number, 0 to count - 1, in the order of binary numbers."""
    bits, state = [], 0
    for step, table in enumerate(which.following):
        zero, one = table[state].tolist()
        below = which.completions[step + 1][zero] if zero >= 0 else 0
        bit = int(rank >= below)
        rank -= below * bit
        state = one if bit else zero
        bits.append(bit)
    return tuple(bits)


def allowed_prefix(which: Sequences, bits: tuple[int, ...]) -> int:
    """How many bits from the start can stand so in some sequence of the set: `steps` when the whole sequence can."""
    state = 0
    for step, bit in enumerate(bits):
        state = int(which.following[step][state, bit])
        if state < 0 or not which.completions[step + 1][state]:
            return step
    return len(bits)


@lru_cache(maxsize=4)
def listed_bits(which: Sequences) -> Flags:
    """Every sequence: shape (count, steps), not to be written to. Only for sets that fit in memory."""
    ranks = np.arange(which.count)
    bits, states = np.empty((which.count, which.steps), dtype=np.bool_), np.zeros(which.count, dtype=np.int64)
    for step, table in enumerate(which.following):
        below = np.array([*which.completions[step + 1], 0])[table[states, 0]]
        bits[:, step] = ranks >= below
        ranks -= below * bits[:, step]
        states = table[states, bits[:, step].astype(np.int64)]
    bits.flags.writeable = False
    return bits


def draw(which: Sequences, times: int, seed: int) -> Flags:
    """Uniform draws with replacement: shape (times, steps)."""
    chance = np.random.default_rng(seed)
    bits, states = np.empty((times, which.steps), dtype=np.bool_), np.zeros(times, dtype=np.int64)
    for step, table in enumerate(which.following):
        share = _share_of_ones(table, which.completions[step], which.completions[step + 1])
        bits[:, step] = chance.random(times) < share[states]
        states = table[states, bits[:, step].astype(np.int64)]
    return bits


def _share_of_ones(table: Whole, here: tuple[int, ...], after: tuple[int, ...]) -> Floats:
    """Of each state's completions, the share that goes on with a one: its counts may be too large for a float."""
    ones = (after[at] if at >= 0 else 0 for at in table[:, 1].tolist())
    return np.array([one / all_ if all_ else 0.0 for one, all_ in zip(ones, here, strict=True)])
