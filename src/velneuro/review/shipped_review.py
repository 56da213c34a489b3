"""All that is shipped, as a careful reader would go through it. Left out are only the titles of others' papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from velneuro.content import library
from velneuro.content.learn import Page, page_languages, pages
from velneuro.content.shipped import shipped_problems
from velneuro.content.shown import shown
from velneuro.content.wording import Text, wording_problems
from velneuro.core.problem import Problem
from velneuro.review.grades import grade_problems
from velneuro.review.routine_review import review

HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")  # is filled in when it is shown
# Not ours to word: the titles of others' papers, and the names of voices. The list of claims is made of claims.
NOT_HERE = ("bibliography.toml", "claims.toml", "voices.toml")


def all_problems() -> tuple[Problem, ...]:
    """Every mistake in what is shipped; it is measured when nothing is missing in it."""
    problems = shipped_problems()
    return problems or tuple(dict.fromkeys(_measured()))


def _measured() -> Iterator[Problem]:
    texts = [*_spoken(), *_tables(), *_pages()]
    for text in texts:
        yield from wording_problems(text)
    yield from grade_problems(texts)
    for name in library.routine_names():
        yield from review(library.routine(name), f"routines/{name}.toml")
    for lang in page_languages():
        yield from (_unfounded(page, lang) for page in pages(lang).values() if not page.sources)


def _spoken() -> Iterator[Text]:
    for lang in library.languages():
        for name, phrasings in library.voice(lang).sentences.items():
            for text in phrasings:
                yield Text(f"voice/{lang}.toml", f'sentences."{name}"', text.replace("{side}", "left"))


def _tables() -> Iterator[Text]:
    """Whatever is read of the tables, of those too that this module has never heard of."""
    for file in sorted(library.FOLDER.glob("*.toml")):
        if file.name not in NOT_HERE:
            for place, text in shown(library.toml_file(file)):
                yield Text(file.name, place, HOLE.sub("5", text))


def _pages() -> Iterator[Text]:
    for lang in page_languages():
        for page in pages(lang).values():
            yield from _page(page, f"learn/{lang}/{page.slug}.md")


def _page(page: Page, file: str) -> Iterator[Text]:
    yield from (Text(file, key, getattr(page, key)) for key in ("title", "about"))
    for number, block in enumerate(page.blocks, 1):
        yield from (Text(file, f"block {number}", line) for line in block.lines)


def _unfounded(page: Page, lang: str) -> Problem:
    mend = "end one paragraph at least with a source of bibliography.toml, as [^mnsi, moderate]"
    return Problem(f"learn/{lang}/{page.slug}.md:file", "names no source at all", mend)
