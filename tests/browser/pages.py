"""Every page of the app by its name in the addresses, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.home import EVENING, Home

ROUTINES = (EVENING, "afternoon-reset", "hands-with-reassurance", "bad-moment")
TOUR = ("signs", "where", "hands", "touch", "things")
# {ready} and the others are addresses of sessions in that state.
PAGES = {
    "tonight": ("/",),
    "routines": ("/practice/",),
    "routine": tuple(f"/practice/{name}/" for name in ROUTINES),
    "prepare": (f"/practice/{EVENING}/prepare/", f"/practice/{EVENING}/prepare/?saved=1"),
    "gate": tuple(f"/practice/{name}/gate/" for name in (EVENING, "bad-moment")),
    "session": ("{ready}", "{playing}"),
    "advice": ("{refused}advice/", "{asked}advice/", "{danger}advice/", "{partly}advice/", "{finished}advice/?wrong=1"),
    "after": ("{finished}after/",),
    "after-skin": ("{finished}after/skin/",),
    "after-scores": ("{finished}after/scores/",),
    "after-words": ("{finished}after/words/",),
    "after-done": ("{finished}after/done/",),
    "diary": ("/diary/",),
    "diary-session": ("{diary}",),
    "welcome": ("/welcome/",),
    "welcome-question": tuple(f"/welcome/{question}/" for question in TOUR),
    "people": ("/people/",),
    "settings": ("/settings/",),
    "settings-name": ("/settings/name/",),
    "settings-asks": ("/settings/asks/",),
    "settings-look": ("/settings/look/",),
    "settings-password": ("/settings/password/", "/settings/password/?saved=1"),
    "settings-devices": ("/settings/devices/",),
    "settings-question": tuple(f"/settings/{question}/" for question in (*TOUR, "limbs")),
    "more": ("/more/",),
    "map": ("/map/",),
    "map-list": ("/map/list/",),
    "map-days": ("/map/days/",),
    "map-place": ("/map/at/left-sole/", "/map/at/right-toe1/"),
    "map-view": tuple(f"/map/{view}/left/" for view in ("sole", "top", "legfront", "palm")),
}
# No view of the app, but what a person sees when an address is wrong.
NOT_FOUND = "/no-such-page/"
# Pages of the locked door; test_door_pages.py opens them.
AT_THE_DOOR = {"enter", "enter-link"}
# Answers that are no page: a form's target, a file to print, or JSON.
NO_PAGES = {
    *("use-person", "clinician-yes", "leave", "sign-out", "printed-card", "healthz"),
    *("map-same", "map-nothing", "map-put-back", "map-take-out"),
}
STATIC = ("/static/site/site.css", "/static/site/icon.svg", "/static/player/player.js")
SESSION_PAGES = (
    *("gate", "session", "advice"),
    *("after", "after-skin", "after-scores", "after-words", "after-done"),
)
ADDRESSES = [address for addresses in PAGES.values() for address in addresses if "{" not in address]


def every_page() -> list[str]:
    """Addresses of every page, some with the name of a session in braces."""
    return [*(address for addresses in PAGES.values() for address in addresses), NOT_FOUND]


def pages_around_a_session() -> list[str]:
    """Addresses of the pages that are used with oily hands."""
    return [address for name in SESSION_PAGES for address in PAGES[name]]


def names_in_the_addresses() -> set[str]:
    """The name of every view of the app; the calls of the API are no pages."""
    return set(_names(get_resolver("velneuro.web.urls").url_patterns))


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        elif pattern.namespace != "api":
            yield from _names(pattern.url_patterns)


@dataclass(frozen=True)
class Evenings:
    """Addresses of one person's sessions, one in each state."""

    ready: str
    playing: str
    refused: str
    asked: str
    danger: str
    partly: str
    finished: str
    diary: str

    def address(self, page: str) -> str:
        return page.format(**vars(self))


def live_evenings(home: Home) -> Evenings:
    """Makes a person with a session in every state, scores and words."""
    home.add_newcomer()
    home.answer_all()
    finished = home.session()
    home.score_before(finished, pain=7, tingling=4)
    home.tell(finished, "started")
    home.tell(finished, "finished", 300_000)
    home.post(f"{finished}after/", skin="changed")
    home.post(f"{finished}after/scores/", pain="5", tingling="4")
    home.post(f"{finished}after/words/", went_well="Warm and quiet.", note="A little pain in the left heel.")
    playing = home.session()
    home.tell(playing, "started")
    home.tell(playing, "step", 61_000)
    return Evenings(
        ready=home.session(),
        playing=playing,
        refused=home.session(ticks={"R06": "on"}),
        asked=home.session(ticks={"R12": "on"}),
        danger=home.session(ticks={"R01": "on"}),
        partly=home.session(ticks={"R07": "on", "R07-where": "left-foot"}),
        finished=finished,
        diary=finished.replace("practice", "diary"),
    )
