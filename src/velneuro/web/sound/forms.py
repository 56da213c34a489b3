"""What can be chosen about the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velneuro.outputs.sound.voices import BUILT_IN, VoiceName, voice_names
from velneuro.web.people.models import Person
from velneuro.web.sound.models import DEVICE, NOT_PICKED, SoundChoice
from velneuro.web.sound.samples import LANG
from velneuro.web.sound.tracks import folders
from velneuro.web.sound.words import LEVEL_WORDS, LOUDNESS_WORDS, music_choices

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    ChoiceForm = forms.ModelForm[SoundChoice]
else:
    ChoiceForm = forms.ModelForm

LEVELS = ("level_voice", "level_music", "level_chime")


class SoundForm(ChoiceForm):
    """Voice, music, three levels, loudness, stereo."""

    voice = forms.ChoiceField(label=_("Voice"))
    music = forms.ChoiceField(label=_("Music"))
    level_voice = forms.TypedChoiceField(label=_("Voice"), coerce=int, choices=list(LEVEL_WORDS.items()))
    level_music = forms.TypedChoiceField(label=_("Music"), coerce=int, choices=list(LEVEL_WORDS.items()))
    level_chime = forms.TypedChoiceField(label=_("Chime"), coerce=int, choices=list(LEVEL_WORDS.items()))
    lufs = forms.TypedChoiceField(label=_("Loudness of it all"), coerce=int, choices=list(LOUDNESS_WORDS.items()))

    class Meta:
        model = SoundChoice
        fields = ("voice", "music", *LEVELS, "lufs", "stereo")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voice_names(LANG, folders())
        names = [(known.name, voice_title(known)) for known in self.voices]
        self.fields["voice"].choices = [*names, (DEVICE, gettext("The voice of this device"))]  # type: ignore[attr-defined]
        self.fields["music"].choices = list(music_choices(person))  # type: ignore[attr-defined]
        # Until somebody picks, the built-in voice speaks, so that is what the page shows.
        if self.initial.get("voice") == NOT_PICKED:
            self.initial["voice"] = BUILT_IN

    def levels(self) -> list[forms.BoundField]:
        return [self[name] for name in LEVELS]


def voice_title(known: VoiceName) -> str:
    """The title of a voice; the words of the built-in one are ours to translate."""
    if known.name == BUILT_IN:
        return gettext("Calm, built in")
    if not known.missing:
        return known.title
    missing = ngettext("%(n)d sentence by the built-in voice", "%(n)d sentences by the built-in voice", known.missing)
    return f"{known.title} ({missing % {'n': known.missing}})"
