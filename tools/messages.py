"""Writes the catalog of every text that a person can read: those of the pages and those of the content files.

Needs the gettext program (`apt-get install gettext`). Run it after a text changed: `python -m tools.messages`.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from velneuro.content.shown import shown

PACKAGE = Path(__file__).parents[1] / "src" / "velneuro"
CONTENT = PACKAGE / "content"
WEB = PACKAGE / "web"
LANGUAGE = "en"
CATALOG = WEB / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def content_texts() -> list[str]:
    """Every shown text of the content, each once, file by file."""
    files = [*sorted(CONTENT.glob("*.toml")), *sorted(CONTENT.glob("routines/*.toml")), CONTENT / "voice" / "en.toml"]
    found = [text for file in files for _, text in shown(_shown_part(file))]
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
    written = CATALOG.read_text("utf-8").splitlines(keepends=True)
    # With the time of writing in it, any two changes of the texts would clash.
    CATALOG.write_text("".join(line for line in written if not line.startswith('"POT-Creation-Date')), "utf-8")


if __name__ == "__main__":
    main()
