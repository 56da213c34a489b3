"""What is asked in the diary. The pages and the calls of the phone read the same forms, so both are equally strict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.web.asking.forms import AskedForm
from velneuro.web.diary.entries import Said
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.practice.forms import LONGEST_TEXT

Kind = Happening.Kind
OVERALL_WORDS = {
    7: _("Very much better"),
    6: _("Much better"),
    5: _("A little better"),
    4: _("About the same"),
    3: _("A little worse"),
    2: _("Much worse"),
    1: _("Very much worse"),
}
SKIN_WORDS = {
    Entry.Skin.FINE: _("It looks as before"),
    Entry.Skin.CHANGED: _("Something is red, sore or new"),
}
FIRST_YEAR = 1900
TOO_LONG = {"max_length": _("%(limit_value)d letters fit in one note, and here are %(show_value)d. Make it shorter.")}


class WordsForm(forms.Form):
    """One line of what went well, and a note."""

    went_well = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=_("One thing that went well"),
        error_messages=TOO_LONG,
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=_("A note for yourself"),
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhenForm(forms.Form):
    """When it was, by the clock of its time zone."""

    date = forms.DateField(
        required=False, label=_("Day"), error_messages={"invalid": _("Write the day as 2026-11-30.")}
    )
    time = forms.TimeField(required=False, label=_("Time"), error_messages={"invalid": _("Write the time as 21:30.")})

    def __init__(self, *args: Any, at: datetime, now: datetime, zone: ZoneInfo, **kwargs: Any) -> None:
        self.at, self.now, self.zone = at, now, zone
        local = at.astimezone(zone)
        clock = {"date": local.date().isoformat(), "time": local.strftime("%H:%M")}
        super().__init__(*args, **{**kwargs, "initial": {**clock, **kwargs.get("initial", {})}})

    def moment(self, names: Iterable[str] = ("date", "time")) -> datetime:
        """The moment that was chosen; the clock of before where a part was left as it was or open."""
        local = self.at.astimezone(self.zone)
        day = (self.cleaned_data.get("date") if "date" in names else None) or local.date()
        clock = (self.cleaned_data.get("time") if "time" in names else None) or local.time()
        same = day == local.date() and clock.replace(second=0) == local.time().replace(second=0, microsecond=0)
        return self.at if same else datetime.combine(day, clock, self.zone)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        # A minute is room for a phone whose clock runs a little ahead.
        if not self.errors and self.moment(self.data) > self.now + timedelta(minutes=1):
            self.add_error("date", _("That is still to come. Choose a time that has passed."))
        if not self.errors and self.moment(self.data).year < FIRST_YEAR:
            self.add_error("date", _("That is too long ago. Choose a later day."))
        return values


class EntryForm(AskedForm, WordsForm, WhenForm):
    """Everything that an entry may hold. A page shows the part of it that belongs to its moment."""

    skin = forms.ChoiceField(required=False, choices=SKIN_WORDS.items())
    overall = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(str(step), words) for step, words in OVERALL_WORDS.items()],
        label=_("How are your feet or hands, compared with a week ago?"),
    )
    own_fields = ("went_well", "note", "skin", "overall")

    def said(self) -> Said:
        """What was said in the fields that came with the request: what a page did not ask stays as it was."""
        came = set(self.data)
        return Said(
            {name: self.cleaned_data[name] for name in self.own_fields if name in came},
            {name: value for name, value in self.scores().items() if name in came},
            {each.own_id: self.cleaned_data[each.name] for each in self.questions if each.own_id and each.name in came},
        )


HAPPENING_WORDS = {
    Kind.FLARE: (_("A flare day"), _("What was it like? You may leave this open.")),
    Kind.MEDICINE: (_("A change of medicine"), _("Which one, and what changed?")),
    Kind.SIDE_EFFECT: (_("A side effect"), _("What did you notice?")),
    Kind.CARE: (_("Other care"), _("What was it, for instance a visit or an exercise?")),
}


class HappeningForm(WhenForm):
    """Something that happened on a day."""

    text = forms.CharField(
        required=False, max_length=LONGEST_TEXT, error_messages=TOO_LONG, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["text"].label = str(HAPPENING_WORDS[Kind(kind)][1])

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        if not text and "text" in self.data and self.kind != Kind.FLARE:
            raise forms.ValidationError(gettext("Write a few words, so that you know later what it was."))
        return text
