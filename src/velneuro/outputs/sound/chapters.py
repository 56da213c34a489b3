"""What an old player or a smart speaker shows of a track: title, chapters, cover, in an ID3 tag before the sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from mutagen.id3 import (
    APIC,
    CHAP,
    CTOC,
    ID3,
    TALB,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    BitPaddedInt,
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
)

from velneuro.outputs.sound.spec import Part, TrackSpec

ARTIST = "Vel Neuro"
NO_OFFSET = 0xFFFFFFFF  # a chapter is found by its time: its place in the file is not told
HEADER = b"ID3\x03\x00\x00"  # of the whole tag: version 2.3, no flags; its length follows
HEADER_BYTES = 10
PADDING = 0
ISO_639_2 = {"en": "eng", "de": "deu", "es": "spa", "fr": "fra"}


def tag(spec: TrackSpec, title: str, album: str, cover: bytes) -> bytes:
    """The bytes of an ID3 tag, version 2.3, which every player reads: one chapter for each part, `cover` is a JPEG."""
    frames = [
        TIT2(Encoding.UTF16, text=title),
        TALB(Encoding.UTF16, text=album),
        TPE1(Encoding.UTF16, text=ARTIST),
        TLEN(Encoding.LATIN1, text=str(spec.duration_ms)),
        TLAN(Encoding.LATIN1, text=ISO_639_2.get(spec.lang, "und")),
        *_chapters(spec.parts, title),
        APIC(Encoding.LATIN1, mime="image/jpeg", type=PictureType.COVER_FRONT, desc="", data=cover),
    ]
    # Written one by one: all at once they would be sorted by size, and some players list chapters as they stand.
    body = b"".join(_written(frame) for frame in frames)
    length: bytes = BitPaddedInt.to_str(len(body), width=4)
    return HEADER + length + body


def _written(frame: Frame) -> bytes:
    """A frame without the header of the tag in which it was written."""
    alone, written = ID3(), BytesIO()
    alone.add(frame)
    alone.save(written, v2_version=3, padding=lambda _info: PADDING)
    return written.getvalue()[HEADER_BYTES:]


def _chapters(parts: Sequence[Part], title: str) -> Iterator[Frame]:
    names = [f"part{number}" for number in range(1, len(parts) + 1)]
    top = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC("parts", top, child_element_ids=names, sub_frames=[TIT2(Encoding.UTF16, text=title)])
    for name, part in zip(names, parts, strict=True):
        heading = [TIT2(Encoding.UTF16, text=part.title)]
        yield CHAP(name, part.start_ms, part.end_ms, NO_OFFSET, NO_OFFSET, sub_frames=heading)
