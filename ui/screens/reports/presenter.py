"""The report screen as a whole: which report, which section, which figure; follows links, steps, searches."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cchc_desktop.domain import subject
from cchc_desktop.domain.period import Period, ad_hoc
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.subject import Subject
from ui.screens.reports import annex, details, head, outline
from ui.screens.reports.entries import Entries
from ui.screens.reports.facts import OVERRIDE, REASON
from ui.screens.reports.findings import Findings
from ui.screens.reports.foot import Foot
from ui.screens.reports.page import ViewPort
from ui.screens.reports.preview import Preview
from ui.screens.reports.reading import Reading, read
from ui.screens.reports.sections import (
    find_field,
    find_section,
    first_section,
    section_facts,
    section_of,
    target_of,
)
from ui.widgets.context import AppContext, header_facts
from ui.widgets.saver import Saver

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Version
    from cchc_desktop.services.reports.rows import ReportField, ReportSection, ReportSheet
    from cchc_desktop.services.workplace import Desk

_TEXT = "#"
"""In place of the code of a figure: the cursor stands in the narrative."""


class ReportsPresenter:
    """One public method for each intent of the user; ``entries``, ``findings`` and ``preview`` take the rest."""

    def __init__(self, context: AppContext, view: ViewPort) -> None:
        self._context, self._view = context, view
        self._desk: Desk = context.services
        self.findings = Findings(view)
        self._foot = Foot(context.save_state, self.findings.unsaved, lambda: f"{self._desk.session.now():%H:%M:%S}")
        self._saver = Saver(replace(context, save_state=self._foot), view, self._load)
        self.entries = Entries(context, view, self._saver, self._where)
        self.preview = Preview(context, view)
        self._form, self._period = "", None  # type: str, Period | None
        self._reading: Reading | None = None
        self._is_reading = self._reads_again = False
        self._section = self._figure = self._query = self._wanted = ""

    @property
    def sheet(self) -> "ReportSheet | None":
        """The report in sight; None before it is read."""
        return self._reading.sheet if self._reading else None

    def shown(self) -> None:
        """The screen came into sight; the first time it reads its data."""
        self._show_header()
        self._foot.remind()
        if self._reading is None:
            self._load()

    def left(self) -> None:
        """The screen goes out of sight: what is not saved on it is told, because nobody sees it any more."""
        unsaved = self.findings.unsaved()
        if unsaved:
            self._context.notices.warn(
                "Một ô của báo cáo chưa được lưu.", safe="Các ô khác đã lưu.", do=f"Hãy quay lại sửa {unsaved}"
            )

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of these topics changed."""
        del topics
        self._load()

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self._saver.run_failed()
        self._foot.remind()

    def choose_form(self, code: str) -> None:
        """Show the report of another form, of the period that people work on."""
        self._go_to(code, None)

    def choose_period(self, code: str) -> None:
        """Show the report of another period."""
        self._go_to(self._form, parse_period(code))

    def open_ad_hoc(self, start: date | None, end: date | None) -> None:
        """Show the ad hoc report of a window; both days belong to it."""
        if start is None or end is None:
            self._view.show_ad_hoc_refusal("Nhập ngày bắt đầu và ngày kết thúc của kỳ báo cáo.")
            return
        try:
            period = ad_hoc(start, end)
        except ValueError as error:
            self._view.show_ad_hoc_refusal(str(error))
            return
        self._view.show_ad_hoc_refusal("")
        self._go_to(self._form, period)

    def choose_section(self, code: str) -> None:
        """A section of the outline was chosen."""
        if code != self._section and self._find_section(code) is not None:
            self._section, self._figure = code, ""
            self._show_section()
            self._show_outline()
            self._view.show_details(None)

    def step_section(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) section in which something is entered."""
        if self.sheet is None:
            return
        codes = [item.section.code for item in self.sheet.sections]
        here = codes.index(self._section) if self._section in codes else -1
        order = self.sheet.sections[here + 1 :] if by > 0 else tuple(reversed(self.sheet.sections[: max(here, 0)]))
        found = next((item for item in order if outline.is_worked_on(item)), None)
        if found is None:
            self._context.notices.info("Đã hết các mục của báo cáo.")
            return
        self.choose_section(found.section.code)

    def enter_figure(self, code: str) -> None:
        """The cursor went into a figure: show everything about it."""
        if code != self._figure:
            self._figure = code
            self._show_details()

    def enter_text(self) -> None:
        """The cursor went into the narrative: show who wrote what in it."""
        if self._figure != _TEXT:
            self._figure = _TEXT
            self._show_details()

    def search(self, query: str) -> None:
        """Show in the outline the figures found by these words; the sections for no words."""
        self._query = query
        self._show_outline()

    def open_figure(self, code: str) -> None:
        """Go to a figure wherever it is."""
        self._wanted = code
        self._follow()

    def open_target(self, target: str) -> None:
        """Follow "report:<form>:<period>[:<field>[~<part>]|:#<section>|:!<finding>]" here, any other link elsewhere.

        Of a link into a report what is known is followed; it never leaves this screen, or it would come back for ever.
        """
        found = target_of(target)
        if found is None:
            if target:
                self._context.open_target(target)
            return
        if not found.form:
            if self._reading is None and not self._is_reading:
                self._load()
            return
        self._wanted = found.rest
        if (found.form, found.period) == self._where() and self.sheet is not None:
            self._follow()
        else:
            self._go_to(found.form, found.period)

    def keep_unread(self, code: str, sentence: str) -> None:
        """What stands in a figure's editor cannot be read ("" when it is fine again); until then it blocks."""
        where = self._where()
        if where is not None and self.findings.keep_unread(where, code, sentence):
            self._foot.tell()
            self._show_findings()

    def complete(self) -> None:
        """Go where the report is completed, signed and sent."""
        where = self._where()
        if where is not None:
            self._context.open_target(f"submission:report:{where[1].code}:{where[0]}")

    def _where(self) -> tuple[str, Period] | None:
        return (self._form, self._period) if self._period is not None else None

    def _go_to(self, form: str, period: Period | None) -> None:
        self._form, self._period = form, period
        self._section = self._figure = self._query = ""
        self._reading = None
        self.findings.forget()
        self._load()

    def _load(self) -> None:
        """Read again, after what is being read or saved now: a reading in between would be out of date."""
        if self._saver.is_ahead and self._reading is not None:
            self._saver.owes_reading = True
        elif self._is_reading:
            self._reads_again = True
        else:
            self._is_reading = True
            form, period, desk = self._form, self._period, self._desk
            self._context.runner.run(
                lambda: read(desk, form, period),
                done=lambda found: self._on_read((form, period), found),
                failed=self._on_not_read,
                owner=self._view,
            )

    def _on_not_read(self, _error: Exception) -> None:
        self._is_reading = False

    def _on_read(self, asked: tuple[str, Period | None], found: Reading) -> None:
        self._is_reading = False
        overtaken = self._saver.is_ahead and self._reading is not None
        if self._reads_again or overtaken or asked != (self._form, self._period):
            self._reads_again = False
            self._load()
            return
        is_other = self._reading is None
        self._reading, self._form, self._period = found, found.form, found.period
        self._view.show_choices(found.choices)
        self._show_header()
        if found.sheet is None:
            self._view.show_nothing(*_nothing(found))
            return
        self._show_sheet(found.sheet, is_other=is_other)

    def _show_sheet(self, sheet: "ReportSheet", *, is_other: bool) -> None:
        if self._find_section(self._section) is None:
            self._section, is_other = first_section(sheet), True
        if sheet.frozen and self.findings.drop_unread((sheet.form.code, sheet.period)):
            self._foot.tell()
            self._view.drop_unread()
            is_other = True
        self._show_findings()
        if is_other:
            self._show_section()
        else:
            self._view.refresh_section(section_facts(sheet, self._section))
        self._view.show_frozen(frozen=sheet.frozen)
        self._show_outline()
        self._show_details()
        self._view.show_annex(annex.annex(sheet))
        self._view.show_goals(annex.goals(sheet))
        self.preview.changed(sheet.form.code, sheet.period)
        self._follow()

    def _follow(self) -> None:
        """Go where a link led."""
        if self.sheet is None or not self._wanted:
            return
        wanted, self._wanted = self._wanted, ""
        if wanted.startswith("!"):
            self._view.explain(wanted[1:])
            return
        wanted, _, part = wanted.partition("~")
        section = wanted[1:] if wanted.startswith("#") else section_of(self.sheet, wanted)
        if self._find_section(section) is None:
            self._context.notices.info(f"Báo cáo này không có số liệu hoặc mục {wanted.lstrip('#')}.")
            return
        self._view.show_report_tab()
        if section != self._section:
            self._section = section
            self._show_section()
        self._show_outline()
        if wanted.startswith("#"):
            self._view.focus_text()
            self.enter_text()
        else:
            self._view.focus_field(wanted)
            self.enter_figure(wanted)
            if part in (OVERRIDE, REASON):
                self._view.open_override(wanted)

    def _show_header(self) -> None:
        title, period = "", self._period.label if self._period else ""
        if self.sheet is not None:
            title = self.sheet.form.header.title
        self._context.show_header(header_facts(self._desk.session.workspace, title=title, period=period))

    def _show_outline(self) -> None:
        if self.sheet is None:
            return
        if self._query.strip():
            self._view.show_outline(outline.found(self.sheet, self._query), self._figure)
        else:
            self._view.show_outline(outline.outline(self.sheet), self._section)

    def _show_section(self) -> None:
        if self.sheet is not None:
            self._view.show_section(section_facts(self.sheet, self._section))

    def _show_details(self) -> None:
        shown, where = self._figure, self._where()
        row, section = self._row(shown), self._find_section(self._section)
        if self._reading is None or self.sheet is None or where is None:
            return
        form, period = where[0], where[1].code
        if row is not None:
            self._view.show_details(details.details(self.sheet, row, self._reading.registers))
            self._tell_history(shown, subject.figure(form, period, shown))
        elif shown == _TEXT and section is not None:
            code = section.section.code
            self._view.show_details(details.text_details(section))
            self._tell_history(shown, subject.section(form, period, code))
        else:
            self._view.show_details(None)

    def _tell_history(self, shown: str, of: Subject) -> None:
        def tell(rows: "tuple[Version, ...]") -> None:
            if shown == self._figure:
                self._view.show_history(rows)

        self._context.runner.run(lambda: self._desk.history.of(of), done=tell, owner=self._view)

    def _show_findings(self) -> None:
        if self.sheet is None:
            return
        findings = self.findings.show(self.sheet)
        before = self._reading.working_day_before if self._reading else None
        self._view.show_head(head.head(self.sheet, findings, working_day_before=before))

    def _find_section(self, code: str) -> "ReportSection | None":
        return find_section(self.sheet, code) if self.sheet is not None else None

    def _row(self, code: str) -> "ReportField | None":
        return find_field(self.sheet, code) if self.sheet is not None else None


def _nothing(found: Reading) -> tuple[str, str]:
    if not found.forms:
        return "Chưa có biểu mẫu báo cáo nào.", "Hãy nạp bộ danh mục có biểu mẫu ở màn hình Cài đặt."
    return "Biểu mẫu này chưa có kỳ báo cáo nào.", "Hãy chọn kỳ đột xuất và nhập khoảng thời gian báo cáo."
