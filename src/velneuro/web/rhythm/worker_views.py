"""The service worker: it stands at the root, since a worker serves no address above its own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from rjsmin import jsmin

FILE = Path(__file__).parents[2] / "worker" / "sw.js"


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with its words in front. A browser asks anew each time: an old one would answer for weeks."""
    text = f"self.reminders={json.dumps(_words())};\n{_code()}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _words() -> dict[str, str]:
    return {
        "title": gettext("A reminder"),
        "body": gettext("Open it to see what it is about."),
        "unsaved": gettext("Your answer was not saved. Tap here to give it again."),
        "over": gettext("It cannot come again today. Tap here to see it."),
        "icon": static("site/icon-192.png"),
    }


@cache
def _code() -> str:
    return str(jsmin(FILE.read_text("utf-8")))
