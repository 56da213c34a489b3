"""Routine files to `Routine`, with every mistake collected: `file:key: what: how to mend`."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping

from velneuro.core.body import SIDES
from velneuro.core.catalog import GIVERS, MOST_PRESSURE, POINTED, STILL, Catalog
from velneuro.core.long_number import LONG_NUMBER
from velneuro.core.own_sentences import check_said, is_slug, read_say
from velneuro.core.problem import Problem
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES, Routine, Step
from velneuro.core.table import Table

FORMAT = 1
LONGEST_S = MOST_MINUTES * 60
SHORTEST_S = 6  # below it the chimes that open and close a session would not fit into its last step
MOST_STEPS = 60


def parse_toml(text: str, file: str) -> tuple[dict[str, object], list[Problem]]:
    """Parse TOML; a slip in its grammar is a problem with the parser's own line."""
    try:
        return tomllib.loads(text), []
    except RecursionError:
        return {}, [Problem(f"{file}:file", "is nested too deeply", "write plain tables, as the other files do")]
    except ValueError as error:  # the parser's own error is one; so is that of a number with thousands of digits
        words = str(error) if isinstance(error, tomllib.TOMLDecodeError) else LONG_NUMBER
        what, _, where = words.partition(" (at ")
        place = f"{file}:{where.rstrip(')').replace(', ', ' ') or 'file'}"
        return {}, [Problem(place, f"is not TOML: {what}", "mend this line and check again")]


def read_routine(
    data: object, file: str, catalog: Catalog, sentences: Mapping[str, tuple[str, ...]]
) -> tuple[Routine, list[Problem]]:
    """Read a parsed routine file; `sentences` are the ids that the voices know."""
    problems: list[Problem] = []
    table = Table(data, file, "", problems)
    table.whole("format", FORMAT, FORMAT)
    giver = table.name("giver", GIVERS, "self")
    say = read_say(table, sentences)
    known = {**say, **sentences}
    routine = Routine(
        name=table.text("name"),
        title=table.text("title"),
        purpose=table.text("purpose"),
        for_whom=table.text("for_whom"),
        not_for=table.text("not_for"),
        minutes=table.whole("minutes", LEAST_MINUTES, MOST_MINUTES),
        supplies=table.names("supplies", catalog.supplies, ()),
        picture=table.name("picture", catalog.pictures) if table.has("picture") else None,
        steps=tuple(_read_step(entry, giver, catalog, known) for entry in table.tables("step")),
        say=say,
    )
    table.close()
    _check_name(routine, table)
    if not problems:
        check_said(routine, table)
        _check_whole(routine, table)
    return routine, problems


def _read_step(entry: Table, giver: str, catalog: Catalog, sentences: Mapping[str, tuple[str, ...]]) -> Step:
    step_id = entry.text("id")
    picture = entry.flag("picture", False)
    least = entry.whole("least", SHORTEST_S, LONGEST_S)
    step = Step(
        id=step_id,
        title=entry.text("title"),
        turn=entry.text("turn", step_id),
        zone=entry.name("zone", catalog.body.zones) if entry.has("zone") else None,
        techniques=entry.names("techniques", catalog.techniques),
        pressure=entry.whole("pressure", 0, MOST_PRESSURE, 0),
        weight=entry.whole("weight", 1, 100, 1),
        least=least,
        most=entry.whole("most", least, LONGEST_S),
        rank=entry.whole("rank", 1, 9, 1),
        picture=picture,
        why=entry.text("why"),
        begin=entry.names("begin", sentences, () if picture else None),
        during=entry.names("during", sentences, ()),
        end=entry.names("end", sentences, ()),
        giver=giver,
        quiet=entry.text("quiet", ""),
    )
    entry.close()
    _check_techniques(step, entry, catalog)
    _check_pressure(step, entry, catalog)
    _check_sides(step, entry, sentences)
    return step


def _check_name(routine: Routine, table: Table) -> None:
    if routine.name and not is_slug(routine.name):
        table.wrong("name", f'"{routine.name}" does not fit', "use small letters, digits and hyphens")


def _check_techniques(step: Step, entry: Table, catalog: Catalog) -> None:
    if not step.techniques:
        entry.wrong("techniques", "names no technique", "name at least one")
    known = [catalog.techniques[name] for name in step.techniques if name in catalog.techniques]
    touching = [technique.id for technique in known if technique.contact != "none"]
    if step.zone is None and touching:
        entry.wrong("techniques", f'"{touching[0]}" touches, but the step has no zone', "add a zone")
    if step.zone and step.zone in catalog.body.zones and catalog.body.all_bony(step.zone):
        for technique in known:
            if technique.contact in POINTED:  # evidence.md 4a: no thumbs on bony points
                entry.wrong("techniques", f'"{technique.id}" presses on bone', "use a flat hand there")
    if step.zone is not None and known and not touching:
        entry.wrong("zone", "is never touched by these techniques", "leave the zone out or add a technique")


def _check_pressure(step: Step, entry: Table, catalog: Catalog) -> None:
    """A hand that glides with no pressure tickles or drags."""
    first = catalog.techniques.get(step.techniques[0]) if step.techniques else None
    if first and step.zone is not None and step.pressure == 0 and first.contact != "none" and first.motion not in STILL:
        entry.wrong("pressure", f'"{first.id}" moves, but the pressure is 0', "use 1 to 3, or name a still hold first")


def _check_sides(step: Step, entry: Table, sentences: Mapping[str, tuple[str, ...]]) -> None:
    """A sentence that names the side, in a step without one, would be said with a hole in it."""
    if step.zone is not None:
        return
    for name in (*step.begin, *step.during, *step.end):
        if any("{side}" in phrasing for phrasing in sentences.get(name, ())):
            entry.wrong("begin", f'"{name}" names a side, but the step has no zone', "choose another sentence")


def _check_whole(routine: Routine, table: Table) -> None:
    """The laws that make every length from 3 to 45 minutes possible."""
    if not 1 <= len(routine.steps) <= MOST_STEPS:
        table.wrong("step", f"there are {len(routine.steps)} steps", f"write 1 to {MOST_STEPS} [[step]] tables")
    for step_id, count in Counter(step.id for step in routine.steps).items():
        if count > 1:
            table.wrong("step", f'"{step_id}" stands {count} times', "give each step its own id")
    if routine.picture is None and any(step.picture and not step.begin for step in routine.steps):
        table.wrong("picture", "is missing", "name one of pictures.toml, or give the picture step its own begin")
    sided = {name for step in routine.steps for name in _ids(step) if name != step.id}
    for step in routine.steps:
        if step.id in sided:
            table.wrong("step", f'"{step.id}" is also one side of another step', "give it another id")
    shortest = sum(step.least * _sides(step) for step in routine.steps if step.rank == 1)
    if shortest > LEAST_MINUTES * 60:
        table.wrong(
            "step.least",
            f"steps of rank 1 need {shortest} seconds with both sides",
            f"bring them to {LEAST_MINUTES * 60} or give some a higher rank",
        )
    if not any(takes_the_rest(step) for step in routine.steps):
        mend = f"give one step of rank 1 without a zone most = {LONGEST_S}"
        table.wrong("step.most", "no step can take the time that is left", mend)


def _ids(step: Step) -> tuple[str, ...]:
    """The ids that the step has in a plan."""
    return (step.id,) if step.zone is None else tuple(f"{step.id}-{side}" for side in SIDES)


def takes_the_rest(step: Step) -> bool:
    """Whether it can be as long as the longest session, so that it takes the time that is left over."""
    return step.zone is None and step.rank == 1 and not step.picture and step.most == LONGEST_S


def _sides(step: Step) -> int:
    return len(_ids(step))
