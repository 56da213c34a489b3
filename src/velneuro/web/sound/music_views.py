"""Music that the person brings: sent, listed, removed."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from velneuro.core.problem import InputRefused, Problem
from velneuro.outputs.sound.music import OWN
from velneuro.outputs.sound.own_apart import prepare_apart
from velneuro.outputs.sound.own_file import MOST_BYTES, MOST_HOURS
from velneuro.outputs.sound.own_music import MOST_S, own_music, remove_own
from velneuro.outputs.sound.own_music import OwnMusic as Prepared
from velneuro.web.people.late import saves_late
from velneuro.web.people.models import Person
from velneuro.web.people.one_line import one_line
from velneuro.web.people.owner import current_person, mine, mine_or_404
from velneuro.web.sound.models import USUAL_MUSIC, OwnMusic, SoundChoice
from velneuro.web.sound.tracks import folders
from velneuro.web.sound.uploading import is_too_long

LONGEST_NAME = 120


@saves_late
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The person's music, and a field for one more file."""
    mistake, added = "", request.GET.get("added", "")
    if request.method == "POST":
        try:
            added = "whole" if _added(request).whole else "cut"
            return redirect(f"{reverse('own-music')}?added={added}")
        except InputRefused as refusal:
            mistake = str(refusal)
    most = {"most_mb": MOST_BYTES // 10**6, "most_hours": MOST_HOURS}
    context = {"files": _files(request), "mistake": mistake, "added": added, **most}
    return render(request, "sound/own.html", context, status=422 if mistake else 200)


def _files(request: HttpRequest) -> list[tuple[OwnMusic, str]]:
    """Each piece with the address of its sound; without one where only its name came, as from an archive."""
    here = {kept.id for kept in own_music(folders())}
    address = {key: reverse("hear-music", args=[OWN + key]) for key in here}
    return [(each, address.get(each.key, "")) for each in mine(request, OwnMusic)]


def _added(request: HttpRequest) -> Prepared:
    """Keep the file that was sent. Raises InputRefused with one sentence when it cannot be used."""
    sent = request.FILES.get("file")
    name = _name(sent)
    if is_too_long(request):
        raise InputRefused([Problem(name, gettext("it is too large"), gettext("save it as MP3 and choose it again"))])
    if not isinstance(sent, UploadedFile) or not sent.size:
        raise InputRefused([Problem(name, gettext("it is empty or missing"), gettext("choose a file"))])
    kept = {music.key: music.seconds for music, address in _files(request) if address}  # elsewhere it takes no room
    room_s = max(0, MOST_S - sum(kept.values()))
    made = prepare_apart(cast(BinaryIO, sent.file), name, folders(), room_s, kept)
    fresh = {"title": made.title, "seconds": made.seconds, "added_at": timezone.now()}
    OwnMusic.objects.get_or_create(person=current_person(request), key=made.id, defaults=fresh)
    return made


def _name(sent: object) -> str:
    """What the file is called, in letters that can be shown and told to another program."""
    told = PurePath((sent.name if isinstance(sent, UploadedFile) else "") or "").name
    return one_line(told)[:LONGEST_NAME] or gettext("Sound file")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, music_id: UUID) -> HttpResponse:
    """Asks first: the file would have to be sent again."""
    music = mine_or_404(request, OwnMusic, music_id)
    if request.method == "POST":
        _remove(current_person(request), music)
        return redirect("own-music")
    return render(request, "sound/own_remove.html", {"music": music})


def _remove(person: Person, music: OwnMusic) -> None:
    """The file goes with the last person who has it; what played it plays the usual music."""
    music.delete()
    SoundChoice.objects.filter(person=person, music=OWN + music.key).update(music=USUAL_MUSIC)
    if not OwnMusic.objects.filter(key=music.key).exists():
        remove_own(music.key, folders())
