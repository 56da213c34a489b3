"""Addresses of the routines and a session. A session's id stands before a routine's name: both fit a name."""

from __future__ import annotations

from django.urls import path

from velneuro.web.practice import feed_views, printing, session_views, track_views, views
from velneuro.web.practice.own import edit_views, favorite_views, give_views, receive_views

urlpatterns = [
    path("practice/", views.routines, name="routines"),
    path("practice/<uuid:session_id>/", session_views.session, name="session"),
    path("practice/<uuid:session_id>/advice/", session_views.advice, name="advice"),
    path("practice/<uuid:session_id>/clinician-yes/", session_views.clinician_yes, name="clinician-yes"),
    path("practice/<uuid:session_id>/leave/", session_views.leave, name="leave"),
    path("practice/<uuid:session_id>/track.mp3", track_views.track, name="track"),
    path("practice/<uuid:session_id>/track-<slug:name>.mp3", track_views.download, name="track-file"),
    path("practice/<uuid:session_id>/captions.vtt", track_views.captions, name="captions"),
    path("practice/<uuid:session_id>/voice/", track_views.voice, name="pick-voice"),
    path("practice/<slug:name>/", views.one_routine, name="routine"),
    path("practice/<slug:name>/prepare/", views.prepare, name="prepare"),
    path("practice/<slug:name>/card.pdf", printing.printed_card, name="printed-card"),
    path("practice/<slug:name>/gate/", views.gate, name="gate"),
    path("practice/<slug:name>/favorite/", favorite_views.favorite, name="favorite"),
    path("practice/<slug:name>/give/", give_views.give, name="give"),
    path("practice/<slug:name>/give.toml", give_views.give_file, name="give-file"),
    path("practice/<slug:name>/edit/", edit_views.edit, name="edit-routine"),
    path("practice/<slug:name>/remove/", edit_views.remove_own, name="remove-routine"),
    path("practice/<slug:name>/put-back/", edit_views.put_own_back, name="put-routine-back"),
    path("routines/receive/", receive_views.receive, name="receive"),
    path("feed/<str:token>.xml", feed_views.feed, name="feed"),
    path("feed/<str:token>/<uuid:session_id>.mp3", feed_views.episode, name="feed-episode"),
    path("feed/<str:token>/cover.jpg", feed_views.picture, name="feed-cover"),
]
