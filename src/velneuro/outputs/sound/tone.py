"""Resampling to RATE and tone in one step: the spectrum is weighed while it is carried from one rate to the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.samples import RATE

ROOM_S = 0.1  # the spectrum's ends meet: without room the end of a sentence would ring into its beginning
SMOOTH = (2, 3, 5)


def resampled(samples: NDArray[np.floating], rate: int, curve: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """(n,) samples at `rate` as samples at RATE, weighed by the curve: pairs of Hz and dB, smooth in between."""
    over, under = RATE // np.gcd(RATE, rate), rate // np.gcd(RATE, rate)
    blocks = _smooth(-(-(samples.size + int(ROOM_S * rate)) // under))
    spectrum = np.fft.rfft(samples, blocks * under)
    count = min(spectrum.size, blocks * over // 2 + 1)
    hertz = np.arange(count) * (rate / (blocks * under))
    weighed = spectrum[:count] * _weights(hertz, curve)
    whole = np.fft.irfft(weighed, blocks * over) * (over / under)
    return np.asarray(whole[: -(-samples.size * over // under)])


def _smooth(least: int) -> int:
    """The next whole number without large prime factors: other lengths would take many times as long."""
    while True:
        rest = least
        for prime in SMOOTH:
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return least
        least += 1


def _weights(hertz: NDArray[np.float64], curve: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    at, levels = np.log([point[0] for point in curve]), np.array([point[1] for point in curve])
    return np.asarray(10 ** (np.interp(np.log(np.maximum(hertz, 1.0)), at, levels) / 20))
