"""Makes speech dense: as loud on average with lower peaks, so that it carries over music and is never cut off.

What broadcasters do to speech: the pulses of the voice are spread a little in time, loud syllables come nearer to
soft ones, and what still sticks out is turned down for a moment.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.envelope import follow
from velneuro.outputs.sound.limiter import limited
from velneuro.outputs.sound.samples import PER_MS, RATE, gain

Voice = NDArray[np.float64]  # (n,) samples at RATE

SPREAD_MS = 16.0  # the lowest sounds come so much later than the highest: nobody hears it as an echo
SPREAD_HZ = (60.0, 6_000.0)
SYLLABLE_MS = 10
KNEE_DB, RATIO = -15.0, 4.0  # above so much below the usual level, 4 dB become 1
SPEAKS_DB = -25.0  # below the loudest: softer moments do not count for the usual level
CREST_DB = 8.0  # of the peaks over the usual level
TIMES = 2  # that peaks are turned down: each time the usual level sinks a little too


def dense(samples: Voice) -> Voice:
    """Speech of any level with its pulses spread, its syllables evened and its peaks turned down."""
    held = evened(spread(samples))
    for _ in range(TIMES):
        held = held_below(held, usual_level(held) * gain(CREST_DB))
    return held


def spread(samples: Voice) -> Voice:
    """The same sounds, low ones up to SPREAD_MS later: an all-pass whose delay falls with the log of the pitch."""
    later = int(SPREAD_MS * PER_MS)
    room = 1 << (samples.size + 2 * later - 1).bit_length()
    return np.asarray(np.fft.irfft(np.fft.rfft(samples, room) * _turns(room), room)[: samples.size + later])


@lru_cache(maxsize=4)
def _turns(room: int) -> NDArray[np.complex128]:
    """What the all-pass does to each pitch: the same for all sentences of about one length, and slow to work out."""
    hertz = np.fft.rfftfreq(room, 1 / RATE)
    low, high = SPREAD_HZ
    delay_s = np.clip(np.log(high / np.maximum(hertz, 1.0)) / np.log(high / low), 0.0, 1.0) * SPREAD_MS / 1000
    return np.asarray(np.exp(-2j * np.pi * np.cumsum(delay_s) * hertz[1]))


def evened(samples: Voice) -> Voice:
    """Loud syllables nearer to soft ones; what is below the knee stays as it is. As long as before."""
    whole = np.pad(samples, (0, -samples.size % PER_MS))
    levels = _squares(whole)
    window = np.hanning(2 * SYLLABLE_MS + 3)[1:-1]
    around = np.convolve(np.pad(levels, SYLLABLE_MS), window / window.sum(), "valid")
    over_db = 10 * np.log10(np.maximum(around, 1e-12) / usual_level(samples) ** 2) - KNEE_DB
    gains = 10 ** (-np.maximum(over_db, 0.0) * (1 - 1 / RATIO) / 20)
    return np.asarray(_followed(whole, np.append(gains, gains[-1]))[: samples.size])


def usual_level(samples: Voice) -> float:
    """The root mean square of the milliseconds in which there is speech."""
    levels = _squares(np.pad(samples, (0, -samples.size % PER_MS)))
    speaking = levels[levels >= levels.max() * 10 ** (SPEAKS_DB / 10)]
    return float(np.sqrt(speaking.mean()))


def _squares(samples: Voice) -> Voice:
    """The mean square of every millisecond."""
    return np.asarray(np.square(samples).reshape(-1, PER_MS).mean(axis=1))


def held_below(samples: Voice, ceiling: float) -> Voice:
    """Nowhere above the ceiling; what is louder is turned down for the moment."""
    whole = np.pad(samples, (0, -samples.size % PER_MS))
    held = np.concatenate(list(limited([whole[None].astype(np.float32)], ceiling)), axis=1)
    return np.asarray(held[0, : samples.size], dtype=np.float64)


def _followed(samples: Voice, edges: Voice) -> Voice:
    return np.asarray(follow(samples[None].astype(np.float32), edges)[0], dtype=np.float64)
