"""Changes of form that the base mesh needs: its toes are long and thin, its foot stands flat on a floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.figures.anatomy import TOES, Anatomy
from tools.figures.arrays import Floats, smoothstep, unit
from tools.figures.mesh import Body, Bone
from tools.figures.pose import Posed

TOE_LENGTH = (0.96, 0.86, 0.84, 0.84, 0.86)
TOE_GIRTH = (1.03, 1.06, 1.07, 1.07, 1.05)


def sculpted(body: Body, frame: Anatomy) -> Body:
    """The body with shorter and rounder toes on the right foot, joints included."""
    vertices = body.vertices.copy()
    bones = dict(body.bones)
    for toe, length, girth in zip(TOES, TOE_LENGTH, TOE_GIRTH, strict=True):
        share = body.share(f"toe{toe}-")
        start = frame.foot.knuckles[toe] + 0.35 * (frame.foot.middles[toe] - frame.foot.knuckles[toe])
        axis = unit(frame.foot.tips[toe] - start)
        moved = _resized(body.vertices, start, axis, length, girth)
        vertices += share[:, None] * (moved - body.vertices)
        for joint in (1, 2, 3):
            name = f"toe{toe}-{joint}.R"
            if name in bones:
                bones[name] = _resized_bone(bones[name], start, axis, length, girth)
    return replace(body, vertices=vertices, bones=bones)


def _resized(place: Floats, start: Floats, axis: Floats, length: float, girth: float) -> Floats:
    """Places (..., 3) beyond `start` drawn along the axis and away from it; behind it they stay."""
    away = place - start
    along = away @ axis
    beyond = smoothstep(0, 0.12, along)[..., None]
    off = away - along[..., None] * axis
    wanted = start + along[..., None] * length * axis + off * girth
    return np.asarray(place + beyond * (wanted - place))


def _resized_bone(bone: Bone, start: Floats, axis: Floats, length: float, girth: float) -> Bone:
    head, tail = (_resized(place, start, axis, length, girth) for place in (bone.head, bone.tail))
    return replace(bone, head=head, tail=tail)


def planted(pose: Posed, frame: Anatomy) -> Floats:
    """Vertices for the view from below: what is high above the ground is drawn in, so that the arch shows a waist."""
    foot = frame.foot
    place = pose.vertices
    s, t = foot.st(pose.body.vertices)
    height = (pose.body.vertices[:, 1] - foot.ground) / foot.length
    behind_toes = smoothstep(0.68, 0.56, s)
    middle = -0.035 * np.sin(np.clip(s / 0.6, 0, 1) * np.pi)
    high = smoothstep(0.05, 0.30, height) * (0.35 + 0.65 * smoothstep(0.10, 0.30, s))
    arch = np.exp(-(((s - 0.44) / 0.13) ** 2)) * smoothstep(0.02, 0.12, t)
    outer = np.exp(-(((s - 0.38) / 0.16) ** 2)) * smoothstep(-0.04, -0.14, t)
    inward = -(t - middle) * behind_toes * 0.55 * high - 0.030 * arch + 0.012 * outer
    return np.asarray(place + inward[:, None] * foot.length * foot.inward)
