"""Laws of the seal: it opens with its key alone, and tells nothing by its look."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.trial.design import Design
from velneuro.core.trial.plan_file import MOST_SEED, TrialPlan, make_plan, plan_hash
from velneuro.core.trial.seal import seal, unseal

few = settings(max_examples=40, deadline=None)
designs = st.builds(
    Design,
    nights=st.sampled_from([28, 40, 56]),
    block=st.just(2),
    arms=st.sampled_from([("quiet rest", "massage"), ("Öl", "💆 ruhig"), ('with "quotes"', "[]")]),
)
# All of one length. A short number stands among so many digits by chance.
long_seeds = st.integers(10**17, 10**18 - 1)
plans = st.builds(make_plan, designs, st.integers(0, MOST_SEED))


@given(plan=plans)
@few
def test_it_opens_with_its_key(plan: TrialPlan) -> None:
    assert unseal(seal(plan, plan_hash(plan)), plan_hash(plan)) == (plan.seed, plan.schedule)


@given(plan=plans, other=st.text("0123456789abcdef", min_size=64, max_size=64))
@few
def test_another_key_is_refused(plan: TrialPlan, other: str) -> None:
    with pytest.raises(ValueError, match="does not open"):
        unseal(seal(plan, plan_hash(plan)), other)


@given(design=designs, seed=long_seeds)
@few
def test_no_word_of_it_can_be_read(design: Design, seed: int) -> None:
    plan = make_plan(design, seed)
    sealed = seal(plan, plan_hash(plan))
    content = bytes.fromhex(sealed)
    assert str(seed) not in sealed
    assert not any(arm.encode() in content for arm in plan.design.arms if len(arm) > 2)


@given(design=designs, seeds=st.tuples(long_seeds, long_seeds))
@few
def test_its_length_does_not_tell_the_order(design: Design, seeds: tuple[int, int]) -> None:
    one, other = (make_plan(design, seed) for seed in seeds)
    assert len(seal(one, plan_hash(one))) == len(seal(other, plan_hash(other)))


@pytest.mark.parametrize("wrong", ["", "zz", "00", "7b7d"])
def test_what_is_no_seal_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="does not open"):
        unseal(wrong, "key")
