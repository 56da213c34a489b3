"""The log of the server holds no secret with which somebody could listen or come in."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from tests.cast import NOW, a_session, on_a_phone
from tests.web.listening import until
from velneuro.web.people.models import Person
from velneuro.web.sound.feeds import make_feed


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the server's own handler writes."""
    handler = next(each for each in logging.getLogger().handlers if each.name == "errors")
    assert isinstance(handler, logging.StreamHandler)
    log = io.StringIO()
    before = handler.setStream(log)
    yield log
    handler.setStream(before)


def test_a_feed_that_fails_is_logged_without_its_secret(
    person: Person, no_sound_folder: None, written: io.StringIO
) -> None:
    session = a_session(person, started_at=NOW)
    address = make_feed(person, "", NOW).replace(".xml", f"/{session.pk}.mp3")
    assert until(lambda: on_a_phone().get(address).status_code == 503)
    assert f"Service Unavailable: /feed/.../{session.pk}.mp3" in written.getvalue()
    assert address.split("/")[2] not in written.getvalue()


def test_a_link_to_come_in_is_cut_too(written: io.StringIO) -> None:
    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", "/enter/abc-DEF_123/")
    assert "/enter/.../" in written.getvalue()
    assert "abc-DEF_123" not in written.getvalue()
