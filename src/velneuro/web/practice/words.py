"""Words of the pages around a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

GREETINGS = {
    "morning": _("Good morning."),
    "afternoon": _("Ready when you are."),
    "evening": _("Ready when you are."),
    "night": _("Awake? Take it slow."),
}
SIDE_WORDS = {"left": _("left"), "right": _("right")}


def step_at(plan: Mapping[str, Any], position_ms: int) -> str:
    """The title of the step that is played at a position, with its side."""
    left = position_ms / 1000
    for step in plan["steps"]:
        left -= step["seconds"]
        if left < 0:
            return step_words(step)
    return ""


def step_words(step: Mapping[str, Any]) -> str:
    """A step's title, and its side where it has one."""
    title = gettext(step["title"])
    return f"{title} · {SIDE_WORDS[step['side']]}" if step["side"] else title
