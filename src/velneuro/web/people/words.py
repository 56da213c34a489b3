"""Words of the pages for what the content names by id."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.core.body import split
from velneuro.core.catalog import SURPRISE
from velneuro.web.people.questions import NO_PICTURE, ROUTINES_OWN

ABILITY_WORDS = {
    "thumbs": _("My thumbs"),
    "knuckles": _("My knuckles, as a soft fist"),
    "heel": _("The heel of my hand"),
    "ball": _("Rolling a foot on a ball, while seated"),
    "towel": _("Pulling a towel with both hands"),
    "helper": _("Somebody helps me"),
}
KIND_WORDS = {
    "pain": _("Pain"),
    "tingling": _("Tingling"),
    "numbness": _("Numbness"),
    "burning": _("Burning"),
    "touch-hurts": _("Touch hurts"),
}
PALETTE_WORDS = {
    "sand": _("Sand, like light skin"),
    "tan": _("Tan, like medium skin"),
    "umber": _("Umber, like dark skin"),
    "slate": _("Slate, like no skin"),
}
# The choices that are no picture of the library: their name, and a line about them.
PICTURE_WORDS = {
    ROUTINES_OWN: (_("What the routine brings"), _("Each routine has a picture that suits it.")),
    SURPRISE: (_("Surprise me"), _("Another one each time.")),
    NO_PICTURE: (_("No pictures"), _("Just touch and breath. The time goes to the other parts.")),
}
LIMB_WORDS = {
    "left-foot": _("left foot"),
    "right-foot": _("right foot"),
    "left-leg": _("left lower leg"),
    "right-leg": _("right lower leg"),
    "left-hand": _("left hand"),
    "right-hand": _("right hand"),
}


def picture_title(choice: str) -> str:
    """The name of a picture, or of what takes its place."""
    return str(PICTURE_WORDS[choice][0]) if choice in PICTURE_WORDS else gettext(catalog().pictures[choice].title)


def picture_about(choice: str) -> str:
    """One line about it."""
    return str(PICTURE_WORDS[choice][1]) if choice in PICTURE_WORDS else gettext(catalog().pictures[choice].about)


def place_words(place: str) -> str:
    """A place in words: `left-ball` gives "ball of the foot on the left"."""
    if place in LIMB_WORDS:
        return str(LIMB_WORDS[place])
    side, zone = split(place)
    title = gettext(catalog().body.zones[zone].title)
    if side == "left":
        return gettext("%(zone)s on the left") % {"zone": title}
    return gettext("%(zone)s on the right") % {"zone": title}


@dataclass(frozen=True)
class QuestionWords:
    """How a question is named in a list, and how it is asked."""

    title: Promise | str
    ask: Promise | str
    hint: Promise | str


QUESTION_WORDS = {
    "signs": QuestionWords(
        _("Your health"),
        _("Does any of this fit you?"),
        _("Tick what fits. It makes each session safer."),
    ),
    "where": QuestionWords(
        _("Where you feel it"),
        _("Where do you feel it?"),
        _("Those places get more time, and gentler touch where they need it."),
    ),
    "hands": QuestionWords(
        _("Your hands"),
        _("What can your hands do?"),
        _("Only what is easy for you. The session uses what you tick."),
    ),
    "touch": QuestionWords(
        _("How you like it"),
        _("How firm may touch be?"),
        _("This is the most it will ever be. Numb places stay lighter."),
    ),
    "things": QuestionWords(
        _("Things you have"),
        _("What do you have at hand?"),
        _("None of it is a must. The session changes to suit."),
    ),
    "picture": QuestionWords(
        _("A picture for the mind"),
        _("Which picture do you like?"),
        _("It is told in each session that has a part for it. You may leave it at any time."),
    ),
    "limbs": QuestionWords(
        _("What may be touched"),
        _("What may be touched at all?"),
        _("Untick what should always be left alone."),
    ),
}
