"""Files whose length nobody told: decoded up to their last sample."""

from __future__ import annotations

from pathlib import Path

import soundfile

from tests.mp3_files import headless_mp3
from velneuro.content import library
from velneuro.outputs.sound import espeak
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.recorded_import import import_voice
from velneuro.outputs.sound.spoken import spoken
from velneuro.outputs.sound.voices import BUILT_IN, guide

VOICE = library.voice("en")
LINE = next(line for line in spoken(VOICE) if line.sentence == "settle.begin.1")


def test_a_recorded_sentence_in_an_mp3_of_variable_rate_keeps_its_end(tmp_path: Path) -> None:
    """Its first frame is the silence before the sentence: the length would be reckoned from it, too short."""
    folder, sound = tmp_path / "in", SoundFolders(tmp_path / "sound")
    folder.mkdir()
    soundfile.write(tmp_path / "said.wav", espeak.speak(LINE.text, "en"), espeak.ENGINE_RATE)
    padded = f"-i {tmp_path / 'said.wav'} -af aresample=44100,adelay=1500,apad=pad_dur=1"
    headless_mp3(folder / f"{LINE.sentence}.mp3", padded, "variable")
    import_voice(folder, "mary", "Mary", VOICE, "2026-11-22", sound)
    voice, built_in = guide("mary", "en", sound), guide(BUILT_IN, "en", sound)
    assert abs(voice.ms(LINE.sentence, LINE.text) - built_in.ms(LINE.sentence, LINE.text)) < 200
