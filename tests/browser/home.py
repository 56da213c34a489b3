"""A person's device, used by requests alone: it arranges in a moment what a test starts from."""

from __future__ import annotations

import io
import json
import math
import re
import struct
import uuid
import wave
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import APIRequestContext, APIResponse, FilePayload

from velneuro.web.people.zones import zone_names

EVENING = "evening-feet-and-legs"
NONE = {"none": "1"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ACTION = re.compile(r'<form method="post" action="(/diary/[^"]+)"[^>]*data-keep')
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

    def chooses_device_voice(self) -> None:
        """The device itself is to speak."""
        levels = {"level_voice": "3", "level_music": "3", "level_chime": "2"}
        self.post("/settings/sound/", voice="device", music="far-sea", lufs="-19", **levels)

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

    def writes(self, moment: str, **fields: str) -> str:
        """A new entry of the diary, as its address."""
        return self._new_row(f"/diary/write/{moment}/", fields)

    def writes_that(self, kind: str, **fields: str) -> str:
        """Something that happened, as its address."""
        return self._new_row(f"/diary/happened/{kind}/", fields)

    def looks_at_the_feet(self, **found: str) -> str:
        """A foot check, as its address."""
        return self._new_row("/diary/feet/", {"some": "1", **found})

    def _new_row(self, page: str, fields: Mapping[str, str]) -> str:
        text = self.request.get(page).text()
        token, action = TOKEN.search(text), ACTION.search(text)
        assert token, page
        assert action, page
        form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token[1], **fields}
        answer = self.request.post(action[1], form=form, headers={"Referer": page})
        assert answer.ok, answer.text()
        return action[1].partition("?")[0]

    def own_question(self, text: str, **fields: str) -> str:
        """A question of one's own, as its address."""
        self.post("/settings/asks/own/", text=text, occasions="any", **fields)
        found = re.search(r'href="(/settings/asks/own/[0-9a-f-]{36}/)"', self.request.get("/settings/asks/").text())
        assert found
        return found[1]

    def own_routine(self) -> str:
        """The evening without a picture, made one's own, as the address of its page."""
        page = f"/practice/{EVENING}/edit/"
        text = self.request.get(page).text()
        token = TOKEN.search(text)
        assert token
        parts = re.findall(r'name="part" value="([^"]+)"', text)
        fields = [("csrfmiddlewaretoken", token[1]), ("title", "My long evening"), ("minutes", "15"), ("save", "1")]
        chosen = [("in", part) for part in parts if part != "picture"]
        sent = urlencode([*fields, *(("part", part) for part in parts), *chosen])
        headers = {"Referer": page, "Content-Type": "application/x-www-form-urlencoded"}
        return urlsplit(self.request.post(page, data=sent, headers=headers).url).path

    def given_routine(self) -> str:
        """A routine as a link that holds it, as the address where it is received."""
        found = re.search(r"/routines/receive/\?r=[\w-]+", self.request.get("/practice/lower-legs/give/").text())
        assert found
        return found[0]

    def own_music(self) -> str:
        """Twelve seconds of music of one's own, as the address of the page that removes it."""
        page = "/settings/sound/own/"
        token = TOKEN.search(self.request.get(page).text())
        assert token
        file: FilePayload = {"name": "Evening hum.wav", "mimeType": "audio/wav", "buffer": _hum(12)}
        fields: dict[str, str | float | bool | bytes | FilePayload] = {"csrfmiddlewaretoken": token[1], "file": file}
        answer = self.request.post(page, multipart=fields, headers={"Referer": page})
        found = re.search(rf'href="({page}[0-9a-f-]+/remove/)"', answer.text())
        assert found, answer.text()
        return found[1]

    def plans(self) -> dict[str, str]:
        """A line of the week's plan and a holiday to come, as the addresses of their pages."""
        line = {"routine": EVENING, "minutes": "20", "part": "bedtime", "at": "21:30", "cue": "After I brush my teeth"}
        weekday = datetime.now(UTC).weekday()
        self.post("/rhythm/lines/new/", weekdays=str((weekday + 2) % 7), **line)
        first = datetime.now(UTC).date() + timedelta(days=30)
        self.post("/rhythm/breaks/new/", since=first.isoformat(), last=(first + timedelta(days=9)).isoformat())
        text = self.request.get("/rhythm/").text()
        lines, rests = (re.findall(rf'href="(/rhythm/{kind}/[0-9a-f-]{{36}}/)"', text) for kind in ("lines", "breaks"))
        return {"line": lines[0], "rest": rests[0]}

    def removal(self) -> str:
        """The page that removes the newest person of the household."""
        found = re.findall(r'href="(/people/[0-9a-f-]+/remove/)"', self.request.get("/people/").text())
        return str(found[-1])

    def mailbox(self) -> str:
        """An e-mail address as a way to be reminded, as the address of its page, with a test that waits."""
        answer = self.post("/rhythm/channels/new/email/", name="My mail", to="maria@example.org")
        return urlsplit(answer.url).path

    def is_reminded(self) -> dict[str, str]:
        """A line of the plan for today: the pages of its reminder, and of what it asks for today."""
        weekday = date.fromisoformat(self.today()["day"]).weekday()
        self.post("/rhythm/lines/new/", routine=EVENING, minutes="10", part="any", weekdays=str(weekday))
        lines = re.findall(r'href="/rhythm/reminders/([0-9a-f-]{36})/"', self.request.get("/rhythm/channels/").text())
        asks = [self.request.get(f"/rhythm/reminded/of/{line}/").url for line in lines]
        [today] = [urlsplit(url).path for url in asks if "/reminded/" in url]
        return {"reminder": f"/rhythm/reminders/{lines[0]}/", "reminded": today}

    def today(self) -> dict[str, str]:
        """The person's own day and its month, as the diary names them in its addresses."""
        month = re.search(r'href="(/diary/month/([^/]+)/)"', self.request.get("/diary/").text())
        assert month
        day = re.search(r'of-day today" href="/diary/day/([^/]+)/"', self.request.get(month[1]).text())
        assert day
        return {"month": month[2], "day": day[1]}

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


def where_it_is(hour: int) -> str:
    """A zone whose clocks show this hour now."""
    now = datetime.now(UTC)
    return next(name for name in zone_names() if now.astimezone(ZoneInfo(name)).hour == hour)


def _hum(seconds: int, rate: int = 8000) -> bytes:
    """A WAV file with one soft tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        tones = (round(3000 * math.sin(2 * math.pi * 220 * place / rate)) for place in range(rate * seconds))
        sound.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return file.getvalue()
