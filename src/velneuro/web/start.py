"""Makes an installation ready to serve: folder, tables, files of the pages, and the link for the first device."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError

from velneuro.core.problem import MachineFailed
from velneuro.version import VERSION
from velneuro.web.secret import secret_key

MARK = "collected.txt"


def prepare(data: Path) -> None:
    """Make the data folder ready, load Django and bring tables and files up to date. Can be called again at any time.

    Raises InputRefused for a wrong setting, MachineFailed when the folder or the database cannot be used.
    """
    open_data(data)
    collect_files()


def open_data(data: Path) -> None:
    """The same without the files of the pages, for commands that serve none."""
    os.umask(0o077)  # in a folder that was there before, the database would be readable for everyone on this machine
    os.environ["VELNEURO_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velneuro.web.settings")
    _make_folder(data)
    secret_key(data)
    django.setup()
    _bring_tables_up_to_date()


def one_time_link(base_url: str) -> str:
    """A link below `base_url` that lets one device in, once, within 24 hours. Needs prepare() before."""
    from django.utils import timezone  # these need Django to be set up, which prepare() does

    from velneuro.web.people.entering import make_link
    from velneuro.web.people.owner import machine_account

    return make_link(machine_account(), base_url, timezone.now())


def begin_sound() -> subprocess.Popen[bytes]:
    """Clear away what a killed server left half, and speak in the background. Needs prepare() before.

    Gives the process that speaks, to be ended with the server.
    """
    from velneuro.web.sound.choosing import voices_in_use
    from velneuro.web.sound.tracks import folders, tracks
    from velneuro.web.sound.warming import start_warming

    tracks().clean()
    return start_warming(folders(), voices_in_use())


def _make_folder(data: Path) -> None:
    try:
        # Other people of this machine have no business with anyone's diary. A folder that was there keeps its rights:
        # it may be shared on purpose, or be a whole home.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(data, "the data folder cannot be used", error, "choose another with VELNEURO_DATA") from error


def _failed(where: Path, what: str, error: OSError, mend: str) -> MachineFailed:
    return MachineFailed(f"{where}: {what} ({(error.strerror or 'it failed').lower()}): {mend}")


def _bring_tables_up_to_date() -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        what = f"the database cannot be used ({error})"
        raise MachineFailed(f"{what}: check its folder, its rights and the disk") from error


def collect_files() -> None:
    """Copy the files of the pages, hashed and compressed, into the data folder, unless they are there already."""
    from django.conf import settings

    root = Path(settings.STATIC_ROOT)
    mark, wanted = root / MARK, _fingerprint()
    try:
        if mark.exists() and mark.read_text("ascii") == wanted:
            return
        call_command("collectstatic", interactive=False, clear=True, ignore_patterns=["*.d.ts"], verbosity=0)
        mark.write_text(wanted, "ascii")
    except OSError as error:
        raise _failed(root, "the pages' files cannot be kept here", error, "make room or make it writable") from error


def _fingerprint() -> str:
    """Changes whenever a file of the pages does."""
    parts = "\n".join(sorted(_files()))
    return hashlib.sha256(f"{VERSION}\n{parts}".encode()).hexdigest()


def _files() -> Iterator[str]:
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
