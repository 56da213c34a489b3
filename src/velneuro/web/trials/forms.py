"""What is chosen before a trial: the question, what is measured, what is done; then its length, and a consent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.content.trial_questions import trial_questions
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES
from velneuro.web.people.models import Person
from velneuro.web.trials.delivering import massages, ways_differ
from velneuro.web.trials.models import Trial
from velneuro.web.trials.planning import LOOKS, SIZES, USUAL_NIGHTS
from velneuro.web.trials.words import LOOK_WORDS, OUTCOMES

USUAL_MINUTES, USUAL_LONGER = 15, 30
LEAST_LONGER = 5  # minutes more: a difference that nobody can feel is no question
CHOSEN = "evening-feet-and-legs"
SAME = _("Here both ways would be the same. Choose another routine, more minutes, or another question.")


class QuestionForm(forms.Form):
    """A question, its outcome, and the session that it is about, for this person."""

    question = forms.ChoiceField(label=_("What do you want to find out?"))
    outcome = forms.ChoiceField(label=_("What will tell you? One thing, asked each morning."))
    routine = forms.ChoiceField(label=_("Which routine?"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=USUAL_MINUTES
    )
    minutes_longer = forms.IntegerField(
        label=_("Minutes of the long session"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        initial=USUAL_LONGER,
        required=False,
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        questions = trial_questions().values()
        self.choose("question", [(question.id, gettext(question.title)) for question in questions])
        self.choose("outcome", [(name, title) for name, (title, _) in OUTCOMES.items() if name in catalog().scales])
        self.choose("routine", [(each.name, gettext(each.title)) for each in massages()])
        self.fields["routine"].initial = CHOSEN

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        question = trial_questions().get(given.get("question", ""))
        if question is None or "minutes" not in given:
            return given
        lasts_alike = not any(way.longer for way in question.ways)
        longer = given["minutes"] if lasts_alike else given.get("minutes_longer") or 0
        if not lasts_alike and longer < given["minutes"] + LEAST_LONGER:
            self.add_error(
                "minutes_longer",
                gettext("Make the long session at least %(minutes)d minutes longer.") % {"minutes": LEAST_LONGER},
            )
        chosen = {**given, "minutes_longer": longer, "routine": question.routine or given.get("routine") or CHOSEN}
        if not self.errors and not ways_differ(Trial(person=self.person, **chosen), self.person):
            self.add_error("routine", SAME)
        return chosen

    def trial(self, now: datetime) -> Trial:
        """The trial as it was chosen, not saved yet."""
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        return Trial(person=self.person, made_at=now, **chosen)


class PlanForm(forms.Form):
    """How many nights, when to look, and that it was read what a trial can and cannot tell."""

    nights = forms.TypedChoiceField(
        label=_("How many nights?"), coerce=int, choices=[(nights, nights) for nights in SIZES], initial=USUAL_NIGHTS
    )
    looks = forms.ChoiceField(
        label=_("When do you want to look?"), choices=[(look, LOOK_WORDS[look]) for look in LOOKS], initial="end"
    )
    agreed = forms.BooleanField(
        label=_("I have read this, and I want to start."),
        error_messages={"required": _("Tick that you have read it, then start.")},
    )
