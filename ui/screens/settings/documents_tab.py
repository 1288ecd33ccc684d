"""Documents: to whom they are addressed, who receives a copy, and how they are mailed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.settings.mail_card import MailCard
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveLine, AutosaveText
from ui.widgets.keeping import Spot
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.scroll_page import ScrollPage


class DocumentsTab(ScrollPage):
    """``changed(addressee, recipients)`` when one of them is to be saved."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addressee = AutosaveLine(max_length=300)
        self.recipients = AutosaveText(lines=5, max_lines=12)
        self.addressee.setObjectName("addressee")
        self.recipients.setObjectName("recipients")
        card = Card("Áp dụng cho báo cáo và phiếu tự chấm in từ nay; bản đã ký không thay đổi")
        card.body.addWidget(Labelled("&Kính gửi", self.addressee, required=True))
        card.body.addWidget(
            Labelled(
                "Nơi &nhận",
                self.recipients,
                hint="Mỗi dòng một nơi nhận, không cần gõ gạch đầu dòng và dấu chấm phẩy; dòng cuối là nơi lưu.",
                required=True,
            )
        )
        self.body.addWidget(card)
        self.body.addWidget(
            HintLabel("Trình bày theo Nghị định 30/2020/NĐ-CP: gạch đầu dòng và dấu câu được thêm khi in.")
        )
        self.mail = MailCard()
        self.body.addWidget(self.mail)
        self.body.addStretch(1)
        for editor in (self.addressee, self.recipients):
            editor.committed.connect(self._on_committed)

    def show_defaults(self, addressee: str, recipients: Sequence[str]) -> None:
        """Show what is saved, unless it is being typed."""
        self.addressee.refresh_value(addressee)
        self.recipients.refresh_value("\n".join(recipients))

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor."""
        if editor is self.addressee:
            return Spot("settings:documents:addressee", "Cài đặt, Kính gửi")
        return Spot("settings:documents:recipients", "Cài đặt, Nơi nhận") if editor is self.recipients else None

    def refuse(self, field: str, text: str) -> None:
        """Say why "addressee" or "recipients" is not saved."""
        editor = self.addressee if field == "addressee" else self.recipients
        if text or editor.property("invalid"):
            editor.set_refusal(text)

    def _on_committed(self) -> None:
        self.changed.emit(self.addressee.value(), self.recipients.value())
