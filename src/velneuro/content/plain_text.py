"""Which signs a text of a stranger may hold, and a text as the eye takes it in, whatever it was put together from."""

from __future__ import annotations

import unicodedata

SIGNS = frozenset(" .,;:?!'\"()/&%+-*#=@_–—…‘’‚“”„‹›«»¿¡·°€")
# Latin letters that are no letter with an accent for Unicode, and what they are read as.
READ_AS = {
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "TH",
    "ı": "i",
}
READING = str.maketrans(READ_AS)
MOST_ACCENTS = 2  # as in Vietnamese
UNREAD = ("Mn", "Mc", "Me", "Cf")  # accents and signs without a width


def strange_sign(text: str) -> str:
    """The first sign that is no Latin letter with usual accents, no digit and no plain sign; empty when there is none.

    Other scripts have letters that look like Latin ones, and some signs cannot be seen: a word can hide behind both.
    """
    return next((sign for sign in unicodedata.normalize("NFC", text) if not _is_plain(sign)), "")


def _is_plain(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in SIGNS
    letter, *accents = tuple(unicodedata.normalize("NFD", sign))
    is_accented = letter.isascii() and letter.isalpha() and 0 < len(accents) <= MOST_ACCENTS
    return is_accented or sign in READ_AS or sign in SIGNS


def as_read(text: str) -> str:
    """The text without accents and without signs that have no width, for the search of words in it."""
    apart = unicodedata.normalize("NFKD", text.translate(READING))
    seen = "".join(sign for sign in apart if unicodedata.category(sign) not in UNREAD)
    return seen.replace("’", "'")
