"""A made-up year of one person, for trying the app and for tests: the same arguments give the same life."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from velneuro.content.library import catalog, routine, voice
from velneuro.core.person import read_person
from velneuro.core.pipeline import compile_session
from velneuro.outputs.archive.canonical import Archive, plain
from velneuro.outputs.archive.table import Row
from velneuro.outputs.example.course import MEDICINE_DAY, SIDE_EFFECT_DAYS, Day, course
from velneuro.outputs.example.planned import add_plan
from velneuro.outputs.example.rows import Rows
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.score import score_json
from velneuro.outputs.sound.spec import LUFS, Levels

NAME = "demo"
AWAY = "Europe/Lisbon"
USUAL = {"pain": 4.2, "burning": 4.8, "tingling": 3.9}
SLEEP = 3.6
PLAYED = (("evening-feet-and-legs", 20), ("evening-feet-and-legs", 10), ("burning-feet", 10), ("quiet-rest", 10))
ANSWERS: dict[str, Any] = {
    "sign": [],
    "hands": ["thumbs", "knuckles", "heel"],
    "have": ["chair", "lotion", "cloth", "shoes", "blanket"],
    "pressure": 2,
    "visualization": True,
}
WELL = (
    "Warm and quiet.",
    "The breath came by itself.",
    "Feet felt like mine again.",
    "Slept right after.",
    "Soft light.",
)
NOTES = (
    "Long day on my feet.",
    "New shoes, too tight.",
    "Cold floor this morning.",
    "Walked to the lake.",
    "Slept badly.",
)
PLACES = ("left-ball", "right-ball", "left-toe1", "right-toe1", "left-heel", "right-heel")


def example_life(last: date, seed: int, namespace: UUID, home: str) -> Archive:
    """The year up to and with `last`, as an archive. Ids follow from `namespace`; `home` is a time zone by name."""
    chance = Random(seed)  # noqa: S311 - a life is drawn, not a secret
    rows = Rows(namespace, NAME, home)
    days = course(last, chance)
    compiled = {played: _compiled(*played, seed) for played in PLAYED}
    nap = _own_questions(rows, days[0])
    before: Row | None = None
    for day in days:
        before = None if day.silent else _day(rows, day, chance, before, compiled, nap)
    _foot_findings(rows, days)
    add_plan(rows, days)
    _notes(rows)
    return Archive(_person(rows, days), rows.tables)


def _compiled(name: str, minutes: int, seed: int) -> Row:
    """What is the same in every session of a routine."""
    told, _ = read_person({**ANSWERS, "gate": {"none": True}}, NAME, catalog())
    made = compile_session(routine(name), told, catalog(), voice("en"), minutes, seed)
    sound = {"voice": "calm", "music": "far-sea", "levels": asdict(Levels()), "lufs": LUFS, "channels": 1}
    return {
        "routine": name,
        "minutes": minutes,
        "seed": seed,
        "lang": "en",
        "answers": {**ANSWERS, "gate": {"none": True}},
        "plan": plan_dict(made.plan),
        "score": score_json(made.timeline) if made.timeline else "",
        "sound": {"now": sound},
        "stop_note": "",
        "gate_path": "",
    }


def _own_questions(rows: Rows, first: Day) -> Row:
    at = rows.at(first.date, 9 * 60)
    usual = {"made_at": at, "retired_at": None}
    rows.add("own_questions", "walk", kind="number", text="How long did you walk?", unit="minutes", options=[], **usual)
    return rows.add("own_questions", "nap", kind="yes-no", text="Did you nap today?", unit="", options=[], **usual)


def _day(
    rows: Rows, day: Day, chance: Random, before: Row | None, compiled: dict[tuple[str, int], Row], nap: Row
) -> Row | None:
    """All of one day; gives the session of its evening, for the next morning."""
    if chance.random() < (0.95 if before else 0.7):
        _morning(rows, day, chance, before)
    if chance.random() < 0.72:
        rows.add("foot_checks", str(day.date), **rows.when(rows.at(day.date, 450 + chance.random() * 40)))
    for number in range(_check_ins(day, chance)):
        _check_in(rows, day, chance, number, nap)
    _happened(rows, day, chance)
    if day.number % 12 == 3:
        _map(rows, day, chance)
    if day.date.weekday() == 6:
        _week(rows, day, chance)
    return _session(rows, day, chance, compiled) if chance.random() < 0.58 else None


def _zone(rows: Rows, day: Day) -> str:
    return AWAY if day.away else rows.home


def _levels(day: Day, chance: Random, change: float = 0.0) -> dict[str, int]:
    return {scale: _level(usual + day.burden + change, chance) for scale, usual in USUAL.items()}


def _level(wanted: float, chance: Random) -> int:
    return max(0, min(10, round(wanted + chance.gauss(0, 0.6))))


def _morning(rows: Rows, day: Day, chance: Random, before: Row | None) -> None:
    zone = _zone(rows, day)
    at = rows.at(day.date, 430 + chance.random() * 70, zone)
    scores = {**_levels(day, chance, -0.3 if before else 0.0), "sleep": _level(SLEEP + 0.7 * day.burden, chance)}
    note = chance.choice(NOTES) if chance.random() < 0.12 else ""
    session = before["id"] if before else None
    rows.entry(f"morning {day.date}", "morning", scores, session=session, note=note, **rows.when(at, zone))


def _check_ins(day: Day, chance: Random) -> int:
    return chance.choice((1, 2, 3)) if day.flare else int(chance.random() < 0.14)


def _check_in(rows: Rows, day: Day, chance: Random, number: int, nap: Row) -> None:
    zone = _zone(rows, day)
    name = f"any {day.date} {number}"
    at = rows.at(day.date, 660 + 150 * number + chance.random() * 90, zone)
    words = {"note": "It came in waves." if day.flare else chance.choice(NOTES), "went_well": ""}
    entry = rows.entry(name, "any", _levels(day, chance, 0.2), **words, **rows.when(at, zone))
    value = "1.000" if chance.random() < 0.3 else "0.000"
    rows.add("own_answers", name, entry=entry["id"], question=nap["id"], value=value)
    walked = f"{chance.randrange(0, 60, 5)}.000"
    rows.add("own_answers", f"{name} walk", entry=entry["id"], question=rows.id("own_questions", "walk"), value=walked)


def _happened(rows: Rows, day: Day, chance: Random) -> None:
    if day.flare:
        _happening(rows, day, "flare", "", 15 * 60)
    if day.number == MEDICINE_DAY:
        _happening(rows, day, "medicine", "Evening tablet: half a tablet more, as agreed.", 18 * 60)
    if day.number in SIDE_EFFECT_DAYS:
        _happening(rows, day, "side-effect", "A little dizzy on getting up.", 8 * 60)
    if day.number % 56 == 20:
        _happening(rows, day, "care", "Foot care: nails and hard skin.", 11 * 60 + chance.randrange(60))


def _happening(rows: Rows, day: Day, kind: str, text: str, minutes: int) -> None:
    zone = _zone(rows, day)
    when = rows.when(rows.at(day.date, minutes, zone), zone)
    rows.add("happenings", f"{kind} {day.date}", kind=kind, text=text, **when)


def _map(rows: Rows, day: Day, chance: Random) -> None:
    at, zone = rows.at(day.date, 17 * 60 + chance.random() * 60), rows.home
    kept = rows.add("maps", str(day.date), day=day.date, changed_at=at, time_zone=zone)
    for place in PLACES[: 2 + (day.burden > 0) * 2 + day.flare * 2]:
        for kind, usual in (("burning", 4.8), ("numbness", 5.2)):
            level = max(1, _level(usual + day.burden, chance))
            fields = {"place": place, "kind": kind, "level": level, "at": at, "time_zone": zone, "carried": False}
            rows.add("marks", f"{day.date} {place} {kind}", map_day=kept["id"], **fields)


def _week(rows: Rows, day: Day, chance: Random) -> None:
    overall = max(1, min(7, round(4.3 - day.burden / 1.6 + chance.gauss(0, 0.4))))
    at = rows.at(day.date, 10 * 60 + chance.random() * 90)
    rows.entry(f"week {day.date}", "week", {}, overall=overall, **rows.when(at))


def _session(rows: Rows, day: Day, chance: Random, compiled: dict[tuple[str, int], Row]) -> Row:
    zone = _zone(rows, day)
    kept = compiled[chance.choice(PLAYED)]
    made = rows.at(day.date, 20 * 60 + chance.random() * 130, zone)
    started, stopped = made + timedelta(minutes=2), chance.random() < 0.08
    played = round(kept["minutes"] * 60_000 * (0.4 if stopped else 1))
    ended = started + timedelta(milliseconds=played)
    times = {"made_at": made, "started_at": started, "ended_at": ended, "position_ms": played}
    state = {"state": "stopped" if stopped else "finished", "stop_reason": "early" if stopped else ""}
    where = {key: value for key, value in rows.when(made, zone).items() if key != "at"}
    session = rows.add("sessions", str(day.date), **kept, **times, **state, **where)
    _events(rows, session, started, ended, "stopped" if stopped else "finished")
    _around(rows, session, day, chance, (made, ended), where)
    return session


def _events(rows: Rows, session: Row, started: datetime, ended: datetime, kind: str) -> None:
    for name, at, position in (("started", started, 0), (kind, ended, session["position_ms"])):
        fields = {"kind": name, "step": "", "position_ms": position, "at": at, "received_at": at + timedelta(seconds=1)}
        rows.add("events", f"{session['id']} {name}", session=session["id"], **fields)


def _around(
    rows: Rows, session: Row, day: Day, chance: Random, times: tuple[datetime, datetime], where: dict[str, Any]
) -> None:
    """Right after a session the scores are lower than the morning will confirm."""
    made, ended = times[0] + timedelta(minutes=1), times[1] + timedelta(minutes=3)
    of = {"session": session["id"], **where}
    rows.entry(f"before {day.date}", "before", _levels(day, chance, 0.3), at=made, **of)
    well = chance.choice(WELL) if chance.random() < 0.5 else ""
    after = _levels(day, chance, -1.1)
    rows.entry(f"after {day.date}", "after", after, at=ended, went_well=well, skin="fine", **of)


def _foot_findings(rows: Rows, days: list[Day]) -> None:
    """A blister that went, a red place that a clinician saw, and hard skin that is still open."""
    checks = rows.tables["foot_checks"]
    for share, item, side, note, answer, after in (
        (0.25, "blister", "left", "From the new shoes.", "gone", 9),
        (0.7, "red-place", "right", "At the little toe.", "seen", 3),
        (0.98, "hard-skin", "left", "", "", 0),
    ):
        check = checks[int(share * (len(checks) - 1))]
        answered = datetime.fromisoformat(check["at"]) + timedelta(days=after) if answer else None
        fields = {"item": item, "side": side, "note": note, "answer": answer, "answered_at": answered}
        rows.add("findings", f"{check['day']} {item}", foot_check=check["id"], **fields)


def _notes(rows: Rows) -> None:
    """Each row of the diary with the note of how it came to be, as the app writes it."""
    scores, answers, findings = _hanging(rows)
    for row in rows.tables["own_questions"]:
        rows.note("own-question", row, datetime.fromisoformat(row["made_at"]))
    for row in rows.tables["entries"]:
        at = datetime.fromisoformat(row["at"])
        rows.note("entry", row, at, scores=scores.get(row["id"], {}), own_answers=answers.get(row["id"], {}))
    for row in rows.tables["happenings"]:
        rows.note("happening", row, datetime.fromisoformat(row["at"]))
    for row in rows.tables["foot_checks"]:
        rows.note("foot-check", row, datetime.fromisoformat(row["at"]), findings=findings.get(row["id"], {}))


def _hanging(rows: Rows) -> tuple[dict[str, Row], dict[str, Row], dict[str, Row]]:
    """What hangs on each row, by the row's id and by its name there."""
    scores: dict[str, Row] = {}
    for row in rows.tables["scores"]:
        scores.setdefault(row["entry"], {})[row["scale"]] = {"value": row["value"]}
    answers: dict[str, Row] = {}
    for row in rows.tables["own_answers"]:
        answers.setdefault(row["entry"], {})[row["question"]] = {"value": row["value"].removesuffix(".000")}
    findings: dict[str, Row] = {}
    for row in rows.tables["findings"]:
        answered = row["answered_at"] and datetime.fromisoformat(row["answered_at"]).isoformat()
        kept = {"note": row["note"], "answer": row["answer"], "answered_at": answered}
        findings.setdefault(row["foot_check"], {})[f"{row['item']} {row['side']}"] = kept
    return scores, answers, findings


def _person(rows: Rows, days: list[Day]) -> Row:
    """The newest map answers where it is felt."""
    newest = max(rows.tables["maps"], key=lambda row: str(row["day"]))
    marks = [row for row in rows.tables["marks"] if row["map_day"] == newest["id"]]
    feel = [{"zone": row["place"], "kind": row["kind"], "level": row["level"]} for row in marks]
    begun = plain(rows.at(days[0].date, 8 * 60))
    return {
        "name": NAME,
        "answers": {**ANSWERS, "feel": feel},
        "asks": list(USUAL),
        "morning_asks": [*USUAL, "sleep"],
        "any_asks": [*USUAL, rows.id("own_questions", "nap"), rows.id("own_questions", "walk")],
        "wordings": {},
        "time_zone": rows.home,
        "day_starts": 240,
        "created_at": begun,
        "welcomed_at": begun,
        "palette": "tan",
        "mapped_at": newest["changed_at"],
    }
