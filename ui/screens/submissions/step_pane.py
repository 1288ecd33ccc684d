"""The left side of the screen: the cards of the present step, one below the other."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.screens.submissions.digital_panes import DigitalPanes
from ui.screens.submissions.document_card import DocumentCard
from ui.screens.submissions.export_cards import ExportDeed, WrittenCard
from ui.screens.submissions.facts_card import FactsCard
from ui.screens.submissions.page import ExportCard, Page
from ui.screens.submissions.presenter import Presenter
from ui.screens.submissions.province_card import ProvinceCard
from ui.screens.submissions.send_card import SendCard
from ui.screens.submissions.send_page import FOLDER, SendPage
from ui.screens.submissions.sending import Sending
from ui.screens.submissions.signing_cards import PaperCard, PasswordCard
from ui.screens.submissions.warning_line import WarningLine
from ui.widgets import buttons, theme
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.labels import HintLabel

_NARROWEST = 360
_FINDINGS = 170


class StepPane(QScrollArea):
    """``show_page`` chooses the cards; each of them is an attribute."""

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.province = ProvinceCard()
        self.note = HintLabel()
        self.clock = WarningLine()
        self.document = DocumentCard(today=today)
        self.findings = FindingsPanel()
        self.facts = FactsCard()
        self.password = PasswordCard()
        self.paper = PaperCard()
        self.digital = DigitalPanes(password=self.password, paper=self.paper)
        self.export = ExportDeed()
        self.written = WrittenCard()
        self.send = SendCard()
        self.send.hide()
        self.scan = buttons.quiet("Xem bản quét đã ký", "eye", tip="Mở bản quét đã đính kèm khi ký")
        self.scan.setObjectName("submission-look-at-scan")
        self._filler = QWidget()
        self._pane = ""
        self._heads = {
            "draft": self.document.number,
            "sign": self.password.password,
            "export": self.export.export,
            "answered": self.province.deed,
        }
        self.setAccessibleName("Việc của bước hiện tại")
        self._arrange()

    def serve(self, presenter: Presenter) -> None:
        """Take the presenter of what the cards do."""
        self.document.number_edited.connect(presenter.edit_number)
        self.document.day_edited.connect(presenter.edit_day)
        self.document.leader_edited.connect(presenter.edit_leader)
        self.document.reference_day_edited.connect(presenter.edit_reference_day)
        self.findings.activated.connect(presenter.follow)
        self.province.deed_wanted.connect(presenter.answering.act)
        self.province.followed.connect(presenter.follow)
        self.password.signed.connect(presenter.sign_with_password)
        self.paper.scan_chosen.connect(presenter.offer_scan)
        self.paper.strip.cancelled.connect(presenter.scanning.cancel)
        self.paper.print_wanted.connect(presenter.printing.print_pdf)
        self.scan.clicked.connect(presenter.printing.look_at_scan)
        self.export.folder_chosen.connect(presenter.exporting.choose_folder)
        self.export.export_wanted.connect(presenter.exporting.export)
        self.export.cancelled.connect(presenter.exporting.cancel)
        self.written.folder_wanted.connect(presenter.exporting.open_folder)
        self.written.check_wanted.connect(presenter.exporting.verify)
        self._serve_sending(presenter.sending)

    def _serve_sending(self, sending: Sending) -> None:
        self.send.way_chosen.connect(sending.choose_way)
        self.send.looked_for.connect(sending.look_for_sticks)
        self.send.strip.cancelled.connect(sending.cancel)
        self.send.stick.chosen.connect(sending.choose_stick)
        self.send.stick.write_wanted.connect(sending.write_stick)
        self.send.stick.check_wanted.connect(sending.check_stick)
        self.send.mail.write_wanted.connect(sending.write_mail)
        self.send.mail.opened.connect(sending.open_draft)
        self.send.mail.folder_wanted.connect(sending.open_drafts_folder)

    def show_page(self, page: Page) -> None:
        """Show the submission and the cards of its present step."""
        self.note.setText(page.note)
        self.note.setVisible(bool(page.note))
        self.clock.setText(page.clock)
        self.clock.setVisible(bool(page.clock))
        self.document.show_fields(page.fields)
        self.document.show_complete(enabled=page.may_complete, reason=page.complete_reason)
        self.facts.show_facts(page.facts)
        self.password.show_signing(page.signing)
        self.paper.show_signing(page.signing)
        self.export.show_step(is_again=page.is_exported)
        self.scan.setVisible(page.has_scan)
        self._show_pane(page.pane)

    def show_written(self, card: ExportCard | None) -> None:
        """Show what was written; nothing before."""
        self.written.setVisible(card is not None and self._pane == "export")
        if card is not None:
            self.written.show_card(card)

    def show_sending(self, page: SendPage | None) -> None:
        """Show how to send the package that was written; exporting into a folder is then one way among others."""
        takes_over = page is not None and self.send.isHidden() and self._is_near_focus()
        self.send.setVisible(page is not None)
        self.export.setVisible(self._pane == "export" and (page is None or page.way == FOLDER))
        if page is not None:
            self.send.show_page(page)
            if takes_over:
                self.send.ways[page.way].setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Hold the deeds of the step while one of them runs."""
        for widget in (self.password.sign, self.export.export, self.paper.drop):
            widget.setEnabled(not busy)
        if busy:
            self.document.complete.setEnabled(False)

    def _is_near_focus(self) -> bool:
        """Whether the focus is here or at the other side, where it goes from a deed that is held while it runs."""
        near = self.parentWidget() or self
        return near.isAncestorOf(self.window().focusWidget() or self.window())

    def _show_pane(self, pane: str) -> None:
        is_next = pane != self._pane
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._pane = pane
        self.document.setVisible(pane == "draft")
        self.findings.setVisible(pane == "draft")
        self.digital.setVisible(pane != "draft")
        if is_next:
            self.export.setVisible(pane == "export")
        self.facts.setVisible(pane != "draft")
        self._filler.setVisible(pane != "draft")
        if is_next:
            self.digital.forget()
            if had_focus:
                self._heads[pane].setFocus()

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(theme.SPACE)
        self.facts.body.addWidget(self.scan, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (
            self.province,
            self.clock,
            self.note,
            self.document,
            self.digital,
            self.send,
            self.export,
            self.written,
            self.facts,
        ):
            column.addWidget(widget)
        column.addWidget(self.findings, 1)
        column.addWidget(self._filler, 1)
        self.findings.setMinimumHeight(_FINDINGS)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setMinimumWidth(_NARROWEST)
