"""`python -m bench.reminders [COUNT]`: many due reminders, two senders of which one is killed 20 times.

On SQLite and, where it is installed, on Postgres. Each delivery has one record, none is received twice, none is lost;
else this fails. It takes many minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.web.mass import Mass, check, run

COUNT, KILLS = 100_000, 20
WAITING_S, SENDING_S = 10.0, 20.0


def measure(count: int = COUNT) -> Iterator[tuple[str, str]]:
    """How many reminders a second, and how they ended. Raises AssertionError where one came twice or was lost."""
    mass = Mass(count, KILLS, WAITING_S, SENDING_S, seed=8)
    for name, database in (("SQLite", _sqlite), ("Postgres", postgres.postgres)):
        if database is postgres.postgres and not postgres.is_installed():
            continue
        with TemporaryDirectory(prefix="velneuro-bench-") as folder, database() as url:
            found = run(mass, Path(folder) / "data", **({"DATABASE_URL": url} if url else {}))
        check(found, count)
        yield f"{name}: {count} due, one of two senders killed {KILLS} times", f"{count / found.seconds:.0f} a second"
        for state, rows in sorted(found.states.items()):
            yield f"{name}: {state}", str(rows)
        arrived = len(found.in_state("unsure") & set(found.got))
        yield f"{name}: received, of the unsure ones", str(arrived)


@contextmanager
def _sqlite() -> Iterator[str]:
    yield ""


if __name__ == "__main__":
    for name, value in measure(*map(int, sys.argv[1:])):
        print(f"{name:<60}{value:>18}", flush=True)
