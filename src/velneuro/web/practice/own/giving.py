"""A routine as something to give: its file, a link that holds it whole, and the link as a picture to scan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from velneuro.core.routine import Routine
from velneuro.outputs.routine_link import KEY, pack
from velneuro.outputs.routine_toml import routine_toml
from velneuro.web.toolkit.own import OWN

# Longer addresses are cut by some programs that send them on, and refused by some servers.
LONGEST_LINK = 4000
# 117 squares a side, each more than two points wide on a phone: about what another phone reads from a hand's distance.
MOST_SCANNED = 25  # the version of a QR code


@dataclass(frozen=True)
class Gift:
    """One routine to give. `link` and `picture` are empty where it is too large for them."""

    file_name: str
    text: str
    link: str
    picture: SafeString

    @property
    def kilobytes(self) -> int:
        """The size of the file, rounded up."""
        return -(-len(self.text.encode()) // 1000)


def gift_of(routine: Routine, base: str) -> Gift:
    """A routine to give by whoever reaches this machine at `base`. Nothing of the person is in it."""
    text = given_text(routine)
    address = f"{base.rstrip('/')}{reverse('receive')}?{urlencode({KEY: pack(text)})}"
    link = address if len(address) <= LONGEST_LINK else ""
    return Gift(file_name(routine), text, link, _picture(link))


def given_text(routine: Routine) -> str:
    """Its file, under the name that its author gave it."""
    return routine_toml(replace(routine, name=routine.name.removeprefix(OWN)))


def file_name(routine: Routine) -> str:
    return f"{routine.name.removeprefix(OWN)}.toml"


def _picture(link: str) -> SafeString:
    """Dark on light in both themes, since many cameras need that; empty for a link that no phone would read."""
    code = segno.make_qr(link, error="l", boost_error=False) if link else None
    if code is None or not isinstance(code.version, int) or code.version > MOST_SCANNED:
        return mark_safe("")
    picture = code.svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(picture)  # noqa: S308  # made of squares alone
