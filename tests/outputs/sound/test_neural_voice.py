"""Neural voices, spoken by the real piper package with a voice of a few kilobytes."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.outputs.sound.tiny_voice import write_tiny_voice
from velneuro.content.voice_catalog import neural_voices
from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.outputs.sound import kept_voice, piper
from velneuro.outputs.sound.clip import VOICE_LUFS
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loudness import integrated
from velneuro.outputs.sound.voices import BUILT_IN, guide, voice_names

TEXT = "Glide a flat hand slowly up."


@pytest.fixture
def sound(tmp_path: Path) -> SoundFolders:
    """The folders with the tiny voice in them."""
    folders = SoundFolders(tmp_path / "sound")
    write_tiny_voice(tmp_path / "tiny.onnx")
    piper.add_file(tmp_path / "tiny.onnx", "tiny", "A tiny voice", "en", "2026-11-22", folders)
    return folders


def test_it_speaks(sound: SoundFolders) -> None:
    clip = guide("tiny", "en", sound).clip("any.1", TEXT)
    assert integrated(clip.energies) == pytest.approx(VOICE_LUFS, abs=0.1)
    assert guide("tiny", "en", sound).ms("any.1", TEXT) == -(-clip.samples.size // 48)


def test_the_same_text_is_the_same_clip(sound: SoundFolders, tmp_path: Path) -> None:
    first = guide("tiny", "en", sound).clip("", TEXT)
    model = sound.voices / "tiny" / "model.onnx"
    assert np.array_equal(piper.speak(TEXT, model)[0], piper.speak(TEXT, model)[0])
    assert np.array_equal(guide("tiny", "en", sound).clip("", TEXT).samples, first.samples)
    assert not np.array_equal(guide("tiny", "en", sound).clip("", "Hold it softly.").samples, first.samples)


def test_two_sentences_are_parted_by_a_pause(sound: SoundFolders) -> None:
    voice = guide("tiny", "en", sound)
    both, first, second = (voice.ms("", text) for text in ("Yes. No.", "Yes.", "No."))
    assert both >= first + second + 300


def test_it_stands_in_the_list(sound: SoundFolders) -> None:
    assert [(voice.name, voice.kind, voice.missing) for voice in voice_names("en", sound)] == [
        (BUILT_IN, "built-in", 0),
        ("tiny", "neural", 0),
    ]


def test_without_the_package_one_sentence_says_how_to_get_it(
    sound: SoundFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the interpreter says it when the extra is not installed."""

    def not_found(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", not_found)
    with pytest.raises(MachineFailed, match="run make extras"):
        guide("tiny", "en", sound)


def test_without_the_package_nothing_else_is_touched(sound: SoundFolders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    piper._load.cache_clear()
    with pytest.raises(MachineFailed, match="pip install"):
        piper.speak(TEXT, sound.voices / "tiny" / "model.onnx")


def test_a_damaged_model_is_told(sound: SoundFolders) -> None:
    (sound.voices / "tiny" / "model.onnx").write_bytes(b"damaged")
    piper._load.cache_clear()
    with pytest.raises(MachineFailed, match="is not a piper voice"):
        guide("tiny", "en", sound).clip("", "Something that was never said.")


def test_another_voice_under_the_same_name_is_heard_at_once(sound: SoundFolders, tmp_path: Path) -> None:
    first = guide("tiny", "en", sound)
    before = first.clip("", TEXT)
    kept_voice.remove("tiny", sound)
    write_tiny_voice(tmp_path / "lower.onnx", lowest_hertz=90)
    piper.add_file(tmp_path / "lower.onnx", "tiny", "A lower voice", "en", "2026-11-22", sound)
    second = guide("tiny", "en", sound)
    assert second.key != first.key
    assert not np.array_equal(second.clip("", TEXT).samples, before.samples)


def test_a_file_without_its_config_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alone.onnx").write_bytes(b"model")
    with pytest.raises(InputRefused, match=r"alone\.onnx\.json"):
        piper.add_file(tmp_path / "alone.onnx", "alone", "Alone", "en", "2026-11-22", SoundFolders(tmp_path / "sound"))


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"audio": {"sample_rate": "fast"}}'])
def test_a_config_of_something_else_is_refused(tmp_path: Path, config: str) -> None:
    (tmp_path / "other.onnx").write_bytes(b"model")
    (tmp_path / "other.onnx.json").write_text(config)
    folders = SoundFolders(tmp_path / "sound")
    with pytest.raises(InputRefused, match="config of a piper voice"):
        piper.add_file(tmp_path / "other.onnx", "other", "Other", "en", "2026-11-22", folders)
    assert list(folders.voices.iterdir()) == []


def test_removing_takes_the_voice_and_what_it_said(sound: SoundFolders) -> None:
    guide("tiny", "en", sound).clip("", TEXT)
    guide(BUILT_IN, "en", sound).clip("", TEXT)
    kept_voice.remove("tiny", sound)
    assert [voice.name for voice in voice_names("en", sound)] == [BUILT_IN]
    assert [folder.name.partition("--")[0] for folder in sound.clips.iterdir()] == [BUILT_IN]
    with pytest.raises(InputRefused, match="not known"):
        guide("tiny", "en", sound)


def test_the_catalog_says_of_each_voice_what_it_is() -> None:
    voices = neural_voices()
    assert len({voice.name for voice in voices}) == len(voices) > 0
    for voice in voices:
        assert list(kept_voice.check_name(voice.name)) == []
        assert voice.model.url.startswith("https://")
        assert voice.model.url + ".json" == voice.config.url
        assert voice.license


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('url = "file:///etc/passwd"', "web address"),
        ('digest = "md5:12"', "does not fit"),
        ("bytes = 0", "out of range"),
    ],
)
def test_a_catalog_with_a_mistake_is_refused(tmp_path: Path, line: str, told: str) -> None:
    key = line.partition(" ")[0]
    good = {"url": 'url = "https://example.org/a"', "bytes": "bytes = 1", "digest": f'digest = "md5:{"0" * 32}"'}
    files = "\n".join((good | {key: line}).values())
    head = 'name = "a"\ntitle = "A"\nlang = "en"\nlicense = "free"\nsource = "https://example.org"'
    catalog = tmp_path / "voices.toml"
    catalog.write_text(f"[[voice]]\n{head}\n[voice.model]\n{files}\n[voice.config]\n{files}\n")
    with pytest.raises(InputRefused, match=told):
        neural_voices(catalog)
