"""`velneuro trial` as a person calls it."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from velneuro.cli.main import run

Captured = pytest.CaptureFixture[str]
DARWIN = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
PAIRS_28 = "AABBBBAAAABBBBAABBAAAABBAABB"  # seven pairs of two-night blocks
SCORES_28 = (6, 7, 4, 3, 4, 4, 6, 6, 7, 5, 3, 4, 4, 3, 6, 6, 3, 4, 7, 6, 5, 6, 3, 3, 6, 6, 4, 4)


def _rows(arms: str, scores: tuple[object, ...]) -> list[str]:
    return [f"{day},{arm},{score}" for day, (arm, score) in enumerate(zip(arms, scores, strict=True), 1)]


def _data(folder: Path, rows: list[str], header: str = "day,arm,score") -> str:
    file = folder / "data.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return str(file)


def _design(folder: Path, text: str, name: str = "design.toml") -> str:
    file = folder / name
    file.write_text(text)
    return str(file)


def _answer(capsys: Captured, *arguments: str) -> dict[str, object]:
    assert run(["trial", "answer", *arguments, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def _refused(capsys: Captured, *arguments: str) -> list[str]:
    assert run(["trial", *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_the_answer_has_the_shape_that_others_rely_on(tmp_path: Path, capsys: Captured) -> None:
    answer = _answer(capsys, _data(tmp_path, _rows(PAIRS_28, SCORES_28)))
    assert {"verdict", "answered", "test", "posterior", "warnings", "sentences"} <= set(answer)
    keys = {"estimate", "low", "high", "p", "p_lower", "p_upper", "schedules", "exact"}
    assert keys <= set(answer["test"])  # type: ignore[call-overload]
    keys = {"mean", "sd", "q025", "q05", "q50", "q95", "q975", "p_helps", "p_small", "p_meaningful", "p_carry_over"}
    assert keys <= set(answer["posterior"])  # type: ignore[call-overload]


def test_a_clear_help_is_told(tmp_path: Path, capsys: Captured) -> None:
    answer = _answer(capsys, _data(tmp_path, _rows(PAIRS_28, SCORES_28)))
    assert answer["verdict"] == "helps_a_lot"
    assert answer["answered"] == {"A": 14, "B": 14}


def test_a_posterior_that_is_sure_alone_claims_nothing(tmp_path: Path, capsys: Captured) -> None:
    """Here it says 0.99, and the test p = 0.08: that could still be luck, and is not told as almost certain."""
    scores = (5, 5, 4, 3, 3, 3, 5, 7, 4, 4, 5, 5, 4, 3, 5, 6, 2, 3, 2, 3, 2, 5, 2, 4, 5, 5, 0, 3)
    answer = _answer(capsys, _data(tmp_path, _rows(PAIRS_28, scores)))
    assert answer["verdict"] == "leans_helps"
    assert answer["posterior"]["p_helps"] > 0.99  # type: ignore[index]
    assert "It very likely helps (about 9 in 10)." in answer["sentences"]  # type: ignore[operator]
    assert "almost certainly" not in str(answer["sentences"])


def test_a_design_without_names_takes_those_of_the_data(tmp_path: Path, capsys: Captured) -> None:
    rows = [row.replace("A", "off").replace("B", "lavender") for row in _rows(PAIRS_28, SCORES_28)]
    answer = _answer(capsys, _data(tmp_path, rows), "--design", _design(tmp_path, "block = 2\n"))
    assert (answer["first"], answer["second"]) == ("off", "lavender")


def test_higher_may_be_better(tmp_path: Path, capsys: Captured) -> None:
    design = _design(tmp_path, "lower_is_better = false\n")
    answer = _answer(capsys, _data(tmp_path, _rows(PAIRS_28, SCORES_28)), "--design", design)
    assert answer["verdict"] == "makes_worse"


def test_the_answer_in_words_shows_no_p_before_the_details(tmp_path: Path, capsys: Captured) -> None:
    assert run(["trial", "answer", _data(tmp_path, _rows(PAIRS_28, SCORES_28))]) == 0
    first, rest = capsys.readouterr().out.split("How we know")
    assert first.startswith("B helps you, and by enough to matter.\n")
    assert "p 0.01562" in rest
    assert " p " not in first


def test_what_does_nothing_is_the_first_arm_without_a_design(tmp_path: Path, capsys: Captured) -> None:
    arms = {"A": "rest", "B": "massage"}
    rows = [f"{day},{arms[arm]},{SCORES_28[day - 1]}" for day, arm in enumerate(PAIRS_28, 1)]
    answer = _answer(capsys, _data(tmp_path, rows))
    assert (answer["first"], answer["second"], answer["verdict"]) == ("rest", "massage", "helps_a_lot")


def test_darwins_maize_by_the_command(tmp_path: Path, capsys: Captured) -> None:
    """Fisher, The Design of Experiments (1935), section 21: 863 and 1,726 of 32,768."""
    scores = tuple(score for cross in DARWIN for score in (0, cross))
    design = _design(tmp_path, 'scheme = "pairs"\nblock = 1\narms = ["A", "B"]\nscale = [-100, 100]\n')
    test = _answer(capsys, _data(tmp_path, _rows("AB" * 15, scores)), "--design", design, "--plain")["test"]
    assert isinstance(test, dict)
    assert (test["p_upper"] * 32768, test["p"] * 32768, test["exact"]) == (863, 1726, True)


def test_tea_by_the_command_only_warns_of_too_few(tmp_path: Path, capsys: Captured) -> None:
    """Fisher (1935), chapter 2: 1 in 70."""
    design = _design(tmp_path, 'scheme = "free"\narms = ["tea", "milk"]\nscale = [0, 1]\n')
    rows = [f"{cup},{'milk' if cup < 5 else 'tea'},{int(cup < 5)}" for cup in range(1, 9)]
    answer = _answer(capsys, _data(tmp_path, rows), "--design", design, "--plain")
    assert isinstance(answer["test"], dict)
    assert answer["test"]["p_upper"] == 1 / 70
    assert isinstance(answer["warnings"], list)
    assert "too_few_nights" in {warned["id"] for warned in answer["warnings"]}


def test_dates_semicolons_and_decimal_commas_are_read(tmp_path: Path, capsys: Captured) -> None:
    rows = [f"2026-03-{day:02};{arm};{SCORES_28[day - 1]},0" for day, arm in enumerate(PAIRS_28, 1)]
    dated = _answer(capsys, _data(tmp_path, rows, "Day;Arm;Score"))
    assert dated == _answer(capsys, _data(tmp_path, _rows(PAIRS_28, SCORES_28)))


def test_lines_may_stand_in_any_order(tmp_path: Path, capsys: Captured) -> None:
    rows = _rows(PAIRS_28, SCORES_28)
    shuffled = _answer(capsys, _data(tmp_path, rows[::-1]))
    assert shuffled == _answer(capsys, _data(tmp_path, rows))


def test_the_run_in_says_what_matters(tmp_path: Path, capsys: Captured) -> None:
    """30 % of a mean of 4 points, within 1 and 2."""
    rows = [*(f"{day},,4" for day in range(-6, 1)), *_rows(PAIRS_28, SCORES_28)]
    posterior = _answer(capsys, _data(tmp_path, rows))["posterior"]
    assert isinstance(posterior, dict)
    assert posterior["meaningful"] == pytest.approx(1.2)


WRONG_DATA = [
    (["day,arm,scor", "1,A,3"], "line 1", "the column score is missing"),
    (["day,arm,score", "1,A,3", "2,A,11"], "line 3", "outside 0 to 10"),
    (["day,arm,score", "1,A,3", "2,A,much"], "line 3", 'the score "much" is no number'),
    (["day,arm,score", "1,A,nan", "2,A,1"], "line 2", 'the score "nan" is no number'),
    (["day,arm,score", "1,A,3", "1,A,4"], "line 3", "same day as line 2"),
    (["day,arm,score", "1,A,3", "3,A,4"], "line 3", "1 day(s) are missing"),
    (["day,arm,score", "2026-02-27,A,3", "2026-02-28,A,3", "2026-03-02,B,4"], "line 4", "1 day(s) are missing"),
    (["day,arm,score", "soon,A,3"], "line 2", 'the day "soon"'),
    (["day,arm,score", "1,A,3,4"], "line 2", "has 4 cells"),
    (["day,arm,score", "1," + "A" * 200_000 + ",3"], "file", "is not CSV"),
    (["day,arm,score", "1,A,3", "2,C,3", "3,B,3"], "line 3", 'the arm "C" is not known'),
    (["day,arm,score"], "line 1", "no night with an arm"),
    ([""], "line 1", "the column day is missing"),
    (["day,arm,score", *_rows("AABBABAB", (1,) * 8)], "line 6", "could not have been dealt"),
    (["day,arm,score", *_rows("AABBAABBB", (1,) * 9)], "nights", "are not a whole number of 4"),
    (["day,arm,score", *_rows("AABB" * 3, (1,) * 12)], "nights", "can never tell"),
    (["day,arm,score", *_rows("AABB" * 7, (1, "", 2, "", *[""] * 24))], "line 1", "2 answers are too few"),
    (["day,arm,score", *_rows("AABB" * 7, (1, 1, "", "") * 7)], "line 1", 'no night of "B" is answered'),
]


@pytest.mark.parametrize(
    ("lines", "where", "what"), WRONG_DATA, ids=[f"{where}: {what}" for _, where, what in WRONG_DATA]
)
def test_wrong_data_is_refused_with_its_line(
    lines: list[str], where: str, what: str, tmp_path: Path, capsys: Captured
) -> None:
    file = _data(tmp_path, lines[1:], lines[0])
    first = _refused(capsys, "answer", file)[0]
    assert first.startswith(f"{file}:{where}: ")
    assert what in first


def test_all_mistakes_are_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    rows = ["1,A,11", "2,A,x", "2,B,3"]
    assert len(_refused(capsys, "answer", _data(tmp_path, rows))) == 1  # days first: without them nothing has a night
    assert len(_refused(capsys, "answer", _data(tmp_path, ["1,A,11", "2,A,x", "3,B,3"]))) == 2


WRONG_DESIGNS = [
    ('scheme = "pair"', "scheme", '"pair" is not known'),
    ("blok = 2", "blok", "is not a known key"),
    ('arms = ["A"]', "arms", "are not two names"),
    ('arms = ["A", "A"]\nnights = 28', "arms", "two names are alike"),
    ("scale = [10, 0]", "scale", "is not the least and the most score"),
    ("nights = 30", "nights", "30 nights are not a whole number of 4"),
    ("nights = 28\nlooks = [16, 28]", "looks", "after 16 nights p cannot be as small as 0.015"),
    ('nights = 28\nscheme = "free"\nlooks = "three"', "looks", "can only be read at its end"),
    ('nights = 28\nscheme = "runs"', "max_run", "is missing"),
    ("max_run = 2\nnights = 28", "max_run", "means nothing with pairs"),
    ("block = = 2", "line 1 column 9", "is not TOML"),
    (f"block = {'9' * 5000}", "file", "is not TOML: it holds a number with thousands of digits: mend"),
    (f'{{"block": {"9" * 5000}}}', "file", "is not JSON: it holds a number with thousands of digits: save"),
]


@pytest.mark.parametrize(("text", "key", "what"), WRONG_DESIGNS, ids=[what for _, _, what in WRONG_DESIGNS])
def test_a_wrong_design_is_refused_with_its_key(
    text: str, key: str, what: str, tmp_path: Path, capsys: Captured
) -> None:
    design = _design(tmp_path, text)
    lines = _refused(capsys, "answer", _data(tmp_path, _rows(PAIRS_28, SCORES_28)), "--design", design)
    assert any(line.startswith(f"{design}:{key}: ") and what in line for line in lines)


@pytest.mark.parametrize("name", ["data.csv", "design.toml"])
def test_a_file_that_is_not_there_is_one_line(name: str, tmp_path: Path, capsys: Captured) -> None:
    data = _data(tmp_path, _rows(PAIRS_28, SCORES_28)) if name != "data.csv" else str(tmp_path / name)
    [line] = (
        _refused(capsys, "answer", data, "--design", _design(tmp_path, ""))
        if name == "data.csv"
        else _refused(capsys, "answer", data, "--design", str(tmp_path / name))
    )
    assert line.startswith(f"{tmp_path / name}:file: cannot be read")


def _sealed(folder: Path, capsys: Captured, *more: str) -> tuple[dict[str, object], str]:
    """A plan of 28 nights, and its file."""
    assert run(["trial", "design", "--nights", "28", "--seed", "4", "--json", *more]) == 0
    text = capsys.readouterr().out
    return json.loads(text), _design(folder, text, "plan.json")


def test_a_design_is_drawn_the_same_for_ever(capsys: Captured) -> None:
    """The hash that a person published must be found again by any later version."""
    assert run(["trial", "design", "--nights", "28", "--seed", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "".join(line.split()[1] for line in lines[1:29]) == "BBAAAABBAABBBBAAAABBBBAAAABB"
    assert lines[29:] == ["1 of 128 schedules", "hash 22fe63e384346b9ddd87787ea74019ebb7eff9a7389248a81a4be10f7b34b16c"]


def test_the_hash_is_of_all_that_was_fixed(tmp_path: Path, capsys: Captured) -> None:
    plan, _ = _sealed(tmp_path, capsys)
    given = plan.pop("hash")
    del plan["schedules"]
    text = json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == given


def test_the_schedule_is_written_as_a_data_file_to_fill_in(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "schedule.csv"
    plan, design = _sealed(tmp_path, capsys, "-o", str(file), "--run-in", "2")
    rows = list(csv.reader(file.read_text().splitlines()))
    assert rows[:3] == [["day", "arm", "score"], ["-1", "", ""], ["0", "", ""]]
    assert [row[1] for row in rows[3:]] == plan["schedule"]
    filled = [",".join([*row[:2], str(SCORES_28[at % 28])]) for at, row in enumerate(rows[1:])]
    assert _answer(capsys, _data(tmp_path, filled), "--design", design)["planned"] == 28


def test_a_plan_holds_what_the_answer_needs(tmp_path: Path, capsys: Captured) -> None:
    plan, _ = _sealed(
        tmp_path, capsys, "--scale", "0", "100", "--outcome", "sleep", "--higher-is-better", "--in-use-before"
    )
    assert (plan["scale"], plan["outcome"], plan["lower_is_better"], plan["exposure_before"]) == (
        [0, 100],
        "sleep",
        False,
        0.5,
    )


def test_a_factorial_tells_of_each_thing(tmp_path: Path, capsys: Captured) -> None:
    options = ("--scheme", "factorial", "--arms", "massage", "picture")
    plan, design = _sealed(tmp_path, capsys, *options)
    schedule = plan["schedule"]
    assert isinstance(schedule, list)
    rows = [f"{day},{arm},{3 if 'massage' in arm else 6}" for day, arm in enumerate(schedule, 1)]
    answer = _answer(capsys, _data(tmp_path, rows), "--design", design)
    assert (answer["first"], answer["second"], answer["verdict"]) == ("no massage", "massage", "helps_a_lot")
    assert isinstance(answer["side_looks"], list)
    assert answer["side_looks"][0]["second"] == "picture"


EVERY_SCHEME = [
    ("--nights", "28"),
    ("--nights", "28", "--block", "1", "--looks", "three"),
    ("--nights", "40", "--looks", "any_time"),
    ("--nights", "14", "--scheme", "runs", "--max-run", "2"),
    ("--nights", "14", "--scheme", "free"),
    ("--nights", "49", "--scheme", "start"),
    ("--nights", "56", "--scheme", "factorial"),
]


@pytest.mark.parametrize("options", EVERY_SCHEME, ids=" ".join)
@pytest.mark.parametrize("seed", ["0", "7"])
def test_what_is_designed_can_be_answered(
    options: tuple[str, ...], seed: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "nights.csv"
    assert run(["trial", "design", *options, "--seed", seed, "--json", "-o", str(file)]) == 0
    design = _design(tmp_path, capsys.readouterr().out, "plan.json")
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], *(f"{line}{at * 7 % 11}" for at, line in enumerate(lines[1:]))]))
    answer = _answer(capsys, str(file), "--design", design)
    assert answer["nights"] == answer["planned"] == len(lines) - 1


def _filled(plan: dict[str, object]) -> list[str]:
    schedule = plan["schedule"]
    assert isinstance(schedule, list)
    return _rows("".join(schedule), SCORES_28)


def test_an_arm_that_was_not_dealt_is_refused(tmp_path: Path, capsys: Captured) -> None:
    plan, design = _sealed(tmp_path, capsys)
    rows = _filled(plan)
    turned = [*rows[:8], *(row.translate(str.maketrans("AB", "BA")) for row in rows[8:12]), *rows[12:]]
    file = _data(tmp_path, turned)
    [line] = _refused(capsys, "answer", file, "--design", design)
    assert line.startswith(f"{file}:line 10: ")
    assert "is not the one that was dealt" in line


@pytest.mark.parametrize(
    ("key", "value", "place"), [("seed", 5, "schedule"), ("looks", "any_time", "hash"), ("hash", "0" * 64, "hash")]
)
def test_a_plan_that_was_changed_is_refused(
    key: str, value: object, place: str, tmp_path: Path, capsys: Captured
) -> None:
    plan, design = _sealed(tmp_path, capsys)
    _design(tmp_path, json.dumps({**plan, key: value}), "plan.json")
    [line] = _refused(capsys, "answer", _data(tmp_path, _filled(plan)), "--design", design)
    assert line.startswith(f"{design}:{place}: ")


def test_before_the_planned_end_nothing_is_claimed(tmp_path: Path, capsys: Captured) -> None:
    plan, design = _sealed(tmp_path, capsys)
    answer = _answer(capsys, _data(tmp_path, _filled(plan)[:24]), "--design", design)
    assert answer["alpha"] == 0
    assert isinstance(answer["warnings"], list)
    assert answer["warnings"][0]["id"] == "not_a_look"


def test_too_few_nights_for_a_range_are_told_so(tmp_path: Path, capsys: Captured) -> None:
    plan, design = _sealed(tmp_path, capsys)
    assert run(["trial", "answer", _data(tmp_path, _filled(plan)[:12]), "--design", design]) == 0
    text = capsys.readouterr().out
    assert ("too few nights for a range" in text, "inf" in text) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("--nights", "12", "--seed", "1"), "design:nights"),
        (("--nights", "28", "--block", "7", "--seed", "1"), "design:nights"),
        (("--nights", "30", "--seed", "1"), "design:nights"),
        (("--nights", "28", "--seed", "-1"), "seed"),
        (("--nights", "28", "--seed", "1", "--scale", "5", "nan"), "scale"),
        (("--nights", "28", "--seed", "1", "--arms", "", "B"), "arms"),
        (("--nights", "28", "--seed", "1", "--block", "0"), "block"),
        (("--nights", "30", "--seed", "1", "--scheme", "start"), "design:nights"),
    ],
)
def test_a_design_that_cannot_tell_is_refused_and_writes_nothing(
    arguments: tuple[str, ...], key: str, tmp_path: Path, capsys: Captured
) -> None:
    lines = _refused(capsys, "design", *arguments, "-o", str(tmp_path / "schedule.csv"))
    assert lines[0].startswith(f"{key}: ")
    assert list(tmp_path.iterdir()) == []


def test_nights_that_are_needed(capsys: Captured) -> None:
    assert run(["trial", "nights", "--effect", "1.5", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["nights"] in (36, 40, 44)  # a prototype in other code found 40 within 4
    assert answer["power"] >= 0.8


def test_a_difference_too_small_to_find_is_an_answer(capsys: Captured) -> None:
    assert run(["trial", "nights", "--effect", "0.2"]) == 0
    assert capsys.readouterr().out.startswith("More than 240 nights would be needed")


@pytest.mark.parametrize(("option", "value"), [("--effect", "0"), ("--effect", "nan"), ("--sd", "-1"), ("--rho", "1")])
def test_a_number_that_makes_no_sense_is_refused(option: str, value: str, capsys: Captured) -> None:
    arguments = {"--effect": "1", option: value}
    [line] = _refused(capsys, "nights", *(part for pair in arguments.items() for part in pair))
    assert line.startswith(f"{option[2:]}: ")


@pytest.mark.parametrize("arguments", [[], ["desing"], ["design"], ["answer"], ["nights", "--effect", "much"]])
def test_a_wrong_call_is_exit_code_2(arguments: list[str], capsys: Captured) -> None:
    try:
        code = run(["trial", *arguments])
    except SystemExit as left:
        code = int(str(left.code))
    assert code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--version"], ["check", "--help"], ["plan", "bad-moment"]])
def test_nobody_waits_for_the_engine_who_does_not_ask_for_it(arguments: list[str]) -> None:
    code = f"import sys; from velneuro.cli.main import run\ntry: run({arguments})\nexcept SystemExit: pass\n"
    code += "print([name for name in ('numpy', 'scipy', 'velneuro.core.trial') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
