"""The mix: the sounds of a track at their gains. Any stretch of it can be asked for, and none has to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from velneuro.outputs.sound.balance import Gains, balance, easing
from velneuro.outputs.sound.clip import Clip
from velneuro.outputs.sound.envelope import Envelope, follow
from velneuro.outputs.sound.music import Bed
from velneuro.outputs.sound.samples import PER_MS, Samples
from velneuro.outputs.sound.sounds import Event, Sounds, sounds
from velneuro.outputs.sound.spec import TrackSpec


def mix(spec: TrackSpec, clips: Sequence[Clip], bed: Bed | None, strike: Samples, closing: Samples) -> Mix:
    """The mix of a session from its parts: `clips` has one for each sentence that is said, or none for no voice."""
    sounding = sounds(spec, clips, bed, strike, closing)
    gains = balance(sounding, spec.levels, spec.lufs)
    return Mix(sounding, gains, easing(sounding.parts, gains.parts))


@dataclass(frozen=True)
class Mix:
    """Everything that sounds in a track, and how much louder each of it is than it was made."""

    sounds: Sounds
    gains: Gains
    ease: Envelope

    def block(self, start: int, count: int) -> Samples:
        """The (channels, count) samples from `start` on; `count` is whole milliseconds."""
        mixed = self._music(start, count)
        self._add(mixed, self.sounds.said, start, self.gains.voice)
        self._add(mixed, self.sounds.chimes, start, self.gains.chime)
        return mixed

    def _music(self, start: int, count: int) -> Samples:
        if self.sounds.bed is None or not self.gains.music:
            return np.zeros((self.sounds.channels, count), dtype=np.float32)
        borders = start / PER_MS + np.arange(count // PER_MS + 1, dtype=np.float64)
        edges = self.sounds.duck.at(borders) * self.sounds.fade.at(borders) * self.ease.at(borders)
        return follow(self.sounds.bed.block(start, count), edges * self.gains.music)

    def _add(self, mixed: Samples, events: Sequence[Event], start: int, factor: float) -> None:
        end = start + mixed.shape[1]
        for event in events:
            if factor and event.start < end and event.end > start:
                first, last = max(event.start, start), min(event.end, end)
                heard = event.samples[first - event.start : last - event.start]
                mixed[:, first - start : last - start] += heard * (factor * self.gains.parts[event.part])
