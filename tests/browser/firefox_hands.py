"""Hands on Debian's Firefox, by the protocol that Firefox brings itself."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

with warnings.catch_warnings():  # of its own doing, and no fault of ours
    warnings.simplefilter("ignore", DeprecationWarning)
    from marionette_driver import By, Wait
    from marionette_driver.errors import NoSuchElementException, StaleElementException
    from marionette_driver.marionette import Marionette

FIREFOX = "/usr/bin/firefox-esr"
WAIT_S = 20
# Firefox looks up hosts of its own otherwise; nothing of that is the app's.
QUIET = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.newtabpage.activity-stream.feeds.system.topstories": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9/",
    "toolkit.telemetry.enabled": False,
}


@contextmanager
def firefox(folder: Path) -> Iterator[Any]:
    """A Firefox that leaves no trace outside of `folder`, until the end of the block."""
    browser = Marionette(
        bin=FIREFOX, headless=True, gecko_log=str(folder / "firefox.log"), prefs=QUIET, startup_timeout=60
    )
    try:
        browser.start_session()
        yield browser
        browser.quit(in_app=True)
    finally:
        browser.cleanup()
        del browser
        gc.collect()  # its open sockets are found here, and not in the test that comes next


class FirefoxHands:
    """A person in front of Firefox at `url`."""

    def __init__(self, browser: Any, url: str) -> None:
        self.browser = browser
        self.url = url

    def open(self, path: str) -> None:
        self.browser.navigate(self.url + path)

    def tap(self, words: str) -> None:
        self._wait(lambda: self._shown(f"//*[self::a or self::button][normalize-space()='{words}']")).click()

    def wait_for(self, words: str) -> None:
        self._wait(lambda: self._shown(f"//body//*[text()[contains(normalize-space(), '{words}')]]"))

    def wait_for_text_in(self, part: str) -> str:
        return str(self._wait(lambda: self._shown(f"//*[@id='{part}'][normalize-space()]").text))

    def _shown(self, path: str) -> Any:
        for element in self.browser.find_elements(By.XPATH, path):
            if element.is_displayed():
                return element
        raise NoSuchElementException(path)

    def _wait(self, look: Callable[[], Any]) -> Any:
        # While a page changes into the next, what was just found is stale.
        again = [NoSuchElementException, StaleElementException]
        return Wait(self.browser, timeout=WAIT_S, interval=0.1, ignored_exceptions=again).until(lambda _: look())
