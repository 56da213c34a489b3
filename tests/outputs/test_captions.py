"""Captions as another program reads them: ffmpeg's WebVTT reader."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence

import pytest

from velneuro.core.timeline import Cue
from velneuro.outputs.captions import STAYS_MS, web_vtt

READ = re.compile(r"(\d+):(\d+):(\d+),(\d+) --> (\d+):(\d+):(\d+),(\d+)\n(.*?)\n\n", re.DOTALL)
Caption = tuple[int, int, str]


def read(written: str) -> list[Caption]:
    """Start and end in ms, and the text, of each caption."""
    call = ["ffmpeg", "-v", "error", "-f", "webvtt", "-i", "-", "-f", "srt", "-"]
    done = subprocess.run(call, input=written.encode(), capture_output=True, check=True).stdout.decode() + "\n\n"
    return [(_ms(numbers[:4]), _ms(numbers[4:8]), numbers[8]) for numbers in READ.findall(done)]


def _ms(clock: Sequence[str]) -> int:
    hours, minutes, seconds, ms = map(int, clock)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def say(at_ms: int, text: str, ms: int = 2_000) -> Cue:
    return Cue(at_ms, ms, "say", "a.1", text)


def test_only_what_is_said_is_shown() -> None:
    cues = [Cue(0, 500, "rest"), Cue(500, 1_500, "chime"), say(2_000, "Rest your hand."), Cue(4_000, 9_000, "breath")]
    assert read(web_vtt(cues)) == [(2_000, 4_000 + STAYS_MS, "Rest your hand.")]


def test_a_sentence_stays_until_the_next_at_most() -> None:
    found = read(web_vtt([say(0, "One."), say(3_000, "Two."), say(60_000, "Three.")]))
    assert [(start, end) for start, end, _ in found] == [
        (0, 3_000),
        (3_000, 5_000 + STAYS_MS),
        (60_000, 62_000 + STAYS_MS),
    ]


def test_an_hour_and_more_is_told() -> None:
    assert read(web_vtt([say(3_723_045, "Late.")])) == [(3_723_045, 3_725_045 + STAYS_MS, "Late.")]


@pytest.mark.parametrize("text", ["Salt & warm water.", "1 --> 2", "Softer, softer.", "Más suave, größer, ˈvɛl."])
def test_no_sign_is_taken_for_a_mark(text: str) -> None:
    assert [shown for _, _, shown in read(web_vtt([say(0, text)]))] == [text]


def test_no_mark_can_be_smuggled_in() -> None:
    """A cue's text holds no bare `<`, `&` or `-->` (WebVTT, W3C 2019, section 4.2)."""
    written = web_vtt([say(0, "<b>a</b> & c --> d")])
    assert written.splitlines()[3] == "&lt;b&gt;a&lt;/b&gt; &amp; c --&gt; d"


def test_nothing_said_is_an_empty_file_of_captions() -> None:
    assert web_vtt([Cue(0, 1_500, "chime")]) == "WEBVTT\n"
