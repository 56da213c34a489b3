"""Writes a seeded diary of many years straight into the tables: rows to measure and to look at, not a life to believe.

`python -m bench.diary_rows FOLDER DAYS` fills the diary of the newest person in a data folder, up to today.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

# Four scores before, three after, three on the next morning, of which some are left out: about 11 rows a day.
NOW_SCALES = ("pain", "tingling", "burning", "numbness")
MORNING_SCALES = ("pain", "burning", "sleep")
NOTES = ("Warm socks helped.", "Long walk today.", "Füße kalt, spät ins Bett.", "Hard to fall asleep.", "A quiet day.")
GOOD = ("Soft light.", "The music.", "My left foot felt warm.", "I slept through.")
ZONE = "America/New_York"
CHUNK = 2000


def write_diary(person: Any, last: date, days: int, seed: int = 1) -> int:
    """Fill the diary of a person for so many days up to `last`; the number of rows written."""
    rows = _rows(person, [last - timedelta(days=n) for n in range(days - 1, -1, -1)], random.Random(seed))
    for found in rows.values():
        for start in range(0, len(found), CHUNK):
            type(found[0])._default_manager.bulk_create(found[start : start + CHUNK])
    return sum(map(len, rows.values()))


def _rows(person: Any, days: list[date], chance: random.Random) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {"session": [], "entry": [], "score": [], "own-question": [], "own-answer": []}
    rows |= {"happening": [], "foot-check": [], "finding": [], "map": [], "mark": []}
    writer = _Writer(person, chance, rows)
    for number, day in enumerate(days):
        writer.day(day, number)
    return rows


class _Writer:
    """Keeps the level that a bad time slowly raises and a good one lowers."""

    def __init__(self, person: Any, chance: random.Random, rows: dict[str, list[Any]]) -> None:
        from velneuro.web.asking.models import OwnQuestion

        self.person, self.chance, self.rows, self.level = person, chance, rows, 5.0
        made = datetime(2000, 1, 1, tzinfo=UTC)
        kinds: tuple[tuple[str, str, str, list[str]], ...] = (
            ("number", "Steps walked", "steps", []),
            ("yes-no", "Did I wear warm socks?", "", []),
            ("choice", "How was the day?", "", ["quiet", "busy", "very busy"]),
        )
        for kind, text, unit, options in kinds:
            question = OwnQuestion(person=person, kind=kind, text=text, unit=unit, options=options, made_at=made)
            rows["own-question"].append(question)

    def day(self, day: date, number: int) -> None:
        """All rows of one day; about one day in eight has none, and there is a long gap each spring."""
        self.level += 0.15 * (5.2 - self.level) + self.chance.gauss(0, 0.55) - (0.004 if number > 200 else 0)
        flare = self.chance.random() < 0.05
        if flare:
            self.level += 2.5
        if self.chance.random() < 0.12 or (day.month == 4 and 5 <= day.day <= 14):
            return
        session = self._session(day) if not flare and self.chance.random() < 0.75 else None
        self._entries(day, session)
        self._beside(day, number, flare)

    def _session(self, day: date) -> Any:
        from velneuro.web.practice.models import PracticeSession

        at = _at(day, 20)
        finished = self.chance.random() < 0.9
        session = PracticeSession(
            person=self.person,
            routine="evening-feet-and-legs",
            minutes=self.chance.choice((10, 15, 20)),
            seed=1,
            lang="en",
            answers={},
            plan={},
            state="finished" if finished else "stopped",
            stop_reason="" if finished else "early",
            position_ms=300_000,
            made_at=at,
            day=day,
            started_at=at,
            ended_at=at + timedelta(minutes=15),
            time_zone=ZONE,
        )
        self.rows["session"].append(session)
        return session

    def _entries(self, day: date, session: Any) -> None:
        note = self.chance.choice(NOTES) if self.chance.random() < 0.2 else ""
        good = self.chance.choice(GOOD) if session and self.chance.random() < 0.4 else ""
        if session:
            self._entry(day, 20, "before", session, NOW_SCALES, 0)
            self._entry(day, 21, "after", session, NOW_SCALES[:3], -1.5, note=note, went_well=good)
        else:
            self._entry(day, 15, "any", None, NOW_SCALES, 0, note=note)
        if self.chance.random() < 0.8:
            self._own(self._entry(day, 8, "morning", None, MORNING_SCALES, -0.4))
        if day.weekday() == 6:
            self._entry(day, 9, "week", None, (), 0, overall=min(7, max(1, round(9 - self.level))))

    def _entry(
        self, day: date, hour: int, moment: str, session: Any, scales: tuple[str, ...], shift: float, **more: Any
    ) -> Any:
        from velneuro.web.diary.models import Entry, Score

        at = _at(day, hour)
        entry = Entry(
            person=self.person, session=session, moment=moment, day=day, at=at, changed_at=at, time_zone=ZONE, **more
        )
        self.rows["entry"].append(entry)
        for number, scale in enumerate(scales):
            value = self.level + shift - 0.7 * number + self.chance.gauss(0, 0.7)
            score = Score(person=self.person, entry=entry, scale=scale, value=min(10, max(0, round(value))))
            self.rows["score"].append(score)
        return entry

    def _own(self, entry: Any) -> None:
        from velneuro.web.diary.models import OwnAnswer

        draws: tuple[Callable[[], int], ...] = (
            lambda: 100 * self.chance.randint(8, 70),
            lambda: int(self.chance.random() < 0.6),
            lambda: self.chance.choice((0, 0, 1, 1, 1, 2)),
        )
        if self.chance.random() < 0.5:
            for question, draw in zip(self.rows["own-question"], draws, strict=True):
                answer = OwnAnswer(person=self.person, entry=entry, question=question, value=draw())
                self.rows["own-answer"].append(answer)

    def _beside(self, day: date, number: int, flare: bool) -> None:
        from velneuro.web.diary.models import Happening
        from velneuro.web.feet.models import FootCheck

        beside = {"person": self.person, "day": day, "at": _at(day, 12), "time_zone": ZONE}
        if flare:
            self.rows["happening"].append(Happening(kind="flare", **beside))
        if number % 170 == 60:
            self.rows["happening"].append(Happening(kind="medicine", text="Evening dose: one more.", **beside))
        if self.chance.random() < 0.6:
            self.rows["foot-check"].append(FootCheck(**beside))
        if number % 6 == 0:
            self._map(day)

    def _map(self, day: date) -> None:
        from velneuro.web.body_map.models import MapDay, Mark

        at = _at(day, 19)
        map_day = MapDay(person=self.person, day=day, changed_at=at, time_zone=ZONE)
        self.rows["map"].append(map_day)
        usual = (("left-ball", "burning", 0.0), ("right-ball", "burning", -1.5), ("left-toe1", "numbness", -2.0))
        for place, kind, shift in (*usual, ("left-heel", "pain", -3.0), ("right-palm", "tingling", -4.0)):
            level = round(self.level + shift + self.chance.gauss(0, 1))
            if level > 0:
                mark = Mark(person=self.person, map_day=map_day, place=place, kind=kind, level=min(10, level))
                mark.at, mark.time_zone = at, ZONE
                self.rows["mark"].append(mark)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def main(folder: str, days: str) -> None:
    """Fill the data folder of a server, which may be running."""
    os.environ["VELNEURO_DATA"] = folder
    from velneuro.web.start import prepare

    prepare(Path(folder))
    from django.utils import timezone

    from velneuro.web.people.models import Person

    person = Person.objects.latest("created_at")
    print(f"{write_diary(person, person.day_of(timezone.now()), int(days))} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
