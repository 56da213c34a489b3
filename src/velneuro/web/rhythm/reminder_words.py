"""Words of the pages about reminders: moments, lines of the plan, ways to be reached, and what became of a message."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.web.people.models import Person
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.repertoire import Titles
from velneuro.web.rhythm.models import Channel, Ritual
from velneuro.web.rhythm.words import when_words

KIND_WORDS = {
    Channel.Kind.PUSH: _("A notification on a device"),
    Channel.Kind.EMAIL: _("E-mail"),
    Channel.Kind.APPRISE: _("Another service"),
}
A_DAY = timedelta(days=1)


def moment_words(moment: datetime, person: Person, now: datetime) -> str:
    """A moment by the person's clock, named from the calendar's today."""
    local, today = moment.astimezone(person.zone), now.astimezone(person.zone).date()
    words = {today: gettext("today"), today - A_DAY: gettext("yesterday"), today + A_DAY: gettext("tomorrow")}
    day = words.get(local.date()) or date_format(local.date(), "F j, Y" if local.year != today.year else "F j")
    return gettext("%(day)s, %(time)s") % {"day": day, "time": time_format(local.time(), "g:i A")}


def ritual_words(ritual: Ritual, titles: Titles) -> str:
    """What, how long, and when."""
    when = when_words(ritual.part, ritual.clock_minutes)
    return " · ".join((titles[ritual.routine], minutes_words(ritual.minutes), when))
