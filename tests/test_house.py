"""The house rules that no linter checks."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from velneuro.version import VERSION

ROOT = Path(__file__).parents[1]
PLACES = ("src", "tests", "tools", "bench")
MOST_FUNCTION_LINES = 60
MOST_FILE_LINES = 400
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "services"}


def written(*endings: str) -> Iterator[Path]:
    """Every file of ours with one of these endings; migrations are written by Django."""
    for place in PLACES:
        for file in sorted(ROOT.glob(f"{place}/**/*")):
            if file.suffix in endings and "migrations" not in file.parts:
                yield file.relative_to(ROOT)


def too_long_functions(text: str) -> list[str]:
    """The names of the functions in this Python text that have too many lines."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES]


def test_init_files_are_empty() -> None:
    filled = [str(file) for file in ROOT.glob("src/**/__init__.py") if file.read_bytes()]
    assert filled == []


def test_no_file_where_everything_lands() -> None:
    assert [str(file) for file in written(".py", ".js", ".css", ".html") if file.stem in DRAWERS] == []


def test_functions_are_short() -> None:
    long = {str(file): too_long_functions((ROOT / file).read_text("utf-8")) for file in written(".py")}
    assert {file: names for file, names in long.items() if names} == {}


def test_a_long_function_is_seen() -> None:
    lines = "\n".join("    x = 1" for _ in range(MOST_FUNCTION_LINES))
    assert too_long_functions(f"def short():\n    pass\n\nasync def long():\n{lines}\n") == ["long"]


def test_files_are_short() -> None:
    lengths = {str(file): len((ROOT / file).read_text("utf-8").splitlines()) for file in written(".py", ".js", ".css")}
    assert {file: lines for file, lines in lengths.items() if lines > MOST_FILE_LINES} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-extras.lock", "requirements-dev.lock"])
def test_python_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pinned = re.findall(r"^[a-z0-9][^\s=]*==", text, flags=re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9][^\s=]*==.*\\\n    --hash=sha256:", text, flags=re.MULTILINE)
    assert len(pinned) == len(hashed) > 0
    assert re.findall(r"://|index-url|find-links|trusted-host", text) == []


def test_npm_lock_holds_hashes_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    del packages[""]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"]
    assert "version" not in json.loads((ROOT / "package.json").read_text("utf-8"))
    holders = [str(file) for file in written(".py", ".js") if f'"{VERSION}"' in (ROOT / file).read_text("utf-8")]
    assert holders == ["src/velneuro/version.py"]
