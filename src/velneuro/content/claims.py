"""Words that no text of ours may hold: promises, and in the file of a routine, words that could do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from velneuro.content.plain_text import as_read
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.routine_file import parse_toml
from velneuro.core.table import Table

FILE = "claims.toml"
ANYWHERE, ROUTINE, SAY = "anywhere", "routine", "say"
WORD = re.compile(r"[a-z0-9%'-]{2,}\*?( (?:\.\.\.|[a-z0-9%',-]+\*?))*")
# Which words must not stand in a text: those of its own place, and of all that it is part of.
WITHIN = {ANYWHERE: (ANYWHERE,), ROUTINE: (ANYWHERE, ROUTINE), SAY: (ANYWHERE, ROUTINE, SAY)}
NO, READ, HEARD = "no", "read", "heard"  # where a text may deny what is listed
GAP = "..."
MOST_BETWEEN = 3  # words that may stand in a gap
WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*%?|[^\w\s\-'\"*]")  # every other sign ends what belongs together
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
LONGEST_TOLD = 120  # letters of a sentence
KEY = 2  # letters by which the forms are looked up
# What takes a promise back: "It does not replace your medicine", "No hot bath before", "Hot water can burn",
# "Wipe off the lotion".
DENIES = frozenset(("no", "not", "never", "without", "cannot", "nor", "neither", "avoid"))
DENY = frozenset(
    (("away", "from"), ("out", "from"), ("wipe", "off"), ("hour", "after"), ("hours", "after"), ("minutes", "after"))
)
ARTICLES = frozenset(("a", "an", "the", "any", "your"))
BETWEEN = ARTICLES | {"known", "need", "have", "to", "use", "take", "put", "press", "push", "hot", "warm", "cold"}
MOST_BEFORE = 8  # words that are looked at for a denial
WARNS = ("can burn", "can harm", "can hurt", "may burn", "may harm", ", it is too much")

Form = tuple[str, ...]  # small words in a row, each whole or with * for an ending, and gaps


@dataclass(frozen=True)
class Never:
    """Words that must not stand `where`, what is wrong with them, and how to mend it.

    `denial`: where a text may deny them.
    """

    where: str
    denial: str
    forms: tuple[Form, ...]
    what: str
    mend: str


@cache
def nevers() -> tuple[Never, ...]:
    """The list. Raises InputRefused when there is a mistake in it."""
    problems: list[Problem] = []
    text = (Path(__file__).parent / FILE).read_text("utf-8")
    data, found = parse_toml(text, FILE)
    read = read_nevers(data, problems) if not found else ()
    refuse_if_any([*found, *problems])
    return read


def read_nevers(data: object, problems: list[Problem]) -> tuple[Never, ...]:
    """The list from the parsed file, every mistake noted."""
    table = Table(data, FILE, "", problems)
    read = tuple(_never(entry) for entry in table.tables("never"))
    table.close()
    if not read:
        table.wrong("never", "is missing", "list the words that must not be written")
    return read


def _never(entry: Table) -> Never:
    words = entry.names("words", None)
    for word in words:
        if not WORD.fullmatch(word):
            entry.wrong("words", f'"{word}" does not fit', "write small letters, * for an ending, ... for a gap")
    never = Never(
        where=entry.name("where", WITHIN, ANYWHERE),
        denial=entry.name("denial", (NO, READ, HEARD), NO),
        forms=tuple(form for listed in words for form in _forms(listed)),
        what=entry.text("what"),
        mend=entry.text("mend"),
    )
    entry.close()
    return never


def _forms(listed: str) -> Iterator[Form]:
    """The words in a row, and with what has a hyphen written as one: a hyphen and a space are the same in a text."""
    for spaced in dict.fromkeys((listed.replace("-", " "), listed.replace("-", ""))):
        yield tuple(spaced.replace(",", " ,").split())


@dataclass(frozen=True)
class Word:
    """A word of a text, or a sign: its small letters, what is read of it, where it stands."""

    text: str
    readings: tuple[str, ...]
    start: int
    end: int

    @property
    def is_end(self) -> bool:
        """Whether it parts what is said, as a full stop or a colon does."""
        return not self.text[0].isalnum() and self.text != ","

    def fits(self, listed: str) -> bool:
        """Whether it is a listed word, also with an end as in "heal's"."""
        if listed.endswith("*"):
            return any(reading.startswith(listed[:-1]) for reading in self.readings)
        return listed in self.readings


def claims(text: str, place: str, where: str = ANYWHERE) -> Iterator[Problem]:
    """Each word of a text that must not stand in it.

    `where` is ROUTINE for what is read of a routine, and SAY for what it says of its own. There few denials count,
    since the ear keeps the last words. The time it takes grows as the text does, whatever stands in it.
    """
    plain = as_read(text)
    found = _found(words_of(plain), where)
    for number, never in enumerate(nevers()):
        if number in found:
            start, end = found[number]
            what = f'"{plain[start:end]}" {never.what}{_told_where(plain, start, end)}'
            yield Problem(place, what, never.mend)
    if "!" in plain:
        yield Problem(place, "shouts", "end the sentence with a full stop")


def _told_where(plain: str, start: int, end: int) -> str:
    """The sentence that holds it, so that it is found among many; nothing where that says no more, or is very long."""
    begin = max((found.end() for found in SENTENCE_END.finditer(plain, 0, start)), default=0)
    stop = SENTENCE_END.search(plain, end)
    sentence = plain[begin : stop.start() if stop else None].strip()
    return f', in "{sentence}"' if end - start < len(sentence) <= LONGEST_TOLD else ""


def words_of(plain: str) -> list[Word]:
    """The words of a text and the signs between them. Spaces, hyphens and quotes only part words."""
    return [_word(found[0].lower(), found.start(), found.end()) for found in WORDS.finditer(plain)]


def _word(text: str, start: int, end: int) -> Word:
    return Word(text, tuple(dict.fromkeys((text, *text.split("'")))), start, end)


def _found(words: list[Word], where: str) -> dict[int, tuple[int, int]]:
    """For each entry of the list that a text breaks, by its number, where it first does."""
    found: dict[int, tuple[int, int]] = {}
    for at, word in enumerate(words):
        for number, form in _begun_by(word):
            never = nevers()[number]
            if number not in found and never.where in WITHIN[where]:
                end = _end(words, at, form, _may_deny(never, where))
                if end is not None:
                    found[number] = word.start, words[end - 1].end
    return found


def _may_deny(never: Never, where: str) -> bool:
    return never.denial == HEARD or (never.denial == READ and where != SAY)


def _begun_by(word: Word) -> Iterator[tuple[int, Form]]:
    """The forms that may begin with a word. No text is tried against all of them at each word: that takes long."""
    for key in dict.fromkeys(reading[:KEY] for reading in word.readings):
        yield from _by_key().get(key, ())


@cache
def _by_key() -> dict[str, list[tuple[int, Form]]]:
    found: dict[str, list[tuple[int, Form]]] = {}
    for number, never in enumerate(nevers()):
        for form in never.forms:
            found.setdefault(form[0][:KEY], []).append((number, form))
    return found


def _end(words: list[Word], at: int, form: Form, may_deny: bool) -> int | None:
    """Behind which word the form ends that begins at `at`; None where it does not stand, or is denied."""
    if may_deny and _denies(words[max(0, at - MOST_BEFORE) : at], BETWEEN):
        return None
    ends = _ends(words, at, form, may_deny)
    return next((end for end in ends if not (may_deny and _warns(words, end))), None)


def _ends(words: list[Word], at: int, form: Form, may_deny: bool) -> Iterator[int]:
    if not form:
        yield at
    elif form[0] == GAP:
        for behind in _behind_gap(words, at):
            if not (may_deny and _denies(words[max(at, behind - MOST_BEFORE) : behind], ARTICLES)):
                yield from _ends(words, behind, form[1:], may_deny)
    elif at < len(words) and words[at].fits(form[0]):
        yield from _ends(words, at + 1, form[1:], may_deny)


def _behind_gap(words: list[Word], at: int) -> Iterator[int]:
    """Where a gap may end: behind three words of one sentence at most."""
    between = 0
    for behind in range(at, len(words)):
        yield behind
        between += words[behind].text != ","
        if between > MOST_BETWEEN or words[behind].is_end:
            return


def _denies(before: list[Word], passed: frozenset[str]) -> bool:
    """Whether the last of these words take back what follows. "Why not soak" and "never without a bath" do not."""
    texts = [word.text for word in before]
    while texts and texts[-1] in passed:
        texts.pop()
    if tuple(texts[-2:]) in DENY:
        return not _is_no(texts[-3:-2])
    return _is_no(texts[-1:]) and texts[-2:-1] != ["why"] and not _is_no(texts[-2:-1])


def _is_no(texts: list[str]) -> bool:
    return any(text in DENIES or text.endswith("n't") for text in texts)


def _warns(words: list[Word], end: int) -> bool:
    """Whether what follows is a warning, at once or behind a word: "Hot water bottles can burn"."""
    after = [word.text for word in words[end : end + 6]]
    near = [after, after[1:]] if after and after[0].isalpha() else [after]
    return any(" ".join(texts).startswith(WARNS) for texts in near)
