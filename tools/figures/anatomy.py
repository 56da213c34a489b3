"""Coordinates that belong to the limb, not to the picture: every view survives a change of pose.

All take places on the skin at rest, (..., 3), and work on the right limb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.arrays import Floats, unit
from tools.figures.mesh import Body, right_leg

TOES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class FootFrame:
    """s from 0 at the heel to 1 at the longest toe, t across, + to the inner side; both in foot lengths."""

    heel: Floats
    forward: Floats
    inward: Floats
    length: float
    ground: float
    knuckles: Mapping[int, Floats]  # where each toe begins, (3,)
    middles: Mapping[int, Floats]  # the toe's first joint, (3,)
    tips: Mapping[int, Floats]

    def st(self, place: Floats) -> tuple[Floats, Floats]:
        """The two coordinates of places."""
        away = (place - self.heel) / self.length
        return away @ self.forward, away @ self.inward

    def point(self, place: Floats) -> tuple[float, float]:
        """The two coordinates of one place."""
        s, t = self.st(place)
        return float(s), float(t)

    def beyond(self, place: Floats, shares: tuple[float, ...]) -> Floats:
        """How far, in foot lengths, places lie toward the toes of a line across all five toes.

        The line crosses each toe at a share of the way from its beginning to its first joint.
        """
        s, t = self.st(place)
        line = [
            self.point(self.knuckles[i] + k * (self.middles[i] - self.knuckles[i])) for i, k in _from_little(shares)
        ]
        along, across = np.array(line).T
        slope = (along[1] - along[0]) / (across[1] - across[0])
        across = np.r_[across[0] - 0.2, across, across[-1] + 0.2]
        along = np.r_[along[0] - 0.12 * slope, along, along[-1]]
        return np.asarray(s - np.interp(t, across, along))


def _from_little(shares: tuple[float, ...]) -> list[tuple[int, float]]:
    return list(zip(TOES, shares, strict=True))[::-1]


@dataclass(frozen=True)
class LegFrame:
    """0 at the ankle joint, 1 at the knee joint."""

    ankle: Floats
    knee: Floats

    @property
    def axis(self) -> Floats:
        """From ankle to knee, (3,), length one."""
        return unit(self.knee - self.ankle)

    def along(self, place: Floats) -> Floats:
        """Height of places on the leg."""
        line = self.knee - self.ankle
        return np.asarray((place - self.ankle) @ line / (line @ line))

    def outward(self, place: Floats) -> Floats:
        """How far places lie to the outer side of the line between the joints, in units of the mesh."""
        middle = self.ankle[0] + (self.knee[0] - self.ankle[0]) * np.clip(self.along(place), -0.3, 1.3)
        return np.asarray(middle - place[..., 0])


@dataclass(frozen=True)
class HandFrame:
    """u from -0.5 at the first finger's knuckle to 0.5 at the little one's, v from the wrist, 0, to the knuckles, 1."""

    wrist: Floats
    along: Floats  # from the wrist to the fingers, (3,)
    across: Floats  # from the first finger to the little one
    back: Floats  # out of the back of the hand
    width: float
    length: float
    middle: float

    def uv(self, place: Floats) -> tuple[Floats, Floats]:
        """The two coordinates of places."""
        away = place - self.wrist
        return (away @ self.across - self.middle) / self.width, away @ self.along / self.length

    def point(self, place: Floats) -> tuple[float, float]:
        """The two coordinates of one place."""
        u, v = self.uv(place)
        return float(u), float(v)


def foot_frame(body: Body, leg: LegFrame) -> FootFrame:
    """The frame of the right foot."""
    moved = body.share("foot") + body.share("toe") > 0.3
    skin = body.vertices[right_leg(body) & moved & (body.vertices[:, 1] < leg.ankle[1] - 0.3)]
    heel = np.array([leg.ankle[0], 0, skin[:, 2].min()])
    toe = body.tail("toe2-3.R")
    forward = unit([toe[0] - heel[0], 0, toe[2] - heel[2]])
    return FootFrame(
        heel=heel,
        forward=forward,
        inward=np.array([forward[2], 0, -forward[0]]),
        length=float(((skin - heel) @ forward).max()),
        ground=float(skin[:, 1].min()),
        knuckles={i: body.head(f"toe{i}-1.R") for i in TOES},
        middles={i: body.head(f"toe{i}-2.R") for i in TOES},
        tips={i: body.tail(f"toe{i}-{2 if i == 1 else 3}.R") for i in TOES},
    )


def leg_frame(body: Body) -> LegFrame:
    """The frame of the right lower leg."""
    return LegFrame(ankle=body.head("foot.R"), knee=body.head("lowerleg01.R"))


def hand_frame(body: Body) -> HandFrame:
    """The frame of the right hand."""
    wrist = body.head("wrist.R")
    knuckle = {i: body.head(f"finger{i}-1.R") for i in (2, 3, 4, 5)}
    along = unit(knuckle[3] * 0.6 + knuckle[4] * 0.4 - wrist)
    row = knuckle[5] - knuckle[2]
    across = unit(row - along * (row @ along))
    return HandFrame(
        wrist=wrist,
        along=along,
        across=across,
        back=unit(np.cross(across, along)),
        width=abs(float(row @ across)),
        length=float(np.linalg.norm(knuckle[3] - wrist)),
        middle=float(((knuckle[5] + knuckle[2]) / 2 - wrist) @ across),
    )


@dataclass(frozen=True)
class Anatomy:
    """The three frames of one body."""

    foot: FootFrame
    leg: LegFrame
    hand: HandFrame


def anatomy(body: Body) -> Anatomy:
    """All frames of the body at rest."""
    leg = leg_frame(body)
    return Anatomy(foot_frame(body, leg), leg, hand_frame(body))
