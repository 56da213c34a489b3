"""The pictures of a session: what the page draws once, and what the player moves."""

from __future__ import annotations

from typing import Any

from velneuro.content.figures import figure
from velneuro.content.scenes import REST, Scene, scene
from velneuro.outputs.pictures import RING, picture_dict
from velneuro.web.people.drawings import drawing

Shown = tuple[Scene, str | None]


def pictures(score: dict[str, Any], palette: str) -> dict[str, Any]:
    """`data` for the player; `pictures` and `drawings` for the page, each drawn once however many steps show it."""
    steps = [_shown(step) for step in score["steps"]]
    shown = list(dict.fromkeys(steps))
    ids = {each: f"picture-{number}" for number, each in enumerate(shown)}
    names = {name for each, _ in shown for name in (each.figure, *(hand.name for hand in each.hands))} - {REST}
    return {
        "data": {
            "all": [{"id": ids[each], **picture_dict(each[0])} for each in shown],
            "of": [shown.index(step) for step in steps],
        },
        "pictures": [_picture(ids[each], each, palette) for each in shown],
        "drawings": [drawing(name, palette) for name in sorted(names)],
    }


def _shown(step: dict[str, Any]) -> Shown:
    return scene(step["figure"], step["zone"], step["stroke"], step["tool"]), step["side"]


def _picture(name: str, shown: Shown, palette: str) -> dict[str, Any]:
    """One template of the page. Its moved parts stand in the order in which the player gets them."""
    drawn, side = shown
    values = picture_dict(drawn)
    rests = any(not way.mm for turn in drawn.turns for way in turn)
    return {
        "id": name,
        "figure": f"{drawn.figure}-{palette}",
        "is_rest": drawn.figure == REST,
        "classes": " ".join(filter(None, (side, "rests" if rests else "", "small" if drawn.small else ""))),
        "w": values["w"],
        "h": values["h"],
        "hands": [
            {
                "name": f"{hand.name}-{palette}",
                "is_thing": hand.is_thing,
                "box": figure(hand.name),
                "percent": f"{100 * moved['w'] / values['w']:.3f}%",
            }
            for hand, moved in zip(drawn.hands, values["moved"], strict=False)
        ],
        "rings": [f"{100 * RING / values['w']:.3f}%" for _ in (drawn.turns[0] if drawn.turns else ())],
        "tracks": [] if rests else list(_tracks(values["turns"])),
        "numbers": [] if rests or len(drawn.turns) < 2 else list(_numbers(values["turns"])),
    }


def _tracks(turns: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {"turn": turn, "points": " ".join(f"{x:g},{y:g}" for x, y in way["points"])}
        for turn, ways in enumerate(turns)
        for way in ways
    ]


def _numbers(turns: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    starts = [ways[0]["points"][0] for ways in turns]
    return [{"x": x, "y": y, "n": n} for n, (x, y) in enumerate(starts, 1)]
