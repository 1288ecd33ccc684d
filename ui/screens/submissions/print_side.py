"""The right side of the screen: the print, the revisions and the comparison as tabs, with the deeds of the print."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.screens.submissions.compare_pane import ComparePane
from ui.screens.submissions.custody_pane import CustodyPane
from ui.screens.submissions.page import Page, RevisionCard
from ui.screens.submissions.presenter import Presenter
from ui.screens.submissions.print_pane import PrintPane
from ui.screens.submissions.print_tabs import PrintTabs
from ui.screens.submissions.revisions_pane import RevisionsPane
from ui.widgets import buttons
from ui.widgets.runner import Runner

_NARROWEST = 380
_PRINT, _REVISIONS, _COMPARISON, _CUSTODY = range(4)


class PrintSide(PrintTabs):
    """``serve`` takes the presenter; the panes and the deeds are attributes."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print = PrintPane(runner)
        self.revisions = RevisionsPane()
        self.compare = ComparePane()
        self.custody = CustodyPane()
        self.save_pdf = buttons.quiet("Lưu PDF", "pdf", tip="Lưu bản in thành tệp PDF")
        self.save_excel = buttons.quiet("Lưu Excel", "excel", tip="Lưu bản chốt thành tệp Excel")
        self.save_word = buttons.quiet(
            "Lưu Word", "word", tip="Lưu tệp Word để phát hành trên hệ thống quản lý văn bản"
        )
        self.print_out = buttons.quiet("In", "print", tip="Mở bản in bằng chương trình xem PDF để in (Ctrl+P)")
        self.addTab(self.print, "Bản in")
        self.addTab(self.revisions, "Các bản")
        self.addTab(self.compare, "So sánh")
        self.addTab(self.custody, "Đang ở đâu?")
        self.setTabToolTip(_CUSTODY, "Ai đang giữ hồ sơ, đã chép ra những nơi nào, bản chép nào có thể xóa")
        self.setTabToolTip(_COMPARISON, "So sánh các bản: hai bản bất kỳ, hoặc bản chốt với dữ liệu đang có")
        self.set_deeds((self.save_pdf, self.save_excel, self.save_word, self.print_out))
        self.name_tab(_CUSTODY, "Đang ở đâu?", short="Ở đâu?")
        self.setMinimumWidth(_NARROWEST)
        self._name()

    def serve(self, presenter: Presenter) -> None:
        """Take the presenter of what the tabs do."""
        self._presenter = presenter
        comparing, printing = presenter.comparing, presenter.printing
        self.print_out.clicked.connect(printing.print_pdf)
        self.print.present_wanted.connect(printing.look_at_present)
        self.save_pdf.clicked.connect(lambda: self._on_save(".pdf"))
        self.save_excel.clicked.connect(lambda: self._on_save(".xlsx"))
        self.save_word.clicked.connect(lambda: self._on_save(".docx"))
        self.revisions.print_wanted.connect(self._on_look_at_revision)
        self.compare.chosen.connect(comparing.choose)
        self.compare.swapped.connect(comparing.swap)
        self.compare.followed.connect(comparing.follow)
        self.compare.save_wanted.connect(self._on_save_comparison)
        self.custody.gone.connect(presenter.whereabouts.ask_whether_gone)
        self.custody.place_wanted.connect(presenter.whereabouts.open_place)
        self.currentChanged.connect(self._on_tab)

    def show_page(self, page: Page) -> None:
        """Offer the documents that the submission has."""
        self.save_excel.setEnabled(page.may_save_excel)
        self.save_excel.setToolTip(
            "Lưu bản chốt thành tệp Excel" if page.may_save_excel else "Có sau khi hoàn thành: Excel lập từ bản chốt"
        )
        self.save_word.setVisible(page.has_word)
        self.fit()

    def show_revisions(self, revisions: Sequence[RevisionCard]) -> None:
        """Show the history of the submission."""
        self.revisions.set_revisions(revisions)
        self.name_tab(_REVISIONS, f"Các bản ({len(revisions)})", short="Các bản")

    def show_custody_tab(self) -> None:
        """Bring the tab into sight that tells where the submission is."""
        self.setCurrentIndex(_CUSTODY)

    def _name(self) -> None:
        self.save_pdf.setObjectName("submission-save-pdf")
        self.save_excel.setObjectName("submission-save-excel")
        self.save_word.setObjectName("submission-save-word")
        self.print_out.setObjectName("submission-print")

    def _on_look_at_revision(self, submission_id: str) -> None:
        self.setCurrentIndex(_PRINT)
        self._presenter.look_at_revision(submission_id)

    def _on_tab(self, number: int) -> None:
        self.cornerWidget().setVisible(number not in (_COMPARISON, _CUSTODY))
        self._presenter.printing.look(in_sight=number == _PRINT)
        self._presenter.comparing.look(in_sight=number == _COMPARISON)
        self._presenter.whereabouts.look(in_sight=number == _CUSTODY)

    def _on_save_comparison(self) -> None:
        path = self.compare.ask_for_file(self._presenter.comparing.suggested_name())
        if path is not None:
            self._presenter.comparing.save_pdf(path)

    def _on_save(self, suffix: str) -> None:
        printing = self._presenter.printing
        kind, save = {
            ".pdf": ("PDF", printing.save_pdf),
            ".xlsx": ("Excel", printing.save_excel),
            ".docx": ("Word", printing.save_word),
        }[suffix]
        path = self.print.ask_for_file(printing.suggested_name(suffix), kind)
        if path is not None:
            save(path)
