"""The written pages, their sources, and the rules of safety for those who want to read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velneuro.content.bibliography import bibliography
from velneuro.content.foot_check import foot_check
from velneuro.content.learn import GRADES, PARTS
from velneuro.content.library import catalog
from velneuro.content.standing_rules import standing_rules
from velneuro.web.learn.reading import legend_entry, looks, pieces, shown_mark, used_in, written_pages
from velneuro.web.learn.rules import by_urgency, feeling_rules, open_rules, sign_rules
from velneuro.web.learn.words import PART_WORDS, URGENCY_WORDS, WRITE_WORDS
from velneuro.web.people.owner import current_person


@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """Every page, part by part."""
    written = written_pages().values()
    parts = [(PART_WORDS[part], [page for page in written if page.part == part]) for part in PARTS]
    return render(request, "learn/contents.html", {"parts": parts})


@require_GET
def one_page(request: HttpRequest, page: str) -> HttpResponse:
    """One written page, and what to read next."""
    written = written_pages()
    if page not in written:
        raise Http404
    shown = written[page]
    context = {
        "page": shown,
        "pieces": pieces(shown, current_person(request).palette),
        "after": [written[slug] for slug in shown.after],
        "writes": [(kind, WRITE_WORDS[kind]) for kind in shown.writes],
    }
    return render(request, "learn/page.html", context)


@require_GET
def signs(request: HttpRequest) -> HttpResponse:
    """Every sign in plain words, what to do and whom to call, the most urgent first."""
    groups = [(action, *URGENCY_WORDS[action], rules) for action, rules in by_urgency(catalog()).items() if rules]
    return render(request, "learn/signs.html", {"groups": groups})


@require_GET
def daily_foot_check(request: HttpRequest) -> HttpResponse:
    """Where to look on a foot, what to look for, and what to do when it is found."""
    check = foot_check()
    context = {
        "looks": looks(check, current_person(request).palette),
        "items": check.items.values(),
        "mark": shown_mark(check.mark),
    }
    return render(request, "learn/foot_check.html", context)


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """The bibliography, and what the marks mean."""
    used = used_in(written_pages().values())
    context = {
        "legend": [legend_entry(grade) for grade in GRADES],
        "sources": [(source, used.get(key, [])) for key, source in bibliography().items()],
    }
    return render(request, "learn/sources.html", context)


@require_GET
def for_clinicians(request: HttpRequest) -> HttpResponse:
    """Every rule with its source, as the limiter reads it."""
    content = catalog()
    context = {
        "signs": sign_rules(content),
        "feelings": feeling_rules(content),
        "open": open_rules(content),
        "light_minutes": content.light_touch_s // 60,
        "standing": [(rule.about, shown_mark(rule.mark)) for rule in standing_rules()],
        "findings": [(item, item.sign and content.signs[item.sign]) for item in foot_check().items.values()],
    }
    return render(request, "learn/clinicians.html", context)
