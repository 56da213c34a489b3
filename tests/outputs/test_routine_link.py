"""A routine in a link: the same text comes out, and whatever is no whole link gets one clear sentence."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.routines_made import routines
from velneuro.content import library
from velneuro.core.problem import InputRefused
from velneuro.core.routine import Routine
from velneuro.outputs import routine_link
from velneuro.outputs.routine_link import LONGEST_CODE, MOST_BYTES, code_in, pack, unpack
from velneuro.outputs.routine_toml import routine_toml

EVENING = pack(routine_toml(library.routine("evening-feet-and-legs")))
# Made on 2026-11-27. A link is kept in letters and on paper: it has to be read for good.
SHARED = "7c78870a63b7ef95da9d5481b7fed73a198e253a1e0dfedbed64dec3b330b7c9"
OLD = "1kWkWtAtGKgUgWQac3bgA"


def refusal(code: str) -> str:
    with pytest.raises(InputRefused) as refused:
        unpack(code)
    (problem,) = refused.value.problems
    return f"{problem.place} {problem.what}"


@given(st.text())
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert unpack(pack(text)) == text


@given(routines())
def test_any_routine_comes_out_as_it_went_in(routine: Routine) -> None:
    text = routine_toml(routine)
    assert unpack(pack(text)) == text


def test_a_link_of_the_first_kind_is_read_for_good() -> None:
    assert unpack(OLD) == "Slow strokes, and rest.\n"
    shared = Path(routine_link.__file__).parent / "routine_link_1.txt"
    assert (
        hashlib.sha256(shared.read_bytes()).hexdigest()
        == "7c78870a63b7ef95da9d5481b7fed73a198e253a1e0dfedbed64dec3b330b7c9"
    )


@pytest.mark.parametrize("name", library.routine_names())
def test_each_routine_of_the_library_fits_a_picture_to_scan(name: str) -> None:
    assert len(pack(routine_toml(library.routine(name)))) < 800


@pytest.mark.parametrize(
    "pasted",
    [
        EVENING,
        f"http://localhost:8000/routines/receive/?r={EVENING}",
        f"  https://example.org/routines/receive/?a=b&r={EVENING}&c=d  ",
        f"https://example.org/routines/receive/#r={EVENING}",
        f"Look:\nhttps://example.org/?r={EVENING[:70]}\n{EVENING[70:]}\n",
    ],
)
def test_it_is_found_in_what_was_pasted(pasted: str) -> None:
    assert code_in(pasted) == EVENING


@pytest.mark.parametrize("pasted", ["", "   ", 'format = 1\nname = "a"', "https://example.org/"])
def test_there_is_none_in_other_text(pasted: str) -> None:
    assert code_in(pasted) is None


@given(st.data())
def test_a_link_that_was_cut_or_changed_is_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(EVENING) - 1))
    assert refusal(EVENING[:place]) == "link:r is cut off or damaged"
    letter = data.draw(st.sampled_from([letter for letter in "Aa0-_" if letter != EVENING[place]]))
    changed = EVENING[:place] + letter + EVENING[place + 1 :]
    with contextlib.suppress(InputRefused):  # the last letters may hold bits that mean nothing
        assert unpack(changed) == unpack(EVENING)


@pytest.mark.parametrize("code", ["", "9abc", "?"])
def test_a_link_of_another_kind_says_so(code: str) -> None:
    assert refusal(code) == "link:r is of a kind that this Vel Neuro does not know"


@pytest.mark.parametrize("code", ["1", "1a", "1!!!!", "1AAAA", "1é"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert refusal(code) == "link:r is cut off or damaged"


def test_it_is_not_unpacked_beyond_what_a_routine_may_hold() -> None:
    """A bomb of 24 MB in 24,000 letters; no more than a routine's size of it is ever in memory."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bomb.compress(b"\0" * 12_000_000) + bomb.flush()
    code = "1" + base64.urlsafe_b64encode(b"abcd" + packed).decode().rstrip("=")
    assert len(code) < LONGEST_CODE
    assert refusal(code) == "link:r holds too much for a routine"
    assert refusal("1" + "A" * LONGEST_CODE) == "link:r is too long"
    assert len(unpack(pack("a" * MOST_BYTES))) == MOST_BYTES
