"""Everything about one figure in words: what it is, how it is computed, where it comes from, its other values."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_desktop.domain.register import Register
from ui.screens.reports.facts import DetailFacts, Facts, Link
from ui.screens.reports.figures import GOAL_WORDS, UNKNOWN, remarks, tags
from ui.screens.reports.formula_words import FormulaWords
from ui.screens.reports.outline import heading

if TYPE_CHECKING:
    from cchc_desktop.domain.period import Period
    from cchc_desktop.services.reports.rows import ReportField, ReportSection, ReportSheet


def details(sheet: "ReportSheet", row: "ReportField", registers: Sequence[Register]) -> DetailFacts:
    """The facts of the figure; ``registers`` give formulas over them their names."""
    field = row.field
    words = FormulaWords({item.code: item.name for item in sheet.form.fields}, registers)
    return DetailFacts(
        code=field.code,
        name=field.name,
        tags=tags(row),
        definition=field.note,
        formula=words.words(field.formula),
        origins=tuple(Link(origin.text, origin.target) for origin in row.origins),
        values=tuple(_values(sheet, row)),
        remarks=remarks(row.findings),
    )


def text_details(section: "ReportSection") -> DetailFacts:
    """The facts of a section's text."""
    return DetailFacts(
        code=f"#{section.section.code}",
        name=heading(section),
        tags="Nội dung của mục",
        definition=section.section.note,
        formula="",
        origins=(),
        values=(),
        remarks=(),
    )


def _values(sheet: "ReportSheet", row: "ReportField") -> list[Facts]:
    code, compared = row.field.code, row.compared
    values = [Facts("Kỳ này", row.shown or (UNKNOWN if row.field.formula else "Chưa nhập"))]
    if sheet.previous is not None:
        words = f"Kỳ trước ({sheet.previous.label})"
        values.append(Facts(words, compared.previous or "Chưa có", _link(sheet, sheet.previous, code)))
    if sheet.last_year is not None:
        words = f"Cùng kỳ ({sheet.last_year.label})"
        values.append(Facts(words, compared.last_year or "Chưa có", _link(sheet, sheet.last_year, code)))
    if compared.change:
        values.append(Facts("Thay đổi so với kỳ trước", compared.change))
    if row.target is not None:
        goal = f"{row.target.threshold}: {GOAL_WORDS[row.target.met].lower()}"
        values.append(Facts("Chỉ tiêu", goal))
        values.append(Facts("Văn bản giao chỉ tiêu", row.target.target.source))
    return values


def _link(sheet: "ReportSheet", period: "Period", code: str) -> str:
    return f"report:{sheet.form.code}:{period.code}:{code}"
