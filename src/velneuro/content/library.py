"""Loads what the content says. Its files are read with the same care as a stranger's: a mistake in them is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from velneuro.content.agreement import check_agreement, check_routine
from velneuro.content.scene_rules import SceneRule, read_scene_rules
from velneuro.content.tables import read_catalog, read_voice
from velneuro.content.wording import own_sentence_problems
from velneuro.core.catalog import Catalog
from velneuro.core.problem import InputRefused, Problem, allowed_names, refuse_if_any
from velneuro.core.routine import Routine
from velneuro.core.routine_file import parse_toml, read_routine
from velneuro.core.voice import Voice

FOLDER = Path(__file__).parent
TABLES = ("zones", "techniques", "scales", "supplies", "pictures", "safety", "reasons", "said_when")


@cache
def catalog() -> Catalog:
    """Every table of the content. Raises InputRefused when one has a mistake."""
    problems: list[Problem] = []
    tables = {name: parsed(FOLDER / f"{name}.toml", problems) for name in TABLES}
    read = read_catalog(tables, problems)
    check_agreement(read, scene_rules(), problems)
    refuse_if_any(problems)
    return read


@cache
def scene_rules() -> tuple[SceneRule, ...]:
    """How each tool is shown. Raises InputRefused when there is a mistake."""
    problems: list[Problem] = []
    read = read_scene_rules(parsed(FOLDER / "scenes.toml", problems), problems)
    refuse_if_any(problems)
    return read


@cache
def voice(lang: str) -> Voice:
    """The guide's words in a language. Raises InputRefused, naming the languages there are."""
    check_language(lang)
    problems: list[Problem] = []
    path = FOLDER / "voice" / f"{lang}.toml"
    read = read_voice(parsed(path, problems), path.name, problems)
    refuse_if_any(problems)
    return read


def check_language(lang: str) -> None:
    """Raises InputRefused for a language that the guide does not speak, naming those that it does."""
    if lang not in languages():
        raise InputRefused([Problem("lang", f'"{lang}" is not known', allowed_names(lang, languages()))])


@cache
def languages() -> tuple[str, ...]:
    """The languages that the guide speaks."""
    return tuple(sorted(path.stem for path in (FOLDER / "voice").glob("*.toml")))


@cache
def routine_names() -> tuple[str, ...]:
    """The names of the library's routines."""
    return tuple(sorted(path.stem for path in (FOLDER / "routines").glob("*.toml")))


@cache
def routine(name: str) -> Routine:
    """A routine of the library. Raises InputRefused, naming the routines there are."""
    if name not in routine_names():
        raise InputRefused([Problem("routine", f'"{name}" is not known', allowed_names(name, routine_names()))])
    read, problems = routine_file(FOLDER / "routines" / f"{name}.toml")
    refuse_if_any(problems)
    return read


def routine_file(path: Path) -> tuple[Routine, list[Problem]]:
    """Any routine file on disk, with every mistake in it. Raises InputRefused where it cannot be parsed."""
    problems: list[Problem] = []
    data = parsed(path, problems)
    refuse_if_any(problems)  # what cannot be parsed would be reported again as a file in which every key is missing
    return _routine(data, str(path))


def routine_text(text: str, shown: str) -> tuple[Routine, list[Problem]]:
    """The same for the text of a routine file; `shown` is the file's name in each mistake."""
    data, problems = parse_toml(text, shown)
    refuse_if_any(problems)
    return _routine(data, shown)


def _routine(data: dict[str, object], shown: str) -> tuple[Routine, list[Problem]]:
    routine, problems = read_routine(data, shown, catalog(), voice("en").sentences)
    check_routine(routine, shown, catalog(), scene_rules(), problems)
    problems.extend(own_sentence_problems(routine, shown))
    return routine, problems


def toml_file(path: Path) -> dict[str, object]:
    """A parsed TOML file. Raises InputRefused when it cannot be read or parsed."""
    problems: list[Problem] = []
    data = parsed(path, problems)
    refuse_if_any(problems)
    return data


def parsed(path: Path, problems: list[Problem], shown: str = "") -> dict[str, object]:
    """A TOML file, or nothing and a problem at the place `shown` (by default the path)."""
    shown = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problems.append(
            Problem(f"{shown}:file", f"cannot be read ({error.strerror})", "check the name and your rights")
        )
        return {}
    except UnicodeDecodeError:
        problems.append(Problem(f"{shown}:file", "is not UTF-8 text", "save it as UTF-8"))
        return {}
    data, found = parse_toml(text, shown)
    problems.extend(found)
    return data
