"""A written page as it is shown: its pictures drawn, its marks opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from velneuro.content.bibliography import Source, bibliography
from velneuro.content.figures import Figure
from velneuro.content.foot_check import FootCheck, Look
from velneuro.content.learn import FIRST, Block, Mark, Page, page_languages, pages
from velneuro.content.ways import Point
from velneuro.web.learn.words import GRADE_WORDS
from velneuro.web.people.drawings import drawing

MOST_DOTS = 4


@dataclass(frozen=True)
class ShownMark:
    """How sure it is, as dots and in words, and on which sources it rests."""

    name: str | Promise
    dots: str
    meaning: str | Promise
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Piece:
    """One block of a page; `drawing` and `rings` only of a picture."""

    kind: str
    lines: tuple[str, ...]
    mark: ShownMark | None = None
    drawing: dict[str, Any] | None = None
    rings: tuple[Point, ...] = ()


@dataclass(frozen=True)
class ShownLook:
    """A place of the foot check, its figure drawn and ringed."""

    look: Look
    drawing: dict[str, Any]
    rings: tuple[Point, ...]

    @property
    def scale(self) -> float:
        """How large its rings are drawn, so that they look alike on a part and on a whole figure."""
        return max(self.look.box[2:]) / 1000


def written_pages() -> dict[str, Page]:
    """The pages in the reader's language, in English where there are none."""
    asked = (get_language() or FIRST).split("-")[0]
    return dict(pages(asked if asked in page_languages() else FIRST))


def pieces(page: Page, palette: str) -> Iterator[Piece]:
    """The blocks of a page, ready to be shown."""
    for block in page.blocks:
        if block.kind == "picture":
            yield _picture(block, palette)
        else:
            yield Piece(block.kind, block.lines, shown_mark(block.mark) if block.mark else None)


def _picture(block: Block, palette: str) -> Piece:
    drawn = drawing(block.figure, palette)
    figure: Figure = drawn["figure"]
    return Piece("picture", block.lines, drawing=drawn, rings=tuple(figure.anchors[zone] for zone in block.places))


def looks(check: FootCheck, palette: str) -> Iterator[ShownLook]:
    """The places to look at, drawn; two of them may show parts of one figure, so each drawing has an id of its own."""
    for look in check.looks:
        drawn = drawing(look.figure, palette)
        yield ShownLook(look, {**drawn, "id": look.id}, tuple(drawn["figure"].anchors[zone] for zone in look.places))


def shown_mark(mark: Mark) -> ShownMark:
    """A mark with its words and sources."""
    return legend_entry(mark.grade, (bibliography()[key] for key in mark.sources))


def legend_entry(grade: str, sources: Iterable[Source] = ()) -> ShownMark:
    """What a mark means, with its sources if there are any."""
    name, full, meaning = GRADE_WORDS[grade]
    dots = "●" * full + "○" * (MOST_DOTS - full) if full else ""
    return ShownMark(name, dots, meaning, tuple(sources))


def used_in(written: Iterable[Page]) -> dict[str, list[Page]]:
    """For each source the pages that rest on it."""
    used: dict[str, list[Page]] = {}
    for page in written:
        for key in page.sources:
            used.setdefault(key, []).append(page)
    return used
