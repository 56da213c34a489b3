"""Forms about a person: what they told us, their name, what is asked. Each reads the answers and writes to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog, voice
from velneuro.content.picture_words import short_form
from velneuro.core.body import LIMB_PLACES, SIDES
from velneuro.core.catalog import KINDS, SURPRISE, SignRule
from velneuro.web.people.models import LATEST_DAY_START, LONGEST_NAME, Person
from velneuro.web.people.one_line import OneLine
from velneuro.web.people.questions import NO_PICTURE, PLACES, ROUTINES_OWN, Answers, feelings, picture_choice
from velneuro.web.people.words import (
    ABILITY_WORDS,
    KIND_WORDS,
    PALETTE_WORDS,
    picture_about,
    picture_title,
    place_words,
)
from velneuro.web.people.zones import zone_names

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    PersonForm = forms.ModelForm[Person]
else:
    PersonForm = forms.ModelForm

LANG = "en"
NOTHING = "none"  # the button that says: I was asked, and there is nothing


class AnswerForm(forms.Form):
    """A question whose answer is some keys of the person file."""

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        self.answers = answers
        kwargs["initial"] = self.read(answers)
        super().__init__(*args, **kwargs)

    @property
    def said_nothing(self) -> bool:
        """True when the person tapped the button for "none of it"."""
        return NOTHING in self.data

    def read(self, answers: Answers) -> dict[str, Any]:
        """The field values of given answers."""
        raise NotImplementedError

    def written(self) -> dict[str, Any]:
        """The keys of the person file that this form decides."""
        raise NotImplementedError


@dataclass(frozen=True)
class SignRow:
    """One sign as the page shows it."""

    rule: SignRule
    tick: forms.BoundField
    places: forms.BoundField | None
    cleared: forms.BoundField | None


class SignsForm(AnswerForm):
    """Signs to tick, each with its places, and a clinician's yes where one is needed."""

    conflict = _("You ticked a sign and tapped the button for none. Untick it, or tap the other button.")
    nothing_said = _("Tick what fits, or tap the button for none.")

    def __init__(self, *args: Any, when: str, ask_yes: bool = True, **kwargs: Any) -> None:
        self.rules = [rule for rule in catalog().signs.values() if rule.when == when]
        self.ask_yes = ask_yes
        super().__init__(*args, **kwargs)
        for rule in self.rules:
            self._add_fields(rule)

    def _add_fields(self, rule: SignRule) -> None:
        self.fields[rule.id] = forms.BooleanField(required=False, label=gettext(rule.ask))
        if len(rule.where) > 1:
            self.fields[f"{rule.id}-where"] = forms.MultipleChoiceField(
                required=False, choices=[(place, place_words(place)) for place in rule.where], label=_("Where is it?")
            )
        if self.ask_yes and "ASK" in rule.actions:
            self.fields[f"{rule.id}-cleared"] = forms.BooleanField(
                required=False, label=_("My clinician said yes to gentle massage")
            )

    def rows(self) -> Iterator[SignRow]:
        for rule in self.rules:
            where, cleared = f"{rule.id}-where", f"{rule.id}-cleared"
            yield SignRow(
                rule,
                self[rule.id],
                self[where] if where in self.fields else None,
                self[cleared] if cleared in self.fields else None,
            )

    def read(self, answers: Answers) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for entry in answers.get("sign", ()):
            where = entry.get("where", [])
            values[entry["id"]] = True
            values[f"{entry['id']}-where"] = [where] if isinstance(where, str) else where
            values[f"{entry['id']}-cleared"] = entry.get("cleared", False)
        return values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ticked = any(values.get(rule.id) for rule in self.rules)
        if self.said_nothing and ticked:
            raise forms.ValidationError(self.conflict)
        # An empty form is no answer: only the button for none says that nothing is there.
        if not self.said_nothing and not ticked:
            raise forms.ValidationError(self.nothing_said)
        return values

    def present(self) -> list[dict[str, Any]]:
        """The ticked signs as entries of a person file."""
        return [self._entry(rule) for rule in self.rules if self.cleaned_data.get(rule.id)]

    def _entry(self, rule: SignRule) -> dict[str, Any]:
        entry: dict[str, Any] = {"id": rule.id}
        if where := self.cleaned_data.get(f"{rule.id}-where"):
            entry["where"] = where
        if self.cleaned_data.get(f"{rule.id}-cleared"):
            entry["cleared"] = True
        return entry

    def written(self) -> dict[str, Any]:
        return {"sign": self.present()}


class WhereForm(AnswerForm):
    """Where it is felt, what it is like, and how strong."""

    places = forms.MultipleChoiceField(required=False)
    kinds = forms.MultipleChoiceField(required=False, choices=[(kind, KIND_WORDS[kind]) for kind in KINDS])
    level = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(str(n), str(n)) for n in range(11)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = [name for name in PLACES if name in catalog().body.zones]
        choices = [(f"{side}-{zone}", place_words(f"{side}-{zone}")) for zone in self.zones for side in SIDES]
        self["places"].field.choices = choices  # type: ignore[attr-defined]

    def rows(self) -> Iterator[tuple[str, Sequence[forms.boundfield.BoundWidget]]]:
        """One row for each zone: its name, then the boxes of the left and the right side."""
        boxes = {box.data["value"]: box for box in self["places"].subwidgets}
        for zone in self.zones:
            title = gettext(catalog().body.zones[zone].title)
            yield title, [boxes[f"left-{zone}"], boxes[f"right-{zone}"]]

    def read(self, answers: Answers) -> dict[str, Any]:
        marks = answers.get("feel", ())
        levels = [mark["level"] for mark in marks]
        return {
            "places": sorted({mark["zone"] for mark in marks}),
            "kinds": sorted({mark["kind"] for mark in marks}),
            "level": str(max(levels)) if levels else None,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        places, kinds = values.get("places"), values.get("kinds")
        if self.said_nothing and (places or kinds):
            raise forms.ValidationError(_("You ticked a place and tapped the button for nowhere. Which is right?"))
        if not self.said_nothing and not (places and kinds):
            raise forms.ValidationError(_("Tick where it is and what it is like. Or skip this question."))
        return values

    def written(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"feel": feelings(values["places"], values["kinds"], values["level"])}


class ListForm(AnswerForm):
    """A list of things to tick, kept under one key."""

    key: str
    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["chosen"].field.choices = list(self.offered())  # type: ignore[attr-defined]

    def offered(self) -> Iterable[tuple[str, Any]]:
        raise NotImplementedError

    def read(self, answers: Answers) -> dict[str, Any]:
        return {"chosen": answers.get(self.key, [])}

    def written(self) -> dict[str, Any]:
        return {self.key: self.cleaned_data["chosen"]}


class HandsForm(ListForm):
    key = "hands"

    def offered(self) -> Iterable[tuple[str, Any]]:
        return ABILITY_WORDS.items()


class ThingsForm(ListForm):
    key = "have"

    def offered(self) -> Iterable[tuple[str, Any]]:
        return ((thing.id, gettext(thing.title)) for thing in catalog().supplies.values())


class LimbsForm(ListForm):
    key = "limbs"

    def read(self, answers: Answers) -> dict[str, Any]:
        return {"chosen": answers.get(self.key, LIMB_PLACES)}

    def offered(self) -> Iterable[tuple[str, Any]]:
        return ((place, place_words(place)) for place in LIMB_PLACES)


class TouchForm(AnswerForm):
    """How firm it may be, and whether to picture something."""

    pressure = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    visualization = forms.TypedChoiceField(
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=[("yes", _("Yes, a calm picture in my mind")), ("no", _("No pictures, just touch and breath"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["pressure"].field.choices = list(pressure_choices())  # type: ignore[attr-defined]

    def read(self, answers: Answers) -> dict[str, Any]:
        picture = {True: "yes", False: "no"}.get(answers.get("visualization", ""))
        return {"pressure": answers.get("pressure"), "visualization": picture}

    def written(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {name: values[name] for name in ("pressure", "visualization") if values[name] is not None}


@dataclass(frozen=True)
class PictureRow:
    """One choice of picture: a line about it, and for a picture itself the words of its short form."""

    tick: forms.boundfield.BoundWidget
    about: str
    words: tuple[str, ...]


class PictureForm(AnswerForm):
    """Which picture for the mind: the routine's own, one of the library, another one each time, or none."""

    picture = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (ROUTINES_OWN, *catalog().pictures, SURPRISE, NO_PICTURE)
        self["picture"].field.choices = [(name, picture_title(name)) for name in names]  # type: ignore[attr-defined]

    def rows(self) -> Iterator[PictureRow]:
        """One row for each choice, in the order of the page."""
        for tick in self["picture"].subwidgets:
            name = tick.data["value"]
            is_told = name in catalog().pictures
            words = tuple(short_form(name, LANG).values()) if is_told else ()
            yield PictureRow(tick, picture_about(name), words)

    def read(self, answers: Answers) -> dict[str, Any]:
        return {"picture": picture_choice(answers)}

    def written(self) -> dict[str, Any]:
        name = self.cleaned_data["picture"]
        kept = {} if name in (NO_PICTURE, ROUTINES_OWN) else {"picture": name}
        return {"visualization": name != NO_PICTURE, **kept}


def pressure_choices() -> Iterator[tuple[str, str]]:
    """The levels in the guide's own words."""
    for level, words in enumerate(voice("en").pressure):
        yield str(level), f"{gettext(words.word)}: {gettext(words.like)}"


class NameForm(PersonForm):
    """A person's name, time zone, and when their day starts."""

    class Meta:
        model = Person
        fields = ("name", "time_zone", "day_starts")

    name = OneLine(label=_("Name"), max_length=LONGEST_NAME)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(name, name) for name in zone_names()])
    day_starts = forms.TypedChoiceField(label=_("My day starts at"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minutes = sorted({*range(0, LATEST_DAY_START + 1, 30), self.instance.day_starts})
        clock = [(str(each), time_format(time(*divmod(each, 60)), "g:i A")) for each in minutes]
        self["day_starts"].field.choices = clock  # type: ignore[attr-defined]

    def clean_day_starts(self) -> int:
        """Where it was not asked, it stays."""
        given: int | None = self.cleaned_data["day_starts"]
        return self.instance.day_starts if given is None else given

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Person.objects.filter(account_id=self.instance.account_id, name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Somebody here has this name. Choose another one."))
        return name


class LookForm(PersonForm):
    """How limbs and hands are colored."""

    class Meta:
        model = Person
        fields = ("palette",)

    palette = forms.ChoiceField(choices=lambda: PALETTE_WORDS.items(), widget=forms.RadioSelect)


class PasswordForm(forms.Form):
    """A password for other devices; typed once and shown, since weak eyes and numb fingers mistype."""

    password = forms.CharField(label=_("New password"), max_length=200, strip=False)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


QUESTION_FORMS: dict[str, type[AnswerForm]] = {
    "signs": SignsForm,
    "where": WhereForm,
    "hands": HandsForm,
    "touch": TouchForm,
    "things": ThingsForm,
    "picture": PictureForm,
    "limbs": LimbsForm,
}
