"""`velneuro trial`: deal the nights of one's own trial, read its answer, and see how many nights it needs."""

from __future__ import annotations

import sys

from velneuro.cli.trial_answer import answer_data
from velneuro.cli.trial_design import design_nights, nights_for


def run(arguments: list[str]) -> int:
    """Do one of the ACTIONS."""
    if arguments[:1] in (["--help"], ["-h"]):
        print("usage: velneuro trial ACTION [OPTIONS]\n\n" + "\n".join(f"  {n:<8}{d}" for n, (d, _) in ACTIONS.items()))
        return 0
    if not arguments or arguments[0] not in ACTIONS:
        print(f"velneuro trial: use one of: {', '.join(ACTIONS)}. See velneuro trial --help", file=sys.stderr)
        return 2
    _, action = ACTIONS[arguments[0]]
    action(arguments[1:])
    return 0


ACTIONS = {
    "design": ("deal the nights by a seed, before the first one", design_nights),
    "answer": ("say what the nights show, and how sure it is", answer_data),
    "nights": ("say how many nights are needed", nights_for),
}
