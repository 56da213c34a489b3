"""What a person can ask in a trial of their own, and how each of its two ways is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from velneuro.content.library import FOLDER, catalog, parsed, routine_names
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.table import Table

PARTS = ("afternoon", "evening")


@dataclass(frozen=True)
class Way:
    """One of the two ways. Empty or None: as in any session. `present` and `absent` are supplies."""

    word: str
    about: str
    routine: str
    visualization: bool | None
    present: str
    absent: str
    part: str
    longer: bool


@dataclass(frozen=True)
class Question:
    """A question with its two ways; the effect is the second minus the first.

    `routine`: the one that it is about, empty where the person chooses. `before`: z_0 of the model in core/trial.
    """

    id: str
    title: str
    about: str
    from_hour: int
    before: float
    routine: str
    first: Way
    second: Way

    @property
    def ways(self) -> tuple[Way, Way]:
        return self.first, self.second


@cache
def trial_questions() -> Mapping[str, Question]:
    """The questions by id, in the order in which they are offered. Raises InputRefused when there is a mistake."""
    problems: list[Problem] = []
    root = Table(parsed(FOLDER / "trial_questions.toml", problems), "trial_questions.toml", "", problems)
    read = [_question(table) for table in root.tables("question")]
    root.close()
    refuse_if_any(problems)
    return {question.id: question for question in read}


def _question(table: Table) -> Question:
    question = Question(
        id=table.text("id"),
        title=table.text("title"),
        about=table.text("about"),
        from_hour=table.whole("from_hour", 4, 18),
        before=table.number("before", 0, 1),
        routine=table.name("routine", routine_names(), ""),
        first=_way(table.table("first")),
        second=_way(table.table("second")),
    )
    table.close()
    return question


def _way(table: Table) -> Way:
    way = Way(
        word=table.text("word"),
        about=table.text("about"),
        routine=table.name("routine", routine_names(), ""),
        visualization=table.flag("visualization") if table.has("visualization") else None,
        present=table.name("with", catalog().supplies, ""),
        absent=table.name("without", catalog().supplies, ""),
        part=table.name("part", PARTS, ""),
        longer=table.flag("longer", False),
    )
    table.close()
    return way
