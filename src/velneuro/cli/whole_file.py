"""A file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from velneuro.core.problem import InputRefused, MachineFailed, Problem

DAY_S = 24 * 3600


@contextlib.contextmanager
def whole_file(path: Path, replace: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, that takes its name when all is written; what stood there before stands until then.

    Raises MachineFailed, which says what to mend, and InputRefused where a file is there that shall not be replaced.
    """
    if path.is_dir():  # told before the work, not after it; "." and "/" have no name to write beside
        raise MachineFailed(f"{path} is a folder. Choose a file's name.")
    if not replace and os.path.lexists(path):  # it may be the only copy of a diary
        raise InputRefused([Problem(str(path), "there is a file of this name", "name another, or add --replace")])
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    _remove_left_behind(path)
    try:
        with partial.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave the name without the content
        partial.replace(path)
    except OSError as error:
        raise MachineFailed(f"{path}: {error.strerror or error}. Mend this, or choose another file.") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()


def _remove_left_behind(path: Path) -> None:
    """A program that was killed could not remove its part. Nobody writes on one for a whole day without a change.

    Which programs run would not tell: one in a container that shares the folder is not seen from outside of it.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 32}.part"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < time.time() - DAY_S:
                left.unlink()
