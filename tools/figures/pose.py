"""Bending the body at its joints (linear blend skinning), and the poses of foot and hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import HandFrame
from tools.figures.arrays import Floats, turn, turn_between, unit
from tools.figures.mesh import Body

Turns = Mapping[str, Floats]  # bone -> (3, 3), in the axes of the body at rest, about the bone's head
TOE_SPREAD = {1: 3.0, 2: 1.0, 3: -0.7, 4: -2.8, 5: -6.5}
FINGERS = (2, 3, 4, 5)


@dataclass(frozen=True)
class Posed:
    """The bent body: vertices (n, 3) and the move (4, 4) of every bone."""

    body: Body
    vertices: Floats
    moves: Mapping[str, Floats]

    def head(self, bone: str) -> Floats:
        """Where a bone begins, (3,)."""
        return _moved(self.moves[bone], self.body.head(bone))

    def tail(self, bone: str) -> Floats:
        """Where a bone ends, (3,)."""
        return _moved(self.moves[bone], self.body.tail(bone))


def posed(body: Body, turns: Turns) -> Posed:
    """The body with some of its bones turned; what hangs on a bone turns with it."""
    moves: dict[str, Floats] = {}
    for name in body.bones:
        _find_move(body, turns, name, moves)
    blend = np.einsum("vb,bij->vij", body.weights, np.stack([moves[name] for name in body.weighted]))
    vertices = np.einsum("vij,vj->vi", blend[:, :3, :3], body.vertices) + blend[:, :3, 3]
    return Posed(body, vertices, moves)


def _find_move(body: Body, turns: Turns, name: str, moves: dict[str, Floats]) -> Floats:
    if name not in moves:
        bone = body.bones[name]
        above = _find_move(body, turns, bone.parent, moves) if bone.parent else np.eye(4)
        moves[name] = above @ _about(bone.head, turns[name]) if name in turns else above
    return moves[name]


def _about(point: Floats, rotation: Floats) -> Floats:
    move = np.eye(4)
    move[:3, :3] = rotation
    move[:3, 3] = point - rotation @ point
    return move


def _moved(move: Floats, point: Floats) -> Floats:
    return np.asarray(move[:3, :3] @ point + move[:3, 3])


def foot_turns(down: float = 0.0, spread: float = 1.0, lift: float = 0.0) -> Turns:
    """The right foot pointed `down` by degrees, toes spread apart by a share and lifted by degrees."""
    sideways = {f"toe{i}-1.R": turn((0, 1, 0), angle * spread) for i, angle in TOE_SPREAD.items()}
    lifted = {bone: turn((1, 0, 0), -lift) @ rotation for bone, rotation in sideways.items()}
    return {"foot.R": turn((1, 0, 0), down), **lifted}


@dataclass(frozen=True)
class Grip:
    """How the fingers are held. Angles in degrees.

    `spread` of fingers 2 to 5, toward the thumb; `bend` at their three joints, toward the palm;
    `straight`: the share of their own bend at rest that is taken out first;
    `thumb`: turn in the palm's plane and about the hand's length for its first two bones, in the plane for the last;
    `arch`: how far the little finger's edge of the palm is rolled toward the palm;
    `wrist`: bent back; `sideways`: bent toward the little finger.
    """

    spread: tuple[float, float, float, float] = (2, 0, -2, -5)
    bend: tuple[tuple[float, float, float], ...] = ((0, 0, 0),) * 4
    straight: float = 1.0
    thumb: tuple[float, float, float, float, float] = (0, 0, 0, 0, 0)
    arch: float = 0.0
    wrist: float = 0.0
    sideways: float = 0.0


def hand_turns(body: Body, frame: HandFrame, grip: Grip) -> Turns:
    """The right hand in this grip."""
    turns: dict[str, Floats] = {}
    for finger, spread, bend in zip(FINGERS, grip.spread, grip.bend, strict=True):
        turns |= _finger_turns(body, frame, finger, turn(frame.back, spread) @ frame.along, bend, grip.straight)
    for share, bone in zip((-0.35, 0.1, 0.6, 1.0), (1, 2, 3, 4), strict=True):
        turns[f"metacarpal{bone}.R"] = turn(frame.along, -share * grip.arch)
    first, roll, second, second_roll, third = grip.thumb
    turns["finger1-1.R"] = turn(frame.back, first) @ turn(frame.along, roll)
    turns["finger1-2.R"] = turn(frame.back, second) @ turn(frame.along, second_roll)
    turns["finger1-3.R"] = turn(frame.back, third)
    turns["wrist.R"] = turn(frame.across, grip.wrist) @ turn(frame.back, -grip.sideways)
    return turns


def _finger_turns(
    body: Body, frame: HandFrame, finger: int, goal: Floats, bend: tuple[float, float, float], straight: float
) -> Turns:
    """Each bone is brought to the wanted direction in the palm's plane, bent by all joints so far."""
    turns: dict[str, Floats] = {}
    so_far = np.eye(3)
    for joint in (1, 2, 3):
        bone = f"finger{finger}-{joint}.R"
        wanted = turn(np.cross(frame.back, goal), sum(bend[:joint])) @ goal
        now = so_far @ unit(body.tail(bone) - body.head(bone))
        step = turn_between(now, unit(now * (1 - straight) + wanted * straight))
        turns[bone] = so_far.T @ step @ so_far
        so_far = step @ so_far
    return turns
