"""Addresses of what a person takes out, brings in and erases."""

from __future__ import annotations

from django.urls import path

from velneuro.web.reports import views

urlpatterns = [
    path("reports/", views.yours, name="yours"),
    path("reports/archive.json", views.archive_json, name="archive-json"),
    path("reports/archive.zip", views.archive_zip, name="archive-zip"),
    path("reports/import/", views.bring_in, name="bring-in"),
    path("reports/erase/", views.erase, name="erase"),
    path("reports/erased/", views.erased, name="erased"),
    path("people/<uuid:person_id>/remove/", views.remove, name="remove-person"),
]
