"""Addresses of the sound settings, their samples, own music and the feed's own page."""

from __future__ import annotations

from django.urls import path

from velneuro.web.sound import music_views, views

urlpatterns = [
    path("settings/sound/", views.settings_sound, name="settings-sound"),
    path("settings/sound/voice-<str:voice>.mp3", views.hear_voice, name="hear-voice"),
    path("settings/sound/music-<str:music>.mp3", views.hear_music, name="hear-music"),
    path("settings/sound/picture-<str:picture>.mp3", views.hear_picture, name="hear-picture"),
    path("settings/sound/own/", music_views.own, name="own-music"),
    path("settings/sound/own/<uuid:music_id>/remove/", music_views.remove, name="own-music-remove"),
    path("settings/feed/", views.settings_feed, name="settings-feed"),
]
