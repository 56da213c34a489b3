"""The command `velneuro`. Each command is a module that is imported only when called: start-up must stay quick."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import NoReturn

from velneuro.version import VERSION

FINE, INPUT_WRONG, CALL_WRONG, MACHINE_FAILED = range(4)
COMMANDS = {
    "serve": "start the app and serve its pages",
    "send": "send the reminders that are due, apart from the app",
    "check": "read routine files and tell every mistake",
    "plan": "show the plan of a session, with its reasons",
    "timeline": "show what is said when",
    "track": "write the sound of a session as a file",
    "voice": "list, add, try or record the voices of the guide",
    "trial": "deal the nights of your own trial, and read its answer",
    "card": "write the printed card of a routine",
    "export": "write all of one person into a file",
    "import": "add such a file to a person",
    "demo": "fill a made-up person named demo with a year",
    "backup": "write the whole instance into one file",
    "verify": "check that a backup is whole",
    "restore": "put a backup back",
    "doctor": "check the installation and say what to mend",
}
USAGE = "velneuro COMMAND [OPTIONS]\n\n" + "\n".join(f"  {name:<10}{does}" for name, does in COMMANDS.items())


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code (0 fine, 1 input wrong, 2 call wrong, 3 machine failed)."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit code. Every error becomes words on standard error."""
    try:
        _write_utf8()
        code = _run(arguments)
        sys.stdout.flush()  # a full disk may show only here, and after us nobody could tell it in words
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is wrong, and nobody is left to tell.
        _give_up_output()
        return FINE
    except OSError as error:
        _give_up_output()
        print(f"velneuro: {_told(error)}", file=sys.stderr)
        return MACHINE_FAILED
    return code


def _write_utf8() -> None:
    """Plans and scores hold letters beyond ASCII, whatever the terminal says of itself."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        print(f"velneuro {VERSION}")
        return FINE
    if arguments in (["--help"], ["-h"], ["help"]):
        print(f"usage: {USAGE}\n\nvelneuro COMMAND --help tells more.")
        return FINE
    if not arguments or arguments[0] not in COMMANDS:
        return _unknown(arguments)
    return _run_command(arguments[0], arguments[1:])


def _unknown(arguments: list[str]) -> int:
    given = f'"{arguments[0]}" is not a command. ' if arguments else ""
    print(f"velneuro: {given}Use one of: {', '.join(COMMANDS)}", file=sys.stderr)
    return CALL_WRONG


def _run_command(name: str, arguments: list[str]) -> int:
    from velneuro.core.problem import InputRefused, VelNeuroError

    module = importlib.import_module(f"velneuro.cli.{name}")
    try:
        return int(module.run(arguments))
    except InputRefused as refused:
        print("\n".join(map(str, refused.problems)), file=sys.stderr)
        return INPUT_WRONG
    except VelNeuroError as failed:
        print(f"velneuro: {failed}", file=sys.stderr)
        return MACHINE_FAILED


def _give_up_output() -> None:
    """What is still in the buffer goes nowhere; else the interpreter fails on it once more, at its very end."""
    from contextlib import suppress

    with suppress(OSError):  # under a test there is no real one
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Mend this and try again."
