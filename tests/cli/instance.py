"""The command in a process of its own, over a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOREIGN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PUBLIC_URL", "VELNEURO_DOOR")
OLD_ARCHIVE = Path(__file__).parents[1] / "golden" / "archives" / "version-1.json"


def environment(data: Path, **variables: str) -> dict[str, str]:
    """What a process needs to work on this folder, and nothing that the machine or the tests set for themselves."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, "VELNEURO_DATA": str(data), **variables}


def velneuro(data: Path, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "velneuro", *map(str, arguments)]
    given = environment(data, **variables)
    return subprocess.run(command, capture_output=True, text=True, env=given, timeout=120, check=False)


def python(data: Path, code: str) -> None:
    """Run code over the folder, with Django loaded and the tables brought up to date."""
    start = "import os; from pathlib import Path; from velneuro.web.start import open_data; "
    command = [sys.executable, "-c", f"{start}open_data(Path(os.environ['VELNEURO_DATA'])); {code}"]
    subprocess.run(command, env=environment(data), check=True, timeout=120)


def migrate_back(data: Path, name: str) -> None:
    """Bring the tables to the state after the migration of that name."""
    python(data, f"from django.core.management import call_command; call_command('migrate', 'web', '{name}')")
