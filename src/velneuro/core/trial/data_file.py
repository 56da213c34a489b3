"""Data files: CSV with the columns day, arm, score; every mistake as `file:line: what: how to mend`.

Days are whole numbers or dates (YYYY-MM-DD). Lines with no arm before the first dealt night are the run-in. The score
is empty where it is unanswered. Cells may be parted by commas, semicolons or tabs; further columns are left alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from velneuro.core.problem import Problem, allowed_names
from velneuro.core.trial.design import IN_GROUPS, MOST_NIGHTS, Design
from velneuro.core.trial.plan_file import DesignFile, all_design_problems
from velneuro.core.trial.randomization import LEAST_ANSWERS
from velneuro.core.trial.schedules import first_wrong_night
from velneuro.core.trial.trial_data import TrialData

COLUMNS = ("day", "arm", "score")
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
IDLE = frozenset({"rest", "none", "no", "off", "usual", "without", "control", "placebo", "plain", "baseline"})


@dataclass(frozen=True)
class Row:
    """One line of the file; `day` counts days, whatever the first is."""

    line: int
    day: int
    arm: str
    score: str


def read_rows(text: str, file: str) -> tuple[list[Row], list[Problem]]:
    """The lines of a data file in the order of their days."""
    problems: list[Problem] = []
    lines = text.removeprefix("\ufeff").splitlines()
    header = lines[0] if lines else ""
    delimiter = max(",;\t", key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    for column in COLUMNS:
        if names.count(column) != 1:
            what = "stands twice" if column in names else "is missing"
            problems.append(Problem(f"{file}:line 1", f"the column {column} {what}", "begin with day,arm,score"))
    if problems:
        return [], problems
    try:
        rows = [row for row in _rows(lines, names, delimiter, file, problems) if row]
    except csv.Error as error:
        return [], [Problem(f"{file}:file", f"is not CSV ({error})", "write one short line for each day")]
    problems.extend(_day_problems(rows, file))
    return sorted(rows, key=lambda row: row.day), problems


def _rows(
    lines: list[str], names: list[str], delimiter: str, file: str, problems: list[Problem]
) -> Iterator[Row | None]:
    reader = csv.reader(lines, delimiter=delimiter)
    next(reader)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _row(cells, names, f"{file}:line {reader.line_num}", reader.line_num, problems)


def _row(cells: list[str], names: list[str], place: str, line: int, problems: list[Problem]) -> Row | None:
    if len(cells) != len(names):
        what = f"has {len(cells)} cells, not {len(names)}"
        problems.append(Problem(place, what, "write one cell for each column, and numbers with a point"))
        return None
    day, arm, score = (cells[names.index(column)].strip() for column in COLUMNS)
    number = _day(day)
    if number is None:
        problems.append(Problem(place, f'the day "{day}" does not fit', "write 1, 2, 3 or dates as 2026-05-31"))
        return None
    return Row(line, number, arm, score)


def _day(text: str) -> int | None:
    if WHOLE.fullmatch(text):
        return int(text)
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def _day_problems(rows: list[Row], file: str) -> Iterator[Problem]:
    seen: dict[int, int] = {}
    for row in rows:
        if row.day in seen:
            what = f"is of the same day as line {seen[row.day]}"
            yield Problem(f"{file}:line {row.line}", what, "keep one line for each day")
        seen.setdefault(row.day, row.line)
    days = sorted(seen)
    for before, after in pairwise(days):
        if after > before + 1:
            what = f"{after - before - 1} day(s) are missing before it"
            mend = "add a line for each day, with its arm and no score where unanswered"
            yield Problem(f"{file}:line {seen[after]}", what, mend)
            return


def usual_design(rows: list[Row]) -> DesignFile:
    """What is taken when no design was given: pairs of two-night blocks."""
    return named(DesignFile(Design(nights=0), (), named=False), rows)


def named(given: DesignFile, rows: list[Row]) -> DesignFile:
    """With the arms that the data name, where the design file does not: first what does nothing, else the alphabet."""
    names = sorted({row.arm for row in rows if row.arm}, key=lambda name: (name.lower() not in IDLE, name))
    if given.named or given.design.scheme == "factorial" or len(names) != 2:
        return given
    return replace(given, design=replace(given.design, arms=(names[0], names[1])))


def read_trial(rows: list[Row], given: DesignFile, file: str) -> tuple[Design, TrialData, list[Problem]]:
    """The whole design and the data; `rows` are in order and without problems of their own."""
    problems: list[Problem] = []
    run_in, dealt = _parted(rows)
    design = given.design if given.design.nights else replace(given.design, nights=len(dealt))
    data = TrialData(
        tuple(_arm(row, design, file, problems) for row in dealt),
        tuple(_score(row, design, file, problems) for row in dealt),
        tuple(_score(row, design, file, problems) for row in run_in),
    )
    if not problems:
        problems.extend(_whole_problems(design, data, given, file))
    if not problems:
        problems.extend(_dealt_problems(design, data, given, [row.line for row in dealt], file))
    return design, data, problems


def _parted(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The run-in, which has no arms, and the dealt nights after it."""
    first = next((at for at, row in enumerate(rows) if row.arm), len(rows))
    return rows[:first], rows[first:]


def _arm(row: Row, design: Design, file: str, problems: list[Problem]) -> int:
    names = design.arm_names
    if row.arm not in names:
        what = f'the arm "{row.arm}" is not known' if row.arm else "has no arm"
        problems.append(Problem(f"{file}:line {row.line}", what, allowed_names(row.arm, names)))
        return 0
    return names.index(row.arm)


def _score(row: Row, design: Design, file: str, problems: list[Problem]) -> float | None:
    if not row.score:
        return None
    text, (low, high) = row.score.replace(",", "."), design.scale
    if not NUMBER.fullmatch(text):
        mend = f"write a number from {low:g} to {high:g}, or nothing where unanswered"
        problems.append(Problem(f"{file}:line {row.line}", f'the score "{row.score}" is no number', mend))
        return None
    if not low <= float(text) <= high:
        what = f"the score {row.score} is outside {low:g} to {high:g}"
        problems.append(Problem(f"{file}:line {row.line}", what, "mend it, or give the scale in the design file"))
        return None
    return float(text)


def _whole_problems(design: Design, data: TrialData, given: DesignFile, file: str) -> Iterator[Problem]:
    if not data.nights:
        yield Problem(f"{file}:line 1", "there is no night with an arm", "add a line for each night")
    elif data.nights > MOST_NIGHTS:
        yield Problem(f"{file}:line 1", f"{data.nights} nights are too many", f"use {MOST_NIGHTS} or fewer")
    elif data.nights > design.nights:
        what = f"{data.nights} nights, but {design.nights} were planned"
        yield Problem(f"{file}:line 1", what, "leave out the nights after the trial")
    elif data.nights < design.nights and design.scheme not in IN_GROUPS:
        what = f"{data.nights} of {design.nights} nights: {design.scheme} can only be read at its end"
        yield Problem(f"{file}:line 1", what, "wait for the last night, and leave missed scores empty")
    elif not given.design.nights:
        yield from all_design_problems(design, file)


def _dealt_problems(
    design: Design, data: TrialData, given: DesignFile, lines: list[int], file: str
) -> Iterator[Problem]:
    names = design.arm_names
    unlike = [at for at, arm in enumerate(data.arms) if given.schedule and names[arm] != given.schedule[at]]
    if unlike:
        at = unlike[0]
        what = f'the arm "{names[data.arms[at]]}" is not the one that was dealt'
        yield Problem(f"{file}:line {lines[at]}", what, f'write "{given.schedule[at]}", whatever was done that night')
        return
    whole = data.nights - data.nights % design.group
    wrong = first_wrong_night(replace(design, nights=whole), data.arms[:whole]) if whole else None
    if wrong is not None:
        what = f"the arms from here on could not have been dealt by {design.scheme} in blocks of {design.block}"
        yield Problem(f"{file}:line {lines[wrong]}", what, "write the arms as assigned, or give the design by --design")
        return
    yield from _unanswered_arms(design, data, whole, file)


def _unanswered_arms(design: Design, data: TrialData, whole: int, file: str) -> Iterator[Problem]:
    """A test needs an answer in each arm, within the nights that it can use."""
    answered = {arm for arm, score in zip(data.arms[:whole], data.scores[:whole], strict=True) if score is not None}
    for arm, name in enumerate(design.arm_names):
        if arm not in answered:
            yield Problem(f"{file}:line 1", f'no night of "{name}" is answered yet', "wait for a score of each arm")
    answers = sum(score is not None for score in data.scores[:whole])
    if answered and answers < LEAST_ANSWERS:
        yield Problem(f"{file}:line 1", f"{answers} answers are too few", f"wait for {LEAST_ANSWERS} or more")
