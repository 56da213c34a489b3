"""Reading a table of unknown values key by key, noting every mistake instead of stopping at the first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import TypeGuard

from velneuro.core.problem import Problem, allowed_names

MOST_HINTS = 100  # to look for what is alike takes a millisecond: with thousands of wrong names, minutes


class Table:
    """One table of a data file. Keys that nobody asked for are reported by `close`."""

    def __init__(self, data: object, file: str, path: str, problems: list[Problem]) -> None:
        self.file, self.path, self.problems = file, path, problems
        self._data: Mapping[str, object] = data if _is_mapping(data) else {}
        self._asked: set[str] = set()
        if not _is_mapping(data):
            self.problems.append(
                Problem(f"{file}:{path.rstrip('.') or 'file'}", "is not a table", "write key = value lines")
            )

    def place(self, key: str) -> str:
        return f"{self.file}:{self.path}{key}"

    def wrong(self, key: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.place(key), what, mend))

    def has(self, key: str) -> bool:
        return key in self._data

    def is_list(self, key: str) -> bool:
        return isinstance(self._data.get(key), list | tuple)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if isinstance(value, str) and (value.strip() or default == ""):
            return value
        self._mistyped(key, value, "a text in quotes")
        return ""

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            if low <= value <= high:
                return value
            self.wrong(key, f"{_shown(value)} is out of range", f"use {_wholes(low, high)}")
            return low
        self._mistyped(key, value, _wholes(low, high))
        return low

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self._take(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self._mistyped(key, value, f"a number from {low:g} to {high:g}")
        return low

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._take(key, default)
        if isinstance(value, bool):
            return value
        self._mistyped(key, value, "true or false")
        return False

    def name(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of the allowed names; the default need not be among them."""
        value = self.text(key, default)
        if value and value != default:
            self._check_name(key, value, dict.fromkeys(allowed))
        return value

    def names(self, key: str, allowed: Iterable[str] | None, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of names; `allowed` None means that any text will do."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            self._mistyped(key, value, "a list of names in quotes")
            return ()
        if allowed is not None:
            known = dict.fromkeys(allowed)
            for item in value:
                self._check_name(key, item, known)
        return tuple(value)

    def numbers(self, key: str, default: tuple[float, ...] | None = None) -> tuple[float, ...]:
        """A list of numbers."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple) or not all(_is_number(item) for item in value):
            self._mistyped(key, value, "a list of numbers")
            return default or ()
        return tuple(value)

    def table(self, key: str) -> Table:
        return Table(self._take(key, {}), self.file, f"{self.path}{key}.", self.problems)

    def tables(self, key: str) -> tuple[Table, ...]:
        value = self._take(key, [])
        if not isinstance(value, list | tuple):
            self._mistyped(key, value, f"[[{key}]] tables")
            return ()
        return tuple(
            Table(item, self.file, f"{self.path}{key}[{number}].", self.problems)
            for number, item in enumerate(value, 1)
        )

    def names_given(self) -> tuple[str, ...]:
        """Every key of the table; all of them count as known."""
        self._asked.update(self._data)
        return tuple(self._data)

    def close(self) -> None:
        """Report every key that nobody asked for: a misspelled key would else be a silent wish."""
        for key in self._data:
            if key not in self._asked:
                self.wrong(key, "is not a known key", self._mend_name(key, sorted(self._asked)))

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._data.get(key, default)

    def _mistyped(self, key: str, value: object, wanted: str) -> None:
        if value is None:
            self.wrong(key, "is missing", f"add {key}: {wanted}")
        elif isinstance(value, str) and not value.strip():
            self.wrong(key, "is empty", f"write {wanted}")
        else:
            self.wrong(key, f"{_shown(value)} does not fit", f"write {wanted}")

    def _check_name(self, key: str, value: str, allowed: Collection[str]) -> None:
        if value not in allowed:
            self.wrong(key, f'"{value}" is not known', self._mend_name(value, allowed))

    def _mend_name(self, value: str, allowed: Collection[str]) -> str:
        return allowed_names(value, allowed) if len(self.problems) < MOST_HINTS else "use a known name"


def _shown(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes out no number of more than 4300 digits, which a hexadecimal one can be
        return "a number this long"


def _wholes(low: int, high: int) -> str:
    return str(low) if low == high else f"a whole number from {low} to {high}"


def _is_number(item: object) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool) and math.isfinite(item)


def _is_mapping(data: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(data, Mapping)
