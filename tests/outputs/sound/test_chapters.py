"""The tag before the track, as mutagen's reader and ffprobe find it."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3, ID3NoHeaderError

from tests.outputs.sound.evening import rendered
from velneuro.content.figures import cover
from velneuro.outputs.sound.chapters import tag
from velneuro.outputs.sound.spec import NO_MUSIC, NO_VOICE, Part, TrackSpec

# So that neither their sizes nor their letters stand in the order of time.
TITLES = ("Settle in with both feet on the floor", "Ende", "Ärger & Ruhe", "Zehen", "A", *map(str, range(6, 13)))
PARTS = tuple(Part(title, number * 2_000, number * 2_000 + 2_000) for number, title in enumerate(TITLES))
SPEC = TrackSpec((), PARTS, 2_000 * len(PARTS), "en", NO_VOICE, NO_MUSIC)


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("tag") / "track.mp3"
    path.write_bytes(tag(SPEC, "Füße · 22", "Vel Neuro", cover()) + rendered(SPEC))
    call = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_chapters", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_chapters_stand_in_the_order_of_time(probed: dict[str, Any]) -> None:
    found = [(one["tags"]["title"], float(one["start_time"]), float(one["end_time"])) for one in probed["chapters"]]
    assert found == [(part.title, part.start_ms / 1000, part.end_ms / 1000) for part in PARTS]


def test_the_length_is_that_of_the_sound(probed: dict[str, Any]) -> None:
    assert float(probed["format"]["duration"]) == pytest.approx(24, abs=0.1)


def test_every_frame_is_read_back() -> None:
    read = ID3(BytesIO(tag(SPEC, "Füße · 22", "Vel Neuro", cover())), translate=False)
    assert read.version == (2, 3, 0)
    assert (str(read["TIT2"]), str(read["TALB"]), str(read["TLEN"])) == ("Füße · 22", "Vel Neuro", "24000")
    assert read.getall("APIC")[0].data == cover()
    names = [f"part{number}" for number in range(1, len(PARTS) + 1)]
    assert read["CTOC:parts"].child_element_ids == names
    assert [str(read[f"CHAP:{name}"].sub_frames["TIT2"]) for name in names] == list(TITLES)


@pytest.mark.parametrize(("lang", "told"), [("en", "eng"), ("de", "deu"), ("tlh", "und")])
def test_the_language_is_told_by_three_letters(lang: str, told: str) -> None:
    """ISO 639-2, as ID3 2.3 asks; `und` is its word for a language that it is not told."""
    read = ID3(BytesIO(tag(TrackSpec((), (), 9, lang, NO_VOICE, NO_MUSIC), "A", "B", b"")), translate=False)
    assert str(read["TLAN"]) == told


def test_the_sound_begins_where_the_tag_says_it_ends(tmp_path: Path) -> None:
    """The header tells the length of all that follows it, by seven bits in each byte (ID3 2.3, section 3.1)."""
    made = tag(SPEC, "A", "B", cover())
    told = sum(byte << 7 * place for place, byte in enumerate(reversed(made[6:10])))
    assert 10 + told == len(made)
    with pytest.raises(ID3NoHeaderError):
        ID3(BytesIO(made[10 + told :] + rendered(SPEC)))
