"""What a person told us, in the shape of a person file: each question writes its own keys and leaves the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from velneuro.core.catalog import KINDS, Catalog

Answers = Mapping[str, Any]
TOUR = ("signs", "where", "hands", "touch", "things")
QUESTIONS = (*TOUR, "picture", "limbs")
# The first key of a question is the one that says that it was answered; "visualization" is asked by two of them.
KEYS = {
    "signs": ("sign",),
    "where": ("feel",),
    "hands": ("hands",),
    "touch": ("pressure", "visualization"),
    "things": ("have",),
    "picture": ("visualization", "picture"),
    "limbs": ("limbs",),
}
LIMITING = ("feel", "pressure", "limbs", "hands")
# Places offered as a short list; each is a zone of zones.toml. The finer map keeps the same keys.
PLACES = ("toes", "sole", "foot-top", "calf", "shin", "fingers", "palm")
CAREFUL_LEVEL = 7  # when somebody ticks a feeling and not its strength: from here on every rule of the body map holds
MOST_SCALES = 3
# Choices of the picture question that are no picture.
ROUTINES_OWN, NO_PICTURE = "own", "none"


def is_answered(question: str, answers: Answers) -> bool:
    """True when the question's first key is there, be it as "none"."""
    return KEYS[question][0] in answers


def picture_choice(answers: Answers) -> str:
    """The picture that was chosen, or what takes its place; until somebody chooses, each routine has its own."""
    if answers.get("visualization") is False:
        return NO_PICTURE
    return str(answers.get("picture", ROUTINES_OWN))


def following(question: str) -> str | None:
    """The next question of the first visit, None after the last."""
    place = TOUR.index(question) + 1
    return TOUR[place] if place < len(TOUR) else None


def feelings(places: Iterable[str], kinds: Iterable[str], level: int | None) -> list[dict[str, Any]]:
    """Body map entries: every kind at every place, all with one level."""
    strength = CAREFUL_LEVEL if level is None else level
    kinds = tuple(kinds)
    return [{"zone": place, "kind": kind, "level": strength} for place in places for kind in kinds]


def asked_scales(asks: Iterable[str], answers: Answers, catalog: Catalog) -> tuple[str, ...]:
    """The 0 to 10 questions of a person: chosen ones, else what they feel, else the usual ones."""
    asks = tuple(asks)
    if asks:  # maybe own questions alone, which are no scales
        return tuple(name for name in asks if name in catalog.scales)
    felt = {entry["kind"] for entry in answers.get("feel", ())}
    known = [kind for kind in KINDS if kind in felt and kind in catalog.scales]
    usual = [scale.id for scale in catalog.scales.values() if scale.usual]
    return tuple((known + [name for name in usual if name not in known])[:MOST_SCALES])


def tonight(answers: Answers, new_signs: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers of one evening. The gate counts as answered only when the lasting signs were answered too."""
    return {
        **answers,
        "sign": [*answers.get("sign", ()), *new_signs],
        "gate": {"none": "sign" in answers},
    }


def cleared(answers: Answers, sign: str) -> dict[str, Any]:
    """The answers after a clinician said yes to one sign."""
    signs = [{**entry, "cleared": True} if entry["id"] == sign else entry for entry in answers.get("sign", ())]
    return {**answers, "sign": signs}


def same_limits(kept: Answers, now: Answers, catalog: Catalog) -> bool:
    """True when what limits a session is answered now as it was in the answers kept with it."""
    asked_again = {name for name, rule in catalog.signs.items() if rule.when == "tonight"}
    lasting = [entry for entry in kept.get("sign", ()) if entry["id"] not in asked_again]
    same = all(kept.get(key) == now.get(key) for key in LIMITING)
    return same and lasting == now.get("sign", []) and kept["gate"] == tonight(now, [])["gate"]
