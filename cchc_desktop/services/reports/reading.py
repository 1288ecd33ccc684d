"""One report as it stands: what was entered, what follows from it, what surrounds it, and what it owes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cchc_desktop.domain.draft import filled, written
from cchc_desktop.domain.draft_merge import drafted_lines
from cchc_desktop.domain.field_text import shown_value
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Form, Section
from cchc_desktop.domain.form_checks import check
from cchc_desktop.domain.form_evaluation import Evaluated, evaluate, formula_value
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report_words import figure_words, report_names
from cchc_desktop.domain.text_checks import Paragraph, TextContext, text_findings
from cchc_desktop.domain.text_figures import TextFigure
from cchc_desktop.services.reports.counted_rows import RegisterRows, RegisterSource
from cchc_desktop.services.reports.drafting import ReportDraft
from cchc_desktop.services.reports.store import ReportStore, StoredReport, StoredText, frozen_values
from cchc_desktop.services.reports.surroundings import OtherReports, ReportSurroundings
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.tasks import Tasks

NO_TEXT = StoredText("", "")


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The full names of the unit that reports, and those of all other units."""

    own: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportReading:
    """A report with everything that its sheet, its draft and its snapshot are made from."""

    form: Form
    period: Period
    stored: StoredReport
    around: ReportSurroundings
    evaluated: Mapping[str, Evaluated]
    draft: ReportDraft
    units: UnitNames

    @property
    def prefix(self) -> str:
        """What links to the fields and sections of this report begin with."""
        return f"report:{self.form.code}:{self.period.code}:"

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that stand in this report."""
        return tuple(section for section in self.form.sections if section.serves(self.period))

    def text(self, section: Section) -> StoredText:
        """The stored text of a section with its draft; both empty where nothing was written yet."""
        return self.stored.texts.get(section.code, NO_TEXT)

    def new_draft(self, section: Section) -> str:
        """The draft of a section that the data give now."""
        return written(section.draft, self.draft) if section.narrative else ""

    def title(self, template: str) -> str:
        """A title of the form with its place-holders filled in."""
        return filled(template, self.draft.names)

    def findings(self, explanations: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
        """All findings in printed order; ``explanations`` are those that were given unless others are passed."""
        given = self.stored.explanations if explanations is None else explanations
        found = [*self._field_findings(given), *self._section_findings(), *self._text_findings(given)]
        place = {target: number for number, target in enumerate(self._targets())}
        found.sort(key=lambda finding: place.get(finding.target, len(place)))
        return tuple(found)

    def _targets(self) -> Iterator[str]:
        for section in self.sections:
            yield f"{self.prefix}#{section.code}"
            yield from (f"{self.prefix}{item.code}" for item in self.form.fields if item.section == section.code)

    def _field_findings(self, explanations: Mapping[str, str]) -> Iterator[Finding]:
        before = self.around.others.values(self.around.compared)
        compared = {
            item.code: formula_value(before[item.code], item.spec) for item in self.form.fields if item.code in before
        }
        yield from check(
            self.form, self.period, self.evaluated, self.around, explanations, self.prefix, compared=compared
        )
        for code, plain in self.stored.unreadable.items():
            text = f"{code}: giá trị đã nhập “{plain}” không đọc được theo biểu mẫu đang dùng; hãy nhập lại."
            yield Finding(f"report.unreadable:{code}", Level.BLOCK, text, f"{self.prefix}{code}")
        yield from self.changes_since_frozen()

    def changes_since_frozen(self) -> Iterator[Finding]:
        """What the data would give today where a completed report says something else; nothing for a draft."""
        if self.stored.frozen is None:
            return
        then = frozen_values(self.form, self.stored.frozen)
        for item in self.form.fields:
            if item.code not in self.evaluated or item.code not in then:
                continue
            now = self.evaluated[item.code].value
            if now != then[item.code]:
                old, new = (shown_value(value, item.spec) or "chưa có" for value in (then[item.code], now))
                text = (
                    f"{item.name} ({item.code}): báo cáo đã chốt ghi {old}, dữ liệu hiện nay cho {new}. "
                    "Báo cáo đã chốt không thay đổi; muốn sửa, hãy mở lại ở Hồ sơ nộp."
                )
                yield Finding(f"report.changed:{item.code}", Level.INFO, text, f"{self.prefix}{item.code}")

    def _section_findings(self) -> Iterator[Finding]:
        for place, section in enumerate(self.sections):
            if not section.narrative:
                continue
            stored, target = self.text(section), f"{self.prefix}#{section.code}"
            if not stored.text.strip() and self._owes_text(place):
                text = (
                    f"Mục “{section.title}” chưa có nội dung; hãy soạn dự thảo, nhập nội dung, "
                    "hoặc ghi “Trong kỳ không phát sinh”."
                )
                yield Finding(f"report.text-required:{section.code}", Level.BLOCK, text, target)
            elif self._is_outdated(section, stored):
                text = (
                    f"Mục “{section.title}”: số liệu đã thay đổi sau khi soạn dự thảo; "
                    "soạn lại sẽ thay các dòng do chương trình viết, giữ các dòng đã nhập."
                )
                yield Finding(f"report.draft-outdated:{section.code}", Level.INFO, text, target)

    def _text_findings(self, explanations: Mapping[str, str]) -> tuple[Finding, ...]:
        paragraphs = [
            Paragraph(section.code, self.text(section).text, section.title)
            for section in self.sections
            if section.narrative and self.text(section).text.strip()
        ]
        context = TextContext(
            period=self.period,
            target_prefix=self.prefix,
            own_names=self.units.own,
            other_names=self.units.others,
            figures=tuple(self._text_figures()),
            known_phrases=(self.draft.names["ke_hoach"],),
            templates=tuple(sentence for section in self.sections for sentence in section.draft),
        )
        return text_findings(paragraphs, context, explanations)

    def _text_figures(self) -> Iterator[TextFigure]:
        for item in self.form.fields:
            found = self.evaluated.get(item.code)
            if found is not None and item.spec.type.is_number and isinstance(found.exact, Fraction):
                forms = (shown_value(found.value, item.spec), figure_words(found.value, item.spec))
                unit = "%" if item.spec.type is FieldType.PERCENT else item.spec.unit
                yield TextFigure(item.code, item.name, found.exact, forms, unit)

    def _owes_text(self, place: int) -> bool:
        """Whether a section without text would stand empty: no sub-section follows, and text is what it should have."""
        section, following = self.sections[place], self.sections[place + 1 : place + 2]
        if any(item.level > section.level for item in following):
            return False
        return bool(section.draft) or all(item.section != section.code for item in self.form.fields)

    def _is_outdated(self, section: Section, stored: StoredText) -> bool:
        is_drafted = any(drafted for _line, drafted in drafted_lines(stored.text, stored.draft))
        return is_drafted and self.stored.frozen is None and self.new_draft(section) != stored.draft


class ReportReader:
    """Reads reports. ``unit_names`` are the full names of all units, by which a foreign one is found in a text."""

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        registers: RegisterSource,
        *,
        store: ReportStore,
        unit_names: Sequence[str] = (),
    ) -> None:
        self._session, self._tasks, self._registers, self._store = session, tasks, registers, store
        self._unit_names = tuple(unit_names)

    def read(self, code: str, period: Period) -> ReportReading:
        """The report of a form and period; KeyError for a form that is not in use."""
        packs, workspace = self._session.packs, self._session.workspace
        names = report_names(period, workspace.unit, workspace.plan.header.title)
        form = _titled(packs.form(code), names)
        rows = RegisterRows(self._registers, packs.registers(), self._tasks)
        around = ReportSurroundings(form, period, rows, OtherReports(form, self._store, rows))
        stored = self._store.report(form, period)
        evaluated = evaluate(form, period, stored.entered, around)
        entries = self._tasks.domain_entries(period.window[1])
        draft = ReportDraft(around, evaluated, names, entries)
        unit = workspace.unit
        own = (unit.full_name, *(f"{unit.kind} {spelling}" for spelling in unit.spellings))
        units = UnitNames(own, tuple(name for name in self._unit_names if name not in own))
        return ReportReading(form, period, stored, around, evaluated, draft, units)


def _titled(form: Form, names: Mapping[str, str]) -> Form:
    """The form with the words of this report in the titles of its sections."""
    sections = tuple(replace(section, title=filled(section.title, names)) for section in form.sections)
    return replace(form, sections=sections)
