"""The one safety limiter: signs, feelings and open questions become restrictions, which soften, swap or skip steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from velneuro.core.body import SIDES, Body, split
from velneuro.core.catalog import (
    ACTIONS,
    CONTACTS,
    MOST_PRESSURE,
    POINTED,
    STILL,
    Catalog,
    FeelingRule,
    SignRule,
    Technique,
    UnansweredRule,
)
from velneuro.core.person import Feeling, Person, Sign
from velneuro.core.step import Draft, changed

EVERY_CONTACT = frozenset(CONTACTS) - {"none"}
NONE: frozenset[str] = frozenset()
# Seconds of thumbs and knuckles on one spot in a session, all steps together: the most of the library; no trial has
# tested longer.
LONGEST_ON_A_SPOT = 300
LIGHT_PRESSURE = 1  # LIGHT is level 0 to 1, and short (evidence.md 4a)


@dataclass(frozen=True)
class Refused:
    """The session does not take place: the sign, its action (EMERG, TODAY or ASK), and what to do."""

    sign: str
    action: str
    advice: str


@dataclass(frozen=True)
class Advice:
    """What to do about a sign that is present, whether or not it refuses the session."""

    sign: str
    action: str
    text: str


@dataclass(frozen=True)
class Restriction:
    """What one cause forbids at some leaf places (`leaves` None: everywhere)."""

    cause: str
    leaves: frozenset[str] | None
    reason: str
    most_pressure: int = MOST_PRESSURE
    forbid: frozenset[str] = NONE
    forbid_bony: frozenset[str] = NONE
    skip: bool = False
    skip_bony: bool = False
    helper_only: bool = False
    no_scent: bool = False
    light: bool = False

    def reaches(self, leaves: frozenset[str]) -> bool:
        return self.leaves is None or bool(self.leaves & leaves)


def refusal(person: Person, catalog: Catalog) -> Refused | None:
    """The worst refusing sign, or None. The order is that of ACTIONS, then of the table."""
    refusing = [(sign.id, action) for sign in person.signs if (action := _refuses(sign, catalog))]
    if not refusing:
        return None
    sign_id, action = min(refusing, key=lambda pair: (ACTIONS.index(pair[1]), pair[0]))
    return Refused(sign_id, action, catalog.signs[sign_id].advice)


def _refuses(sign: Sign, catalog: Catalog) -> str | None:
    """EMERG always; TODAY unless only a region is out; ASK until a clinician said yes."""
    actions = catalog.signs[sign.id].actions
    if "EMERG" in actions:
        return "EMERG"
    if "TODAY" in actions and "NOREGION" not in actions:
        return "TODAY"
    if "ASK" in actions and not sign.cleared:
        return "ASK"
    return None


def advice(person: Person, catalog: Catalog) -> tuple[Advice, ...]:
    """The advice of every sign that is present, worst first, each sign once."""
    present = {sign.id: catalog.signs[sign.id] for sign in person.signs}
    worst_first = sorted(present.values(), key=lambda rule: (ACTIONS.index(_worst(rule)), rule.id))
    return tuple(Advice(rule.id, _worst(rule), rule.advice) for rule in worst_first)


def _worst(rule: SignRule) -> str:
    return min(rule.actions, key=ACTIONS.index)


def restrictions(person: Person, catalog: Catalog) -> tuple[Restriction, ...]:
    """Everything that limits this person's session tonight."""
    return (
        *(rule for sign in person.signs for rule in _of_sign(sign, catalog)),
        *_of_giving_hands(person, catalog),
        *(_of_feeling(feeling, rule, catalog.body) for feeling, rule in _felt(person, catalog)),
        *(_of_question(rule) for rule in catalog.unanswered if _is_open(rule.question, person)),
        *_of_own_limit(person, catalog),
    )


def _of_sign(sign: Sign, catalog: Catalog) -> Iterator[Restriction]:
    """What the sign forbids at its places; LIGHT holds for the whole session, wherever the sign is."""
    rule = catalog.signs[sign.id]
    # A sign of the whole person (thin blood, thin skin) stays one, even when somebody names a place with it.
    places = rule.where and (sign.where or rule.where)
    yield Restriction(
        cause=sign.id,
        leaves=_spread(places, rule.spread, catalog.body) if places else None,
        reason=rule.reason,
        most_pressure=rule.most_pressure,
        forbid=rule.forbid,
        forbid_bony=rule.forbid_bony,
        skip="NOREGION" in rule.actions,
        no_scent=rule.no_scent,
    )
    if "LIGHT" in rule.actions:
        yield Restriction(sign.id, None, rule.reason, most_pressure=LIGHT_PRESSURE, light=True)


def _of_giving_hands(person: Person, catalog: Catalog) -> Iterator[Restriction]:
    """A hand that must be spared cannot rub the other hand either; with both to be spared only a helper's may touch."""
    spared = {side: cause for cause, side in _spared_hands(person, catalog)}
    reason = catalog.reasons["giving-hand"]
    for side, cause in spared.items():
        other = catalog.body.leaf_places(f"{SIDES[1 - SIDES.index(side)]}-hand")
        yield Restriction(cause, None if len(spared) == len(SIDES) else other, reason, helper_only=True)


def _spared_hands(person: Person, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for sign in person.signs:
        rule = catalog.signs[sign.id]
        if "NOREGION" in rule.actions:
            leaves = _spread(sign.where or rule.where, rule.spread, catalog.body)
            hands = (side for side in SIDES if leaves & catalog.body.leaf_places(f"{side}-hand"))
            yield from ((sign.id, side) for side in hands)


def _spread(places: tuple[str, ...], spread: str, body: Body) -> frozenset[str]:
    """The leaf places that a mark reaches."""
    reached = {further for place in places for further in SPREADS[spread](place, body)}
    return frozenset[str]().union(*map(body.leaf_places, reached))


def _zone(place: str, body: Body) -> Iterable[str]:
    return (place,)


def _limb(place: str, body: Body) -> Iterable[str]:
    return body.limb_places(place)


def _both_sides(place: str, body: Body) -> Iterable[str]:
    return (f"{side}-{split(limb)[1]}" for side in SIDES for limb in body.limb_places(place))


def _foot_and_leg(place: str, body: Body) -> Iterable[str]:
    limbs = body.limb_places(place)
    side, _ = split(place)
    return limbs if f"{side}-hand" in limbs else (f"{side}-foot", f"{side}-leg")


def _feet_and_legs(place: str, body: Body) -> Iterable[str]:
    return (f"{side}-{limb}" for side in SIDES for limb in ("foot", "leg"))


# How far a mark reaches: the place itself, its limb, that limb on both sides, foot and leg of a side, or all four.
SPREADS: dict[str, Callable[[str, Body], Iterable[str]]] = {
    "zone": _zone,
    "limb": _limb,
    "both": _both_sides,
    "foot-and-leg": _foot_and_leg,
    "legs": _feet_and_legs,
}


def _felt(person: Person, catalog: Catalog) -> Iterator[tuple[Feeling, FeelingRule]]:
    for feeling in person.feelings or ():
        limbs = {place.split("-", 1)[1] for place in catalog.body.limb_places(feeling.place)}
        for rule in catalog.feelings:
            if rule.kind == feeling.kind and feeling.level >= rule.least and (rule.limb is None or rule.limb in limbs):
                yield feeling, rule


def _of_feeling(feeling: Feeling, rule: FeelingRule, body: Body) -> Restriction:
    return Restriction(
        cause=feeling.kind,
        leaves=None if rule.everywhere else body.leaf_places(feeling.place),
        reason=rule.reason,
        most_pressure=rule.most_pressure,
        forbid=rule.forbid,
    )


def _is_open(question: str, person: Person) -> bool:
    return {
        "gate": not person.gate_answered,
        "feel": person.feelings is None,
        "pressure": person.pressure is None,
    }[question]


def _of_question(rule: UnansweredRule) -> Restriction:
    return Restriction(
        cause=f"unanswered-{rule.question}",
        leaves=None,
        reason=rule.reason,
        most_pressure=rule.most_pressure,
        forbid=rule.forbid,
        skip_bony=rule.skip_bony,
    )


def _of_own_limit(person: Person, catalog: Catalog) -> Iterator[Restriction]:
    if person.pressure is not None:
        yield Restriction("own-limit", None, catalog.reasons["own-limit"], most_pressure=person.pressure)


def limit(draft: Draft, rules: tuple[Restriction, ...], catalog: Catalog) -> Draft:
    """The draft of one step as the restrictions allow it, with a change for whatever they changed."""
    if draft.zone is None:
        return draft
    near = [rule for rule in rules if rule.reaches(draft.leaves)]
    for rule in near:
        draft = _skip(draft, rule)
        draft = _off_bone(draft, draft.zone, rule, catalog.body)
    for rule in near:
        draft = _soften(_swap(draft, rule, catalog), rule)
    return _hold_still(draft, catalog) if draft.pressure < draft.step.pressure else draft


def _skip(draft: Draft, rule: Restriction) -> Draft:
    if draft.skipped or not rule.skip:
        return draft
    return replace(changed(draft, rule.cause, "skip", rule.reason), skipped=True)


def _off_bone(draft: Draft, zone: str | None, rule: Restriction, body: Body) -> Draft:
    """Where no bone is to be touched, a step keeps to the soft part of its zone, or is skipped when there is none."""
    if draft.skipped or zone is None or not rule.skip_bony or not body.any_bony(zone):
        return draft
    soft = body.zones[zone].soft
    if soft is None:
        return replace(changed(draft, rule.cause, "skip", rule.reason), skipped=True)
    told = changed(draft, rule.cause, "swap", rule.reason)
    return replace(told, step=replace(draft.step, zone=soft), leaves=body.leaf_places(f"{draft.side}-{soft}"))


def _swap(draft: Draft, rule: Restriction, catalog: Catalog) -> Draft:
    """Drop the techniques that the rule forbids here; with none left the step is skipped."""
    is_bony = draft.zone is not None and catalog.body.any_bony(draft.zone)
    forbidden = rule.forbid | (rule.forbid_bony if is_bony else NONE)
    left = tuple(
        name for name in draft.techniques if _is_allowed(catalog.techniques[name], forbidden, rule.helper_only)
    )
    return _keep(draft, left, rule.cause, rule.reason)


def _is_allowed(technique: Technique, forbidden: frozenset[str], helper_only: bool) -> bool:
    by_own_hand = technique.contact not in ("none", "ball") and "helper" not in technique.needs
    return technique.contact not in forbidden and not (helper_only and by_own_hand)


def _keep(draft: Draft, left: tuple[str, ...], cause: str, reason: str) -> Draft:
    """The draft with the techniques that are left; a change is told when another one comes first, or none."""
    if draft.skipped or left == draft.techniques:
        return draft
    if not left:
        return replace(changed(draft, cause, "skip", reason), techniques=(), skipped=True)
    if left[0] == draft.techniques[0]:
        return replace(draft, techniques=left)
    return replace(changed(draft, cause, "swap", reason), techniques=left)


def _hold_still(draft: Draft, catalog: Catalog) -> Draft:
    """A hand with no pressure at all does not glide, it tickles or drags: at level 0 it only rests."""
    if draft.skipped or draft.pressure > 0:
        return draft
    softened = next(change for change in reversed(draft.changes) if change.action == "soften")
    still = tuple(name for name in draft.techniques if catalog.techniques[name].motion in STILL)
    return _keep(draft, still, softened.sign, softened.reason)


def _soften(draft: Draft, rule: Restriction) -> Draft:
    if draft.skipped or draft.pressure <= rule.most_pressure:
        return draft
    return replace(changed(draft, rule.cause, "soften", rule.reason), pressure=rule.most_pressure)


def spare_spots(drafts: tuple[Draft, ...], catalog: Catalog) -> tuple[Draft, ...]:
    """The drafts with the longest times of pointed touch cut: no leaf place gets more than LONGEST_ON_A_SPOT."""
    pressed: Counter[str] = Counter()
    return tuple(_spare(draft, pressed, catalog) for draft in drafts)


def _spare(draft: Draft, pressed: Counter[str], catalog: Catalog) -> Draft:
    """One draft, its longest time added to `pressed`. Without enough time left it is done in another way, or not."""
    if draft.skipped or catalog.techniques[draft.techniques[0]].contact not in POINTED:
        return draft
    most = min(draft.most, LONGEST_ON_A_SPOT - max((pressed[leaf] for leaf in draft.leaves), default=0))
    if most < draft.step.least:
        flat = tuple(name for name in draft.techniques if catalog.techniques[name].contact not in POINTED)
        return _keep(draft, flat, "spot", catalog.reasons["spot"])
    pressed.update(dict.fromkeys(draft.leaves, most))
    return replace(draft, most=most)
