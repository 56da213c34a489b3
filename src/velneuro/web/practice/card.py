"""A plan in a few lines of words: how long, which sides, where there is more time, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from velneuro.content.library import catalog
from velneuro.core.body import LIMB_PLACES
from velneuro.web.people.questions import Answers
from velneuro.web.people.words import LIMB_WORDS, place_words

MOST_LINES = 3
# What the person decided, or is told in a sentence of its own.
QUIET = ("minutes", "map", "own-limit")
UNANSWERED = "unanswered-"


@dataclass(frozen=True)
class Line:
    """One sentence about a change; `left_out` when places are skipped."""

    text: str
    left_out: bool


@dataclass(frozen=True)
class Card:
    """What the tonight page says about a plan; `careful` when questions are open, `hidden` counts other changes."""

    routine: str
    title: str
    length: str
    more: str
    left_out: tuple[str, ...]
    hidden: int
    careful: bool
    figure: str


def card(plan: Mapping[str, Any], title: str, answers: Answers) -> Card:
    """The card of a plan, given in the shape of `plan --json`, under its title, for the answers it was made from."""
    lines = change_lines(change for change in plan["changes"] if not change["sign"].startswith(UNANSWERED))
    shown = [line for line in lines if line.left_out][:MOST_LINES]
    return Card(
        routine=plan["routine"],
        title=title,
        length=_length(plan),
        more=_more(plan["changes"], answers),
        left_out=tuple(line.text for line in shown),
        hidden=len(lines) - len(shown),
        careful=any(change["sign"].startswith(UNANSWERED) for change in plan["changes"]),
        figure=_figure(plan),
    )


def _length(plan: Mapping[str, Any]) -> str:
    minutes = minutes_words(plan["minutes"])
    sides = {step["side"] for step in plan["steps"] if step["side"]}
    if sides == {"left", "right"}:
        return gettext("%(minutes)s · both sides") % {"minutes": minutes}
    if sides == {"left"}:
        return gettext("%(minutes)s · left side only") % {"minutes": minutes}
    if sides == {"right"}:
        return gettext("%(minutes)s · right side only") % {"minutes": minutes}
    return gettext("%(minutes)s · no touch") % {"minutes": minutes}


def minutes_words(minutes: int) -> str:
    """5 gives "5 minutes"."""
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _more(changes: Iterable[Mapping[str, str]], answers: Answers) -> str:
    """Names the places that the person marked as worst; the steps that got more time are often larger."""
    if not any(change["action"] == "more" for change in changes):
        return ""
    marks = answers.get("feel", ())
    worst = max(mark["level"] for mark in marks)
    places = list(dict.fromkeys(mark["zone"] for mark in marks if mark["level"] == worst))
    return gettext("More time where you feel it most: %(places)s.") % {"places": _places(places)}


def _figure(plan: Mapping[str, Any]) -> str:
    """The view of the limb that gets the most time; empty without touch."""
    zones = catalog().body.zones
    seconds: dict[str, int] = {}
    for step in plan["steps"]:
        if step["zone"] in zones:
            figure = zones[step["zone"]].figure
            seconds[figure] = seconds.get(figure, 0) + step["seconds"]
    return max(seconds, key=lambda figure: seconds[figure], default="")


def change_lines(changes: Iterable[Mapping[str, str]]) -> tuple[Line, ...]:
    """What is left out or done in another way, one line for each reason with its places, what is left out first."""
    places: dict[tuple[bool, str], list[str]] = {}
    for change in changes:
        if change["sign"] not in QUIET:
            places.setdefault((change["action"] == "skip", change["reason"]), []).append(change["where"])
    in_order = sorted(places.items(), key=lambda item: not item[0][0])
    return tuple(_line(left_out, reason, where) for (left_out, reason), where in in_order)


def _line(left_out: bool, reason: str, where: list[str]) -> Line:
    places, sentence = _places(where), gettext(reason)
    # Reasons of the kind "Left out: ..." say it themselves.
    if left_out and places and not reason.startswith("Left out"):
        sentence = gettext("Left out: %(places)s. %(reason)s") % {"places": places, "reason": sentence}
    return Line(sentence, left_out)


def _places(where: list[str]) -> str:
    """Places in words; as whole limbs once there are more than two of them."""
    body = catalog().body
    known = [place for place in dict.fromkeys(where) if place in body.places]
    if len(known) > 2:
        limbs = {limb for place in known for limb in body.limb_places(place)}
        return ", ".join(str(LIMB_WORDS[limb]) for limb in LIMB_PLACES if limb in limbs)
    return ", ".join(place_words(place) for place in known)
