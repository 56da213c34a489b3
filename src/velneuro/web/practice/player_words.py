"""The words that the page hands to the player. Names in braces are filled in by the player."""

from __future__ import annotations

from django.utils.translation import gettext

from velneuro.content.library import voice
from velneuro.core.voice import PressureWords


def player_words() -> dict[str, str]:
    """Every word of the player in the language of the request."""
    return {
        "step_of": gettext("Step {n} of {total}"),
        "time_left": gettext("{time} left"),
        "side_left": gettext("Left"),
        "side_right": gettext("Right"),
        "pause": gettext("Pause"),
        "go_on": gettext("Go on"),
        "paused": gettext("Paused"),
        "stage_pause": gettext("Picture. Touch to pause."),
        "stage_go_on": gettext("Picture. Touch to go on."),
        "breathe_in": gettext("Breathe in"),
        "breathe_out": gettext("Breathe out"),
        **_pressure_words(),
        "no_touch": gettext("No touch"),
        "no_touch_like": gettext("let your hands rest"),
        "more_done": gettext("30 more seconds here."),
        "more_enough": gettext("That is enough here for today."),
        "gentler_done": gettext("Gentler from here on."),
        "gentlest": gettext("This is as gentle as it gets."),
        "no_voice": gettext("This device has no voice. The captions guide you."),
        "no_sound": gettext("The sound does not play. Captions and this device's voice guide you."),
        "no_guide": gettext("The sound does not play, and this device has no voice. The captions guide you."),
        "sound_kept": gettext("The sound could not be changed now. Try again later."),
        "waiting": gettext("Waiting for the sound."),
        "away": gettext("You were away for a while. Again goes back to the start of this step."),
        "away_end": gettext("You were away for a while. The last step waits for you."),
        "saved": gettext("Saved"),
        "unsent": gettext("Not sent yet: {n}. Kept on this device."),
        "not_kept": gettext("This device keeps nothing. Leave this page open until it says saved."),
        "refused": gettext("Not accepted by the server: {n}. Kept on this device."),
        "over": gettext("The session is over."),
        "over_offline": gettext("The session is over. It is kept on this device until you are online."),
        "wrong_offline": gettext("Stop the massage. If it is bad or gets worse, call for medical help now."),
        "score_value": gettext("{place}: the value {value} is not allowed here."),
        "score_tile": gettext("{place}: from {start} to {end} ms does not follow what ends at {last} ms."),
        "score_end": gettext("{place}: the last one ends at {last} ms, but the session lasts {duration} ms."),
        "score_chime": gettext("{place}: the step does not begin with a chime."),
    }


def _pressure_words() -> dict[str, str]:
    """The guide's own words, so that what is read and what is heard are the same."""
    levels = enumerate(voice("en").pressure)
    pairs = ((f"pressure_{level}", words) for level, words in levels)
    return {key: text for name, words in pairs for key, text in _named(name, words)}


def _named(name: str, words: PressureWords) -> tuple[tuple[str, str], tuple[str, str]]:
    return (name, gettext(words.word)), (f"{name}_like", gettext(words.like))
