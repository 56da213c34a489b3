"""What is heard of a routine: how much is said, how long it is silent, and what of it finds no room.

Every length and every kind of hands is compiled, with the lengths of speech that the voice estimates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from velneuro.content import library
from velneuro.core.catalog import ABILITIES
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_session
from velneuro.core.problem import Problem
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES, Routine
from velneuro.core.timeline import Cue, ScoreStep

LANG = "en"
SEED = 5
LONGEST_SILENCE_MS = 90_000
LEAST_RATIO, MOST_RATIO = 2.0, 4.0
LEAST_FOR_RATIO = 5  # a shorter session is made of openings, and what they say of safety is not cut
HANDS = (frozenset(ABILITIES), *(frozenset({ability}) for ability in ABILITIES), frozenset[str]())


@dataclass(frozen=True)
class Heard:
    """One step of one compiled session: the number of the author's step, and its cues."""

    number: int
    minutes: int
    planned: tuple[str, ...]
    step: ScoreStep
    cues: tuple[Cue, ...]

    @property
    def spoken_ms(self) -> int:
        return sum(cue.ms for cue in self.cues if cue.kind == "say")

    @property
    def silent_ms(self) -> int:
        return self.step.end_ms - self.step.start_ms - self.spoken_ms

    @property
    def longest_silence_ms(self) -> int:
        longest = silence = 0
        for cue in self.cues:
            silence = silence + cue.ms if cue.kind in ("rest", "breath") else 0
            longest = max(longest, silence)
        return longest

    @property
    def unheard(self) -> list[str]:
        """Opening sentences that found no room."""
        heard = {cue.sentence.removesuffix(".left").removesuffix(".right").rpartition(".")[0] for cue in self.cues}
        return [name for name in self.planned if name not in heard]


def hearing_problems(routine: Routine, file: str) -> Iterator[Problem]:
    """Too long a silence, an opening that is cut, and too much or too little talk where hands are at work."""
    heard = {
        (minutes, hands): tuple(_heard(routine, hands, minutes))
        for minutes in sorted({LEAST_MINUTES, 10, routine.minutes, 20, MOST_MINUTES})
        for hands in HANDS
    }
    everything = [each for session in heard.values() for each in session]
    yield from _silences(everything, routine, file)
    yield from _cut(everything, file)
    yield from _talk(heard, routine, file)


def _heard(routine: Routine, hands: frozenset[str], minutes: int) -> Iterator[Heard]:
    catalog = library.catalog()
    person = Person(hands=hands, have=frozenset(catalog.supplies), pressure=2, gate_answered=True, feelings=())
    session = compile_session(routine, person, catalog, library.voice(LANG), minutes, SEED)
    assert session.timeline is not None  # nothing was told that could refuse it
    numbers = {step.id: number for number, step in enumerate(routine.steps, 1)}
    for planned, step in zip(session.plan.steps, session.timeline.steps, strict=True):
        cues = tuple(cue for cue in session.timeline.cues if step.start_ms <= cue.at_ms < step.end_ms)
        yield Heard(numbers[planned.step.id], minutes, planned.step.begin, step, cues)


def _silences(heard: list[Heard], routine: Routine, file: str) -> Iterator[Problem]:
    worst: dict[int, Heard] = {}
    for each in heard:
        is_meant = routine.steps[each.number - 1].quiet or not each.step.tool
        if not is_meant and each.longest_silence_ms > LONGEST_SILENCE_MS:
            worst[each.number] = max(each, worst.get(each.number, each), key=lambda other: other.longest_silence_ms)
    for number, each in sorted(worst.items()):
        what = f"nothing is heard for {each.longest_silence_ms // 1000} seconds in a session of {each.minutes} minutes"
        mend = 'add sentences, lower most, or say why in quiet = "Our choice: ..."'
        yield Problem(f"{file}:step[{number}].during", what, mend)


def _cut(heard: list[Heard], file: str) -> Iterator[Problem]:
    cut = {(each.number, name): each.minutes for each in reversed(heard) for name in each.unheard}
    for (number, name), minutes in sorted(cut.items()):
        what = f'"{name}" finds no room in a session of {minutes} minutes'
        yield Problem(f"{file}:step[{number}].begin", what, "raise least, or take out a sentence")


def _talk(
    heard: Mapping[tuple[int, frozenset[str]], Sequence[Heard]], routine: Routine, file: str
) -> Iterator[Problem]:
    """Counted over all steps that touch, with able hands, at each length; the one that is farthest off is told."""
    sessions = {
        minutes: [each for each in session if each.step.tool and not routine.steps[each.number - 1].quiet]
        for (minutes, hands), session in heard.items()
        if hands == HANDS[0] and minutes >= LEAST_FOR_RATIO
    }
    ratios = {minutes: _silence_to_speech(session) for minutes, session in sessions.items() if session}
    if not ratios:
        return
    for minutes, is_talk in ((min(ratios, key=ratios.__getitem__), True), (max(ratios, key=ratios.__getitem__), False)):
        ratio = ratios[minutes]
        if ratio < LEAST_RATIO if is_talk else ratio > MOST_RATIO:
            yield _too_much_or_little(sessions[minutes], minutes, ratio, file)


def _silence_to_speech(heard: Sequence[Heard]) -> float:
    return sum(each.silent_ms for each in heard) / max(1, sum(each.spoken_ms for each in heard))


def _too_much_or_little(heard: Sequence[Heard], minutes: int, ratio: float, file: str) -> Problem:
    by_talk = sorted(heard, key=lambda each: _silence_to_speech([each]))
    is_talk = ratio < LEAST_RATIO
    number = by_talk[0 if is_talk else -1].number
    what = (
        f"in a session of {minutes} minutes the guide is silent {ratio:.1f} times as long as it speaks while hands work"
    )
    mend = "take out or shorten sentences, here first" if is_talk else "say more in begin or lower most, here first"
    return Problem(f"{file}:step[{number}].begin", what, f"bring it to {LEAST_RATIO:g} to {MOST_RATIO:g} times: {mend}")
