"""Two revisions side by side: which two, how much differs, and each difference with its place."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from ui.screens.submissions.comparison_page import ComparisonPage, SideChoice, as_html, summary
from ui.widgets import buttons, theme
from ui.widgets.editors import AutosaveChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel


class ComparePane(QWidget):
    """``chosen(before, after)``, ``swapped``, ``save_wanted``, ``followed(target)``."""

    chosen = Signal(str, str)
    swapped = Signal()
    save_wanted = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = AutosaveChoice(), AutosaveChoice()
        self.swap = buttons.quiet("", "repeat", tip="Đổi hai bên cho nhau")
        self.save = buttons.quiet("Lưu bản so sánh", "pdf", tip="Lưu toàn bộ bản so sánh thành tệp PDF để in")
        self._html = ""
        self._summary = ElidedLabel()
        self.text = QTextBrowser()
        self._empty = EmptyState(icon="history", sentence="Chưa so sánh được", first_step=" ")
        self._stack = QStackedWidget()
        self._bar = QWidget()
        self._arrange()
        self._name()
        for choice in (self.before, self.after):
            choice.committed.connect(self._on_chosen)
        self.swap.clicked.connect(self.swapped)
        self.save.clicked.connect(self.save_wanted)
        self.text.anchorClicked.connect(
            lambda link: self.followed.emit(link.toString(QUrl.ComponentFormattingOption(0)))
        )

    def show_sides(self, choice: SideChoice) -> None:
        """Show what can be compared and what is chosen."""
        for combo, value in ((self.before, choice.before), (self.after, choice.after)):
            combo.set_options(choice.options)
            combo.set_value(value)

    def show_page(self, page: ComparisonPage) -> None:
        """Show two sides; the same comparison read again stays where it was scrolled to."""
        bar = self.text.verticalScrollBar()
        html, place = as_html(page), bar.value()
        is_same = self._html == html
        if not is_same:
            self._html = html
            self.text.setHtml(html)
        bar.setValue(place if is_same else 0)
        self._summary.setText(summary(page))
        self._bar.show()
        self.save.setEnabled(True)
        self._stack.setCurrentWidget(self.text)

    def show_nothing(self, text: str) -> None:
        """Show a sentence in place of a comparison."""
        self._summary.setText("")
        self._bar.setVisible(self.before.count() > 1)
        self._empty.step.setText(text)
        self.save.setEnabled(False)
        self._stack.setCurrentWidget(self._empty)

    def ask_for_file(self, suggested: str) -> Path | None:
        """Ask where to save; None when the user left."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Lưu bản so sánh", suggested, "PDF (*.pdf)")
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

    def _arrange(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE)
        choices.addWidget(self.before, 1)
        choices.addWidget(self.swap)
        choices.addWidget(self.after, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self._summary, 1)
        deeds.addWidget(self.save)
        rows = QVBoxLayout(self._bar)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(choices)
        rows.addLayout(deeds)
        self.text.setOpenLinks(False)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def _name(self) -> None:
        self.before.setObjectName("submission-compare-before")
        self.after.setObjectName("submission-compare-after")
        self.swap.setObjectName("submission-compare-swap")
        self.save.setObjectName("submission-compare-save")
        self.text.setObjectName("submission-compare-text")
        self.before.setAccessibleName("Bản bên trái")
        self.after.setAccessibleName("Bản bên phải")
        self.text.setAccessibleName("Những điểm khác nhau giữa hai bản")

    def _on_chosen(self) -> None:
        before, after = self.before.value(), self.after.value()
        if before is not None and after is not None:
            self.chosen.emit(str(before), str(after))
