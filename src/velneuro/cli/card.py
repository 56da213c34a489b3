"""`velneuro card`: the printed card of a routine, one page, as a PDF file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.request import add_arguments, read_request, refusal
from velneuro.content import library
from velneuro.core.pipeline import compile_plan
from velneuro.core.problem import MachineFailed, refuse_if_any
from velneuro.outputs.card_pdf import PAPERS, card_pdf


def run(arguments: list[str]) -> int:
    """Write the card; a refused session has none, and says so on standard error with exit code 1."""
    parser = Parser("card", "Write the printed card of a routine, as a PDF file of one page.")
    add_arguments(parser)
    parser.add_argument("--paper", choices=tuple(PAPERS), default="letter", help="size of the page; default letter")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", required=True, help="the file to write")
    given = parser.parse_args(arguments)
    asked = read_request(given)
    plan = compile_plan(asked.routine, asked.person, library.catalog(), asked.minutes, asked.seed)
    refuse_if_any(refusal(plan.refused))
    write_whole(Path(given.output), card_pdf(asked.routine, plan, asked.person.have, given.paper))
    return 0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises MachineFailed; what stood there before then still stands."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            file.write(content)
        partial.replace(path)
    except OSError as error:
        raise MachineFailed(f"{path}: {error.strerror or error}. Mend this, or choose another file with -o.") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()
