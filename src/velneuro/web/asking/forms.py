"""The form of some questions, and the forms that choose and word them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.asking.questions import ANY, MORNING, SESSION, Question, wording_key
from velneuro.web.people.models import Person
from velneuro.web.people.one_line import OneLine, one_line

Kind = OwnQuestion.Kind
KEYS = [(str(value), str(value)) for value in range(11)]
LONGEST_WORDING = 200
OCCASION_WORDS = {
    SESSION: _("Before and after a session"),
    MORNING: _("In the morning"),
    ANY: _("When I check in"),
}


@dataclass(frozen=True)
class Row:
    """One question as the page shows it."""

    question: Question
    field: forms.BoundField


class AskedForm(forms.Form):
    """Some questions; each may stay open."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.name] = answer_field(question)

    def rows(self) -> Iterator[Row]:
        return (Row(question, self[question.name]) for question in self.questions)

    def scores(self) -> dict[str, int | None]:
        """What was said on the scales; None where it stays open."""
        return {each.name: self.cleaned_data[each.name] for each in self.questions if each.own_id is None}

    def answers(self) -> dict[UUID, Decimal | None]:
        """What was said to own questions, by the question's id."""
        return {each.own_id: self.cleaned_data[each.name] for each in self.questions if each.own_id is not None}


def answer_field(question: Question) -> forms.Field:
    """The field of one question, as strict as its kind."""
    label = question.title
    if question.kind == Kind.NUMBER:
        wrong = gettext("%(question)s: write a number, such as 12 or 12.5.") % {"question": label}
        return forms.DecimalField(
            required=False,
            label=label,
            max_digits=11,
            decimal_places=3,
            error_messages=dict.fromkeys(("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), wrong),
        )
    is_own = question.own_id is not None
    wrong = gettext("%(question)s: choose one of the answers.") % {"question": label}
    return forms.TypedChoiceField(
        required=False,
        label=label,
        coerce=Decimal if is_own else int,
        empty_value=None,
        choices=answer_choices(question),
        error_messages={"invalid_choice": wrong},
    )


def answer_choices(question: Question) -> list[tuple[str, str]]:
    """What can be answered to a question: the values as they are kept, and their words."""
    if question.kind == Kind.YES_NO:
        return [("1", gettext("Yes")), ("0", gettext("No"))]
    if question.kind == Kind.CHOICE:
        return [(str(place), option) for place, option in enumerate(question.options)]
    return KEYS


class AsksForm(forms.Form):
    """What is asked on one occasion."""

    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, own: Iterable[OwnQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scales = [(scale.id, gettext(scale.title)) for scale in catalog().scales.values()]
        mine = [(str(question.pk), question.text) for question in own]
        self["chosen"].field.choices = [*scales, *mine]  # type: ignore[attr-defined]


class WordingsForm(forms.Form):
    """Own words for one scale: right now, and of the last day or night. Empty words are ours again."""

    def __init__(self, *args: Any, scale: str, wordings: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = catalog().scales[scale]
        self.asked = {wording_key(scale, SESSION): shown.question, wording_key(scale, MORNING): shown.morning}
        for key, ours in self.asked.items():
            self.fields[key] = OneLine(
                required=False, max_length=LONGEST_WORDING, label=gettext(ours), initial=wordings.get(key, "")
            )

    def write(self, person: Person) -> None:
        """Keep the words."""
        others = {key: words for key, words in person.wordings.items() if key not in self.asked}
        mine = {key: self.cleaned_data[key] for key in self.asked}
        person.wordings = {**others, **{key: words for key, words in mine.items() if words}}
        person.save(update_fields=["wordings"])


class OwnQuestionForm(forms.Form):
    """A question of one's own. Its kind is chosen once: another kind would give its answers another meaning."""

    text = OneLine(label=_("Your question"), max_length=200)
    kind = forms.ChoiceField(
        label=_("How is it answered?"),
        choices=[
            (Kind.SCALE, _("From 0 to 10")),
            (Kind.YES_NO, _("Yes or no")),
            (Kind.NUMBER, _("A number")),
            (Kind.CHOICE, _("One of a few answers")),
        ],
    )
    unit = OneLine(label=_("What is counted, for a number"), max_length=40, required=False)
    options = forms.CharField(
        label=_("The answers, one a line"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    occasions = forms.MultipleChoiceField(label=_("When is it asked?"), choices=OCCASION_WORDS.items(), required=False)

    def __init__(self, *args: Any, row: OwnQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is not None:
            self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["kind"] = self.row.kind if self.row else values.get("kind")
        lines = (one_line(line) for line in values.get("options", "").splitlines())
        values["options"] = [line for line in lines if line] if values["kind"] == Kind.CHOICE else []
        values["unit"] = values.get("unit", "") if values["kind"] == Kind.NUMBER else ""
        self._check_options(values["kind"], values["options"])
        return values

    def _check_options(self, kind: str | None, options: list[str]) -> None:
        if kind != Kind.CHOICE:
            return
        if not 2 <= len(options) <= 12:
            raise forms.ValidationError(_("Write from 2 to 12 answers, each on its own line."))
        if len(set(options)) < len(options):
            raise forms.ValidationError(_("Two answers are the same. Change one of them."))
        # An answer is kept as its place in the list.
        if self.row and len(options) < len(self.row.options):
            raise forms.ValidationError(_("Keep the answers in their order. Reword them, or add new ones at the end."))
