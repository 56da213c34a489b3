"""The record of all that a track depends on comes back as it was written."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.sound.evening import spec
from velneuro.core.timeline import Cue
from velneuro.outputs.sound.spec import LEVELS_DB, Levels, Part, TrackSpec, read_spec, write_spec

MS = st.integers(0, 45 * 60_000)
STEPS = st.integers(0, len(LEVELS_DB) - 1)
SPECS = st.builds(
    TrackSpec,
    cues=st.lists(st.builds(Cue, MS, MS, st.sampled_from(["say", "rest"]), st.text(), st.text())).map(tuple),
    parts=st.lists(st.builds(Part, st.text(), MS, MS)).map(tuple),
    duration_ms=MS,
    lang=st.text(),
    voice=st.text(),
    music=st.text(),
    levels=st.builds(Levels, STEPS, STEPS, STEPS),
    lufs=st.floats(-30, -14),
    channels=st.sampled_from([1, 2]),
)


@given(wanted=SPECS)
def test_it_is_read_as_it_was_written(wanted: TrackSpec) -> None:
    assert read_spec(write_spec(wanted)) == wanted


@given(one=SPECS, other=SPECS)
def test_equal_records_and_no_others_have_equal_bytes(one: TrackSpec, other: TrackSpec) -> None:
    assert (write_spec(one) == write_spec(other)) == (one == other)


@pytest.mark.parametrize("name", [each.name for each in fields(TrackSpec)])
def test_nothing_is_left_out(name: str) -> None:
    others: dict[str, Any] = {"cues": (), "parts": (), "levels": Levels(0, 0, 0), "lufs": -16.0}
    wanted = spec("bad-moment", 3)
    changed = replace(wanted, **{name: others.get(name, 9)})
    assert write_spec(changed) != write_spec(wanted)


def test_a_session_has_a_part_for_each_step_and_all_its_cues() -> None:
    wanted = spec("bad-moment", 3)
    assert wanted.parts[0].start_ms == 0
    assert wanted.parts[-1].end_ms == wanted.duration_ms == 180_000
    assert sum(cue.ms for cue in wanted.cues) == wanted.duration_ms
