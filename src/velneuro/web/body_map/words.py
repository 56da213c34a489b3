"""Words of the body map."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.core.catalog import KINDS
from velneuro.web.body_map.marks import Felt
from velneuro.web.people.words import LIMB_WORDS, place_words

LIMB_OF = {
    "sole": "foot",
    "top": "foot",
    "medial": "foot",
    "lateral": "foot",
    "legfront": "leg",
    "legback": "leg",
    "palm": "hand",
    "back": "hand",
}
LIMB_TITLES = {"foot": _("Feet"), "leg": _("Lower legs"), "hand": _("Hands")}
VIEW_WORDS = {
    "sole": _("sole"),
    "top": _("from above"),
    "medial": _("inner side"),
    "lateral": _("outer side"),
    "legfront": _("front"),
    "legback": _("back"),
    "palm": _("palm"),
    "back": _("back of the hand"),
}
SIDE_TITLES = {"left": _("Left"), "right": _("Right")}
FELT_WORDS = {
    "pain": _("pain %(level)d"),
    "tingling": _("tingling %(level)d"),
    "numbness": _("numbness %(level)d"),
    "burning": _("burning %(level)d"),
    "touch-hurts": _("touch hurts %(level)d"),
}


def view_words(view: str, side: str) -> str:
    """sole, left gives "Left foot, sole"."""
    limb = capfirst(str(LIMB_WORDS[f"{side}-{LIMB_OF[view]}"]))
    return gettext("%(limb)s, %(view)s") % {"limb": limb, "view": VIEW_WORDS[view]}


def pair_words(view: str) -> str:
    """sole gives "Feet, sole"."""
    return gettext("%(limb)s, %(view)s") % {"limb": LIMB_TITLES[LIMB_OF[view]], "view": VIEW_WORDS[view]}


def felt_words(felt: Felt) -> str:
    """What is felt at a place: "tingling 6, burning 3"; empty when there is nothing."""
    return ", ".join(str(FELT_WORDS[kind] % {"level": felt[kind]}) for kind in KINDS if kind in felt)


def at_place_words(place: str, felt: Felt) -> str:
    """left-ball gives "Ball of the foot on the left: tingling 6"."""
    return gettext("%(place)s: %(felt)s") % {
        "place": capfirst(place_words(place)),
        "felt": felt_words(felt) or gettext("nothing marked"),
    }
