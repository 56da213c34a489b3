"""Words for the sound: music, levels, loudness."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.music import pieces
from velneuro.outputs.sound.music import OWN
from velneuro.outputs.sound.spec import LOUDEST_LUFS, NO_MUSIC
from velneuro.web.people.models import Person
from velneuro.web.sound.models import OwnMusic

LEVEL_WORDS = {0: _("Off"), 1: _("Soft"), 2: _("Medium"), 3: _("Full")}
LOUDNESS_WORDS = {-23: _("Quiet bedroom"), -19: _("Usual"), int(LOUDEST_LUFS): _("Louder")}


def music_choices(person: Person) -> Iterator[tuple[str, str]]:
    """Name and title of all that may lie under the voice: none, the pieces, the person's own."""
    yield NO_MUSIC, gettext("No music")
    yield from ((piece.name, gettext(piece.title)) for piece in pieces())
    yield from ((OWN + own.key, own.title) for own in OwnMusic.objects.filter(person=person))
