"""Zones, groups and sides."""

from __future__ import annotations

from velneuro.core.body import LIMB_PLACES
from velneuro.core.catalog import Catalog


def test_a_leaf_is_made_of_itself(catalog: Catalog) -> None:
    assert catalog.body.leaf_places("left-ball") == {"left-ball"}


def test_a_limb_holds_every_zone_of_it_on_one_side(catalog: Catalog) -> None:
    leaves = catalog.body.leaf_places("right-foot")
    assert {"right-ball", "right-heel", "right-toe5", "right-ankle-inner"} <= leaves
    assert all(place.startswith("right-") for place in leaves)
    assert catalog.body.limb_places("right-foot") == {"right-foot"}


def test_every_part_is_a_zone_and_every_group_lies_on_known_limbs(catalog: Catalog) -> None:
    for place in catalog.body.places:
        assert catalog.body.limb_places(place) <= set(LIMB_PLACES)


def test_every_leaf_lies_in_the_group_of_its_limb(catalog: Catalog) -> None:
    for zone in catalog.body.zones.values():
        assert catalog.body.leaves(zone.id) <= catalog.body.leaves(zone.limb)


def test_ankles_and_shin_are_bony_and_the_ball_is_not(catalog: Catalog) -> None:
    assert catalog.body.all_bony("ankle-inner")
    assert catalog.body.any_bony("shin-mid")
    assert not catalog.body.any_bony("ball")
