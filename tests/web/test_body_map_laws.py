"""What holds for any marks of the body map."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from velneuro.content.library import catalog
from velneuro.core.catalog import KINDS
from velneuro.core.person import read_person
from velneuro.web.body_map.comparing import rows
from velneuro.web.body_map.marks import feel, gathered, marks_of

BODY = catalog().body
LEAVES = sorted({leaf for place in BODY.places for leaf in BODY.leaf_places(place)})

some_marks = st.dictionaries(
    st.sampled_from(LEAVES), st.dictionaries(st.sampled_from(KINDS), st.integers(0, 10)), max_size=30
)


@how(deadline=None)  # a busy machine is no mistake
@given(some_marks)
def test_any_marks_are_an_answer_that_the_core_reads(marks: dict[str, dict[str, int]]) -> None:
    person, problems = read_person({"feel": feel(marks)}, "answers", catalog())
    assert problems == []
    assert person.feelings is not None


@how(deadline=None)  # a busy machine is no mistake
@given(some_marks)
def test_marks_survive_the_way_through_the_answers(marks: dict[str, dict[str, int]]) -> None:
    above = {place: {kind: level for kind, level in said.items() if level} for place, said in marks.items()}
    assert marks_of(feel(marks), BODY) == {place: said for place, said in above.items() if said}


@how(deadline=None)  # a busy machine is no mistake
@given(some_marks)
def test_gathering_into_areas_loses_nothing(marks: dict[str, dict[str, int]]) -> None:
    spread = [(leaf, said) for place, said in gathered(marks, BODY) for leaf in BODY.leaf_places(place)]
    assert len(spread) == len(marks)
    assert dict(spread) == marks


@how(deadline=None)  # a busy machine is no mistake
@given(some_marks, some_marks)
def test_the_table_holds_every_mark_of_both_days(
    first: dict[str, dict[str, int]], second: dict[str, dict[str, int]]
) -> None:
    found = rows(first, second)
    assert {row.first for row in found} - {None} == {level for said in first.values() for level in said.values()}
    assert {row.second for row in found} - {None} == {level for said in second.values() for level in said.values()}
