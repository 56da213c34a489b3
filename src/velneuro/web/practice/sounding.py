"""The track of a session: its score, as the person wants to hear it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from velneuro.core.problem import MachineFailed
from velneuro.core.timeline import Cue
from velneuro.outputs.sound.spec import NO_VOICE, Levels, Part, TrackSpec
from velneuro.outputs.sound.spec import SoundChoice as Sound
from velneuro.outputs.sound.track import track_key
from velneuro.outputs.sound.voices import BUILT_IN
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.words import step_words
from velneuro.web.sound.choosing import Spared, choice_of, possible, read, sound_of, written
from velneuro.web.sound.models import DEVICE, NOT_PICKED
from velneuro.web.sound.ranges import Sent
from velneuro.web.sound.samples import spoken_sample
from velneuro.web.sound.tracks import folders, tracks
from velneuro.web.sound.words import music_choices
from velneuro.web.toolkit.own import own_row

IN_THE_ADDRESS = 12  # digits of the key
MOST_EARLIER = 5
LOOK_EVERY_S = 60  # a voice may be added or removed while the server runs


@dataclass(frozen=True)
class SessionTrack:
    """One track of a session. `key` names its bytes."""

    session_id: UUID
    spec: TrackSpec
    key: str

    @property
    def version(self) -> str:
        return self.key[:IN_THE_ADDRESS]

    @property
    def url(self) -> str:
        return f"{reverse('track', args=[self.session_id])}?v={self.version}"

    def sent(self, head: bytes = b"", *, urgent: bool = True) -> Sent:
        """Its bytes after `head`; they are rendered when they are asked for. `urgent`: somebody waits for them."""
        etag = f"{self.key}-{hashlib.sha256(head).hexdigest()[:8]}" if head else self.key
        return Sent(tracks().promised(self.key, self.spec, urgent=urgent), etag, head)


def sound_kept(session: PracticeSession) -> Sound:
    """The sound that the session was made with; one from before there was any sounds as its person likes it now."""
    if session.sound:
        return read(session.sound["now"])
    return replace(sound_of(choice_of(session.person)), voice=BUILT_IN)


def keep_sound(session: PracticeSession, sound: Sound) -> None:
    """Another sound for the session. The one before can still be asked for: a phone may be playing it."""
    before = [written(each) for each in _sounds(session)]
    session.sound = {"now": written(sound), "earlier": before[:MOST_EARLIER]}
    session.save(update_fields=["sound"])


def change_sound(session: PracticeSession, music: str, levels: Levels) -> None:
    """Other music and levels, for this session and those to come. The voice stays: the score has its lengths."""
    with transaction.atomic():
        session.refresh_from_db(fields=["sound"])  # two devices may change it at a time
        keep_sound(session, replace(sound_kept(session), music=music, levels=levels))
        choice, own = choice_of(session.person), own_row(session.person, session.routine)
        if own and own.music:
            own.music = music
            own.save(update_fields=["music"])
        else:
            choice.music = music
        choice.level_voice, choice.level_music, choice.level_chime = levels.voice, levels.music, levels.chime
        choice.save()


def _sounds(session: PracticeSession) -> Iterator[Sound]:
    """The newest first."""
    yield sound_kept(session)
    yield from (read(kept) for kept in session.sound.get("earlier", ()))


def track_of(session: PracticeSession) -> SessionTrack:
    """The track of a session as it sounds now. What cannot be had is left out of it."""
    return _track(session, sound_kept(session))


def track_named(session: PracticeSession, version: str) -> SessionTrack | None:
    """The one of the session's tracks, those before a change included, whose address has this version."""
    made = (_track(session, sound) for sound in _sounds(session))
    return next((track for track in made if track.version == version), None)


def _track(session: PracticeSession, sound: Sound) -> SessionTrack:
    spec, key = _spec_and_key(session.score, session.lang, sound, int(time.monotonic() / LOOK_EVERY_S))
    return SessionTrack(session.pk, spec, key)


@lru_cache(maxsize=32)
def _spec_and_key(score_json: str, lang: str, sound: Sound, _now: int) -> tuple[TrackSpec, str]:
    """A phone asks for the same track all the time, and each look at voice and music costs some milliseconds."""
    wanted = possible(sound, lang)
    spec = replace(_spec(score_json, lang, sound), voice=wanted.voice, music=wanted.music)
    return spec, track_key(spec, folders())


def spec_kept(session: PracticeSession) -> TrackSpec:
    """What the track is to be; whether voice and music can be had was not looked at."""
    return _spec(session.score, session.lang, sound_kept(session))


def _spec(score_json: str, lang: str, sound: Sound) -> TrackSpec:
    score = json.loads(score_json)
    return TrackSpec(
        cues=tuple(Cue(**cue) for cue in score["cues"]),
        parts=_parts(score, lang),
        duration_ms=score["duration_ms"],
        lang=lang,
        voice=sound.voice,
        music=sound.music,
        levels=sound.levels,
        lufs=sound.lufs,
        channels=sound.channels,
    )


def _parts(score: dict[str, Any], lang: str) -> tuple[Part, ...]:
    with override(lang):  # the words belong to the track, and not to whoever asks for it
        return tuple(Part(step_words(step), step["start_ms"], step["end_ms"]) for step in score["steps"])


def player_sound(session: PracticeSession) -> dict[str, Any]:
    """What the player needs of the sound. The rendering is begun here, so that Start has sound at once."""
    sound, made = sound_kept(session), track_of(session)
    with Spared("track"):
        made.sent().begin()
    return {
        "track": {"url": made.url, "duration_ms": made.spec.duration_ms},
        "voice": "device" if made.spec.voice == NO_VOICE else "track",
        "sound": {
            "url": f"/api/v1/sessions/{session.pk}/sound",
            "music": [{"name": name, "title": title} for name, title in music_choices(session.person)],
            "chosen": chosen(sound),
        },
        "cover": static("figures/cover.jpg"),
    }


def chosen(sound: Sound) -> dict[str, Any]:
    """Music and levels of a sound, as the player sends them back."""
    levels = {f"level_{part}": level for part, level in asdict(sound.levels).items()}
    return {"music": sound.music, **levels}


def sound_context(session: PracticeSession) -> dict[str, Any]:
    """What the ready page says about the sound: the two voices until one was picked, and what does not work and why."""
    sound, made = sound_kept(session), track_of(session)
    asks = choice_of(session.person).voice == NOT_PICKED and session.state == session.State.READY
    return {
        "pick": {"built_in": BUILT_IN, "device": DEVICE, "text": spoken_sample()} if asks else None,
        "voice_fails": sound.voice == NO_VOICE,
        "music_fails": made.spec.music != sound.music,
        "track_fails": _why_not(made),
    }


def _why_not(made: SessionTrack) -> str:
    """Why there is no track, where making it has just failed."""
    try:
        made.sent().begin()
    except MachineFailed as error:
        return str(error)
    return ""
