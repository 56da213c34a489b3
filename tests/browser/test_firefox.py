"""The same short evening in Firefox."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.firefox_hands import FirefoxHands, firefox
from tests.browser.flow import short_evening
from tests.browser.server import Server


# The driver leaves the sockets open with which it looked for its port.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_short_evening_is_lived_to_its_end(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Firefox keeps things in the home folder even when its profile is elsewhere.
    monkeypatch.setenv("HOME", str(tmp_path))
    with firefox(tmp_path) as browser:
        short_evening(FirefoxHands(browser, server.url))
