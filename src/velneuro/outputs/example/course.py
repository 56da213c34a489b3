"""How a made-up year goes: how bad each day is, flares, pauses of the diary, seasons, one change of medicine.

The form is our choice: what a day owes to the day before, to the season, to a flare and to the medicine adds up. It is
made to look like a life, and is evidence for nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

DAYS = 365
CARRY = 0.75  # what a day takes over from the day before
SHOCK = 0.7
FLARE = 2.6
SEASON = 0.7  # worse in the cold, better in summer
RELIEF = 1.1  # of the medicine, once it has set in
SETS_IN_DAYS = 21
MEDICINE_DAY = 140
SIDE_EFFECT_DAYS = (143, 147, 153)
FLARES = 6
PAUSES = (12, 6, 9)  # days without a word: a journey, a cold, no wish to write


@dataclass(frozen=True)
class Day:
    """One day: `burden` is added to what is usual for each feeling; a silent day has no row at all."""

    number: int
    date: date
    burden: float
    flare: bool
    silent: bool
    away: bool


def course(last: date, chance: Random) -> list[Day]:
    """The year that ends with `last`, the first day first."""
    first = last - timedelta(days=DAYS - 1)
    flares, pauses = _flares(chance), _pauses(chance)
    days, level = [], 0.0
    for number in range(DAYS):
        day = first + timedelta(days=number)
        level = CARRY * level + chance.gauss(0, SHOCK)
        burden = level + _season(day) + (FLARE if number in flares else 0.0) - _relief(number)
        silent = number in pauses[0] | pauses[1] | pauses[2]
        days.append(Day(number, day, burden, number in flares and not silent, silent, number in _around(pauses[0])))
    return days


def _flares(chance: Random) -> set[int]:
    """One in each sixth of the year, of two to five days."""
    part = DAYS // FLARES
    starts = [part * number + chance.randrange(8, part - 8) for number in range(FLARES)]
    return {start + day for start in starts for day in range(chance.randint(2, 5))}


def _pauses(chance: Random) -> list[set[int]]:
    """One in each third of the year, so that no two meet; the last weeks are always written."""
    part = (DAYS - 30) // len(PAUSES)
    starts = [part * number + chance.randrange(10, part - max(PAUSES)) for number in range(len(PAUSES))]
    return [set(range(start, start + length)) for start, length in zip(starts, PAUSES, strict=True)]


def _around(journey: set[int]) -> set[int]:
    """The days of the journey on which something was written all the same: before and after the pause."""
    return {*range(min(journey) - 2, max(journey) + 3)} - journey


def _season(day: date) -> float:
    return SEASON * math.cos(2 * math.pi * (day.timetuple().tm_yday - 20) / 365.25)


def _relief(number: int) -> float:
    return RELIEF * min(1.0, max(0.0, (number - MEDICINE_DAY) / SETS_IN_DAYS))
