"""Words of the plan: days, times, spans of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.web.rhythm.models import Break, Ritual

PART_WORDS = {
    Ritual.Part.BEDTIME: _("At bedtime"),
    Ritual.Part.AFTERNOON: _("Mid-afternoon"),
    Ritual.Part.ANY: _("At any time"),
}
BREAK_WORDS = {Break.Kind.HOLIDAY: _("Holiday"), Break.Kind.PAUSE: _("Pause")}
WORKDAYS, WEEKEND, EVERY_DAY = set(range(5)), {5, 6}, set(range(7))
A_DAY = timedelta(days=1)


def days_words(weekdays: Iterable[int]) -> str:
    """0 for Monday: all seven are "Every day", [0, 2] gives "Mon, Wed", one alone its whole name."""
    days = set(weekdays)
    named = [(EVERY_DAY, gettext("Every day")), (WORKDAYS, gettext("Monday to Friday")), (WEEKEND, gettext("Weekends"))]
    for meant, words in named:
        if days == meant:
            return words
    if len(days) == 1:
        return str(WEEKDAYS[days.pop()])
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(days))


def clock_words(minutes: int) -> str:
    """Minutes after midnight by the clock: 1290 gives 9:30 PM."""
    return time_format(time(*divmod(minutes, 60)), "g:i A")


def when_words(part: str, clock_minutes: int | None) -> str:
    """The time where there is one, else the part of the day."""
    return str(PART_WORDS[Ritual.Part(part)]) if clock_minutes is None else clock_words(clock_minutes)


def break_words(since: date, until: date | None, today: date) -> str:
    """The first and the last day of a break; `until` is the day after."""
    first = _day(since, today)
    if until is None:
        return gettext("From %(first)s, until you end it") % {"first": first}
    if until - since <= A_DAY:
        return first
    return gettext("%(first)s to %(last)s") % {"first": first, "last": _day(until - A_DAY, today)}


def _day(day: date, today: date) -> str:
    return date_format(day, "F j" if day.year == today.year else "F j, Y")
