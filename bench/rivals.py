"""The same mix by those who would have done it otherwise: `python -m bench.rivals NAME FEED OUT.mp3`.

Each gets what is dear for us as well for nothing: sentences, chimes and the whole bed as wav files at the track's rate.
Each is there twice: in the fewest calls, and with what the track promises and the fewest calls do not give.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydub import AudioSegment
from pydub.effects import normalize

MUSIC_DB, DUCK_DB, PEAK_DB = -12, -6, -1.5
DOWN_MS, UP_MS = 900, 1800
LIST = "feed.json"
ENCODING = ("-b:a", "64k", "-compression_level", "7")  # as our encoder is set
ENCODED = ("-c:a", "libmp3lame", *ENCODING)


@dataclass(frozen=True)
class Placed:
    """A wav file and when it begins; the music makes room for what is `said`."""

    file: str
    at_ms: int
    said: bool


@dataclass(frozen=True)
class Feed:
    """What a mix is made of, beside the bed (`bed.wav`), and how loud it has to be."""

    placed: tuple[Placed, ...]
    lufs: float


def write_feed(folder: Path, feed: Feed) -> None:
    """Keep the list beside its wav files."""
    (folder / LIST).write_text(json.dumps(asdict(feed)), "utf-8")


def read_feed(folder: Path) -> Feed:
    """The list in a folder."""
    data = json.loads((folder / LIST).read_text("utf-8"))
    return Feed(tuple(Placed(**placed) for placed in data["placed"]), data["lufs"])


def pydub_in_steps(folder: Path, out: Path) -> None:
    """Each sound laid over the track, which is turned down at once as long as somebody speaks."""
    track = _bed(folder)
    for placed, sound in _sounds(folder):
        ducked = DUCK_DB if placed.said else 0
        track = track.overlay(sound, position=placed.at_ms, gain_during_overlay=ducked)
    _export(track, out)


def pydub_along_edges(folder: Path, out: Path) -> None:
    """The music turned down and up along slow edges, as in the track, then each sound laid over it."""
    sounds = _sounds(folder)
    track = _bed(folder)
    for start, end in _spans([(placed.at_ms, placed.at_ms + len(sound)) for placed, sound in sounds if placed.said]):
        track = track.fade(to_gain=DUCK_DB, start=max(start - DOWN_MS, 0), end=start)
        track = track.fade(to_gain=-DUCK_DB, start=end, duration=UP_MS)
    for placed, sound in sounds:
        track = track.overlay(sound, position=placed.at_ms)
    _export(track, out)


def _bed(folder: Path) -> AudioSegment:
    return AudioSegment.from_wav(folder / "bed.wav").apply_gain(MUSIC_DB).fade_in(4000).fade_out(9000)


def _sounds(folder: Path) -> list[tuple[Placed, AudioSegment]]:
    return [(placed, AudioSegment.from_wav(folder / placed.file)) for placed in read_feed(folder).placed]


def _export(track: AudioSegment, out: Path) -> None:
    normalize(track, headroom=-PEAK_DB).export(out, format="mp3", parameters=list(ENCODING))


def _spans(said: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """From when to when somebody speaks, where the music has time to come up in between."""
    spans: list[tuple[int, int]] = []
    for start, end in said:
        if spans and start - spans[-1][1] <= DOWN_MS + UP_MS:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def ffmpeg_in_one_pass(folder: Path, out: Path) -> None:
    """One filter graph: each sound delayed to its place, the music pressed down by the voice, loudness as it comes."""
    _ffmpeg(folder, "", [*ENCODED, str(out)])


def ffmpeg_in_two_passes(folder: Path, out: Path) -> None:
    """The same graph twice, as its loudness filter wants it for files: weighed first, then one gain for all."""
    told = _ffmpeg(folder, ":print_format=json", ["-f", "null", "-"])
    weighed = json.loads(told[told.rindex("{") : told.rindex("}") + 1])
    known = {"I": "input_i", "TP": "input_tp", "LRA": "input_lra", "thresh": "input_thresh"}
    measured = "".join(f":measured_{name}={weighed[key]}" for name, key in known.items())
    _ffmpeg(folder, f"{measured}:offset={weighed['target_offset']}:linear=true", [*ENCODED, str(out)])


def _ffmpeg(folder: Path, loudness: str, out: list[str]) -> str:
    """What ffmpeg says of it."""
    feed = read_feed(folder)
    inputs = [part for placed in feed.placed for part in ("-i", str(folder / placed.file))]
    graph = folder / "graph.txt"
    graph.write_text(";\n".join(_graph(feed, loudness)), "utf-8")
    command = ["ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-y", "-i", str(folder / "bed.wav"), *inputs]
    command += ["-filter_complex_script", str(graph), "-map", "[out]", *out]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def _graph(feed: Feed, loudness: str) -> list[str]:
    """The lines of the filter graph; input 0 is the bed."""
    numbered = list(enumerate(feed.placed, 1))
    delays = [f"[{n}:a]adelay={placed.at_ms}[s{n}]" for n, placed in numbered]
    return [
        *delays,
        _together([n for n, placed in numbered if placed.said], "said"),
        _together([n for n, placed in numbered if not placed.said], "chimes"),
        "[said]apad,asplit[voice][key]",
        f"[0:a]volume={MUSIC_DB}dB[bed]",
        "[bed][key]sidechaincompress=threshold=0.02:ratio=4:attack=300:release=900[music]",
        "[music][voice][chimes]amix=inputs=3:duration=first:normalize=0[mix]",
        f"[mix]loudnorm=I={feed.lufs}:TP={PEAK_DB}{loudness},aresample=48000[out]",
    ]


def _together(numbers: Sequence[int], name: str) -> str:
    ends = "".join(f"[s{n}]" for n in numbers)
    return f"{ends}amix=inputs={len(numbers)}:duration=longest:normalize=0[{name}]"


RIVALS = {
    "pydub": pydub_in_steps,
    "pydub, slow edges": pydub_along_edges,
    "ffmpeg": ffmpeg_in_one_pass,
    "ffmpeg, two passes": ffmpeg_in_two_passes,
}

if __name__ == "__main__":
    RIVALS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
