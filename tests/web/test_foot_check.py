"""The daily foot check: one tap when all is fine; what is found leads to advice, stays, and reaches the gate."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from tests.cast import EVENING, NOW, a_session
from tests.web.writing import action, send, write
from velneuro.content.foot_check import foot_check
from velneuro.web.diary.models import Revision
from velneuro.web.feet.found import holds, signs_found, with_signs
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

FEET = "/diary/feet/"
GATE = f"/practice/{EVENING}/gate/"


def found(client: Client, **items: Any) -> Any:
    return write(client, FEET, some="1", **items)


def signs_of_last_session() -> list[dict[str, Any]]:
    session = PracticeSession.objects.order_by("-made_at").first()
    assert session
    signs: list[dict[str, Any]] = session.answers["sign"]
    return signs


def test_all_fine_is_one_tap(home: Client) -> None:
    write(home, FEET, none="1")
    assert FootCheck.objects.get().findings.count() == 0
    assert "Feet: looked at" in home.get("/diary/").content.decode()


def test_an_empty_form_is_no_answer(home: Client) -> None:
    assert write(home, FEET).status_code == 422
    assert not FootCheck.objects.exists()


def test_fine_and_a_finding_cannot_both_be(home: Client) -> None:
    assert write(home, FEET, none="1", cut="left").status_code == 422
    assert not FootCheck.objects.exists()


def test_every_item_is_asked_on_both_feet(home: Client) -> None:
    page = home.get(FEET).content.decode()
    for item in foot_check().items.values():
        assert page.count(f'name="{item.id}"') == 2


def test_a_finding_leads_to_its_advice(home: Client) -> None:
    answer = found(home, blister="right")
    assert answer.headers["Location"] == "/diary/findings/"
    page = home.get("/diary/findings/").content.decode()
    assert foot_check().items["blister"].advice in page
    assert "Right foot" in page


@pytest.mark.parametrize("page", ["/", "/diary/", FEET])
def test_a_finding_is_shown_until_it_is_answered(home: Client, page: str) -> None:
    found(home, cut="left")
    assert "Found on your feet" in home.get(page).content.decode()
    assert "A cut, a crack or a sore, left foot" in home.get(page).content.decode()
    home.post(f"/diary/findings/{Finding.objects.get().pk}/", {"answer": "gone"})
    assert "Found on your feet" not in home.get(page).content.decode()
    assert Finding.objects.get().answer == "gone"


def test_an_answer_can_be_undone(home: Client) -> None:
    found(home, cut="left")
    home.post(f"/diary/findings/{Finding.objects.get().pk}/", {"answer": "seen"})
    home.post("/diary/undo/")
    assert Finding.objects.get().answer == ""
    assert Revision.objects.filter(what="foot-check").count() == 3


def test_an_answer_closes_the_same_finding_of_earlier_days(home: Client, person: Person) -> None:
    for day in ("2026-11-20", "2026-11-21"):
        check = FootCheck.objects.create(person=person, day=day, at=NOW, time_zone="UTC")
        Finding.objects.create(person=person, foot_check=check, item="cut", side="left")
    page = home.get("/diary/findings/").content.decode()
    assert page.count("It is gone") == 1
    home.post(re.findall(r'action="(/diary/findings/[0-9a-f-]+/)"', page)[0], {"answer": "seen"})
    assert set(Finding.objects.values_list("answer", flat=True)) == {"seen"}


@pytest.mark.parametrize("said", ["", "better", "open"])
def test_another_answer_is_none(home: Client, said: str) -> None:
    found(home, cut="left")
    assert home.post(f"/diary/findings/{Finding.objects.get().pk}/", {"answer": said}).status_code == 404


def test_none_at_the_gate_does_not_take_back_a_finding(home: Client) -> None:
    found(home, cut="left")
    home.post(GATE, {"minutes": "5", "none": "1"})
    assert signs_of_last_session() == [{"id": "R07", "where": ["left-foot"]}]


def test_the_gate_says_what_was_found(home: Client) -> None:
    found(home, cut="left")
    assert "Found at your foot check" in home.get(GATE).content.decode()


def test_a_hot_foot_puts_the_session_off(home: Client) -> None:
    found(home, **{"hot-spot": "left"})
    answer = home.post(GATE, {"minutes": "5", "none": "1"})
    assert answer.headers["Location"].endswith("/advice/")
    assert PracticeSession.objects.get().state == "refused"
    assert home.get("/").status_code == 200


def test_the_session_comes_back_when_the_finding_is_answered(home: Client) -> None:
    found(home, **{"hot-spot": "left"})
    home.post(f"/diary/findings/{Finding.objects.get().pk}/", {"answer": "seen"})
    home.post(GATE, {"minutes": "5", "none": "1"})
    assert PracticeSession.objects.get().state == "ready"


def test_what_is_ticked_and_what_was_found_are_both_kept(home: Client) -> None:
    found(home, cut="left")
    home.post(GATE, {"minutes": "5", "some": "1", "R07": "on", "R07-where": "right-foot"})
    assert signs_of_last_session() == [{"id": "R07", "where": ["right-foot", "left-foot"]}]


def test_a_session_made_before_the_finding_does_not_start(home: Client, person: Person) -> None:
    session = a_session(person)
    assert home.get(f"/practice/{session.pk}/").status_code == 200
    found(home, blister="left")
    assert home.get(f"/practice/{session.pk}/").headers["Location"] == f"{GATE}?minutes=5"


def test_tonights_card_leaves_the_found_foot_out(home: Client) -> None:
    before = home.get("/").content.decode()
    found(home, cut="left")
    assert "so we leave that whole part alone" in home.get("/").content.decode()
    assert "so we leave that whole part alone" not in before


def test_a_finding_without_a_sign_limits_nothing(home: Client, person: Person) -> None:
    found(home, nail="left")
    assert signs_found(person) == []


def test_a_side_that_was_not_said_is_both() -> None:
    assert with_signs([{"id": "R07", "where": ["left-foot"]}], [{"id": "R07"}]) == [{"id": "R07"}]


@pytest.mark.parametrize(
    ("kept", "new", "is_kept"),
    [
        ([], [], True),
        ([], [{"id": "R07", "where": ["left-foot"]}], False),
        ([{"id": "R07", "where": ["left-foot"]}], [{"id": "R07", "where": ["left-foot"]}], True),
        ([{"id": "R07", "where": ["right-foot"]}], [{"id": "R07", "where": ["left-foot"]}], False),
        ([{"id": "R07"}], [{"id": "R07", "where": ["left-foot"]}], True),
        ([{"id": "R07", "where": ["left-foot"]}], [{"id": "R07"}], False),
    ],
)
def test_a_session_holds_what_it_was_made_for(
    kept: list[dict[str, Any]], new: list[dict[str, Any]], is_kept: bool
) -> None:
    assert holds({"sign": kept}, new) is is_kept


def test_a_tick_is_saved_at_once(home: Client, person: Person) -> None:
    send(home, person, "today", "foot-check", cut=["left"])
    send(home, person, "today", "foot-check", cut=["left", "right"])
    send(home, person, "today", "foot-check", nail=["left"])
    assert set(Finding.objects.values_list("item", "side")) == {("cut", "left"), ("cut", "right"), ("nail", "left")}


def test_unticking_is_not_yet_all_fine(home: Client, person: Person) -> None:
    send(home, person, "today", "foot-check", cut=["left"])
    send(home, person, "today", "foot-check", cut=[])
    assert Finding.objects.get().item == "cut"


def test_touching_nothing_keeps_no_check(home: Client, person: Person) -> None:
    assert send(home, person, "today", "foot-check", cut=[]).status_code == 200
    assert not FootCheck.objects.exists()


@pytest.mark.parametrize("values", [{"cut": ["middle"]}, {"mood": ["left"]}])
def test_what_is_no_foot_is_refused(home: Client, person: Person, values: dict[str, list[str]]) -> None:
    assert send(home, person, "today", "foot-check", row=uuid.uuid4(), **values).status_code == 400
    assert not FootCheck.objects.exists()


def test_a_check_is_corrected_on_its_page(home: Client) -> None:
    found(home, cut="left")
    home.post(f"/diary/feet/{FootCheck.objects.get().pk}/", {"some": "1", "blister": "left"})
    assert Finding.objects.get().item == "blister"


def test_a_day_has_one_check(home: Client) -> None:
    first = action(home.get(FEET).content.decode())
    second = action(home.get(FEET).content.decode())
    for address in (first, second):
        home.post(address, {"some": "1", "cut": "left"})
    assert FootCheck.objects.count() == 1


def test_a_check_is_taken_out_and_put_back(home: Client) -> None:
    found(home, cut="left")
    home.post(f"/diary/feet/{FootCheck.objects.get().pk}/take-out/")
    assert not FootCheck.objects.exists()
    home.post("/diary/undo/")
    assert Finding.objects.get().item == "cut"
