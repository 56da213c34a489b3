"""The one universal file: MP3 at a constant bit rate, whose every byte has its time before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import lameenc
import numpy as np

from velneuro.outputs.sound.samples import RATE, Samples

FRAME = 1152  # samples; 24 ms at 48 kHz
FRAME_MS = FRAME * 1000 // RATE
KBIT = {1: 64, 2: 128}  # for mono and stereo
QUALITY = 7  # of 0 to 9: the quickest whose difference nobody hears in speech over soft noise
# What the encoder (576) and every decoder (529) put before the sound when no header tells how much to leave out.
DELAY = 576 + 529
FULL = 32767 / 0.95  # the encoder makes all of it 0.95 times as loud, to have room for its own errors
REST_FRAMES = 2  # silence after the end, so that a player that cuts its last buffer cuts nothing


def frame_bytes(channels: int) -> int:
    """Bytes of one frame: 192 in mono, 384 in stereo; at 48 kHz no frame is padded."""
    return 144 * KBIT[channels] * 1000 // RATE


def frames(duration_ms: int) -> int:
    """Frames of a track that holds so many milliseconds."""
    return -(-duration_ms // FRAME_MS) + REST_FRAMES


def size(duration_ms: int, channels: int) -> int:
    """Bytes of the whole track, known before it is rendered."""
    return frames(duration_ms) * frame_bytes(channels)


def encode(blocks: Iterable[Samples], duration_ms: int, channels: int) -> Iterator[bytes]:
    """The track of (channels, n) blocks within -0.95..0.95, which begin DELAY samples after its start.

    Yields size(duration_ms, channels) bytes in all, whatever the blocks hold.
    """
    encoder = _encoder(channels)
    left = size(duration_ms, channels)
    for block in blocks:
        made = bytes(encoder.encode(_pcm(block)))[:left]
        left -= len(made)
        yield made
    yield _ending(encoder, channels, left)


def _encoder(channels: int) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KBIT[channels])
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(channels)
    encoder.set_quality(QUALITY)
    return encoder


def _pcm(block: Samples) -> bytes:
    return bytes(np.rint(block.T * FULL).astype(np.int16).data)


def _ending(encoder: lameenc.Encoder, channels: int, left: int) -> bytes:
    """What the encoder still holds, pushed out by silence: its last frames would else be missing."""
    silence = bytes(2 * channels * FRAME * (left // frame_bytes(channels) + 2))
    return (bytes(encoder.encode(silence)) + bytes(encoder.flush()))[:left]
