"""How likely a trial of each plan is to give a clear answer; tools/trial_chances.py writes the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from velneuro.content.library import FOLDER, toml_file
from velneuro.core.trial.clear_chances import ClearChances, Shares


@cache
def clear_chances() -> Mapping[tuple[int, ...], ClearChances]:
    """The tables by the nights of their looks. Raises InputRefused when the file cannot be read."""
    file: Mapping[str, Any] = toml_file(FOLDER / "trial_chances.toml")
    sigmas, rhos = tuple(file["sigma"]), tuple(file["rho"])
    return {tuple(plan["looks"]): ClearChances(sigmas, rhos, _shares(plan["clear"])) for plan in file["plan"]}


def _shares(rows: list[list[list[float]]]) -> Shares:
    return tuple(tuple(tuple(of_rho) for of_rho in row) for row in rows)
