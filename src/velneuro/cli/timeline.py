"""`velneuro timeline`: what sounds when. With --json, the score that the player reads."""

from __future__ import annotations

from collections.abc import Iterator

from velneuro.cli.parser import Parser
from velneuro.cli.request import add_arguments, add_json, read_request, refusal
from velneuro.content import library
from velneuro.core.pipeline import compile_session
from velneuro.core.problem import InputRefused
from velneuro.core.timeline import Cue, Timeline
from velneuro.outputs.score import score_json


def run(arguments: list[str]) -> int:
    """Print the timeline; a refused session has none, and says so on standard error with exit code 1."""
    parser = Parser("timeline", "Show what is said when.")
    add_arguments(parser)
    add_json(parser)
    parser.add_argument("--lang", default="en", help="the guide's language; default en")
    given = parser.parse_args(arguments)
    asked = read_request(given)
    voice = library.voice(given.lang)
    session = compile_session(asked.routine, asked.person, library.catalog(), voice, asked.minutes, asked.seed)
    if session.timeline is None:
        raise InputRefused(refusal(session.plan.refused))
    print(score_json(session.timeline) if given.json else "\n".join(_lines(session.timeline)) + "\n", end="")
    return 0


def _lines(timeline: Timeline) -> Iterator[str]:
    """Step by step; breaths and silences that follow one another are told as one."""
    for step in timeline.steps:
        yield f"\n{_clock(step.start_ms)}  {step.title}{f' ({step.side})' if step.side else ''}"
        inside = [cue for cue in timeline.cues if step.start_ms <= cue.at_ms < step.end_ms]
        yield from (_line(cue) for cue in inside if cue.kind in ("say", "chime"))


def _line(cue: Cue) -> str:
    return f"  {_clock(cue.at_ms)}  {cue.text or f'({cue.kind})'}"


def _clock(ms: int) -> str:
    return f"{ms // 60000:02}:{ms // 1000 % 60:02}"
