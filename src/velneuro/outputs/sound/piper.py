"""Neural voices, by the piper package; it is large, so it is an extra, and imported only when such a voice speaks."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from velneuro.core.problem import InputRefused, MachineFailed, Problem, refuse_if_any
from velneuro.outputs.sound.clip import Clip, make_clip
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.kept_voice import MODEL, NEURAL, KeptVoice, check_name, put_in_place, write_record
from velneuro.outputs.sound.tone import resampled

if TYPE_CHECKING:
    from piper import PiperVoice

SLOWER = 1.25  # than the voice was trained
# No chance in length or sound: the same sentence is the same clip on every machine, and after the store was cleaned.
NOISE = 0.0
PAUSE_S = 0.55  # between two sentences of one line
TONE = ((40, -30), (80, 0), (20_000, 0))  # Hz and dB: no rumble
SETTINGS = f"{SLOWER} {NOISE} {PAUSE_S} {TONE}"
INSTALL = "This voice needs the piper package: run make extras, or pip install piper-tts."

_speaking = threading.Lock()


def fingerprint(voice: KeptVoice) -> str:
    """Changes whenever a clip could. Raises MachineFailed when piper is not installed."""
    import importlib.metadata  # takes long, and few have such a voice

    try:
        return f"piper {importlib.metadata.version('piper-tts')} {SETTINGS} {voice.key}"
    except importlib.metadata.PackageNotFoundError as error:
        raise MachineFailed(INSTALL) from error


def is_installed() -> bool:
    """Whether the voices of this kind can speak."""
    return importlib.util.find_spec("piper") is not None


def clip(text: str, voice: KeptVoice) -> Clip:
    """The text as a clip. Raises MachineFailed when piper or the voice's files do not work."""
    with _speaking:
        samples, rate = speak(text, voice.folder / MODEL)
    return make_clip(resampled(samples.astype(np.float64), rate, TONE))


def speak(text: str, model: Path) -> tuple[NDArray[np.float32], int]:
    """The text as (n,) samples, and their rate. Raises MachineFailed."""
    loaded = _loaded(model)
    try:
        from piper import SynthesisConfig

        slowly = SynthesisConfig(length_scale=SLOWER, noise_scale=NOISE, noise_w_scale=NOISE, normalize_audio=False)
        chunks = [chunk.audio_float_array for chunk in loaded.synthesize(text, slowly)]
    except Exception as error:  # a model is a program of its own: it can fail in any way
        raise MachineFailed(
            f"{model}: this voice cannot say it ({_first_line(error)}). Choose another voice."
        ) from error
    pause = np.zeros(int(PAUSE_S * loaded.config.sample_rate), np.float32)
    pieces = [piece for chunk in chunks for piece in (np.ravel(chunk), pause)]
    return np.concatenate(pieces or [pause]).astype(np.float32), loaded.config.sample_rate


def _loaded(model: Path) -> PiperVoice:
    """The model from memory, unless another voice has taken the place of the one that was read."""
    try:
        return _load(model, model.stat().st_mtime_ns)
    except OSError as error:
        raise MachineFailed(f"{model}: {error.strerror or error}. Add the voice again.") from error


@lru_cache(maxsize=1)
def _load(model: Path, _changed_ns: int) -> PiperVoice:
    try:
        from piper import PiperVoice
    except ImportError as error:
        raise MachineFailed(INSTALL) from error
    try:
        return PiperVoice.load(model)
    except Exception as error:
        raise MachineFailed(f"{model}: is not a piper voice ({_first_line(error)}). Add it again.") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def add_file(model: Path, name: str, title: str, lang: str, made: str, folders: SoundFolders) -> None:
    """Add a voice from its .onnx file and the .onnx.json beside it. Raises InputRefused, MachineFailed."""
    config = model.with_name(f"{model.name}.json")
    refuse_if_any([*check_name(name), *_not_there(model, config)])
    ready = folders.voices / f".{name}.new"
    shutil.rmtree(ready, ignore_errors=True)
    try:
        ready.mkdir(parents=True)
        shutil.copyfile(model, ready / MODEL)
        shutil.copyfile(config, ready / f"{MODEL}.json")
        finish(ready, name, title, lang, made, folders)
    except OSError as error:
        raise MachineFailed(f"{ready}: {error.strerror or error}. Mend this and try again.") from error
    finally:
        shutil.rmtree(ready, ignore_errors=True)


def _not_there(*files: Path) -> Iterator[Problem]:
    """A problem for the first file that is missing: who mistyped the one has mistyped the other too."""
    missing = [file for file in files if not file.is_file()][:1]
    yield from (
        Problem(f"{file}:file", "is not there", "give NAME.onnx, and keep NAME.onnx.json beside it") for file in missing
    )


def finish(ready: Path, name: str, title: str, lang: str, made: str, folders: SoundFolders) -> None:
    """Give a folder with a model and its config its record and its place. Raises InputRefused for other files."""
    _check_config(ready / f"{MODEL}.json")
    key = hashlib.blake2b(digest_size=16)
    for file in (ready / MODEL, ready / f"{MODEL}.json"):
        with file.open("rb") as opened:
            key.update(hashlib.file_digest(opened, "sha256").digest())
    write_record(KeptVoice(name, title, NEURAL, lang, made, key.hexdigest(), ready))
    put_in_place(ready, folders.voices / name)


def _check_config(file: Path) -> None:
    try:
        rate = json.loads(file.read_text("utf-8"))["audio"]["sample_rate"]
    except (ValueError, KeyError, TypeError):
        rate = None
    if not isinstance(rate, int):
        raise InputRefused([Problem(f"{file.name}:file", "is not the config of a piper voice", "add another voice")])
