"""The body as zones on two sides. A place is a side and a zone, written `left-ball`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

SIDES = ("right", "left")
LIMBS = ("foot", "leg", "hand")
LIMB_PLACES = ("left-foot", "right-foot", "left-leg", "right-leg", "left-hand", "right-hand")


@dataclass(frozen=True)
class Zone:
    """A leaf of the body, or a group of others (`parts`); `strokes` names the drawn stroke of each motion.

    `soft` is the part of a group to keep to where no bone is to be touched.
    """

    id: str
    title: str
    limb: str
    bony: bool
    figure: str
    parts: tuple[str, ...]
    soft: str | None
    strokes: Mapping[str, str]


@dataclass(frozen=True)
class Body:
    """All zones by name, with the questions that the plan asks of them."""

    zones: Mapping[str, Zone]
    _leaves: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Every place name there is, groups included."""
        return tuple(f"{side}-{zone}" for side in SIDES for zone in self.zones)

    def leaves(self, zone: str) -> frozenset[str]:
        """The leaf zones that a zone or group is made of."""
        if zone not in self._leaves:
            parts = self.zones[zone].parts
            self._leaves[zone] = frozenset().union(*map(self.leaves, parts)) if parts else frozenset({zone})
        return self._leaves[zone]

    def leaf_places(self, place: str) -> frozenset[str]:
        """The leaf places of a place: `left-foot` gives every zone of the left foot, each with its side."""
        side, zone = split(place)
        return frozenset(f"{side}-{leaf}" for leaf in self.leaves(zone))

    def limb_places(self, place: str) -> frozenset[str]:
        """The limbs that a place lies on, with their side: `left-ball` gives `left-foot`."""
        side, zone = split(place)
        return frozenset(f"{side}-{self.zones[leaf].limb}" for leaf in self.leaves(zone))

    def all_bony(self, zone: str) -> bool:
        return all(self.zones[leaf].bony for leaf in self.leaves(zone))

    def any_bony(self, zone: str) -> bool:
        return any(self.zones[leaf].bony for leaf in self.leaves(zone))


def split(place: str) -> tuple[str, str]:
    """`left-ball` to (`left`, `ball`)."""
    side, _, zone = place.partition("-")
    return side, zone
