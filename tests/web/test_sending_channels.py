"""Each channel against a real service on loopback: what arrives, what is told when it does not, and where none goes."""

from __future__ import annotations

import logging
import socket
import threading
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from tests.web.receiving import Browser, Mailbox, Target, claims, free_port, http_target, mail_server
from velneuro.core.problem import MachineFailed
from velneuro.web.environment_sending import SmtpServer
from velneuro.web.rhythm import vapid
from velneuro.web.rhythm.answering import Reply
from velneuro.web.rhythm.messages import Action, Message, token_fits
from velneuro.web.rhythm.sending import apprise_line, push
from velneuro.web.rhythm.sending.allowed import is_private, push_is_allowed
from velneuro.web.rhythm.sending.apprise_line import apprise_is_allowed, apprise_is_understood
from velneuro.web.rhythm.sending.channels import send
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.outcome import Fate, Outcome
from velneuro.web.rhythm.sending.wall import wall

ASKED = UUID("0b5f0f3e-6f0c-4b57-9a43-2f6d1c1d9a77")
MESSAGE = Message("Time for your evening", "After tea & toast", f"/rhythm/reminded/{ASKED}/", ASKED, ())
SITE = "https://care.example.org"


def letter(kind: str, **address: Any) -> Letter:
    return Letter(kind, address, MESSAGE, SITE, 3600)


@pytest.fixture
def target() -> Iterator[Target]:
    with http_target() as running:
        yield running


@pytest.fixture
def browser(target: Target, settings: Settings) -> Browser:
    settings.SENDING = replace(settings.SENDING, push_hosts=(target.origin,), contact="mailto:me@example.org")
    push._signatures.clear()
    return Browser(target.origin)


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as running:
        server = SmtpServer("127.0.0.1", running.port, "none", "", "")
        settings.SENDING = replace(settings.SENDING, smtp=server, mail_from="Vel Neuro <us@example.org>")
        yield running


def to_browser(browser: Browser, message: Message = MESSAGE) -> Outcome:
    return send(replace(letter("push", **browser.subscription), message=message))


def test_a_push_is_read_by_its_browser_alone(browser: Browser, target: Target) -> None:
    with_action = replace(MESSAGE, actions=(Action(Reply.DONE, "Done"),))
    assert to_browser(browser, with_action).fate is Fate.SENT
    read = browser.read(target.asked[0])
    assert token_fits(read.pop("answer_token"), ASKED)
    assert read == {
        "title": "Time for your evening",
        "body": "After tea & toast",
        "url": f"/rhythm/reminded/{ASKED}/",
        "tag": str(ASKED),
        "occurrence": str(ASKED),
        "actions": [{"action": "done", "title": "Done"}],
    }
    assert b"tea" not in target.asked[0].body


def test_a_push_is_signed_for_its_service(browser: Browser, target: Target) -> None:
    to_browser(browser)
    told = claims(target.asked[0], vapid.public_key())
    assert (told["aud"], told["sub"]) == (target.origin, "mailto:me@example.org")
    assert 0 < told["exp"] - time.time() <= 24 * 3600  # RFC 8292: at most a day


def test_a_push_goes_stale_and_is_urgent(browser: Browser, target: Target) -> None:
    to_browser(browser)
    headers = target.asked[0].headers
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("3600", "high", ASKED.hex)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    made = vapid.public_key()
    assert vapid.public_key() == made
    assert len(urlsafe_b64decode(f"{made}=")) == 65
    assert (tmp_path / "vapid.pem").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["vapid.pem"]


@pytest.mark.parametrize("content", ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "vapid.pem").write_text(content)
    with pytest.raises(MachineFailed, match="this is not the key"):
        vapid.private_key(tmp_path)


def test_without_a_contact_the_public_address_stands_in(settings: Settings) -> None:
    assert push.contact() == push.NO_CONTACT
    settings.PUBLIC_URL = SITE
    assert push.contact() == SITE


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        *((201, Fate.SENT), (200, Fate.SENT), (404, Fate.GONE), (410, Fate.GONE)),
        *((429, Fate.LATER), (500, Fate.LATER), (503, Fate.LATER), (400, Fate.REFUSED), (403, Fate.REFUSED)),
        *((413, Fate.REFUSED), (301, Fate.REFUSED)),
    ],
)
def test_a_push_service_is_understood(browser: Browser, target: Target, status: int, fate: Fate) -> None:
    target.status, target.answer = status, {"location": f"{target.origin}/elsewhere"}
    assert to_browser(browser).fate is fate
    assert len(target.asked) == 1


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("999999999", 86400), ("soon", None), ("Sun, 22 Nov 2020 10:00:00 GMT", 0)]
)
def test_a_busy_push_service_is_left_alone(browser: Browser, target: Target, text: str, seconds: int | None) -> None:
    target.status, target.answer = 503, {"retry-after": text}
    rest = to_browser(browser).rest
    assert (None if rest is None else rest.total_seconds()) == seconds


def test_a_push_that_was_not_answered_is_unsure(
    browser: Browser, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "READ_SECONDS", 0.2)
    target.hang = threading.Event()
    assert to_browser(browser).fate is Fate.UNSURE
    target.hang.set()


def test_a_push_service_that_is_off_has_surely_nothing(settings: Settings) -> None:
    origin = f"http://127.0.0.1:{free_port()}"
    settings.SENDING = replace(settings.SENDING, push_hosts=(origin,))
    assert to_browser(Browser(origin)).fate is Fate.LATER


@pytest.mark.parametrize("keys", [None, {}, {"p256dh": "AA", "auth": "AA"}, {"p256dh": 1, "auth": 2}, "x"])
def test_keys_that_are_none_are_refused(browser: Browser, target: Target, keys: Any) -> None:
    assert send(letter("push", endpoint=browser.endpoint, keys=keys)).result == "bad-address"
    assert target.asked == []


@pytest.mark.parametrize(
    ("endpoint", "allowed"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://web.push.apple.com/x", True),
        ("https://wns2-by3p.notify.windows.com/w/?token=x", True),
        ("https://fcm.googleapis.com:443/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://me@fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com.example.org/x", False),
        ("https://a.b.push.apple.com/x", False),
        ("https://push.apple.com/x", False),
        ("https://example.org/x", False),
        ("http://127.0.0.1:8123/x", False),
        ("https://[::1/x", False),
        ("", False),
    ],
)
def test_pushes_go_to_push_services_only(endpoint: str, allowed: bool) -> None:
    assert push_is_allowed(endpoint) is allowed


def test_a_mail_says_what_it_is(mailbox: Mailbox) -> None:
    assert send(letter("email", to="maria@example.org")).fate is Fate.SENT
    mail = mailbox.mails[0]
    assert (mail["subject"], mail["to"]) == ("Time for your evening", "maria@example.org")
    assert mail["from"] == "Vel Neuro <us@example.org>"
    assert mail["list-unsubscribe"] == f"<{SITE}/rhythm/>"
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert f"{SITE}/rhythm/reminded/{ASKED}/" in plain
    assert f'href="{SITE}/rhythm/reminded/{ASKED}/"' in html
    assert "tea &amp; toast" in html


def test_a_mail_from_a_machine_that_no_phone_reaches_has_no_link(mailbox: Mailbox) -> None:
    assert send(replace(letter("email", to="maria@example.org"), base_url="")).fate is Fate.SENT
    assert b"://" not in mailbox.raw[0]
    assert mailbox.mails[0]["list-unsubscribe"] == "<mailto:us@example.org?subject=stop>"


@pytest.mark.parametrize(
    ("refuses", "fate"), [("450 full", Fate.LATER), ("550 nobody", Fate.REFUSED), ("421 closing", Fate.LATER)]
)
def test_a_mail_server_is_understood(mailbox: Mailbox, refuses: str, fate: Fate) -> None:
    mailbox.refuses = refuses
    assert send(letter("email", to="maria@example.org")).fate is fate


@pytest.mark.parametrize("to", ["", "maria", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org", "mária@example.org"])
def test_a_mail_goes_to_one_address(mailbox: Mailbox, to: str) -> None:
    assert send(letter("email", to=to)).result == "bad-address"
    assert mailbox.mails == []


def test_without_a_mail_server_nothing_is_sent() -> None:
    assert send(letter("email", to="maria@example.org")).result == "no-mail-server"


def test_a_mail_server_that_is_off_has_surely_nothing(mailbox: Mailbox, settings: Settings) -> None:
    settings.SENDING = replace(settings.SENDING, smtp=SmtpServer("127.0.0.1", free_port(), "none", "", ""))
    assert send(letter("email", to="maria@example.org")).fate is Fate.LATER


def test_a_mail_server_without_tls_gets_no_mail(mailbox: Mailbox, settings: Settings) -> None:
    settings.SENDING = replace(settings.SENDING, smtp=SmtpServer("127.0.0.1", mailbox.port, "starttls", "me", "pw"))
    assert send(letter("email", to="maria@example.org")).result == "mail-tls"


def test_apprise_brings_the_message_and_its_link(target: Target, settings: Settings) -> None:
    settings.DOOR = "open"
    assert send(letter("apprise", url=f"json://{target.netloc}/ring")).fate is Fate.SENT
    asked = target.asked[0]
    assert asked.path == "/ring"
    assert asked.json["title"] == "Time for your evening"
    assert asked.json["message"] == f"After tea & toast\n\n{SITE}/rhythm/reminded/{ASKED}/"


@pytest.mark.parametrize("status", [301, 404, 500])
def test_apprise_does_not_say_why_so_nothing_is_sent_again(target: Target, settings: Settings, status: int) -> None:
    settings.DOOR = "open"
    target.status, target.answer = status, {"location": f"{target.origin}/elsewhere"}
    assert send(letter("apprise", url=f"json://{target.netloc}/?redirect=yes")).result == "not-taken"
    assert len(target.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        *("json://127.0.0.1:{port}/", "json://localhost:{port}/", "json://0.0.0.0:{port}/", "json://[::1]:{port}/"),
        *("json://127.1:{port}/", "json://2130706433:{port}/", "json://0x7f000001:{port}/"),
        *("form://10.0.0.1/", "ntfy://192.168.1.1/topic", "json://169.254.169.254/latest", "mailto://u:p@router.lan"),
        *("dbus://", "syslog://", "macosx://", "windows://", "vapid://me@example.org/x"),
        *("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#x?template=/etc/hostname", "blink1://"),
    ],
)
def test_apprise_does_not_reach_the_machine_of_the_host(target: Target, url: str) -> None:
    result = send(letter("apprise", url=url.format(port=target.netloc.partition(":")[2]))).result
    assert result in ("not-allowed", "bad-address")  # some services are known on their own system only
    assert target.asked == []


def test_a_name_that_leads_to_the_machine_itself_is_stopped_on_the_way(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apprise_line, "_is_private_host", lambda service: False)
    assert send(letter("apprise", url=f"json://localhost:{target.netloc.partition(':')[2]}/")).result == "not-allowed"
    assert target.asked == []


def test_the_wall_stands_for_its_own_block_only() -> None:
    with wall(closed=True) as watch, pytest.raises(OSError, match="not allowed"):
        socket.create_connection(("127.0.0.1", 9))
    assert watch.was_tried
    with wall(closed=False):
        assert socket.getaddrinfo("127.0.0.1", 9)
    assert socket.getaddrinfo("127.0.0.1", 9)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        *(("127.0.0.1", True), ("10.1.2.3", True), ("100.64.0.1", True), ("169.254.169.254", True), ("0.0.0.0", True)),
        *(("::1", True), ("fe80::1%eth0", True), ("fc00::1", True), ("::ffff:10.0.0.1", True), ("224.0.0.1", True)),
        *(("2002:7f00:1::", True), ("9.9.9.9", False), ("2620:fe::fe", False), ("::ffff:9.9.9.9", False)),
        *(("::7f00:1", True), ("64:ff9b::7f00:1", True), ("64:ff9b::a00:1", True), ("64:ff9b::909:909", False)),
        *(("64:ff9b:1::909:909", True), ("::ffff:0:7f00:1", True), ("fec0::1", True), ("2001:0:7f00:1::", True)),
    ],
)
def test_private_addresses_are_known(address: str, private: bool) -> None:
    assert is_private(address) is private


def test_an_address_line_is_tried_before_it_is_kept() -> None:
    assert apprise_is_understood("ntfy://ntfy.example.org/topic")
    assert apprise_is_allowed("ntfy://ntfy.example.org/topic")
    assert not apprise_is_allowed("json://127.0.0.1/")
    assert not any(map(apprise_is_understood, ["", "http//x", "nothing://x", "tgram://", "x" * 5000, "json://[::1"]))


def test_no_secret_is_logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    settings.DOOR = "open"
    for url in (f"json://me:hidden@127.0.0.1:{free_port()}/hidden", "tgram://hidden", "json://hidden:x"):
        assert "hidden" not in send(letter("apprise", url=url)).result
    assert "hidden" not in caplog.text
    assert "hidden" not in repr(letter("apprise", url="json://hidden"))
