"""The settings for messages are read as strictly as the others, and never show a password."""

from __future__ import annotations

import pytest

from velneuro.core.problem import InputRefused
from velneuro.web.environment import read_environment
from velneuro.web.environment_sending import Sending, SmtpServer

FROM = "reminders@example.org"


def mistakes(**variables: str) -> str:
    with pytest.raises(InputRefused) as caught:
        read_environment(variables)
    return str(caught.value)


def smtp(url: str) -> SmtpServer | None:
    return read_environment({"VELNEURO_SMTP": url, "VELNEURO_MAIL_FROM": FROM}).sending.smtp


def test_nothing_given_sends_no_mail_and_trusts_no_other_host() -> None:
    assert read_environment({}).sending == Sending("", None, "", (), False)


def test_a_mail_server_is_read_whole() -> None:
    assert smtp("smtp://me%40x:s%2Fcrt@mail.example.org:2525?tls=tls") == SmtpServer(
        "mail.example.org", 2525, "tls", "me@x", "s/crt"
    )


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://mail.example.org", 587, "starttls"),
        ("smtp://mail.example.org:465", 465, "tls"),
        ("smtp://mail.example.org?tls=tls", 465, "tls"),
        ("smtp://localhost?tls=none", 25, "none"),
    ],
)
def test_a_mail_server_has_usual_ports(url: str, port: int, tls: str) -> None:
    server = smtp(url)
    assert server
    assert (server.port, server.tls) == (port, tls)


@pytest.mark.parametrize(
    "url",
    [
        *("mail.example.org", "smtps://mail.example.org", "smtp://", "smtp://mail.example.org/x", "smtp://h:x"),
        *(
            "smtp://user@mail.example.org",
            "smtp://:pw@mail.example.org",
            "smtp://h?tls=ssl",
            "smtp://h?tls=",
            "smtp://h?a=b",
        ),
        "smtp://me:hidden@mail.example.org?tls=none",
    ],
)
def test_a_mail_server_with_a_mistake_is_named_without_its_password(url: str) -> None:
    told = mistakes(VELNEURO_SMTP=url, VELNEURO_MAIL_FROM=FROM)
    assert "VELNEURO_SMTP" in told
    assert "hidden" not in told


def test_a_password_is_not_shown_by_its_record() -> None:
    assert "hidden" not in repr(smtp("smtp://me:hidden@mail.example.org"))


def test_server_and_sender_need_each_other() -> None:
    assert "VELNEURO_MAIL_FROM" in mistakes(VELNEURO_SMTP="smtp://h")
    assert "VELNEURO_SMTP" in mistakes(VELNEURO_MAIL_FROM=FROM)


@pytest.mark.parametrize("address", ["me", "a@b, c@d", "a@b\nBcc: c@d", "@example.org"])
def test_the_sender_is_one_address(address: str) -> None:
    assert "VELNEURO_MAIL_FROM" in mistakes(VELNEURO_SMTP="smtp://h", VELNEURO_MAIL_FROM=address)


@pytest.mark.parametrize("contact", ["mailto:me@example.org", "https://example.org/contact"])
def test_a_contact_is_a_mail_address_or_a_page(contact: str) -> None:
    assert read_environment({"VELNEURO_CONTACT": contact}).sending.contact == contact


@pytest.mark.parametrize("contact", ["me@example.org", "mailto:me", "mailto:me@localhost", "http://example.org", "x"])
def test_no_other_contact_is_taken(contact: str) -> None:
    assert "VELNEURO_CONTACT" in mistakes(VELNEURO_CONTACT=contact)


def test_push_hosts_are_names_or_this_machine() -> None:
    hosts = "push.example.org, http://127.0.0.1:8123"
    assert read_environment({"VELNEURO_PUSH_HOSTS": hosts}).sending.push_hosts == (
        "push.example.org",
        "http://127.0.0.1:8123",
    )


@pytest.mark.parametrize(
    "host", ["*", "*.org", "https://push.example.org", "http://10.0.0.1", "10.0.0.1", "a,,b", "x/y"]
)
def test_no_other_push_host_is_taken(host: str) -> None:
    assert "VELNEURO_PUSH_HOSTS" in mistakes(VELNEURO_PUSH_HOSTS=host)


@pytest.mark.parametrize("word", ["", "yes", "1", "Allowed"])
def test_private_targets_open_by_one_word_only(word: str) -> None:
    assert "VELNEURO_PRIVATE_TARGETS" in mistakes(VELNEURO_PRIVATE_TARGETS=word)
    assert read_environment({"VELNEURO_PRIVATE_TARGETS": "allowed"}).sending.private_targets
