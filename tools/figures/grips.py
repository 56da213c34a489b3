"""How the hands of the pictures are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tools.figures.pose import Grip

OPEN = Grip(spread=(9, 1.5, -6, -16), straight=0.85, thumb=(4, 0, 0, 0, 0))


@dataclass(frozen=True)
class RoundLimb:
    """An unseen limb in the hand, upright in the picture: where its middle lies from the first finger's knuckle."""

    right: float
    behind: float
    radius: float


@dataclass(frozen=True)
class Hold:
    """A working hand: the grip, where it touches (ends of bones, the middle counts), and how it is seen.

    `seen`: degrees round the hand's length (- is from the thumb's side), over the fingers, in the picture.
    `palmward`: how far the skin that touches lies from those bones toward the palm, in units of 10 cm.
    `forearm`: how much of it is shown, in the same units. `round_limb`: what hides the fingers that go round it.
    """

    grip: Grip
    contact: tuple[tuple[str, str], ...]
    seen: tuple[float, float, float] = (0, 0, 0)
    palmward: float = 0.0
    forearm: float = 0.85
    round_limb: RoundLimb | None = None


PULLING = Hold(
    Grip(
        spread=(1, 0, -1, -2),
        bend=((66, 96, 50), (68, 98, 52), (68, 98, 52), (66, 96, 50)),
        thumb=(-20, 0, -30, 10, -30),
    ),
    contact=(),
    forearm=0.95,
)

HOLDS: Mapping[str, Hold] = {
    "hand-cup": Hold(
        Grip(
            spread=(2, 0, -1, -4),
            bend=((21, 28, 18), (21, 29, 18), (23, 29, 18), (26, 30, 18)),
            thumb=(14, -10, -4, 0, -20),
            arch=-14,
        ),
        contact=(("finger3-1.R", "head"), ("finger3-2.R", "head")),
        seen=(-18, -13, 0),
    ),
    "hand-clasp": Hold(
        Grip(
            spread=(1, 0, 0, -1),
            bend=((26, 35, 20), (30, 38, 22), (34, 40, 22), (38, 42, 22)),
            thumb=(-18, 20, -10, 0, -10),
            arch=-14,
            sideways=14,
        ),
        contact=(("finger1-2.R", "tail"), ("finger2-1.R", "head")),
        seen=(-60, -24, 0),
        round_limb=RoundLimb(right=-0.51, behind=0.26, radius=0.42),
    ),
    "hand-wrap": Hold(
        Grip(
            spread=(-2, -1, 0, 0),
            bend=((29, 36, 24), (29, 37, 24), (31, 38, 24), (33, 42, 24)),
            thumb=(4, -10, -4, 0, -14),
            arch=-20,
            sideways=15,
        ),
        contact=(("finger3-1.R", "head"), ("finger4-1.R", "head"), ("wrist.R", "head")),
        palmward=0.1,
        seen=(-8, -6, 0),
    ),
    "hand-thumb": Hold(
        Grip(thumb=(-6, 0, -8, 0, 0), bend=((55, 60, 35),) * 4),
        contact=(("finger1-3.R", "tail"),),
        seen=(-38, 0, 0),
    ),
    "hand-pinch": Hold(
        Grip(bend=((50, 55, 30), (58, 62, 40), (62, 66, 42), (62, 66, 42))),
        contact=(("finger1-3.R", "tail"),),
        seen=(-72, 0, 0),
    ),
    "hand-knuckles": Hold(
        Grip(
            spread=(1, 0, -1, -2),
            bend=((50, 98, 55), (52, 100, 55), (52, 100, 55), (50, 98, 55)),
            thumb=(-26, 20, -30, 10, -30),
        ),
        contact=(("finger2-2.R", "head"), ("finger3-2.R", "head")),
        seen=(-48, 0, 0),
    ),
    "hand-heel": Hold(
        Grip(
            spread=(3, 0, -3, -8),
            bend=((24, 34, 20), (26, 36, 20), (28, 38, 20), (30, 40, 20)),
            thumb=(2, 0, 0, 0, -8),
            wrist=52,
        ),
        contact=(("wrist.R", "head"), ("finger1-1.R", "head")),
        palmward=0.22,
        seen=(-52, -6, 0),
    ),
}
