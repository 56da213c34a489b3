"""E-mail by the host's mail server: plain text, and the same as simple HTML that loads nothing."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from velneuro.web.environment_sending import SmtpServer, is_mail_address
from velneuro.web.rhythm.sending import outcome
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.mail_server import connected
from velneuro.web.rhythm.sending.outcome import Fate, Outcome

NO_SERVER = Outcome(Fate.REFUSED, "no-mail-server")
NO_LOGIN = Outcome(Fate.LATER, "mail-login", host_fails=True)
NO_TLS = Outcome(Fate.LATER, "mail-tls", host_fails=True)


def send_mail(letter: Letter) -> Outcome:
    """Hand one mail to the mail server."""
    server: SmtpServer | None = settings.SENDING.smtp
    to = str(letter.address.get("to", ""))
    if server is None:
        return NO_SERVER
    if not is_mail_address(to) or not to.isascii():
        return outcome.BAD_ADDRESS
    try:
        connection = connected(server)
    except smtplib.SMTPAuthenticationError:
        return NO_LOGIN
    except (smtplib.SMTPNotSupportedError, ssl.SSLError):
        return NO_TLS
    except (smtplib.SMTPException, OSError):
        return outcome.NO_CONNECTION
    try:
        return _hand_over(connection, to, written(letter, to))
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


def written(letter: Letter, to: str) -> EmailMessage:
    """The mail itself. It holds no address of any host but this site, and none at all where no phone could open it."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = letter.message.title, settings.SENDING.mail_from, to
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=_domain())
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no absence note answers it
    # Where this site has no address that a phone can open, a mail to the host is the way out (RFC 2369).
    away = f"{letter.base_url}/rhythm/" if letter.base_url else f"mailto:{_own_address()}?subject=stop"
    mail["List-Unsubscribe"] = f"<{away}>"
    mail.set_content(_text(letter))
    mail.add_alternative(_html(letter), subtype="html")
    return mail


def _hand_over(connection: smtplib.SMTP, to: str, mail: EmailMessage) -> Outcome:
    """Step by step: what breaks before the mail itself was given is surely not sent; afterwards nobody knows."""
    try:
        connection.ehlo_or_helo_if_needed()
        for code in (connection.mail(_own_address())[0], connection.rcpt(to)[0]):
            if code not in (250, 251):
                return _refused(code)
    except (smtplib.SMTPException, OSError):
        return outcome.NO_CONNECTION
    try:
        code, _said = connection.data(mail.as_bytes(policy=SMTP))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except (smtplib.SMTPException, OSError):
        return outcome.NO_ANSWER
    return outcome.SENT if code == 250 else _refused(code)


def _refused(code: int) -> Outcome:
    return Outcome(Fate.LATER if 400 <= code < 500 else Fate.REFUSED, f"mail {code}")


def _own_address() -> str:
    return parseaddr(settings.SENDING.mail_from)[1]


def _domain() -> str:
    return _own_address().partition("@")[2]


def _text(letter: Letter) -> str:
    message = letter.message
    parts = (message.title, message.line, letter.link, _sign_off(letter))
    return "\n\n".join(part for part in parts if part) + "\n"


def _html(letter: Letter) -> str:
    link = f'<p><a href="{escape(letter.link)}">{escape(_("Open it"))}</a></p>' if letter.link else ""
    title, line = escape(letter.message.title), escape(letter.message.line)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font-size: 20px"><p><strong>{title}</strong></p><p>{line}</p>{link}'
        f"<p>{escape(_sign_off(letter))}</p></body></html>\n"
    )


def _sign_off(letter: Letter) -> str:
    """Whoever gets a code may not have asked for anything."""
    if letter.message.occurrence is None:
        return ""
    return _("You asked for this reminder. You can turn it off in your rhythm.")
