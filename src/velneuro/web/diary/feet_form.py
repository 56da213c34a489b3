"""The questions of the daily foot check: each item on the left and on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.foot_check import FootItem, foot_check
from velneuro.web.diary.forms import WhenForm
from velneuro.web.feet.models import Finding
from velneuro.web.people.forms import NOTHING

SIDES = [(Finding.Side.LEFT.value, _("left foot")), (Finding.Side.RIGHT.value, _("right foot"))]
# A finding whose side is not known came with an import; it stays, and can be unticked.
SIDES_KEPT = [*SIDES, (Finding.Side.UNSAID.value, _("side not said"))]


@dataclass(frozen=True)
class Row:
    """One item as the page shows it."""

    item: FootItem
    field: forms.BoundField


class FeetForm(WhenForm):
    """What was found. An empty form is no answer: only the button for none says that all is fine."""

    def __init__(self, *args: Any, found: Iterable[Finding] = (), drafting: bool = False, **kwargs: Any) -> None:
        sides: dict[str, list[str]] = {}
        for finding in found:
            sides.setdefault(finding.item, []).append(finding.side)
        super().__init__(*args, **{**kwargs, "initial": {**sides, **kwargs.get("initial", {})}})
        self.drafting = drafting
        for item in foot_check().items.values():
            unsaid = Finding.Side.UNSAID.value in sides.get(item.id, ())
            self.fields[item.id] = forms.MultipleChoiceField(
                required=False, choices=SIDES_KEPT if unsaid else SIDES, label=gettext(item.question)
            )

    def rows(self) -> Iterator[Row]:
        return (Row(item, self[item.id]) for item in foot_check().items.values())

    def was_asked(self, item: str) -> bool:
        """A page asks every item; a draft brings those that were touched."""
        return item in self.data or not self.drafting

    def found(self) -> list[str]:
        """Item and side of each finding, as a snapshot names it."""
        return [f"{item} {side}".strip() for item in foot_check().items for side in self.cleaned_data.get(item) or ()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ticked = any(values.get(item) for item in foot_check().items)
        if NOTHING in self.data and ticked:
            raise forms.ValidationError(
                _("You ticked something and tapped the button for all fine. Untick it, or tap the other button.")
            )
        if NOTHING not in self.data and not ticked and not self.drafting:
            raise forms.ValidationError(_("Tick what you found, or tap the button for all fine."))
        return values
