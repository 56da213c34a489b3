"""The neural voices that can be fetched: what they are, whose they are, where they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from velneuro.content import library
from velneuro.core.problem import InputRefused, Problem, allowed_names, refuse_if_any
from velneuro.core.table import Table

CATALOG = library.FOLDER / "voices.toml"
MOST_BYTES = 2**31
DIGEST = re.compile(r"(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32})")


@dataclass(frozen=True)
class RemoteFile:
    """A file somewhere: its size in bytes and its digest, `sha256:` or `md5:` and hexadecimal digits."""

    url: str
    size: int
    digest: str


@dataclass(frozen=True)
class NeuralVoice:
    """A voice of the catalog; `source` is the page that tells its license."""

    name: str
    title: str
    lang: str
    license: str
    source: str
    model: RemoteFile
    config: RemoteFile

    @property
    def size(self) -> int:
        return self.model.size + self.config.size


def neural_voices(file: Path = CATALOG) -> tuple[NeuralVoice, ...]:
    """The voices of a catalog file. Raises InputRefused with every mistake in it."""
    problems: list[Problem] = []
    table = Table(library.toml_file(file), file.name, "", problems)
    voices = tuple(_voice(entry) for entry in table.tables("voice"))
    table.close()
    refuse_if_any(problems)
    return voices


def neural_voice(name: str, file: Path = CATALOG) -> NeuralVoice:
    """A voice of a catalog file. Raises InputRefused, naming the voices there are."""
    voices = {voice.name: voice for voice in neural_voices(file)}
    if name not in voices:
        raise InputRefused([Problem("voice", f'"{name}" is not in the catalog', allowed_names(name, voices))])
    return voices[name]


def _voice(entry: Table) -> NeuralVoice:
    voice = NeuralVoice(
        name=entry.text("name"),
        title=entry.text("title"),
        lang=entry.name("lang", library.languages()),
        license=entry.text("license"),
        source=entry.text("source"),
        model=_file(entry.table("model")),
        config=_file(entry.table("config")),
    )
    entry.close()
    return voice


def _file(entry: Table) -> RemoteFile:
    file = RemoteFile(entry.text("url"), entry.whole("bytes", 1, MOST_BYTES), entry.text("digest"))
    entry.close()
    if file.url and urlsplit(file.url).scheme not in ("http", "https"):
        entry.wrong("url", f'"{file.url}" is not a web address', "write one that begins with https://")
    if file.digest and not DIGEST.fullmatch(file.digest):
        entry.wrong("digest", f'"{file.digest}" does not fit', "write sha256: or md5: and its hexadecimal digits")
    return file
