"""The content of a report as it is frozen: figures, text, annexes, targets, remarks; see domain/snapshot.py.

The same data under the same editions of the packs give the same content, whoever asks and whenever.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import cast

from cchc_desktop.domain.draft_merge import drafted_lines
from cchc_desktop.domain.field_text import shown, shown_value, to_plain
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import Cell, Scalar
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import AnnexKind, Form, FormAnnex, FormField
from cchc_desktop.domain.form_evaluation import Row
from cchc_desktop.domain.formula import parse_condition
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.register import Column, Register, RegisterEntry
from cchc_desktop.domain.report_words import coming_period
from cchc_desktop.domain.section_numbers import section_numbers
from cchc_desktop.domain.snapshot import (
    DefinitionPart,
    FigurePart,
    ParagraphPart,
    RemarkPart,
    ReportPart,
    SectionPart,
    TableColumnPart,
    TablePart,
    TargetPart,
)
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.services.reports.counted_rows import TASKS
from cchc_desktop.services.reports.reading import ReportReading
from cchc_desktop.services.reports.rows import ReportField, ReportSheet, TargetRow

_TASK_COLUMNS = (("Số", 6), ("Nhiệm vụ", 46), ("Sản phẩm", 24), ("Thời gian", 14), ("Tình trạng", 16), ("Tỷ lệ (%)", 8))
_SHARES = {FieldType.TEXT: 25, FieldType.LONG_TEXT: 40, FieldType.CHOICE: 20, FieldType.MULTI_CHOICE: 20}
"""Widths of the columns of a table field, relative to 10 for numbers and dates."""


def report_part(reading: ReportReading, sheet: ReportSheet, packs: Iterable[DefinitionPart]) -> ReportPart:
    """The content of a report; ``packs`` are those on which its figures rest."""
    coming = coming_period(reading.period)
    return {
        "form_code": reading.form.code,
        "title": sheet.title,
        "opening": reading.title(reading.form.opening),
        "next_period": coming.label if coming else "",
        "due": sheet.due.due.isoformat() if sheet.due else "",
        "previous_label": sheet.previous.label if sheet.previous else "",
        "last_year_label": sheet.last_year.label if sheet.last_year else "",
        "sections": list(_sections(reading)),
        "figures": [_figure(row) for row in _in_order_of_the_form(reading.form, sheet)],
        "annexes": list(_annexes(reading)),
        "figures_annex": _figures_annex(reading),
        "figures_place": _figures_place(reading),
        "targets": [_target(row) for row in sheet.targets],
        "remarks": list(_remarks(reading)),
        "packs": list(packs),
    }


def _in_order_of_the_form(form: Form, sheet: ReportSheet) -> list[ReportField]:
    """The figures as the form lists them: the table is not cut up by the sections that type them."""
    places = {field.code: place for place, field in enumerate(form.fields)}
    rows = [row for section in sheet.sections for row in section.fields]
    return sorted(rows, key=lambda row: places[row.field.code])


def listed_entries(reading: ReportReading) -> Iterator[tuple[Register, Sequence[RegisterEntry]]]:
    """The registers that annexes of the report list, with their rows within the window."""
    for annex in _served(reading):
        register = _register_of(reading, annex)
        if register is not None:
            yield register, _entries(reading, register, annex)


def _register_of(reading: ReportReading, annex: FormAnnex) -> Register | None:
    """The register that an annex lists; None for annexes of other kinds and where it is not in use."""
    return reading.around.registers.register(annex.register) if annex.kind is AnnexKind.REGISTER else None


def _entries(reading: ReportReading, register: Register, annex: FormAnnex) -> Sequence[RegisterEntry]:
    entries = reading.around.registers.entries(register.code, reading.period.window)
    return _chosen(entries, annex.condition, reading.period.window)


def _chosen(entries: Sequence[RegisterEntry], condition: str, window: Window) -> Sequence[RegisterEntry]:
    if not condition:
        return entries
    test = parse_condition(condition)
    return [entry for entry in entries if test.holds_for(cast("Row", entry.values), window)]


def _served(reading: ReportReading) -> Iterator[FormAnnex]:
    return (annex for annex in reading.form.annexes if annex.serves(reading.period))


def _sections(reading: ReportReading) -> Iterator[SectionPart]:
    numbers = section_numbers(reading.form, reading.period)
    for section in reading.sections:
        stored = reading.text(section)
        lines = drafted_lines(stored.text, stored.draft) if section.narrative else ()
        yield {
            "code": section.code,
            "number": numbers[section.code],
            "title": section.title,
            "level": section.level,
            "paragraphs": [ParagraphPart(text=text, drafted=drafted) for text, drafted in lines],
        }


def _figure(row: ReportField) -> FigurePart:
    field, spec, value = row.field, row.field.spec, row.value
    part: FigurePart = {
        "code": field.code,
        "section": field.section,
        "name": field.name,
        "type": spec.type.value,
        "unit": spec.unit,
        "decimals": spec.decimals,
        "basis": field.basis.value,
        "state": value.state.value,
        "value": "" if value.value is None else to_plain(value.value, spec),
        "shown": row.shown,
        "estimate": value.estimate,
        "origin": "; ".join(origin.text for origin in row.origins),
        "derived": shown_value(row.derived, spec) if row.derived is not None and row.override_reason else "",
        "override_reason": row.override_reason,
        "previous": row.compared.previous,
        "last_year": row.compared.last_year,
        "change": row.compared.change,
        "target": row.target.threshold if row.target else "",
        "met": row.target.met if row.target else "",
    }
    if spec.type is FieldType.TABLE and isinstance(value.value, tuple) and value.value:
        part["table"] = _field_table(field, value.value)
    return part


def _field_table(field: FormField, rows: tuple[str | Mapping[str, Cell], ...]) -> TablePart:
    """The rows of a table field, typed like those of a register."""
    columns = field.spec.columns
    return {
        "code": field.code,
        "title": field.name,
        "columns": [
            {
                "name": f"{column.name} ({column.spec.unit})" if column.spec.unit else column.name,
                "type": column.spec.type.value,
                "decimals": column.spec.decimals,
                "share": _SHARES.get(column.spec.type, 10),
            }
            for column in columns
        ],
        "rows": [
            [_typed(row.get(column.code), column.spec) for column in columns]
            for row in rows
            if not isinstance(row, str)
        ],
    }


def _figures_place(reading: ReportReading) -> int:
    """How many of the other annexes the form lists before its figures."""
    before = takewhile(lambda annex: annex.kind is not AnnexKind.FIGURES, _served(reading))
    return sum(annex.kind is AnnexKind.TASKS or _register_of(reading, annex) is not None for annex in before)


def _figures_annex(reading: ReportReading) -> str:
    titles = (annex.title for annex in _served(reading) if annex.kind is AnnexKind.FIGURES)
    return reading.title(next(titles, ""))


def _annexes(reading: ReportReading) -> Iterator[TablePart]:
    for annex in _served(reading):
        register = _register_of(reading, annex)
        if annex.kind is AnnexKind.TASKS:
            yield _tasks(reading, reading.title(annex.title))
        elif register is not None:
            yield _register(register, _entries(reading, register, annex), reading.title(annex.title))


def _register(register: Register, entries: Sequence[RegisterEntry], title: str) -> TablePart:
    columns = [column for column in register.columns if not column.personal]
    return {
        "code": register.code,
        "title": title,
        "columns": [
            {
                "name": column.name,
                "type": column.spec.type.value,
                "decimals": column.spec.decimals,
                "share": column.share,
            }
            for column in columns
        ],
        "rows": [[_cell(entry, column) for column in columns] for entry in entries],
    }


def _cell(entry: RegisterEntry, column: Column) -> str:
    return _typed(entry.values.get(column.code), column.spec)


def _typed(value: Scalar | None, spec: ValueSpec) -> str:
    """A value as it stands in a table of a snapshot: numbers and dates plain, everything else as printed."""
    if value is None:
        return ""
    is_plain = spec.type.is_number or spec.type is FieldType.DATE
    return to_plain(value, spec) if is_plain else shown(value, spec)


def _tasks(reading: ReportReading, title: str) -> TablePart:
    rows = reading.around.registers.tasks_on(reading.period.window[1])
    columns = [_column(name, share) for name, share in _TASK_COLUMNS]
    return {
        "code": TASKS,
        "title": title,
        "columns": columns,
        "rows": [
            [
                row.number,
                row.name,
                row.product,
                f"{row.time} (hạn {format_date(row.due)})" if row.due else row.time,
                row.status.label,
                str(row.percent),
            ]
            for row in rows
        ],
    }


def _column(name: str, share: int) -> TableColumnPart:
    kind = FieldType.INTEGER if name.endswith("(%)") else FieldType.TEXT
    return {"name": name, "type": kind.value, "decimals": 0, "share": share}


def _target(row: TargetRow) -> TargetPart:
    return {
        "code": row.target.code,
        "name": row.target.name,
        "threshold": row.threshold,
        "shown": row.shown,
        "met": row.met,
        "trend": row.trend,
        "source": row.target.source,
        "place": row.target.place,
    }


def _remarks(reading: ReportReading) -> Iterator[RemarkPart]:
    """The warnings that were let pass, as they were before they were explained."""
    explanations = reading.stored.explanations
    for finding in reading.findings({}):
        if finding.level is Level.WARN and finding.code in explanations:
            yield {
                "code": finding.code,
                "level": finding.level.value,
                "text": finding.text,
                "explanation": explanations[finding.code],
            }
