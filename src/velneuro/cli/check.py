"""`velneuro check`: every mistake in routine files, or in all that is shipped, as `file:key: what: how to mend`.

It also measures: reading grade, claims, length of sentences, sources, silence. docs/writing-a-routine.md lists it all.
"""

from __future__ import annotations

from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.review.routine_review import file_problems
from velneuro.review.shipped_review import all_problems


def run(arguments: list[str]) -> int:
    """Check every file, or without any what is shipped; exit code 1 when there is a mistake."""
    parser = Parser("check", "Read routine files and tell every mistake. Without FILE: check all that is shipped.")
    parser.add_argument("files", metavar="FILE", nargs="*", help="a routine file")
    parser.add_argument("--json", action="store_true", help="as JSON")
    given = parser.parse_args(arguments)
    found = [problem for file in given.files for problem in file_problems(Path(file))]
    # A mistake in what is shipped would be told once for each file.
    problems = list(dict.fromkeys(found)) if given.files else list(all_problems())
    if given.json:
        return _as_json(problems)
    refuse_if_any(problems)
    for name in given.files or ["all that is shipped"]:
        print(f"{name}: fine")
    return 0


def _as_json(problems: list[Problem]) -> int:
    from dataclasses import asdict

    from velneuro.outputs.score import to_json

    print(to_json({"problems": [asdict(problem) for problem in problems]}), end="")
    return 1 if problems else 0
