"""`velneuro check` without a file: mistakes planted in a copy of what is shipped, one at a time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import velneuro
from velneuro.cli.main import run

PACKAGE = Path(velneuro.__file__).parent
NEEDED = ("__init__.py", "__main__.py", "version.py", "cli", "content", "core", "outputs", "review")
Plant = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds a copy of the package."""
    folder = tmp_path_factory.mktemp("copy")
    for name in NEEDED:
        source, target = PACKAGE / name, folder / "velneuro" / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.otf", "*.ttf"))
        else:
            shutil.copy(source, target)
    return folder


@pytest.fixture
def plant(copy: Path) -> Iterator[Plant]:
    """Puts a text in place of another one, where it stands first, until the test is over."""
    before: dict[Path, bytes] = {}

    def planted(file: str, old: str, new: str) -> None:
        path = copy / "velneuro" / "content" / file
        before[path] = path.read_bytes()
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    yield planted
    for path, content in before.items():
        path.write_bytes(content)


def _check(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "velneuro", "check", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=copy, timeout=60, check=False)


def _lines(copy: Path, *arguments: str) -> list[str]:
    done = _check(copy, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


# For each file: what stands there, what is planted, and how the line begins. N is any number, … any text.
MISTAKES = {
    "zones.toml": [
        ('"ball-circle"', '"bal-circle"', 'zones.toml:zone[N].strokes.circles: "bal-circle" is not dr'),
        ('figure = "sole"', 'figure = "soul"', 'zones.toml:zone[N].figure: "soul" is not drawn: did yo'),
        ('id = "heel"', 'id = "heal"', 'zones.toml:zone[N].id: "heal" is no region of "sole": did you'),
        ('parts = ["', 'parts = ["x-', 'zones.toml:zone[N].parts: "x-…" is not known: '),
        ("[zone.strokes]", "[zone.storkes]", "zones.toml:zone[N].storkes: is not a known key: did you mean strokes"),
    ],
    "techniques.toml": [
        ('tool = "thumb"', 'tool = "thump"', 'techniques.toml:technique[N].tool: "thump" is not '),
        ('how = ["', 'how = ["x-', 'techniques.toml:technique[N].how: "x-…" is not said in en: '),
        ('motion = "press"', 'motion = "pres"', 'techniques.toml:technique[N].motion: "pres" is n'),
    ],
    "scenes.toml": [
        ('tool = "towel"', 'tool = "ball"', "techniques.toml:technique[N].tool: no hand is drawn fo"),
        ('figures = ["palm"', 'figures = ["plam"', 'scenes.toml:scene[N].figures: "plam" is not kno'),
        ('"hand-thumb"', '"hand-thump"', 'scenes.toml:scene[N].hands[1].name: "hand-thump" is n'),
        ('"ball-roll"', '"ball-rol"', 'scenes.toml:scene[N].hands[1].way: "ball-rol" is not kn'),
        ('["ball-circle"]', '["ball-ring"]', 'scenes.toml:scene[N].strokes: "ball-ring" is not draw'),
        ("within.heel", "within.heal", 'scenes.toml:scene[N].within: "heal" is not known: did you me'),
    ],
    "safety.toml": [
        ('tag = "seen"', 'tag = "sean"', 'safety.toml:sign[N].tag: "sean" is not known: did you mean'),
        ('id = "R02"', 'id = "R01"', 'safety.toml:sign: "R01" stands 2 times: give each entry'),
        ('question = "gate"', 'question = "feel"', 'safety.toml:unanswered: "gate" is missing: add an '),
    ],
    "voice/en.toml": [
        ('"stay.', '"stey.', 'voice/en.toml:sentences."stey.…": is never said: mend its name'),
        (
            "Lay a flat hand",
            "To detoxify, lay a hand",
            'voice/en.toml:sentences."resting-hand.how": "detoxify" promises',
        ),
        (
            "Lay a flat hand there",
            "Lay one flat and soft hand there on this place for as long as it feels good",
            'voice/en.toml:sentences."resting-hand.how": "Lay one flat and soft ..." has N words: make two',
        ),
        ("Lay a flat hand there, quite still.", "Rest!", 'voice/en.toml:sentences."resting-hand.how": shouts: end'),
        ("[pace]", "[peace]", "voice/en.toml:pace.ms_per_char: is missing: add ms_per_char"),
    ],
    "routines/bad-moment.toml": [
        ('zone = "', 'zone = "x-', 'routines/bad-moment.toml:step[N].zone: "x-…" is n'),
        ('techniques = ["', 'techniques = ["x-', "routines/bad-moment.toml:step[1].techniques"),
        ('name = "bad', 'name = "mad', 'routines/bad-moment.toml:name: "mad-moment" is not '),
        ('why = "Our choice:', 'why = "It is known:', "routines/bad-moment.toml:step[N].why: names no source: end it"),
        ("(Busch 2012)", "(Bush 2102)", 'routines/bad-moment.toml:step[N].why: "Bush 2102" is no source that can be'),
        ('purpose = "', 'purpose = "Proven: ', 'routines/bad-moment.toml:purpose: "Proven" is surer than anything'),
        ("format = 1", "format = = 1", "routines/bad-moment.toml:line N column N: is not"),
    ],
    "claims.toml": [
        ('"cure"', '"CURE"', 'claims.toml:never[1].words: "CURE" does not fit: write small letters'),
        (
            '[[never]]\nwhere = "say"',
            '[[never]]\nwhere = "sea"',
            'claims.toml:never[N].where: "sea" is not known: did you mean say',
        ),
    ],
    "supplies.toml": [
        ("Plain lotion", "Healing lotion", 'supplies.toml:supply[N].title: "Healing" promises what nobody can keep'),
        ("A little is enough.", "A little improves circulation.", 'supplies.toml:supply[N].note: "circulation" speaks'),
        (
            'instead = "Plain lotion, or go without, over socks."',
            'instead = "Administer only infinitesimal quantities cautiously."',
            'supplies.toml:supply[N].instead: "Administer only infinitesimal quantities cautiously." reads at grade',
        ),
    ],
    "said_when.toml": [
        ('"one-foot"', '"one-food"', 'said_when.toml:when[N].true: "one-food" is not known: did you mean one-foot'),
        ('"close.look" = ', '"close.lock" = ', 'said_when.toml:when.say: "close.lock" is not said in en: did you mean'),
        ('"skin.wipe" = ""', '"skin.wipe" = "skin.wipe"', 'said_when.toml:say."skin.wipe": leads back to itself: end'),
        (
            '"toes.dry" = ""',
            '"toes.notice" = ""\n"back.wipe" = ""',
            'said_when.toml:when[N].say."back.wipe": stands in two',
        ),
    ],
    "card.toml": [
        ("view_sole", "view_soul", 'card.toml:card.view_sole: is missing: add view_sole = "..." wit'),
    ],
    "bibliography.toml": [
        ('id = "10.1186/', 'id = "doi 10.1186/', "bibliography.toml:source[N].id: "),
        (
            'id = "drugotc.com/content/protect-your-feet"',
            'id = "drugotc.com"',
            'bibliography.toml:source[N].id: "drugotc.com" is no web',
        ),
        ('key = "mnsi"', 'key = "oklahoma"', 'bibliography.toml:source[N].key: "oklahoma" stands twice: give each'),
    ],
    "standing_rules.toml": [
        ('"walton"', '"welton"', 'standing_rules.toml:rule[N].sources: "welton" is not known: did you mean walton'),
        ('grade = "our', 'grade = "low"\n# "our', 'standing_rules.toml:rule[N].sources: "low" stands with the wrong'),
    ],
    "foot_check.toml": [
        ('sign = "R07"', 'sign = "R77"', 'foot_check.toml:item[1].sign: "R77" is not known: did you mean'),
        ('source = "iwgdf', 'source = "iwdgf', 'foot_check.toml:source: "iwdgf-2023" is not known: did you mean'),
    ],
    "learn/en/sleep.md": [
        ("[^mnsi, ", "[^mnsy, ", 'learn/en/sleep.md:block 1: "mnsy" is no source: add it to bibliography.toml, or did'),
        (", moderate]", ", sure]", 'learn/en/sleep.md:block 1: "sure" is no evidence mark: use one of: high, '),
        ("[^our choice]", "", "learn/en/sleep.md:block N: does not say what it rests on: end it with [^"),
        ('after = ["stress', 'after = ["x-stress', 'learn/en/sleep.md:after: "x-…" is not known: did you mean'),
        ("Many people", "Cured people", 'learn/en/sleep.md:block 1: "Cured" promises what nobody can keep'),
        ("Many people", "<b>Many</b> people", "learn/en/sleep.md:block 1: "),
    ],
    "figures/sole.json": [
        ('"w"', '"ww"', "figures/sole.json:file: cannot be read (KeyError"),
        ('"heel":', '"heal":', 'zones.toml:zone: "heal" of figure "sole" is missing: add a '),
        ('"sole-sweep":', '"sole-swipe":', 'zones.toml:zone[N].strokes.stroke: "sole-sweep" is'),
    ],
}
PLANTED = [(file, *mistake) for file, mistakes in MISTAKES.items() for mistake in mistakes]


def test_what_is_shipped_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "all that is shipped: fine\n"


@pytest.mark.parametrize(("file", "old", "new", "line"), PLANTED)
def test_a_planted_mistake_is_told_with_its_place(
    copy: Path, plant: Plant, file: str, old: str, new: str, line: str
) -> None:
    plant(file, old, new)
    lines = _lines(copy)
    beginning = re.escape(line).replace("N", r"\d+").replace("…", r"\S+")
    assert any(re.match(beginning, each) for each in lines), lines


def test_mistakes_in_several_files_are_told_at_once(copy: Path, plant: Plant) -> None:
    plant("zones.toml", '"ball-circle"', '"bal-circle"')
    plant("scenes.toml", '"hand-thumb"', '"hand-thump"')
    plant("safety.toml", 'tag = "seen"', 'tag = "sean"')
    assert {line.partition(":")[0] for line in _lines(copy)} == {"zones.toml", "scenes.toml", "safety.toml"}


def test_a_picture_that_is_missing_is_named(copy: Path, tmp_path: Path) -> None:
    picture = copy / "velneuro/content/figures/sole.slate.webp"
    picture.rename(tmp_path / "kept")
    try:
        [line] = _lines(copy)
    finally:
        (tmp_path / "kept").rename(picture)
    assert line.startswith("figures/sole.slate.webp:file: is missing: draw the figures again")


def test_a_zone_whose_figure_is_gone_is_named(copy: Path, tmp_path: Path) -> None:
    drawn = copy / "velneuro/content/figures/back.json"
    drawn.rename(tmp_path / "kept")
    try:
        lines = _lines(copy)
    finally:
        (tmp_path / "kept").rename(drawn)
    assert any(re.match(r'zones.toml:zone\[\d+\].figure: "back" is not drawn: ', line) for line in lines)


def test_a_routine_of_ones_own_is_held_to_the_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = (PACKAGE / "content/routines/hands-with-reassurance.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    head, palm, rest = known.partition('zone = "palm"\ntechniques = [')
    number = head.count("[[step]]")
    own.write_text(f'{head}{palm}"towel-sling", {rest}', "utf-8")
    assert run(["check", str(own)]) == 1
    line = capsys.readouterr().err
    assert line.startswith(
        f'{own}:step[{number}].techniques: no picture shows "towel-sling" on "palm": choose another '
    )


def test_a_mistake_in_what_is_shipped_is_told_once_for_many_files(copy: Path, plant: Plant) -> None:
    plant("zones.toml", '"ball-circle"', '"bal-circle"')
    routines = sorted(map(str, (copy / "velneuro/content/routines").glob("*.toml")))
    lines = _lines(copy, *routines)
    assert len(lines) == len(set(lines)) > 0
    assert all(line.startswith("zones.toml:") for line in lines)


def test_as_json_each_problem_has_its_parts(copy: Path, plant: Plant) -> None:
    plant("zones.toml", 'figure = "sole"', 'figure = "soul"')
    done = _check(copy, "--json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert problems[0]["what"] == '"soul" is not drawn'
    assert set(problems[0]) == {"place", "what", "mend"}
