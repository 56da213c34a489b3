"""The ways in: a link that works once within 24 hours, and a password once one is set."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cast import on_a_phone
from velneuro.web.people.entering import make_link
from velneuro.web.people.models import EntryLink, Person
from velneuro.web.people.owner import machine_account
from velneuro.web.start import one_time_link

BASE = "http://192.168.1.20:8000"
PASSWORD = "candle blanket river stone"


@pytest.fixture
def link(person: Person) -> str:
    return one_time_link(BASE + "/").removeprefix(BASE)


@pytest.fixture
def password(person: Person) -> str:
    account = machine_account()
    account.set_password(PASSWORD)
    account.save()
    return PASSWORD


def test_the_link_is_a_full_address(person: Person) -> None:
    assert one_time_link(BASE).startswith(f"{BASE}/enter/")


def test_looking_at_the_link_does_not_use_it_up(link: str) -> None:
    on_a_phone().get(link)
    assert "Come in" in on_a_phone().get(link).content.decode()


def test_the_link_lets_a_device_in(link: str) -> None:
    phone = on_a_phone()
    phone.post(link)
    assert phone.get("/").status_code == 200


def test_the_link_works_once(link: str) -> None:
    on_a_phone().post(link)
    second = on_a_phone()
    assert second.post(link).status_code == 404
    assert second.get("/").status_code == 404


def test_the_link_ends_after_a_day(person: Person) -> None:
    late = make_link(machine_account(), BASE, timezone.now() - timedelta(hours=24, seconds=1))
    assert on_a_phone().post(late.removeprefix(BASE)).status_code == 404


def test_the_link_is_not_kept_in_words(link: str) -> None:
    token = link.removeprefix("/enter/").rstrip("/")
    assert token not in str(EntryLink.objects.values().get())


def test_the_way_in_carries_its_style_itself(link: str) -> None:
    page = on_a_phone().get(link)
    assert "/static/" not in page.content.decode()
    assert "'nonce-" in page.headers["Content-Security-Policy"]


def test_there_is_no_password_form_before_a_password_is_set(person: Person) -> None:
    assert on_a_phone().get("/enter/").status_code == 404


def test_the_password_lets_a_device_in(password: str) -> None:
    phone = on_a_phone()
    phone.post("/enter/", {"password": password})
    assert phone.get("/").status_code == 200


def test_a_wrong_password_says_so(password: str) -> None:
    answer = on_a_phone().post("/enter/", {"password": "wrong"})
    assert answer.status_code == 403
    assert "That is not the password" in answer.content.decode()


def test_many_wrong_passwords_lock_the_form(password: str) -> None:
    phone = on_a_phone()
    for _ in range(10):
        phone.post("/enter/", {"password": "wrong"})
    answer = phone.post("/enter/", {"password": password})
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()


def test_a_password_is_set_in_the_settings(home: Client) -> None:
    home.post("/settings/password/", {"password": PASSWORD})
    assert machine_account().check_password(PASSWORD)


def test_a_short_password_is_refused_with_its_reason(home: Client) -> None:
    answer = home.post("/settings/password/", {"password": "short"})
    assert answer.status_code == 422
    assert "at least 10 characters" in answer.content.decode()
    assert not machine_account().has_usable_password()


def test_a_device_can_make_a_link_for_the_next_one(person: Person) -> None:
    page = on_a_phone(person).post("/settings/devices/").content.decode()
    assert f"{BASE}/enter/" in page
    assert "<svg" in page


def test_the_link_for_the_next_device_bears_the_public_address(person: Person, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://care.example.org"
    assert "https://care.example.org/enter/" in on_a_phone(person).post("/settings/devices/").content.decode()


def test_a_device_can_be_signed_out(person: Person) -> None:
    phone = on_a_phone(person)
    phone.post("/settings/sign-out/")
    assert phone.get("/").status_code == 404


def test_a_new_password_signs_other_devices_out(person: Person) -> None:
    phone, lost_phone = on_a_phone(person), on_a_phone(person)
    phone.post("/settings/password/", {"password": PASSWORD})
    assert phone.get("/").status_code == 200
    assert lost_phone.get("/").status_code == 404


def test_with_the_door_open_no_link_is_offered(home: Client) -> None:
    assert "velneuro serve --host" in home.post("/settings/devices/").content.decode()
    assert not EntryLink.objects.exists()
