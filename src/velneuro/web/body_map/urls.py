"""Addresses of the body map."""

from __future__ import annotations

from django.urls import path

from velneuro.web.body_map import day_views, views

urlpatterns = [
    path("map/", views.overview, name="map"),
    path("map/list/", views.several, name="map-list"),
    path("map/days/", day_views.days, name="map-days"),
    path("map/same/", day_views.same, name="map-same"),
    path("map/nothing/", day_views.nothing, name="map-nothing"),
    path("map/put-back/", day_views.put_back, name="map-put-back"),
    path("map/take-out/<str:day>/", day_views.take_out, name="map-take-out"),
    path("map/at/<slug:place>/", views.place, name="map-place"),
    path("map/<slug:view>/<slug:side>/", views.one_view, name="map-view"),
]
