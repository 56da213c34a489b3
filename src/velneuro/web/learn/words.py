"""Words around the written pages: their parts, the evidence marks, and what a rule does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WRITE_WORDS = {
    "medicine": _("Write down a change of medicine"),
    "side-effect": _("Write down a side effect"),
}
PART_WORDS = {
    "know": _("What it is"),
    "touch": _("Touch"),
    "feet": _("Your feet"),
    "mind": _("Rest and mind"),
    "ask": _("Asking for help"),
}
# The name, how many of four dots are full (none: no dots at all), and what it means.
GRADE_WORDS = {
    "high": (_("High"), 4, _("Many good studies agree. It is unlikely to change.")),
    "moderate": (_("Moderate"), 3, _("A good review, or a guideline of experts. It may still change.")),
    "low": (_("Low"), 2, _("A few studies, or weak ones. It may well turn out otherwise.")),
    "very low": (_("Very low"), 1, _("One or two small studies. We can hardly tell.")),
    "our choice": (_("Our choice"), 0, _("No study. We chose it, because it seems careful or kind.")),
}
URGENCY_WORDS = {
    "EMERG": (_("Call your emergency number now"), _("It is 911 in the US and Canada, 112 in Europe, 999 in the UK.")),
    "TODAY": (_("Call your doctor or clinic today"), _("No massage until somebody has looked at it.")),
    "ASK": (_("Ask your doctor or clinic first"), _("When they say yes, tell us so, and the session opens.")),
    "NOREGION": (_("We leave that place out"), _("The rest of the session goes on.")),
    "LIGHT": (_("We keep it light and short"), _("Only light touch, and ten minutes of it at most.")),
}
ACTION_WORDS = {
    "EMERG": _("No session. The advice is to call the emergency number now."),
    "TODAY": _("No session. The advice is to call doctor or clinic today."),
    "ASK": _("No session until a clinician said yes."),
    "LIGHT": _("Pressure at most 1 and little touch, in the whole session."),
}
PARTLY_TODAY = _("The advice is to call doctor or clinic today. The rest may go on.")
SPREAD_WORDS = {
    "zone": _("Leaves out the marked place."),
    "limb": _("Leaves out the whole marked limb."),
    "both": _("Leaves out that limb on both sides."),
    "foot-and-leg": _("Leaves out foot and leg of that side, or the hand."),
    "legs": _("Leaves out both feet and both legs."),
}
CONTACT_WORDS = {
    "hand": _("hand"),
    "thumb": _("thumb"),
    "knuckle": _("knuckles"),
    "heel": _("heel of the hand"),
    "ball": _("ball"),
    "towel": _("towel"),
}
ASKED_WORDS = {"tonight": _("before every session"), "standing": _("once, and kept")}
OPEN_QUESTION_WORDS = {
    "gate": _("The safety questions"),
    "feel": _("What is felt where"),
    "pressure": _("How much pressure is allowed"),
}
TAG_WORDS = {
    "seen": _("read in the source or its abstract"),
    "memory": _("recalled, still to be checked"),
    "inference": _("our own reasoning"),
}
