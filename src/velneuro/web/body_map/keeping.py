"""Changes a day's map, hands the newest one to the plan, and remembers what it was, so that a slip can be put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from velneuro.web.body_map.days import maps_of, marks_on, sheet_of
from velneuro.web.body_map.marks import Felt, Marks, feel
from velneuro.web.body_map.models import MapDay, Mark
from velneuro.web.people.models import Person

Before = dict[str, Any]  # JSON: it waits in the browser's session until it is asked for


def change(person: Person, day: date, changes: Marks, now: datetime) -> Before:
    """Set what is felt at some places; an empty one clears its place. A new day starts from the map before it."""
    before = _before(person, day)
    map_day = MapDay.objects.filter(person=person, day=day).first() or _started(person, day, now)
    map_day.marks.filter(place__in=changes).delete()
    _write(map_day, changes, now)
    return _done(person, map_day, before, now)


def redraw(person: Person, day: date, marks: Marks, now: datetime) -> Before:
    """Make a map of exactly these marks, all of them said today."""
    before = _before(person, day)
    map_day, _ = MapDay.objects.get_or_create(
        person=person, day=day, defaults={"changed_at": now, "time_zone": person.time_zone}
    )
    map_day.marks.all().delete()
    _write(map_day, marks, now)
    return _done(person, map_day, before, now)


def remove(person: Person, map_day: MapDay) -> Before:
    """Take a whole day out."""
    before = {**_before(person, map_day.day), "version": ""}
    map_day.delete()
    feed_plan(person)
    return before


def put_back(person: Person, before: Mapping[str, Any], now: datetime) -> bool:
    """Make a day as it was. False when it was changed once more since, for instance on another device."""
    day = date.fromisoformat(before["day"])
    map_day = MapDay.objects.filter(person=person, day=day).first()
    if before["person"] != str(person.pk) or before["version"] != (_version(map_day) if map_day else ""):
        return False
    if map_day is not None:
        map_day.delete()
    if before["existed"]:
        _restore(person, day, before["marks"], now)
    feed_plan(person, before["feel"])
    return True


def _before(person: Person, day: date) -> Before:
    map_day = MapDay.objects.filter(person=person, day=day).first()
    marks = map_day.marks.values_list("place", "kind", "level", "at", "time_zone", "carried") if map_day else ()
    return {
        "person": str(person.pk),
        "day": day.isoformat(),
        "existed": map_day is not None,
        "marks": [[*mark[:3], mark[3].isoformat(), *mark[4:]] for mark in marks],
        "feel": person.answers.get("feel"),
    }


def _started(person: Person, day: date, now: datetime) -> MapDay:
    earlier = sheet_of(person, day)
    map_day = MapDay.objects.create(person=person, day=day, changed_at=now, time_zone=person.time_zone)
    # What was 0 then would else be asked to be 0 for ever.
    _write(map_day, {place: _above_zero(felt) for place, felt in earlier.marks.items()}, now, carried=True)
    return map_day


def _above_zero(felt: Felt) -> Felt:
    return {kind: level for kind, level in felt.items() if level}


def _write(map_day: MapDay, marks: Marks, now: datetime, carried: bool = False) -> None:
    Mark.objects.bulk_create(
        Mark(
            person_id=map_day.person_id,
            map_day=map_day,
            place=place,
            kind=kind,
            level=level,
            at=now,
            time_zone=map_day.time_zone,
            carried=carried,
        )
        for place, felt in marks.items()
        for kind, level in felt.items()
    )


def _done(person: Person, map_day: MapDay, before: Before, now: datetime) -> Before:
    map_day.changed_at = now
    map_day.save(update_fields=["changed_at"])
    feed_plan(person)
    return {**before, "version": _version(map_day)}


def _version(map_day: MapDay) -> str:
    return f"{map_day.pk} {map_day.changed_at.isoformat()}"


def _restore(person: Person, day: date, marks: Iterable[list[Any]], now: datetime) -> None:
    map_day = MapDay.objects.create(person=person, day=day, changed_at=now, time_zone=person.time_zone)
    Mark.objects.bulk_create(
        Mark(
            person=person,
            map_day=map_day,
            place=place,
            kind=kind,
            level=level,
            at=datetime.fromisoformat(at),
            time_zone=time_zone,
            carried=carried,
        )
        for place, kind, level, at, time_zone, carried in marks
    )


def feed_plan(person: Person, without_map: list[dict[str, Any]] | None = None) -> None:
    """The newest map is the answer to where it is felt; without any map it is the answer given before, or none."""
    newest = maps_of(person).first()
    answer = without_map if newest is None else feel(marks_on(newest))
    others = {key: value for key, value in person.answers.items() if key != "feel"}
    person.answers = others if answer is None else {**others, "feel": answer}
    person.mapped_at = newest.changed_at if newest else None
    person.save(update_fields=["answers", "mapped_at"])
