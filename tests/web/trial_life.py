"""Days of a person who runs a trial: mornings that are answered, evenings that are played, by the pages they use."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.web.writing import write
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.trials.models import Trial

QUESTION = {"question": "massage", "outcome": "burning", "minutes": "3"}
BOTH = ("Tonight you rest.", "Tonight you massage")
EVENING = timedelta(hours=3)  # NOW is half past two in the afternoon where the person lives
MORNING = timedelta(hours=-9)  # from then on


def a_locked_life(home: Client, person: Person, clock: TimeMachineFixture) -> Life:
    """On the evening before the first of 28 nights."""
    clock.move_to(NOW)
    life = Life(home, person, clock)
    life.begin()
    life.run_in()
    life.lock()
    return life


@dataclass
class Life:
    """One person's days, each at half past five; every change goes through a page."""

    home: Client
    person: Person
    clock: TimeMachineFixture
    day_number: int = 0

    @property
    def now(self) -> datetime:
        return NOW + EVENING + timedelta(days=self.day_number)

    @property
    def day(self) -> date:
        return self.person.day_of(self.now)

    @property
    def trial(self) -> Trial:
        return Trial.objects.get()

    def next_day(self, days: int = 1) -> None:
        self.day_number += days
        self.clock.move_to(self.now)

    def morning(self, score: int | None) -> None:
        """The answer of this morning, by the rows that the morning page keeps."""
        if score is None:
            return
        at = self.now + MORNING
        of = {"person": self.person, "day": self.day, "time_zone": self.person.time_zone}
        entry = Entry.objects.create(**of, moment=Entry.Moment.MORNING, at=at, changed_at=at)
        Score.objects.create(person=self.person, entry=entry, scale="burning", value=score)

    def flare(self, page: str = "/diary/happened/flare/", **fields: str) -> None:
        answer = write(self.home, page, text="", **fields)
        assert answer.headers["Location"] == "/diary/", page

    def begin(self, **chosen: str) -> None:
        self.home.post("/trials/new/", {**QUESTION, **chosen})

    def run_in(self, scores: tuple[int | None, ...] = (6, 6, 7, 6, 5, 6, 6)) -> None:
        """The seven days before the plan; the first answer comes on the morning after the first of them."""
        for score in scores:
            self.next_day()
            self.morning(score)

    def lock(self, nights: int = 28, looks: str = "end") -> None:
        self.home.post(self.page("plan"), {"nights": str(nights), "looks": looks, "agreed": "1"})

    def page(self, part: str = "") -> str:
        return f"/trials/{self.trial.pk}/" + (f"{part}/" if part else "")

    def read(self, part: str = "") -> str:
        answer = self.home.get(self.page(part))
        assert answer.status_code == 200, (part, answer.status_code)
        return answer.content.decode()

    def play(self) -> PracticeSession:
        """Tonight's session: through the gate, and to its end."""
        self.home.post(self.page("gate"), {"none": "1"})
        session = PracticeSession.objects.order_by("-made_at").first()
        assert session is not None
        lasts = timedelta(minutes=session.minutes)
        session.state, session.started_at, session.ended_at = "finished", self.now, self.now + lasts
        session.save()
        return session

    def plays_for(self, seconds: int) -> None:
        """Tonight's three minutes as the phone tells of them: to the end, after so many seconds by the clock."""
        place = self.home.post(self.page("gate"), {"none": "1"}).headers["Location"]
        for kind, since in (("started", 0), ("finished", seconds)):
            at = self.now + timedelta(seconds=since)
            self.clock.move_to(at)
            told = {"id": str(uuid.uuid4()), "kind": kind, "position_ms": 180_000 if since else 0, "at": at.isoformat()}
            session = place.strip("/").rpartition("/")[2]
            answer = self.home.post(f"/api/v1/sessions/{session}/events", told, "application/json")
            assert answer.status_code == 200, place
