"""What a report of a trial with one person should tell, by the items of CENT 2015 (BMJ 350:h1738)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from velneuro.core.trial.answer import Answer
from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import planned_looks
from velneuro.core.trial.schedules import schedules_count
from velneuro.web.practice.models import PracticeSession
from velneuro.web.trials.answering import Night, read_plan
from velneuro.web.trials.models import TrialPause
from velneuro.web.trials.mornings import written_late
from velneuro.web.trials.planning import run_in_noise
from velneuro.web.trials.running import Standing, gate_path
from velneuro.web.trials.words import interval_words, outcome_title

Told = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Item:
    """One item of the list, and what it says of this trial."""

    number: str
    text: str


def report(stands: Standing, nights: Sequence[Night], found: Answer | None) -> list[Item]:
    """Every item that nof1.md names. While the trial runs nothing in it tells one way from the other."""
    design = read_plan(stands.trial.plan)
    told = (*_asked(stands), *_planned(stands, design), *_dealt(design), *_reckoned(), *_lived(stands, nights))
    return [Item(*each) for each in (*told, *_found(found), *_harms(stands), *_kept(stands))]


def _asked(stands: Standing) -> Told:
    question = stands.question
    yield "1a", gettext("This is a trial with one person (N-of-1).")
    yield (
        "2a",
        gettext("A score right after a session flatters it. So mornings are compared, and chance picks the nights."),
    )
    yield "2b", gettext("The question: %(question)s") % {"question": gettext(question.title)}
    for way in question.ways:
        yield "5", f"{gettext(way.word)}: {gettext(way.about)}"
    yield (
        "6a",
        gettext("What tells: %(outcome)s, from 0 to 10. It is asked on the morning after each night.")
        % {"outcome": outcome_title(stands.trial.outcome)},
    )


def _planned(stands: Standing, design: Design) -> Told:
    noise = run_in_noise(stands.trial)
    plan = {"nights": design.nights, "block": design.block, "days": design.run_in}
    yield (
        "3a",
        gettext("%(nights)d nights in blocks of %(block)d, after %(days)d days as usual. No days in between.") % plan,
    )
    yield "3b", gettext("The plan was not changed after its start.")
    yield "3b", _pauses(len(stands.pauses))
    if stands.trial.ended_at:
        yield "3b", gettext("It was ended before its last night.")
    yield (
        "7a",
        gettext("Planned for mornings that differ by %(sigma).1f points. From day to day they are alike by %(rho).1f.")
        % {"sigma": noise.sigma, "rho": noise.rho},
    )
    for look in planned_looks(design):
        yield (
            "7b",
            gettext("A look after %(night)d nights. A clear answer then needs p of %(alpha).3f or less.")
            % {"night": look.night, "alpha": look.alpha},
        )
    yield "7b", gettext("A flare, a warning sign or three bad mornings pause it. You may end it at any time.")


def _pauses(count: int) -> str:
    if not count:
        return gettext("No pauses.")
    return ngettext("%(n)d pause. Its days are no nights.", "%(n)d pauses. Their days are no nights.", count) % {
        "n": count
    }


def _dealt(design: Design) -> Told:
    yield (
        "8a",
        gettext("A random number, the seed, picked one of %(orders)d orders.") % {"orders": schedules_count(design)},
    )
    yield "8b", gettext("In each pair of blocks both ways come once. Each night's way was closed until its time.")
    yield "11", gettext("Nobody was blinded: you knew which night it was.")


def _reckoned() -> Told:
    yield "12a", gettext("A model gives the size. A test by the orders that were possible keeps luck out.")
    yield "12b", gettext("The model takes in a trend over the weeks, and that nights in a row are alike.")
    yield "12b", gettext("It also takes in that one night may last into the next.")


def _lived(stands: Standing, nights: Sequence[Night]) -> Told:
    answered = sum(night.score is not None for night in nights)
    counts = {
        "passed": len(nights),
        "nights": stands.trial.nights,
        "answered": answered,
        "open": len(nights) - answered,
    }
    yield "13a", gettext("%(passed)d of %(nights)d nights were lived.") % counts
    yield "13b", gettext("Mornings answered: %(answered)d. Not answered: %(open)d.") % counts
    yield (
        "13b",
        gettext("Mornings written or changed after their day: %(late)d.")
        % {"late": written_late(stands.trial, [night.day for night in nights])},
    )
    yield (
        "13c",
        gettext("Nights without their session: %(none)d. Nights with another one too: %(beside)d.")
        % {"none": sum(not night.done for night in nights), "beside": sum(night.beside for night in nights)},
    )


def _found(found: Answer | None) -> Told:
    if found is None:
        yield "16", gettext("Nights of each way: told when the answer may be read.")
        yield "17", gettext("The difference: told when the answer may be read.")
        return
    for name, arm in found.reading.answered.items():
        yield (
            "16",
            gettext("%(way)s: %(answered)d of %(nights)d nights answered.")
            % {"way": gettext(name), "answered": arm.answered, "nights": arm.nights},
        )
    size, test = found.reading.posterior, found.reading.test
    model = {"mean": size.mean, "range": interval_words(size.q025, size.q975)}
    yield "17", gettext("By the model: %(mean).2f points (%(range)s).") % model
    tested = {"mean": test.estimate, "range": interval_words(test.low, test.high)}
    yield "17", gettext("By the test: %(mean).2f points (%(range)s).") % tested


def _harms(stands: Standing) -> Told:
    reasons = [pause.reason for pause in stands.pauses]
    sessions = PracticeSession.objects.filter(person_id=stands.trial.person_id, gate_path=gate_path(stands.trial))
    counts = {reason: reasons.count(reason) for reason in TrialPause.Reason.values}
    counts["wrong"] = sessions.filter(stop_reason=PracticeSession.StopReason.WRONG).count()
    yield (
        "19",
        gettext("Pauses for a flare: %(flare)d. For a warning sign: %(sign)d. For bad mornings: %(mornings)d.")
        % counts,
    )
    yield "19", gettext("Sessions stopped because something felt wrong: %(wrong)d.") % counts
    yield "20", gettext("It tells about you, in these weeks. What builds up over many weeks may be missed.")


def _kept(stands: Standing) -> Told:
    locked = stands.trial.locked_at
    day = date_format(stands.trial.clock.day_of(locked), "F j, Y") if locked else ""
    yield "23", gettext("Locked on %(day)s, before the first night. Its fingerprint stands above.") % {"day": day}
    yield "24", gettext("The plan can be kept as a file, now and later.")
