"""Person files: every mistake at once, and a missing key is not an answer."""

from __future__ import annotations

from velneuro.core.catalog import Catalog
from velneuro.core.person import Feeling, Person, Sign, read_person


def test_nothing_given_is_nothing_answered(catalog: Catalog) -> None:
    assert read_person({}, "p.toml", catalog) == (Person(), [])


def test_everything_given_is_read(catalog: Catalog) -> None:
    data = {
        "hands": ["thumbs"],
        "have": ["lotion"],
        "limbs": ["left-foot"],
        "pressure": 2,
        "visualization": True,
        "picture": "surprise",
        "sign": [{"id": "R07", "where": "left-foot"}, {"id": "R16", "cleared": True}],
        "gate": {"none": True},
        "feel": [{"zone": "left-ball", "kind": "burning", "level": 7}],
    }
    person, problems = read_person(data, "p.toml", catalog)
    assert problems == []
    assert person == Person(
        hands=frozenset({"thumbs"}),
        have=frozenset({"lotion"}),
        limbs=frozenset({"left-foot"}),
        pressure=2,
        visualization=True,
        picture="surprise",
        signs=(Sign("R07", ("left-foot",)), Sign("R16", (), cleared=True)),
        gate_answered=True,
        feelings=(Feeling("left-ball", "burning", 7),),
    )


def test_a_sign_may_be_at_several_places(catalog: Catalog) -> None:
    person, _ = read_person({"sign": [{"id": "R22", "where": ["left-heel", "right-heel"]}]}, "p", catalog)
    assert person.signs[0].where == ("left-heel", "right-heel")


def test_a_listed_sign_does_not_answer_for_the_others(catalog: Catalog) -> None:
    person, _ = read_person({"sign": [{"id": "R23"}], "gate": {"none": False}}, "p", catalog)
    assert not person.gate_answered


def test_every_mistake_is_found(catalog: Catalog) -> None:
    wrong = {
        "hands": ["toes"],
        "limbs": "left-foot",
        "pressure": 4,
        "visualization": "yes",
        "picture": "tied",
        "sign": [{"id": "R99"}, {"id": "R07", "where": "left-elbow"}],
        "gate": {"nun": True},
        "feel": [{"zone": "ball", "kind": "itch", "level": 11}],
        "presure": 1,
    }
    _, problems = read_person(wrong, "p.toml", catalog)
    assert sorted(problem.place for problem in problems) == sorted(
        f"p.toml:{key}"
        for key in (
            "hands",
            "limbs",
            "pressure",
            "visualization",
            "picture",
            "sign[1].id",
            "sign[2].where",
            "gate.nun",
            "feel[1].zone",
            "feel[1].kind",
            "feel[1].level",
            "presure",
        )
    )
