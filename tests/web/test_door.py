"""Who may come in: the machine itself when the door is open, else only a device that was let in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import at_home, on_a_phone, the_person
from velneuro.web.people.models import Person

OPEN: dict[str, Any] = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_open_door_lets_the_machine_itself_in(open_door: None, person: Person, host: str) -> None:
    assert Client(HTTP_HOST=host, REMOTE_ADDR="127.0.0.1").get("/").status_code == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "192.168.1.20:8000", "127.0.0.1:8000.x"]
)
def test_open_door_answers_to_no_other_name(open_door: None, person: Person, host: str) -> None:
    assert Client(HTTP_HOST=host, REMOTE_ADDR="127.0.0.1").get("/").status_code == 404


@pytest.mark.parametrize(
    "header", ["HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"]
)
def test_open_door_lets_no_proxy_in(open_door: None, person: Person, header: str) -> None:
    forwarded: dict[str, Any] = {header: "127.0.0.1"}
    assert Client(**OPEN).get("/", **forwarded).status_code == 404


@pytest.mark.parametrize("address", ["192.168.1.33", "8.8.8.8", "", "unix:"])
def test_open_door_lets_no_other_machine_in(open_door: None, person: Person, address: str) -> None:
    assert Client(HTTP_HOST="localhost", REMOTE_ADDR=address).get("/").status_code == 404


def test_locked_door_does_not_know_the_machine_itself(person: Person) -> None:
    assert at_home().get("/").status_code == 404


def test_locked_door_knows_a_device_that_was_let_in(person: Person) -> None:
    assert on_a_phone(person).get("/").status_code == 200


def test_a_stranger_gets_no_file_of_the_pages(person: Person) -> None:
    assert on_a_phone().get("/static/site/site.css").status_code == 404


def test_a_stranger_is_told_the_same_everywhere(person: Person) -> None:
    texts = {on_a_phone().get(path).content for path in ("/", "/diary/", "/enter/", "/nothing/", "/healthz")}
    assert texts == {b"There is nothing here."}


@pytest.mark.parametrize("path", ["/enter/guess", "/enter/guess/", "/enter", "/enter/", "/enter/a/b"])
@pytest.mark.parametrize("host", ["192.168.1.20:8000", "evil example"])
def test_a_stranger_cannot_tell_the_door_from_a_wall(person: Person, path: str, host: str) -> None:
    answer = Client(HTTP_HOST=host, REMOTE_ADDR="192.168.1.33").get(path)
    assert (answer.status_code, answer.content) == (404, b"There is nothing here.")


def test_health_is_told_to_the_machine_itself(person: Person) -> None:
    assert at_home().get("/healthz").json()["status"] == "ok"


def test_health_is_not_told_through_a_proxy(person: Person) -> None:
    assert Client(**OPEN, HTTP_X_FORWARDED_FOR="8.8.8.8").get("/healthz").status_code == 404


def test_the_machine_has_one_account(open_door: None, db: None) -> None:
    at_home().get("/", follow=True)
    at_home().get("/", follow=True)
    assert Person.objects.count() == 1


def test_sessions_stay_long_and_out_of_reach(settings: Settings) -> None:
    assert settings.SESSION_COOKIE_AGE == 400 * 24 * 3600
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_another_person_of_the_household_is_chosen_by_name(home: Client, person: Person) -> None:
    other = the_person(name="Jonas")
    home.post(f"/people/{other.pk}/use/")
    assert "Jonas" in home.get("/").content.decode()
