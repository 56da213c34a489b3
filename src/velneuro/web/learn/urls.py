"""Addresses of the written pages."""

from __future__ import annotations

from django.urls import path

from velneuro.web.learn import views

urlpatterns = [
    path("learn/", views.contents, name="learn"),
    path("learn/signs/", views.signs, name="learn-signs"),
    path("learn/foot-check/", views.daily_foot_check, name="learn-foot-check"),
    path("learn/sources/", views.sources, name="learn-sources"),
    path("learn/for-clinicians/", views.for_clinicians, name="learn-clinicians"),
    path("learn/<slug:page>/", views.one_page, name="learn-page"),
]
