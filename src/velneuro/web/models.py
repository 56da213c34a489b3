"""Gathers the models of the feature folders, so that there is one line of migrations."""

from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import EntryLink, Person
from velneuro.web.practice.models import PracticeSession, StepEvent

__all__ = ["Entry", "EntryLink", "Person", "PracticeSession", "Score", "StepEvent"]
