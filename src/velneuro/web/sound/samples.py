"""A few seconds of each voice and each piece of music, made and kept like a track."""

from __future__ import annotations

from collections.abc import Mapping

from velneuro.content.library import voice
from velneuro.content.picture_words import short_form
from velneuro.core.timeline import Cue
from velneuro.outputs.sound.spec import NO_MUSIC, NO_VOICE, Part, TrackSpec
from velneuro.outputs.sound.track import track_key
from velneuro.outputs.sound.voices import Guide, guide
from velneuro.web.sound.ranges import Sent
from velneuro.web.sound.tracks import folders, tracks

LANG = "en"
SENTENCE = "breath.begin"
BEFORE_MS, AFTER_MS = 300, 700
PICTURE_REST_MS = 2500
MUSIC_MS = 20_000
LOUD = -16.0  # a piece alone is 12 dB softer than a voice


def voice_sample(name: str) -> Sent:
    """One sentence by a voice. Raises InputRefused for an unknown voice, MachineFailed when it does not work."""
    cues = _told({f"{SENTENCE}.1": spoken_sample()}, guide(name, LANG, folders()), AFTER_MS)
    return _sound(_spec(cues, voice_name=name, music=NO_MUSIC))


def picture_sample(picture: str, voice_name: str) -> Sent:
    """The short form of a picture, with silences to follow it. Raises like voice_sample, KeyError for the picture."""
    cues = _told(short_form(picture, LANG), guide(voice_name, LANG, folders()), PICTURE_REST_MS)
    return _sound(_spec(cues, voice_name=voice_name, music=NO_MUSIC))


def _told(sentences: Mapping[str, str], speaker: Guide, rest_ms: int) -> tuple[Cue, ...]:
    """The sentences by the ids of their clips, one after the other, each with a rest behind it."""
    cues, at_ms = [Cue(0, BEFORE_MS, "rest")], BEFORE_MS
    for name, text in sentences.items():
        ms = speaker.ms(name, text)
        cues += [Cue(at_ms, ms, "say", name, text), Cue(at_ms + ms, rest_ms, "rest")]
        at_ms += ms + rest_ms
    return tuple(cues)


def spoken_sample() -> str:
    """What is said in it."""
    return voice(LANG).sentences[SENTENCE][0]


def music_sample(name: str) -> Sent:
    """Some seconds of a piece, as loud as a sample may be. Raises InputRefused for an unknown one."""
    return _sound(_spec((Cue(0, MUSIC_MS, "rest"),), voice_name=NO_VOICE, music=name))


def _spec(cues: tuple[Cue, ...], voice_name: str, music: str) -> TrackSpec:
    duration_ms = cues[-1].at_ms + cues[-1].ms
    return TrackSpec(cues, (Part("", 0, duration_ms),), duration_ms, LANG, voice_name, music, lufs=LOUD)


def _sound(spec: TrackSpec) -> Sent:
    key = track_key(spec, folders())
    return Sent(tracks().promised(key, spec), key)
