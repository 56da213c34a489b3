"""Gathers the models of the feature folders, so that there is one line of migrations."""

from velneuro.web.asking.models import OwnQuestion
from velneuro.web.body_map.models import MapDay, Mark
from velneuro.web.diary.models import Entry, Happening, OwnAnswer, Revision, Score
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.people.models import EntryLink, Person
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

__all__ = [
    "Break",
    "CalendarFeed",
    "Channel",
    "Delivery",
    "Entry",
    "EntryLink",
    "Favorite",
    "Feed",
    "Finding",
    "FootCheck",
    "Happening",
    "MapDay",
    "Mark",
    "Occurrence",
    "OwnAnswer",
    "OwnMusic",
    "OwnQuestion",
    "OwnRoutine",
    "Person",
    "PracticeSession",
    "Reminder",
    "Revision",
    "RhythmChoice",
    "Ritual",
    "Score",
    "SoundChoice",
    "StepEvent",
    "Trial",
    "TrialPause",
]
