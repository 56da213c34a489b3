"""The answer to a trial in sentences. The words are handed in, so that a page can hand in translated ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from velneuro.core.trial.answer import Answer, Reading
from velneuro.core.trial.evidence import ENOUGH
from velneuro.core.trial.planner import USUAL_SIZES
from velneuro.core.trial.verdict import CLAIMS, SIGNS, told_chance
from velneuro.core.trial.warning_signs import Warned

Words = Mapping[str, str]
TEN = 10
NOT_TO_MISS = ("early", "not_a_look", "not_blinded")
LONGEST = USUAL_SIZES[-1][0]  # nights


@dataclass(frozen=True)
class Tenths:
    """A chance as dots, so many of ten filled, and what it is the chance of."""

    filled: int
    sentence: str

    @property
    def dots(self) -> tuple[bool, ...]:
        return tuple(place < self.filled for place in range(TEN))


def answer_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The head line of the verdict, then the difference, how sure it is, and what it is made of; never a p-value."""
    filled = _filled(answer, words)
    texts = (_text(name, answer, words) for name in _names(answer))
    return tuple(_said(text, filled) for text in texts if text)


def _names(answer: Answer) -> Iterator[str]:
    """Which sentences, by their names."""
    reading = answer.reading
    yield f"verdict.{reading.verdict}"
    yield f"then.{reading.verdict}"
    yield "answer.alike" if _tenth_points(reading.posterior.q50) == "0" else "answer.difference"
    yield "answer.range"
    if _told(answer) is not None:
        yield f"chance.{reading.verdict}"
    if reading.verdict == "helps":
        yield "answer.matters" if _percent(reading) else "answer.hardly_matters"
    if reading.verdict in CLAIMS:
        yield "answer.all_orders" if reading.test.exact else "answer.some_orders"
        yield "answer.luck" if _times(reading) else "answer.rare"
    if reading.verdict in SIGNS and reading.settled_after:
        yield "answer.settle" if reading.settled_after <= LONGEST else "answer.too_long"
    yield "answer.used"
    if answer.design.looks == "any_time":
        yield "answer.meter"


def _text(name: str, answer: Answer, words: Words) -> str:
    """The text of this name, or the one that stands for it where two ways are compared; empty where there is none."""
    own = name.replace(".", "_of_two.") if answer.design.compares else name
    return words.get(own) or words.get(name, "")


def _told(answer: Answer) -> float | None:
    reading = answer.reading
    return told_chance(reading.posterior.p_helps, reading.verdict, answer.alpha)


def _times(reading: Reading) -> int:
    """In how many of 1,000 orders luck alone would give such a difference."""
    return round(1000 * reading.test.p)


def _percent(reading: Reading) -> int:
    return round(100 * reading.posterior.p_meaningful)


def _filled(answer: Answer, words: Words) -> dict[str, object]:
    """All that a sentence of the answer may name."""
    reading, found, counts = answer.reading, answer.reading.posterior, answer.reading.answered.values()
    return {
        "first": reading.first,
        "second": reading.second,
        "outcome": answer.design.outcome,
        "worse": words["answer.high" if answer.design.lower_is_better else "answer.low"],
        "nights": answer.nights,
        "sigma": _points(found.sigma, words),
        "small": _points(found.small, words),
        "meaningful": _points(found.meaningful, words),
        "percent": _percent(reading),
        "difference": _signed(found.q50, words),
        "least": _signed(found.q05, words),
        "most": _signed(found.q95, words),
        "orders": f"{reading.test.compared:,}",
        "times": _times(reading),
        "settled": reading.settled_after,
        "longest": LONGEST,
        "answered": sum(arm.answered for arm in counts),
        "planned": sum(arm.nights for arm in counts),
        "meter": f"{reading.evidence[-1]:.1f}" if reading.evidence else "",
        "enough": f"{ENOUGH:.0f}",
    }


def _said(text: str, filled: Mapping[str, object]) -> str:
    """An arm may be written small, but a sentence begins large."""
    said = text.format(**filled)
    return said[:1].upper() + said[1:]


def _signed(difference: float, words: Words) -> str:
    which = "lower" if difference < 0 else "higher"
    return words[f"answer.{which}"].format(points=_points(difference, words))


def _points(value: float, words: Words) -> str:
    number = _tenth_points(value)
    return words["answer.point" if number == "1" else "answer.points"].format(number=number)


def _tenth_points(value: float) -> str:
    return f"{abs(value):.1f}".removesuffix(".0")


def tenths(answer: Answer, words: Words) -> tuple[Tenths, ...]:
    """The chances that it helps, and by enough to matter; none where the verdict leaves them out."""
    helps = _told(answer)
    if helps is None:
        return ()
    filled = _filled(answer, words)
    shares = {"tenths.helps": helps, "tenths.matters": min(answer.reading.posterior.p_meaningful, helps)}
    return tuple(_tenths(_text(name, answer, words), share, filled, words) for name, share in shares.items())


def _tenths(text: str, share: float, filled: Mapping[str, object], words: Words) -> Tenths:
    """Nothing is ever told to be quite sure."""
    dots = min(max(round(share * TEN), 1), TEN - 1)
    bound = "over" if share * TEN > TEN - 0.5 else "under" if share * TEN < 0.5 else "about"
    return Tenths(dots, _said(text, {**filled, "chance": words[f"tenths.{bound}"].format(n=dots)}))


def answer_notes(answer: Answer, words: Words) -> tuple[str, ...]:
    """The warnings that nobody may miss who reads the answer alone."""
    return tuple(warning_sentence(warned, words) for warned in answer.warnings if warned.id in NOT_TO_MISS)


def warning_sentence(warned: Warned, words: Words) -> str:
    """One warning in words."""
    return words[f"warning.{warned.id}"].format(
        arm=warned.arm,
        **{name: _figure(name, value, words) for name, value in warned.figures.items()},
    )


def _figure(name: str, value: float, words: Words) -> str:
    return _points(value, words) if name == "points" else f"{value:.0f}"
