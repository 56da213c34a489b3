"""Django's test client over the whole middleware, with the files of the pages collected once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from tests.cast import ANSWERS, NOW, at_home, the_person
from tests.web.receiving import Target, http_target
from velneuro.web.people.models import Person
from velneuro.web.sound.tracks import tracks
from velneuro.web.start import collect_files


@pytest.fixture(scope="session", autouse=True)
def pages_files() -> None:
    collect_files()


@pytest.fixture
def open_door(settings: Settings) -> None:
    settings.DOOR = "open"


@pytest.fixture
def person(db: None, time_machine: TimeMachineFixture) -> Person:
    """It is her evening: on the day of the test run, rows of that evening would be too old to be believed."""
    time_machine.move_to(NOW, tick=True)
    return the_person()


@pytest.fixture
def target(open_door: None) -> Iterator[Target]:
    """A service on this machine that takes messages."""
    with http_target() as running:
        yield running


@pytest.fixture
def no_tries() -> None:
    """Nobody tried a private address so far."""
    cache.clear()


@pytest.fixture
def no_sound_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A data folder in which no sound can be kept."""
    settings.DATA = tmp_path
    (tmp_path / "sound").write_text("in the way")
    tracks.cache_clear()
    yield
    tracks.cache_clear()


@pytest.fixture
def home(open_door: None, person: Person) -> Client:
    """The person's own browser, on the machine itself."""
    return at_home()


@pytest.fixture
def new(open_door: None, db: None, time_machine: TimeMachineFixture) -> Client:
    """A person who has not said yet where they feel something."""
    time_machine.move_to(NOW)
    the_person(answers={key: value for key, value in ANSWERS.items() if key != "feel"})
    return at_home()
