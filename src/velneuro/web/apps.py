"""Names the one Django app of Vel Neuro."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "velneuro.web"
    label = "web"
