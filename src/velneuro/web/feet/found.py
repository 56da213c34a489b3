"""What was found on the feet and is not answered yet, and the signs that it amounts to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from velneuro.content.foot_check import FootItem, foot_check
from velneuro.content.library import catalog
from velneuro.web.feet.models import Finding
from velneuro.web.people.models import Person

SignEntry = dict[str, Any]  # of a person file: the sign's id, and where it is; without a place: wherever it may be


def open_findings(person: Person) -> list[Finding]:
    """Everything that is neither gone nor seen by a clinician, the newest first, each item and side once."""
    found = Finding.objects.filter(person=person, answer=Finding.Answer.OPEN)
    newest_first = found.select_related("foot_check").order_by("-foot_check__day", "item", "side")
    return list({(finding.item, finding.side): finding for finding in reversed(newest_first)}.values())[::-1]


def item_of(finding: Finding) -> FootItem | None:
    """What the content says of it; None for an item of an older version."""
    return foot_check().items.get(finding.item)


def signs_found(person: Person) -> list[SignEntry]:
    """The signs that the open findings amount to: what a gate must take for ticked."""
    return with_signs([], (entry for finding in open_findings(person) if (entry := _sign_of(finding))))


def _sign_of(finding: Finding) -> SignEntry | None:
    item = item_of(finding)
    if item is None or item.sign is None:
        return None
    place = f"{finding.side}-foot"
    return {"id": item.sign, **({"where": [place]} if place in catalog().signs[item.sign].where else {})}


def with_signs(ticked: Iterable[SignEntry], found: Iterable[SignEntry]) -> list[SignEntry]:
    """Signs that were ticked, and those that were found; one that has no place in either is everywhere."""
    signs: dict[str, SignEntry] = {}
    for entry in (*ticked, *found):
        signs[entry["id"]] = _both(signs[entry["id"]], entry) if entry["id"] in signs else dict(entry)
    return list(signs.values())


def _both(one: SignEntry, other: SignEntry) -> SignEntry:
    if not (one.get("where") and other.get("where")):
        return {key: value for key, value in one.items() if key != "where"}
    return {**one, "where": [*one["where"], *(place for place in other["where"] if place not in one["where"])]}


def holds(answers: Mapping[str, Any], found: Iterable[SignEntry]) -> bool:
    """True when a session that was made for these answers keeps to all that was found."""
    kept = {entry["id"]: entry for entry in answers.get("sign", ())}
    return all(entry["id"] in kept and _reaches(kept[entry["id"]], entry) for entry in found)


def _reaches(kept: SignEntry, found: SignEntry) -> bool:
    places = kept.get("where")
    return not places or (bool(found.get("where")) and set(found["where"]) <= set(places))
