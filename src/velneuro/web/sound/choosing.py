"""From a person's choice to the sound of a session, and what takes the place of a voice or music that is gone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django.http import Http404

from velneuro.core.problem import VelNeuroError
from velneuro.outputs.sound.music import bed
from velneuro.outputs.sound.spec import NO_MUSIC, NO_VOICE, Levels
from velneuro.outputs.sound.spec import SoundChoice as Sound
from velneuro.outputs.sound.voices import BUILT_IN, Guide, guide
from velneuro.web.people.models import Person
from velneuro.web.sound.models import DEVICE, NOT_PICKED, SoundChoice
from velneuro.web.sound.tracks import folders

log = logging.getLogger(__name__)


def choice_of(person: Person) -> SoundChoice:
    """What the person chose; the usual, not saved, when they chose nothing yet."""
    return SoundChoice.objects.filter(person=person).first() or SoundChoice(person=person)


def voices_in_use() -> list[str]:
    """The built-in voice, which speaks where no other does, and those that somebody chose."""
    chosen = SoundChoice.objects.exclude(voice__in=(NOT_PICKED, DEVICE)).values_list("voice", flat=True)
    return list(dict.fromkeys((BUILT_IN, *chosen)))


def pick_voice(person: Person, name: str) -> str:
    """Keep the voice that was picked of the two that are offered first. Raises Http404 for another."""
    if name not in (BUILT_IN, DEVICE):
        raise Http404
    SoundChoice.objects.update_or_create(person=person, defaults={"voice": name})
    return name


def sound_of(choice: SoundChoice) -> Sound:
    """The choice as a session keeps it; until a voice is picked, the built-in one speaks."""
    return Sound(
        voice=BUILT_IN if choice.voice == NOT_PICKED else choice.voice,
        music=choice.music,
        levels=Levels(choice.level_voice, choice.level_music, choice.level_chime),
        lufs=float(choice.lufs),
        channels=2 if choice.stereo else 1,
    )


def written(sound: Sound) -> dict[str, Any]:
    """A sound as JSON values."""
    return asdict(sound)


def read(kept: Mapping[str, Any]) -> Sound:
    """The sound that was written."""
    return Sound(**{**kept, "levels": Levels(**kept["levels"])})


def possible(sound: Sound, lang: str) -> Sound:
    """The sound without what cannot be had: another voice, or none; no music. A session is never lost over it."""
    return replace(sound, voice=_voice(sound.voice, lang), music=_music(sound.music, sound.channels))


def _voice(name: str, lang: str) -> str:
    if name in (DEVICE, NO_VOICE):
        return NO_VOICE
    fitting = (known for known in dict.fromkeys((name, BUILT_IN)) if speaking(known, lang))
    return next(fitting, NO_VOICE)


def speaking(name: str, lang: str) -> Guide | None:
    """The voice of that name; None, and a line in the log, when it does not work."""
    with Spared(f"voice {name}"):
        return guide(name, lang, folders())
    return None


def _music(name: str, channels: int) -> str:
    if name == NO_MUSIC:
        return name
    with Spared(f"music {name}"):
        bed(name, channels, folders())
        return name
    return NO_MUSIC


class Spared:
    """What fails in the block is told in the log, and the rest goes on without it."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _at: object) -> bool:
        if not isinstance(error, VelNeuroError | OSError):
            return False
        log.warning("%s: %s", self._what, error)
        return True
