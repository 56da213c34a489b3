"""The printed card of a routine, for whoever wants to go without a screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velneuro.outputs.card_pdf import PAPERS, card_pdf
from velneuro.outputs.plan_json import plan_dict
from velneuro.web.people.owner import current_person
from velneuro.web.practice.advising import advisory
from velneuro.web.practice.composing import LANG, preview, told
from velneuro.web.practice.views import asked_minutes, routine_or_404


@require_GET
def printed_card(request: HttpRequest, name: str) -> HttpResponse:
    """One page to print, made for the current person; where the answers refuse a session, the advice instead."""
    person = current_person(request)
    chosen = routine_or_404(name, person)
    _, minutes = asked_minutes(request, chosen)
    plan = preview(chosen, person, minutes)
    if plan.refused:
        context = {"session": {"routine": name, "minutes": minutes}, "advisory": advisory(plan_dict(plan))}
        return render(request, "practice/advice.html", context)
    paper = request.GET.get("paper", "")
    page = card_pdf(
        chosen, plan, told(person.answers).have, paper if paper in PAPERS else "letter", translate=gettext, lang=LANG
    )
    named = {"Content-Disposition": f'inline; filename="{name}-{minutes}.pdf"'}
    return HttpResponse(page, content_type="application/pdf", headers=named)
