"""`velneuro card`: the printed card of a routine, one page, as a PDF file."""

from __future__ import annotations

from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.request import add_arguments, read_request, refusal
from velneuro.cli.whole_file import whole_file
from velneuro.content import library
from velneuro.core.pipeline import compile_plan
from velneuro.core.problem import refuse_if_any
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
    with whole_file(Path(given.output)) as file:
        file.write(card_pdf(asked.routine, plan, asked.person.have, given.paper))
    return 0
