"""The timeline: what sounds when, in milliseconds. Cues tile it: every millisecond belongs to one cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from velneuro.core.catalog import STILL, Catalog, Technique
from velneuro.core.plan import Plan, PlanStep
from velneuro.core.saying import untrue
from velneuro.core.speaker import Line, Speaker
from velneuro.core.voice import Voice

VERSION = 1
BREATH_MS = 10_000  # 6 breaths a minute (evidence.md 3); one ankle-to-knee stroke to one breath
OPENING_MS = 500  # of rest before the first chime: wireless speakers swallow the first moment of a sound
CHIME_MS = 1_500
LAST_CHIME_MS = 4_000
LEAST_SILENCE_MS = 1_200
UNPACED = frozenset({"settle", "picture", "rest"})
# About how long the guide is silent between two sentences (our choice), and where more sentences come from.
EVERY_MS = {"settle": 20_000, "breath": 30_000, "picture": 10_000, "rest": 45_000}
EVERY_STROKE_MS = 16_000  # with 3.4 s a sentence: silence two to four times as long as speech, also in long sessions
POOLS = {"settle": "", "breath": "breathing", "rest": "resting"}
STROKE_POOLS = {"self": "stay", "helper": "giving"}


@dataclass(frozen=True)
class Cue:
    """One stretch of sound or silence; `sentence` and `text` are set when `kind` is `say`."""

    at_ms: int
    ms: int
    kind: str
    sentence: str = ""
    text: str = ""


@dataclass(frozen=True)
class ScoreStep:
    """One step as the player shows it; `breath_ms` is 0 where nothing is paced by the breath.

    `more_ms` is how much longer the person may make it while it plays.
    """

    id: str
    title: str
    how: str
    why: str
    start_ms: int
    end_ms: int
    figure: str
    side: str | None
    zone: str | None
    technique: str
    stroke: str | None
    tool: str | None
    pressure: int
    cm_per_s: float
    breath_ms: int
    more_ms: int


@dataclass(frozen=True)
class Timeline:
    """The compiled session in one language."""

    routine: str
    lang: str
    duration_ms: int
    steps: tuple[ScoreStep, ...]
    cues: tuple[Cue, ...]
    version: int = VERSION


def speak(plan: Plan, catalog: Catalog, voice: Voice, measure: Callable[[str, str], int]) -> Timeline:
    """Give the plan its words, silences, breaths and chimes."""
    speaker = Speaker(voice, plan.seed, measure, untrue(plan.true, catalog.said_when))
    steps = _score_steps(plan, catalog)
    cues: list[Cue] = []
    pressure = -1
    for planned, step in zip(plan.steps, steps, strict=True):
        technique = catalog.techniques[planned.technique]
        touches = technique.contact != "none"
        way = technique.said_to(planned.step.giver)
        how = _how(way, planned.pressure if touches and planned.pressure != pressure else None)
        pressure = planned.pressure if touches else pressure
        if technique.motion in STILL and technique.motion != _wanted(planned, catalog).motion:
            planned, how = _stilled(planned, way), how[len(way) :]
        cues += _cues(planned, step, technique.motion, how, speaker, last=step is steps[-1])
    return Timeline(plan.routine, voice.lang, plan.seconds * 1000, steps, tuple(cues))


def _score_steps(plan: Plan, catalog: Catalog) -> tuple[ScoreStep, ...]:
    steps, start_ms = [], 0
    for planned in plan.steps:
        steps.append(_score_step(planned, start_ms, catalog))
        start_ms = steps[-1].end_ms
    return tuple(steps)


def _score_step(planned: PlanStep, start_ms: int, catalog: Catalog) -> ScoreStep:
    technique = catalog.techniques[planned.technique]
    zone = catalog.body.zones[planned.zone] if planned.zone else None
    return ScoreStep(
        id=planned.id,
        title=planned.title,
        how=technique.how_title,
        why=planned.why,
        start_ms=start_ms,
        end_ms=start_ms + planned.seconds * 1000,
        figure=zone.figure if zone else "rest",
        side=planned.side,
        zone=planned.zone,
        technique=technique.id,
        stroke=zone.strokes.get(technique.motion) if zone else None,
        tool=technique.tool,
        pressure=planned.pressure,
        cm_per_s=technique.cm_per_s,
        breath_ms=0 if technique.motion in UNPACED else BREATH_MS,
        more_ms=planned.more_s * 1000,
    )


def _how(way: tuple[str, ...], new_pressure: int | None) -> tuple[str, ...]:
    """How, and how hard when that is new: the ids of the sentences that follow the opening of a step."""
    asked = () if new_pressure is None else (f"pressure.{new_pressure}",)
    return (*way, *asked)


def _wanted(planned: PlanStep, catalog: Catalog) -> Technique:
    """The technique that the author had in mind; the words of the step were written for it."""
    return catalog.techniques[planned.step.techniques[0]]


def _stilled(planned: PlanStep, way: tuple[str, ...]) -> PlanStep:
    """Words for a moving hand would set one moving that must rest: they go, and that it rests is said each time."""
    step = planned.step
    return replace(planned, step=replace(step, begin=(*step.begin, *way), during=()))


def _cues(
    planned: PlanStep, step: ScoreStep, motion: str, how: tuple[str, ...], speaker: Speaker, *, last: bool
) -> Iterator[Cue]:
    """The cues of one step: chime, intro, sentences spread over the stretch, closing words, the last chime."""
    chime_ms = step.start_ms or OPENING_MS
    open_ms = chime_ms + CHIME_MS
    close_ms = step.end_ms - (LAST_CHIME_MS if last else 0)
    if chime_ms > step.start_ms:
        yield Cue(step.start_ms, OPENING_MS, "rest")
    yield Cue(chime_ms, CHIME_MS, "chime")
    said = _spoken(planned, motion, how, speaker, open_ms, close_ms)
    yield from _with_silences(said, open_ms, close_ms, step)
    if last:
        yield Cue(close_ms, LAST_CHIME_MS, "chime")


def _spoken(
    planned: PlanStep, motion: str, how: tuple[str, ...], speaker: Speaker, open_ms: int, close_ms: int
) -> list[Cue]:
    """When each sentence of the step is said; whatever would not leave silence after it is not said."""
    where = [speaker.line(name, planned.side) for name in planned.step.begin]
    opening = _in_a_row([*where, *speaker.fresh_lines(how, planned.side)], open_ms, close_ms)
    free_ms = _free_from(opening, open_ms)
    ending = [speaker.line(name, planned.side) for name in planned.step.end]
    ending_ms = close_ms - sum(_room(line) for line in ending)
    if ending_ms < free_ms:
        ending, ending_ms = [], close_ms
    closing = _in_a_row(ending, ending_ms, close_ms)
    middle = _spread(planned, motion, speaker, free_ms, ending_ms)
    return [*opening, *middle, *closing]


def _in_a_row(lines: Sequence[Line], start_ms: int, end_ms: int) -> list[Cue]:
    said: list[Cue] = []
    for line in lines:
        at_ms = _free_from(said, start_ms)
        if at_ms + _room(line) <= end_ms:
            said.append(_say(line, at_ms))
    return said


def _free_from(said: list[Cue], start_ms: int) -> int:
    return said[-1].at_ms + max(2 * said[-1].ms, said[-1].ms + LEAST_SILENCE_MS) if said else start_ms


def _room(line: Line) -> int:
    """A sentence and a silence at least as long."""
    return line.ms + max(line.ms, LEAST_SILENCE_MS)


def _say(line: Line, at_ms: int) -> Cue:
    return Cue(at_ms, line.ms, "say", line.sentence, line.text)


def _spread(planned: PlanStep, motion: str, speaker: Speaker, start_ms: int, end_ms: int) -> list[Cue]:
    """Sentences at even distances; a script that is too long for the time is thinned evenly, never hurried."""
    slots = (end_ms - start_ms) // EVERY_MS.get(motion, EVERY_STROKE_MS)
    if slots < 1:
        return []
    is_quiet = motion == "picture" or planned.step.quiet
    pool = "" if is_quiet else POOLS.get(motion, STROKE_POOLS[planned.step.giver])
    lines = speaker.lines(planned.step.during, pool, planned.side, slots)
    space_ms = (end_ms - start_ms) // (len(lines) + 1)
    starts = (start_ms + space_ms * number for number in range(1, len(lines) + 1))
    return [_say(line, at_ms) for line, at_ms in zip(lines, starts, strict=True) if _room(line) <= space_ms]


def _with_silences(said: list[Cue], start_ms: int, end_ms: int, step: ScoreStep) -> Iterator[Cue]:
    for cue in said:
        yield from _silence(start_ms, cue.at_ms, step)
        yield cue
        start_ms = cue.at_ms + cue.ms
    yield from _silence(start_ms, end_ms, step)


def _silence(start_ms: int, end_ms: int, step: ScoreStep) -> Iterator[Cue]:
    """Whole breaths on the step's own grid, rest before and after: so the hand and the breath stay in step."""
    first_ms = end_ms
    if step.breath_ms:
        first_ms = start_ms + (step.start_ms - start_ms) % step.breath_ms
    breaths = max(0, (end_ms - first_ms) // BREATH_MS)
    after_ms = first_ms + breaths * BREATH_MS if breaths else start_ms
    if breaths and first_ms > start_ms:
        yield Cue(start_ms, first_ms - start_ms, "rest")
    for number in range(breaths):
        yield Cue(first_ms + number * BREATH_MS, BREATH_MS, "breath")
    if end_ms > after_ms:
        yield Cue(after_ms, end_ms - after_ms, "rest")
