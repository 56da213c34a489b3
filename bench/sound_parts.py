"""Parts of the sound's work, each in a process of its own: `python -m bench.sound_parts PART FOLDER`.

`prepare` comes first: it leaves in FOLDER what the other parts and the rivals are fed with.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import lameenc
import numpy as np
import soundfile

from bench.rivals import Feed, Placed, write_feed
from velneuro.content import library
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_session
from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.balance import CEILING
from velneuro.outputs.sound.chime import chime
from velneuro.outputs.sound.clip import Clip
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.limiter import limited
from velneuro.outputs.sound.mix import mix
from velneuro.outputs.sound.music import bed
from velneuro.outputs.sound.samples import RATE, Samples, gain
from velneuro.outputs.sound.spec import LEVELS_DB, SoundChoice, TrackSpec, read_spec, spec_of, write_spec
from velneuro.outputs.sound.track import BLOCK
from velneuro.outputs.sound.voices import BUILT_IN, guide

ROUTINE, MINUTES, SEED, MUSIC = "evening-feet-and-legs", 20, 1, "far-sea"
SPEC, SPOKEN, KEPT, PCM, FEED = "spec.json", "spoken", "kept", "track.pcm", "feed"


def prepare(folder: Path) -> dict[str, float]:
    """The record of the session, a sound folder with sentences, one with music too, the PCM, and files for rivals."""
    kept = SoundFolders(folder / KEPT)
    speaker = guide(BUILT_IN, "en", kept)
    given = (library.routine(ROUTINE), Person(), library.catalog(), library.voice("en"), MINUTES, SEED, speaker.ms)
    made = compile_session(*given)
    if made.timeline is None:
        raise SystemExit(f"{ROUTINE} has no session of {MINUTES} minutes")
    spec = spec_of(made.timeline, SoundChoice(BUILT_IN, MUSIC))
    (folder / SPEC).write_text(write_spec(spec), "utf-8")
    clips = [speaker.clip(cue.sentence, cue.text) for cue in spec.cues if cue.kind == "say"]
    shutil.copytree(kept.root, folder / SPOKEN)
    _write_pcm(folder / PCM, spec, clips, kept)
    _write_feed(folder / FEED, spec, clips, kept)
    return {"seconds": spec.duration_ms / 1000, "sentences": len(clips), "texts": len(set(_texts(spec)))}


def encoder(folder: Path) -> dict[str, float]:
    """The encoder alone, over the very samples that the track gives it."""
    samples = np.fromfile(folder / PCM, np.int16)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(mp3.KBIT[1])
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(mp3.QUALITY)
    blocks = [samples[start : start + BLOCK].tobytes() for start in range(0, samples.size, BLOCK)]
    wall, cpu = time.perf_counter(), time.process_time()
    size = sum(len(encoder.encode(block)) for block in blocks) + len(encoder.flush())
    return {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu, "bytes": size}


def voice(folder: Path) -> dict[str, float]:
    """The sentences of the session, each text once, spoken and kept."""
    spec = read_spec((folder / SPEC).read_text("utf-8"))
    with TemporaryDirectory(dir=folder) as empty:
        speaker = guide(BUILT_IN, "en", SoundFolders(Path(empty)))
        cpu = time.process_time()
        samples = sum(speaker.clip(sentence, text).samples.size for text, sentence in _texts(spec).items())
        return {"cpu_s": time.process_time() - cpu, "audio_s": samples / RATE}


def music(folder: Path) -> dict[str, float]:
    """The piece, made and kept."""
    with TemporaryDirectory(dir=folder) as empty:
        cpu = time.process_time()
        bed(MUSIC, 1, SoundFolders(Path(empty)))
        return {"cpu_s": time.process_time() - cpu}


def _texts(spec: TrackSpec) -> dict[str, str]:
    """The texts that are spoken, with a sentence for each."""
    return {cue.text: cue.sentence for cue in spec.cues if cue.kind == "say"}


def _write_pcm(file: Path, spec: TrackSpec, clips: list[Clip], folders: SoundFolders) -> None:
    mixed = mix(spec, clips, bed(MUSIC, 1, folders), chime(last=False), chime(last=True))
    length = mp3.frames(spec.duration_ms) * mp3.FRAME
    blocks = (mixed.block(start, min(BLOCK, length - start)) for start in range(0, length, BLOCK))
    with file.open("wb") as out:
        for block in limited(blocks, CEILING):
            out.write(np.rint(block * mp3.FULL).astype("<i2").tobytes())


def _write_feed(folder: Path, spec: TrackSpec, clips: list[Clip], folders: SoundFolders) -> None:
    folder.mkdir()
    under = bed(MUSIC, 1, folders)
    count = spec.duration_ms * RATE // 1000
    with soundfile.SoundFile(folder / "bed.wav", "w", RATE, 1, "PCM_16") as out:
        for start in range(0, count, BLOCK):
            out.write(under.block(start, min(BLOCK, count - start)).T)
    placed = tuple(_placed(folder, spec, clips))
    write_feed(folder, Feed(placed, spec.lufs))


def _placed(folder: Path, spec: TrackSpec, clips: list[Clip]) -> Iterator[Placed]:
    """A wav file for each sentence and each chime."""
    said = iter(clips)
    chimes = [cue for cue in spec.cues if cue.kind == "chime"]
    for number, cue in enumerate(cue for cue in spec.cues if cue.kind in ("say", "chime")):
        name = f"{number:03}.wav"
        sound = next(said).samples if cue.kind == "say" else _softer(chime(last=cue is chimes[-1]), spec)
        soundfile.write(folder / name, sound, RATE, "PCM_16")
        yield Placed(name, cue.at_ms, cue.kind == "say")


def _softer(strike: Samples, spec: TrackSpec) -> Samples:
    return strike * np.float32(gain(LEVELS_DB[spec.levels.chime]))


PARTS = {"prepare": prepare, "encoder": encoder, "voice": voice, "music": music}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
