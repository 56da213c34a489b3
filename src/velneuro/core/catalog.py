"""What the content says, as frozen records: techniques, scales, supplies and the rules of safety."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from velneuro.core.body import Body
from velneuro.core.saying import SaidWhen

ABILITIES = ("thumbs", "knuckles", "heel", "ball", "towel", "helper")
CONTACTS = ("none", "hand", "thumb", "knuckle", "heel", "ball", "towel")
MOTIONS = ("still", "stroke", "circles", "press", "roll", "settle", "breath", "picture", "rest")
STILL = ("still", "rest")  # the hand waits, or is not laid on at all
TOOLS = ("hand", "thumb", "knuckles", "heel", "ball", "towel", "helper")
KINDS = ("pain", "tingling", "numbness", "burning", "touch-hurts")
ACTIONS = ("EMERG", "TODAY", "ASK", "NOREGION", "LIGHT")  # worst first
POINTED = ("thumb", "knuckle")  # they press on a small spot
GIVERS = ("self", "helper")  # whose hands work, and to whom the guide speaks
SURPRISE = "surprise"  # in place of a picture: the seed chooses one
PICTURE_S = (60, 180, 360)  # the lengths in which each picture is told
MOST_PRESSURE = 3  # levels 4 and 5 of the Walton scale are never used (evidence.md 3)


@dataclass(frozen=True)
class Technique:
    """One way to touch (or not to): what it needs, how it moves, how hard it may be at most.

    `give` says the same as `how` to a helper who is spoken to; empty when `how` will do. `over_cloth`: nobody sees the
    skin while it is done.
    """

    id: str
    title: str
    how_title: str
    contact: str
    tool: str | None
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    motion: str
    most_pressure: int
    cm_per_s: float
    how: tuple[str, ...]
    give: tuple[str, ...]
    over_cloth: bool

    def said_to(self, giver: str) -> tuple[str, ...]:
        return self.give if giver == "helper" and self.give else self.how


@dataclass(frozen=True)
class Picture:
    """A visualization: `forms` holds its sentences for each of PICTURE_S.

    `hands` names the sentences that take the place of others where only hands are cared for.
    """

    id: str
    title: str
    about: str
    begin: tuple[str, ...]
    forms: Mapping[int, tuple[str, ...]]
    end: tuple[str, ...]
    hands: Mapping[str, str]

    def during(self, seconds: int) -> tuple[str, ...]:
        """The longest form that is over in time: a longer step has longer silences, and no sentence is cut out."""
        return self.forms[max((length for length in self.forms if length <= seconds), default=min(self.forms))]

    def sentences(self) -> tuple[str, ...]:
        """Every sentence that it may say."""
        told = (name for form in self.forms.values() for name in form)
        return tuple(dict.fromkeys((*self.begin, *told, *self.end, *self.hands.values())))


@dataclass(frozen=True)
class Scale:
    """One 0 to 10 question: as it is asked of right now, and in the morning, of the last 24 hours or the night."""

    id: str
    title: str
    question: str
    morning: str
    low: str
    high: str
    usual: bool
    usual_morning: bool


@dataclass(frozen=True)
class Supply:
    """A thing to have at hand, and what to do without it."""

    id: str
    title: str
    note: str
    instead: str
    source: str


@dataclass(frozen=True)
class SignRule:
    """One row of the decision table (evidence.md 4a)."""

    id: str
    ask: str
    when: str
    actions: tuple[str, ...]
    where: tuple[str, ...]
    spread: str
    most_pressure: int
    forbid: frozenset[str]
    forbid_bony: frozenset[str]
    no_scent: bool
    reason: str
    advice: str
    source: str
    tag: str


@dataclass(frozen=True)
class FeelingRule:
    """What a feeling of at least `least` on the body map does; `everywhere` when it limits the whole session."""

    kind: str
    least: int
    limb: str | None
    everywhere: bool
    most_pressure: int
    forbid: frozenset[str]
    reason: str


@dataclass(frozen=True)
class UnansweredRule:
    """What a question without an answer does (`gate`, `feel` or `pressure`)."""

    question: str
    most_pressure: int
    forbid: frozenset[str]
    skip_bony: bool
    reason: str


@dataclass(frozen=True)
class Catalog:
    """Everything that the plan may draw on."""

    body: Body
    techniques: Mapping[str, Technique]
    scales: Mapping[str, Scale]
    supplies: Mapping[str, Supply]
    pictures: Mapping[str, Picture]
    signs: Mapping[str, SignRule]
    feelings: tuple[FeelingRule, ...]
    unanswered: tuple[UnansweredRule, ...]
    light_touch_s: int
    reasons: Mapping[str, str]
    said_when: Mapping[str, SaidWhen]
