"""The sound settings, what they sound like, and the private feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from velneuro.content.library import catalog
from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.outputs.sound.music import OWN
from velneuro.outputs.sound.spec import NO_MUSIC, NO_VOICE
from velneuro.outputs.sound.voices import BUILT_IN
from velneuro.web.people.entering import base_url
from velneuro.web.people.owner import current_person, mine
from velneuro.web.people.pages import next_page
from velneuro.web.sound.choosing import choice_of, possible, sound_of
from velneuro.web.sound.feeds import make_feed
from velneuro.web.sound.forms import SoundForm
from velneuro.web.sound.models import DEVICE, Feed, OwnMusic
from velneuro.web.sound.ranges import Sent, not_now, sound_response
from velneuro.web.sound.samples import LANG, music_sample, picture_sample, spoken_sample, voice_sample

SILENT = (DEVICE, NO_MUSIC)  # nothing of them can be heard here


@dataclass(frozen=True)
class Row:
    """Something to choose, and where to hear it."""

    tick: forms.boundfield.BoundWidget
    sample: str


@require_http_methods(["GET", "POST"])
def settings_sound(request: HttpRequest) -> HttpResponse:
    """Voice, music, levels."""
    person, back = current_person(request), next_page(request)
    form = SoundForm(request.POST or None, instance=choice_of(person), person=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(back)
    context = {
        "form": form,
        "voices": _rows(form["voice"], "hear-voice"),
        "music": _rows(form["music"], "hear-music"),
        "sample_text": spoken_sample(),
        "next": back,
    }
    return render(request, "sound/settings.html", context, status=422 if form.errors else 200)


def _rows(field: forms.BoundField, address: str) -> list[Row]:
    return [Row(tick, _sample(tick.data["value"], address)) for tick in field.subwidgets]


def _sample(name: str, address: str) -> str:
    return "" if name in SILENT else reverse(address, args=[name])


@require_safe
def hear_voice(request: HttpRequest, voice: str) -> HttpResponseBase:
    """One sentence by a voice."""
    return _heard(request, lambda: voice_sample(voice))


@require_safe
def hear_music(request: HttpRequest, music: str) -> HttpResponseBase:
    """Twenty seconds of a piece, or of the person's own music."""
    own = mine(request, OwnMusic).filter(key=music.removeprefix(OWN))
    if music == NO_MUSIC or (music.startswith(OWN) and not own.exists()):
        raise Http404
    return _heard(request, lambda: music_sample(music))


@require_safe
def hear_picture(request: HttpRequest, picture: str) -> HttpResponseBase:
    """The short form of a picture for the mind, by the person's voice."""
    if picture not in catalog().pictures:
        raise Http404
    sound = possible(sound_of(choice_of(current_person(request))), LANG)
    return _heard(request, lambda: picture_sample(picture, BUILT_IN if sound.voice == NO_VOICE else sound.voice))


def _heard(request: HttpRequest, make: Callable[[], Sent]) -> HttpResponseBase:
    try:
        return sound_response(request, make(), keep="private, no-cache")
    except InputRefused as error:
        raise Http404 from error
    except MachineFailed as error:
        return not_now(str(error))


@require_http_methods(["GET", "POST"])
def settings_feed(request: HttpRequest) -> HttpResponse:
    """The address of the person's podcast feed: made, made anew, taken back."""
    person, link = current_person(request), ""
    if request.method == "POST" and "stop" in request.POST:
        mine(request, Feed).delete()
        return redirect("settings-feed")
    if request.method == "POST":
        link = make_feed(person, base_url(request), timezone.now())
    context = {"link": link, "feed": mine(request, Feed).first()}
    return render(request, "sound/feed.html", context)
