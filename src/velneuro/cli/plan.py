"""`velneuro plan`: the plan of a session, with the reason for every change."""

from __future__ import annotations

from velneuro.cli.parser import Parser
from velneuro.cli.request import add_arguments, add_json, read_request
from velneuro.content import library
from velneuro.core.pipeline import compile_plan
from velneuro.core.plan import Plan, PlanStep
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.score import to_json


def run(arguments: list[str]) -> int:
    """Print the plan; a refusal is an answer, not an error."""
    parser = Parser("plan", "Show the plan of a session, with its reasons.")
    add_arguments(parser)
    add_json(parser)
    given = parser.parse_args(arguments)
    asked = read_request(given)
    plan = compile_plan(asked.routine, asked.person, library.catalog(), asked.minutes, asked.seed)
    print(to_json(plan_dict(plan)) if given.json else as_text(plan), end="")
    return 0


def as_text(plan: Plan) -> str:
    """The plan as a person reads it."""
    if plan.refused:
        return f"{plan.routine}: not tonight ({plan.refused.sign}, {plan.refused.action}).\n{plan.refused.advice}\n"
    lines = [f"{plan.routine}, {plan.minutes} minutes"]
    lines += [_step_line(step) for step in plan.steps]
    lines += _section("Changes", [f"{c.where}: {c.action} ({c.sign}). {c.reason}" for c in plan.changes])
    lines += _section("Advice", [f"{advice.sign}: {advice.text}" for advice in plan.advice])
    return "\n".join(lines) + "\n"


def _step_line(step: PlanStep) -> str:
    where = f"{step.side} {step.zone}" if step.side else "hands at rest"
    clock = f"{step.seconds // 60}:{step.seconds % 60:02}"
    return f"{clock:>6}  {step.title} · {where} · {step.technique} · pressure {step.pressure}\n        {step.why}"


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []
