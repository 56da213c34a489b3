"""Makes the two fonts of the printed card from the app's own web font: the program that sets the card reads no woff2.

Needs fonttools and brotli (`pip install fonttools brotli`). Run it after the web font changed:
`python -m tools.card_fonts`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGE = Path(__file__).parents[1] / "src" / "velneuro"
WEB_FONTS = PACKAGE / "web" / "static" / "site" / "fonts"
CARD_FONTS = PACKAGE / "outputs" / "fonts"
SUBSETS = ("latin", "latin-ext")
WEIGHTS = {"regular": 400, "bold": 700}
FAMILY, STYLE, FULL, POSTSCRIPT, TYPO_FAMILY, TYPO_STYLE = 1, 2, 4, 6, 16, 17  # entries of the name table


def main() -> None:
    """Write `outputs/fonts/atkinson-*.ttf` and the license beside them."""
    CARD_FONTS.mkdir(exist_ok=True)
    for style, weight in WEIGHTS.items():
        font = _merged(weight)
        _name(font, style, weight)
        font.save(CARD_FONTS / f"atkinson-{style}.ttf")
    (CARD_FONTS / "OFL.txt").write_bytes((WEB_FONTS / "OFL.txt").read_bytes())


def _merged(weight: int) -> TTFont:
    """One weight of both subsets, in one file."""
    with tempfile.TemporaryDirectory() as folder:
        files = [_instance(subset, weight, Path(folder)) for subset in SUBSETS]
        return Merger().merge(files)


def _instance(subset: str, weight: int, folder: Path) -> str:
    font = TTFont(WEB_FONTS / f"atkinson-{subset}.woff2", recalcTimestamp=False)
    font.flavor = None
    fixed = instantiateVariableFont(font, {"wght": weight})
    path = folder / f"{subset}.ttf"
    fixed.save(path)
    return str(path)


def _name(font: TTFont, style: str, weight: int) -> None:
    """Name the weight: two files of one family that both claim to be regular would hide each other."""
    family, shown = "Atkinson Hyperlegible Next", style.title()
    names = {FAMILY: family, STYLE: shown, FULL: f"{family} {shown}", POSTSCRIPT: f"AtkinsonHyperlegibleNext-{shown}"}
    for entry, text in names.items():
        font["name"].setName(text, entry, 3, 1, 0x409)
    for entry in (TYPO_FAMILY, TYPO_STYLE):
        font["name"].removeNames(entry)
    # Else the same font would be another file each time.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "bold" else 0x40
    font["head"].macStyle = 1 if style == "bold" else 0


if __name__ == "__main__":
    main()
