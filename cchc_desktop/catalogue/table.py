"""Typed access to one table of a TOML document: the border where untyped data end.

Nothing is raised here. A wrong value is noted as a problem and replaced by a neutral one, so that one pass finds all.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from cchc_desktop.catalogue.problem import Problem, problem

_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)
_ZERO = Decimal(0)


class Table:
    """One TOML table under its entry code. All text comes out NFC; keys never asked for are noted by ``finish``."""

    def __init__(self, data: Mapping[str, object], *, entry: str, problems: list[Problem], prefix: str = "") -> None:
        self._data = data
        self._problems = problems
        self._prefix = prefix
        self._asked: set[str] = set()
        self.entry = entry

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys present, in the order of the file."""
        return tuple(self._data)

    @property
    def problem_count(self) -> int:
        """How many problems the whole document has shown so far."""
        return len(self._problems)

    def note(self, code: str, key: str, **values: object) -> None:
        """Record a problem under this key."""
        self._problems.append(problem(code, self.entry, key=self._prefix + key, **values))

    def text(self, key: str) -> str:
        """A required text that is not empty."""
        value = self.text_or_empty(key)
        if not value and isinstance(self._data.get(key), str):
            self.note("key-empty", key)
        return value

    def text_or_empty(self, key: str) -> str:
        """A required text that may be empty, such as the goal of a plan without goals."""
        if key not in self._data:
            self._missing(key)
            return ""
        return self.optional_text(key)

    def optional_text(self, key: str) -> str:
        """A text that may be left out; empty then."""
        value = self._get(key, default="")
        if not isinstance(value, str):
            self.note("type-wrong", key, expected="một chuỗi ký tự")
            return ""
        return unicodedata.normalize("NFC", value).strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that may be left out; empty then."""
        value = self._get(key, default=[])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note("type-wrong", key, expected="một danh sách chuỗi ký tự")
            return ()
        return tuple(unicodedata.normalize("NFC", item).strip() for item in value)

    def decimal(self, key: str) -> Decimal:
        """A required exact number, written as text with a point ("0.25")."""
        if key not in self._data:
            self._missing(key)
            return _ZERO
        return self.optional_decimal(key) or _ZERO

    def optional_decimal(self, key: str) -> Decimal | None:
        """An exact number that may be left out."""
        value = self._get(key, default=None)
        if value is None:
            return None
        if not isinstance(value, str):
            self.note("type-wrong", key, expected='số thập phân viết trong dấu nháy (ví dụ: "0.25")')
            return None
        if not _DECIMAL.fullmatch(value):
            self.note("number-wrong", key, value=value)
            return None
        return Decimal(value)

    def integer(self, key: str) -> int:
        """A required whole number."""
        if key not in self._data:
            self._missing(key)
            return 0
        return self.optional_integer(key)

    def optional_integer(self, key: str) -> int:
        """A whole number that may be left out; 0 then."""
        value = self._get(key, default=0)
        if isinstance(value, bool) or not isinstance(value, int):
            self.note("type-wrong", key, expected="một số nguyên")
            return 0
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A truth value that may be left out; ``default`` then."""
        value = self._get(key, default=default)
        if not isinstance(value, bool):
            self.note("type-wrong", key, expected="true hoặc false")
            return default
        return value

    def day(self, key: str) -> date:
        """A required date."""
        if key not in self._data:
            self._missing(key)
        return self.optional_day(key) or date.min

    def optional_day(self, key: str) -> date | None:
        """A date that may be left out."""
        value = self._get(key, default=None)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.note("type-wrong", key, expected="một ngày (ví dụ: 2025-07-01)")
        return None

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts that may be left out, in the order of the file."""
        value = self._get(key, default={})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self.note("type-wrong", key, expected="một bảng các chuỗi ký tự")
            return {}
        return {str(name): unicodedata.normalize("NFC", item) for name, item in value.items()}

    def table(self, key: str, *, entry: str = "") -> "Table":
        """A required table inside this one; an ``entry`` of its own starts a new place for messages."""
        value = self._get(key, default=None)
        if value is None:
            self._missing(key)
        elif not isinstance(value, dict):
            self.note("type-wrong", key, expected="một bảng")
        return self._inner(value, entry=entry, prefix="" if entry else f"{self._prefix}{key}.")

    def tables(self, key: str) -> list["Table"]:
        """A list of tables inside this entry, such as the inputs of a criterion; empty when left out."""
        return [
            self._inner(item, entry="", prefix=f"{self._prefix}{key}[{number}].")
            for number, item in enumerate(self._list(key), start=1)
        ]

    def entries(self, key: str, *, required: bool = True) -> list["Table"]:
        """The entries of a pack, each named by its own code in messages; not empty when required."""
        if required and key not in self._data:
            self._missing(key)
        items = self._list(key)
        if required and not items and isinstance(self._data.get(key), list):
            self.note("list-empty", key)
        return [
            self._inner(item, entry=_entry_code(item) or f"{key}[{number}]", prefix="")
            for number, item in enumerate(items, start=1)
        ]

    def finish(self) -> None:
        """Note every key that nobody asked for: a misspelt key must not lose data in silence."""
        for key in self._data:
            if key not in self._asked:
                self.note("key-unknown", key)

    def _missing(self, key: str) -> None:
        self._asked.add(key)
        self.note("key-missing", key)

    def _get(self, key: str, *, default: object) -> object:
        self._asked.add(key)
        return self._data.get(key, default)

    def _list(self, key: str) -> list[dict[str, object]]:
        value = self._get(key, default=[])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.note("type-wrong", key, expected="một danh sách bảng")
            return []
        return value

    def _inner(self, value: object, *, entry: str, prefix: str) -> "Table":
        data = value if isinstance(value, dict) else {}
        return Table(data, entry=entry or self.entry, problems=self._problems, prefix=prefix)


def _entry_code(item: Mapping[str, object]) -> str:
    code = item.get("code")
    return unicodedata.normalize("NFC", code) if isinstance(code, str) else ""
