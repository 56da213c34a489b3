"""The first visit, the questions, the household, and settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings as django_settings
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.content.library import catalog
from velneuro.version import VERSION
from velneuro.web.people.drawings import drawing
from velneuro.web.people.entering import base_url, make_link, qr_svg
from velneuro.web.people.forms import QUESTION_FORMS, AnswerForm, LookForm, NameForm, PasswordForm
from velneuro.web.people.models import Person
from velneuro.web.people.owner import account_of, choose, current_person, people_of
from velneuro.web.people.pages import next_page
from velneuro.web.people.questions import (
    KEYS,
    QUESTIONS,
    TOUR,
    asked_scales,
    following,
    is_answered,
    picture_choice,
)
from velneuro.web.people.words import PALETTE_WORDS, QUESTION_WORDS, picture_title
from velneuro.web.people.zones import zone_names


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first page ever: what this is, and the choice to answer a few questions or to skip them all."""
    person = current_person(request)
    if request.method == "POST":
        _keep_zone(person, request.POST.get("time_zone", ""))
        if "skip" in request.POST:
            return _end_of_tour(person)
        return redirect("welcome-question", TOUR[0])
    return render(request, "people/welcome.html", {"person": person, "count": len(TOUR)})


def _keep_zone(person: Person, zone: str) -> None:
    """The browser's zone, on the first visit only: later it is the person's own setting."""
    if person.welcomed_at is None and zone in zone_names():
        person.time_zone = zone
        person.save(update_fields=["time_zone"])


def _end_of_tour(person: Person) -> HttpResponse:
    person.welcomed_at = person.welcomed_at or timezone.now()
    person.save(update_fields=["welcomed_at"])
    return redirect("tonight")


def welcome_question(request: HttpRequest, question: str) -> HttpResponse:
    """One question of the first visit. Skipping it keeps it unanswered."""
    if question not in TOUR:
        raise Http404
    person, after = current_person(request), following(question)
    if request.method == "POST" and ("skip" in request.POST or _is_mapped(person, question)):
        return redirect("welcome-question", after) if after else _end_of_tour(person)
    form = _question_form(request, person, question)
    if request.method == "POST" and form.is_valid():
        _keep_answer(person, question, form)
        return redirect("welcome-question", after) if after else _end_of_tour(person)
    place = TOUR.index(question)
    back = reverse("welcome-question", args=[TOUR[place - 1]]) if place else reverse("welcome")
    tour = {"number": place + 1, "count": len(TOUR)}
    more = {"tour": tour, "back": back, "mapped": _is_mapped(person, question)}
    return _question_page(request, question, form, more)


def _is_mapped(person: Person, question: str) -> bool:
    """True where the body map has the finer answer: the short list must not write over it."""
    return question == "where" and person.mapped_at is not None


def settings_question(request: HttpRequest, question: str) -> HttpResponse:
    """The same question, changed later."""
    if question not in QUESTIONS:
        raise Http404
    person, back = current_person(request), next_page(request)
    if _is_mapped(person, question):
        return redirect("map")
    form = _question_form(request, person, question)
    if request.method == "POST" and "forget" in request.POST:
        person.answers = {key: value for key, value in person.answers.items() if key not in KEYS[question]}
        person.save(update_fields=["answers"])
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        _keep_answer(person, question, form)
        return redirect(back)
    answered = is_answered(question, person.answers)
    return _question_page(request, question, form, {"back": back, "next": back, "answered": answered})


def _question_form(request: HttpRequest, person: Person, question: str) -> AnswerForm:
    more = {"when": "standing"} if question == "signs" else {}
    return QUESTION_FORMS[question](request.POST or None, answers=person.answers, **more)


def _keep_answer(person: Person, question: str, form: AnswerForm) -> None:
    kept = {key: value for key, value in person.answers.items() if key not in KEYS[question]}
    person.answers = {**kept, **form.written()}
    person.save(update_fields=["answers"])


def _question_page(request: HttpRequest, question: str, form: AnswerForm, more: dict[str, Any]) -> HttpResponse:
    context = {"question": question, "words": QUESTION_WORDS[question], "form": form, **more}
    return render(request, f"people/question_{question}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who uses this app here, and a field for one more name."""
    person = current_person(request)
    fresh = Person(account=account_of(request), time_zone=person.time_zone, created_at=timezone.now())
    form = NameForm({**request.POST.dict(), "time_zone": person.time_zone} if request.POST else None, instance=fresh)
    if request.method == "POST" and form.is_valid():
        choose(request, form.save().pk)
        return redirect("tonight")
    context = {"people": people_of(request), "person": person, "form": form}
    return render(request, "people/people.html", context, status=422 if form.errors else 200)


@require_POST
def use_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """From now on this device is for that person."""
    choose(request, person_id)
    return redirect("tonight")


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    """What can be changed, with the state of each answer."""
    person = current_person(request)
    questions = [(name, QUESTION_WORDS[name], is_answered(name, person.answers)) for name in QUESTIONS]
    asks = [gettext(catalog().scales[name].title) for name in asked_scales(person.asks, person.answers, catalog())]
    context = {
        "person": person,
        "questions": questions,
        "picture": picture_title(picture_choice(person.answers)),
        "asks": ", ".join(asks),
        "palette": PALETTE_WORDS[person.palette],
        "open": django_settings.DOOR == "open",
    }
    return render(request, "people/settings.html", context)


@require_http_methods(["GET", "POST"])
def settings_name(request: HttpRequest) -> HttpResponse:
    """Name and time zone."""
    person = current_person(request)
    form = NameForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("settings")
    return render(request, "people/settings_name.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def settings_look(request: HttpRequest) -> HttpResponse:
    """How limbs and hands are colored in every picture."""
    person = current_person(request)
    form = LookForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("settings")
    swatches = [(choice, drawing("palm", choice.data["value"])) for choice in form["palette"].subwidgets]
    return render(request, "people/settings_look.html", {"swatches": swatches}, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def settings_password(request: HttpRequest) -> HttpResponse:
    """A password that lets other devices in."""
    account = account_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        update_session_auth_hash(request, account)
        return redirect(f"{reverse('settings-password')}?{urlencode({'saved': 1})}")
    context = {
        "form": form,
        "has_password": account.has_usable_password(),
        "saved": "saved" in request.GET,
        "open": django_settings.DOOR == "open",
    }
    return render(request, "people/settings_password.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def settings_devices(request: HttpRequest) -> HttpResponse:
    """A link that lets one more device in, as a picture to scan."""
    link = ""
    if request.method == "POST" and django_settings.DOOR == "locked":
        link = make_link(account_of(request), base_url(request), timezone.now())
    context = {"open": django_settings.DOOR == "open", "link": link, "qr": qr_svg(link) if link else ""}
    return render(request, "people/settings_devices.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """From now on this device is a stranger; the machine itself stays in where the door is open."""
    logout(request)
    return redirect("tonight")


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Everything that has no place in the bar, and what this app is and is not."""
    return render(request, "people/more.html", {"person": current_person(request), "version": VERSION})
