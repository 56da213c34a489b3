"""`velneuro trial design` and `velneuro trial nights`: before the first night."""

from __future__ import annotations

import argparse
import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.whole_file import whole_file
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.trial.design import LOOKS, MOST_BLOCK, MOST_NIGHTS, MOST_RUN_IN, SCHEMES, USUAL_BLOCK, Design
from velneuro.core.trial.plan_file import (
    LARGEST_SCORE,
    MOST_SEED,
    TrialPlan,
    all_design_problems,
    make_plan,
    plan_hash,
    power_problems,
    sealed_table,
)
from velneuro.core.trial.planner import (
    EFFECTS,
    USUAL_RHO,
    USUAL_SIGMA,
    USUAL_SIZES,
    Enough,
    Noise,
    nights_needed,
    power,
)
from velneuro.core.trial.planner import MOST_NIGHTS as MOST_PLANNED
from velneuro.core.trial.schedules import schedules_count
from velneuro.outputs.score import to_json

EFFECT_NAMES = ("small", "medium", "large")
LARGEST_EFFECT, MOST_RHO = 100.0, 0.95


def design_nights(arguments: list[str]) -> None:
    """Print a schedule and its hash; with -o, also write it as a data file to fill in."""
    given = _design_parser().parse_args(arguments)
    refuse_if_any(_range_problems(given))
    design = _design(given)
    problems = [*all_design_problems(design, "design")]
    refuse_if_any(problems)
    refuse_if_any(power_problems(design, "design"))
    plan = make_plan(design, given.seed)
    if given.output is not None:
        with whole_file(Path(given.output)) as file:
            file.write(schedule_csv(plan).encode())
    print(to_json(dict(sealed_table(plan))) if given.json else _as_text(plan), end="")


def _design_parser() -> Parser:
    parser = Parser("trial design", "Deal the nights of a trial by a seed, before the first one.")
    parser.add_argument("--nights", metavar="N", type=int, required=True, help="nights of the trial, run-in apart")
    parser.add_argument("--seed", metavar="S", type=int, required=True, help="chooses the schedule")
    parser.add_argument("--block", metavar="B", type=int, help="nights in a block; default 2 for pairs")
    parser.add_argument("--scheme", choices=SCHEMES, default="pairs", help="how it is dealt; default pairs")
    parser.add_argument("--max-run", metavar="R", type=int, default=0, help="with runs: blocks alike in a row")
    parser.add_argument("--arms", metavar=("FIRST", "SECOND"), nargs=2, default=Design.arms, help="default A B")
    parser.add_argument("--run-in", metavar="N", type=int, default=0, help="nights before, that are not dealt")
    parser.add_argument("--looks", choices=LOOKS, default="end", help="when to look; default at the end")
    parser.add_argument("--scale", metavar=("LEAST", "MOST"), nargs=2, type=float, default=Design.scale)
    parser.add_argument("--outcome", default=Design.outcome, help="what the score is of; default score")
    parser.add_argument("--higher-is-better", action="store_true", help="a high score is a good one")
    parser.add_argument("--in-use-before", action="store_true", help="both arms are something that is done already")
    parser.add_argument("--json", action="store_true", help="as JSON: keep it as the design file")
    parser.add_argument("-o", "--output", metavar="FILE.csv", help="write the schedule as a data file to fill in")
    return parser


def _range_problems(given: argparse.Namespace) -> Iterator[Problem]:
    block = USUAL_BLOCK[given.scheme] if given.block is None else given.block
    ranges = {
        "nights": (given.nights, 1, MOST_NIGHTS),
        "seed": (given.seed, 0, MOST_SEED),
        "block": (block, 1, MOST_BLOCK),
        "run-in": (given.run_in, 0, MOST_RUN_IN),
        "max-run": (given.max_run, 0, MOST_NIGHTS),
    }
    for name, (value, low, high) in ranges.items():
        if not low <= value <= high:
            yield Problem(name, f"{value} is out of range", f"use a whole number from {low} to {high}")
    if not all(name == name.strip() != "" for name in given.arms):
        yield Problem("arms", "a name is empty or has blanks around it", "give two names")
    if not -LARGEST_SCORE <= given.scale[0] < given.scale[1] <= LARGEST_SCORE:
        yield Problem("scale", "is not the least and the most score", "give two numbers, the least first")
    if not given.outcome.strip():
        yield Problem("outcome", "is empty", "say what the score is of, as in pain")


def _design(given: argparse.Namespace) -> Design:
    return Design(
        scheme=given.scheme,
        nights=given.nights,
        block=given.block or USUAL_BLOCK[given.scheme],
        max_run=given.max_run,
        arms=(given.arms[0], given.arms[1]),
        run_in=given.run_in,
        looks=given.looks,
        scale=(given.scale[0], given.scale[1]),
        lower_is_better=not given.higher_is_better,
        exposure_before=0.5 if given.in_use_before else 0.0,
        outcome=given.outcome,
    )


def schedule_csv(plan: TrialPlan) -> str:
    """The columns day, arm, score, the scores empty; days of the run-in come before day 1 and have no arm."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("day", "arm", "score"))
    lines.writerows((day, "", "") for day in range(1 - plan.design.run_in, 1))
    lines.writerows((day, arm, "") for day, arm in enumerate(plan.schedule, 1))
    return text.getvalue()


def _as_text(plan: TrialPlan) -> str:
    design = plan.design
    width = len(str(design.nights))
    lines = [f"{design.nights} nights by {design.scheme} in blocks of {design.block}, seed {plan.seed}"]
    lines += [f"{day:>{width}}  {arm}" for day, arm in enumerate(plan.schedule, 1)]
    lines += [f"1 of {schedules_count(design):,} schedules", f"hash {plan_hash(plan)}"]
    return "\n".join(lines) + "\n"


def nights_for(arguments: list[str]) -> None:
    """Print how many nights have a good chance to find an effect of this size."""
    given = _nights_parser().parse_args(arguments)
    refuse_if_any(_noise_problems(given))
    design = Design(block=given.block)
    noise = Noise(given.sd, given.rho)
    enough = nights_needed(design, abs(given.effect), noise)
    table = [_size_row(nights, block, noise) for nights, block in USUAL_SIZES]
    print(to_json(_nights_dict(given, enough, table)) if given.json else _nights_text(given, enough, table), end="")


def _size_row(nights: int, block: int, noise: Noise) -> dict[str, float]:
    """The power of one usual size, for a small, a medium and a large effect."""
    design = Design(nights=nights, block=block)
    powers = {name: power(design, size, noise) for name, size in zip(EFFECT_NAMES, EFFECTS, strict=True)}
    return {"nights": nights, "block": block} | powers


def _nights_dict(given: argparse.Namespace, enough: Enough | None, table: list[dict[str, float]]) -> dict[str, object]:
    asked = {"effect": given.effect, "sd": given.sd, "rho": given.rho, "block": given.block}
    found = {"nights": enough.nights if enough else None, "power": enough.power if enough else None}
    return {**asked, **found, "most": MOST_PLANNED, "table": table}


def _nights_parser() -> Parser:
    parser = Parser("trial nights", "Say how many nights are needed for 8 chances in 10 to find an effect.")
    parser.add_argument("--effect", metavar="E", type=float, required=True, help="the difference, in points")
    parser.add_argument("--sd", metavar="S", type=float, default=USUAL_SIGMA, help="how far nights differ; default 1.5")
    parser.add_argument(
        "--rho", metavar="R", type=float, default=USUAL_RHO, help="how alike neighbors are; default 0.3"
    )
    parser.add_argument("--block", metavar="B", type=int, default=2, help="nights in a block; default 2")
    parser.add_argument("--json", action="store_true", help="as JSON")
    return parser


def _noise_problems(given: argparse.Namespace) -> Iterator[Problem]:
    if not 0 < abs(given.effect) <= LARGEST_EFFECT:
        yield Problem("effect", f"{given.effect:g} does not fit", "use the smallest difference that would matter")
    if not 0 < given.sd <= LARGEST_EFFECT:
        yield Problem("sd", f"{given.sd:g} does not fit", f"use a number above 0, up to {LARGEST_EFFECT:g}")
    if not 0 <= given.rho <= MOST_RHO or math.isnan(given.rho):
        yield Problem("rho", f"{given.rho:g} does not fit", f"use a number from 0 to {MOST_RHO}")
    if not 1 <= given.block <= MOST_BLOCK:
        yield Problem("block", f"{given.block} is out of range", f"use a whole number from 1 to {MOST_BLOCK}")


def _nights_text(given: argparse.Namespace, enough: Enough | None, table: list[dict[str, float]]) -> str:
    asked = f"a difference of {abs(given.effect):g} {'point' if abs(given.effect) == 1 else 'points'}"
    if enough is None:
        first = f"More than {MOST_PLANNED} nights would be needed for {asked}."
    else:
        first = f"{enough.nights} nights let the test find {asked} in {100 * enough.power:.0f} of 100 trials."
    model = "For a clear answer the model has to agree too, so it comes a little less often."
    noise = f"Nights differ by {given.sd:g} points; neighbors are alike by {given.rho:g}; blocks of {given.block}."
    head = "Of 100 trials, the test finds in so many a difference of"
    lines = [first, noise, model, "", head, "nights  block  1 point  1.5 points  2 points"]
    lines += [
        f"{row['nights']:>6}  {row['block']:>5}  {100 * row['small']:>7.0f}  {100 * row['medium']:>10.0f}"
        f"  {100 * row['large']:>8.0f}"
        for row in table
    ]
    return "\n".join(lines) + "\n"
