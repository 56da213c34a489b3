"""Forms of the body map: what it feels like and how strong, at one place or at several at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.core.body import LIMBS, split
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.marks import Felt, Marks, in_order, opposite
from velneuro.web.body_map.words import LIMB_TITLES, felt_words
from velneuro.web.people.words import KIND_WORDS, place_words

LEVELS = [(str(level), str(level)) for level in range(11)]
CLEAR = "clear"  # the button that says: there is nothing


@dataclass(frozen=True)
class KindRow:
    """One kind of feeling as the page shows it: a box to tick, and keys from 0 to 10."""

    kind: str
    tick: forms.BoundField
    level: forms.BoundField


class FeltForm(forms.Form):
    """What is felt: any of the kinds, each with its level."""

    def __init__(self, *args: Any, felt: Felt, **kwargs: Any) -> None:
        levels = {f"{kind}-level": str(level) for kind, level in felt.items()}
        kwargs["initial"] = {**dict.fromkeys(felt, True), **levels, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            self.fields[kind] = forms.BooleanField(required=False, label=KIND_WORDS[kind])
            self.fields[f"{kind}-level"] = forms.TypedChoiceField(
                required=False, coerce=int, empty_value=None, choices=LEVELS
            )

    @property
    def clears(self) -> bool:
        """True when the person tapped the button for "nothing here"."""
        return CLEAR in self.data

    def rows(self) -> Iterator[KindRow]:
        return (KindRow(kind, self[kind], self[f"{kind}-level"]) for kind in KINDS)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ticked = [kind for kind in KINDS if values.get(kind)]
        if not ticked and not self.clears:
            raise forms.ValidationError(_("Tick what it feels like. Or tap the button for nothing."))
        for kind in ticked:
            if values.get(f"{kind}-level") is None and not self.clears:
                # A guessed number would decide how hard a sore place is touched.
                self.add_error(None, gettext("%(kind)s: tap a number from 0 to 10.") % {"kind": KIND_WORDS[kind]})
        return values

    def felt(self) -> dict[str, int]:
        """What was ticked, with its levels; nothing when the place was cleared."""
        ticked = () if self.clears else (kind for kind in KINDS if self.cleaned_data[kind])
        return {kind: self.cleaned_data[f"{kind}-level"] for kind in ticked}


class PlaceForm(FeltForm):
    """What is felt at one place, and how far it reaches."""

    reach = forms.ChoiceField(required=False)
    both = forms.BooleanField(required=False)

    def __init__(self, *args: Any, place: str, marks: Marks, **kwargs: Any) -> None:
        self.place, self.marks = place, marks
        super().__init__(*args, felt=marks.get(place, {}), initial={"reach": place}, **kwargs)
        choices = [(wider, place_words(wider)) for wider in _areas_around(place)]
        self["reach"].field.choices = [(place, _("Only here")), *choices]  # type: ignore[attr-defined]
        other = place_words(opposite(place).split("-")[0] + "-" + catalog().body.zones[split(place)[1]].limb)
        self.fields["both"].label = gettext("The same on the %(limb)s") % {"limb": other}

    def changes(self) -> dict[str, dict[str, int]]:
        """What to set where. Beyond the place itself, kinds that were not said here are left as they are."""
        felt, places = self.felt(), self._places()
        others = {} if self.clears else {place: {**self.marks.get(place, {}), **felt} for place in places}
        return {**dict.fromkeys(places, felt), **others, self.place: felt}

    def _places(self) -> list[str]:
        reach = self.cleaned_data["reach"] or self.place
        areas = [reach, opposite(reach)] if self.cleaned_data["both"] else [reach]
        body = catalog().body
        return in_order(frozenset().union(*map(body.leaf_places, areas)), body)


def _areas_around(place: str) -> list[str]:
    """The areas that a leaf place is part of, the smallest first."""
    body, (side, zone) = catalog().body, split(place)
    around = [name for name in body.zones if name != zone and zone in body.leaves(name)]
    return [f"{side}-{name}" for name in sorted(around, key=lambda name: len(body.leaves(name)))]


@dataclass(frozen=True)
class ZoneRow:
    """One zone of the list: its name, what is marked there, and a box for the left and the right side."""

    title: str
    marked: str
    boxes: tuple[Any, ...]


class SeveralForm(FeltForm):
    """The whole body as a list: tick places and areas, say what is felt there."""

    places = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, marks: Marks, **kwargs: Any) -> None:
        self.marks = marks
        super().__init__(*args, felt={}, **kwargs)
        choices = [(place, _place_and_felt(place, marks)) for place in catalog().body.places]
        self["places"].field.choices = choices  # type: ignore[attr-defined]

    def limbs(self) -> Iterator[tuple[str, list[ZoneRow], list[ZoneRow]]]:
        """For each limb its title, its areas, and its single places."""
        boxes = {box.data["value"]: box for box in self["places"].subwidgets}
        zones = catalog().body.zones
        for limb in LIMBS:
            here = [name for name in zones if zones[name].limb == limb]
            areas = [self._row(name, boxes) for name in reversed(here) if zones[name].parts]
            single = [self._row(name, boxes) for name in here if not zones[name].parts]
            yield str(LIMB_TITLES[limb]), areas, single

    def _row(self, zone: str, boxes: dict[str, Any]) -> ZoneRow:
        left, right = (felt_words(self.marks.get(f"{side}-{zone}", {})) for side in ("left", "right"))
        parts = [
            gettext("left: %(felt)s") % {"felt": left} if left else "",
            gettext("right: %(felt)s") % {"felt": right} if right else "",
        ]
        title = capfirst(gettext(catalog().body.zones[zone].title))
        return ZoneRow(title, " · ".join(filter(None, parts)), (boxes[f"left-{zone}"], boxes[f"right-{zone}"]))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("places"):
            raise forms.ValidationError(_("Tick where it is."))
        return values

    def changes(self) -> dict[str, dict[str, int]]:
        """What to set where; kinds that were not said stay as they are."""
        body, felt = catalog().body, self.felt()
        places = in_order(frozenset().union(*map(body.leaf_places, self.cleaned_data["places"])), body)
        return {place: {} if self.clears else {**self.marks.get(place, {}), **felt} for place in places}


def _place_and_felt(place: str, marks: Marks) -> str:
    felt = felt_words(marks.get(place, {}))
    return gettext("%(place)s: %(felt)s") % {"place": place_words(place), "felt": felt} if felt else place_words(place)
