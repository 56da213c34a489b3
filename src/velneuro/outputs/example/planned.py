"""The plan of a made-up life: evenings for some months, then another week with afternoons; days without a word are off.

No chance is drawn here, so that the rest of the life stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from velneuro.outputs.example.course import Day
from velneuro.outputs.example.rows import Rows

BEGAN, CHANGED = 200, 300  # numbers of days
EVENING = {"routine": "evening-feet-and-legs", "part": "bedtime", "cue": "After I brush my teeth"}
AFTERNOON = {"routine": "afternoon-reset", "part": "afternoon", "cue": "After the coffee"}


def add_plan(rows: Rows, days: Sequence[Day]) -> None:
    """The lines of the plan and the breaks."""
    _line(rows, days[BEGAN], days[CHANGED], **EVENING, minutes=20, weekdays=[*range(7)], clock_minutes=1290)
    _line(rows, days[CHANGED], None, **EVENING, minutes=20, weekdays=[0, 1, 2, 3, 4], clock_minutes=1290)
    _line(rows, days[CHANGED], None, **AFTERNOON, minutes=10, weekdays=[5, 6], clock_minutes=900)
    for first, last in _off(days[BEGAN:]):
        until = last.date + timedelta(days=1)
        rows.add("breaks", str(first.date), kind="holiday", since=first.date, until=until)


def _line(rows: Rows, first: Day, until: Day | None, **fields: object) -> None:
    name = f"{fields['part']} {first.date}"
    made = rows.at(first.date, 9 * 60)
    rows.add("rituals", name, since=first.date, until=until.date if until else None, made_at=made, **fields)


def _off(days: Sequence[Day]) -> Iterator[tuple[Day, Day]]:
    """The first and the last day of each time without a word."""
    for is_silent, together in groupby(days, key=lambda day: day.silent):
        if is_silent:
            run = list(together)
            yield run[0], run[-1]
