"""The last two weeks day by day, in words that blame nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext

from velneuro.web.rhythm.days import Days, days_from

SHOWN = timedelta(days=13)


def recent(days: Days) -> Iterator[tuple[date, str]]:
    """Each of the last days with what it was, the newest first."""
    first = max(days.first, days.today - SHOWN)
    return ((day, words_of(days, day)) for day in reversed([*days_from(first, days.today)]))


def words_of(days: Days, day: date) -> str:
    """What a day was, by the first that fits."""
    lived = days.lived(day)
    fitting = (
        (lived.flare and lived.practiced, gettext("A hard day, with a session")),
        (lived.practiced, gettext("Done")),
        (lived.on_break, gettext("Day off")),
        (lived.flare, gettext("A hard day")),
        (lived.rested, gettext("Rest, as advised")),
        (day in days.declined, gettext("Not that day")),
        (lived.asked and not lived.is_over, gettext("Planned")),
        (lived.asked, gettext("A quiet day")),
    )
    return next((words for fits, words in fitting if fits), gettext("Nothing planned"))
