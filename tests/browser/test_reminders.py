"""A device subscribes, is reminded, answers from the notification, and is healed.

There is no push service in reach, so one stands in: the browser's own `subscribe` and `getSubscription` give what the
service of these tests has made, the server's real message is sealed and goes there over HTTP, and what it reads
with its keys is handed to the worker by the browser's own tools. All else is real: server, sender, worker, notices.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Worker, expect

from tests.browser.home import EVENING, Home
from tests.browser.server import Server, serving
from tests.browser.visits import Visits
from tests.web.receiving import Browser as Sealed
from tests.web.receiving import Target, http_target

STAND_IN = """(() => {
  const given = %s;
  const options = { applicationServerKey: null };
  const one = { endpoint: given.endpoint, toJSON: () => given, options, unsubscribe: async () => true };
  PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
    const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
    options.applicationServerKey = Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
    sessionStorage.setItem("subscribed", key);
    return one;
  };
  PushManager.prototype.getSubscription = async function () {
    const key = sessionStorage.getItem("subscribed");
    return key ? this.subscribe({ applicationServerKey: key }) : null;
  };
})()"""
NOTICES = "async () => (await registration.getNotifications()).map(({ title, data }) => ({ title, ...data }))"
# A browser lets no script wait on an event that the script made; the worker's own promise is waited for instead.
TAP = """async ([tag, action]) => {
  const [notification] = await registration.getNotifications({ tag });
  const event = new NotificationEvent("notificationclick", { notification, action });
  const work = [];
  Object.defineProperty(event, "waitUntil", { value: (promise) => work.push(promise) });
  dispatchEvent(event);
  await Promise.all(work);
}"""
PATIENCE_S = 60


@dataclass
class Device:
    """A browser with a worker, and the push service that stands in for its maker's."""

    page: Page
    server: Server
    service: Target
    sealed: Sealed

    @property
    def worker(self) -> Worker:
        return self.page.context.service_workers[0]

    def subscribe(self) -> None:
        """Tap through the page that adds this device."""
        self.page.goto("/rhythm/channels/new/push/")
        self.page.get_by_label("Name").fill("Kitchen tablet")
        self.page.get_by_role("button", name="Allow notifications here").click()
        expect(self.page.get_by_text("It is the device that you hold now.")).to_be_visible()

    def receive(self, number: int) -> dict[str, Any]:
        """Wait for the server's message of that number, hand it to the worker, give it as it was read."""
        wait_for(lambda: len(self.service.asked) >= number)
        read = self.sealed.read(self.service.asked[number - 1])
        self.deliver(json.dumps(read))
        return read

    def deliver(self, text: str) -> None:
        """As the browser does when a push comes in."""
        protocol = self.page.context.new_cdp_session(self.page)
        found: list[dict[str, Any]] = []
        protocol.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
        protocol.send("ServiceWorker.enable")
        before = len(self.notices())
        push = {"origin": self.server.url, "registrationId": found[-1]["registrationId"], "data": text}
        protocol.send("ServiceWorker.deliverPushMessage", push)
        wait_for(lambda: len(self.notices()) > before)

    def notices(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.worker.evaluate(NOTICES)
        return found

    def tap(self, tag: str, action: str) -> None:
        """Tap a button of a notification."""
        self.worker.evaluate(TAP, [tag, action])

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What stands in the server's own tables."""
        with closing(sqlite3.connect(self.server.data / "velneuro.sqlite3", timeout=20)) as tables:
            return tables.execute(question).fetchall()

    def make_due(self) -> None:
        """The message that was snoozed is due now."""
        with closing(sqlite3.connect(self.server.data / "velneuro.sqlite3", timeout=20)) as tables, tables:
            change = "UPDATE web_delivery SET due_at = ? WHERE round = 'snoozed' AND state = 'waiting'"
            assert tables.execute(change, (datetime.now(UTC).replace(tzinfo=None).isoformat(" "),)).rowcount == 1


def wait_for(is_so: Any) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture(scope="module")
def service() -> Iterator[Target]:
    with http_target() as running:
        yield running


@pytest.fixture(scope="module")
def reminding(tmp_path_factory: pytest.TempPathFactory, service: Target, clips: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("reminding"), clips=clips, VELNEURO_PUSH_HOSTS=service.origin) as server:
        yield server


@pytest.fixture
def device(browser: Browser, reminding: Server, service: Target) -> Iterator[Device]:
    service.asked.clear()
    sealed = Sealed(service.origin)
    with Visits(browser, reminding.url) as visits:
        page = visits("/healthz", permissions=["notifications"])
        page.context.add_init_script(STAND_IN % json.dumps(sealed.subscription))
        Home(page.context.request).add_newcomer()
        yield Device(page, reminding, service, sealed)


def plan_for_today(home: Home) -> None:
    """A line of today's plan at the end of the day, in a zone where it is day now, so that no snooze leads past it."""
    zone = "Asia/Tokyo" if datetime.now(UTC).hour < 12 else "UTC"
    home.post("/settings/name/", name="Maria", time_zone=zone, day_starts="240")
    weekday = date.fromisoformat(home.today()["day"]).weekday()
    line = {"routine": EVENING, "minutes": "10", "part": "bedtime", "at": "23:59", "weekdays": str(weekday)}
    home.post("/rhythm/lines/new/", **line)


def test_a_device_is_added_and_its_test_arrives(device: Device) -> None:
    device.subscribe()
    device.page.get_by_role("button", name="Send a test").click()
    assert device.receive(1)["title"] == "This is a test"
    assert [notice["title"] for notice in device.notices()] == ["This is a test"]
    expect(device.page.get_by_text("It was sent.")).to_be_visible(timeout=PATIENCE_S * 1000)


def test_a_reminder_is_snoozed_and_done_from_its_notification(device: Device) -> None:
    home = Home(device.page.context.request)
    device.subscribe()
    plan_for_today(home)
    [(line,)] = device.rows("SELECT id FROM web_ritual ORDER BY made_at DESC LIMIT 1")
    device.page.goto(f"/rhythm/reminded/of/{UUID(line)}/")
    device.page.get_by_role("button", name="In 15 minutes").click()
    expect(device.page.get_by_text("The next reminder: today")).to_be_visible()
    device.make_due()
    read = device.receive(1)
    assert read["title"] == "Time for your evening"
    # Most browsers show two buttons: the first two.
    assert [action["action"] for action in read["actions"]] == ["done", "skipped", "snooze-15"]
    device.tap(read["tag"], "snooze-15")
    assert device.rows("SELECT count(*) FROM web_delivery WHERE round = 'snoozed' AND state = 'waiting'") == [(1,)]
    device.make_due()
    device.tap(device.receive(2)["tag"], "done")
    assert device.rows("SELECT answer FROM web_occurrence ORDER BY answered_at DESC LIMIT 1") == [("done",)]
    assert device.rows("SELECT count(*) FROM web_delivery WHERE state = 'waiting' AND round = 'snoozed'") == [(0,)]
    assert device.notices() == []


def test_a_broken_push_still_shows_something(device: Device) -> None:
    device.subscribe()
    device.deliver("{broken")
    assert [notice["title"] for notice in device.notices()] == ["A reminder"]


def test_an_answer_that_is_not_saved_is_told(device: Device) -> None:
    device.subscribe()
    device.deliver(json.dumps({"title": "Time for yourself", "tag": "a", "occurrence": "none", "answer_token": "none"}))
    device.tap("a", "done")
    assert [notice["title"] for notice in device.notices()] == ["A reminder"]


def test_a_lost_subscription_is_healed_at_the_next_visit(device: Device) -> None:
    device.subscribe()
    channel = device.page.url.rstrip("/").rpartition("/")[2].replace("-", "")
    with closing(sqlite3.connect(device.server.data / "velneuro.sqlite3", timeout=20)) as tables, tables:
        tables.execute("UPDATE web_channel SET state = 'dead' WHERE id = ?", (channel,))
    device.page.evaluate("sessionStorage.clear()")
    renewed = {**device.sealed.subscription, "endpoint": device.sealed.subscription["endpoint"] + "-anew"}
    device.page.context.add_init_script(STAND_IN % json.dumps(renewed))
    device.page.goto("/diary/")
    expect(device.page.get_by_text("Reminders on this device were set up again.")).to_be_visible()
    [(state, address)] = device.rows(f"SELECT state, address FROM web_channel WHERE id = '{channel}'")
    assert (state, json.loads(address)["endpoint"]) == ("new", renewed["endpoint"])


def test_a_device_that_is_signed_out_is_no_way_any_more(device: Device) -> None:
    device.subscribe()
    channel = device.page.url.rstrip("/").rpartition("/")[2].replace("-", "")
    device.page.goto("/settings/")
    # Only behind a locked door there is this form; what it is made of is the same.
    form = '<form data-leaves action="/more/"><button>Sign out</button></form>'
    device.page.evaluate("(form) => document.body.insertAdjacentHTML('beforeend', form)", form)
    device.page.add_script_tag(url="/static/worker/leaving.js", type="module")
    device.page.get_by_role("button", name="Sign out").click()
    device.page.wait_for_url("**/more/**")
    assert device.rows(f"SELECT state FROM web_channel WHERE id = '{channel}'") == [("dead",)]
    assert device.page.evaluate("caches.has('velneuro-device')") is False


def test_a_device_that_blocks_notifications_is_told_once(device: Device) -> None:
    device.subscribe()
    channel = device.page.url.rstrip("/").rpartition("/")[2].replace("-", "")
    device.page.context.clear_permissions()
    device.page.goto("/diary/")
    told = device.page.get_by_text("This device no longer allows notifications.")
    expect(told).to_be_visible()
    assert device.rows(f"SELECT state FROM web_channel WHERE id = '{channel}'") == [("dead",)]
    device.page.evaluate("sessionStorage.clear()")
    device.page.goto("/diary/")
    device.page.wait_for_function("async () => !(await caches.has('velneuro-device'))")
    expect(told).to_be_hidden()
