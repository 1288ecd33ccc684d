"""The two ways to sign: the leader's own password, or a page signed by hand whose scan is attached."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.submissions.page import Signing
from ui.screens.submissions.wording import NO_UNDO
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.password_field import PasswordField
from ui.widgets.progress_strip import ProgressStrip

SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


class PasswordCard(Card):
    """``signed(password)`` when the leader confirms; the field is emptied at once."""

    signed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cách 1. Lãnh đạo xác nhận bằng mật khẩu", parent)
        self._sentence = TextLabel()
        self.password = PasswordField(placeholder="mật khẩu của lãnh đạo ký")
        self.password.setObjectName("submission-password")
        self.field = Labelled("Mật khẩu", self.password)
        self.sign = buttons.primary("Ký xác nhận", "sign", tip="Ký bản chốt đang xem (Enter)")
        self.sign.setObjectName("submission-sign")
        deed = QHBoxLayout()
        deed.addWidget(self.sign)
        deed.addStretch(1)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.field)
        self.body.addLayout(deed)
        self.body.addWidget(HintLabel(NO_UNDO["sign"]))
        self.password.returnPressed.connect(self._on_signed)
        self.password.textEdited.connect(lambda _text: self.refuse(""))
        self.sign.clicked.connect(self._on_signed)

    def show_signing(self, signing: Signing) -> None:
        """Say who signs here."""
        self._sentence.setText(signing.sentence)
        self.field.label.setText(f"Mật khẩu của {signing.signer}")
        self.password.setAccessibleName(f"Mật khẩu của {signing.signer}")

    def refuse(self, text: str) -> None:
        """Say why the password was refused and how many tries are left."""
        self.field.set_finding("block", text)

    def forget(self) -> None:
        """Nobody signs here now: keep neither password nor refusal."""
        self.password.take()
        self.refuse("")

    def _on_signed(self) -> None:
        self.signed.emit(self.password.take())
        self.password.setFocus()


class PaperCard(Card):
    """``print_wanted`` opens the print; ``scan_chosen(Path)`` gives the scan of the signed page."""

    print_wanted = Signal()
    scan_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cách 2. Ký tay trên bản in, đính kèm bản quét", parent)
        self.code = TextLabel()
        self.print = buttons.plain("In bản để ký", "print", tip="Mở bản in bằng chương trình xem PDF (Ctrl+P)")
        self.print.setObjectName("submission-print-to-sign")
        self.drop = FileDropZone(
            "Kéo bản quét đã ký vào đây",
            suffixes=SCANS,
            kinds="PDF, PNG, JPG hoặc TIFF",
            many=False,
        )
        self.drop.button.setObjectName("submission-scan")
        self.strip = ProgressStrip()
        self._reason = HintLabel()
        deed = QHBoxLayout()
        deed.setSpacing(2 * theme.SPACE)
        deed.addWidget(self.print)
        deed.addWidget(self.code, 1)
        self.body.addLayout(deed)
        self.body.addWidget(self.drop)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._reason)
        self.print.clicked.connect(self.print_wanted)
        self.drop.files_chosen.connect(lambda files: self.scan_chosen.emit(files[0]))

    def show_signing(self, signing: Signing) -> None:
        """Say which code the scan must bear, and whether it can be attached by this officer."""
        self.code.setText(f"Mã in ở từng trang: {signing.code}")
        self.drop.setVisible(not signing.paper_reason)
        self._reason.setText(signing.paper_reason)
        self._reason.setVisible(bool(signing.paper_reason))
