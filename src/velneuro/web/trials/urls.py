"""Addresses of a person's own trials."""

from __future__ import annotations

from django.urls import path

from velneuro.web.trials import answer_views, views

urlpatterns = [
    path("trials/", views.trials, name="trials"),
    path("trials/new/", views.new, name="trial-new"),
    path("trials/<uuid:trial_id>/", views.one_trial, name="trial"),
    path("trials/<uuid:trial_id>/plan/", views.plan, name="trial-plan"),
    path("trials/<uuid:trial_id>/gate/", views.gate, name="trial-gate"),
    path("trials/<uuid:trial_id>/pause/", views.pause, name="trial-pause"),
    path("trials/<uuid:trial_id>/resume/", views.resume, name="trial-resume"),
    path("trials/<uuid:trial_id>/end/", views.end, name="trial-end"),
    path("trials/<uuid:trial_id>/answer/", answer_views.answer, name="trial-answer"),
    path("trials/<uuid:trial_id>/how/", answer_views.how, name="trial-how"),
    path("trials/<uuid:trial_id>/plan.json", answer_views.plan_file, name="trial-plan-file"),
    path("trials/<uuid:trial_id>/data.csv", answer_views.data_file, name="trial-data-file"),
]
