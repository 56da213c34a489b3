"""A session with chimes alone, and how far the picture is from what is heard of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.browser.home import Home

EAR = (Path(__file__).parent / "listening.js").read_text()
CHIMES_ALONE = {"music": "none", "level_voice": 0, "level_music": 0, "level_chime": 3}
RENDER_S = 120
HEARD_S = 20
HELD_MS = 20  # what an ear hears that was held up for longer says more about the machine than about the picture
TRIES = 8
BEFORE_MS = 2_000  # of a step, to hear its chime come
SHOWN_MS = 400  # a picture that is older stands still
FOLLOWED_S = 0.4  # by then the picture was shown after a sound


class Looks(Protocol):
    """Runs JavaScript on a page and gives what it returns."""

    def __call__(self, script: str, /) -> Any: ...


@dataclass(frozen=True)
class Evening:
    """A session whose whole track is there."""

    session: str
    duration_ms: int
    starts: tuple[int, ...]

    def step_after(self, ms: float) -> int:
        """Where the first step after this place begins."""
        return next(start for start in self.starts if start > ms)


@dataclass(frozen=True)
class Chime:
    """Where the picture was when a sound was heard to begin, in ms of the session, and how many ms late the ear was."""

    place: float
    late: float


def chimes_alone(home: Home, minutes: int) -> Evening:
    """A session of chimes in silence, rendered to its end."""
    session = home.session(minutes)
    data = home.player_data(session)
    answer = home.request.put(data["sound"]["url"], data=CHIMES_ALONE, headers={"X-CSRFToken": data["csrf"]})
    url = answer.json()["track"]["url"]
    end = time.monotonic() + RENDER_S
    while home.request.get(url, headers={"Range": "bytes=-9"}).status != 206:
        assert time.monotonic() < end, "the track is not rendered"
    score = data["score"]
    return Evening(session, score["duration_ms"], tuple(step["start_ms"] for step in score["steps"]))


def until(look: Callable[[], Any], seconds: float = HEARD_S) -> Any:
    """The first answer that is not empty."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
    return found


class Listener:
    """Hears the chimes of a running session."""

    def __init__(self, look: Looks, evening: Evening) -> None:
        self.look = look
        self.evening = evening
        self.look(EAR)

    def jump(self, start: int) -> None:
        """Let the sound go on shortly before a step begins."""
        place = (start - BEFORE_MS) / 1000
        self.look(f"window.onsets = []; document.getElementById('track').currentTime = {place}")

    def lateness(self, start: int) -> float:
        """ms by which the picture is behind the chime with which the step at `start` begins; negative: ahead.

        An ear that was held up listens again; where it always is, what it heard least late counts.
        """
        heard: list[Chime] = [until(lambda: self._chime_near(start))]
        while heard[-1].late > HELD_MS and len(heard) < TRIES:
            self.jump(start)
            heard.append(until(lambda: self._chime_near(start)))
        return start - min(heard, key=lambda chime: chime.late).place

    def _chime_near(self, start: int) -> Chime | None:
        near = BEFORE_MS / 2  # what is heard right after a jump is no chime
        return next((chime for chime in self._chimes() if abs(chime.place - start) < near), None)

    def _chimes(self) -> list[Chime]:
        """The last sounds, the newest first."""
        time.sleep(FOLLOWED_S)
        onsets, shown = self.look("return [window.onsets.slice(-3), window.shown.slice(-200)]")
        return [Chime(place, held) for onset, held in onsets for place in self._places(onset, shown)][::-1]

    def _places(self, onset: float, shown: list[list[float]]) -> list[float]:
        before = [(at, share) for at, share in shown if at <= onset]
        return [share * self.evening.duration_ms + min(onset - at, SHOWN_MS) for at, share in before[-1:]]
