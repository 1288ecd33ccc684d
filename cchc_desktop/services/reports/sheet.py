"""The sheet of a report: its sections with numbers and texts, its figures with their origins and comparison."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from cchc_desktop.domain.field_text import shown_value
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, FieldValue, ValueState
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.form import FormField, Section
from cchc_desktop.domain.form_evaluation import Entered, Evaluated
from cchc_desktop.domain.form_periods import following_report
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.section_numbers import heading_number, section_numbers
from cchc_desktop.domain.target import Target
from cchc_desktop.domain.working_calendar import DueDate
from cchc_desktop.services.reports.origins import origins
from cchc_desktop.services.reports.reading import ReportReading
from cchc_desktop.services.reports.rows import Compared, ReportField, ReportSection, ReportSheet, TargetRow
from cchc_desktop.services.reports.surroundings import formulas_of
from cchc_desktop.services.reports.targets import target_rows

CHANGE_PLACES = 2


def sheet_of(reading: ReportReading, *, targets: Iterable[Target], due: DueDate | None) -> ReportSheet:
    """The sheet of a report as read."""
    findings = reading.findings()
    maker = _Maker(reading, findings, target_rows(targets, reading.evaluated, reading.around))
    return ReportSheet(
        form=reading.form,
        period=reading.period,
        title=reading.title(reading.form.title),
        window=reading.period.window,
        due=due,
        previous=reading.around.compared,
        last_year=reading.around.year_ago,
        following=following_report(reading.form, reading.period),
        sections=maker.sections(),
        findings=findings,
        explanations=dict(reading.stored.explanations),
        targets=maker.targets,
        frozen=reading.stored.frozen is not None,
    )


class _Maker:
    """Makes the rows of one sheet."""

    def __init__(self, reading: ReportReading, findings: Sequence[Finding], targets: tuple[TargetRow, ...]) -> None:
        self.targets = targets
        self._reading = reading
        self._formulas = formulas_of(reading.form)
        self._numbers = section_numbers(reading.form, reading.period)
        self._findings: Mapping[str, list[Finding]] = _by_target(findings)
        self._by_field = {row.target.field: row for row in reversed(targets) if row.target.field}
        others, around = reading.around.others, reading.around
        carried = any(self._is_carried(item) for item in reading.form.fields)
        self._standing = others.standing_before(reading.period) if carried else {}
        self._previous, self._last_year = others.values(around.compared), others.values(around.year_ago)

    def sections(self) -> tuple[ReportSection, ...]:
        """The sections in printed order."""
        return tuple(self._section(section) for section in self._reading.sections)

    def _section(self, section: Section) -> ReportSection:
        reading, stored = self._reading, self._reading.text(section)
        fields = [item for item in reading.form.fields if item.section == section.code]
        rows = tuple(self._field(item) for item in fields if item.code in reading.evaluated)
        own = self._findings.get(f"{reading.prefix}#{section.code}", [])
        return ReportSection(
            section=section,
            number=heading_number(self._numbers[section.code], section.level),
            text=stored.text,
            stored_draft=stored.draft,
            new_draft=reading.new_draft(section),
            fields=rows,
            findings=(*own, *(finding for row in rows for finding in row.findings)),
        )

    def _field(self, item: FormField) -> ReportField:
        reading, found = self._reading, self._reading.evaluated[item.code]
        formula = self._formulas.get(item.code)
        return ReportField(
            field=item,
            value=found.value,
            shown=shown_value(found.value, item.spec),
            typed=_typed(reading.stored.entered, found),
            derived=found.derived,
            override_reason=found.override_reason,
            origins=origins(item, formula, reading.evaluated, reading.around) if formula else (),
            compared=self._compared(item, found),
            target=self._by_field.get(item.code),
            offered=self._offered(item),
            findings=tuple(self._findings.get(f"{reading.prefix}{item.code}", ())),
        )

    def _compared(self, item: FormField, found: Evaluated) -> Compared:
        previous, last_year = (values.get(item.code, EMPTY) for values in (self._previous, self._last_year))
        return Compared(
            previous=shown_value(previous, item.spec),
            last_year=shown_value(last_year, item.spec),
            change=change_words(found.value, previous, item.spec),
        )

    def _offered(self, item: FormField) -> FieldValue | None:
        return self._standing.get(item.code) if self._is_carried(item) else None

    def _is_carried(self, item: FormField) -> bool:
        """Whether an earlier value may be carried over: nothing is entered, and the field seldom changes."""
        found = self._reading.evaluated.get(item.code)
        is_empty = found is not None and found.value.state is ValueState.EMPTY
        return item.carried and not item.formula and is_empty


def change_words(now: FieldValue, before: FieldValue, spec: ValueSpec) -> str:
    """The change from another period: in percent, for a percentage in percentage points; "" where there is none."""
    if not spec.type.is_number or now.number is None or before.number is None:
        return ""
    first, second = Fraction(before.number), Fraction(now.number)
    if spec.type is FieldType.PERCENT:
        return f"{_signed(second - first)} điểm %"
    return f"{_signed((second - first) / first * 100)}%" if first else ""


def _signed(value: Fraction) -> str:
    rounded = half_up(value, CHANGE_PLACES)
    return f"{'+' if rounded > 0 else ''}{format_decimal(rounded, CHANGE_PLACES)}"


def _typed(entered: Mapping[str, Entered], found: Evaluated) -> FieldValue:
    return entered[found.code].value if found.code in entered else EMPTY


def _by_target(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    by_target: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_target[finding.target].append(finding)
    return by_target
