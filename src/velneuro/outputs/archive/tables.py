"""The one list of what an archive holds: every table of a person, with every field.

Names are those of the database. Rows stand in the order of `order`; `once` says what there is at most one of.
"""

from __future__ import annotations

from velneuro.outputs.archive.kinds import (
    ARRAY,
    BIG,
    DAY_KIND,
    DECIMAL_KIND,
    IDENTITY,
    INTEGER,
    MOMENT_KIND,
    OBJECT,
    PATH_KIND,
    SMALL,
    WEEKDAYS,
    YES_NO,
    ZONE,
    text,
    whole,
)
from velneuro.outputs.archive.table import ID, OF_DAY, Field, Once, Table, refer

LEVEL = whole(0, 3)
CLOCK = whole(0, 24 * 60 - 1)  # minutes after midnight

PERSON = (
    Field("name", text(60)),
    Field("answers", OBJECT),
    Field("asks", ARRAY),
    Field("morning_asks", ARRAY),
    Field("any_asks", ARRAY),
    Field("wordings", OBJECT),
    Field("time_zone", ZONE),
    Field("day_starts", whole(0, 12 * 60)),
    Field("created_at", MOMENT_KIND),
    Field("welcomed_at", MOMENT_KIND, null=True),
    Field("palette", text(8)),
    Field("mapped_at", MOMENT_KIND, null=True),
)

SESSIONS = Table(
    "sessions",
    (
        ID,
        Field("routine", text(80)),
        Field("minutes", whole(0, SMALL)),
        Field("seed", whole(0, BIG)),
        Field("lang", text(16)),
        Field("answers", OBJECT),
        Field("plan", OBJECT),
        Field("score", text()),
        Field("sound", OBJECT),
        Field("state", text(among=("ready", "playing", "finished", "stopped", "refused"))),
        Field("position_ms", whole(0, INTEGER)),
        Field("made_at", MOMENT_KIND),
        Field("day", DAY_KIND),
        Field("started_at", MOMENT_KIND, null=True),
        Field("ended_at", MOMENT_KIND, null=True),
        Field("time_zone", ZONE),
        Field("stop_reason", text(among=("", "early", "wrong"))),
        Field("stop_note", text()),
        Field("gate_path", PATH_KIND),
    ),
    order=("made_at",),
)
EVENTS = Table(
    "events",
    (
        ID,
        refer("session", "sessions"),
        Field(
            "kind",
            text(
                among=("started", "step", "paused", "gentler", "more", "again", "skipped", "stopped", "finished"),
            ),
        ),
        Field("step", text(120)),
        Field("position_ms", whole(0, INTEGER)),
        Field("at", MOMENT_KIND),
        Field("received_at", MOMENT_KIND),
    ),
    order=("at",),
)
ENTRIES = Table(
    "entries",
    (
        *OF_DAY,
        refer("session", "sessions", null=True),
        Field("moment", text(among=("before", "after", "morning", "any", "week"))),
        Field("changed_at", MOMENT_KIND),
        Field("went_well", text()),
        Field("note", text()),
        Field("skin", text(among=("", "fine", "changed"))),
        Field("overall", whole(1, 7), null=True),
    ),
    order=("at",),
    once=(Once(("session", "moment")), Once(("day",), when=("moment", "morning"))),
)
SCORES = Table(
    "scores",
    (ID, refer("entry", "entries"), Field("scale", text(40)), Field("value", whole(0, 10))),
    order=("entry", "scale"),
    once=(Once(("entry", "scale")),),
)
OWN_QUESTIONS = Table(
    "own_questions",
    (
        ID,
        Field("kind", text(among=("scale", "number", "yes-no", "choice"))),
        Field("text", text(200)),
        Field("unit", text(40)),
        Field("options", ARRAY),
        Field("made_at", MOMENT_KIND),
        Field("retired_at", MOMENT_KIND, null=True),
    ),
    order=("made_at",),
)
OWN_ANSWERS = Table(
    "own_answers",
    (ID, refer("entry", "entries"), refer("question", "own_questions"), Field("value", DECIMAL_KIND)),
    order=("entry", "question"),
    once=(Once(("entry", "question")),),
)
HAPPENINGS = Table(
    "happenings",
    (
        *OF_DAY,
        Field("kind", text(among=("flare", "medicine", "side-effect", "care"))),
        Field("text", text()),
    ),
    order=("at",),
    once=(Once(("day",), when=("kind", "flare")),),
)
FOOT_CHECKS = Table("foot_checks", OF_DAY, order=("at",), once=(Once(("day",)),))
FINDINGS = Table(
    "findings",
    (
        ID,
        refer("foot_check", "foot_checks"),
        Field("item", text(40)),
        Field("side", text(among=("", "left", "right"))),
        Field("note", text()),
        Field("answer", text(among=("", "gone", "seen"))),
        Field("answered_at", MOMENT_KIND, null=True),
    ),
    order=("foot_check", "item", "side"),
    once=(Once(("foot_check", "item", "side")),),
)
MAPS = Table(
    "maps",
    (ID, Field("day", DAY_KIND), Field("changed_at", MOMENT_KIND), Field("time_zone", ZONE)),
    order=("day",),
    once=(Once(("day",)),),
)
MARKS = Table(
    "marks",
    (
        ID,
        refer("map_day", "maps"),
        Field("place", text(40)),
        Field("kind", text(16)),
        Field("level", whole(0, 10)),
        Field("at", MOMENT_KIND),
        Field("time_zone", ZONE),
        Field("carried", YES_NO),
    ),
    order=("at",),
    once=(Once(("map_day", "place", "kind")),),
)
SOUND_CHOICES = Table(
    "sound_choices",
    (
        ID,
        Field("voice", text(60)),
        Field("music", text(60)),
        Field("level_voice", LEVEL),
        Field("level_music", LEVEL),
        Field("level_chime", LEVEL),
        Field("lufs", whole(-SMALL - 1, SMALL)),
        Field("stereo", YES_NO),
    ),
    order=(),
    once=(Once(()),),
)
OWN_MUSIC = Table(
    "own_music",
    (
        ID,
        Field("key", text(64)),
        Field("title", text(120)),
        Field("seconds", whole(0, INTEGER)),
        Field("added_at", MOMENT_KIND),
    ),
    order=("added_at",),
    once=(Once(("key",)),),
)
REVISIONS = Table(
    "revisions",
    (
        ID,
        Field("what", text(20)),
        Field("row", IDENTITY),
        Field("at", MOMENT_KIND),
        Field("by", text(60)),
        Field("was", OBJECT, null=True),
        Field("became", OBJECT, null=True),
    ),
    order=("at",),
)

TRIALS = Table(
    "trials",
    (
        ID,
        Field("question", text(20)),
        Field("outcome", text(40)),
        Field("routine", text(80)),
        Field("minutes", whole(0, SMALL)),
        Field("minutes_longer", whole(0, SMALL)),
        Field("made_at", MOMENT_KIND),
        Field("time_zone", ZONE),
        Field("day_starts", whole(0, 12 * 60)),
        Field("run_in_from", DAY_KIND),
        Field("plan", OBJECT),
        Field("plan_hash", text(64)),
        Field("sealed", text()),
        Field("locked_at", MOMENT_KIND, null=True),
        Field("starts_on", DAY_KIND, null=True),
        Field("ended_at", MOMENT_KIND, null=True),
    ),
    order=("made_at",),
)
TRIAL_PAUSES = Table(
    "trial_pauses",
    (
        ID,
        refer("trial", "trials"),
        Field("reason", text(among=("flare", "sign", "mornings", "own"))),
        Field("since", DAY_KIND),
        Field("until", DAY_KIND, null=True),
        Field("went_on_at", MOMENT_KIND, null=True),
    ),
    order=("since",),
    once=(Once(("trial",), when=("until", None)),),
)

RITUALS = Table(
    "rituals",
    (
        ID,
        Field("routine", text(80)),
        Field("minutes", whole(0, SMALL)),
        Field("weekdays", WEEKDAYS),
        Field("part", text(among=("bedtime", "afternoon", "any"))),
        Field("clock_minutes", CLOCK, null=True),
        Field("cue", text(120)),
        Field("since", DAY_KIND),
        Field("until", DAY_KIND, null=True),
        Field("made_at", MOMENT_KIND),
    ),
    order=("made_at",),
)
BREAKS = Table(
    "breaks",
    (
        ID,
        Field("kind", text(among=("holiday", "pause"))),
        Field("since", DAY_KIND),
        Field("until", DAY_KIND, null=True),
    ),
    order=("since",),
)
OCCURRENCES = Table(
    "occurrences",
    (
        ID,
        refer("ritual", "rituals"),
        Field("day", DAY_KIND),
        Field("at", MOMENT_KIND, null=True),
        Field("answer", text(among=("", "seen", "done", "skipped"))),
        Field("answered_at", MOMENT_KIND, null=True),
        Field("snoozed_until", MOMENT_KIND, null=True),
    ),
    order=("day",),
    once=(Once(("ritual", "day")),),
)
DELIVERIES = Table(
    "deliveries",
    (
        ID,
        refer("occurrence", "occurrences", null=True),
        Field("channel_kind", text(among=("push", "email", "apprise"))),
        Field("channel_name", text(60)),
        Field("round", text(among=("first", "second", "snoozed", "test"))),
        Field("due_at", MOMENT_KIND),
        Field("state", text(among=("waiting", "sending", "sent", "failed", "unsure", "not-sent"))),
        Field("claimed_until", MOMENT_KIND, null=True),
        Field("tries", whole(0, SMALL)),
        Field("began_at", MOMENT_KIND, null=True),
        Field("ended_at", MOMENT_KIND, null=True),
        Field("result", text(200)),
    ),
    order=("due_at",),
)
RHYTHM_CHOICES = Table(
    "rhythm_choices",
    (ID, Field("quiet_from", CLOCK, null=True), Field("quiet_until", CLOCK, null=True)),
    order=(),
    once=(Once(()),),
)
OWN_ROUTINES = Table(
    "own_routines",
    (
        ID,
        Field("name", text(80)),
        Field("text", text()),
        Field("based_on", text(80)),
        Field("origin", text(among=("made", "received"))),
        Field("sender", text(80)),
        Field("voice", text(60)),
        Field("music", text(60)),
        Field("picture", text(60)),
        Field("made_at", MOMENT_KIND),
        Field("changed_at", MOMENT_KIND),
        Field("removed_at", MOMENT_KIND, null=True),
    ),
    order=("made_at",),
    once=(Once(("name",)),),
)
FAVORITES = Table(
    "favorites",
    (ID, Field("routine", text(80)), Field("added_at", MOMENT_KIND)),
    order=("added_at",),
    once=(Once(("routine",)),),
)

# A table stands after those that it refers to.
TABLES = (
    *(SESSIONS, EVENTS, ENTRIES, SCORES, OWN_QUESTIONS, OWN_ANSWERS, HAPPENINGS, FOOT_CHECKS, FINDINGS),
    *(MAPS, MARKS, SOUND_CHOICES, OWN_MUSIC, REVISIONS, TRIALS, TRIAL_PAUSES),
    *(RITUALS, BREAKS, OCCURRENCES, DELIVERIES, RHYTHM_CHOICES, OWN_ROUTINES, FAVORITES),
)
