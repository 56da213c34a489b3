"""The body map through the door that a person uses: see, tap, say, correct, put back, compare."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from tests.cast import NOW, at_home, on_a_phone, the_clinician
from tests.outlines import polygons, widest_circle
from tests.web.marking import answers, felt, kept, mark
from tests.web.test_pages import MAP
from velneuro.content.body_views import VIEWS, body_view
from velneuro.content.library import catalog
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.models import MapDay
from velneuro.web.body_map.picture import LARGE, large_scale

BODY = catalog().body
LEAVES = sorted({leaf for place in BODY.places for leaf in BODY.leaf_places(place)})
LEAST_PX = 44
MOST_QUERIES = 8
DAY = timedelta(days=1)


# Seeing


@pytest.mark.parametrize("address", MAP)
def test_a_page_opens_with_few_questions_to_the_database(new: Client, address: str) -> None:
    mark(new, "left-heel")
    with CaptureQueriesContext(connection) as queries:
        page = new.get(address)
    assert page.status_code == 200
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_view_has_one_link_for_each_zone_with_its_name(new: Client, view: str, side: str) -> None:
    page = new.get(f"/map/{view}/{side}/").content.decode()
    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', page)
    assert len(links) == len(body_view(view).regions)
    assert all(new.get(href.replace("&amp;", "&")).status_code == 200 for href, _ in links)
    assert len({words for _, words in links}) == len(links)


def test_a_zone_is_named_with_what_is_felt_there(new: Client) -> None:
    mark(new, "left-ball", **felt("tingling", 6), **felt("burning", 3))
    page = new.get("/map/sole/left/").content.decode()
    assert 'aria-label="Ball of the foot on the left: tingling 6, burning 3"' in page
    assert 'aria-label="Heel on the left: nothing marked"' in page


def test_each_kind_has_its_own_pattern(new: Client) -> None:
    for kind, place in zip(KINDS, ("left-ball", "left-heel", "left-toe1", "left-toe2", "left-toe3"), strict=True):
        mark(new, place, **felt(kind))
    page = new.get("/map/sole/left/").content.decode()
    drawn = set(re.findall(r'<path class="felt"[^>]*fill="url\(#(feel-[a-z-]+)\)"', page))
    assert drawn == {f"feel-{kind}" for kind in KINDS}
    assert drawn == set(re.findall(r'<pattern id="(feel-[a-z-]+)"', page))


def test_several_kinds_share_a_zone_in_bands(new: Client) -> None:
    mark(new, "left-ball", **felt("pain", 2), **felt("burning", 3))
    page = new.get("/map/sole/left/").content.decode()
    assert re.findall(r'clip-path="url\(#(band-[\d-]+)\)"', page) == ["band-2-0", "band-2-1"]
    assert 'id="band-2-1"' in page


@pytest.mark.parametrize("view", VIEWS)
def test_every_touch_area_is_wide_enough_on_a_small_phone(view: str) -> None:
    """The largest circle inside each touch area, cut at the edge of the picture, at 360 px."""
    drawing = body_view(view)
    assert drawing.box[2] * large_scale(drawing) <= LARGE[0] == 360
    widths = {
        region.zone: max(widest_circle(shape, drawing.box) for shape in polygons(region.touch)) * large_scale(drawing)
        for region in drawing.regions
    }
    assert {zone: width for zone, width in widths.items() if width < LEAST_PX} == {}


def test_the_overview_links_to_every_view_and_marks_nothing_itself(new: Client) -> None:
    page = new.get("/map/").content.decode()
    assert all(f'href="/map/{view}/{side}/"' in page for view in VIEWS for side in ("left", "right"))
    assert "/map/at/" not in page


def test_a_group_leads_to_the_view_that_shows_its_parts(new: Client) -> None:
    page = new.get("/map/legfront/left/").content.decode()
    assert '<a href="/map/top/left/" aria-label="Left foot, from above">' in page


@pytest.mark.parametrize(
    "address", ["/map/elbow/left/", "/map/sole/middle/", "/map/at/left-foot/", "/map/at/left-ear/"]
)
def test_what_is_no_place_is_not_found(new: Client, address: str) -> None:
    assert new.get(address).status_code == 404


# Saying


def test_a_mark_is_kept_and_answers_where_it_is_felt(new: Client) -> None:
    answer = mark(new, "left-ball", **felt("tingling", 6), **felt("burning", 3))
    assert answer.headers["Location"] == "/map/sole/left/"
    assert kept() == [("left-ball", "burning", 3), ("left-ball", "tingling", 6)]
    assert answers()["feel"] == [
        {"zone": "left-ball", "kind": "tingling", "level": 6},
        {"zone": "left-ball", "kind": "burning", "level": 3},
    ]


def test_a_mark_leads_back_to_the_picture_it_came_from(new: Client) -> None:
    assert new.post("/map/at/left-ball/?view=medial", felt()).headers["Location"] == "/map/medial/left/"


def test_tonight_names_the_place(new: Client) -> None:
    mark(new, "left-ball", **felt("burning", 3))
    page = new.get("/").content.decode()
    assert "More time where you feel it most: ball of the foot on the left." in page
    assert 'href="/map/"' in page


def test_tonight_leaves_out_where_touch_hurts_much(new: Client) -> None:
    mark(new, "left-ball", **felt("touch-hurts", 8))
    assert "Left out: ball of the foot on the left" in new.get("/").content.decode()


def test_a_kind_without_a_number_is_asked_again(new: Client) -> None:
    page = mark(new, "left-ball", tingling="on")
    assert page.status_code == 422
    assert "Tingling: tap a number from 0 to 10." in page.content.decode()
    assert kept() == []


def test_nothing_ticked_is_asked_again(new: Client) -> None:
    assert mark(new, "left-ball", reach="").status_code == 422


@pytest.mark.parametrize("level", ["11", "-1", "x"])
def test_a_number_off_the_scale_is_refused(new: Client, level: str) -> None:
    assert mark(new, "left-ball", **{"pain": "on", "pain-level": level}).status_code == 422


def test_a_number_left_under_an_unticked_kind_does_not_count(new: Client) -> None:
    mark(new, "left-ball", **felt("pain", 2), **{"burning-level": "9"})
    assert kept() == [("left-ball", "pain", 2)]


def test_zero_is_kept_and_calls_for_nothing(new: Client) -> None:
    mark(new, "left-ball", **felt("pain", 0))
    assert kept() == [("left-ball", "pain", 0)]
    assert answers()["feel"] == []


def test_a_reach_marks_every_place_of_the_area_on_both_sides(new: Client) -> None:
    mark(new, "left-toe2", **felt("numbness", 4), reach="left-toes", both="on")
    toes = [f"{side}-toe{n}" for side in ("left", "right") for n in range(1, 6)]
    assert kept() == [(toe, "numbness", 4) for toe in toes]


def test_a_reach_leaves_other_kinds_there(new: Client) -> None:
    mark(new, "left-heel", **felt("burning", 7))
    mark(new, "left-ball", **felt("numbness", 4), reach="left-sole")
    assert ("left-heel", "burning", 7) in kept()
    assert ("left-heel", "numbness", 4) in kept()


def test_saving_again_corrects_the_place(new: Client) -> None:
    mark(new, "left-ball", **felt("tingling", 6))
    mark(new, "left-ball", **felt("burning", 2))
    assert kept() == [("left-ball", "burning", 2)]


def test_the_list_marks_places_and_areas(new: Client) -> None:
    new.post("/map/list/", {"places": ["left-heel", "right-shin"], **felt("pain", 3)})
    assert [place for place, _, _ in kept()] == [
        "left-heel",
        *(f"right-shin-{part}" for part in ("lower", "mid", "upper")),
    ]
    assert "Shin on the right: pain 3" in new.get("/map/list/").content.decode()


def test_the_list_asks_for_a_place(new: Client) -> None:
    page = new.post("/map/list/", felt())
    assert page.status_code == 422
    assert "Tick where it is." in page.content.decode()


def test_the_list_clears_places(new: Client) -> None:
    new.post("/map/list/", {"places": ["left-heel", "right-shin"], **felt("pain", 3)})
    new.post("/map/list/", {"places": ["right-leg"], "clear": "1"})
    assert kept() == [("left-heel", "pain", 3)]


def test_the_list_offers_every_zone_on_both_sides(new: Client) -> None:
    page = new.get("/map/list/").content.decode()
    assert set(re.findall(r'name="places" value="([^"]+)"', page)) == set(BODY.places)


# Taking out, putting back


def test_a_place_is_cleared_and_put_back(new: Client) -> None:
    mark(new, "left-ball", **felt("tingling", 6))
    mark(new, "left-ball", clear="1")
    assert kept() == []
    assert "Put it back" in new.get("/map/sole/left/").content.decode()
    new.post("/map/put-back/")
    assert kept() == [("left-ball", "tingling", 6)]
    assert answers()["feel"] == [{"zone": "left-ball", "kind": "tingling", "level": 6}]


def test_putting_back_the_first_mark_leaves_no_map(new: Client) -> None:
    mark(new, "left-ball")
    new.post("/map/put-back/")
    assert not MapDay.objects.exists()
    assert "feel" not in answers()


def test_a_change_is_put_back_once_only(new: Client) -> None:
    mark(new, "left-ball")
    mark(new, "left-heel")
    new.post("/map/put-back/")
    new.post("/map/put-back/")
    assert kept() == [("left-ball", "tingling", 6)]


def test_nothing_is_put_back_over_a_change_from_another_device(new: Client) -> None:
    mark(new, "left-ball")
    mark(at_home(), "left-heel")
    page = new.post("/map/put-back/", follow=True)
    assert "Nothing was put back" in page.content.decode()
    assert len(kept()) == 2


def test_after_ten_minutes_it_is_too_late(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-ball")
    time_machine.move_to(NOW + timedelta(minutes=11))
    assert "Put it back" not in new.get("/map/").content.decode()
    new.post("/map/put-back/")
    assert len(kept()) == 1


def test_nothing_today_is_a_map_and_an_answer(new: Client) -> None:
    mark(new, "left-ball")
    new.post("/map/nothing/")
    assert kept() == []
    assert MapDay.objects.count() == 1
    assert answers()["feel"] == []


def test_a_day_is_taken_out_and_put_back(new: Client) -> None:
    mark(new, "left-ball")
    new.post(f"/map/take-out/{NOW.date()}/")
    assert not MapDay.objects.exists()
    assert "feel" not in answers()
    new.post("/map/put-back/")
    assert kept() == [("left-ball", "tingling", 6)]
    assert len(answers()["feel"]) == 1


@pytest.mark.parametrize("day", ["2020-01-01", "yesterday", "2026-13-40"])
def test_a_day_without_a_map_cannot_be_taken_out(new: Client, day: str) -> None:
    assert new.post(f"/map/take-out/{day}/").status_code == 404


# With the first answers


def test_the_short_answer_is_the_start_of_the_map(new: Client) -> None:
    new.post("/welcome/where/", {"places": ["left-sole"], "kinds": ["burning"], "level": "7"})
    assert "Sole on the left: burning 7" in new.get("/map/").content.decode()
    mark(new, "left-heel", **felt("burning", 2))
    assert ("left-ball", "burning", 7) in kept()
    assert ("left-heel", "burning", 2) in kept()


def test_the_short_list_never_writes_over_a_map(new: Client) -> None:
    mark(new, "left-ball")
    page = new.get("/welcome/where/").content.decode()
    assert 'href="/map/"' in page
    assert 'name="places"' not in page
    answer = new.post("/welcome/where/", {"places": ["left-sole"], "kinds": ["pain"], "level": "9"})
    assert answer.headers["Location"] == "/welcome/hands/"
    assert new.post("/settings/where/", {"forget": "1"}).headers["Location"] == "/map/"
    assert answers()["feel"] == [{"zone": "left-ball", "kind": "tingling", "level": 6}]


@pytest.mark.parametrize("address", ["/", "/settings/", "/more/"])
def test_the_map_can_be_found(new: Client, address: str) -> None:
    assert 'href="/map/"' in new.get(address).content.decode()


# Whose


def test_another_account_sees_and_changes_nothing(new: Client, settings: Settings) -> None:
    mark(new, "left-ball")
    settings.DOOR = "locked"
    other = on_a_phone(the_clinician())
    assert "tingling 6" not in other.get("/map/").content.decode()
    assert other.post(f"/map/take-out/{NOW.date()}/").status_code == 404
    other.post("/map/nothing/")
    assert kept() == [("left-ball", "tingling", 6)]


def test_the_helper_does_not_put_back_what_the_person_did(new: Client) -> None:
    mark(new, "left-ball")
    new.post("/people/", {"name": "Jonas"})
    assert "Put it back" not in new.get("/map/").content.decode()
    new.post("/map/put-back/")
    assert kept() == [("left-ball", "tingling", 6)]
