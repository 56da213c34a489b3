"""What a person reads when a sign changes the session: what to do next, whom to call, and what remains possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.web.practice.card import Line, change_lines

HEADINGS: Mapping[str, Promise | str] = {
    "EMERG": _("Get help now."),
    "TODAY": _("Not tonight."),
    "ASK": _("Ask your clinician first."),
}


@dataclass(frozen=True)
class Told:
    """One sign and what to do about it."""

    ask: str
    text: str


@dataclass(frozen=True)
class Advisory:
    """A page of advice. `action` is that of the refusal, empty when the session can go on."""

    heading: str
    action: str
    signs: tuple[Told, ...]
    changes: tuple[Line, ...]
    may_clear: str


def advisory(plan: Mapping[str, Any]) -> Advisory:
    """The advice of a plan, given in the shape of `plan --json`."""
    refused = plan["refused"]
    action = refused["action"] if refused else ""
    present = {entry["sign"] for entry in plan["advice"]}
    return Advisory(
        heading=str(HEADINGS[action]) if action else gettext("Some of it is left out tonight."),
        action=action,
        signs=tuple(_told(plan)),
        changes=change_lines(change for change in plan["changes"] if change["sign"] in present),
        may_clear=refused["sign"] if action == "ASK" else "",
    )


def _told(plan: Mapping[str, Any]) -> Iterator[Told]:
    """The refusing sign first, then the others, worst first."""
    first = plan["refused"]["sign"] if plan["refused"] else ""
    for entry in sorted(plan["advice"], key=lambda entry: entry["sign"] != first):
        sign = catalog().signs.get(entry["sign"])
        yield Told(gettext(sign.ask) if sign else "", gettext(entry["text"]))
