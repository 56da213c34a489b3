"""Words of the pages that look back. A sentence says what is drawn, and never what caused it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velneuro.core.diary import Grain, Reading
from velneuro.web.diary.looking.answers import LAST_DAY, LAST_NIGHT, NOW

WINDOW_WORDS = {NOW: _("Right now"), LAST_DAY: _("The last 24 hours"), LAST_NIGHT: _("The last night")}
ASKED_WORDS = {
    NOW: _("Asked before a session and at any time."),
    LAST_DAY: _("Asked in the morning."),
    LAST_NIGHT: _("Asked about the night before."),
}
GRAIN_WORDS: dict[Grain, Promise | str] = {"day": _("Day"), "week": _("Week from"), "month": _("Month")}
SENTENCES = {
    "level": _("The middle is %(middle)s, from %(days)s days."),
    "same": _("The middle was %(now)s in both halves of this time."),
    "lower": _("Lower in the second half: the middle went from %(then)s to %(now)s."),
    "higher": _("Higher in the second half: the middle went from %(then)s to %(now)s."),
    "pairs": _("Just after: lower in %(lower)s of %(sessions)s, the same in %(same)s, higher in %(higher)s."),
}


def number_words(value: float) -> str:
    """4.0 gives "4", 4.25 gives "4.3", in the form of the language."""
    return _number_words(get_language() or "", round(value + 1e-9, 1))


@lru_cache(maxsize=1024)
def _number_words(language: str, value: float) -> str:
    return number_format(int(value) if value == int(value) else value)


def reading_words(reading: Reading) -> str:
    """The sentence of a reading."""
    if reading.id == "few":
        days = int(reading.numbers["days"])
        return ngettext(
            "%(n)d day has an answer, too few to say more.", "%(n)d days have an answer, too few to say more.", days
        ) % {"n": days}
    return str(SENTENCES[reading.id]) % {name: number_words(number) for name, number in reading.numbers.items()}


def day_words(day: date, year: bool) -> str:
    """A day, short; with its year where the page shows more than one."""
    return date_format(day, "M j, Y" if year else "M j")


def bin_words(first: date, grain: Grain, year: bool) -> str:
    """A day, a month, or a week by its first day."""
    return date_format(first, "M Y") if grain == "month" else day_words(first, year or grain == "week")


def days_words(first: date, last: date, year: bool) -> str:
    """From one day to another."""
    return gettext("%(first)s to %(last)s") % {"first": date_format(first, "M j"), "last": day_words(last, year)}
