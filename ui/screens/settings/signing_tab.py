"""Digital signatures: the token's driver, the server of time stamps, the pictures, the list of trust."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.settings.fact_table import fact_table
from ui.screens.settings.facts import Fact
from ui.screens.settings.signing_presenter import PictureLine, SigningFacts, SigningPresenter
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveLine
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.scroll_page import ScrollPage

SUFFIXES = (".cer", ".crt", ".pem", ".der", ".p7b", ".p7c", ".crl", ".zip")
_PICTURE_HEIGHT, _PICTURE_WIDTH = 44, 130


class SigningTab(ScrollPage):
    """Implements ``SigningView``."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: SigningPresenter | None = None
        self.driver = TextLabel()
        self.choose_driver = buttons.plain("Chọn tệp điều khiển…", "folder", tip="Tệp PKCS#11 của USB token")
        self.choose_driver.setObjectName("signing-driver")
        self.look = buttons.plain("Tìm token", "search", tip="Liệt kê token đang cắm; không hỏi mã PIN")
        self.look.setObjectName("signing-find-tokens")
        self.tokens = TextLabel()
        self.server = AutosaveLine(placeholder="để trống nếu không dùng", max_length=200)
        self.server.setObjectName("time-stamp-server")
        self.trust = TextLabel()
        self.drop = FileDropZone(
            "Kéo chứng thư gốc, danh sách thu hồi vào đây",
            suffixes=SUFFIXES,
            kinds="Chứng thư (.cer, .crt, .pem, .p7b), danh sách thu hồi (.crl) hoặc .zip chứa các tệp đó",
        )
        self.drop.button.setObjectName("signing-import-trust")
        self.findings = FindingLine()
        self._pictures = QVBoxLayout()
        self._entries = QVBoxLayout()
        self._arrange()
        self.choose_driver.clicked.connect(self._on_driver)
        self.server.committed.connect(self._on_server)

    def serve(self, presenter: SigningPresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.look.clicked.connect(presenter.find_tokens)
        self.drop.files_chosen.connect(presenter.import_trust)

    def show_signing(self, facts: SigningFacts) -> None:
        """Show everything."""
        self.driver.setText(facts.driver)
        self.server.refresh_value(facts.time_stamp_server)
        self.trust.setText(facts.trust)
        _empty(self._pictures)
        for line in facts.pictures:
            self._pictures.addWidget(self._picture_row(line))
        _empty(self._entries)
        self._entries.addWidget(fact_table([Fact(name, words) for name, words in facts.entries]))

    def show_found_tokens(self, lines: Sequence[str]) -> None:
        """Tell which tokens are plugged in."""
        self.tokens.setText("\n".join(lines))
        self.tokens.setVisible(bool(lines))

    def show_trust_findings(self, texts: Sequence[str]) -> None:
        """Tell which files are not taken."""
        self.findings.show_finding("block", " ".join(texts))

    def refuse_server(self, text: str) -> None:
        """Say why the address is not kept; what was typed stays."""
        if text or self.server.property("invalid"):
            self.server.set_refusal(text)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the address."""
        if editor is self.server:
            return Spot("settings:signing:time-stamp", "Cài đặt, Máy chủ dấu thời gian")
        return None

    def _arrange(self) -> None:
        token = Card("USB token trên máy này")
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.choose_driver)
        deeds.addWidget(self.look)
        deeds.addStretch(1)
        token.body.addWidget(self.driver)
        token.body.addLayout(deeds)
        token.body.addWidget(self.tokens)
        token.body.addWidget(HintLabel("Mã PIN và mật khẩu tệp khóa không bao giờ được lưu lại."))
        self.tokens.hide()
        pictures = Card("Ảnh chữ ký và con dấu")
        pictures.body.addWidget(
            HintLabel(
                "Tệp PNG nền trong suốt: chữ ký màu xanh, con dấu màu đỏ (Nghị định 30/2020/NĐ-CP). Không có ảnh thì "
                "chữ ký số hiện họ tên và thời gian ký."
            )
        )
        pictures.body.addLayout(self._pictures)
        trust = Card("Danh sách tin cậy để kiểm tra chữ ký số")
        trust.body.addWidget(self.trust)
        trust.body.addLayout(self._entries)
        trust.body.addWidget(self.drop)
        trust.body.addWidget(self.findings)
        stamps = Card("Dấu thời gian (khi máy có mạng)")
        stamps.body.addWidget(
            Labelled(
                "Địa chỉ &máy chủ dấu thời gian",
                self.server,
                hint=(
                    "Do nơi cấp chứng thư cho biết, dạng http://…; khi ký chỉ gửi mã băm của chữ ký và chờ "
                    "vài giây. Máy chủ không trả lời thì văn bản vẫn được ký, không kèm dấu thời gian."
                ),
            )
        )
        for card in (token, stamps, pictures, trust):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _picture_row(self, line: PictureLine) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        shown = QLabel("Chưa có ảnh")
        shown.setFixedSize(_PICTURE_WIDTH, _PICTURE_HEIGHT)
        pixmap = QPixmap()
        if line.content and pixmap.loadFromData(line.content):
            shown.setPixmap(
                pixmap.scaled(
                    shown.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
            shown.setAccessibleName(f"{line.title}: đã có ảnh")
        choose = buttons.plain("Chọn ảnh…", "folder", tip=f"Chọn tệp PNG: {line.title}")
        choose.clicked.connect(lambda: self._on_picture(line))
        layout.addWidget(TextLabel(line.title), 1)
        layout.addWidget(shown)
        layout.addWidget(choose)
        remove = buttons.quiet("Bỏ ảnh", "close", tip=f"Không dùng ảnh: {line.title}")
        remove.setEnabled(bool(line.content))
        remove.clicked.connect(lambda: self._on_remove(line))
        layout.addWidget(remove)
        return row

    def _on_driver(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Chọn tệp điều khiển token", "", "Tệp điều khiển (*.dll *.so *.dylib)"
        )
        if name and self._presenter is not None:
            self._presenter.choose_driver(Path(name))

    def _on_server(self, address: object) -> None:
        if self._presenter is not None:
            self._presenter.set_time_stamp_server(str(address))

    def _on_picture(self, line: PictureLine) -> None:
        name, _ = QFileDialog.getOpenFileName(self, line.title, "", "Ảnh PNG (*.png)")
        if name and self._presenter is not None:
            self._presenter.choose_picture(line.owner, Path(name))

    def _on_remove(self, line: PictureLine) -> None:
        if self._presenter is not None:
            self._presenter.remove_picture(line.owner)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
