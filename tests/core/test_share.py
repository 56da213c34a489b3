"""Sharing out the minutes: laws that hold for every routine that may be written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.content import library
from velneuro.core.plan import share_out
from velneuro.core.routine import Step
from velneuro.core.step import Draft

LONGEST_S = 2700


def _draft(number: int, zone: str | None, weight: int, least: int, more: int, rank: int) -> Draft:
    technique = "effleurage" if zone else "rest"
    step = Step(
        f"s{number}", "t", "t", zone, (technique,), 1, weight, least, least + more, rank, False, "w", (), (), ()
    )
    side = "left" if zone else None
    return Draft(
        step, side, frozenset({f"left-{zone}"}) if zone else frozenset(), (technique,), 1, weight, least + more
    )


touch = st.tuples(
    st.sampled_from(["ball", "calf-mid"]),
    st.integers(1, 20),
    st.integers(1, 60),
    st.integers(0, 300),
    st.integers(2, 5),
)
REST = ("rest", 2, 20, LONGEST_S - 20, 1)


def _drafts(rows: list[tuple[str, int, int, int, int]]) -> tuple[Draft, ...]:
    touching = tuple(_draft(number, *row) for number, row in enumerate(rows))
    return (*touching, _draft(99, None, *REST[1:]))


@settings(max_examples=60, deadline=None)
@given(st.lists(touch, max_size=12), st.integers(3, 45), st.booleans())
def test_seconds_add_up_within_each_steps_bounds_in_order(
    rows: list[tuple[str, int, int, int, int]], minutes: int, light: bool
) -> None:
    drafts = _drafts(rows)
    steps, _ = share_out(drafts, minutes * 60, light, library.catalog())
    assert sum(step.seconds for step in steps) == minutes * 60
    assert all(step.step.least <= step.seconds <= step.step.most for step in steps)
    order = [draft.id for draft in drafts]
    assert [step.id for step in steps] == sorted((step.id for step in steps), key=order.index)


@settings(max_examples=40, deadline=None)
@given(st.lists(touch, min_size=1, max_size=12), st.integers(3, 45))
def test_light_touch_is_short(rows: list[tuple[str, int, int, int, int]], minutes: int) -> None:
    catalog = library.catalog()
    steps, _ = share_out(_drafts(rows), minutes * 60, True, catalog)
    assert sum(step.seconds for step in steps if step.zone) <= catalog.light_touch_s


@settings(max_examples=40, deadline=None)
@given(st.lists(touch, min_size=1, max_size=12), st.integers(3, 44))
def test_a_longer_session_never_loses_a_step(rows: list[tuple[str, int, int, int, int]], minutes: int) -> None:
    shorter, _ = share_out(_drafts(rows), minutes * 60, False, library.catalog())
    longer, _ = share_out(_drafts(rows), (minutes + 1) * 60, False, library.catalog())
    assert {step.id for step in shorter} <= {step.id for step in longer}


def test_weight_decides_between_steps_that_are_within_their_bounds() -> None:
    drafts = (
        _draft(1, "ball", 3, 1, LONGEST_S, 1),
        _draft(2, "ball", 1, 1, LONGEST_S, 1),
    )
    steps, _ = share_out(drafts, 400, False, library.catalog())
    assert [step.seconds for step in steps] == [300, 100]


def test_what_is_left_out_for_time_is_the_last_of_the_highest_rank_and_says_why() -> None:
    drafts = (
        _draft(1, "ball", 1, 100, 0, 1),
        _draft(2, "ball", 1, 100, 0, 3),
        _draft(3, "ball", 1, 100, 0, 3),
        _draft(4, None, 1, 10, LONGEST_S - 10, 1),
    )
    steps, changes = share_out(drafts, 240, False, library.catalog())
    assert [step.id for step in steps] == ["s1-left", "s2-left", "s4"]
    assert [(change.sign, change.action) for change in changes] == [("minutes", "skip")]
