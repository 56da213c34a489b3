"""All addresses. What the door lets through comes here."""

from __future__ import annotations

from django.urls import include, path

from velneuro.web.api import api
from velneuro.web.health import healthz

urlpatterns = [
    path("", include("velneuro.web.rhythm.urls")),
    path("", include("velneuro.web.practice.urls")),
    path("", include("velneuro.web.body_map.urls")),
    path("", include("velneuro.web.diary.urls")),
    path("", include("velneuro.web.trials.urls")),
    path("", include("velneuro.web.reports.urls")),
    path("", include("velneuro.web.sound.urls")),
    path("", include("velneuro.web.rhythm.reminder_urls")),
    path("", include("velneuro.web.learn.urls")),
    path("", include("velneuro.web.people.urls")),
    path("", include("velneuro.web.preview.urls")),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
]

handler400 = "velneuro.web.failures.bad_request"
handler403 = "velneuro.web.failures.forbidden"
handler404 = "velneuro.web.failures.not_found"
handler500 = "velneuro.web.failures.server_error"
