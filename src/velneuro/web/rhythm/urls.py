"""Addresses of the plan of the week and its breaks, and of two pages that it has a part in."""

from __future__ import annotations

from django.urls import path

from velneuro.web.rhythm import break_views, home_views, views

urlpatterns = [
    path("", home_views.tonight, name="tonight"),
    path("settings/name/", home_views.settings_name, name="settings-name"),
    path("rhythm/", views.plan, name="rhythm"),
    path("rhythm/start/", views.start, name="rhythm-start"),
    path("rhythm/undo/", views.undo_last, name="rhythm-undo"),
    path("rhythm/lines/new/", views.new_line, name="new-line"),
    path("rhythm/lines/<uuid:ritual_id>/", views.line, name="line"),
    path("rhythm/lines/<uuid:ritual_id>/take-out/", views.take_line_out, name="take-line-out"),
    path("rhythm/breaks/new/", break_views.new_break, name="new-break"),
    path("rhythm/breaks/pause/", break_views.pause, name="pause"),
    path("rhythm/breaks/<uuid:break_id>/", break_views.one_break, name="break"),
    path("rhythm/breaks/<uuid:break_id>/go-on/", break_views.go_on, name="go-on"),
    path("rhythm/breaks/<uuid:break_id>/take-out/", break_views.take_break_out, name="take-break-out"),
]
