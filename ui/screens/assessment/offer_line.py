"""Beside a number: what the yearly report has for it, to take over by one press, and the way to that figure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.assessment.leaf_form import FigureOffer
from ui.widgets import buttons, theme
from ui.widgets.labels import HintLabel
from ui.widgets.number_editor import AutosaveNumber


class OfferLine(QWidget):
    """Hidden while the report has nothing; the number is taken over as if it had been typed and committed."""

    def __init__(self, editor: AutosaveNumber, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._offer: FigureOffer | None = None
        self._read_only = False
        self.words = HintLabel()
        self.words.setWordWrap(False)
        self.take = buttons.quiet("Dùng số này", tip="Ghi số của báo cáo vào ô này")
        self.follow = buttons.quiet("", "chevron-right", tip="Mở số liệu này trong báo cáo")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        for widget in (self.words, self.take, self.follow):
            row.addWidget(widget)
        self.take.clicked.connect(self._on_take)
        self.follow.clicked.connect(self._on_follow)
        editor.textEdited.connect(self._show_take)
        editor.committed.connect(self._show_take)
        self.setVisible(False)

    def show_offer(self, offer: FigureOffer | None) -> None:
        """Show the figure of the report, or nothing."""
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is not None:
            self.words.setText(offer.text)
            self.take.setAccessibleName(f"Dùng số này. {offer.text}")
            self.follow.setAccessibleName(f"Mở số liệu này trong báo cáo. {offer.text}")
        self._show_take()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the figure be seen and followed only."""
        self._read_only = value
        self._show_take()

    def _show_take(self) -> None:
        """The number is offered unless it stands in the field already."""
        same = self._offer is not None and not self._editor.clock.dirty and self._editor.value() == self._offer.value
        self.take.setVisible(not same and not self._read_only)

    def _on_take(self) -> None:
        if self._offer is None:
            return
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.set_value(self._offer.value)
        self._editor.committed.emit(self._offer.value)
        self._editor.selectAll()

    def _on_follow(self) -> None:
        if self._offer is not None:
            self._offer.follow()
