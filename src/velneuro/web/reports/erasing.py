"""Takes a person and all that is theirs out of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from velneuro.outputs.sound.own_music import remove_own
from velneuro.web.body_map import undoing as map_undoing
from velneuro.web.diary import undoing as diary_undoing
from velneuro.web.people.models import Person
from velneuro.web.people.owner import CHOSEN
from velneuro.web.rhythm import undoing as rhythm_undoing
from velneuro.web.sound.models import OwnMusic
from velneuro.web.sound.tracks import folders

# What a device keeps of the last change: words of the person may be in it.
UNDOS = tuple(undoing.LAST_CHANGE.key for undoing in (map_undoing, diary_undoing, rhythm_undoing))


def start_anew(person: Person) -> Person:
    """Erase all of a person but the name and the time zone, under which they begin again."""
    with transaction.atomic():
        remove_person(person)
        return Person.objects.create(
            account_id=person.account_id, name=person.name, time_zone=person.time_zone, created_at=timezone.now()
        )


def remove_person(person: Person) -> None:
    """Erase a person: rows, own music that nobody else here has, and what other devices remember of them."""
    key = person.pk
    music = list(OwnMusic.objects.filter(person=person).values_list("key", flat=True))
    with transaction.atomic(), _overwriting():
        person.delete()
        person.pk = key
        _forget_on_devices(person)
        transaction.on_commit(lambda: _after(music))


@contextmanager
def _overwriting() -> Iterator[None]:
    """SQLite would only mark the place as free, and the words could be read from the file for a long time."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA secure_delete = OFF")


def _forget_on_devices(person: Person) -> None:
    """A device keeps its last changes for an undo, and whose device it is."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in Session.objects.values_list("session_key", flat=True):
        kept = store(session_key=key)
        of_whom = {(kept.get(name) or {}).get("person") for name in UNDOS}
        if str(person.pk) in {kept.get(CHOSEN), *of_whom}:
            for name in (*UNDOS, CHOSEN):
                kept.pop(name, None)
            kept.save()


def _after(music: Iterable[str]) -> None:
    for key in music:
        if not OwnMusic.objects.filter(key=key).exists():
            remove_own(key, folders())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # The log of changes holds the old pages until it is emptied; a reader elsewhere may put that off.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
