"""How much a file of a stranger may hold before it is parsed: a few kilobytes can keep a parser busy for seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from velneuro.core.problem import Problem

LONGEST_LINE = 3_000  # signs; a whole number of more digits could not even be told
MOST_DOTS = 4  # outside of quotes in a line: the time for a key of many parts grows with their square
MOST_TABLES = 200  # a routine has 60 steps at most
MOST_KEYS = 2_000
# What no key can stand in. A quote that is not closed reaches to the end of its line, where the parser stops.
QUOTED = re.compile(r'(?P<long>"""|\'\'\')|"(?:[^"\\]|\\.)*(?:"|\\?$)|\'[^\']*(?:\'|$)|#.*')


def size_problems(text: str, file: str) -> Iterator[Problem]:
    """The first thing of which there is too much; a text without any is quickly parsed."""
    tables = keys = 0
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{file}:line {number}"
        if len(line) > LONGEST_LINE:
            yield Problem(place, f"has {len(line)} signs", f"write {LONGEST_LINE} at most in a line")
            return
        if any(quoted["long"] for quoted in QUOTED.finditer(line)):
            yield Problem(place, "holds a text of several lines", "write each text on one line")
            return
        bare = QUOTED.sub("", line)
        if bare.count(".") > MOST_DOTS:
            yield Problem(place, f"has {bare.count('.')} dots outside of quotes", "write each text in quotes")
            return
        tables += bare.count("{") + bare.lstrip().startswith("[")
        keys += bare.count("=")
    if tables > MOST_TABLES or keys > MOST_KEYS:
        yield Problem(f"{file}:file", f"holds {tables} tables and {keys} keys", "write 60 steps at most, each key once")
