"""Hands on WebKitGTK, the engine of the browsers that are not Chromium or Firefox, by the protocol of its driver."""

from __future__ import annotations

import os
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER = "/usr/bin/WebKitWebDriver"
LIBRARIES = Path("/usr/lib")
WAIT_S = 20
# Its sandbox needs rights that a container has not; it opens nothing here but our own pages.
NO_SANDBOX = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1"}


@contextmanager
def webkit(folder: Path, speakers: str) -> Iterator[WebKitGTK]:
    """A WebKitGTK that leaves no trace outside of `folder`, until the end of the block."""
    with _screen() as display:
        own = {"HOME": str(folder), "DISPLAY": display, "PULSE_SERVER": speakers}
        service = Service(DRIVER, log_output=str(folder / "webkit.log"), env={**os.environ, **NO_SANDBOX, **own})
        options = Options()
        options.binary_location = str(next(LIBRARIES.glob("*/webkit2gtk-4.*/MiniBrowser")))
        options.add_argument("--automation")
        with warnings.catch_warnings():  # of its own doing, and no fault of ours
            warnings.simplefilter("ignore", DeprecationWarning)
            browser = WebKitGTK(options, service)
        try:
            yield browser
        finally:
            browser.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees, as its name for DISPLAY."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            yield f":{int(process.stdout.readline())}"
        finally:
            process.terminate()


class WebkitHands:
    """A person in front of WebKitGTK at `url`."""

    def __init__(self, browser: WebKitGTK, url: str) -> None:
        self.browser = browser
        self.url = url

    def open(self, path: str) -> None:
        self.browser.get(self.url + path)

    def tap(self, words: str) -> None:
        self._wait(lambda: self._shown(f"//*[self::a or self::button][normalize-space()='{words}']")).click()

    def wait_for(self, words: str) -> None:
        self._wait(lambda: self._shown(f"//body//*[text()[contains(normalize-space(), '{words}')]]"))

    def wait_for_text_in(self, part: str) -> str:
        return self._wait(lambda: self._shown(f"//*[@id='{part}'][normalize-space()]")).text

    def _shown(self, path: str) -> WebElement:
        for element in self.browser.find_elements(By.XPATH, path):
            if element.is_displayed():
                return element
        raise NoSuchElementException(path)

    def _wait(self, look: Callable[[], WebElement]) -> WebElement:
        # While a page changes into the next, what was just found is stale.
        again = [NoSuchElementException, StaleElementReferenceException]
        return WebDriverWait(self.browser, WAIT_S, 0.1, again).until(lambda _: look())
