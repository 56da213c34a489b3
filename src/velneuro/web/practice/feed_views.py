"""The private podcast feed: a person's last sessions, for any program that plays podcasts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from velneuro.core.problem import MachineFailed
from velneuro.web.people.entering import base_url
from velneuro.web.people.models import Person
from velneuro.web.people.stranger import stranger_response
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import track_of
from velneuro.web.practice.track_views import file_of, file_size, session_title
from velneuro.web.sound.feeds import person_of_feed
from velneuro.web.sound.ranges import not_now, sound_response

IN_THE_FEED = 30
AS_IT_IS = "private, no-cache"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed as RSS. It names nobody: some programs fetch feeds through a host of their own."""
    person = person_of_feed(request)
    if person is None:
        return stranger_response()
    base = base_url(request)
    made = Rss201rev2Feed(
        title="Vel Neuro",
        link=base + "/",
        description=gettext("Your own sessions. Do not share this address."),
        feed_url=base + request.path,
    )
    for practice in _played(person)[:IN_THE_FEED]:
        address = base + reverse("feed-episode", args=[token, practice.pk])
        made.add_item(
            title=session_title(practice),
            link=address,
            description=minutes_words(practice.minutes),
            unique_id=str(practice.pk),
            unique_id_is_permalink=False,
            pubdate=practice.made_at,
            enclosures=[Enclosure(address, str(file_size(practice)), "audio/mpeg")],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _played(person: Person) -> QuerySet[PracticeSession]:
    """What was played, and not stopped because something was wrong: nobody should be led back to that."""
    played = PracticeSession.objects.filter(person=person, started_at__isnull=False).exclude(score="")
    return played.exclude(stop_reason=PracticeSession.StopReason.WRONG)


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
