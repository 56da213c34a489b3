"""docs/writing-a-routine.md, done as it is printed: from an empty file to a session that plays, and its commands."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import serving
from tests.browser.visits import Visits

PAGE = (Path(__file__).parents[2] / "docs/writing-a-routine.md").read_text("utf-8")
TUTORIAL = PAGE.partition("## In fifteen minutes")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TUTORIAL, flags=re.DOTALL)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
PIECES = [text for kind, text in BLOCKS if kind == "toml"]
NAME = "calm-calves.toml"


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of the page, in a folder; `velneuro` is that of this Python."""
    program, *arguments = shlex.split(command)
    called = [sys.executable, "-m", "velneuro"] if program == "velneuro" else [program]
    environment = {**os.environ, "VELNEURO_DATA": str(folder / "data")}
    return subprocess.run(
        [*called, *arguments], capture_output=True, text=True, cwd=folder, env=environment, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("author")


@pytest.fixture(scope="module")
def visits(browser: Browser, folder: Path) -> Iterator[Visits]:
    """The preview that the second command of the page starts; --open finds no browser of its own here."""
    first, second, *_ = COMMANDS
    assert run(first, folder).returncode == 0
    assert second == f"velneuro serve --routine {NAME} --open"
    more = ("--routine", str(folder / NAME))
    with serving(folder / "server", more=more) as server, Visits(browser, server.url) as visits:
        yield visits


def test_the_page_leads_from_an_empty_file_to_a_session_that_plays(visits: Visits, folder: Path) -> None:
    page, title, mistakes = visits("/preview/"), "Calm calves", []
    expect(page.locator("h1")).to_have_text("An empty file")
    for number in range(1, len(PIECES) + 1):
        before = page.locator("#preview").get_attribute("data-seen") or ""
        (folder / NAME).write_text("".join(PIECES[:number]), "utf-8")
        expect(page.locator("#preview")).not_to_have_attribute("data-seen", before)
        mistakes.append(page.locator("#mistakes li").count())
    assert mistakes[-1] == 0 < min(mistakes[:-1])
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#step-title")).to_have_text("Settle in")
    expect(page.locator("#caption")).not_to_be_empty()


@pytest.mark.parametrize("command", COMMANDS[2:])
def test_a_command_of_the_page_does_what_it_says(folder: Path, command: str) -> None:
    (folder / NAME).write_text("".join(PIECES), "utf-8")
    done = run(command, folder)
    assert (done.returncode, done.stderr) == (0, "")
    output = re.search(r"-o (\S+)", command)
    assert (folder / output[1]).stat().st_size > 0 if output else done.stdout


def test_what_the_page_says_of_the_missing_sentences_is_true(folder: Path) -> None:
    (folder / NAME).write_text("".join(PIECES[:-1]), "utf-8")
    done = run(f"velneuro check {NAME}", folder)
    assert [line.split('"')[1] for line in done.stderr.splitlines()] == ["hello", "hill"]
