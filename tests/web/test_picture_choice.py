"""The picture for the mind: chosen once, read or heard before, told in the next session, and never a must."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.cast import ANSWERS, EVENING, the_helper
from velneuro.content.library import catalog, voice
from velneuro.core.catalog import PICTURE_S, SURPRISE, Picture
from velneuro.web.people.models import Person
from velneuro.web.people.questions import NO_PICTURE, ROUTINES_OWN
from velneuro.web.practice.models import PracticeSession

PAGE = "/settings/picture/"
CHOICES = (ROUTINES_OWN, *catalog().pictures, SURPRISE, NO_PICTURE)


def page(client: Client, address: str = PAGE) -> str:
    return html.unescape(client.get(address).content.decode())


def checked(client: Client) -> list[str]:
    return re.findall(r'value="([\w-]+)" checked', page(client))


def titles_of_a_session(client: Client) -> list[str]:
    client.post(f"/practice/{EVENING}/gate/", {"none": "1", "minutes": "20"})
    return [step["title"] for step in PracticeSession.objects.get().plan["steps"]]


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_is_kept_and_shown(home: Client, choice: str) -> None:
    assert home.post(PAGE, {"picture": choice}).status_code == 302
    assert checked(home) == [choice]


def test_before_anybody_chooses_the_routine_brings_its_own(home: Client) -> None:
    Person.objects.update(answers={})
    assert checked(home) == [ROUTINES_OWN]


def test_the_chosen_picture_is_told_in_the_next_session(home: Client) -> None:
    home.post(PAGE, {"picture": "roots"})
    assert catalog().pictures["roots"].title in titles_of_a_session(home)


def test_without_pictures_none_is_told(home: Client) -> None:
    home.post(PAGE, {"picture": NO_PICTURE})
    assert not {picture.title for picture in catalog().pictures.values()} & set(titles_of_a_session(home))


def test_a_surprise_is_one_of_them(home: Client) -> None:
    home.post(PAGE, {"picture": SURPRISE})
    assert len({picture.title for picture in catalog().pictures.values()} & set(titles_of_a_session(home))) == 1


def test_a_surprise_is_not_given_away(home: Client) -> None:
    home.post(PAGE, {"picture": SURPRISE})
    text = page(home, f"/practice/{EVENING}/")
    assert "Picture for the mind: Surprise me" in text
    assert [each.title for each in catalog().pictures.values() if each.title in text] == []


def test_the_routine_names_its_own_picture_until_one_is_chosen(home: Client) -> None:
    assert "Picture for the mind: A slow tide" in page(home, "/practice/bedtime-picture/")


def test_the_routine_leads_to_the_choice_and_back(home: Client) -> None:
    home.post(PAGE, {"picture": "tide"})
    text = page(home, f"/practice/{EVENING}/?minutes=10")
    link = re.search(r'href="(/settings/picture/\?next=[^"]+)">Picture for the mind: A slow tide', text)
    assert link
    assert f'href="/practice/{EVENING}/?minutes=10"' in page(home, link[1])


def test_a_picture_that_does_not_exist_is_refused(home: Client, person: Person) -> None:
    assert home.post(PAGE, {"picture": "flames"}).status_code == 422
    person.refresh_from_db()
    assert person.answers == ANSWERS


def test_to_say_no_elsewhere_and_yes_again_keeps_the_choice(home: Client) -> None:
    home.post(PAGE, {"picture": "tide"})
    home.post("/settings/touch/", {"pressure": "1", "visualization": "no"})
    assert checked(home) == [NO_PICTURE]
    home.post("/settings/touch/", {"pressure": "1", "visualization": "yes"})
    assert checked(home) == ["tide"]


def test_a_choice_answers_nothing_about_pressure(home: Client) -> None:
    Person.objects.update(answers={})
    home.post(PAGE, {"picture": "tide"})
    assert page(home, "/settings/").count("Not answered, so careful") == 5


def test_settings_name_the_choice(home: Client) -> None:
    home.post(PAGE, {"picture": "tide"})
    assert "A slow tide" in page(home, "/settings/")


def test_the_choice_can_be_taken_back(home: Client, person: Person) -> None:
    home.post(PAGE, {"picture": "tide"})
    home.post(PAGE, {"forget": "1"})
    person.refresh_from_db()
    assert not {"picture", "visualization"} & person.answers.keys()


def test_a_choice_is_of_one_person(home: Client) -> None:
    helper = the_helper()
    home.post(PAGE, {"picture": "tide"})
    helper.refresh_from_db()
    assert helper.answers == {}


@pytest.mark.parametrize("picture", catalog().pictures.values(), ids=lambda picture: picture.id)
def test_the_words_can_be_read_before(home: Client, picture: Picture) -> None:
    said = voice("en").sentences
    names = (*picture.begin, *picture.forms[PICTURE_S[0]], *picture.end)
    assert " ".join(said[name][0] for name in names) in page(home)
