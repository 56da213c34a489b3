"""A whole routine in a link: the link holds the text itself, so that nobody has to be asked for it."""

from __future__ import annotations

import base64
import re
import zlib
from functools import cache
from pathlib import Path

from velneuro.core.problem import InputRefused, Problem

KEY = "r"  # of the link's question mark
# The first letter of a code says which words its sender and its reader share. A list is never changed: a link may be
# years old. For another list add a file with another number, and keep reading the ones before.
WORDS = {"1": "routine_link_1.txt"}
NOW = "1"
LONGEST_CODE = 24_000  # letters
MOST_BYTES = 48_000  # of the text; more is not unpacked, whatever the code claims
CHECK_BYTES = 4
RAW = -15  # deflate without a head of its own
IN_A_LINK = re.compile(rf"[?&#]{KEY}=([^&#]*)")
CODE = re.compile(r"[A-Za-z0-9_-]+")


def pack(text: str) -> str:
    """A text as letters, digits, - and _. Same text, same code."""
    data = text.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, RAW, 9, zlib.Z_DEFAULT_STRATEGY, _words(NOW))
    packed = packer.compress(data) + packer.flush()
    sealed = _check(data) + packed
    return NOW + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def code_in(pasted: str) -> str | None:
    """The code of a pasted link, or a code alone; None where there is none. Line breaks of a mail are left out."""
    joined = "".join(pasted.split())
    found = IN_A_LINK.search(joined)
    if found:
        return found[1]
    return joined if CODE.fullmatch(joined) else None


def unpack(code: str) -> str:
    """The text of a code. Raises InputRefused with one sentence for whatever is no whole code."""
    if len(code) > LONGEST_CODE:
        raise _refused("is too long", "ask for the file instead")
    if code[:1] not in WORDS:
        raise _refused("is of a kind that this Vel Neuro does not know", "update this one, or ask for the file")
    try:
        sealed = base64.b64decode(code[1:] + "=" * (-len(code[1:]) % 4), b"-_", validate=True)
        unpacker = zlib.decompressobj(RAW, _words(code[0]))
        data = unpacker.decompress(sealed[CHECK_BYTES:], MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise _refused("holds too much for a routine", "ask for the file instead")
        is_whole = unpacker.eof and not unpacker.unused_data and _check(data) == sealed[:CHECK_BYTES]
        text = data.decode() if is_whole else None
    except (zlib.error, ValueError):  # those of base64 and of UTF-8 are both
        text = None
    if text is None:
        raise _refused("is cut off or damaged", "copy all of it, or ask for the file")
    return text


def _check(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CHECK_BYTES)


def _refused(what: str, mend: str) -> InputRefused:
    return InputRefused([Problem("link:r", what, mend)])


@cache
def _words(number: str) -> bytes:
    return (Path(__file__).parent / WORDS[number]).read_bytes()
