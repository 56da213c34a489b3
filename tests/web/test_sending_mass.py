"""Two senders on the same tables, one killed in the midst of its work: each reminder comes once, and none is lost.

`python -m bench.reminders` does it with 100,000.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import postgres
from tests.web.mass import Mass, check, run

SMALL = Mass(reminders=1200, kills=3, waiting=1.0, sending=2.0, seed=8)


def test_each_comes_once_by_sqlite(tmp_path: Path) -> None:
    check(run(SMALL, tmp_path / "data"), SMALL.reminders)


@pytest.mark.skipif(not postgres.is_installed(), reason="Postgres is not installed")
def test_each_comes_once_by_postgres(tmp_path: Path) -> None:
    with postgres.postgres() as url:
        check(run(SMALL, tmp_path / "data", DATABASE_URL=url), SMALL.reminders)
