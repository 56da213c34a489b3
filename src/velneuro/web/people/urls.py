"""Addresses of the first visit, the household, settings and the way in."""

from __future__ import annotations

from django.urls import path

from velneuro.web.people import entering, views

urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("welcome/<slug:question>/", views.welcome_question, name="welcome-question"),
    path("people/", views.people, name="people"),
    path("people/<uuid:person_id>/use/", views.use_person, name="use-person"),
    path("settings/", views.settings, name="settings"),
    path("settings/look/", views.settings_look, name="settings-look"),
    path("settings/password/", views.settings_password, name="settings-password"),
    path("settings/devices/", views.settings_devices, name="settings-devices"),
    path("settings/sign-out/", views.sign_out, name="sign-out"),
    path("settings/<slug:question>/", views.settings_question, name="settings-question"),
    path("more/", views.more, name="more"),
    path("enter/", entering.enter, name="enter"),
    path("enter/<str:token>/", entering.enter_link, name="enter-link"),
]
