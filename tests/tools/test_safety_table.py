"""The table that clinicians read is what the limiter does today."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/safety-table.md").read_text(encoding="utf-8")
NO_PLACE, ONE_PLACE, AFTER_A_YES = PAGE.split("\n## ")[1:]
# What no routine may soften: shared evidence section 4a.
REFUSED = ("R01", "R02", "R03", "R04", "R05", "R06", "R08", "R09", "R28")
ASKED_FIRST = ("R10", "R11", "R12", "R13", "R15", "R16", "R17", "R18", "R20", "R27")


def outcome(part: str, routine: str, sign: str) -> str:
    """A cell of the table of routines."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    head = next(row for row in rows if row[0] == "routine")
    return next(row for row in rows if row[0] == routine)[head.index(sign)]


def test_the_page_is_what_the_limiter_does() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tools.safety_table", "-"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, timeout=60, check=True)
    assert done.stdout.decode() == PAGE, "run python -m tools.safety_table and read what changed"


@pytest.mark.parametrize("sign", [*REFUSED, *ASKED_FIRST])
def test_what_must_not_wait_refuses_every_routine(sign: str) -> None:
    row = next(line for line in NO_PLACE.splitlines() if line.startswith(f"| {sign} |"))
    assert row.endswith("| refuse |")


@pytest.mark.parametrize("sign", ["R14", "R21", "R25"])
def test_light_makes_the_evening_gentler_and_leaves_no_place_out(sign: str) -> None:
    assert outcome(NO_PLACE, "Evening feet and legs", sign) == "gentler"


def test_a_scent_alone_makes_a_session_gentler() -> None:
    assert outcome(ONE_PLACE, "Hands with reassurance", "R23") == "gentler"


def test_a_vein_of_the_leg_leaves_hands_alone() -> None:
    assert outcome(NO_PLACE, "Hands with reassurance", "R19") == "go"
    assert outcome(NO_PLACE, "Evening feet and legs", "R19") == "skip region"


@pytest.mark.parametrize("sign", ["R10", "R17", "R20"])
def test_a_yes_does_not_bring_the_legs_back(sign: str) -> None:
    assert outcome(AFTER_A_YES, "Lower legs only", sign) == "skip region"
