"""Words of the pages about a person's own trial."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.trial_questions import Question
from velneuro.content.trial_words import trial_words
from velneuro.core.trial.design import Design
from velneuro.outputs.trial_words import Words
from velneuro.web.trials.models import TrialPause

Reason = TrialPause.Reason
# What a morning can be asked for, and how a sentence calls it: "your morning pain".
OUTCOMES: Mapping[str, tuple[object, object]] = {
    "pain": (_("Pain in the morning"), _("morning pain")),
    "burning": (_("Burning in the morning"), _("morning burning")),
    "tingling": (_("Tingling in the morning"), _("morning tingling")),
    "numbness": (_("Numbness in the morning"), _("morning numbness")),
    "touch-hurts": (_("Touch that hurts, in the morning"), _("morning soreness to touch")),
    "sleep": (_("Trouble with sleep"), _("trouble with sleep")),
}
PAUSED = {
    Reason.FLARE: _("You marked a flare. The trial waits until you feel ready."),
    Reason.SIGN: _("A sign came up before the session. The trial waits. Follow the advice first."),
    Reason.MORNINGS: _("Three mornings were much worse than before. The trial waits. Tell the person who treats you."),
    Reason.OWN: _("You paused the trial. It waits until you go on."),
}
LOOK_WORDS = {
    "end": _("One answer, at the end"),
    "three": _("Early looks too, with a stricter rule"),
}


def outcome_title(outcome: str) -> str:
    return str(OUTCOMES[outcome][0])


def in_words(design: Design, question: Question) -> Design:
    """The design with the names that a person reads, for the sentences of the answer."""
    first, second = (gettext(way.word) for way in question.ways)
    return replace(design, arms=(first, second), outcome=str(OUTCOMES[design.outcome][1]))


def answer_words() -> Words:
    """The sentences of an answer in the language of the page."""
    return {name: gettext(text) for name, text in trial_words().items()}


def interval_words(low: float, high: float) -> str:
    """From one end to the other, in points; few nights leave an end open, as far as any number goes."""
    if not math.isfinite(high - low):
        return gettext("too few nights for a range")
    return gettext("%(low).2f to %(high).2f") % {"low": low, "high": high}
