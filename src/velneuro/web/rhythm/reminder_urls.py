"""Addresses of reminders: what is answered, the ways to be reached, what was sent, the calendar, the worker."""

from __future__ import annotations

from django.urls import path

from velneuro.web.rhythm import calendar_views, channel_views, reminded_views, sent_views, worker_views

urlpatterns = [
    path("rhythm/reminded/<uuid:occurrence_id>/", reminded_views.reminded, name="reminded"),
    path("rhythm/reminded/of/<uuid:ritual_id>/", reminded_views.reminded_of, name="reminded-of"),
    path("rhythm/reminders/<uuid:ritual_id>/", channel_views.reminder, name="reminder"),
    path("rhythm/channels/", channel_views.channels, name="channels"),
    path("rhythm/channels/new/<slug:channel_kind>/", channel_views.new, name="channel-new"),
    path("rhythm/channels/<uuid:channel_id>/", channel_views.one, name="channel"),
    path("rhythm/channels/<uuid:channel_id>/remove/", channel_views.removed, name="channel-remove"),
    path("rhythm/quiet/", channel_views.quiet, name="quiet-hours"),
    path("rhythm/sent/", sent_views.sent, name="sent"),
    path("rhythm/calendar/", calendar_views.calendar_page, name="calendar"),
    path("calendar/<str:token>.ics", calendar_views.calendar_file, name="calendar-file"),
    path("sw.js", worker_views.service_worker, name="service-worker"),
]
