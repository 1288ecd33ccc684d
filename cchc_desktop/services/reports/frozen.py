"""The sheet of a completed report: what was frozen, under the edition of the form on which it was made.

Nothing of it is worked out anew. What the data would give today is told by findings of level information only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.field_text import parse_typed
from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.field_value import EMPTY, FieldValue, of
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Form, FormField
from cchc_desktop.domain.formula import FormulaError, parse
from cchc_desktop.domain.section_numbers import heading_number
from cchc_desktop.domain.snapshot import FigurePart, RemarkPart, ReportPart, SectionPart, TargetPart
from cchc_desktop.domain.target import Operator, Target
from cchc_desktop.domain.working_calendar import DueDate, WorkingCalendar
from cchc_desktop.services.reports.reading import ReportReading
from cchc_desktop.services.reports.rows import Compared, Origin, ReportField, ReportSection, ReportSheet, TargetRow
from cchc_desktop.services.reports.store import frozen_values


def frozen_sheet(
    reading: ReportReading,
    part: ReportPart,
    form: Form,
    *,
    targets: Iterable[Target],
    calendar: WorkingCalendar | None,
) -> ReportSheet:
    """The sheet of what ``part`` froze; ``form`` is the edition on which it was made, ``reading`` is as of today."""
    rows = _Rows(reading, part, form, targets)
    return ReportSheet(
        form=form,
        period=reading.period,
        title=part["title"],
        window=reading.period.window,
        due=_due(part, reading, calendar),
        previous=reading.around.compared,
        last_year=reading.around.year_ago,
        following=None,
        sections=rows.sections(),
        findings=rows.findings,
        explanations={remark["code"]: remark["explanation"] for remark in part["remarks"]},
        targets=rows.targets,
        frozen=True,
    )


def _due(part: ReportPart, reading: ReportReading, calendar: WorkingCalendar | None) -> DueDate | None:
    if not part["due"]:
        return None
    day, today = date.fromisoformat(part["due"]), calendar.due(reading.period) if calendar else None
    if today is not None and today.due == day:
        return today
    return DueDate(day, calendar.last_working_day(day) if calendar else day)


class _Rows:
    """Makes the rows of one frozen sheet."""

    def __init__(self, reading: ReportReading, part: ReportPart, form: Form, targets: Iterable[Target]) -> None:
        self._prefix, self._part, self._form = reading.prefix, part, form
        self._values = frozen_values(form, part)
        self._fields = {item.code: item for item in form.fields}
        self._sections = {item.code: item for item in form.sections}
        known = {target.code: target for target in targets}
        self.targets = tuple(_target(item, known, form.code) for item in part["targets"])
        self._by_field = {row.target.field: row for row in reversed(self.targets) if row.target.field}
        self.findings = (*reading.changes_since_frozen(), *(self._remark(item) for item in part["remarks"]))

    def sections(self) -> tuple[ReportSection, ...]:
        """The sections as they were printed."""
        return tuple(self._section(item) for item in self._part["sections"] if item["code"] in self._sections)

    def _section(self, part: SectionPart) -> ReportSection:
        code, paragraphs = part["code"], part["paragraphs"]
        figures = [item for item in self._part["figures"] if item["section"] == code and item["code"] in self._fields]
        rows = tuple(self._field(item) for item in figures)
        drafted = "\n".join(item["text"] for item in paragraphs if item["drafted"])
        own = tuple(finding for finding in self.findings if finding.target == f"{self._prefix}#{code}")
        return ReportSection(
            section=replace(self._sections[code], title=part["title"]),
            number=heading_number(part["number"], part["level"]),
            text="\n".join(item["text"] for item in paragraphs),
            stored_draft=drafted,
            new_draft=drafted,
            fields=rows,
            findings=(*own, *(finding for row in rows for finding in row.findings)),
        )

    def _field(self, part: FigurePart) -> ReportField:
        item = self._fields[part["code"]]
        value, reason = self._values.get(item.code, EMPTY), part["override_reason"]
        return ReportField(
            field=item,
            value=value,
            shown=part["shown"],
            typed=value if reason or not item.formula else EMPTY,
            derived=(_read(part["derived"], item.spec) if reason else value) if item.formula else None,
            override_reason=reason,
            origins=(Origin(part["origin"], ""),) if part["origin"] else (),
            compared=Compared(part["previous"], part["last_year"], part["change"]),
            target=self._target_of(item, part),
            offered=None,
            findings=tuple(finding for finding in self.findings if finding.target == f"{self._prefix}{item.code}"),
        )

    def _target_of(self, item: FormField, part: FigurePart) -> TargetRow | None:
        if not part["target"]:
            return None
        found = self._by_field.get(item.code)
        if found is not None and found.threshold == part["target"]:
            return found
        nameless = _unknown_target(item.code, item.name, self._form.code, source="", place="", field=item.code)
        return TargetRow(nameless, part["target"], part["shown"], part["met"], "")

    def _remark(self, part: RemarkPart) -> Finding:
        text = f"{part['text']} Giải trình: {part['explanation']}"
        return Finding(part["code"], Level.INFO, text, f"{self._prefix}{self._place(part['code'])}")

    def _place(self, finding: str) -> str:
        """The figure on which a finding was made: the one in its code, or the first that its rule is about."""
        named = finding.partition(":")[2]
        if named in self._fields:
            return named
        codes = next(
            (set(_rule_fields(rule.rule, rule.fields)) for rule in self._form.checks if rule.code == named), ()
        )
        return next((code for code in self._fields if code in codes), "")


def _rule_fields(rule: str, named: tuple[str, ...]) -> Iterator[str]:
    if named:
        yield from named[:1]
        return
    try:
        yield from parse(rule).fields
    except FormulaError:
        return


def _read(shown: str, spec: ValueSpec) -> FieldValue:
    """A derived value that was overridden: only its printed form was frozen."""
    try:
        return of(parse_typed(shown, spec))
    except ValueError:
        return EMPTY


def _target(part: TargetPart, known: Mapping[str, Target], form: str) -> TargetRow:
    target = known.get(part["code"])
    if target is None:
        target = _unknown_target(part["code"], part["name"], form, source=part["source"], place=part["place"], field="")
    frozen = replace(target, name=part["name"], source=part["source"], place=part["place"])
    return TargetRow(frozen, part["threshold"], part["shown"], part["met"], part["trend"])


def _unknown_target(code: str, name: str, form: str, *, source: str, place: str, field: str) -> Target:
    """A target that is no longer in use: its words were frozen, not its formula."""
    return Target(
        code=code,
        name=name,
        form=form,
        formula="",
        operator=Operator.EQUAL,
        threshold=Decimal(0),
        unit="",
        decimals=0,
        year=0,
        source=source,
        place=place,
        field=field,
    )
