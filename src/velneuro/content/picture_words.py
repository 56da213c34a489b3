"""What a picture for the mind sounds like: its short form, to be read or heard before it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from velneuro.content.library import catalog, voice
from velneuro.core.catalog import PICTURE_S


def short_form(name: str, lang: str) -> Mapping[str, str]:
    """The sentences of its shortest form by the ids of their clips, the first phrasing of each.

    Raises KeyError for an unknown picture.
    """
    picture, said = catalog().pictures[name], voice(lang).sentences
    names = (*picture.begin, *picture.forms[min(PICTURE_S)], *picture.end)
    return {f"{each}.1": said[each][0] for each in names}
