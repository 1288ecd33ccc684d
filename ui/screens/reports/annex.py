"""All figures in one table, as Phụ lục 02 prints them, and all targets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Level
from ui.screens.reports.facts import AnnexRow, GoalRow
from ui.screens.reports.figures import GOAL_WORDS, is_filled, mode_of
from ui.screens.reports.outline import heading

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportField, ReportSheet

TRENDS = {"up": "Tăng", "down": "Giảm", "same": "Giữ nguyên", "": ""}
_DEVIATION = "report.deviation:"


def annex(sheet: "ReportSheet") -> tuple[AnnexRow, ...]:
    """The figures in printed order, each under the nearest heading above it."""
    return tuple(_rows(sheet))


def goals(sheet: "ReportSheet") -> tuple[GoalRow, ...]:
    """The targets in printed order."""
    return tuple(
        GoalRow(
            code=row.target.code,
            name=row.target.name,
            threshold=row.threshold,
            shown=row.shown,
            state=row.met,
            trend=TRENDS.get(row.trend, ""),
            source=row.target.source,
            place=row.target.place,
            field=row.target.field,
        )
        for row in sheet.targets
    )


def _rows(sheet: "ReportSheet") -> Iterator[AnnexRow]:
    for section in sheet.sections:
        group = heading(section)
        for row in section.fields:
            if row.field.spec.type is FieldType.HEADING:
                group = f"{row.field.code} {row.field.name}"
            else:
                yield _row(row, group)


def _row(row: "ReportField", group: str) -> AnnexRow:
    field, target = row.field, row.target
    return AnnexRow(
        code=field.code,
        group=group,
        name=field.name,
        unit=field.spec.unit,
        shown=row.shown,
        mode=mode_of(row),
        previous=row.compared.previous,
        last_year=row.compared.last_year,
        change=row.compared.change,
        goal=GOAL_WORDS[target.met] if target else "",
        goal_state=target.met if target else "",
        is_empty=not is_filled(row),
        has_findings=any(finding.level is not Level.INFO for finding in row.findings),
        deviates=any(finding.code.startswith(_DEVIATION) for finding in row.findings),
    )
