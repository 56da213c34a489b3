"""The plan as plain values, in the shape that ARCHITECTURE.md fixes."""

from __future__ import annotations

from dataclasses import asdict

from velneuro.core.plan import Plan, PlanStep


def plan_dict(plan: Plan) -> dict[str, object]:
    """`routine minutes seconds seed refused steps changes` and, beyond that, `advice supplies`."""
    return {
        "routine": plan.routine,
        "minutes": plan.minutes,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "refused": asdict(plan.refused) if plan.refused else None,
        "steps": [_step_dict(step) for step in plan.steps],
        "changes": [asdict(change) for change in plan.changes],
        "advice": [asdict(advice) for advice in plan.advice],
        "supplies": list(plan.supplies),
    }


def _step_dict(step: PlanStep) -> dict[str, object]:
    return {
        "id": step.id,
        "title": step.title,
        "zone": step.zone,
        "side": step.side,
        "technique": step.technique,
        "pressure": step.pressure,
        "seconds": step.seconds,
        "why": step.why,
    }
