"""Addresses of the pages after a session, and of the diary."""

from __future__ import annotations

from django.urls import path

from velneuro.web.diary import after_views, views

urlpatterns = [
    path("practice/<uuid:session_id>/after/", after_views.after, name="after"),
    path("practice/<uuid:session_id>/after/skin/", after_views.after_skin, name="after-skin"),
    path("practice/<uuid:session_id>/after/scores/", after_views.after_scores, name="after-scores"),
    path("practice/<uuid:session_id>/after/words/", after_views.after_words, name="after-words"),
    path("practice/<uuid:session_id>/after/done/", after_views.after_done, name="after-done"),
    path("diary/", views.history, name="diary"),
    path("diary/<uuid:session_id>/", views.one_session, name="diary-session"),
]
