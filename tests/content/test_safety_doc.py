"""The page that clinicians review says what the limiter reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from velneuro.content import library
from velneuro.content.foot_check import foot_check

PAGE = (Path(__file__).parents[2] / "docs/safety.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sign", sorted(library.catalog().signs))
def test_every_sign_stands_in_the_page_as_it_is(sign: str) -> None:
    rule = library.catalog().signs[sign]
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {sign} |"))
    assert f"| {rule.ask} | {rule.when} | {' + '.join(rule.actions)} |" in row
    assert row.endswith(f"| {rule.source} | {rule.tag} |")


def test_every_feeling_rule_and_open_question_stands_in_the_page() -> None:
    catalog = library.catalog()
    reasons = [rule.reason for rule in catalog.feelings] + [rule.reason for rule in catalog.unanswered]
    assert [reason for reason in reasons if reason not in PAGE] == []


def test_every_finding_of_the_foot_check_stands_in_the_page_with_its_sign() -> None:
    rows = [f"| {item.question} | {item.sign or 'none'} |" for item in foot_check().items.values()]
    assert [row for row in rows if row not in PAGE] == []
