"""Which sentences are true tonight."""

from __future__ import annotations

from collections.abc import Callable

from velneuro.core.catalog import Catalog
from velneuro.core.plan import Plan
from velneuro.core.saying import FACTS, SaidWhen, limb_facts, true_words, untrue, with_others

BOTH, ONE = SaidWhen(frozenset({"feet"}), "one"), SaidWhen(frozenset({"one-foot"}), "")
TIED = {"both": BOTH, "one": ONE, "also-both": BOTH}


def test_a_limb_is_told_by_its_place_and_by_how_many_there_are() -> None:
    assert limb_facts(frozenset({"left-foot", "right-foot", "left-leg"})) == {
        "left-foot", "right-foot", "left-leg", "foot", "feet", "leg", "one-leg",
    }  # fmt: skip
    assert limb_facts(frozenset()) == set()


def test_an_open_question_leaves_no_limb_out() -> None:
    assert {"feet", "legs", "hands", "right-hand"} <= limb_facts(None)


def test_every_fact_of_a_limb_can_be_asked_for() -> None:
    assert limb_facts(None) | limb_facts(frozenset({"left-foot", "left-leg", "left-hand"})) <= set(FACTS)


def test_what_is_not_true_is_said_in_another_way_or_not_at_all() -> None:
    names = ("hello", "both", "end")
    assert true_words(names, limb_facts(None), TIED) == names
    assert true_words(names, limb_facts(frozenset({"left-foot"})), TIED) == ("hello", "one", "end")
    assert true_words(names, limb_facts(frozenset()), TIED) == ("hello", "end")


def test_one_sentence_in_place_of_two_is_said_once() -> None:
    assert true_words(("both", "also-both"), limb_facts(frozenset({"left-foot"})), TIED) == ("one",)


def test_what_may_be_said_instead_is_known() -> None:
    assert with_others(["both"], TIED) == {"both", "one"}
    assert untrue(limb_facts(None), TIED) == {"one"}


def test_lotion_and_bare_skin_are_facts_of_the_plan(plan_for: Callable[..., Plan], catalog: Catalog) -> None:
    assert {"lotion", "bare"} <= plan_for().true
    assert not {"lotion", "bare"} & plan_for(have=[]).true
    assert "lotion" not in plan_for(routine="hands-at-a-desk").true
