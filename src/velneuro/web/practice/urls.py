"""Addresses of tonight, the routines and a session. A session's id stands before a routine's name: both fit a name."""

from __future__ import annotations

from django.urls import path

from velneuro.web.practice import printing, session_views, views

urlpatterns = [
    path("", views.tonight, name="tonight"),
    path("practice/", views.routines, name="routines"),
    path("practice/<uuid:session_id>/", session_views.session, name="session"),
    path("practice/<uuid:session_id>/advice/", session_views.advice, name="advice"),
    path("practice/<uuid:session_id>/clinician-yes/", session_views.clinician_yes, name="clinician-yes"),
    path("practice/<uuid:session_id>/leave/", session_views.leave, name="leave"),
    path("practice/<slug:name>/", views.one_routine, name="routine"),
    path("practice/<slug:name>/prepare/", views.prepare, name="prepare"),
    path("practice/<slug:name>/card.pdf", printing.printed_card, name="printed-card"),
    path("practice/<slug:name>/gate/", views.gate, name="gate"),
]
