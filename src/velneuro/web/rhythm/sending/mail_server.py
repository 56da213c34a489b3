"""The way to the host's mail server."""

from __future__ import annotations

import smtplib
import ssl

from velneuro.web.environment_sending import SmtpServer

SECONDS = 15  # for each step


def connected(server: SmtpServer) -> smtplib.SMTP:
    """A connection over which mail can be handed over. Raises SMTPException or OSError (SSLError too) where none is."""
    context = ssl.create_default_context()
    connection = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
        if server.tls == "tls"
        else smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    )
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
