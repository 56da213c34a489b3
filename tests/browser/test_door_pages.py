"""The pages at the locked door pass the same rules as those behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.home import Home
from tests.browser.looking import broken_rules, controls, cut_off, use_large_text, walk_by_keyboard
from tests.browser.pages import AT_THE_DOOR
from tests.browser.server import Server, serving
from tests.browser.visits import Visits

PASSWORD = "four plain words here"
TRIES = 10
LOOKS = ("light", "dark", "large")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Server, str]]:
    """A locked server with a password, and a link that nobody has used."""
    with serving(tmp_path_factory.mktemp("door"), host="0.0.0.0") as server, Visits(browser, server.url) as visits:
        inside = Home(visits(urlsplit(server.one_time_link).path).context.request)
        inside.post(urlsplit(server.one_time_link).path)
        inside.post("/settings/password/", password=PASSWORD)
        shown = inside.post("/settings/devices/").text()
        link = re.search(r"/enter/[\w-]+/", shown)
        assert link
        yield server, link[0]


@pytest.fixture
def visits(browser: Browser, door: tuple[Server, str]) -> Iterator[Visits]:
    with Visits(browser, door[0].url) as visits:
        yield visits


def open_door(visits: Visits, path: str, look: str) -> Page:
    """A stranger's page at the door, in one of the looks."""
    scheme = "dark" if look == "dark" else "light"
    page = visits(path, color_scheme=scheme)
    if look == "large":
        use_large_text(page)
        page.reload()
    return page


def address(name: str, link: str) -> str:
    return {"enter": "/enter/", "enter-link": link}[name]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", sorted(AT_THE_DOOR))
def test_a_page_at_the_door_passes_axe(
    visits: Visits, door: tuple[Server, str], axe_script: str, name: str, look: str
) -> None:
    page = open_door(visits, address(name, door[1]), look)
    assert broken_rules(page, axe_script) == []


@pytest.mark.parametrize("name", sorted(AT_THE_DOOR))
@pytest.mark.parametrize(("look", "width"), [("large", 390), ("light", 320)])
def test_a_page_at_the_door_fits(visits: Visits, door: tuple[Server, str], name: str, look: str, width: int) -> None:
    page = open_door(visits, address(name, door[1]), look)
    page.set_viewport_size({"width": width, "height": 640})
    assert cut_off(page) == []


@pytest.mark.parametrize("name", sorted(AT_THE_DOOR))
def test_the_keyboard_reaches_every_control_at_the_door(visits: Visits, door: tuple[Server, str], name: str) -> None:
    page = open_door(visits, address(name, door[1]), "light")
    wanted = controls(page)
    walked = {focus.name for focus in walk_by_keyboard(page, len(wanted) + 1)}
    assert walked == set(wanted)


def try_password(page: Page, password: str) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Come in").click()


def test_the_password_lets_a_device_in(visits: Visits) -> None:
    page = visits("/enter/")
    try_password(page, PASSWORD)
    expect(page.get_by_role("heading", name="A calm massage, guided by a voice.")).to_be_visible()


def test_a_wrong_password_says_so(visits: Visits) -> None:
    page = visits("/enter/")
    try_password(page, "not this one")
    expect(page.get_by_role("alert")).to_have_text("That is not the password. Try again.")


def test_a_form_without_its_token_says_what_to_do(visits: Visits, axe_script: str) -> None:
    page = visits("/enter/")
    page.locator("[name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    try_password(page, PASSWORD)
    expect(page.get_by_role("heading", name="This form could not be sent.")).to_be_visible()
    assert broken_rules(page, axe_script) == []


def test_too_many_tries_say_how_long_to_wait(visits: Visits, axe_script: str) -> None:
    page = visits("/enter/")
    for _ in range(TRIES):
        page.goto("/enter/")
        try_password(page, "not this one")
    expect(page.get_by_role("heading", name="Too many tries.")).to_be_visible()
    assert broken_rules(page, axe_script) == []
