"""Takes the archive out of the zip that holds it with its tables; a file that is no zip is given back as it is."""

from __future__ import annotations

import io
import zipfile
import zlib

from velneuro.core.problem import InputRefused, Problem
from velneuro.outputs.archive.spreadsheets import INSIDE

MARK = b"PK\x03\x04"


def unzipped(content: bytes, file: str, most: int) -> bytes:
    """At most `most` + 1 bytes, so that a zip that swells is refused as too large and never fills the memory.

    Raises InputRefused for a zip that is damaged, or that holds something else.
    """
    if not content.startswith(MARK):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped, zipped.open(INSIDE) as inside:
            return inside.read(most + 1)
    except KeyError as error:
        what = f"this zip is not one that Vel Neuro exported: there is no {INSIDE} in it"
        raise InputRefused([Problem(file, what, "choose the file that the export wrote")]) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputRefused([Problem(file, "this zip is damaged", "export it again, and import that file")]) from error
