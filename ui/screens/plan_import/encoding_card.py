"""Text that looks like an old Vietnamese encoding, before and after; applied only when confirmed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cchc_desktop.catalogue.task_table.result import EncodingProposal
from ui.widgets import buttons
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel


class EncodingCard(Card):
    """``accepted``: the proposed encoding; ``refused``: the text as it stands."""

    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Xác nhận bảng mã của chữ", parent)
        self.words = TextLabel()
        self.before, self.after = TextLabel(), TextLabel()
        self.yes = buttons.primary("Đúng, chuyển chữ như trên", "check", tip="Chuyển chữ trong bảng sang Unicode")
        self.no = buttons.plain("Không, giữ nguyên chữ", tip="Chữ trong bảng đã đúng, không chuyển")
        for widget in (self.words, HintLabel("Chữ trong tệp"), self.before, HintLabel("Đọc thành"), self.after):
            self.body.addWidget(widget)
        self.after.setStyleSheet("font-weight: 600")
        for button in (self.yes, self.no):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        self.yes.clicked.connect(self.accepted)
        self.no.clicked.connect(self.refused)

    def show_proposal(self, proposal: EncodingProposal | None) -> None:
        """Show what is proposed; None hides the card."""
        self.setVisible(proposal is not None)
        if proposal is not None:
            self.words.setText(f"Chữ trong bảng có vẻ theo bảng mã cũ {proposal.encoding.label}.")
            self.before.setText(" ".join(proposal.before.split()))
            self.after.setText(" ".join(proposal.after.split()))
