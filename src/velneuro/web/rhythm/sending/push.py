"""Web push: a message is encrypted for one browser, and signed so that its push service knows us (RFC 8291, 8292)."""

from __future__ import annotations

import io
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from velneuro.web.rhythm.messages import Message, answer_token
from velneuro.web.rhythm.sending import outcome
from velneuro.web.rhythm.sending.allowed import push_is_allowed
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.outcome import Fate, Outcome
from velneuro.web.rhythm.vapid import private_key

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS, READ_SECONDS = 10, 20
IDLE_SECONDS = 60  # the other end, or a router between, may have forgotten an older connection without a word
SIGNED_FOR = 12 * 3600  # seconds; services take at most a day
SIGNED_ANEW = 3600
TAKEN = (200, 201, 202, 204)
GONE = (404, 410)
BUSY = (408, 425, 429)  # and all from 500 on
NO_CONTACT = "https://localhost"  # one has to be named; Apple's service takes none but a real one
MOST_REST = timedelta(days=1)

_signatures: dict[str, tuple[float, str]] = {}
_of_thread = threading.local()


def send_push(letter: Letter) -> Outcome:
    """Hand one message to the push service of a browser."""
    endpoint = str(letter.address.get("endpoint", ""))
    if not push_is_allowed(endpoint):
        return outcome.HOST_REFUSED
    body = _encrypted(letter)
    return _post(endpoint, body, _headers(letter, endpoint)) if body else outcome.BAD_ADDRESS


def push_payload(message: Message) -> str:
    """The message as the service worker reads it."""
    names = {
        "title": message.title,
        "body": message.line,
        "url": message.path,
        "tag": str(message.occurrence or "test"),
        "occurrence": str(message.occurrence or ""),
        "actions": [{"action": action.reply.value, "title": action.title} for action in message.actions],
        "answer_token": answer_token(message.occurrence) if message.occurrence else "",
    }
    return json.dumps(names, ensure_ascii=False)


def _encrypted(letter: Letter) -> bytes | None:
    """None: the browser's keys are no keys."""
    from pywebpush import WebPusher, WebPushException

    keys = letter.address.get("keys")
    subscription = {"endpoint": str(letter.address["endpoint"]), "keys": keys if isinstance(keys, dict) else {}}
    try:
        return bytes(WebPusher(subscription).encode(push_payload(letter.message).encode())["body"])
    except (WebPushException, ValueError, TypeError, AttributeError):  # what bytes that are no key lead to
        return None


def _headers(letter: Letter, endpoint: str) -> dict[str, str]:
    about = {"content-encoding": "aes128gcm", "content-type": "application/octet-stream", "ttl": str(letter.keep)}
    # A phone in its sleep wakes for what is urgent; a reminder of tomorrow would be of no use.
    about |= {"urgency": "high", "authorization": _signature(endpoint)}
    # A newer message for the same evening takes the place of one that was not fetched yet.
    return about | ({"topic": letter.message.occurrence.hex} if letter.message.occurrence else {})


def _signature(endpoint: str) -> str:
    """The signature for a push service, made anew every hour."""
    from py_vapid import Vapid02

    parts = urlsplit(endpoint)
    audience, now = f"{parts.scheme}://{parts.netloc}", time.time()
    made_at, signature = _signatures.get(audience, (0.0, ""))
    if now - made_at > SIGNED_ANEW:
        # Not strict: it would refuse a contact page with a path, and settings are checked at the start.
        signer = Vapid02(conf={"no-strict": True})
        signer.private_key = private_key(settings.DATA)
        claims = {"aud": audience, "exp": int(now) + SIGNED_FOR, "sub": contact()}
        signature = str(signer.sign(claims)["Authorization"])
        _signatures[audience] = now, signature
    return signature


def contact() -> str:
    """Whom a push service may write to when something is wrong with our messages."""
    public = settings.PUBLIC_URL if settings.PUBLIC_URL.startswith("https://") else ""
    return str(settings.SENDING.contact or public or NO_CONTACT)


class _Body(io.BytesIO):
    """What is sent. A connection asks for it only once it stands and the header is out."""

    has_left = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.has_left = True
        return super().read(size)


def _post(endpoint: str, content: bytes, headers: dict[str, str]) -> Outcome:
    import requests

    body, timeout = _Body(content), (CONNECT_SECONDS, READ_SECONDS)
    try:
        # No push service redirects, and one that did could lead anywhere.
        answer = _session().post(endpoint, data=body, headers=headers, timeout=timeout, allow_redirects=False)
    except requests.RequestException:
        return outcome.NO_ANSWER if body.has_left else outcome.NO_CONNECTION
    _of_thread.used_at = time.monotonic()
    return _read(answer)


def _session() -> requests.Session:
    """One for each thread: its connections stay open for the next message, for a while."""
    import requests

    session: requests.Session | None = getattr(_of_thread, "session", None)
    if session is not None and time.monotonic() - getattr(_of_thread, "used_at", 0.0) > IDLE_SECONDS:
        session.close()
        session = None
    if session is None:
        session = requests.Session()
        # Else a password that ~/.netrc holds for this host would take the place of the signature.
        session.auth = lambda request: request
        _of_thread.session = session
    return session


def _read(answer: requests.Response) -> Outcome:
    status = answer.status_code
    if status in TAKEN:
        return outcome.SENT
    told = f"status {status}"
    if status in GONE:
        return Outcome(Fate.GONE, told)
    if status in BUSY or status >= 500:
        return Outcome(Fate.LATER, told, host_fails=True, rest=_rest(answer.headers.get("retry-after", "")))
    return Outcome(Fate.REFUSED, told)


def _rest(text: str) -> timedelta | None:
    """Retry-After is seconds or a date (RFC 9110); what is neither asks for nothing."""
    if text.isdecimal():
        return min(timedelta(seconds=int(text[:6])), MOST_REST)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return min(max(until.astimezone(UTC) - datetime.now(UTC), timedelta()), MOST_REST)
