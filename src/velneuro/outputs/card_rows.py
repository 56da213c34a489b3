"""The rows of the printed card: the steps of a plan, in its order, with left and right in one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from velneuro.core.body import SIDES
from velneuro.core.catalog import Catalog
from velneuro.core.plan import Plan, PlanStep
from velneuro.core.voice import PressureWords

HALF_MINUTE = 30
# There the guide says sentences of the step's own; the words of the technique fit the guide, not a card.
GUIDED = ("settle", "picture")
EXACT_BELOW_S = 50  # below it a time is told in steps of five seconds


@dataclass(frozen=True)
class Wording:
    """Where the words of a card come from: the content, and the translation of it."""

    lang: str
    catalog: Catalog
    card: Mapping[str, str]
    pressure: tuple[PressureWords, ...]
    translate: Callable[[str], str]

    def say(self, name: str, **values: object) -> str:
        """One of the card's own texts, filled in."""
        return self.translate(self.card[name]).format(**values)


@dataclass(frozen=True)
class Row:
    """One numbered row: all that is done in one way to one place, on one side or both."""

    number: int
    steps: tuple[PlanStep, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides on which something is done; () where nothing is touched."""
        return tuple(side for side in SIDES if any(step.side == side for step in self.steps))

    def on(self, side: str | None) -> tuple[PlanStep, ...]:
        """The steps of one side."""
        return tuple(step for step in self.steps if step.side == side)

    def seconds(self, side: str | None) -> int:
        """How long it lasts on one side."""
        return sum(step.seconds for step in self.on(side))


def rows(plan: Plan) -> tuple[Row, ...]:
    """One row for each step of the routine. Neighbors that do the same to the same place share one."""
    by_step: dict[str, list[PlanStep]] = {}
    for step in plan.steps:
        by_step.setdefault(step.step.id, []).append(step)
    joined = [
        tuple(step for steps in same for step in steps)
        for _, same in groupby(by_step.values(), key=lambda steps: [_deed(step) for step in steps])
    ]
    return tuple(Row(number, steps) for number, steps in enumerate(joined, start=1))


def _deed(step: PlanStep) -> tuple[str | None, ...]:
    """What tells rows apart; the steps without touch have nothing in common but that."""
    different = "" if step.zone else step.id
    return (different, step.step.turn, step.zone, step.side, step.technique, str(step.pressure))


def turns(of: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows that are done together on one side before the other side comes."""
    for _, together in groupby(of, key=lambda row: row.steps[0].step.turn if row.sides else ""):
        yield tuple(together)


def turn_words(turn: Sequence[Row], say: Wording) -> str:
    """In which order the sides come; empty for a single row, which says so itself."""
    sides = {side for row in turn for side in row.sides}
    if len(turn) < 2 or not sides:
        return ""
    return say.say("turn_both" if len(sides) > 1 else f"turn_{sides.pop()}")


def time_words(row: Row, say: Wording) -> str:
    """How long: "2 min", "2 min each side", "2 min, left only", or both sides by themselves."""
    if not row.sides:
        return _time(row.seconds(None), say)
    times = {side: _time(row.seconds(side), say) for side in row.sides}
    if len(times) == 1:
        [(side, time)] = times.items()
        return say.say(side, time=time)
    if len(set(times.values())) == 1:
        return say.say("both", time=times["right"])
    return say.say("apart", **times)


def _time(seconds: int, say: Wording) -> str:
    """In halves of a minute: nobody reads seconds off a clock while their hands are busy."""
    if seconds < EXACT_BELOW_S:
        return say.say("seconds", n=max(5, round(seconds / 5) * 5))
    minutes, half = divmod(round(seconds / HALF_MINUTE), 2)
    return say.say("minutes", n=f"{minutes or ''}{'½' if half else ''}")


def ways(row: Row, say: Wording) -> list[dict[str, str]]:
    """How it is done and how firmly (`how`, `firm`): once, for each side when these differ, or not at all."""
    if not row.sides:
        return [_way(row.steps[0], say)] * (say.catalog.techniques[row.steps[0].technique].motion not in GUIDED)
    by_side = {side: _way(row.on(side)[0], say) for side in row.sides}
    found = list(by_side.values())
    if all(way == found[0] for way in found):
        return found[:1]
    return [{**way, "how": say.say(f"on_{side}", how=way["how"])} for side, way in by_side.items()]


def _way(step: PlanStep, say: Wording) -> dict[str, str]:
    technique = say.catalog.techniques[step.technique]
    firm = say.translate(say.pressure[step.pressure].word) if technique.contact != "none" else ""
    return {"how": say.translate(technique.how_title), "firm": firm}


def pressure_words(of: Sequence[Row], say: Wording) -> list[dict[str, str]]:
    """Each level of pressure that is used, by name and likeness, the softest first."""
    touching = (step for row in of for step in row.steps if say.catalog.techniques[step.technique].contact != "none")
    used = sorted({step.pressure for step in touching})
    return [{"word": say.translate(p.word), "like": say.translate(p.like)} for p in (say.pressure[n] for n in used)]
