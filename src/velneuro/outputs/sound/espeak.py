"""The built-in voice: espeak-ng, in this process, made slow, low and soft."""

from __future__ import annotations

import ctypes
import threading
from functools import cache

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.clip import FULL, Clip, make_clip
from velneuro.outputs.sound.tone import resampled

ENGINE_RATE = 22_050
SYNCHRONOUS, DO_NOT_EXIT, UTF8 = 2, 0x8000, 1
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
# Of the engine's variants only those without flutter say the same text the same way twice. Of these, this one has the
# softest consonants (5 to 9 kHz against the vowels) and the least buzz (2 to 5 kHz against 0.1 to 1 kHz): measured.
VARIANT = "michel"
ACCENTS = {"en": "en-us"}
# They come out as 126 words a minute, pauses included, and a pitch near 92 Hz.
SETTINGS = {RATE: 105, VOLUME: 60, PITCH: 40, RANGE: 40}
# Hz and dB: no rumble, a little warmth, clear vowels, and less of the hiss that comes forward in dense speech.
TONE = (
    *((40, -30), (80, 0), (150, 1.5), (250, 1.5), (500, 0), (1200, 1)),
    *((2500, 3), (4000, 4), (5000, -3), (7000, -10), (9000, -13), (11_000, -16)),
)
BROKEN = "The built-in voice cannot be started ({}). Run make setup again, or choose another voice."

_speaking = threading.Lock()
_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def clip(text: str, lang: str) -> Clip:
    """The text as a clip. Raises MachineFailed when the engine or the language is not there."""
    return make_clip(resampled(speak(text, lang) / FULL, ENGINE_RATE, TONE))


def fingerprint() -> str:
    """Changes whenever a clip could."""
    return f"{version()} {VARIANT} {ACCENTS} {SETTINGS} {TONE}"


def speak(text: str, lang: str) -> NDArray[np.int16]:
    """The text as (n,) samples at ENGINE_RATE. Raises MachineFailed when the engine or the language is not there."""
    with _speaking:
        return _speak(text.encode(), f"{ACCENTS.get(lang, lang)}+{VARIANT}".encode())


@cache
def version() -> str:
    """What the engine says of itself."""
    with _speaking:
        library = _library()
        library.espeak_Info.restype = ctypes.c_char_p
        return str(library.espeak_Info(None).decode())


@cache
def _library() -> ctypes.CDLL:
    try:
        return ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise MachineFailed(BROKEN.format(error)) from error


def _speak(text: bytes, voice: bytes) -> NDArray[np.int16]:
    """Every sentence begins with a fresh engine: it carries its phases over, and then no two would be alike."""
    library = _library()
    pieces: list[bytes] = []

    def hear(samples: int | None, count: int, _events: int | None) -> int:
        if samples is not None and count > 0:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    heard = _Heard(hear)  # held by a name: the engine holds none, and would call into freed memory

    path = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(SYNCHRONOUS, 0, path, DO_NOT_EXIT) != ENGINE_RATE:
        raise MachineFailed(BROKEN.format("its data are missing"))
    try:
        library.espeak_SetSynthCallback(heard)
        _set(library, voice)
        library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, UTF8, None, None)
    finally:
        library.espeak_Terminate()
    return np.frombuffer(b"".join(pieces), np.int16)


def _set(library: ctypes.CDLL, voice: bytes) -> None:
    if library.espeak_SetVoiceByName(voice) != 0:
        raise MachineFailed(BROKEN.format(f"it does not know the voice {voice.decode()}"))
    for what, value in SETTINGS.items():
        library.espeak_SetParameter(what, value, 0)
