"""`velneuro check`: reads routine files and tells every mistake as `file:key: what: how to mend`."""

from __future__ import annotations

from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.content import library
from velneuro.core.problem import InputRefused, Problem, refuse_if_any


def run(arguments: list[str]) -> int:
    """Check every file; exit code 1 when any has a mistake."""
    parser = Parser("check", "Read routine files and tell every mistake.")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a routine file")
    parser.add_argument("--json", action="store_true", help="as JSON")
    given = parser.parse_args(arguments)
    problems = [problem for file in given.files for problem in _problems(Path(file))]
    if given.json:
        return _as_json(problems)
    refuse_if_any(problems)
    for file in given.files:
        print(f"{file}: fine")
    return 0


def _problems(path: Path) -> tuple[Problem, ...]:
    try:
        _, problems = library.routine_file(path)
    except InputRefused as refused:
        return refused.problems
    return tuple(problems)


def _as_json(problems: list[Problem]) -> int:
    from dataclasses import asdict

    from velneuro.outputs.score import to_json

    print(to_json({"problems": [asdict(problem) for problem in problems]}), end="")
    return 1 if problems else 0
