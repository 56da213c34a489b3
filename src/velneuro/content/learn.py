"""The written pages: a TOML head and a strict little part of Markdown, read into blocks of plain text.

Nothing of a page is HTML, so nothing in it can become code. A page holds `## headings`, paragraphs, `- lists` and
`![what is seen](figure place place)`. Each paragraph and list ends with the mark of what it rests on,
`[^source source, low]`, or `[^our choice]`. docs/writing-a-page.md says how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from velneuro.content.bibliography import bibliography
from velneuro.content.figures import figure, figure_names
from velneuro.content.library import FOLDER
from velneuro.core.problem import InputRefused, Problem, allowed_names, refuse_if_any
from velneuro.core.routine_file import parse_toml
from velneuro.core.table import Table

PAGES = FOLDER / "learn"
FIRST = "en"
PARTS = ("know", "touch", "feet", "mind", "ask")
WRITES = ("medicine", "side-effect")  # what of the diary a page may lead to
OUR_CHOICE = "our choice"
GRADES = ("high", "moderate", "low", "very low", OUR_CHOICE)

_MARK = re.compile(r"\s*\[\^([^\]]*)\]$")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([a-z0-9 -]+)\)")
_NOT_PLAIN = re.compile(r"[<>`*_#|\[\]]|^\d+[.)] ")


@dataclass(frozen=True)
class Mark:
    """What a block rests on: the keys of its sources, and how sure it is."""

    grade: str
    sources: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """True when sources stand with a grade, and none with our choice."""
        return (self.grade == OUR_CHOICE) != bool(self.sources)


@dataclass(frozen=True)
class Block:
    """One piece of a page; `lines` are plain text. A picture names a figure and the places that are ringed on it."""

    kind: str
    lines: tuple[str, ...]
    mark: Mark | None = None
    figure: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One written page. `after` names the pages that a reader may want next, `writes` what to write in the diary."""

    slug: str
    title: str
    about: str
    part: str
    order: int
    after: tuple[str, ...]
    writes: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all its sources, each once, as they come."""
        return tuple(dict.fromkeys(key for block in self.blocks if block.mark for key in block.mark.sources))


@cache
def pages(lang: str = FIRST) -> Mapping[str, Page]:
    """Every page of a language by its slug, in reading order. Raises InputRefused when there is a mistake in one."""
    problems: list[Problem] = []
    read = read_pages(lang, problems)
    refuse_if_any(problems)
    return read


def page_languages() -> tuple[str, ...]:
    """The languages in which there are pages."""
    return tuple(sorted(folder.name for folder in PAGES.iterdir() if folder.is_dir()))


def read_pages(lang: str, problems: list[Problem]) -> dict[str, Page]:
    """The pages of a language, every mistake noted."""
    if lang not in page_languages():
        raise InputRefused([Problem("lang", f'"{lang}" is not known', allowed_names(lang, page_languages()))])
    read = [_page_of(file, f"learn/{lang}/{file.name}", problems) for file in sorted((PAGES / lang).glob("*.md"))]
    by_slug = {page.slug: page for page in sorted(read, key=_place_in_the_list)}
    for page in read:
        for slug in page.after:
            if slug not in by_slug:
                place = f"learn/{lang}/{page.slug}.md:after"
                problems.append(Problem(place, f'"{slug}" is not known', allowed_names(slug, by_slug)))
    return by_slug


def _page_of(file: Path, shown: str, problems: list[Problem]) -> Page:
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        problems.append(Problem(f"{shown}:file", "is not UTF-8 text", "save it as UTF-8"))
        text = ""
    return read_page(file.stem, text, shown, problems)


def _place_in_the_list(page: Page) -> tuple[int, int]:
    return (PARTS.index(page.part) if page.part in PARTS else len(PARTS), page.order)


def read_page(slug: str, text: str, file: str, problems: list[Problem]) -> Page:
    """One page from its text, every mistake noted at `file:key` or `file:the number of the block`."""
    head, _, body = text.removeprefix("+++\n").partition("\n+++\n")
    data, found = parse_toml(head, file)
    problems.extend(found)
    table = Table(data, file, "", problems)
    chunks = re.split(r"\n{2,}(?!\[\^)", body.strip("\n"))  # a mark belongs to what stands above it
    blocks = tuple(_block(chunk, f"{file}:block {number}", problems) for number, chunk in enumerate(chunks, 1))
    page = Page(
        slug=slug,
        title=table.text("title"),
        about=table.text("about"),
        part=table.name("part", PARTS),
        order=table.whole("order", 1, 99),
        after=table.names("after", None, ()),
        writes=table.names("writes", WRITES, ()),
        blocks=blocks,
    )
    table.close()
    return page


def _block(chunk: str, place: str, problems: list[Problem]) -> Block:
    block = _heading(chunk) or _picture(chunk) or _marked(chunk, place, problems)
    problems.extend(_wrong(block, place))
    return block


def _heading(chunk: str) -> Block | None:
    return Block("heading", (chunk[3:],)) if chunk.startswith("## ") and "\n" not in chunk else None


def _picture(chunk: str) -> Block | None:
    found = _PICTURE.fullmatch(chunk.replace("\n", " "))
    if not found:
        return None
    name, *places = found[2].split()
    return Block("picture", (found[1],), figure=name, places=tuple(places))


def _marked(chunk: str, place: str, problems: list[Problem]) -> Block:
    """A paragraph, or a list when each of its lines begins with a dash or goes on with two spaces."""
    found = _MARK.search(chunk)
    text = chunk[: found.start()] if found else chunk
    mark = _mark(found[1]) if found else None
    if mark is None:
        problems.append(Problem(place, "does not say what it rests on", "end it with [^source, low] or [^our choice]"))
    if text.startswith("- "):
        items = re.split(r"\n- ", text.removeprefix("- "))
        return Block("list", tuple(" ".join(item.split()) for item in items), mark)
    return Block("paragraph", (" ".join(text.split()),), mark)


def _mark(written: str) -> Mark:
    keys, _, grade = written.rpartition(",")
    return Mark(grade.strip(), tuple(keys.split()))


def _wrong(block: Block, place: str) -> Iterator[Problem]:
    for line in block.lines:
        if _NOT_PLAIN.search(line):
            mend = "write plain words, ## headings, - lists and ![pictures](figure) with an empty line between"
            yield Problem(place, f'"{line}" is not plain text', mend)
    if block.mark:
        yield from _wrong_mark(block.mark, place)
    if block.kind == "picture":
        yield from _wrong_picture(block, place)


def _wrong_mark(mark: Mark, place: str) -> Iterator[Problem]:
    if mark.grade not in GRADES:
        yield Problem(place, f'"{mark.grade}" is no evidence mark', allowed_names(mark.grade, GRADES))
    elif not mark.is_sound:
        yield Problem(place, f'"{mark.grade}" stands with the wrong sources', "only our choice has none")
    for key in mark.sources:
        if key not in bibliography():
            yield Problem(place, f'"{key}" is no source', f"add it to bibliography.toml, or {_keys(key)}")


def _keys(key: str) -> str:
    return allowed_names(key, bibliography())


def _wrong_picture(block: Block, place: str) -> Iterator[Problem]:
    if block.figure not in figure_names():
        yield Problem(place, f'"{block.figure}" is no figure', allowed_names(block.figure, figure_names()))
        return
    for zone in block.places:
        if zone not in figure(block.figure).anchors:
            anchors = figure(block.figure).anchors
            yield Problem(place, f'"{zone}" is not on this figure', allowed_names(zone, anchors))
