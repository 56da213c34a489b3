"""Forms around a session: how long, what is at hand, scores, and a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.core.catalog import Scale
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES

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


class StopNoteForm(forms.Form):
    """What was wrong, in the person's own words."""

    note = forms.CharField(
        required=False, max_length=LONGEST_TEXT, label=_("What was wrong?"), widget=forms.Textarea(attrs={"rows": 3})
    )
