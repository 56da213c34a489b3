"""Words that templates need for numbers and steps."""

from __future__ import annotations

from django import template

from velneuro.web.practice.repertoire import own_file
from velneuro.web.practice.words import step_words

register = template.Library()
register.filter("step_words", step_words)


@register.simple_tag
def is_preview() -> bool:
    """Whether this server shows an author's file."""
    return own_file() is not None


@register.filter
def clock(seconds: int) -> str:
    """Minutes and seconds: 95 gives 1:35."""
    return f"{seconds // 60}:{seconds % 60:02d}"
