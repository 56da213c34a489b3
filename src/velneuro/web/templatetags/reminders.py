"""What reminders have to say on the home page: that a way to be reached is gone."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext

from velneuro.web.people.owner import current_person
from velneuro.web.rhythm.models import Channel

register = template.Library()


@register.inclusion_tag("rhythm/gone.html", takes_context=True)
def ways_gone(context: RequestContext) -> dict[str, Any]:
    """The names of the ways that take no more messages; none is the usual."""
    person = current_person(context["request"])
    gone = Channel.objects.filter(person=person, state=Channel.State.DEAD)
    return {"gone": list(gone.values_list("name", flat=True))}
