"""One argument parser for all commands: its mistakes are one line on standard error and exit code 2."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """A parser whose error is one line that says what to do."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"velneuro {command}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")
