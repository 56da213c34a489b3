"""The pages of the ways to be reached: added, tried, in words, removed; and what each line of the plan uses."""

from __future__ import annotations

import json
import re
import struct
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import EVENING, NOW, on_a_phone, the_clinician, the_helper
from tests.web.ways_to_remind import a_device, a_line, a_mailbox, a_subscription, an_occurrence
from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import channel_token
from velneuro.web.rhythm.models import Channel, Delivery, Reminder, RhythmChoice

PAGE = "/rhythm/channels/"


def text_of(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def adds(client: Client, kind: str, **fields: str) -> Any:
    return client.post(f"{PAGE}new/{kind}/", {"name": "Kitchen", **fields})


def test_a_device_is_added(home: Client, person: Person) -> None:
    answer = adds(home, "push", subscription=json.dumps({**a_subscription(), "expirationTime": None}))
    channel = Channel.objects.get()
    assert answer.headers["Location"] == f"{PAGE}{channel.pk}/"
    assert channel.address == a_subscription()
    assert "Nothing was sent yet." in text_of(home)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no json",
        "[]",
        json.dumps({**a_subscription(), "endpoint": "http://updates.push.services.mozilla.com/x"}),
        json.dumps({**a_subscription(), "endpoint": "https:///"}),
        json.dumps({**a_subscription(), "keys": {"p256dh": "AAAA", "auth": "AAAA"}}),
        json.dumps({**a_subscription(), "keys": {"p256dh": "Ä", "auth": "="}}),
    ],
)
def test_a_broken_subscription_is_not_kept(home: Client, broken: str) -> None:
    answer = adds(home, "push", subscription=broken)
    assert answer.status_code == 422
    assert "again" in answer.content.decode() or "Tap the button" in answer.content.decode()
    assert not Channel.objects.exists()


def test_an_address_is_added_and_tried(home: Client, person: Person) -> None:
    channel = a_mailbox(person)
    shown = home.post(f"{PAGE}{channel.pk}/", {"test": "1", "name": "Kitchen"}, follow=True).content.decode()
    assert "The test is on its way." in shown
    assert Delivery.objects.get().round == "test"


def test_a_test_that_is_over_is_told(home: Client, person: Person) -> None:
    channel = a_mailbox(person)
    home.post(f"{PAGE}{channel.pk}/", {"test": "1"})
    Delivery.objects.update(state="sent", ended_at=NOW)
    shown = text_of(home, f"{PAGE}{channel.pk}/")
    assert "The test, today, 2:30 PM: It was sent." in shown
    assert "data-waits" not in shown


@pytest.mark.parametrize("to", ["", "maria", "maria@", "a@b\nBcc: c@d.org"])
def test_a_wrong_address_is_told(home: Client, to: str) -> None:
    assert adds(home, "email", to=to).status_code == 422
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    "url", ["ntfy://a-quiet-topic", "json://127.0.0.1:9/reminders", "tgram://123456789:abcdefg_hijklmnop/12315544/"]
)
def test_a_service_is_added_and_its_line_not_shown_again(home: Client, person: Person, url: str) -> None:
    adds(home, "apprise", url=url)
    channel = Channel.objects.get()
    assert channel.address == {"url": url}
    for address in (PAGE, f"{PAGE}{channel.pk}/"):
        shown = text_of(home, address)
        assert url.partition("://")[0] in shown
        assert url.partition("://")[2] not in shown


@pytest.mark.parametrize(
    "url", ["", "a-quiet-topic", "nobody://knows/this", "tgram://", "user:password@", "file:///etc/passwd"]
)
def test_a_line_that_no_service_takes_is_told(home: Client, url: str) -> None:
    answer = adds(home, "apprise", url=url)
    assert answer.status_code == 422
    assert 'class="mistake"' in answer.content.decode()
    assert not Channel.objects.exists()


def test_the_same_address_twice_is_one_way(home: Client, person: Person) -> None:
    adds(home, "email", to="maria@example.org")
    Channel.objects.update(state="dead", failures=5)
    adds(home, "email", to="maria@example.org")
    channel = Channel.objects.get()
    assert (channel.state, channel.failures) == ("new", 0)


def test_an_unknown_kind_is_no_page(home: Client, person: Person) -> None:
    assert home.get(f"{PAGE}new/pigeon/").status_code == 404


def test_the_first_way_reminds_of_every_line_with_a_time(home: Client, person: Person) -> None:
    timed, untimed = a_line(person), a_line(person, clock_minutes=None)
    adds(home, "email", to="maria@example.org")
    assert Reminder.objects.get().ritual == timed
    assert Delivery.objects.get(round="first").occurrence is not None
    adds(home, "email", to="other@example.org")
    assert not Reminder.objects.filter(ritual=untimed).exists()


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        ("new", {}, "Nothing was sent yet."),
        ("working", {"last_ok_at": NOW}, "It works. The last message: today, 2:30 PM."),
        ("failing", {}, "It has failed since yesterday, 2:30 PM."),
        ("dead", {}, "It is gone"),
    ],
)
def test_a_way_is_told_in_words(home: Client, person: Person, state: str, more: dict[str, Any], words: str) -> None:
    channel = a_mailbox(person)
    Channel.objects.update(state=state, **more)
    Delivery.objects.create(
        person=person,
        channel=channel,
        channel_kind="email",
        channel_name="Mail",
        round="test",
        due_at=NOW - timedelta(days=1),
        ended_at=NOW - timedelta(days=1),
        state="failed",
    )
    assert words in text_of(home)


@pytest.mark.parametrize("state", ["failing", "dead"])
def test_a_second_way_is_offered_when_the_only_one_has_trouble(home: Client, person: Person, state: str) -> None:
    a_mailbox(person)
    Channel.objects.update(state=state)
    assert "Add a second one" in text_of(home)
    a_device(person)
    assert "Add a second one" not in text_of(home)


def test_the_home_page_tells_of_a_way_that_is_gone(home: Client, person: Person) -> None:
    a_mailbox(person, name="My mail")
    assert "My mail" not in text_of(home, "/")
    Channel.objects.update(state="dead")
    assert "This way takes no more messages: My mail." in text_of(home, "/")


def test_a_new_line_is_reminded_of_like_the_one_before(home: Client, person: Person) -> None:
    first, second = a_mailbox(person), a_device(person)
    line = {"routine": EVENING, "minutes": "10", "part": "bedtime", "at": "21:30", "weekdays": "6"}
    home.post("/rhythm/lines/new/", line)
    reminder = Reminder.objects.get()
    assert (reminder.first, reminder.second) == (first, None)
    Reminder.objects.update(first=second, second=first)
    home.post("/rhythm/lines/new/", {**line, "at": "22:00"})
    newer = Reminder.objects.exclude(pk=reminder.pk).get()
    assert (newer.first, newer.second) == (second, first)


def test_a_new_line_is_not_reminded_of_where_nobody_wants_it(home: Client, person: Person) -> None:
    a_mailbox(person)
    line = {"routine": EVENING, "minutes": "10", "part": "bedtime", "at": "21:30", "weekdays": "6"}
    home.post("/rhythm/lines/new/", line)
    Reminder.objects.update(is_on=False)
    home.post("/rhythm/lines/new/", {**line, "at": "22:00"})
    home.post("/rhythm/lines/new/", {**line, "at": ""})
    assert Reminder.objects.count() == 1


def test_it_is_asked_before_a_way_is_removed(home: Client, person: Person) -> None:
    channel = a_mailbox(person)
    assert "Remove this way?" in text_of(home, f"{PAGE}{channel.pk}/remove/")
    assert Channel.objects.exists()
    home.post(f"{PAGE}{channel.pk}/remove/")
    assert not Channel.objects.exists()


def test_a_reminder_goes_on_by_its_other_way(home: Client, person: Person) -> None:
    line, first, second = a_line(person), a_mailbox(person), a_device(person)
    home.post(f"/rhythm/reminders/{line.pk}/", {"is_on": "on", "first": first.pk, "second": second.pk})
    home.post(f"{PAGE}{first.pk}/remove/")
    reminder = Reminder.objects.get()
    assert (reminder.first, reminder.second) == (second, None)
    assert Delivery.objects.get(state="waiting").channel == second


def test_a_reminder_is_turned_off(home: Client, person: Person) -> None:
    line, first = a_line(person), a_mailbox(person)
    home.post(f"/rhythm/reminders/{line.pk}/", {"is_on": "on", "first": first.pk})
    assert Delivery.objects.filter(state="waiting").count() == 1
    home.post(f"/rhythm/reminders/{line.pk}/", {"first": first.pk})
    assert not Delivery.objects.filter(state="waiting").exists()


@pytest.mark.parametrize("fields", [{"is_on": "on"}, {"is_on": "on", "first": "same", "second": "same"}])
def test_a_reminder_needs_two_different_ways_or_one(home: Client, person: Person, fields: dict[str, str]) -> None:
    line, channel = a_line(person), a_mailbox(person)
    given = {name: str(channel.pk) if value == "same" else value for name, value in fields.items()}
    answer = home.post(f"/rhythm/reminders/{line.pk}/", given)
    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()
    assert Reminder.objects.get().second is None  # as it was


def test_the_way_of_another_person_cannot_be_chosen(home: Client, person: Person) -> None:
    line, theirs = a_line(person), a_mailbox(the_helper())
    assert home.post(f"/rhythm/reminders/{line.pk}/", {"is_on": "on", "first": theirs.pk}).status_code == 422


def test_quiet_hours_are_set_and_ended(home: Client, person: Person) -> None:
    home.post("/rhythm/quiet/", {"quiet_from": "1350", "quiet_until": "420"})
    assert "From 10:30 PM to 7:00 AM" in text_of(home)
    home.post("/rhythm/quiet/", {"stop": "1"})
    assert RhythmChoice.objects.get().quiet_from is None


@pytest.mark.parametrize("hours", [("", ""), ("1500", "420"), ("431", "420"), ("x", "420"), ("420", "420")])
def test_wrong_quiet_hours_are_told(home: Client, hours: tuple[str, str]) -> None:
    answer = home.post("/rhythm/quiet/", {"quiet_from": hours[0], "quiet_until": hours[1]})
    assert answer.status_code == 422
    assert not RhythmChoice.objects.exists()


def test_what_was_sent_is_told_the_newest_first(home: Client, person: Person) -> None:
    occurrence = an_occurrence(person)
    for hours, state, result in ((3, "sent", ""), (2, "failed", "status 410"), (1, "not-sent", "done")):
        at = NOW - timedelta(hours=hours)
        Delivery.objects.create(
            person=person,
            occurrence=occurrence,
            channel_kind="email",
            channel_name="Mail",
            round="first",
            due_at=at,
            ended_at=at,
            state=state,
            result=result,
        )
    shown = text_of(home, "/rhythm/sent/")
    told = ("You were done already.", "could not be sent. The service answered with code 410.", "It was sent.")
    places = [shown.index(words) for words in told]
    assert places == sorted(places)


def tells(client: Client, channel: Channel, **changes: Any) -> Any:
    body = {"token": channel_token(channel.pk), "subscription": a_subscription(), **changes}
    return client.post(f"/api/v1/channels/{channel.pk}/subscription", json.dumps(body), "application/json")


def test_a_device_that_has_what_the_server_has_changes_nothing(home: Client, person: Person) -> None:
    channel = a_device(person)
    told = tells(home, channel).json()
    assert told["state"] == "same"
    assert len(told["key"]) == 87  # 65 bytes as base64url


def test_a_device_with_another_address_is_renewed(home: Client, person: Person) -> None:
    channel = a_device(person)
    Channel.objects.update(state="dead", failures=4)
    assert tells(home, channel, subscription=a_subscription(2)).json()["state"] == "renewed"
    channel.refresh_from_db()
    assert (channel.address, channel.state, channel.failures) == (a_subscription(2), "new", 0)


def test_a_device_whose_address_is_gone_is_asked_to_subscribe_anew(home: Client, person: Person) -> None:
    channel = a_device(person)
    Channel.objects.update(state="dead")
    assert tells(home, channel).json()["state"] == "renew"


def test_a_device_that_may_not_notify_any_more_is_gone(home: Client, person: Person) -> None:
    channel = a_device(person)
    assert tells(home, channel, subscription=None).json()["state"] == "off"
    channel.refresh_from_db()
    assert channel.state == "dead"


def test_a_device_that_was_added_twice_keeps_the_newer_way(home: Client, person: Person) -> None:
    old, new = a_device(person), a_device(person, 2)
    assert tells(home, old, subscription=a_subscription(2)).json()["state"] == "other"
    assert Channel.objects.get() == new


def test_a_device_in_a_household_is_found_whoever_uses_it_now(home: Client, person: Person) -> None:
    theirs = a_device(the_helper())
    assert tells(home, theirs).json()["state"] == "same"


def test_another_account_cannot_move_a_device(person: Person) -> None:
    channel = a_device(person)
    assert tells(on_a_phone(the_clinician()), channel, subscription=a_subscription(2)).status_code == 404
    channel.refresh_from_db()
    assert channel.address == a_subscription()


@pytest.mark.parametrize("token", ["", "x"])
def test_a_wrong_token_moves_nothing(home: Client, person: Person, token: str) -> None:
    channel = a_device(person)
    assert tells(home, channel, token=token, subscription=a_subscription(2)).status_code == 403


def test_the_worker_is_served_at_the_root_and_asked_for_anew(home: Client) -> None:
    answer = home.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content.startswith(b'self.reminders={"title": "A reminder"')


def test_the_app_can_be_put_on_a_home_screen(home: Client) -> None:
    page = text_of(home)
    # Without cookies the door would answer with nothing.
    [manifest] = re.findall(r'<link rel="manifest" href="([^"]+)" crossorigin="use-credentials">', page)
    read = json.loads(home.get(manifest).getvalue())
    assert (read["start_url"], read["scope"], read["display"]) == ("/", "/", "standalone")
    found = {icon["sizes"]: home.get(f"/static/site/{icon['src']}").getvalue() for icon in read["icons"]}
    for size in (192, 512):
        picture = found[f"{size}x{size}"]
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", picture[16:24]) == (size, size)


def test_a_stranger_finds_no_worker() -> None:
    assert on_a_phone().get("/sw.js").status_code == 404
