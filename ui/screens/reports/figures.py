"""The figures of a section in words: one row of facts for each field, with its headings."""

from typing import TYPE_CHECKING

from cchc_desktop.domain.field_text import shown_value
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.finding import Finding, Level
from ui.screens.reports.facts import FigureFacts, Link, Mode, Remark

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportField, TargetRow

UNKNOWN = "Chưa đủ số liệu"
_SEEN_ANYWAY = ("report.required:", "report.override:")
"""Findings that the row itself shows: the words "chưa nhập", the override with its derived value and reason."""
GOAL_WORDS = {"met": "Đạt", "not_met": "Chưa đạt", "": "Chưa rõ"}


def figure(row: "ReportField") -> FigureFacts:
    """The facts of one field."""
    field, mode = row.field, mode_of(row)
    typed = mode is not Mode.DERIVED
    return FigureFacts(
        code=field.code,
        name=field.name,
        spec=field.spec,
        mode=mode,
        tags=tags(row),
        value=row.typed if typed else row.value,
        shown=row.shown or ("" if typed else UNKNOWN),
        derived_shown=_derived_words(row),
        reason=row.override_reason,
        origin=_first_origin(row),
        overridable=field.overridable and bool(field.formula),
        may_not_arise=field.not_arising and typed and mode is not Mode.HEADING,
        may_be_estimated=field.spec.type.is_number and typed,
        previous=row.compared.previous,
        last_year=row.compared.last_year,
        change=row.compared.change,
        goal=_goal_words(row.target),
        goal_state=row.target.met if row.target else "",
        offered=shown_value(row.offered, field.spec) if row.offered else "",
        remarks=remarks(tuple(item for item in row.findings if not item.code.startswith(_SEEN_ANYWAY))),
    )


def mode_of(row: "ReportField") -> Mode:
    """How the field comes to its value."""
    if row.field.spec.type is FieldType.HEADING:
        return Mode.HEADING
    if row.is_overridden:
        return Mode.OVERRIDDEN
    return Mode.DERIVED if row.field.formula else Mode.TYPED


def tags(row: "ReportField") -> str:
    """Code, unit and basis: "BC1.5.1 · cuộc · Trong kỳ"."""
    field = row.field
    return " · ".join(part for part in (field.code, field.spec.unit, field.basis.label) if part)


def remarks(findings: tuple[Finding, ...]) -> tuple[Remark, ...]:
    """The findings as sentences, the gravest first."""
    return tuple(
        Remark(level.value, found.text, found.code) for level in Level for found in findings if found.level is level
    )


def is_filled(row: "ReportField") -> bool:
    """Whether the field has a value, or is declared as không phát sinh."""
    return row.value.state is not ValueState.EMPTY


def counted(row: "ReportField") -> bool:
    """Whether the field belongs to those that are to be filled in."""
    return row.field.spec.type is not FieldType.HEADING


def _derived_words(row: "ReportField") -> str:
    if row.derived is None:
        return ""
    return shown_value(row.derived, row.field.spec) or UNKNOWN


def _first_origin(row: "ReportField") -> Link | None:
    if not row.origins:
        return None
    first, more = row.origins[0], len(row.origins) - 1
    return Link(f"{first.text} (và {more} nguồn khác)" if more else first.text, first.target)


def _goal_words(target: "TargetRow | None") -> str:
    return f"{GOAL_WORDS[target.met]}: {target.threshold}" if target else ""
