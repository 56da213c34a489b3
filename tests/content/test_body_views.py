"""The views of the body agree with the zones, and leave no zone without a picture."""

from __future__ import annotations

import pytest

from tests.outlines import polygons, widest_circle
from velneuro.content.body_views import VIEWS, body_view
from velneuro.content.library import catalog


@pytest.mark.parametrize("name", VIEWS)
def test_every_region_is_a_zone(name: str) -> None:
    regions = {region.zone for region in body_view(name).regions}
    assert regions <= set(catalog().body.zones)


def test_every_leaf_zone_can_be_seen() -> None:
    seen = {region.zone for name in VIEWS for region in body_view(name).regions}
    leaves = {name for name, zone in catalog().body.zones.items() if not zone.parts}
    assert leaves - seen == set()


@pytest.mark.parametrize("name", VIEWS)
def test_every_number_stands_inside_its_zone(name: str) -> None:
    for region in body_view(name).regions:
        x, y = region.anchor
        spot = (x - 1.0, y - 1.0, 2.0, 2.0)
        assert max(widest_circle(shape, spot) for shape in polygons(region.shape)) > 1.5, region.zone


def test_another_view_is_not_known() -> None:
    with pytest.raises(KeyError):
        body_view("elbow")


def test_a_circle_in_a_square_is_as_wide_as_the_square() -> None:
    [square] = polygons("M10 10h40v40h-40z")
    assert widest_circle(square, (0, 0, 100, 100)) == pytest.approx(40, abs=0.5)
    assert widest_circle(square, (0, 0, 30, 100)) == pytest.approx(20, abs=0.5)


def test_a_curve_is_followed() -> None:
    quarters = "C0 22.4 22.4 0 50 0c27.6 0 50 22.4 50 50C100 77.6 77.6 100 50 100c-27.6 0 -50 -22.4 -50 -50"
    [disc] = polygons(f"M0 50{quarters}z")
    assert widest_circle(disc, (-9, -9, 200, 200)) == pytest.approx(100, abs=2)
