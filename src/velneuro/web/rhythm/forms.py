"""A line of the week's plan, and days on which nothing is asked."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.web.people.one_line import OneLine
from velneuro.web.practice.choosing import EVENING
from velneuro.web.practice.forms import minutes_field
from velneuro.web.rhythm.models import Break, Ritual
from velneuro.web.rhythm.words import PART_WORDS

LONGEST_CUE = 120
USUAL_MINUTES = 10
LOOKS_BACK, LOOKS_AHEAD = timedelta(days=366), timedelta(days=2 * 366)
NOT_A_TIME = _("Write the time as hours and minutes, like 21:30, or leave it empty.")
NOT_A_DAY = _("Write the day as year, month and day, like 2026-11-22.")


class LineForm(forms.Form):
    """Which routine, how long, on which days, when, and after what."""

    routine = forms.ChoiceField(
        label=_("Which routine?"), error_messages={"invalid_choice": _("Choose one of these routines.")}
    )
    minutes = minutes_field(_("How many minutes?"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day."), "invalid_choice": _("Choose days of the week.")},
    )
    part = forms.ChoiceField(
        label=_("When in the day?"),
        choices=list(PART_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={name: _("Choose a part of the day.") for name in ("required", "invalid_choice")},
    )
    at = forms.TimeField(
        label=_("At what time? It can stay empty."),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"invalid": NOT_A_TIME},
    )
    cue = OneLine(
        label=_("After what? In your own words."),
        required=False,
        max_length=LONGEST_CUE,
        error_messages={"max_length": _("Use at most 120 letters to say after what.")},
    )

    def __init__(self, *args: Any, routines: list[tuple[str, str]], line: Ritual | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(line)
        super().__init__(*args, **kwargs)
        field = self.fields["routine"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = routines

    def clean_cue(self) -> str:
        """The sentence goes on after it, so it ends without a stop."""
        return str(self.cleaned_data["cue"]).rstrip(",.;: ")

    def written(self) -> dict[str, Any]:
        """The fields of the row."""
        given = self.cleaned_data
        at: time | None = given["at"]
        return {
            "routine": given["routine"],
            "minutes": given["minutes"],
            "weekdays": sorted(set(given["weekdays"])),
            "part": given["part"],
            "clock_minutes": None if at is None else at.hour * 60 + at.minute,
            "cue": given["cue"],
        }


def _initial(line: Ritual | None) -> dict[str, Any]:
    if line is None:
        return {"routine": EVENING, "minutes": USUAL_MINUTES, "weekdays": list(range(7)), "part": Ritual.Part.BEDTIME}
    at = "" if line.clock_minutes is None else f"{time(*divmod(line.clock_minutes, 60)):%H:%M}"
    kept = {name: getattr(line, name) for name in ("routine", "minutes", "weekdays", "part", "cue")}
    return {**kept, "at": at}


class BreakForm(forms.Form):
    """The first and the last day of a break; the last may stay open."""

    since = forms.DateField(
        label=_("First day"), error_messages={"invalid": NOT_A_DAY, "required": _("Choose the first day.")}
    )
    last = forms.DateField(
        label=_("Last day. It can stay empty."), required=False, error_messages={"invalid": NOT_A_DAY}
    )

    def __init__(self, *args: Any, today: date, row: Break | None = None, **kwargs: Any) -> None:
        self.today = today
        until = row.until if row else None
        first, last = row.since if row else today, until - timedelta(days=1) if until else None
        # As a date field of the page takes them.
        kwargs["initial"] = {"since": first.isoformat(), "last": last.isoformat() if last else ""}
        super().__init__(*args, **kwargs)

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if not self.today - LOOKS_BACK <= since <= self.today + LOOKS_AHEAD:
            raise forms.ValidationError(gettext("Choose a first day within the last year or the next two."))
        return since

    def clean_last(self) -> date | None:
        last: date | None = self.cleaned_data["last"]
        since = self.cleaned_data.get("since")
        if last and since and last < since:
            raise forms.ValidationError(gettext("Choose a last day that is not before the first one."))
        if last and last > self.today + LOOKS_AHEAD:
            raise forms.ValidationError(gettext("Choose a last day within the next two years, or leave it empty."))
        return last

    @property
    def until(self) -> date | None:
        """The first day on which it goes on."""
        last: date | None = self.cleaned_data["last"]
        return last + timedelta(days=1) if last else None
