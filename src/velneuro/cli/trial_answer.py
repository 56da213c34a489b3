"""`velneuro trial answer`: what the nights show."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.content.trial_words import trial_words
from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.core.trial.answer import Answer, Reading, answer
from velneuro.core.trial.data_file import Row, named, read_rows, read_trial, usual_design
from velneuro.core.trial.plan_file import DesignFile, power_problems, read_design
from velneuro.core.trial.randomization import MEAN_DIFFERENCE, USUAL
from velneuro.core.trial.warning_signs import Warned
from velneuro.outputs.score import to_json
from velneuro.outputs.trial_json import answer_dict
from velneuro.outputs.trial_words import answer_sentences, warning_sentence

LARGEST_FILE = 5_000_000  # bytes; a trial has some kilobytes


def answer_data(arguments: list[str]) -> None:
    """Read the data and the design, refuse what is wrong in them, and print the answer."""
    parser = Parser("trial answer", "Say what the nights of a trial show, and how sure it is.")
    parser.add_argument("data", metavar="DATA.csv", help="columns day, arm and score; an empty score is unanswered")
    parser.add_argument("--design", metavar="FILE", help="the design file; default: pairs of two-night blocks")
    parser.add_argument(
        "--plain", action="store_true", help="the bare mean difference, to compare with published values"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    given = parser.parse_args(arguments)
    found = _answer(given.data, given.design, given.plain)
    print(to_json(answer_dict(found, trial_words())) if given.json else _as_text(found), end="")


def _answer(data_file: str, design_file: str | None, plain: bool) -> Answer:
    rows, problems = read_rows(_text(data_file), data_file)
    given = _given_design(design_file, rows, problems)
    refuse_if_any(problems)
    design, data, problems = read_trial(rows, given, data_file)
    if not problems and not plain:
        problems.extend(power_problems(design, design_file or data_file))
    refuse_if_any(problems)
    found = answer(design, data, statistic=MEAN_DIFFERENCE if plain else USUAL)
    return found if design_file else replace(found, warnings=(*found.warnings, Warned("usual_design")))


def _given_design(file: str | None, rows: list[Row], problems: list[Problem]) -> DesignFile:
    if file is None:
        return usual_design(rows)
    design, found = read_design(_text(file), file)
    problems.extend(found)
    return named(design, rows)


def _text(file: str) -> str:
    try:
        content = Path(file).read_bytes()
        if len(content) > LARGEST_FILE:
            raise InputRefused([Problem(f"{file}:file", "is too large", "give the nights of one trial")])
        return content.decode("utf-8-sig")
    except OSError as error:
        mend = "check the name and your rights"
        raise InputRefused([Problem(f"{file}:file", f"cannot be read ({error.strerror})", mend)]) from None
    except UnicodeDecodeError:
        raise InputRefused([Problem(f"{file}:file", "is not UTF-8 text", "save it as UTF-8")]) from None


def _as_text(found: Answer) -> str:
    words = trial_words()
    lines = [*answer_sentences(found, words), "", *_how_we_know(found.reading)]
    for look in found.side_looks:
        lines += ["", words["warning.side_look"], *_how_we_know(look)]
    lines += ["", "What could fool us", *(f"  {warning_sentence(warned, words)}" for warned in found.warnings)]
    return "\n".join(lines) + "\n"


def _how_we_know(reading: Reading) -> Iterator[str]:
    test, model = reading.test, reading.posterior
    counts = ", ".join(f"{name} {arm.answered} of {arm.nights}" for name, arm in reading.answered.items())
    yield f"How we know: {reading.second} minus {reading.first}"
    yield f"  answered   {counts}"
    yield f"  model      {_estimate(model.mean, model.q025, model.q975)}"
    yield f"  chances    {model.p_helps:.3f} that it is better, {model.p_meaningful:.3f} by {model.meaningful:g} points"
    yield f"             {model.p_small:.3f} that the difference is less than {model.small:g}"
    yield f"             {model.p_carry_over:.3f} that it lasts into the next days"
    yield f"  test       {_estimate(test.estimate, test.low, test.high)}, p {test.p:.4g}"
    yield f"             {test.compared:,} of {test.schedules:,} orders compared"
    if reading.evidence:
        yield f"  evidence   {reading.evidence[-1]:.2f}, at most {max(reading.evidence):.2f} so far"
        yield f"             right on any night: {_interval(*reading.anytime)}"


def _estimate(middle: float, low: float, high: float) -> str:
    return f"{middle:+.2f} points, 95 in 100 {_interval(low, high)}"


def _interval(low: float, high: float) -> str:
    """Few nights may leave an end open, as far as any number goes."""
    if not math.isfinite(high - low):
        return "unknown: too few nights for a range"
    return f"from {low:+.2f} to {high:+.2f}"
