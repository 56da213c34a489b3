"""A tap while a sender is at work on the same reminder, on Postgres: neither ends with an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres
from tests.cli.instance import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not postgres.is_installed(), reason="Postgres is not installed")
def test_no_tap_fails_while_a_sender_is_at_work(tmp_path: Path) -> None:
    with postgres.postgres() as url:
        given = environment(tmp_path / "data", DATABASE_URL=url, VELNEURO_DOOR="open")
        command = [sys.executable, "-m", "tests.web.holding_program"]
        told = subprocess.run(command, env=given, stdout=subprocess.PIPE, check=True, cwd=ROOT, timeout=300)
    assert json.loads(told.stdout) == {}
