"""The history of a figure of a report in the words of its field: state, value, estimate and override as one value."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cchc_desktop.domain.field_text import from_plain, shown_value
from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.field_value import FieldValue, ValueState

_PARTS = ("state", "value", "estimate", "override_reason")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One step: when (as stored), by whom (identity or None), from what to what, and the reason of an override."""

    at: str
    officer_id: str | None
    old: str
    new: str
    reason: str


@dataclass(slots=True)
class _Stored:
    """The row of a figure as it stood at some moment."""

    parts: dict[str, Any] = field(default_factory=dict)

    def take(self, entry: Any) -> None:
        """Apply one line of the audit trail."""
        if entry.action == "update":
            if entry.field in _PARTS:
                self.parts[entry.field] = json.loads(entry.new)
        else:
            row = json.loads(entry.new) if entry.new else {}
            self.parts = {part: row[part] for part in _PARTS if part in row}

    def words(self, spec: ValueSpec) -> str:
        """The figure as printed; the stored text itself where the form has changed so that it reads it no more."""
        state, plain = ValueState(self.parts.get("state", "empty")), self.parts.get("value", "")
        if state is not ValueState.VALUE:
            return shown_value(FieldValue(state), spec)
        try:
            value = from_plain(plain, spec)
        except ValueError:
            return str(plain)
        return shown_value(FieldValue(state, value, bool(self.parts.get("estimate"))), spec)


def figure_changes(entries: Iterable[Any], spec: ValueSpec) -> Iterator[FigureChange]:
    """The steps in which a figure changed; ``entries`` are the audit lines of its row, oldest first."""
    stored = _Stored()
    for _group, lines in groupby(entries, key=lambda entry: entry.group_id):
        step = list(lines)
        before, why_before = stored.words(spec), stored.parts.get("override_reason", "")
        for entry in step:
            stored.take(entry)
        after, why = stored.words(spec), stored.parts.get("override_reason", "")
        if before != after or why_before != why:
            reason = "; ".join(part for part in (f"Lý do thay số: {why}" if why else "", step[-1].reason) if part)
            yield FigureChange(step[-1].at, step[-1].officer_id, before, after, reason)
