"""All revisions of a submission, newest first: state, code, who did what when, and why a new one was made."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.screens.submissions.page import RevisionCard
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.looks import SUBMISSION_LOOKS
from ui.widgets.pill import Pill


class RevisionsPane(QScrollArea):
    """``print_wanted(id)`` to look at the print of a revision."""

    print_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Các bản đã lập")
        self._shown: tuple[RevisionCard, ...] = ()

    def set_revisions(self, revisions: Sequence[RevisionCard]) -> None:
        """Show these revisions."""
        if tuple(revisions) == self._shown:
            return
        self._shown = tuple(revisions)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        for revision in revisions:
            column.addWidget(self._card(revision))
        column.addStretch(1)
        self.setWidget(inside)

    def _card(self, revision: RevisionCard) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(SectionTitle(revision.title))
        head.addWidget(Pill(revision.state_label, SUBMISSION_LOOKS[revision.state]))
        head.addStretch(1)
        card.body.addLayout(head)
        if revision.code:
            card.body.addWidget(HintLabel(f"Mã bản chốt: {revision.code}"))
        for line in revision.lines:
            card.body.addWidget(TextLabel(line))
        if revision.printable:
            look = buttons.quiet("Xem bản in", "eye", tip=f"Xem bản in của {revision.title.lower()}")
            look.clicked.connect(lambda _checked=False, chosen=revision.identity: self.print_wanted.emit(chosen))
            head.addWidget(look)
        card.setAccessibleName(f"{revision.title}, {revision.state_label}")
        return card
