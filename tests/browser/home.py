"""A person's device, used by requests alone: it arranges in a moment what a test starts from."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIRequestContext, APIResponse

EVENING = "evening-feet-and-legs"
NONE = {"none": "1"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DATA = re.compile(r'id="player-data" type="application/json">(.*?)</script>', re.DOTALL)


class Home:
    """Shares its cookies with the pages of the same browser context."""

    def __init__(self, request: APIRequestContext) -> None:
        self.request = request

    def add_person(self, name: str) -> None:
        """Somebody who has not seen the welcome yet; from now on this device is theirs."""
        self.post("/people/", name=name)

    def add_newcomer(self) -> None:
        """Somebody who skipped every question."""
        self.add_person(f"Someone {uuid.uuid4().hex[:8]}")
        self.post("/welcome/", skip="1")

    def answer_nothing(self) -> None:
        """Every question stays open."""

    def answer_all(self) -> None:
        """Every question of the first visit answered: no sign, burning under the left foot, thumbs, moderate touch."""
        self.post("/settings/signs/", none="1")
        self.post("/settings/where/", places="left-sole", kinds="burning", level="6")
        self.post("/settings/hands/", chosen="thumbs")
        self.post("/settings/touch/", pressure="2", visualization="yes")
        self.post("/settings/things/", chosen="lotion")

    def post(self, path: str, **fields: str | bool) -> APIResponse:
        """Send the form of a page, and follow where it leads."""
        token = TOKEN.search(self.request.get(path).text())
        assert token, path
        answer = self.request.post(path, form={"csrfmiddlewaretoken": token[1], **fields}, headers={"Referer": path})
        assert answer.ok, answer.text()
        return answer

    def session(self, minutes: int = 5, routine: str = EVENING, ticks: Mapping[str, str] = NONE) -> str:
        """A new session made at the gate, as its address; `ticks` are the fields of the signs."""
        answer = self.post(f"/practice/{routine}/gate/", minutes=str(minutes), **ticks)
        return urlsplit(answer.url).path.removesuffix("advice/")

    def player_data(self, session: str) -> dict[str, Any]:
        """What the page of a session hands to its player."""
        found = DATA.search(self.request.get(session).text())
        assert found, session
        data: dict[str, Any] = json.loads(found[1])
        return data

    def tell(self, session: str, kind: str, position_ms: int = 0, **more: str) -> None:
        """One event of the player, as if it happened now."""
        data = self.player_data(session)
        event = {"id": str(uuid.uuid4()), "at": datetime.now(UTC).isoformat(), "kind": kind, "position_ms": position_ms}
        answer = self.request.post(
            data["urls"]["events"], data={**event, "step": None, **more}, headers={"X-CSRFToken": data["csrf"]}
        )
        assert answer.ok, answer.text()

    def score_before(self, session: str, **scores: int) -> None:
        """Scores before a session."""
        data = self.player_data(session)
        body = {"id": str(uuid.uuid4()), "at": datetime.now(UTC).isoformat(), "moment": "before", "scores": scores}
        answer = self.request.put(data["urls"]["scores"], data=body, headers={"X-CSRFToken": data["csrf"]})
        assert answer.ok, answer.text()
