"""Design files: a small table that somebody wrote, or the sealed plan that `velneuro trial design --json` printed.

A sealed plan holds the seed, the schedule and a hash over everything, so that a change after the first night shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from velneuro.core.long_number import whole_number
from velneuro.core.problem import Problem
from velneuro.core.routine_file import parse_toml
from velneuro.core.table import Table
from velneuro.core.trial.design import (
    ALPHA,
    LOOKS,
    MOST_BLOCK,
    MOST_NIGHTS,
    MOST_RUN_IN,
    SCHEMES,
    USUAL_BLOCK,
    Design,
    design_problems,
)
from velneuro.core.trial.looks import look_problems
from velneuro.core.trial.schedules import draw_schedule, least_p, schedules_count

MOST_SEED = 2**63 - 1
LARGEST_SCORE = 1e6


@dataclass(frozen=True)
class TrialPlan:
    """A design and the schedule that a seed dealt: the arm of each night, by its name."""

    design: Design
    seed: int
    schedule: tuple[str, ...]


@dataclass(frozen=True)
class DesignFile:
    """What a design file says. What it leaves to the data: `nights` of the design is then 0, `schedule` is empty, and
    the arms are not `named`."""

    design: Design
    schedule: tuple[str, ...]
    named: bool = True


def make_plan(design: Design, seed: int) -> TrialPlan:
    """The plan that this seed has always dealt for this design."""
    names = design.arm_names
    return TrialPlan(design, seed, tuple(names[arm] for arm in draw_schedule(design, seed)))


def plan_table(plan: TrialPlan) -> dict[str, object]:
    """The plan as plain values, without its hash."""
    design = plan.design
    return {
        "scheme": design.scheme,
        "nights": design.nights,
        "block": design.block,
        **({"max_run": design.max_run} if design.scheme == "runs" else {}),
        "arms": list(design.arms),
        "run_in": design.run_in,
        "looks": list(design.looks) if isinstance(design.looks, tuple) else design.looks,
        "scale": list(design.scale),
        "lower_is_better": design.lower_is_better,
        "exposure_before": design.exposure_before,
        "outcome": design.outcome,
        "seed": plan.seed,
        "schedule": list(plan.schedule),
    }


def plan_hash(plan: TrialPlan) -> str:
    """SHA-256 of the plan's table as JSON with sorted keys, no spaces and no escapes, in hexadecimal digits."""
    text = json.dumps(plan_table(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def all_design_problems(design: Design, place: str) -> Iterator[Problem]:
    """Whatever keeps a design with its nights from being dealt and looked at as it says."""
    found = tuple(design_problems(design, place))
    yield from found
    if not found:  # looks are counted in groups of nights, which would make no sense now
        yield from look_problems(design, place)


def power_problems(design: Design, place: str) -> Iterator[Problem]:
    """A problem when the orders are so few that no result could ever be told from luck."""
    smallest = least_p(design)
    if smallest > ALPHA / 2:
        orders = f"{design.nights} nights can never tell: luck alone gives any result in {smallest:.1%} of the orders"
        yield Problem(f"{place}:nights", orders, f"plan {_least_nights(design)} nights or more")


def _least_nights(design: Design) -> int:
    longer = (replace(design, nights=nights) for nights in range(design.nights, 10 * MOST_NIGHTS, design.group))
    return next(design.nights for design in longer if least_p(design) <= ALPHA / 2)


def read_design(text: str, file: str) -> tuple[DesignFile, list[Problem]]:
    """Read a design file, JSON or TOML, with every mistake in it."""
    data, problems = _parse(text, file)
    if problems:
        return DesignFile(Design(), ()), problems
    table = Table(data, file, "", problems)
    read = DesignFile(_design(table), _texts(table, "schedule"), table.has("arms"))
    seed, given_hash = _seal(table)
    table.close()
    if not problems and read.design.nights:
        problems.extend(all_design_problems(read.design, file))
    if not problems and (read.schedule or given_hash):
        problems.extend(_seal_problems(TrialPlan(read.design, seed, read.schedule), given_hash, file))
    return read, problems


def _parse(text: str, file: str) -> tuple[object, list[Problem]]:
    if not text.lstrip().startswith("{"):
        return parse_toml(text, file)
    try:
        return json.loads(text, parse_int=whole_number), []
    except (ValueError, RecursionError) as error:
        return {}, [Problem(f"{file}:file", f"is not JSON: {error}", "save what velneuro trial design --json prints")]


def _design(table: Table) -> Design:
    scheme = table.name("scheme", SCHEMES, "pairs")
    return Design(
        scheme=scheme,
        nights=table.whole("nights", 1, MOST_NIGHTS) if table.has("nights") else 0,
        block=table.whole("block", 1, MOST_BLOCK, USUAL_BLOCK.get(scheme, 1)),
        max_run=table.whole("max_run", 1, MOST_NIGHTS) if table.has("max_run") else 0,
        arms=_arms(table),
        run_in=table.whole("run_in", 0, MOST_RUN_IN, 0),
        looks=_looks(table),
        scale=_scale(table),
        lower_is_better=table.flag("lower_is_better", True),
        exposure_before=table.number("exposure_before", 0, 1, 0),
        outcome=table.text("outcome", Design.outcome),
    )


def _arms(table: Table) -> tuple[str, str]:
    names = _texts(table, "arms") if table.has("arms") else Design.arms
    if len(names) != 2 or not all(name == name.strip() != "" for name in names):
        table.wrong("arms", "are not two names", 'write two, as in arms = ["rest", "massage"]')
        return Design.arms
    return names[0], names[1]


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return table.names(key, None, ())


def _looks(table: Table) -> str | tuple[int, ...]:
    if not table.is_list("looks"):
        return table.name("looks", LOOKS, "end")
    nights = table.numbers("looks")
    if not all(night == int(night) for night in nights):
        table.wrong("looks", "are not whole numbers", "write the nights after which you look")
    return tuple(int(night) for night in nights) or "end"


def _scale(table: Table) -> tuple[float, float]:
    ends = table.numbers("scale", Design.scale)
    if len(ends) != 2 or not -LARGEST_SCORE <= ends[0] < ends[1] <= LARGEST_SCORE:
        table.wrong("scale", "is not the least and the most score", "write two numbers, as in scale = [0, 10]")
        return Design.scale
    return float(ends[0]), float(ends[1])


def _seal(table: Table) -> tuple[int, str]:
    """The seed and the hash. How many schedules there are follows from the design, so that key is not looked at."""
    table.whole("schedules", 1, 10**1000, 1)
    return table.whole("seed", 0, MOST_SEED, 0), table.text("hash", "")


def _seal_problems(plan: TrialPlan, given_hash: str, file: str) -> Iterator[Problem]:
    if not plan.design.nights:
        yield Problem(f"{file}:nights", "is missing", "add how many nights the schedule has")
    elif plan.schedule != make_plan(plan.design, plan.seed).schedule:
        yield Problem(f"{file}:schedule", f"is not what seed {plan.seed} deals", "use the plan as it was made")
    elif given_hash and given_hash != plan_hash(plan):
        yield Problem(f"{file}:hash", "does not fit: something was changed", "use the plan as it was made")


def sealed_table(plan: TrialPlan) -> Mapping[str, object]:
    """The plan with its hash and how many schedules could have been dealt: what is published before the first night."""
    return {**plan_table(plan), "schedules": schedules_count(plan.design), "hash": plan_hash(plan)}
