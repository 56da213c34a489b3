"""`python -m velneuro.outputs.sound SPEC.json OUT.mp3`: renders one track in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from velneuro.core.problem import InputRefused, VelNeuroError
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.orphan import end_with_parent
from velneuro.outputs.sound.spec import read_spec
from velneuro.outputs.sound.track import render

FINE, FAILED = 0, 3


def main(arguments: list[str]) -> int:
    """Render the spec file to the out file, with the sound folder as the third argument.

    What the out file holds already is written over from its beginning: the same track, as far as it came.
    """
    spec_file, out_file, root = map(Path, arguments)
    end_with_parent(FAILED)
    try:
        spec = read_spec(spec_file.read_text("utf-8"))
        out_file.touch()
        with out_file.open("r+b", buffering=0) as out:  # it may be heard already, so it never shrinks
            render(spec, SoundFolders(root), out.write)
    except InputRefused as refused:
        return _failed(str(refused.problems[0]))
    except (VelNeuroError, OSError) as error:
        return _failed(str(error))
    return FINE


def _failed(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
