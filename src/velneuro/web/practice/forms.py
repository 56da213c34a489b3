"""Forms around a session: how long, what is at hand, scores, and a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES

if TYPE_CHECKING:  # Django has it for type checkers alone
    from django.utils.functional import _StrPromise

LONGEST_TEXT = 4000


def minutes_field(label: _StrPromise) -> forms.IntegerField:
    """The length of a session; whatever does not fit gets the same sentence."""
    return forms.IntegerField(
        label=label,
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Use a whole number of minutes, from 3 to 45.")
        ),
    )


class MinutesForm(forms.Form):
    """How many minutes."""

    minutes = minutes_field(_("Minutes"))


class StopNoteForm(forms.Form):
    """What was wrong, in the person's own words."""

    note = forms.CharField(
        required=False, max_length=LONGEST_TEXT, label=_("What was wrong?"), widget=forms.Textarea(attrs={"rows": 3})
    )
