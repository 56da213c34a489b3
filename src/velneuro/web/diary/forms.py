"""What is asked after a session: how the skin looks, and a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from velneuro.web.diary.models import Entry
from velneuro.web.practice.forms import LONGEST_TEXT

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    EntryForm = forms.ModelForm[Entry]
else:
    EntryForm = forms.ModelForm


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
