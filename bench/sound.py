"""The track of an evening: what it costs beside its encoder alone, and beside those who would mix it otherwise."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.process import Spent, cores, finish, spend, start

ROUNDS = 9  # taken in turns, so that a busy minute of the machine meets all of them
PAIRS = 3
# As bench.sound_parts leaves them: it is not imported, for the peak of a child begins at that of its parent.
SPEC, SPOKEN, KEPT, FEED = "spec.json", "spoken", "kept", "feed"
MIXERS = ("pydub", "pydub, slow edges", "ffmpeg", "ffmpeg, two passes")
Figures = Iterator[tuple[str, str]]


def measure() -> Figures:
    """Whole processes, one at a time on one core; then two on two."""
    with TemporaryDirectory(prefix="velneuro-bench-") as temporary:
        folder = Path(temporary)
        free = cores()
        one = free[-1] if free else None
        session = _part("prepare", folder, one).told
        yield (
            f"sound: {session['seconds'] / 60:.0f} minutes, mono, {session['sentences']:.0f} sentences, one core",
            "CPU / wall",
        )
        turns = [_turn(folder, one) for _ in range(ROUNDS)]
        taken = [Rounds(spent) for spent in zip(*turns, strict=True)]
        yield from _beside_the_encoder(*taken)
        yield from _rivals(folder, one, taken[-1].cpu_s)
        if len(free) > 1:
            yield from _two_at_once(folder, free[-2:])


@dataclass(frozen=True)
class Rounds:
    """The same work several times."""

    spent: tuple[Spent, ...]

    def middle(self, figure: Callable[[Spent], float]) -> float:
        """The median of a figure."""
        return statistics.median(figure(spent) for spent in self.spent)

    @property
    def cpu_s(self) -> float:
        return self.middle(lambda spent: spent.cpu_s)

    @property
    def shown(self) -> str:
        return _seconds(self.cpu_s, self.middle(lambda spent: spent.wall_s))


def _beside_the_encoder(
    encoder: Rounds, voice: Rounds, music: Rounds, silent: Rounds, cold: Rounds, cached: Rounds
) -> Figures:
    alone = encoder.middle(lambda spent: spent.told["cpu_s"])
    yield (
        "encoder alone, same samples and settings",
        _seconds(alone, encoder.middle(lambda spent: spent.told["wall_s"])),
    )
    speaking = voice.middle(lambda spent: spent.told["cpu_s"])
    spoken = voice.middle(lambda spent: spent.told["audio_s"] / spent.told["cpu_s"])
    yield "voice: every sentence spoken and kept", f"{speaking:.2f} s"
    yield "voice: sound for each CPU second", f"{spoken:.0f} s"
    yield "music: the piece made and kept", f"{music.middle(lambda spent: spent.told['cpu_s']):.2f} s"
    yield "nothing kept: whole", silent.shown
    yield from _track("nothing kept", silent, alone, apart=speaking)
    yield "sentences kept, no music: whole", cold.shown
    yield from _track("sentences kept, no music", cold, alone)
    yield "sentences and music kept: whole", cached.shown
    yield from _track("sentences and music kept", cached, alone)


def _track(what: str, track: Rounds, alone: float, apart: float = 0.0) -> Figures:
    first = _seconds(track.middle(lambda spent: spent.first_cpu_s), track.middle(lambda spent: spent.first_s))
    yield f"{what}: first sound after the request", first
    without = ", voice apart" if apart else ""
    yield f"{what}: whole / encoder{without}", f"{(track.cpu_s - apart) / alone:.2f}"
    yield f"{what}: peak memory", f"{max(spent.peak_mb for spent in track.spent):.0f} MB"


def _turn(folder: Path, core: int | None) -> tuple[Spent, ...]:
    """Every measured thing once: encoder, voice, music, then the track from an emptier to a fuller cache."""
    parts = (_part(name, folder, core) for name in ("encoder", "voice", "music"))
    return (*parts, *(_render(folder, kept, core) for kept in ("", SPOKEN, KEPT)))


def _part(name: str, folder: Path, core: int | None) -> Spent:
    return spend([sys.executable, "-m", "bench.sound_parts", name, folder], core)


def _render(folder: Path, kept: str, core: int | None) -> Spent:
    """A track by a request: a process of its own, over a copy of what is kept already."""
    with TemporaryDirectory(dir=folder) as temporary:
        root, out = Path(temporary) / "sound", Path(temporary) / "track.mp3"
        if kept:
            shutil.copytree(folder / kept, root)
        return spend(_request(folder, out, root), core, out)


def _request(folder: Path, out: Path, root: Path) -> list[str | Path]:
    return [sys.executable, "-m", "velneuro.outputs.sound", folder / SPEC, out, root]


def _rivals(folder: Path, core: int | None, ours: float) -> Figures:
    """The same mix from the same sentences, chimes and music, all kept; once each, for they take long."""
    for name in MIXERS:
        command: list[str | Path] = [sys.executable, "-m", "bench.rivals", name, folder / FEED, folder / f"{name}.mp3"]
        spent = spend(command, core)
        yield f"the same mix by {name}", _seconds(spent.cpu_s, spent.wall_s)
        yield f"the same mix by {name}: peak memory", f"{spent.peak_mb:.0f} MB"
        yield f"the same mix by {name} / ours", f"{spent.cpu_s / ours:.1f}"


def _two_at_once(folder: Path, pair: Sequence[int]) -> Figures:
    """The best of each: what others do on the machine meanwhile is no loss of ours."""
    alone, together = [], []
    for _ in range(PAIRS):
        alone.append(_render(folder, KEPT, pair[-1]))
        together.append(_both(folder, pair))
    wall = min(max(spent.wall_s for spent in both) for both in together) / min(spent.wall_s for spent in alone)
    cpu = min(max(spent.cpu_s for spent in both) for both in together) / min(spent.cpu_s for spent in alone)
    yield "two at once on two cores: loss, CPU / wall", f"{100 * (cpu - 1):.0f} / {100 * (wall - 1):.0f} %"


def _both(folder: Path, pair: Sequence[int]) -> list[Spent]:
    outs = [folder / f"{core}.mp3" for core in pair]
    begun = [start(_request(folder, out, folder / KEPT), core) for core, out in zip(pair, outs, strict=True)]
    return [finish(started) for started in begun]


def _seconds(cpu: float, wall: float) -> str:
    return f"{cpu:.2f} / {wall:.2f} s"


if __name__ == "__main__":
    for name, value in measure():
        print(f"{name:<60}{value:>16}", flush=True)
