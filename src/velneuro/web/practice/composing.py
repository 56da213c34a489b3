"""From a person's answers to a plan or a whole session: the calls into the core."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from velneuro.content.library import catalog, routine, voice
from velneuro.core.person import Person as Told
from velneuro.core.person import read_person
from velneuro.core.pipeline import compile_plan, compile_session
from velneuro.core.plan import Plan
from velneuro.core.problem import refuse_if_any
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.score import score_json
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers, tonight
from velneuro.web.practice.models import PracticeSession

LANG = "en"
PREVIEW_SEED = 0


def told(answers: Answers) -> Told:
    """The answers as the core knows them. Raises InputRefused: a kept sign that is not understood must not vanish."""
    person, problems = read_person(dict(answers), "answers", catalog())
    refuse_if_any(problems)
    return person


def preview(name: str, answers: Answers, minutes: int) -> Plan:
    """The plan of tonight if nothing new is said at the gate."""
    return compile_plan(routine(name), told(tonight(answers, [])), catalog(), minutes, PREVIEW_SEED)


def new_session(
    person: Person, name: str, minutes: int, seed: int, answers: dict[str, Any], now: datetime
) -> PracticeSession:
    """Compile and save a session for the answers of tonight; a refused one is kept too, with its reason."""
    made = compile_session(routine(name), told(answers), catalog(), voice(LANG), minutes, seed)
    return PracticeSession.objects.create(
        person=person,
        routine=name,
        minutes=minutes,
        seed=seed,
        lang=LANG,
        answers=answers,
        plan=plan_dict(made.plan),
        score=score_json(made.timeline) if made.timeline else "",
        state=PracticeSession.State.READY if made.timeline else PracticeSession.State.REFUSED,
        made_at=now,
        time_zone=person.time_zone,
    )
