"""Services that the Apprise library reaches by an address line."""

from __future__ import annotations

from django.utils.translation import gettext

from velneuro.web.rhythm.sending.apprise_line import apprise_is_allowed, apprise_is_single, apprise_is_understood

EXAMPLES = (
    ("ntfy", "ntfy://a-long-name-that-nobody-guesses"),
    ("Telegram", "tgram://bottoken/ChatID"),
    ("Signal", "signal://hostname:8080/+15551230000/+15551230001"),
    ("Matrix", "matrixs://user:password@hostname/#room"),
    ("Gotify", "gotifys://hostname/token"),
)


def unusable(url: str) -> str:
    """Why no message can be sent to an address line, in one sentence; empty when one can. Asks nobody."""
    if "://" not in url:
        return gettext("An address line begins with the name of its service, such as ntfy://")
    if not apprise_is_understood(url):
        return gettext("No service understands this line. Compare it with an example, part by part.")
    if not apprise_is_allowed(url):
        return gettext("This server may not send there. Choose another service, or ask your host.")
    if not apprise_is_single(url):
        return gettext("This line names more than one target. Add a way for each.")
    return ""
