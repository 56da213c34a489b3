"""A phone that plays: asks for a track and waits until the server has rendered it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import track_of

DATA = re.compile(r'id="player-data" type="application/json">(.*?)</script>', re.DOTALL)
RENDERED_S = 60


def player_data(client: Client, session: PracticeSession) -> dict[str, Any]:
    """What the page of a session hands to its player."""
    found = DATA.search(client.get(f"/practice/{session.pk}/").content.decode())
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def rendered(session: PracticeSession) -> bytes:
    """The whole track of a session, once the server has made it."""
    sent = track_of(session).sent()
    assert sent.wait(sent.size - 1, RENDERED_S) == sent.size
    return sent.read(0, sent.size)


def heard(client: Client, address: str) -> bytes:
    """The whole of a sound, however long this machine takes to make it."""
    assert until(lambda: client.get(address, headers={"Range": "bytes=0-0"}).status_code == 206), address
    assert until(lambda: client.get(address, headers={"Range": "bytes=-1"}).status_code == 206), address
    return body(client.get(address))


def body(answer: HttpResponseBase) -> bytes:
    """What was sent, in one piece or in many."""
    content: bytes = answer.getvalue()
    answer.close()
    return content


def until(happened: Callable[[], object], seconds: float = RENDERED_S) -> bool:
    """Whether it happens within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False
