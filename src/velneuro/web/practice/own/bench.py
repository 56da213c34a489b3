"""A routine on the bench: the form in which it is edited, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.ends import only_look
from velneuro.content.given import LONGEST_TITLE, is_pointed
from velneuro.content.library import catalog
from velneuro.core.remaking import TIMES, Part, arranged, moved, parts_of, remade
from velneuro.core.routine import Routine
from velneuro.outputs.sound.voices import voice_names
from velneuro.web.people.models import Person
from velneuro.web.people.questions import ROUTINES_OWN, picture_choice
from velneuro.web.people.words import picture_title
from velneuro.web.practice.forms import minutes_field
from velneuro.web.sound.forms import voice_title
from velneuro.web.sound.models import DEVICE
from velneuro.web.sound.samples import LANG
from velneuro.web.sound.tracks import folders
from velneuro.web.sound.words import music_choices
from velneuro.web.toolkit.keeping import Wishes, name_of

TIME_WORDS = {"less": _("Less time"), "same": _("As it is"), "more": _("More time"), "most": _("Much more time")}
UP, DOWN = -1, 1


class BenchForm(forms.Form):
    """Title, length, and what is different in its sessions alone."""

    title = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )
    minutes = minutes_field(_("How many minutes?"))
    picture = forms.ChoiceField(label=_("Picture for the mind"), required=False)
    voice = forms.ChoiceField(label=_("Voice"), required=False)
    music = forms.ChoiceField(label=_("Music"), required=False)

    def __init__(self, *args: Any, person: Person, routine: Routine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.routine = routine
        as_always = gettext("As in all sessions")
        voices = [(known.name, voice_title(known)) for known in voice_names(LANG, folders())]
        pictures = [(picture.id, gettext(picture.title)) for picture in catalog().pictures.values()]
        self._choose("picture", [("", _usual_picture(person, routine)), *pictures])
        self._choose("voice", [("", as_always), *voices, (DEVICE, gettext("The voice of this device"))])
        self._choose("music", [("", as_always), *music_choices(person)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wishes(self) -> Wishes:
        """What is different in the sessions of this routine."""
        return Wishes(**{name: self.cleaned_data[name] for name in ("voice", "music", "picture")})


def _usual_picture(person: Person, routine: Routine) -> str:
    choice = picture_choice(person.answers)
    known = (routine.picture or "") if choice == ROUTINES_OWN else choice
    return gettext("As in all sessions: %(picture)s") % {"picture": picture_title(known)} if known else ""


def laid_out(routine: Routine, source: Routine | None, sent: QueryDict) -> tuple[Part, ...]:
    """The parts as the page sent them, and the one move that was asked for; as they are when nothing was sent."""
    parts = parts_of(routine, source, only_look(routine))
    if not sent:
        return parts
    parts = arranged(parts, sent.getlist("part"))
    chosen = {*sent.getlist("in")}
    parts = tuple(
        replace(part, is_in=part.stays or part.step.id in chosen, time=_time(sent.get(f"time-{part.step.id}", "")))
        for part in parts
    )
    for way, by in (("up", UP), ("down", DOWN)):
        parts = moved(parts, sent.get(way, ""), by) if way in sent else parts
    return parts


def _time(sent: str) -> str:
    return sent if sent in TIMES else "same"


def becomes(routine: Routine, parts: tuple[Part, ...], form: BenchForm) -> Routine:
    """The routine that the bench holds; the form is valid. It is not checked yet."""
    given = form.cleaned_data
    pointed = [part.step.id for part in parts if is_pointed(part.step, catalog())]
    made = remade(routine, parts, pointed)
    return replace(
        made,
        name=name_of(given["title"]),
        title=given["title"],
        minutes=given["minutes"],
        picture=given["picture"] or routine.picture,
    )
