"""The pages on which a person says how reminders reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.web.people.late import saves_late
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine, mine_or_404
from velneuro.web.practice.repertoire import Titles
from velneuro.web.rhythm.address_lines import EXAMPLES
from velneuro.web.rhythm.channel_forms import FORMS, USUAL_QUIET, NewChannelForm, QuietForm, ReminderForm
from velneuro.web.rhythm.channel_words import Shown, shown, test_words
from velneuro.web.rhythm.channels import add, remove, rename
from velneuro.web.rhythm.confirming import ask_for_code, confirm, to_confirm
from velneuro.web.rhythm.models import Channel, Delivery, Reminder, RhythmChoice, Ritual
from velneuro.web.rhythm.reminder_words import ritual_words
from velneuro.web.rhythm.scheduling import ask_for_test, schedule
from velneuro.web.rhythm.vapid import public_key
from velneuro.web.rhythm.words import clock_words, days_words, when_words

PUSH = Channel.Kind.PUSH.value


@dataclass(frozen=True)
class Line:
    """A line of the plan, and the names of what it is reminded of by; none while that is off."""

    row: Ritual
    title: str
    when: str
    ways: list[str]


@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Every way to be reached with how it does, what each line of the plan uses, and the quiet hours."""
    person, now = current_person(request), timezone.now()
    ways = [shown(channel, now) for channel in mine(request, Channel).select_related("person")]
    quiet, titles = mine(request, RhythmChoice).first(), Titles(person)
    context = {
        "person": person,
        "ways": ways,
        "lines": [_line(ritual, titles) for ritual in _rituals(request)],
        "quiet": _quiet_words(quiet),
        "offer_second": _needs_a_second(ways),
    }
    return render(request, "rhythm/channels.html", context)


def _rituals(request: HttpRequest) -> list[Ritual]:
    current = mine(request, Ritual).filter(until=None)
    return list(current.select_related("reminder__first", "reminder__second"))


def _line(ritual: Ritual, titles: Titles) -> Line:
    reminder: Reminder | None = getattr(ritual, "reminder", None)
    used = [reminder.first, reminder.second] if reminder and reminder.is_on else []
    when = f"{when_words(ritual.part, ritual.clock_minutes)} · {days_words(ritual.weekdays)}"
    return Line(ritual, titles[ritual.routine], when, [channel.name for channel in used if channel])


def _quiet_words(choice: RhythmChoice | None) -> tuple[str, str] | None:
    if choice is None or choice.quiet_from is None or choice.quiet_until is None:
        return None
    return clock_words(choice.quiet_from), clock_words(choice.quiet_until)


def _needs_a_second(ways: list[Shown]) -> bool:
    return len(ways) == 1 and ways[0].is_in_trouble


@saves_late  # the first look at an address line takes a second
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, channel_kind: str) -> HttpResponse:
    """One more way to be reached."""
    if channel_kind not in FORMS:
        raise Http404
    person, kind = current_person(request), channel_kind
    form = FORMS[kind](request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("channel", _added(person, Channel.Kind(kind), form).pk)
    context = {
        "form": form,
        "examples": EXAMPLES,
        "key": public_key() if kind == PUSH else "",
        "has_mail_server": settings.SENDING.smtp is not None,
    }
    return render(request, f"rhythm/channel_{kind}.html", context, status=422 if form.errors else 200)


def _added(person: Person, kind: Channel.Kind, form: NewChannelForm) -> Channel:
    name, now = form.cleaned_data["name"], timezone.now()
    if kind != Channel.Kind.EMAIL:
        return add(person, kind, name, form.address(), now)
    channel = add(person, kind, name, to_confirm(person, form.cleaned_data["to"]), now)
    if not channel.is_confirmed:
        ask_for_code(channel, now)
    return channel


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, channel_id: UUID) -> HttpResponse:
    """One way to be reached: its name, how it does, a test and what became of it."""
    channel, now = mine_or_404(request, Channel, channel_id), timezone.now()
    problem = _change(request, channel, now) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("channel", channel_id)
    test = mine(request, Delivery).filter(channel=channel, round=Delivery.Round.TEST).first()
    context = {
        "way": shown(channel, now),
        "key": public_key() if channel.kind == PUSH else "",
        "test": test and test_words(test, channel.person, now),
        "problem": problem,
    }
    return render(request, "rhythm/channel.html", context, status=422 if problem else 200)


def _change(request: HttpRequest, channel: Channel, now: datetime) -> str:
    """What stood in the way, in words; empty when nothing did."""
    name = request.POST.get("name", "").strip()[: Channel._meta.get_field("name").max_length]
    if name:
        rename(channel, name)
    if "code" in request.POST and not confirm(channel, request.POST["code"]):
        return gettext("This is not the code of the last mail. Look again, or ask for a new code.")
    if "test" in request.POST:
        asked = ask_for_test(channel, now) if channel.is_confirmed else ask_for_code(channel, now)
        return "" if asked else gettext("Enough was sent for now. Wait a little, then try again.")
    return ""


@require_http_methods(["GET", "POST"])
def removed(request: HttpRequest, channel_id: UUID) -> HttpResponse:
    """Forget a way to be reached. This is asked once more, since its secret address is kept nowhere else."""
    channel, now = mine_or_404(request, Channel, channel_id), timezone.now()
    if request.method == "POST":
        remove(channel, now)
        return redirect("channels")
    return render(request, "rhythm/channel_remove.html", {"way": shown(channel, now)})


@require_http_methods(["GET", "POST"])
def reminder(request: HttpRequest, ritual_id: UUID) -> HttpResponse:
    """How one line of the plan is reminded of."""
    ritual, person = mine_or_404(request, Ritual, ritual_id), current_person(request)
    kept = mine(request, Reminder).filter(ritual=ritual).first() or Reminder(person=person, ritual=ritual)
    form = ReminderForm(request.POST or None, instance=kept, person=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        schedule(person, timezone.now())
        return redirect("channels")
    context = {
        "form": form,
        "ritual": ritual,
        "line": ritual_words(ritual, Titles(person)),
        "has_channels": mine(request, Channel).exists(),
    }
    return render(request, "rhythm/reminder.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    """The hours in which nothing is sent."""
    person, choice = current_person(request), mine(request, RhythmChoice).first()
    stops = "stop" in request.POST
    form = QuietForm(None if stops else request.POST or None, choice=choice)
    if stops or form.is_valid():
        hours = dict.fromkeys(USUAL_QUIET) if stops else form.cleaned_data
        RhythmChoice.objects.update_or_create(person=person, defaults=hours)
        schedule(person, timezone.now())
        return redirect("channels")
    context = {"form": form, "is_set": _quiet_words(choice) is not None}
    return render(request, "rhythm/quiet.html", context, status=422 if form.errors else 200)
