"""Reads a PDF file back with two other programs: pypdf its text, pikepdf its structure and what is painted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdf

Matrix = tuple[float, float, float, float, float, float]
PAINTS = ("rg", "RG", "g", "G", "k", "K", "sc", "SC", "scn", "SCN")
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Paint:
    """A color that is set: its numbers, as many as its color space has components."""

    numbers: tuple[float, ...]

    @property
    def is_grey(self) -> bool:
        return len(set(self.numbers)) <= 1


def text_of(content: bytes) -> str:
    """The text in reading order, with single spaces."""
    [page] = pypdf.PdfReader(io.BytesIO(content), strict=True).pages
    return " ".join(page.extract_text().split())


def sizes_of(content: bytes) -> dict[str, float]:
    """The size in points of every piece of text that holds a letter."""
    found: dict[str, float] = {}

    def seen(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if any(letter.isalpha() for letter in text):
            found[text.strip()] = round(size * abs(matrix[0]), 1)

    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=seen)
    return found


def tags_of(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """Every tag of the structure tree and its alternative text, in reading order."""
    return list(_tags(pdf.Root.StructTreeRoot.K))


def _tags(node: pikepdf.Object) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node.K)


def paints_of(pdf: pikepdf.Pdf) -> set[Paint]:
    """Every color that any content of the file sets; the name of a pattern has no numbers."""
    streams = [pdf.pages[0].obj, *(each for each in pdf.objects if _is_form(each))]
    found: set[Paint] = set()
    for stream in streams:
        for call in pikepdf.parse_content_stream(stream):
            if str(call.operator) in PAINTS:
                found.add(Paint(tuple(float(n) for n in call.operands if not isinstance(n, pikepdf.Name))))
    return found


def _is_form(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form


def points_of(pdf: pikepdf.Pdf) -> Iterator[tuple[float, float]]:
    """Every point of every path, in the page's own points."""
    page = pdf.pages[0].obj
    yield from _points(page, page.Resources, IDENTITY)


def _points(content: pikepdf.Object, resources: pikepdf.Object, at: Matrix) -> Iterator[tuple[float, float]]:
    kept: list[Matrix] = []
    for call in pikepdf.parse_content_stream(content):
        name, operands = str(call.operator), call.operands
        if name == "q":
            kept.append(at)
        elif name == "Q":
            at = kept.pop()
        elif name == "cm":
            at = _times(_matrix(operands), at)
        elif name == "Do":
            form = resources.XObject[str(operands[0])]
            yield from _points(form, form.get("/Resources", resources), _times(_matrix(form.get("/Matrix")), at))
        elif name in ("m", "l", "c"):
            numbers = [float(n) for n in operands]
            yield from (_moved(x, y, at) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _matrix(given: object) -> Matrix:
    if given is None:
        return IDENTITY
    a, b, c, d, e, f = (float(n) for n in given)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = _moved(e, f, outer)
    first, second = _moved(a, b, (*outer[:4], 0, 0)), _moved(c, d, (*outer[:4], 0, 0))
    return (*first, *second, x, y)


def _moved(x: float, y: float, at: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = at
    return a * x + c * y + e, b * x + d * y + f
