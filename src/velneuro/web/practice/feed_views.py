"""The private podcast feed: a person's last sessions, for any program that plays podcasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from velneuro.content.figures import cover
from velneuro.core.problem import MachineFailed
from velneuro.web.people.entering import base_url
from velneuro.web.people.models import Person
from velneuro.web.people.stranger import stranger_response
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import spec_kept, track_of
from velneuro.web.practice.track_views import file_of, file_size, session_title
from velneuro.web.sound.feeds import person_of_feed
from velneuro.web.sound.ranges import not_now, sound_response

IN_THE_FEED = 30
AS_IT_IS = "private, no-cache"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


class Podcast(Rss201rev2Feed):
    """RSS with what podcast programs ask for: `image`, the address of a picture, and the `seconds` of an item."""

    def rss_attributes(self) -> dict[str, str]:
        """The names that the elements below are taken from."""
        return {**super().rss_attributes(), "xmlns:itunes": ITUNES}

    def add_root_elements(self, handler: Any) -> None:
        """The picture of them all."""
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:image", None, {"href": self.feed["image"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """How long one lasts."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:duration", str(item["seconds"]))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed as RSS. It names nobody: some programs fetch feeds through a host of their own."""
    person = person_of_feed(request)
    if person is None:
        return stranger_response()
    base = base_url(request)
    made = Podcast(
        title="Vel Neuro",
        link=base + "/",
        description=gettext("Your own sessions. Do not share this address."),
        feed_url=base + request.path,
        language=get_language(),
        image=base + reverse("feed-cover", args=[token]),
    )
    sessions = list(_played(person)[:IN_THE_FEED])
    for practice, title in zip(sessions, _titles(sessions), strict=True):
        address = base + reverse("feed-episode", args=[token, practice.pk])
        made.add_item(
            title=title,
            link=address,
            description=minutes_words(practice.minutes),
            unique_id=str(practice.pk),
            unique_id_is_permalink=False,
            pubdate=practice.made_at,
            enclosures=[Enclosure(address, str(file_size(practice)), "audio/mpeg")],
            seconds=round(spec_kept(practice).duration_ms / 1000),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _played(person: Person) -> QuerySet[PracticeSession]:
    """What was played, and not stopped because something was wrong: nobody should be led back to that."""
    played = PracticeSession.objects.filter(person=person, started_at__isnull=False).exclude(score="")
    return played.exclude(stop_reason=PracticeSession.StopReason.WRONG)


def _titles(sessions: Sequence[PracticeSession]) -> list[str]:
    """What they are called, with the time of day where two of one day would be called the same."""
    titles = [session_title(practice) for practice in sessions]
    often = Counter(titles)
    times = [f" {practice.made_at.astimezone(practice.zone):%H:%M}" for practice in sessions]
    return [title + (time if often[title] > 1 else "") for title, time in zip(titles, times, strict=True)]


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """The cover, at an address that the door lets a podcast program in at."""
    if person_of_feed(request) is None:
        return stranger_response()
    return HttpResponse(cover(), content_type="image/jpeg")


@require_safe
def episode(request: HttpRequest, token: str, session_id: UUID) -> HttpResponseBase:
    """One session of the feed, by ranges."""
    person = person_of_feed(request)
    practice = _played(person).filter(pk=session_id).first() if person else None
    if practice is None:
        return stranger_response()
    try:
        # A program may fetch all of a feed at once: whoever waits for Start comes first.
        return sound_response(request, file_of(practice, track_of(practice), urgent=False), keep=AS_IT_IS)
    except MachineFailed as error:
        return not_now(str(error))
