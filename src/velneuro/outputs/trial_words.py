"""The answer to a trial in sentences. The words are handed in, so that a page can hand in translated ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from velneuro.core.trial.answer import Answer, Reading
from velneuro.core.trial.evidence import ENOUGH
from velneuro.core.trial.verdict import CLAIMS, SIGNS, told_chance
from velneuro.core.trial.warning_signs import Warned

Words = Mapping[str, str]
TEN = 10


@dataclass(frozen=True)
class Tenths:
    """A chance as dots, so many of ten filled, and what it is the chance of."""

    filled: int
    sentence: str

    @property
    def dots(self) -> tuple[bool, ...]:
        return tuple(place < self.filled for place in range(TEN))


def answer_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The verdict, the difference in words, how sure it is, and what it is made of; never a p-value."""
    return tuple(_reading(answer.reading, answer, words))


def tenths(answer: Answer, words: Words) -> tuple[Tenths, ...]:
    """The chances that it helps, and by enough to matter; none where the verdict leaves them out."""
    helps, found = _told(answer), answer.reading.posterior
    if helps is None:
        return ()
    points = _points(found.meaningful, words)
    return (
        _tenths("helps", helps, points, words),
        _tenths("matters", min(found.p_meaningful, helps), points, words),
    )


def _tenths(of: str, share: float, meaningful: str, words: Words) -> Tenths:
    """Nothing is ever told to be quite sure."""
    filled = min(max(round(share * TEN), 1), TEN - 1)
    bound = "over" if share * TEN > TEN - 0.5 else "under" if share * TEN < 0.5 else "about"
    chance = words[f"tenths.{bound}"].format(n=filled)
    return Tenths(filled, words[f"tenths.{of}"].format(chance=chance, meaningful=meaningful))


def warning_sentence(warned: Warned, words: Words) -> str:
    """One warning in words."""
    return words[f"warning.{warned.id}"].format(
        arm=warned.arm,
        **{name: _figure(name, value, words) for name, value in warned.figures.items()},
    )


def _figure(name: str, value: float, words: Words) -> str:
    return _points(value, words) if name == "points" else f"{value:.0f}"


def _reading(reading: Reading, answer: Answer, words: Words) -> Iterator[str]:
    found = reading.posterior
    names = {"first": reading.first, "second": reading.second, "outcome": answer.design.outcome}
    yield _sentence_start(
        words[f"verdict.{reading.verdict}"].format(
            **names, sigma=f"{found.sigma:.1f}", nights=answer.nights, small=_points(found.small, words)
        )
    )
    yield words["answer.difference"].format(**names, difference=_signed(found.q50, words))
    yield words["answer.range"].format(least=_signed(found.q05, words), most=_signed(found.q95, words))
    if _told(answer) is not None:
        yield words[f"chance.{reading.verdict}"]
    yield from _more(reading, words)
    yield words["answer.used"].format(**_used(reading))
    if answer.design.looks == "any_time":
        yield words["answer.meter"].format(meter=f"{reading.evidence[-1]:.1f}", enough=f"{ENOUGH:.0f}")


def _told(answer: Answer) -> float | None:
    reading = answer.reading
    return told_chance(reading.posterior.p_helps, reading.verdict, answer.alpha)


def _sentence_start(text: str) -> str:
    """An arm may be written small, but a sentence begins large."""
    return text[:1].upper() + text[1:]


def _more(reading: Reading, words: Words) -> Iterator[str]:
    found = reading.posterior
    if reading.verdict == "helps":
        percent = f"{100 * found.p_meaningful:.0f}"
        yield words["answer.matters"].format(meaningful=_points(found.meaningful, words), percent=percent)
    if reading.verdict in CLAIMS:
        times = round(1000 * reading.test.p)
        yield words["answer.luck"].format(times=times) if times else words["answer.rare"]
    if reading.verdict in SIGNS and reading.settled_after:
        yield words["answer.settle"].format(nights=reading.settled_after)


def _used(reading: Reading) -> dict[str, int]:
    counts = reading.answered.values()
    return {"answered": sum(arm.answered for arm in counts), "planned": sum(arm.nights for arm in counts)}


def _signed(difference: float, words: Words) -> str:
    which = "lower" if difference < 0 else "higher"
    return words[f"answer.{which}"].format(points=_points(abs(difference), words))


def _points(value: float, words: Words) -> str:
    number = f"{value:.1f}".removesuffix(".0")
    return words["answer.point" if number == "1" else "answer.points"].format(number=number)
