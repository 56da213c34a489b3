"""Addresses of the preview of an author's file; without such a file they do not exist."""

from __future__ import annotations

from django.urls import path

from velneuro.web.preview import views

urlpatterns = [
    path("preview/", views.preview, name="preview"),
    path("preview/seen/", views.seen, name="preview-seen"),
]
