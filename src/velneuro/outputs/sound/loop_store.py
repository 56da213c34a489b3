"""Loops on the disk: one .npy for each, and a record that is written last and says what they must be."""

from __future__ import annotations

import io
import json
import os
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.loop import Loop
from velneuro.outputs.sound.loudness import Energies
from velneuro.outputs.sound.samples import Samples

FULL = 32_767


@dataclass(frozen=True)
class Made:
    """A loop that was just made: (n, channels) samples and their energies."""

    samples: Samples
    energies: Energies


def save(folder: Path, key: str, made: Sequence[Made]) -> None:
    """Keep the loops of a piece. Raises MachineFailed when the disk does not take them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        records = [_save_loop(_file(folder, key, n), loop) for n, loop in enumerate(made)]
        replace(folder / f"{key}.json", json.dumps(records).encode())
    except OSError as problem:
        raise MachineFailed(f"The music cannot be kept in {folder}: make room there, or allow writing.") from problem


def load(folder: Path, key: str) -> tuple[Loop, ...] | None:
    """The loops of a piece; None when they were never kept or are damaged."""
    try:
        records = json.loads((folder / f"{key}.json").read_text("utf-8"))
        return tuple(_load_loop(_file(folder, key, n), record) for n, record in enumerate(records))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def replace(file: Path, content: bytes | memoryview) -> None:
    """Write a file so that nobody ever reads half of it."""
    part = file.with_name(f"{file.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(content)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _file(folder: Path, key: str, n: int) -> Path:
    return folder / f"{key}.{n}.npy"


def _save_loop(file: Path, made: Made) -> dict[str, object]:
    scale = max(float(np.abs(made.samples).max()), 1e-9) / FULL
    numbers = np.ascontiguousarray(np.rint(made.samples / np.float32(scale)).astype("<i2"))
    content = header((numbers.shape[0], numbers.shape[1])) + numbers.tobytes()
    replace(file, content)
    return {"check": zlib.crc32(content), "scale": scale, "energies": made.energies.tolist()}


def header(shape: tuple[int, int]) -> bytes:
    """The head of an .npy file of 16-bit numbers."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "<i2", "fortran_order": False, "shape": shape})
    return head.getvalue()


def _load_loop(file: Path, record: dict[str, Any]) -> Loop:
    """Raises ValueError when the file is not, to the byte, the one that was written."""
    if zlib.crc32(file.read_bytes()) != record["check"]:
        raise ValueError(file)
    return open_loop(file, record["scale"], np.array(record["energies"]))


def open_loop(file: Path, scale: float, energies: Energies, channels: int = 0) -> Loop:
    """The loop in an .npy file, for so many channels (0: as many as it keeps). Raises ValueError or OSError."""
    kept = np.load(file, mmap_mode="r")
    if kept.dtype != np.dtype("<i2") or kept.ndim != 2:
        raise ValueError(file)
    return Loop(file, kept.offset, kept.shape[0], kept.shape[1], channels or kept.shape[1], scale, energies)
