"""What a field of an archive may hold: each kind as a JSON Schema, and as a test of a value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from zoneinfo import available_timezones

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
DECIMAL = re.compile(r"-?(0|[1-9]\d{0,7})\.\d{3}")
PATH = re.compile(r"(/[a-z0-9-]+)*/?")  # an address elsewhere would have two slashes
SMALL = 2**15 - 1
INTEGER = 2**31 - 1
BIG = 2**63 - 1
DEEPEST = 50  # a plan has five levels; Python itself stops at a thousand


@dataclass(frozen=True)
class Kind:
    """`schema` and `fits` say the same; `expected` completes the sentence "it is not ..."."""

    schema: Mapping[str, Any]
    fits: Callable[[Any], bool]
    expected: str


def text(most: int | None = None, among: tuple[str, ...] = ()) -> Kind:
    """Words of at most so many letters; or one of a few."""
    if among:
        return Kind({"enum": list(among)}, partial(_is_among, among=among), f"one of: {', '.join(map(repr, among))}")
    limit = {} if most is None else {"maxLength": most}
    words = "text" if most is None else f"text of at most {most} letters"
    return Kind({"type": "string", **limit}, partial(_is_text, most=most), words)


def whole(least: int, most: int) -> Kind:
    """A whole number between two."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Kind(schema, partial(_is_whole, least=least, most=most), f"a whole number from {least} to {most}")


def json_of(shape: type, name: str) -> Kind:
    """Any JSON `object` (dict) or `array` (list), kept as it is."""
    return Kind({"type": name}, partial(_is_json, shape=shape), f"a JSON {name}")


def _pattern(form: re.Pattern[str]) -> dict[str, str]:
    return {"type": "string", "pattern": f"^{form.pattern}$"}


def _is_among(value: Any, among: tuple[str, ...]) -> bool:
    return isinstance(value, str) and value in among


def _is_text(value: Any, most: int | None) -> bool:
    return isinstance(value, str) and (most is None or len(value) <= most) and _is_writable(value)


def _is_writable(value: str) -> bool:
    """Half of a letter (a lone surrogate) cannot be written in UTF-8, and a zero byte ends a text in a database."""
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_whole(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _is_json(value: Any, shape: type) -> bool:
    return isinstance(value, shape) and _is_sound(value, DEEPEST)


def _is_sound(value: Any, levels: int) -> bool:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        names = all(map(_is_writable, value)) if isinstance(value, dict) else True
        return levels > 0 and names and all(_is_sound(each, levels - 1) for each in inner)
    if isinstance(value, str):
        return _is_writable(value)
    return math.isfinite(value) if isinstance(value, float) else True


def _is_form(value: Any, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None and value.isascii()


def _is_day(value: Any) -> bool:
    return _is_form(value, DAY) and _reads(date.fromisoformat, value)


def _is_moment(value: Any) -> bool:
    return _is_form(value, MOMENT) and _reads(datetime.fromisoformat, value)


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _is_decimal(value: Any) -> bool:
    return _is_form(value, DECIMAL) and value != "-0.000"


def _is_weekdays(value: Any) -> bool:
    """True or 1.0 would count as 1."""
    if not (isinstance(value, list) and all(type(day) is int and 0 <= day <= 6 for day in value)):
        return False
    return len(set(value)) == len(value)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _is_zone(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 64 and value in _zones()


IDENTITY = Kind(_pattern(UUID), partial(_is_form, form=UUID), "an id like 3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10")
YES_NO = Kind({"type": "boolean"}, lambda value: isinstance(value, bool), "true or false")
DAY_KIND = Kind({**_pattern(DAY), "format": "date"}, _is_day, "a day like 2026-11-22")
MOMENT_KIND = Kind({**_pattern(MOMENT), "format": "date-time"}, _is_moment, "a moment like 2026-11-22T19:30:00.000000Z")
DECIMAL_KIND = Kind(_pattern(DECIMAL), _is_decimal, 'a number in quotes with three decimals, like "6.500"')
ZONE = Kind({"type": "string", "maxLength": 64}, _is_zone, "the name of a time zone, like Europe/Berlin")
PATH_KIND = Kind(
    {**_pattern(PATH), "maxLength": 200},
    lambda value: _is_form(value, PATH) and len(value) <= 200,
    "nothing, or the place of a page like /trials/",
)
WEEKDAYS = Kind(
    {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 6}, "uniqueItems": True},
    _is_weekdays,
    "a list of weekdays, each once, from 0 for Monday to 6 for Sunday",
)
OBJECT = json_of(dict, "object")
ARRAY = json_of(list, "array")
