"""What a trial has to say on the home page: tonight's way, once it may be seen."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from velneuro.web.people.owner import current_person
from velneuro.web.trials.running import current_trial
from velneuro.web.trials.views import trial_context

register = template.Library()


@register.simple_tag(takes_context=True)
def trial_tonight(context: RequestContext) -> dict[str, Any]:
    """The trial that goes on, for trials/tonight.html; nothing where there is none."""
    stands = current_trial(current_person(context["request"]), timezone.now())
    return trial_context(stands) if stands else {}
