"""Addresses of the pages after a session, and of the diary."""

from __future__ import annotations

from django.urls import path

from velneuro.web.diary import after_views, asking_views, changes_views, entry_views, feet_views, happening_views, views
from velneuro.web.diary.looking import day_views, span_views, text_views, today_views

urlpatterns = [
    path("settings/asks/", asking_views.asks, name="settings-asks"),
    path("settings/asks/own/", asking_views.new_question, name="new-question"),
    path("settings/asks/own/<uuid:question_id>/", asking_views.question, name="own-question"),
    path("settings/asks/own/<uuid:question_id>/retire/", asking_views.retire_question, name="retire-question"),
    path("settings/asks/words/<slug:scale>/", asking_views.wording, name="wording"),
    path("settings/asks/<slug:occasion>/", asking_views.asks_of, name="settings-asks-of"),
    path("diary/write/<slug:moment>/", entry_views.new_entry, name="new-entry"),
    path("diary/entries/<uuid:entry_id>/", entry_views.entry, name="entry"),
    path("diary/entries/<uuid:entry_id>/take-out/", entry_views.delete_entry, name="delete-entry"),
    path("diary/happened/<slug:kind>/", happening_views.new_happening, name="new-happening"),
    path("diary/happenings/<uuid:happening_id>/", happening_views.happening, name="happening"),
    path("diary/happenings/<uuid:happening_id>/take-out/", happening_views.delete_happening, name="delete-happening"),
    path("diary/feet/", feet_views.todays_check, name="foot-check"),
    path("diary/feet/<uuid:check_id>/", feet_views.one_check, name="one-foot-check"),
    path("diary/feet/<uuid:check_id>/take-out/", feet_views.delete_check, name="delete-foot-check"),
    path("diary/findings/", feet_views.findings, name="findings"),
    path("diary/findings/<uuid:finding_id>/", feet_views.answer, name="answer-finding"),
    path("diary/changes/", changes_views.changes, name="changes"),
    path("diary/changes/<uuid:row_id>/", changes_views.changes_of, name="changes-of"),
    path("diary/changes/<uuid:row_id>/forget/", changes_views.forget_row, name="forget-row"),
    path("diary/changes/put-back/<uuid:revision_id>/", changes_views.put_change_back, name="put-change-back"),
    path("diary/undo/", changes_views.undo_last, name="diary-undo"),
    path("practice/<uuid:session_id>/after/", after_views.after, name="after"),
    path("practice/<uuid:session_id>/after/skin/", after_views.after_skin, name="after-skin"),
    path("practice/<uuid:session_id>/after/scores/", after_views.after_scores, name="after-scores"),
    path("practice/<uuid:session_id>/after/words/", after_views.after_words, name="after-words"),
    path("practice/<uuid:session_id>/after/done/", after_views.after_done, name="after-done"),
    path("diary/", today_views.today, name="diary"),
    path("diary/sessions/", views.history, name="diary-sessions"),
    path("diary/day/<str:day>/", day_views.one_day, name="diary-day"),
    path("diary/month/<str:month>/", day_views.one_month, name="diary-month"),
    path("diary/trends/", span_views.trends, name="diary-trends"),
    path("diary/before-after/", span_views.before_after, name="diary-before-after"),
    path("diary/minutes/", span_views.minutes, name="diary-minutes"),
    path("diary/where/", span_views.worst_places, name="diary-where"),
    path("diary/went-well/", text_views.good, name="diary-went-well"),
    path("diary/search/", text_views.found, name="diary-search"),
    path("diary/<uuid:session_id>/", views.one_session, name="diary-session"),
]
