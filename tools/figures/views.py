"""Every picture: what is bent how, which part of it is shown, and from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import cos, radians, sin

import numpy as np

from tools.figures.anatomy import Anatomy
from tools.figures.arrays import Floats, Mask
from tools.figures.camera import Camera, hand_camera, looking_from
from tools.figures.grips import HOLDS, OPEN, PULLING, Hold, RoundLimb
from tools.figures.mesh import Body, right_leg
from tools.figures.pose import Posed, foot_turns, hand_turns, posed
from tools.figures.props import BALL_RADIUS, ball, limb_in_hand, towel_contact, towel_in_hands
from tools.figures.sculpt import planted
from tools.figures.surface import Cut, Surface, joined, skin

LIMB_PIXELS = 960
TOOL_PIXELS = 640
BALL_PIXELS = 240
PICTURE = looking_from((0, 0, 1), (0, 1, 0))


@dataclass(frozen=True)
class View:
    """One picture. A working hand or thing has a contact, and neither regions nor strokes."""

    name: str
    camera: Camera
    rays: int  # height of the ray-cast picture
    pixels: int  # height of the written picture
    pose: Posed
    surface: Callable[[], Surface]
    contact: Floats | None = None  # where a working hand touches, (3,)
    below: float = 0.0  # room under the limb, in units


def all_views(body: Body, frame: Anatomy) -> Iterator[View]:
    """The eight views of the limbs, the foot on a ball, the working hands, then the things they use."""
    yield from _foot_views(body, frame)
    yield from _leg_views(body, frame)
    yield from _hand_views(body, frame)
    yield _on_a_ball(body, frame)
    yield from _working_hands(body, frame)
    yield _ball(body)
    yield _towel(body, frame)


def _foot_views(body: Body, frame: Anatomy) -> Iterator[View]:
    standing, apart = posed(body, foot_turns()), posed(body, foot_turns(spread=1.35))
    below = looking_from((0, -1, 0), (0.03, 0, 1))
    sole = partial(skin, apart, _foot(body, frame, -0.30), None, partial(planted, frame=frame))
    yield View("sole", below, 1500, LIMB_PIXELS, apart, sole)
    tilt = radians(38)
    above = looking_from((0, sin(tilt), cos(tilt)), (0, -cos(tilt), sin(tilt)))
    pointed = posed(body, foot_turns(down=38, spread=1.35))
    # Cut along the picture, not along the leg: the leg is seen so steeply that its own cut would be a deep bow.
    cut = Cut(-above.up, frame.leg.ankle, -0.20, 0.20)
    yield View("top", above, 2000, LIMB_PIXELS, pointed, partial(skin, pointed, _foot(body, frame, 2.4), cut))
    side = partial(skin, standing, _foot(body, frame, 2.9), Cut(frame.leg.axis, frame.leg.ankle, 0.8, 1.7))
    yield View("medial", looking_from((1, 0.05, 0), (0, 1, 0)), 1450, LIMB_PIXELS, standing, side)
    yield View("lateral", looking_from((-1, 0.1, 0), (0, 1, 0)), 1450, LIMB_PIXELS, standing, side)


def _on_a_ball(body: Body, frame: Anatomy) -> View:
    """The foot from its inner side, toes a little up, with room for the ball under it."""
    pose = posed(body, foot_turns(down=-4, lift=10))
    cut = Cut(frame.leg.axis, frame.leg.ankle, 0.5, 1.2)
    surface = partial(skin, pose, _foot(body, frame, 2.9), cut)
    camera = looking_from((1, 0.05, 0), (0, 1, 0))
    return View("medial-ball", camera, 1450, TOOL_PIXELS, pose, surface, below=2 * BALL_RADIUS)


def _foot(body: Body, frame: Anatomy, up: float) -> Mask:
    """The right foot and leg, up to a height over the ankle."""
    return np.asarray(right_leg(body) & (body.vertices[:, 1] < frame.leg.ankle[1] + up))


def _leg_views(body: Body, frame: Anatomy) -> Iterator[View]:
    knee, axis = frame.leg.knee, frame.leg.axis
    keep = right_leg(body) & (body.vertices[:, 1] < knee[1] + 2.4) & (body.vertices[:, 0] > -3.4)
    cut = Cut(axis, knee, 0.7, 1.25)
    for name, out, down in (("legfront", (0, 0.22, 1), 22), ("legback", (0, 0.06, -1), 4)):
        pose = posed(body, foot_turns(down=down))
        yield View(name, looking_from(out, axis), 1700, LIMB_PIXELS, pose, partial(skin, pose, keep, cut))


def _hand_views(body: Body, frame: Anatomy) -> Iterator[View]:
    hand = frame.hand
    pose = posed(body, hand_turns(body, hand, OPEN))
    surface = partial(skin, pose, _forearm(body, frame), Cut(-hand.along, hand.wrist, 0.55, 0.95))
    yield View("palm", looking_from(-hand.back, hand.along), 1400, LIMB_PIXELS, pose, surface)
    yield View("back", looking_from(hand.back, hand.along), 1400, LIMB_PIXELS, pose, surface)


def _working_hands(body: Body, frame: Anatomy) -> Iterator[View]:
    for name, hold in HOLDS.items():
        pose, hand = _held(hold, body, frame)
        camera = hand_camera(frame.hand, *hold.seen)
        surface = partial(_round_limb, hand, hold.round_limb, camera, pose) if hold.round_limb else hand
        bones = [getattr(pose, end)(bone) for bone, end in hold.contact]
        contact = np.mean(bones, axis=0) - hold.palmward * (pose.moves["wrist.R"][:3, :3] @ frame.hand.back)
        yield View(name, camera, 1100, TOOL_PIXELS, pose, surface, contact)


def _round_limb(hand: Callable[[], Surface], limb: RoundLimb, camera: Camera, pose: Posed) -> Surface:
    middle = pose.head("finger2-1.R") + limb.right * camera.right - limb.behind * camera.out
    return joined([hand(), limb_in_hand(camera, middle, limb.radius)])


def _ball(body: Body) -> View:
    return View("prop-ball", PICTURE, 500, BALL_PIXELS, posed(body, {}), ball, np.zeros(3))


def _towel(body: Body, frame: Anatomy) -> View:
    pose, fist = _held(PULLING, body, frame)

    def surface() -> Surface:
        return towel_in_hands(fist(), pose, frame)

    return View("prop-towel", PICTURE, 1100, TOOL_PIXELS, pose, surface, towel_contact())


def _held(hold: Hold, body: Body, frame: Anatomy) -> tuple[Posed, Callable[[], Surface]]:
    pose = posed(body, hand_turns(body, frame.hand, hold.grip))
    cut = Cut(-frame.hand.along, frame.hand.wrist, 0.15, hold.forearm)
    return pose, partial(skin, pose, _forearm(body, frame), cut)


def _forearm(body: Body, frame: Anatomy) -> Mask:
    """The right hand with more of the forearm than is ever shown."""
    v = (body.vertices - frame.hand.wrist) @ frame.hand.along
    return np.asarray((v > -1.7) & (body.vertices[:, 0] < -2.6))
