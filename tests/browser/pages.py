"""Every page of the app by its name in the addresses, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.home import EVENING, Home

ROUTINES = (EVENING, "afternoon-reset", "hands-with-reassurance", "bad-moment")
# One with pictures, one that is long, one that leads to the signs.
LEARN = ("daily-foot-care", "what-massage-may-do", "when-to-call")
TOUR = ("signs", "where", "hands", "touch", "things")
# {ready} and the others are addresses of sessions in that state.
PAGES = {
    "tonight": ("/",),
    "routines": ("/practice/",),
    "routine": (*(f"/practice/{name}/" for name in ROUTINES), "{own}"),
    "prepare": (f"/practice/{EVENING}/prepare/", f"/practice/{EVENING}/prepare/?saved=1"),
    "give": (f"/practice/{EVENING}/give/", "{own}give/"),
    "receive": ("/routines/receive/", "{given}", "/routines/receive/?r=1broken"),
    "edit-routine": (f"/practice/{EVENING}/edit/", "{own}edit/"),
    "gate": tuple(f"/practice/{name}/gate/" for name in (EVENING, "bad-moment")),
    "session": ("{ready}", "{playing}"),
    "advice": ("{refused}advice/", "{asked}advice/", "{danger}advice/", "{partly}advice/", "{finished}advice/?wrong=1"),
    "after": ("{finished}after/",),
    "after-skin": ("{finished}after/skin/",),
    "after-scores": ("{finished}after/scores/",),
    "after-words": ("{finished}after/words/",),
    "after-done": ("{finished}after/done/",),
    "diary": ("/diary/",),
    "diary-sessions": ("/diary/sessions/",),
    "diary-day": ("/diary/day/{day}/",),
    "diary-month": ("/diary/month/{month}/",),
    "diary-trends": ("/diary/trends/", "/diary/trends/?range=year"),
    "diary-before-after": ("/diary/before-after/",),
    "diary-minutes": ("/diary/minutes/",),
    "diary-where": ("/diary/where/",),
    "diary-went-well": ("/diary/went-well/",),
    "diary-search": ("/diary/search/", "/diary/search/?q=heel"),
    "diary-session": ("{diary}",),
    "new-entry": tuple(f"/diary/write/{moment}/" for moment in ("check-in", "morning", "week")),
    "entry": ("{entry}",),
    "new-happening": tuple(f"/diary/happened/{kind}/" for kind in ("flare", "medicine")),
    "happening": ("{happening}",),
    "foot-check": ("/diary/feet/",),
    "one-foot-check": ("{feet}",),
    "findings": ("/diary/findings/",),
    "changes": ("/diary/changes/",),
    "changes-of": ("{changes}",),
    "forget-row": ("{changes}forget/",),
    "settings-asks-of": ("/settings/asks/morning/",),
    "new-question": ("/settings/asks/own/",),
    "own-question": ("{question}",),
    "wording": ("/settings/asks/words/pain/",),
    "trials": ("/trials/",),
    "trial-new": ("/trials/new/",),
    "rhythm": ("/rhythm/",),
    "new-line": ("/rhythm/lines/new/",),
    "line": ("{line}",),
    "new-break": ("/rhythm/breaks/new/",),
    "break": ("{rest}",),
    "welcome": ("/welcome/",),
    "welcome-question": tuple(f"/welcome/{question}/" for question in TOUR),
    "channels": ("/rhythm/channels/",),
    "channel": ("{channel}",),
    "channel-new": tuple(f"/rhythm/channels/new/{kind}/" for kind in ("push", "email", "apprise")),
    "channel-remove": ("{channel}remove/",),
    "calendar": ("/rhythm/calendar/",),
    "reminder": ("{reminder}",),
    "reminded": ("{reminded}",),
    "quiet-hours": ("/rhythm/quiet/",),
    "sent": ("/rhythm/sent/",),
    "people": ("/people/",),
    "remove-person": ("{removal}",),
    "yours": ("/reports/",),
    "erase": ("/reports/erase/",),
    "erased": ("/reports/erased/",),
    "settings": ("/settings/",),
    "settings-name": ("/settings/name/",),
    "settings-asks": ("/settings/asks/",),
    "settings-look": ("/settings/look/",),
    "settings-password": ("/settings/password/", "/settings/password/?saved=1"),
    "settings-devices": ("/settings/devices/",),
    "settings-sound": ("/settings/sound/",),
    "settings-feed": ("/settings/feed/",),
    "own-music": ("/settings/sound/own/",),
    "own-music-remove": ("{own_music}",),
    "settings-question": tuple(f"/settings/{question}/" for question in (*TOUR, "picture", "limbs")),
    "more": ("/more/",),
    "learn": ("/learn/",),
    "learn-signs": ("/learn/signs/",),
    "learn-foot-check": ("/learn/foot-check/",),
    "learn-sources": ("/learn/sources/",),
    "learn-clinicians": ("/learn/for-clinicians/",),
    "learn-page": tuple(f"/learn/{page}/" for page in LEARN),
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
    *("preview", "preview-seen"),  # there is none without an author's file: tests/browser/test_preview.py
    *("delete-foot-check", "answer-finding", "remove-routine", "put-routine-back", "favorite", "give-file"),
    *("rhythm-start", "rhythm-undo", "take-line-out", "pause", "go-on", "take-break-out"),
    *("delete-entry", "delete-happening", "put-change-back", "diary-undo", "retire-question"),
    *("map-same", "map-nothing", "map-put-back", "map-take-out"),
    *(
        "track",
        "track-file",
        "captions",
        "pick-voice",
        "hear-voice",
        "hear-music",
        "hear-picture",
        "feed",
        "feed-episode",
        "feed-cover",
    ),
    # These come with a trial that is under way; tests/browser/test_trial_lived.py looks at them.
    *("trial", "trial-plan", "trial-gate", "trial-end", "trial-answer", "trial-how"),
    *("trial-pause", "trial-resume", "trial-plan-file", "trial-data-file"),
    *("archive-json", "archive-zip", "bring-in"),
    *("calendar-file", "service-worker", "reminded-of"),
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
    """Addresses of one person's sessions, one in each state, and their today."""

    ready: str
    playing: str
    refused: str
    asked: str
    danger: str
    partly: str
    finished: str
    diary: str
    entry: str
    happening: str
    changes: str
    question: str
    feet: str
    own_music: str
    removal: str
    own: str
    given: str
    line: str
    rest: str
    channel: str
    reminder: str
    reminded: str
    month: str
    day: str

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
    entry = home.writes("check-in", pain="4", note="Pins and needles after the walk.")
    happening = home.writes_that("medicine", text="Vitamin tablet, now in the morning.")
    return Evenings(
        entry=entry,
        happening=happening,
        changes=entry.replace("entries", "changes"),
        feet=home.looks_at_the_feet(nail="left"),
        question=home.own_question("Cramps tonight?", kind="yes-no"),
        ready=home.session(),
        playing=playing,
        refused=home.session(ticks={"R06": "on"}),
        asked=home.session(ticks={"R12": "on"}),
        danger=home.session(ticks={"R01": "on"}),
        partly=home.session(ticks={"R07": "on", "R07-where": "left-foot"}),
        finished=finished,
        diary=finished.replace("practice", "diary"),
        own_music=home.own_music(),
        removal=home.removal(),
        channel=home.mailbox(),
        own=home.own_routine(),
        given=home.given_routine(),
        **home.plans(),
        **home.is_reminded(),
        **home.today(),
    )
