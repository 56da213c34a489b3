"""Forms around a session: how long, what is at hand, scores, and a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.core.catalog import Scale
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES
from velneuro.web.diary.models import Entry

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    EntryForm = forms.ModelForm[Entry]
else:
    EntryForm = forms.ModelForm

KEYS = [(str(value), str(value)) for value in range(11)]
LONGEST_TEXT = 4000


class MinutesForm(forms.Form):
    """How many minutes."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        error_messages={"invalid": _("Use a whole number of minutes, from 3 to 45.")},
    )


@dataclass(frozen=True)
class ScaleRow:
    """One 0 to 10 question as the page shows it."""

    scale: Scale
    field: forms.BoundField


class ScoresForm(forms.Form):
    """The 0 to 10 questions of a person; each may stay open."""

    def __init__(self, *args: Any, scales: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = [catalog().scales[name] for name in scales]
        for scale in self.scales:
            self.fields[scale.id] = forms.TypedChoiceField(
                required=False, coerce=int, empty_value=None, choices=KEYS, label=scale.question
            )

    def rows(self) -> Iterator[ScaleRow]:
        return (ScaleRow(scale, self[scale.id]) for scale in self.scales)

    def given(self) -> dict[str, int]:
        """The scores that were given, by scale."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class SkinForm(EntryForm):
    """How the skin looks afterwards."""

    class Meta:
        model = Entry
        fields = ("skin",)

    skin = forms.ChoiceField(
        required=False,
        choices=[
            (Entry.Skin.FINE, _("It looks as before")),
            (Entry.Skin.CHANGED, _("Something is red, sore or new")),
        ],
    )


class WordsForm(EntryForm):
    """One line of what went well, and a note."""

    class Meta:
        model = Entry
        fields = ("went_well", "note")

    went_well = forms.CharField(required=False, max_length=LONGEST_TEXT, label=_("One thing that went well"))
    note = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=_("A note for yourself"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StopNoteForm(forms.Form):
    """What was wrong, in the person's own words."""

    note = forms.CharField(
        required=False, max_length=LONGEST_TEXT, label=_("What was wrong?"), widget=forms.Textarea(attrs={"rows": 3})
    )
