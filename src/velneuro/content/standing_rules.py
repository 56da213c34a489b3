"""The rules that always hold, for a clinician to read, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from velneuro.content.bibliography import bibliography
from velneuro.content.learn import GRADES, Mark
from velneuro.content.library import FOLDER, parsed
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.table import Table

FILE = "standing_rules.toml"


@dataclass(frozen=True)
class StandingRule:
    """One rule, and how sure it is."""

    about: str
    mark: Mark


@cache
def standing_rules() -> tuple[StandingRule, ...]:
    """Every such rule. Raises InputRefused when there is a mistake in the file."""
    problems: list[Problem] = []
    read = read_standing_rules(parsed(FOLDER / FILE, problems, FILE), problems)
    refuse_if_any(problems)
    return read


def read_standing_rules(data: object, problems: list[Problem]) -> tuple[StandingRule, ...]:
    """The rules of the parsed file, every mistake noted."""
    table = Table(data, FILE, "", problems)
    rules = tuple(_rule(entry) for entry in table.tables("rule"))
    table.close()
    return rules


def _rule(entry: Table) -> StandingRule:
    mark = Mark(entry.name("grade", GRADES), entry.names("sources", bibliography(), ()))
    if not mark.is_sound:
        entry.wrong("sources", f'"{mark.grade}" stands with the wrong sources', "only our choice has none")
    rule = StandingRule(about=entry.text("about"), mark=mark)
    entry.close()
    return rule
