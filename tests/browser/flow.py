"""An evening in the words on the screen, to be lived by any browser."""

from __future__ import annotations

from typing import Protocol


class Hands(Protocol):
    """What a person does with a browser. Each waits for what it needs, and fails after some seconds."""

    def open(self, path: str) -> None:
        """Go to a page of the app."""

    def tap(self, words: str) -> None:
        """The button or link with exactly these words."""

    def wait_for(self, words: str) -> None:
        """Until the page shows these words."""

    def wait_for_text_in(self, part: str) -> str:
        """Until the element with this id shows any words; gives them."""


def come_in(hands: Hands) -> None:
    """The first visit, every question skipped."""
    hands.open("/")
    hands.wait_for("A calm massage, guided by a voice.")
    hands.tap("Skip all")


def three_taps(hands: Hands) -> None:
    """From the first page to a running session."""
    hands.tap("Begin")
    hands.tap("None of these")
    hands.tap("Start")


def stop_early(hands: Hands) -> None:
    """From a running session to the page after it."""
    hands.tap("Stop")
    hands.wait_for("Stop the session?")
    hands.tap("Finished early")
    hands.wait_for("Before you stand up")


def after_without_answers(hands: Hands) -> None:
    """The pages after a session, each left open, and on to the diary."""
    hands.tap("Next")
    hands.wait_for("How is it right now?")
    hands.tap("Next")
    hands.wait_for("What went well?")
    hands.tap("Skip")
    hands.wait_for("It is kept. Rest well.")
    hands.tap("See the diary")


def short_evening(hands: Hands) -> None:
    """A first evening that ends early, in any browser."""
    come_in(hands)
    three_taps(hands)
    assert hands.wait_for_text_in("caption")
    hands.tap("Pause")
    hands.wait_for("Paused")
    stop_early(hands)
    after_without_answers(hands)
    hands.wait_for("Finished early")
