"""The limiter. What each sign does is read off the decision table, shared evidence section 4a, not off the content."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from velneuro.core.catalog import Catalog
from velneuro.core.plan import Plan

PlanFor = Callable[..., Plan]

# Section 4a, column "Action": what a person with only this sign, on the left, gets.
REFUSED = {
    "R01": "EMERG",
    "R02": "TODAY",
    "R03": "EMERG",
    "R04": "EMERG",
    "R05": "EMERG",
    "R06": "TODAY",
    "R08": "TODAY",
    "R09": "TODAY",
    "R28": "EMERG",
}
ASKS_FIRST = ("R10", "R11", "R12", "R13", "R15", "R16", "R17", "R18", "R20", "R27")
LEAVES_OUT = ("R07", "R19", "R22", "R23", "R24")
LEAVES_OUT_AFTER_A_YES = ("R10", "R11", "R15", "R20")
LIGHT = ("R14", "R21", "R25")
LIGHT_AFTER_A_YES = ("R13",)


def _sign(sign: str, where: str | None = None, cleared: bool = False) -> dict[str, object]:
    given = {"id": sign, "where": where, "cleared": cleared}
    return {key: value for key, value in given.items() if value is not None}


def _limbs(plan: Plan, catalog: Catalog) -> set[str]:
    return {place for step in plan.steps if step.zone for place in catalog.body.limb_places(f"{step.side}-{step.zone}")}


def _touch_s(plan: Plan) -> int:
    return sum(step.seconds for step in plan.steps if step.zone)


@pytest.mark.parametrize("sign", ["R13", "R14", "R25"])
def test_a_sign_of_the_whole_person_holds_everywhere_whatever_place_is_named(plan_for: PlanFor, sign: str) -> None:
    named, unnamed = (plan_for(sign=[_sign(sign, where, cleared=True)]) for where in ("left-foot", None))
    assert named.steps == unnamed.steps


def test_the_table_has_all_its_rows(catalog: Catalog) -> None:
    assert sorted(catalog.signs) == [f"R{number:02}" for number in range(1, 29)]


@pytest.mark.parametrize(("sign", "action"), REFUSED.items())
def test_a_sign_that_must_not_wait_refuses(plan_for: PlanFor, catalog: Catalog, sign: str, action: str) -> None:
    plan = plan_for(sign=[_sign(sign)])
    assert plan.refused is not None
    assert (plan.refused.sign, plan.refused.action) == (sign, action)
    assert plan.refused.advice == catalog.signs[sign].advice
    assert plan.steps == ()


@pytest.mark.parametrize("sign", REFUSED)
def test_a_clinicians_yes_does_not_lift_what_must_not_wait(plan_for: PlanFor, sign: str) -> None:
    assert plan_for(sign=[_sign(sign, cleared=True)]).refused is not None


@pytest.mark.parametrize("sign", ASKS_FIRST)
def test_ask_refuses_until_a_clinician_said_yes(plan_for: PlanFor, sign: str) -> None:
    before, after = plan_for(sign=[_sign(sign)]), plan_for(sign=[_sign(sign, cleared=True)])
    assert before.refused is not None
    assert before.refused.action == "ASK"
    assert after.refused is None


@pytest.mark.parametrize("sign", LEAVES_OUT)
def test_a_region_is_left_out_and_says_why(plan_for: PlanFor, catalog: Catalog, sign: str) -> None:
    plan = plan_for(sign=[_sign(sign, "left-foot")])
    assert plan.refused is None
    assert "left-foot" not in _limbs(plan, catalog)
    assert "right-foot" in _limbs(plan, catalog)
    assert {change.reason for change in plan.changes if change.sign == sign} == {catalog.signs[sign].reason}


@pytest.mark.parametrize("sign", LEAVES_OUT_AFTER_A_YES)
def test_a_yes_does_not_bring_a_left_out_region_back(plan_for: PlanFor, catalog: Catalog, sign: str) -> None:
    plan = plan_for(sign=[_sign(sign, "left-leg", cleared=True)])
    assert "left-leg" not in _limbs(plan, catalog)


def test_a_sore_on_one_toe_leaves_the_whole_foot_out(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(sign=[_sign("R07", "left-toe2")])
    assert "left-foot" not in _limbs(plan, catalog)
    assert [advice.action for advice in plan.advice] == ["TODAY"]


def test_red_skin_on_the_heel_leaves_only_what_touches_the_heel_out(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(minutes=45, sign=[_sign("R22", "left-heel")])
    touched = {leaf for s in plan.steps if s.zone for leaf in catalog.body.leaf_places(f"{s.side}-{s.zone}")}
    assert "left-heel" not in touched
    assert "left-ball" in touched


@pytest.mark.parametrize("sign", LEAVES_OUT)
def test_a_sign_without_a_place_counts_for_every_place_it_may_be_at(
    plan_for: PlanFor, catalog: Catalog, sign: str
) -> None:
    limbs = {place.split("-")[1] for place in catalog.signs[sign].where}
    assert not {place.split("-")[1] for place in _limbs(plan_for(sign=[_sign(sign)]), catalog)} & limbs


@pytest.mark.parametrize("sign", LIGHT)
def test_light_is_soft_and_short(plan_for: PlanFor, catalog: Catalog, sign: str) -> None:
    plan = plan_for(sign=[_sign(sign)])
    assert max(step.pressure for step in plan.steps) <= 1
    assert _touch_s(plan) <= 600  # evidence.md 3: a short session is 10 minutes
    assert sum(step.seconds for step in plan.steps) == 1200


@pytest.mark.parametrize("sign", LIGHT_AFTER_A_YES)
def test_light_stays_light_after_a_yes(plan_for: PlanFor, sign: str) -> None:
    assert max(step.pressure for step in plan_for(sign=[_sign(sign, cleared=True)]).steps) <= 1


@pytest.mark.parametrize("sign", ["R14", "R26"])
def test_no_thumbs_with_blood_thinners_or_painful_touch(plan_for: PlanFor, catalog: Catalog, sign: str) -> None:
    contacts = {catalog.techniques[step.technique].contact for step in plan_for(sign=[_sign(sign)]).steps}
    assert "thumb" not in contacts


def test_lost_feeling_forbids_tools_and_thumbs_on_bony_points(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(hands=["ball", "towel", "thumbs"], sign=[_sign("R21")])
    for step in plan.steps:
        contact = catalog.techniques[step.technique].contact
        assert contact not in ("ball", "towel")
        assert not (contact == "thumb" and step.zone and catalog.body.any_bony(step.zone))


def test_no_scent_on_a_rash(plan_for: PlanFor) -> None:
    assert "lavender" in plan_for().supplies
    assert "lavender" not in plan_for(sign=[_sign("R23", "left-foot")]).supplies


def test_the_worst_action_wins(plan_for: PlanFor) -> None:
    plan = plan_for(sign=[_sign("R14"), _sign("R16"), _sign("R06"), _sign("R03")])
    assert plan.refused is not None
    assert plan.refused.sign == "R03"
    assert [advice.sign for advice in plan.advice] == ["R03", "R06", "R16", "R14"]


def test_no_second_sign_ever_makes_a_session_stronger(plan_for: PlanFor, catalog: Catalog) -> None:
    mild = [sign for sign in sorted(catalog.signs) if sign not in REFUSED]
    plans = {sign: plan_for(sign=[_sign(sign, cleared=True)]) for sign in mild}
    for first, second in combinations(mild, 2):
        alone = plans[first]
        both = plan_for(sign=[_sign(first, cleared=True), _sign(second, cleared=True)])
        assert _limbs(both, catalog) <= _limbs(alone, catalog), (first, second)
        strongest = {step.id: step.pressure for step in alone.steps}
        assert all(step.pressure <= strongest.get(step.id, 0) for step in both.steps if step.id in strongest)


def test_who_answers_nothing_gets_the_careful_session(plan_for: PlanFor, catalog: Catalog) -> None:
    nothing = dict.fromkeys(("hands", "have", "limbs", "pressure", "visualization", "gate", "feel"))
    for routine in ("evening-feet-and-legs", "afternoon-reset", "hands-with-reassurance", "bad-moment"):
        plan = plan_for(routine, minutes=45, **nothing)
        assert plan.refused is None
        for step in plan.steps:
            contact = catalog.techniques[step.technique].contact
            assert step.pressure <= 1
            assert contact not in ("thumb", "knuckle", "ball", "towel")
            assert not (step.zone and contact != "none" and catalog.body.all_bony(step.zone))


@pytest.mark.parametrize("question", ["pressure", "gate", "feel"])
def test_any_open_question_keeps_pressure_at_one(plan_for: PlanFor, question: str) -> None:
    plan = plan_for(**{question: None})
    assert max(step.pressure for step in plan.steps) == 1
    assert f"unanswered-{question}" in {change.sign for change in plan.changes}


def test_a_gate_that_is_not_none_is_not_answered(plan_for: PlanFor) -> None:
    assert max(step.pressure for step in plan_for(gate={"none": False}).steps) == 1


def test_pressure_never_exceeds_what_the_person_allows(plan_for: PlanFor) -> None:
    assert max(step.pressure for step in plan_for(pressure=0).steps) == 0


def test_no_thumbs_where_it_is_numb(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(minutes=45, feel=[{"zone": "left-ball", "kind": "numbness", "level": 3}])
    contact = {
        step.side: catalog.techniques[step.technique].contact
        for step in plan.steps
        if step.zone == "ball" and step.pressure
    }
    assert contact["right"] == "thumb"
    assert contact["left"] not in ("thumb", "knuckle")


def test_numb_hands_keep_the_whole_session_light(plan_for: PlanFor) -> None:
    # evidence.md 3: "if the hands are numb too, level 1 only"
    plan = plan_for(feel=[{"zone": "right-finger2", "kind": "numbness", "level": 2}])
    assert max(step.pressure for step in plan.steps) <= 1


def test_a_hand_without_pressure_does_not_glide(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(feel=[{"zone": "left-foot", "kind": "touch-hurts", "level": 5}])
    on_it = [step for step in plan.steps if step.side == "left" and step.zone in catalog.body.leaves("foot")]
    assert on_it
    assert {catalog.techniques[step.technique].motion for step in on_it} <= {"still", "rest"}


def test_where_touch_hurts_most_no_hand_is_laid(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(feel=[{"zone": "left-foot", "kind": "touch-hurts", "level": 8}])
    left_foot = catalog.body.leaf_places("left-foot")
    for step in plan.steps:
        if step.zone and catalog.body.leaf_places(f"{step.side}-{step.zone}") & left_foot:
            assert catalog.techniques[step.technique].contact == "none"


def test_a_light_session_cannot_be_made_longer_by_asking_for_more(plan_for: PlanFor) -> None:
    steps = plan_for(sign=[_sign("R14")]).steps
    assert {step.more_s for step in steps if step.zone} == {0}


def test_a_thumb_may_not_stay_longer_than_its_step_allows(plan_for: PlanFor, catalog: Catalog) -> None:
    # evidence.md 3: thumb circles 1 to 2 minutes a spot
    for step in plan_for(minutes=30).steps:
        if catalog.techniques[step.technique].contact == "thumb":
            assert step.seconds + step.more_s <= 120


def test_who_answers_nothing_is_never_led_over_bone_at_any_length(plan_for: PlanFor, catalog: Catalog) -> None:
    nothing = dict.fromkeys(("hands", "have", "limbs", "pressure", "visualization", "gate", "feel"))
    for routine in ("evening-feet-and-legs", "afternoon-reset", "hands-with-reassurance", "bad-moment"):
        for minutes in (3, 10, 20, 45):
            for step in plan_for(routine, minutes=minutes, **nothing).steps:
                assert not (step.zone and catalog.body.any_bony(step.zone)), (routine, minutes, step.id)


def _own_touch(plan: Plan, catalog: Catalog, limb: str) -> set[str]:
    """The steps on a limb that the person's own hand does."""
    found = set()
    for step in plan.steps:
        technique = catalog.techniques[step.technique]
        on_limb = step.zone and limb in catalog.body.limb_places(f"{step.side}-{step.zone}")
        if on_limb and technique.contact not in ("none", "ball") and "helper" not in technique.needs:
            found.add(step.id)
    return found


def test_a_sore_hand_neither_takes_nor_gives(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for("hands-with-reassurance", sign=[_sign("R07", "left-hand")])
    assert "left-hand" not in _limbs(plan, catalog)
    assert _own_touch(plan, catalog, "right-hand") == set()
    helped = plan_for("hands-with-reassurance", hands=["heel", "helper"], sign=[_sign("R07", "left-hand")])
    assert "right-hand" in _limbs(helped, catalog)


def test_with_two_sore_hands_only_a_helper_touches(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(sign=[{"id": "R22", "where": ["left-palm"]}, {"id": "R22", "where": ["right-palm"]}])
    assert _own_touch(plan, catalog, "left-foot") == set()
    assert _own_touch(plan, catalog, "right-leg") == set()


def test_poor_flow_in_a_leg_spares_its_foot_too(plan_for: PlanFor, catalog: Catalog) -> None:
    limbs = _limbs(plan_for(sign=[_sign("R17", "left-leg", cleared=True)]), catalog)
    assert not limbs & {"left-leg", "left-foot"}
    assert "right-foot" in limbs


def test_pregnancy_spares_both_legs_whichever_is_named(plan_for: PlanFor, catalog: Catalog) -> None:
    assert not _limbs(plan_for(sign=[_sign("R20", "left-leg", cleared=True)]), catalog) & {"left-leg", "right-leg"}


def test_thin_skin_is_not_pulled_by_a_towel_or_pressed_by_a_ball(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(hands=["ball", "towel"], sign=[_sign("R25")])
    assert not {catalog.techniques[step.technique].contact for step in plan.steps} & {"ball", "towel"}
