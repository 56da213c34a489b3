"""The printed card: one page that guides through a routine without any screen. Tagged, in black and gray."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from velneuro.content.card_words import card_words
from velneuro.content.library import catalog, voice
from velneuro.core.plan import Plan
from velneuro.core.problem import MachineFailed
from velneuro.core.routine import Routine
from velneuro.outputs.card_drawing import drawings
from velneuro.outputs.card_rows import Row, Wording, pressure_words, rows, time_words, turn_words, turns, ways
from velneuro.outputs.ready import ready

HERE = Path(__file__).parent
TEMPLATE = HERE / "card.typ"
FONTS = HERE / "fonts"
PAPERS = {"letter": "us-letter", "a4": "a4"}


def _untranslated(text: str) -> str:
    return text


def card_pdf(
    routine: Routine,
    plan: Plan,
    have: Collection[str] | None,
    paper: str = "letter",
    translate: Callable[[str], str] = _untranslated,
    lang: str = "en",
) -> bytes:
    """The card of a plan that was not refused, as a PDF/UA-1 file; the same input gives the same bytes.

    It has one page, and more only where very many steps would else be in small print.
    `have` is what the person has at hand (None: they did not say), `paper` one of PAPERS. Raises MachineFailed when
    the page cannot be set.
    """
    import typst  # 80 MB: nobody waits for it who prints no card

    say = Wording(lang, catalog(), card_words(), voice("en").pressure, translate)
    content = {"paper": PAPERS[paper], **card_content(routine, plan, have, say)}
    try:
        return typst.compile(
            str(TEMPLATE),
            root=str(HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,  # else another machine would set another page
            format="pdf",
            sys_inputs={"card": json.dumps(content)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise MachineFailed(f"the card of {routine.name} cannot be set ({error}). Check its texts.") from error


def card_content(routine: Routine, plan: Plan, have: Collection[str] | None, say: Wording) -> dict[str, Any]:
    """Everything that stands on the card, as plain values for the template."""
    of = rows(plan)
    pictures = drawings(of, say)
    supplies = [say.translate(say.catalog.supplies[name].title) for name in ready(plan.supplies, have)]
    return {
        "lang": say.lang,
        "title": say.translate(routine.title),
        "length": say.say("length", n=plan.minutes),
        "turns": [_turn(turn, say) for turn in turns(of)],
        "drawings": pictures,
        "legend": {"label": say.say("drawings"), "things": _legend(of, pictures, say)},
        "ready": {"label": say.say("ready"), "things": supplies},
        "pressure": {"label": say.say("pressure"), "levels": pressure_words(of, say)},
        "not_for": {"label": say.say("not_for"), "text": say.translate(routine.not_for)},
        "stop": say.say("stop"),
        "close": " ".join(_close(of, say)),
        "comfort": f"{say.say('comfort')} {say.say('ask')}",
    }


def _legend(of: tuple[Row, ...], pictures: list[dict[str, Any]], say: Wording) -> list[str]:
    """Which side is drawn, and what the marks mean that are there."""
    side = "right" if any("right" in row.sides for row in of) else "left"
    marks = sorted({mark for picture in pictures for mark in picture["marks"]})
    return [say.say(f"drawn_{side}"), *(say.say(mark) for mark in marks)] if pictures else []


def _turn(turn: tuple[Row, ...], say: Wording) -> dict[str, Any]:
    return {
        "note": turn_words(turn, say),
        "touch": bool(turn[0].sides),
        "first": turn[0].number,
        "rows": [
            {"title": say.translate(row.steps[0].title), "time": time_words(row, say), "ways": ways(row, say)}
            for row in turn
        ],
    }


def _close(of: tuple[Row, ...], say: Wording) -> Iterator[str]:
    """Wipe, dry, shoes: slipping with oily feet is the greatest danger of the whole session."""
    zones = say.catalog.body.zones
    touched = {zones[step.zone].limb for row in of for step in row.steps if step.zone}
    if touched:
        yield say.say("close_feet" if touched & {"foot", "leg"} else "close")
    yield say.say("stand")
