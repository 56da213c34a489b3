"""Which table of the archive is which model, and what of a person is left out of it, each with its reason."""

from __future__ import annotations

from velneuro.outputs.archive.table import Table
from velneuro.outputs.archive.tables import TABLES
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.body_map.models import MapDay, Mark
from velneuro.web.diary.models import Entry, Happening, OwnAnswer, Revision, Score
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.people.models import OfPerson
from velneuro.web.practice.models import PracticeSession, StepEvent
from velneuro.web.rhythm.models import (
    Break,
    CalendarFeed,
    Channel,
    Delivery,
    Occurrence,
    Reminder,
    RhythmChoice,
    Ritual,
)
from velneuro.web.sound.models import Feed, OwnMusic, SoundChoice
from velneuro.web.toolkit.models import Favorite, OwnRoutine
from velneuro.web.trials.models import Trial, TrialPause

MODELS: dict[str, type[OfPerson]] = {
    "sessions": PracticeSession,
    "events": StepEvent,
    "entries": Entry,
    "scores": Score,
    "own_questions": OwnQuestion,
    "own_answers": OwnAnswer,
    "happenings": Happening,
    "foot_checks": FootCheck,
    "findings": Finding,
    "maps": MapDay,
    "marks": Mark,
    "sound_choices": SoundChoice,
    "own_music": OwnMusic,
    "revisions": Revision,
    "trials": Trial,
    "trial_pauses": TrialPause,
    "rituals": Ritual,
    "breaks": Break,
    "occurrences": Occurrence,
    "deliveries": Delivery,
    "rhythm_choices": RhythmChoice,
    "own_routines": OwnRoutine,
    "favorites": Favorite,
}
LEFT_OUT: dict[str, str] = {
    "Feed": "it is a secret address of this machine: a new one is made where it is wanted",
    "Channel": "its address lets others reach this person from this machine: it is set up anew where it is wanted",
    "Reminder": "it is nothing without its channels",
    "CalendarFeed": "it is a secret address of this machine: a new one is made where it is wanted",
    "Delivery.channel": "a channel stays on this machine; its name and kind are kept with each message",
    "Delivery.claimed_by": "it names a process of this machine",
    "Revision.goes_on": "it says that somebody is writing on this machine",
    "Person.id": "it says where the person is kept, and another machine has its own",
    "Person.account": "it says who may come in at this machine",
    "OfPerson.person": "every row of an archive belongs to its one person",
}
NOT_ARCHIVED: tuple[type[OfPerson], ...] = (Feed, Channel, Reminder, CalendarFeed)


def columns(table: Table) -> list[str]:
    """The names of a table's fields as the database has them."""
    return [f"{field.name}_id" if field.refers else field.name for field in table.fields]


def every_table() -> tuple[tuple[Table, type[OfPerson]], ...]:
    """Each table with its model; a table comes after those that it refers to."""
    return tuple((table, MODELS[table.name]) for table in TABLES)
