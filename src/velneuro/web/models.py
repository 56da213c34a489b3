"""Gathers the models of the feature folders, so that there is one line of migrations."""

from velneuro.web.body_map.models import MapDay, Mark
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import EntryLink, Person
from velneuro.web.practice.models import PracticeSession, StepEvent

__all__ = ["Entry", "EntryLink", "MapDay", "Mark", "Person", "PracticeSession", "Score", "StepEvent"]
