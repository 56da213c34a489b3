"""Which schedules a design can deal, and that each has the same chance."""

from __future__ import annotations

import math
from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from velneuro.core.trial.design import Design
from velneuro.core.trial.schedules import draw_schedule, factor_set, first_wrong_night, least_p, schedule_set
from velneuro.core.trial.sequences import draw, listed_bits, unrank

DESIGNS = (
    Design("pairs", 12, 2),
    Design("pairs", 8, 1),
    Design("runs", 10, 1, 2),
    Design("runs", 12, 2, 2),
    Design("free", 8, 1),
    Design("free", 12, 3),
    Design("start", 12, 3),
    Design("factorial", 8, 1),
)


def _allowed(design: Design, arms: tuple[int, ...]) -> bool:
    """The rule of each scheme, in words of its own."""
    blocks = arms[:: design.block]
    text = "".join(map(str, arms))
    match design.scheme:
        case "start":
            return text.lstrip("0").rstrip("1") == "" and min(text.count("0"), text.count("1")) >= design.block
        case "pairs":
            dealt = all(set(blocks[at : at + 2]) == {0, 1} for at in range(0, len(blocks), 2))
        case "runs":
            alike = str(max(blocks)) * (design.max_run + 1), str(min(blocks)) * (design.max_run + 1)
            dealt = sum(blocks) * 2 == len(blocks) and not any(run in "".join(map(str, blocks)) for run in alike)
        case _:
            dealt = sum(blocks) * 2 == len(blocks)
    return dealt and arms == tuple(np.repeat(blocks, design.block))


@pytest.mark.parametrize("design", [design for design in DESIGNS if design.scheme != "factorial"], ids=str)
def test_the_set_is_all_that_the_rule_allows(design: Design) -> None:
    could = schedule_set(design)
    listed = {tuple(could.assigned(tuple(bits)).tolist()) for bits in listed_bits(could.sequences).astype(int)}
    expected = {arms for arms in product((0, 1), repeat=design.nights) if _allowed(design, arms)}
    assert listed == expected
    assert could.count == len(expected)


@pytest.mark.parametrize("design", DESIGNS, ids=str)
@given(seed=st.integers(0, 2**63 - 1))
def test_what_is_dealt_is_recognized(design: Design, seed: int) -> None:
    assert first_wrong_night(design, draw_schedule(design, seed)) is None


@pytest.mark.parametrize("design", DESIGNS, ids=str)
@given(data=st.data())
def test_what_could_not_be_dealt_is_found(design: Design, data: st.DataObject) -> None:
    arms = draw_schedule(design, data.draw(st.integers(0, 100)))
    night = data.draw(st.integers(0, design.nights - 1))
    turned = (*arms[:night], (arms[night] + 1) % len(design.arm_names), *arms[night + 1 :])
    wrong = first_wrong_night(design, turned)
    assert (wrong is None) == (design.scheme == "start" and _allowed(design, turned))


def test_the_listed_order_is_that_of_the_numbers() -> None:
    which = schedule_set(Design("runs", 10, 1, 2)).sequences
    listed = [tuple(bits) for bits in listed_bits(which).astype(int).tolist()]
    assert listed == [unrank(which, rank) for rank in range(which.count)]


def _chi_square(counts: Counter[tuple[int, ...]], kinds: int) -> float:
    """In standard deviations of chi-square from its mean; kinds that never came count too."""
    expected = counts.total() / kinds
    came = sum((count - expected) ** 2 for count in counts.values()) / expected
    return (came + (kinds - len(counts)) * expected - (kinds - 1)) / math.sqrt(2 * (kinds - 1))


@pytest.mark.parametrize("design", [Design("runs", 8, 1, 2), Design("free", 8, 1), Design("pairs", 16, 2)], ids=str)
def test_draws_are_uniform(design: Design) -> None:
    which = schedule_set(design).sequences
    counts = Counter(tuple(bits) for bits in draw(which, 5_000, seed=1).astype(int).tolist())
    assert abs(_chi_square(counts, which.count)) < 4


@pytest.mark.parametrize(("design", "kinds"), [(Design("runs", 8, 1, 2), 34), (Design("factorial", 4, 1), 24)], ids=str)
def test_seeds_are_uniform(design: Design, kinds: int) -> None:
    counts = Counter(draw_schedule(design, seed) for seed in range(2_000))
    assert abs(_chi_square(counts, kinds)) < 4


def test_one_factor_is_turned_within_the_levels_of_the_other() -> None:
    """Four nights neither, first, second, both: the first may be had on either night of each level of the second."""
    could = factor_set(Design("factorial", 4, 1), np.array([0, 0, 1, 1]))
    listed = {tuple(could.assigned(bits).tolist()) for bits in product((0, 1), repeat=2)}
    assert listed == {(0, 1, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0)}


# Two of the 2^pairs orders are as extreme as can be; a start has one.
@pytest.mark.parametrize(
    ("design", "p"),
    [(Design("pairs", 28, 7), 0.5), (Design("pairs", 28, 2), 2 / 128), (Design("start", 49, 5), 1 / 40)],
    ids=str,
)
def test_the_smallest_p_of_a_design(design: Design, p: float) -> None:
    assert least_p(design) == p
