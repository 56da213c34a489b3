"""Writes the catalog of every text that a person can read: those of the pages and those of the content files.

Needs the gettext program (`apt-get install gettext`). Run it after a text changed: `python -m tools.messages`.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src" / "velneuro"
CONTENT = PACKAGE / "content"
WEB = PACKAGE / "web"
LANGUAGE = "en"
# Keys of the content files whose text is shown on a page. What the guide says (voice/) is translated file by file.
SHOWN = frozenset(
    {
        *("title", "how_title", "purpose", "for_whom", "not_for", "why"),
        *("ask", "reason", "advice", "question", "low", "high", "note", "instead", "word", "like"),
    }
)

ALL_SHOWN = ("reason", "card")  # tables with names of their own, in which every value is shown


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text below a parsed TOML value that is shown on a page."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from texts(below, "reason" if key in ALL_SHOWN else name)
    elif isinstance(value, list):
        for below in value:
            yield from texts(below, key)
    elif isinstance(value, str) and value and key in SHOWN:
        yield value


def content_texts() -> list[str]:
    """Every shown text of the content, each once, file by file."""
    files = [*sorted(CONTENT.glob("*.toml")), *sorted(CONTENT.glob("routines/*.toml")), CONTENT / "voice" / "en.toml"]
    found = [text for file in files for text in texts(_shown_part(file))]
    return list(dict.fromkeys(found))


def _shown_part(file: Path) -> Any:
    data = tomllib.loads(file.read_text("utf-8"))
    return {"pressure": data["pressure"]} if file.parent.name == "voice" else data


def main() -> None:
    """Write `web/locale/en/LC_MESSAGES/django.po`."""
    with tempfile.TemporaryDirectory() as data:
        os.environ.setdefault("VELNEURO_DATA", data)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velneuro.web.settings")
        _make(WEB / "content_texts.py")


def _make(carrier: Path) -> None:
    """makemessages reads only files below the app: a file that carries the content's texts stands there meanwhile."""
    import django
    from django.core.management import call_command

    django.setup()
    carrier.write_text("".join(f"gettext({text!r})\n" for text in content_texts()), "utf-8")
    here = Path.cwd()
    os.chdir(WEB)
    try:
        call_command("makemessages", locale=[LANGUAGE], no_location=True, no_obsolete=True, verbosity=0)
    finally:
        os.chdir(here)
        carrier.unlink()


if __name__ == "__main__":
    main()
