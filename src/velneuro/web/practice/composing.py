"""From a person's answers to a plan or a whole session: the calls into the core."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from velneuro.content.library import catalog, voice
from velneuro.core.catalog import SURPRISE
from velneuro.core.person import Person as Told
from velneuro.core.person import read_person
from velneuro.core.pipeline import Session, compile_plan, compile_session
from velneuro.core.plan import Plan
from velneuro.core.problem import refuse_if_any
from velneuro.core.routine import Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.score import score_json
from velneuro.outputs.sound.spec import NO_VOICE
from velneuro.outputs.sound.spec import SoundChoice as Sound
from velneuro.outputs.sound.voices import BUILT_IN
from velneuro.web.feet.found import signs_found
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers, tonight
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import find, routine
from velneuro.web.sound.choosing import Spared, choice_of, sound_of, speaking, written
from velneuro.web.sound.models import DEVICE
from velneuro.web.toolkit.models import OwnRoutine
from velneuro.web.toolkit.own import own_row

LANG = "en"
PREVIEW_SEED = 0


def told(answers: Answers) -> Told:
    """The answers as the core knows them. Raises InputRefused: a kept sign that is not understood must not vanish."""
    person, problems = read_person(dict(answers), "answers", catalog())
    refuse_if_any(problems)
    return person


def preview(chosen: Routine, of: Person, minutes: int, picture: str | None = None) -> Plan:
    """The plan of tonight if nothing new is said at the gate; what was found on the feet holds until it is answered.

    `picture` comes before the one of all sessions, None: the one that is kept with the routine. A surprise is not given
    away: its step has no picture.
    """
    if picture is None:
        picture = _own_picture(own_row(of, chosen.name))
    person = _picturing(told(tonight(of.answers, signs_found(of))), picture)
    if person.picture == SURPRISE:
        chosen, person = replace(chosen, picture=None), replace(person, picture=None)
    return compile_plan(chosen, person, catalog(), minutes, PREVIEW_SEED)


def new_session(
    person: Person,
    name: str,
    minutes: int,
    seed: int,
    answers: dict[str, Any],
    now: datetime,
    *,
    gate_path: str = "",
) -> PracticeSession:
    """Compile and save a session for the answers of tonight; a refused one is kept too, with its reason."""
    made, sound = _spoken(person, routine(name, person), minutes, seed, answers)
    with transaction.atomic():  # the voice has spoken by now; before, others would have waited for the database
        return PracticeSession.objects.create(
            person=person,
            routine=name,
            minutes=minutes,
            seed=seed,
            lang=LANG,
            answers=answers,
            plan=plan_dict(made.plan),
            score=score_json(made.timeline) if made.timeline else "",
            sound={"now": written(sound)},
            state=PracticeSession.State.READY if made.timeline else PracticeSession.State.REFUSED,
            made_at=now,
            day=person.day_of(now),
            time_zone=person.time_zone,
            gate_path=gate_path,
        )


def bring_up_to_date(session: PracticeSession) -> None:
    """A session that waits for its start gets the sound that was chosen since; the words get other lengths by it."""
    if session.state != PracticeSession.State.READY:
        return
    person, own = session.person, own_row(session.person, session.routine, removed=True)
    known = find(session.routine, person, removed=True)
    if known is None or session.sound.get("now") == written(_sound(person, own)):
        return
    made, sound = _spoken(person, known, session.minutes, session.seed, session.answers)
    if made.timeline and session.sound.get("now") != written(sound):
        # A routine of one's own may have been edited since: plan and score are of one piece.
        session.plan, session.score = plan_dict(made.plan), score_json(made.timeline)
        session.sound = {"now": written(sound)}
        session.save(update_fields=["plan", "score", "sound"])


def _spoken(person: Person, chosen: Routine, minutes: int, seed: int, answers: Answers) -> tuple[Session, Sound]:
    """The session with the lengths of the chosen voice; where it does not work, of the built-in one, else estimated."""
    own = own_row(person, chosen.name, removed=True)
    sound = _sound(person, own)
    asked = chosen, _picturing(told(answers), _own_picture(own)), catalog(), voice(LANG), minutes, seed
    if sound.voice == DEVICE:
        return compile_session(*asked), sound
    for known in dict.fromkeys((sound.voice, BUILT_IN)):
        speaker = speaking(known, LANG)
        with Spared(f"voice {known}"):
            if speaker is not None:
                return compile_session(*asked, measure=speaker.ms), replace(sound, voice=known)
    return compile_session(*asked), replace(sound, voice=NO_VOICE)


def _sound(person: Person, own: OwnRoutine | None) -> Sound:
    """As the person likes to hear every session; a routine of their own may have a voice and music of its own."""
    choice = choice_of(person)
    if own:
        choice.voice, choice.music = own.voice or choice.voice, own.music or choice.music
    return sound_of(choice)


def _own_picture(own: OwnRoutine | None) -> str:
    return own.picture if own else ""


def _picturing(person: Told, picture: str) -> Told:
    """The picture of a routine of one's own comes before the one for all sessions; who wants none has none."""
    return replace(person, picture=picture) if picture in catalog().pictures else person
