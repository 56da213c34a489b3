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
Box = tuple[float, float, float, float]  # left, bottom, right, top
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
PATH_ENDS = ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n")


@dataclass(frozen=True)
class Paint:
    """A color that is set: its numbers, as many as its color space has components."""

    numbers: tuple[float, ...]

    @property
    def is_grey(self) -> bool:
        return len(set(self.numbers)) <= 1


@dataclass(frozen=True)
class Piece:
    """A run of letters: its page, where its baseline begins and its size, in points from the lower left."""

    page: int
    text: str
    x: float
    y: float
    size: float


def text_of(content: bytes) -> str:
    """The text of all pages in reading order, with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(content), strict=True).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def pieces_of(content: bytes) -> list[Piece]:
    """Every run of text that holds a letter, in reading order."""
    found: list[Piece] = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages):

        def seen(text: str, cm: list[float], matrix: list[float], _font: object, size: float, on: int = number) -> None:
            if any(letter.isalpha() for letter in text):
                a, b, c, d, e, f = (float(n) for n in cm)
                x, y = _moved(matrix[4], matrix[5], (a, b, c, d, e, f))
                found.append(Piece(on, text.strip(), x, y, round(size * abs(matrix[0]), 1)))

        page.extract_text(visitor_text=seen)
    return found


def smallest_of(content: bytes) -> float:
    """The size in points of the smallest letters."""
    return min(piece.size for piece in pieces_of(content))


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
    """Every point of every path that no clipping hides, in the page's own points."""
    page = pdf.pages[0].obj
    yield from _points(page, page.Resources, IDENTITY, EVERYWHERE)


def _points(content: pikepdf.Object, resources: pikepdf.Object, at: Matrix, clip: Box) -> Iterator[tuple[float, float]]:
    kept: list[tuple[Matrix, Box]] = []
    path: list[tuple[float, float]] = []
    for call in pikepdf.parse_content_stream(content):
        name, operands = str(call.operator), call.operands
        if name == "q":
            kept.append((at, clip))
        elif name == "Q":
            at, clip = kept.pop()
        elif name == "cm":
            at = _times(_matrix(operands), at)
        elif name == "Do":
            form = resources.XObject[str(operands[0])]
            yield from _points(form, form.get("/Resources", resources), _times(_matrix(form.get("/Matrix")), at), clip)
        elif name in ("m", "l", "c"):
            numbers = [float(n) for n in operands]
            path += [_moved(x, y, at) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        elif name == "W":
            clip = _both(clip, path)
        elif name in PATH_ENDS:
            yield from (point for point in path if _within(point, clip))
            path = []


def _both(clip: Box, path: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*path, strict=True)
    return max(clip[0], min(xs)), max(clip[1], min(ys)), min(clip[2], max(xs)), min(clip[3], max(ys))


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


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
