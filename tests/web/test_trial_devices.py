"""Two devices that begin, lock or end one trial at the same moment."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.cli.instance import environment

ROOT = Path(__file__).parents[2]
WITHOUT_POSTGRES = pytest.mark.skipif(not postgres.is_installed(), reason="Postgres is not installed")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=WITHOUT_POSTGRES)])
def settings_of_database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    with postgres.postgres() as url:
        yield {"DATABASE_URL": url}


def test_the_first_device_wins_and_the_second_changes_nothing(
    tmp_path: Path, settings_of_database: dict[str, str]
) -> None:
    given = environment(tmp_path / "data", VELNEURO_DOOR="open", **settings_of_database)
    command = [sys.executable, "-m", "tests.web.trial_program"]
    told = subprocess.run(command, env=given, stdout=subprocess.PIPE, check=True, cwd=ROOT, timeout=120)
    assert json.loads(told.stdout) == {"trials": 1, "locked": True, "ended": True}
