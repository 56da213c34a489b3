"""The archive as a file: the same bytes for the same content, a schema that agrees with the reader, exact mistakes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema_rs  # comes with schemathesis; it is not the reader that it judges here
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lives import a_life, every_zone, lives
from velneuro.core.problem import InputRefused
from velneuro.outputs.archive.canonical import VERSION, Archive, to_bytes
from velneuro.outputs.archive.reading import MOST_BYTES, read_archive
from velneuro.outputs.archive.schema import SHIPPED, schema
from velneuro.outputs.archive.spreadsheets import FORMULA, to_csv, to_zip
from velneuro.outputs.archive.steps import STEPS
from velneuro.outputs.archive.tables import TABLES

OLD = Path(__file__).parents[1] / "golden" / "archives"
EVENTS = next(table for table in TABLES if table.name == "happenings")
MOMENT = "2026-11-22T19:30:00.000000Z"


def happening(**changes: Any) -> dict[str, Any]:
    row = {"id": "3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10", "day": "2026-11-22", "at": MOMENT, "time_zone": "UTC"}
    return {**row, "kind": "care", "text": "Physio", **changes}


def refused(content: bytes | Any) -> list[str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(InputRefused) as refusal:
        read_archive(raw, "maria.json")
    return [str(problem) for problem in refusal.value.problems]


def raw(archive: Archive | None = None) -> dict[str, Any]:
    return dict(json.loads(to_bytes(archive or a_life())))


@given(lives())
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read_and_written_the_same(life: Archive) -> None:
    content = to_bytes(life)
    assert to_bytes(read_archive(content, "life.json")) == content


@given(lives())
@settings(max_examples=25, deadline=None)
def test_the_schema_says_what_the_reader_says(life: Archive) -> None:
    assert jsonschema_rs.is_valid(schema(), json.loads(to_bytes(life)))


def test_the_shipped_schema_is_that_of_the_tables() -> None:
    assert json.loads(SHIPPED.read_text("utf-8")) == schema()


@given(lives(), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_and_keys_makes_no_difference(life: Archive, chance: Any) -> None:
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in life.tables.items()}
    assert to_bytes(Archive(dict(reversed(life.person.items())), shuffled)) == to_bytes(life)


def test_the_file_is_utf_8_with_one_row_a_line() -> None:
    content = to_bytes(a_life(happenings=[happening(text="Gänge, 足, 🦶"), happening(id="4" + happening()["id"][1:])]))
    assert "Gänge, 足, 🦶" in content.decode("utf-8")
    assert content.endswith(b"}\n")
    assert len([line for line in content.decode().splitlines() if '"kind"' in line]) == 2


def test_every_zone_of_the_world_is_read() -> None:
    content = to_bytes(every_zone())
    assert to_bytes(read_archive(content, "zones.json")) == content


@pytest.mark.parametrize("old", sorted(OLD.glob("*.json")), ids=lambda file: str(file.stem))
def test_every_older_version_is_read(old: Path) -> None:
    archive = read_archive(old.read_bytes(), old.name)
    assert json.loads(to_bytes(archive))["version"] == VERSION


def test_there_is_a_sample_of_every_version_that_has_a_step() -> None:
    versions = sorted(json.loads(file.read_bytes())["version"] for file in OLD.glob("*.json"))
    assert versions == list(range(1, len(STEPS) + 1)) == list(range(1, VERSION))


def test_version_1_gets_its_days_by_the_clock_of_its_zone() -> None:
    archive = read_archive((OLD / "version-1.json").read_bytes(), "version-1.json")
    assert [row["day"] for row in archive.rows("sessions")] == ["2026-10-31", "2026-11-01"]
    assert {row["note"]: row["day"] for row in archive.rows("entries")} == {"Of the session": "2026-10-31"}


def test_the_pauses_of_version_2_know_no_moment_of_going_on() -> None:
    archive = read_archive((OLD / "version-2.json").read_bytes(), "version-2.json")
    assert [(row["until"], row["went_on_at"]) for row in archive.rows("trial_pauses")] == [
        ("2026-12-01", None),
        (None, None),
    ]


def test_a_damaged_pause_of_version_2_is_named() -> None:
    old = json.loads((OLD / "version-2.json").read_bytes())
    old["tables"]["trial_pauses"].append(5)
    assert refused(old)[0].startswith("maria.json:trial_pauses: it is not a list of objects")


def test_a_foreign_file_says_what_to_choose() -> None:
    assert refused({"hello": 1}) == [
        "maria.json: it is not an archive of Vel Neuro: choose the file that the export wrote"
    ]


def test_a_newer_version_says_to_update() -> None:
    assert "written by a newer Vel Neuro" in refused({**raw(), "version": VERSION + 1})[0]


@pytest.mark.parametrize("version", [0, -1, True, "2", None, 1.0])
def test_a_version_that_is_none_is_refused(version: Any) -> None:
    assert refused({**raw(), "version": version})[0].startswith("maria.json:version:")


def test_every_truncated_file_is_refused() -> None:
    content = to_bytes(a_life(happenings=[happening()]))
    for length in range(0, len(content) - 2, 7):
        assert refused(content[:length])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"at": "yesterday"}, "happenings[1].at"),
        ({"at": "2026-11-22T19:30:00Z"}, "happenings[1].at"),
        ({"at": "2026-02-30T19:30:00.000000Z"}, "happenings[1].at"),
        ({"day": "2026-02-30"}, "happenings[1].day"),
        ({"time_zone": "Europe/Nowhere"}, "happenings[1].time_zone"),
        ({"kind": "party"}, "happenings[1].kind"),
        ({"text": None}, "happenings[1].text"),
        ({"text": "\0"}, "happenings[1].text"),
        ({"text": "\ud800"}, "happenings[1].text"),
        ({"id": "7"}, "happenings[1].id"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(change: dict[str, Any], place: str) -> None:
    told = refused(raw(a_life(happenings=[happening(**change)])))
    assert len(told) == 1
    assert told[0].startswith(f"maria.json:{place}: it is not ")


@pytest.mark.parametrize("weekdays", [[7], [-1], [1, 1], [True], [1.0], ["1"], {}])
def test_weekdays_that_are_none_are_named(weekdays: Any) -> None:
    ritual = {"id": happening()["id"], "routine": "bad-moment", "minutes": 3, "weekdays": weekdays, "part": "any"}
    row = {**ritual, "clock_minutes": 1439, "cue": "", "since": "2026-11-22", "until": None, "made_at": MOMENT}
    (told,) = refused(raw(a_life(rituals=[row])))
    assert told.startswith("maria.json:rituals[1].weekdays: it is not a list of weekdays")


def test_a_missing_and_an_unknown_field_are_named() -> None:
    row = happening()
    del row["kind"]
    told = refused(raw(a_life(happenings=[{**row, "sort": "care"}])))
    assert [line.split(": ")[:2] for line in told] == [
        ["maria.json:happenings[1]", "kind is missing"],
        ["maria.json:happenings[1]", "'sort' is not known"],
    ]


def test_a_row_that_points_nowhere_is_named() -> None:
    score = {"id": happening()["id"], "entry": happening()["id"], "scale": "pain", "value": 3}
    told = refused(raw(a_life(scores=[score])))
    assert told[0].startswith("maria.json:scores[1].entry: there is no such row in entries")


def test_a_second_flare_on_a_day_is_named() -> None:
    second = happening(id="4" + happening()["id"][1:], kind="flare")
    told = refused(raw(a_life(happenings=[happening(kind="flare"), second])))
    assert told == ["maria.json:happenings[2]: there is one with the same day before it: remove one of them"]


def test_a_key_that_stands_twice_is_refused() -> None:
    assert "stands twice" in refused(to_bytes(a_life()).replace(b'"asks":[]', b'"asks":[],"asks":[1]'))[0]


def test_what_no_number_is_is_refused() -> None:
    assert refused(to_bytes(a_life()).replace(b'"day_starts":240', b'"day_starts":NaN'))


def test_a_number_without_end_is_told_in_own_words() -> None:
    told = refused(to_bytes(a_life()).replace(b'"day_starts":240', b'"day_starts":' + b"9" * 5000))
    assert told == ["maria.json: it holds a number with thousands of digits: export it again, and import that file"]


@pytest.mark.parametrize("value", ["[" * 100_000, "[" * 200 + "]" * 200, '{"a":1e999}', "9" * 5000])
def test_what_would_break_a_reader_is_refused(value: str) -> None:
    assert refused(to_bytes(a_life()).replace(b'"answers":{}', f'"answers":{{"a":{value}}}'.encode()))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    assert refused(content)


@given(lives(most=2), st.data())
@settings(max_examples=25, deadline=None)
def test_a_damaged_byte_is_refused_or_read_and_never_fails(life: Archive, data: st.DataObject) -> None:
    content = bytearray(to_bytes(life))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(InputRefused):  # any other error fails the test
        read_archive(bytes(content), "damaged.json")


@pytest.mark.parametrize("start", FORMULA)
def test_no_text_is_a_formula_in_a_spreadsheet(start: str) -> None:
    content = to_csv([happening(text=f"{start}1+1")], EVENTS.fields).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline="")))[1][-1] == f"'{start}1+1"


@given(lives())
@settings(max_examples=8, deadline=None)
def test_the_tables_have_every_row(life: Archive) -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip(life))) as zipped:
        for table in TABLES:
            text = zipped.read(f"{table.name}.csv").decode("utf-8-sig")
            assert len(list(csv.reader(io.StringIO(text, newline="")))) == 1 + len(life.rows(table.name))


def test_the_zip_holds_the_archive_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip(a_life()))) as zipped:
        assert zipped.read("archive.json") == to_bytes(a_life())


@given(lives())
@settings(max_examples=8, deadline=None)
def test_the_zip_is_read_as_the_archive_that_it_holds(life: Archive) -> None:
    assert read_archive(to_zip(life), "maria.zip") == read_archive(to_bytes(life), "maria.json")


def zipped(name: str, content: bytes = b"x") -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped("photo.jpg"), "there is no archive.json in it"),
        (to_zip(a_life())[:-400], "this zip is damaged"),
        (zipped("archive.json", bytes(MOST_BYTES + 1)), "it is larger than"),
    ],
    ids=["foreign", "cut", "swelling"],
)
def test_a_wrong_zip_is_told_in_one_sentence(content: bytes, said: str) -> None:
    (told,) = refused(content)
    assert said in told


def test_an_empty_file_is_called_empty() -> None:
    assert "the file is empty" in refused(b"")[0]
