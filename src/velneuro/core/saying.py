"""What is true of tonight, and which sentences may be said: none that names a limb or a thing that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from velneuro.core.body import LIMB_PLACES, LIMBS

PAIRS = {"foot": "feet", "leg": "legs", "hand": "hands"}
LOTION, BARE = "lotion", "bare"
FACTS = (*LIMB_PLACES, *LIMBS, *PAIRS.values(), *(f"one-{limb}" for limb in LIMBS), LOTION, BARE)


@dataclass(frozen=True)
class SaidWhen:
    """A sentence is said when all of these facts are true; else the sentence `instead`, or none where it is empty."""

    facts: frozenset[str]
    instead: str


def limb_facts(limbs: frozenset[str] | None) -> frozenset[str]:
    """Which limbs are cared for (None: all): each by its place; at least one of a kind, exactly one, and both."""
    kept = frozenset(LIMB_PLACES) if limbs is None else limbs
    counts = {limb: sum(place.endswith(f"-{limb}") for place in kept) for limb in LIMBS}
    return kept | frozenset(fact for limb, count in counts.items() for fact in _of_limb(limb, count))


def _of_limb(limb: str, count: int) -> Iterator[str]:
    if count:
        yield limb
        yield f"one-{limb}" if count == 1 else PAIRS[limb]


def true_words(names: Iterable[str], true: frozenset[str], said_when: Mapping[str, SaidWhen]) -> tuple[str, ...]:
    """The sentences that may be said, each as it is true tonight, in their order and none of them twice."""
    told = (_as_true(name, true, said_when) for name in names)
    return tuple(dict.fromkeys(name for name in told if name))


def _as_true(name: str, true: frozenset[str], said_when: Mapping[str, SaidWhen]) -> str:
    while name in said_when and not said_when[name].facts <= true:
        name = said_when[name].instead
    return name


def untrue(true: frozenset[str], said_when: Mapping[str, SaidWhen]) -> frozenset[str]:
    """Every sentence that may not be said."""
    return frozenset(name for name, when in said_when.items() if not when.facts <= true)


def with_others(names: Iterable[str], said_when: Mapping[str, SaidWhen]) -> set[str]:
    """The sentences, and all that may be said instead of one of them."""
    found, open_names = set[str](), [*names]
    while open_names:
        name = open_names.pop()
        if name and name not in found:
            found.add(name)
            open_names += [said_when[name].instead] if name in said_when else []
    return found
