"""Addresses of the diary."""

from __future__ import annotations

from django.urls import path

from velneuro.web.diary import views

urlpatterns = [
    path("diary/", views.history, name="diary"),
    path("diary/<uuid:session_id>/", views.one_session, name="diary-session"),
]
