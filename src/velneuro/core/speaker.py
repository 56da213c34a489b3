"""Which phrasing is said when: chosen by the seed, and never the same sentence twice while another is left."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from velneuro.core.voice import Voice


@dataclass(frozen=True)
class Line:
    """A sentence as it is said: its own id (one for each recorded clip), its text, its length."""

    sentence: str
    text: str
    ms: int


class Speaker:
    """Draws the lines of one session; it remembers what was said, and draws none that is `untrue` tonight."""

    def __init__(
        self, voice: Voice, seed: int, measure: Callable[[str, str], int], untrue: frozenset[str] = frozenset()
    ) -> None:
        self._voice, self._seed, self._measure, self._untrue = voice, seed, measure, untrue
        self._said: Counter[str] = Counter()
        self._orders: dict[str, list[str]] = {}

    def line(self, name: str, side: str | None) -> Line:
        """The next phrasing of a sentence; it starts over when all were said."""
        phrasings = self._voice.sentences[name]
        number = (_draw(self._seed, name) + self._said[name]) % len(phrasings)
        self._said[name] += 1
        return self._line(name, number, phrasings[number], side)

    def fresh_lines(self, names: Sequence[str], side: str | None) -> list[Line]:
        """The next phrasings of those that have one left; who heard all of them knows by now."""
        return [self.line(name, side) for name in names if self._is_fresh(name)]

    def lines(self, script: Sequence[str], topic: str, side: str | None, count: int) -> list[Line]:
        """At most `count` lines: the script in its order, thinned evenly, then unsaid ones of the topic."""
        fresh = [name for name in script if self._is_fresh(name)]
        chosen = fresh if len(fresh) <= count else [fresh[at * len(fresh) // count] for at in range(count)]
        more = [name for name in self._shuffled(topic) if self._is_fresh(name) and name not in chosen]
        return self.fresh_lines([*chosen, *more[: count - len(chosen)]], side)

    def _is_fresh(self, name: str) -> bool:
        return name not in self._untrue and self._said[name] < len(self._voice.sentences[name])

    def _shuffled(self, topic: str) -> list[str]:
        if topic and topic not in self._orders:
            self._orders[topic] = sorted(self._voice.pool(topic), key=lambda name: _draw(self._seed, name))
        return self._orders.get(topic, [])

    def _line(self, name: str, number: int, phrasing: str, side: str | None) -> Line:
        sentence = f"{name}.{number + 1}"
        if side is None or "{side}" not in phrasing:
            return Line(sentence, phrasing, self._measure(sentence, phrasing))
        text = phrasing.replace("{side}", self._voice.sides[side])
        sided = f"{sentence}.{side}"
        return Line(sided, text, self._measure(sided, text))


def _draw(seed: int, name: str) -> int:
    """A number that depends on nothing but the seed and the name, on every machine and Python."""
    return int.from_bytes(hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest())
