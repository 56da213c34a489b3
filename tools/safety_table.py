"""Writes docs/safety-table.md: what every sign does to every routine, for clinicians to read.

Run it after a routine or a rule of safety changed: `python -m tools.safety_table`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from velneuro.content import library
from velneuro.core.body import LIMB_PLACES
from velneuro.core.catalog import ABILITIES, MOST_PRESSURE, SignRule
from velneuro.core.person import read_person
from velneuro.core.pipeline import SCENTED, compile_plan
from velneuro.core.plan import Plan
from velneuro.core.problem import refuse_if_any

TARGET = Path(__file__).parents[1] / "docs" / "safety-table.md"
INTRODUCTION = """# Every sign and every routine

What each sign alone does to each routine of the library, at its usual length. The person of this table answered
everything, can do everything with the hands, has everything at hand, feels nothing on the body map and allows
pressure 3: so whatever changes is the doing of the sign. The program reckons the table (`python -m
tools.safety_table`), and a test compares it; docs/safety.md says what the rules are and why.

| word | means |
| --- | --- |
| go | The session is as it would be without the sign. |
| gentler | Touch is softer, shorter, still, or by another tool, or the scent is left out. No place is left out. |
| skip region | The places of the sign are left out; what stays may be gentler too. |
| refuse | No session; the advice says what to do and whom to call. |
"""


@dataclass(frozen=True)
class Section:
    """One table: in which way a sign `is_marked`, and for which signs. `{places}` in its note names what is marked."""

    title: str
    note: str
    is_marked: Callable[[SignRule], dict[str, Any]]
    belongs: Callable[[SignRule], bool]


SECTIONS = (
    Section(
        "The sign is marked, no place is named",
        "Then every place that the sign can have counts.",
        lambda rule: {"id": rule.id},
        lambda rule: True,
    ),
    Section(
        "One place is named",
        "The first place that the sign can have: {places}.",
        lambda rule: {"id": rule.id, "where": rule.where[0]},
        lambda rule: bool(rule.where) and "ASK" not in rule.actions,
    ),
    Section(
        "A clinician said yes",
        "Signs that refuse until then. No place is named.",
        lambda rule: {"id": rule.id, "cleared": True},
        lambda rule: "ASK" in rule.actions,
    ),
)


def main(arguments: list[str]) -> int:
    """Write the table into docs, or with `-` to the screen."""
    if arguments == ["-"]:
        sys.stdout.write(table())
    elif arguments:
        print("Nothing, or - to see it: python -m tools.safety_table", file=sys.stderr)
        return 2
    else:
        TARGET.write_text(table(), encoding="utf-8")
    return 0


def table() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(line for section in SECTIONS for line in _section(section))])


def _section(section: Section) -> Iterator[str]:
    rules = [rule for _, rule in sorted(library.catalog().signs.items()) if section.belongs(rule)]
    done = {rule.id: _outcomes(section.is_marked(rule)) for rule in rules}
    yield from (f"## {section.title}", "", section.note.format(places=_first_places(rules)), "")
    same = [rule for rule in rules if len(set(done[rule.id])) == 1]
    if same:
        yield from _table(("sign", "the person reads", "in every routine"))
        yield from (_row(rule.id, rule.ask, done[rule.id][0]) for rule in same)
        yield ""
    differing = [rule for rule in rules if rule not in same]
    yield from _table(("sign", "the person reads; what it does depends on the routine"))
    yield from (_row(rule.id, rule.ask) for rule in differing)
    yield ""
    yield from _table(("routine", *(rule.id for rule in differing)))
    for number, name in enumerate(library.routine_names()):
        yield _row(library.routine(name).title, *(done[rule.id][number] for rule in differing))
    yield ""


def _first_places(rules: Iterable[SignRule]) -> str:
    """The first place of each sign, those that share one together: `left foot (R07, R21), left leg (R19)`."""
    by_place: dict[str, list[str]] = {}
    for rule in rules:
        for place in rule.where[:1]:
            by_place.setdefault(place.replace("-", " "), []).append(rule.id)
    return ", ".join(f"{place} ({', '.join(ids)})" for place, ids in by_place.items())


def _outcomes(sign: Mapping[str, Any]) -> tuple[str, ...]:
    """What a sign does to each routine, in the order of their names."""
    return tuple(outcome(name, sign) for name in library.routine_names())


def _table(titles: Sequence[str]) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def outcome(name: str, sign: Mapping[str, Any]) -> str:
    """What a sign does to a routine: go, gentler, skip region or refuse."""
    without, plan = _plan(name, []), _plan(name, [sign])
    if plan.refused:
        return "refuse"
    left_out = {change.where for change in plan.changes if change.sign == sign["id"] and change.action == "skip"}
    if left_out - {SCENTED}:
        return "skip region"
    return "go" if _felt(plan) == _felt(without) else "gentler"


def _felt(plan: Plan) -> tuple[object, ...]:
    """What the person would notice of a plan."""
    steps = tuple((step.id, step.side, step.zone, step.technique, step.pressure, step.seconds) for step in plan.steps)
    return steps, plan.supplies


def _plan(name: str, signs: Iterable[Mapping[str, Any]]) -> Plan:
    """The plan of somebody who answered everything, with these signs."""
    answers = {
        "hands": list(ABILITIES),
        "have": list(library.catalog().supplies),
        "limbs": list(LIMB_PLACES),
        "pressure": MOST_PRESSURE,
        "visualization": True,
        "feel": [],
        "gate": {"none": True},
        "sign": [dict(sign) for sign in signs],
    }
    person, problems = read_person(answers, "person", library.catalog())
    refuse_if_any(problems)
    routine = library.routine(name)
    return compile_plan(routine, person, library.catalog(), routine.minutes, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
