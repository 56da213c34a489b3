"""The first visit: every question can be skipped, and what is skipped stays unanswered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import at_home
from velneuro.content.library import catalog
from velneuro.web.people.models import Person
from velneuro.web.people.questions import TOUR


@pytest.fixture
def new(open_door: None, db: None) -> Client:
    """A browser on a machine where nobody has been."""
    return at_home()


def answers() -> dict[str, Any]:
    kept: dict[str, Any] = Person.objects.get().answers
    return kept


def test_the_first_page_is_the_welcome(new: Client) -> None:
    assert new.get("/").headers["Location"] == "/welcome/"


def test_the_welcome_says_what_a_skipped_question_means(new: Client) -> None:
    assert "counts as the careful answer" in new.get("/welcome/").content.decode()


def test_skipping_all_leads_to_tonight(new: Client) -> None:
    assert new.post("/welcome/", {"skip": "1"}).headers["Location"] == "/"
    assert new.get("/").status_code == 200


def test_each_question_can_be_skipped_and_stays_open(new: Client) -> None:
    for question in TOUR:
        assert new.post(f"/welcome/{question}/", {"skip": "1"}).status_code == 302
    assert answers() == {}


def test_the_last_question_leads_to_tonight(new: Client) -> None:
    assert new.post(f"/welcome/{TOUR[-1]}/", {"skip": "1"}).headers["Location"] == "/"


def test_the_zone_of_the_browser_is_kept(new: Client) -> None:
    new.post("/welcome/", {"time_zone": "Europe/Vienna"})
    assert Person.objects.get().time_zone == "Europe/Vienna"


def test_an_unknown_zone_is_not_kept(new: Client) -> None:
    new.post("/welcome/", {"time_zone": "Mars/Olympus"})
    assert Person.objects.get().time_zone != "Mars/Olympus"


def test_no_sign_is_an_answer(new: Client) -> None:
    new.post("/welcome/signs/", {"none": "1"})
    assert answers() == {"sign": []}


def test_a_sign_is_kept_with_its_place(new: Client) -> None:
    new.post("/welcome/signs/", {"some": "1", "R11": "on", "R11-where": ["left-foot"]})
    assert answers() == {"sign": [{"id": "R11", "where": ["left-foot"]}]}


def test_a_clinicians_yes_is_kept_with_the_sign(new: Client) -> None:
    new.post("/welcome/signs/", {"some": "1", "R16": "on", "R16-cleared": "on"})
    assert answers() == {"sign": [{"id": "R16", "cleared": True}]}


@pytest.mark.parametrize("given", [{"some": "1"}, {"some": "1", "R11-where": ["left-foot"]}])
def test_no_tick_without_the_button_for_none_is_no_answer(new: Client, given: dict[str, Any]) -> None:
    page = new.post("/welcome/signs/", given)
    assert page.status_code == 422
    assert "Tick what fits, or tap the button for none." in page.content.decode()
    assert answers() == {}


def test_none_and_a_tick_contradict_each_other(new: Client) -> None:
    page = new.post("/welcome/signs/", {"none": "1", "R14": "on"})
    assert page.status_code == 422
    assert "Untick it" in page.content.decode()
    assert 'name="R14" checked' in page.content.decode()
    assert answers() == {}


def test_feelings_are_kept_for_each_place(new: Client) -> None:
    new.post("/welcome/where/", {"places": ["left-sole", "right-sole"], "kinds": ["burning"], "level": "7"})
    assert answers()["feel"] == [
        {"zone": "left-sole", "kind": "burning", "level": 7},
        {"zone": "right-sole", "kind": "burning", "level": 7},
    ]


def test_an_unsaid_strength_counts_as_one_that_every_rule_holds_for(new: Client) -> None:
    new.post("/welcome/where/", {"places": ["left-sole"], "kinds": ["tingling"]})
    assert answers()["feel"][0]["level"] >= max(rule.least for rule in catalog().feelings)


def test_nowhere_is_an_answer(new: Client) -> None:
    new.post("/welcome/where/", {"none": "1"})
    assert answers() == {"feel": []}


@pytest.mark.parametrize("given", [{"places": ["left-sole"]}, {"kinds": ["pain"]}, {"some": "1"}])
def test_half_an_answer_is_asked_again_with_what_was_ticked(new: Client, given: dict[str, Any]) -> None:
    page = new.post("/welcome/where/", given)
    assert page.status_code == 422
    assert page.content.decode().count(" checked") == len({"places", "kinds"} & set(given))
    assert answers() == {}


def test_hands_and_things_are_kept(new: Client) -> None:
    new.post("/welcome/hands/", {"chosen": ["thumbs", "heel"]})
    new.post("/welcome/things/", {"chosen": ["lotion"]})
    assert answers() == {"hands": ["thumbs", "heel"], "have": ["lotion"]}


def test_touch_keeps_only_what_was_said(new: Client) -> None:
    new.post("/welcome/touch/", {"visualization": "no"})
    assert answers() == {"visualization": False}


def test_an_ability_that_does_not_exist_is_refused(new: Client) -> None:
    assert new.post("/welcome/hands/", {"chosen": ["teeth"]}).status_code == 422


def test_a_question_that_does_not_exist_is_not_found(new: Client) -> None:
    assert new.get("/welcome/shoe-size/").status_code == 404
