"""The cards of signing by certificate: the choice of ways, USB token, key file, another program, and the answer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from ui.screens.submissions.signing_page import SignaturesPage, TokenChoice, WaysPage
from ui.screens.submissions.wording import NO_UNDO
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveChoice
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, HintLabel, TextLabel
from ui.widgets.looks import AMBER, GREEN, RED, Look
from ui.widgets.password_field import PasswordField
from ui.widgets.pill import Pill

_ANSWERS: dict[str, tuple[str, Look]] = {
    "valid": ("Hợp lệ", GREEN),
    "undetermined": ("Không xác định", AMBER),
    "invalid": ("Không hợp lệ", RED),
}


class WaysCard(Card):
    """``way_chosen(str)`` with a value of ``signing_page.WAYS``."""

    way_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cách ký của lãnh đạo", parent)
        self._sentence = HintLabel()
        self.way = AutosaveChoice()
        self.way.setObjectName("submission-way")
        self.way.setAccessibleName("Cách ký")
        self.way.setToolTip("Chọn cách ký, rồi làm ở ô bên dưới")
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.way)
        self.way.committed.connect(lambda way: self.way_chosen.emit(str(way)))

    def show_ways(self, page: WaysPage) -> None:
        """Show which ways can be taken."""
        self.title.setText(page.title)
        self._sentence.setText(page.sentence)
        self._sentence.setVisible(bool(page.sentence))
        self.way.set_options(page.ways)
        self.way.set_value(page.chosen)


class TokenCard(Card):
    """``look_wanted`` finds tokens; ``signed(serial, key, pin, sure)``; the PIN field is emptied at once."""

    look_wanted = Signal()
    signed = Signal(str, str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ký số bằng USB token", parent)
        self._choices: tuple[TokenChoice, ...] = ()
        self.look = buttons.quiet("Tìm token", "search", tip="Tìm các USB token đang cắm; không hỏi mã PIN")
        self.look.setObjectName("submission-find-tokens")
        self.add_deed(self.look)
        self.key = AutosaveChoice()
        self.key.setObjectName("submission-token")
        self.key_field = Labelled("Chứng thư", self.key)
        self._facts = HintLabel()
        self.pin = PasswordField(placeholder="mã PIN của token")
        self.pin.setObjectName("submission-pin")
        self.pin_field = Labelled("Mã PIN", self.pin)
        self.sure = QCheckBox("Tôi chắc mã PIN đúng")
        self.sure.setObjectName("submission-pin-sure")
        self.sign = buttons.primary("Ký số", "sign", tip="Ký văn bản đang xem bằng token (Enter)")
        self.sign.setObjectName("submission-sign-token")
        for widget in (self.key_field, self._facts, self.pin_field, self.sure):
            self.body.addWidget(widget)
        self.body.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(HintLabel(NO_UNDO["sign"]))
        self.sure.hide()
        self.look.clicked.connect(self.look_wanted)
        self.key.committed.connect(lambda _key: self._tell_facts())
        self.pin.returnPressed.connect(self._on_signed)
        self.pin.textEdited.connect(lambda _text: self.pin_field.clear_finding())
        self.sign.clicked.connect(self._on_signed)

    def show_tokens(self, choices: Sequence[TokenChoice], text: str) -> None:
        """Show the keys that were found; the only one is chosen, among several nobody guesses."""
        self._choices = tuple(choices)
        self.key.set_options([(number, choice.words) for number, choice in enumerate(choices)])
        self.key.set_value(0 if len(choices) == 1 else None)
        self.key_field.set_finding("info", text)
        self.key.setEnabled(bool(choices))
        self.pin.setEnabled(bool(choices))
        self.sign.setEnabled(bool(choices))
        self._tell_facts()

    def refuse(self, text: str, *, ask_sure: bool) -> None:
        """Say why the token did not sign."""
        self.pin_field.set_finding("warn" if ask_sure else "block", text)
        self.sure.setVisible(ask_sure)
        self.sure.setChecked(False)

    def forget(self) -> None:
        """Nobody signs here now."""
        self.pin.take()
        self.refuse("", ask_sure=False)

    def _chosen(self) -> TokenChoice | None:
        number = self.key.currentIndex()
        return self._choices[number] if 0 <= number < len(self._choices) else None

    def _tell_facts(self) -> None:
        chosen = self._chosen()
        several = "Có nhiều chứng thư; hãy chọn đúng người ký." if len(self._choices) > 1 else ""
        self._facts.setText(chosen.facts if chosen else several)
        self._facts.setVisible(bool(self._facts.text()))

    def _on_signed(self) -> None:
        pin, chosen = self.pin.take(), self._chosen()
        sure = self.sure.isChecked()
        if chosen is None:
            self.refuse("Hãy chọn chứng thư của người ký.", ask_sure=False)
        else:
            self.signed.emit(chosen.serial, chosen.key_id, pin, sure)
        self.pin.setFocus()


class KeyFileCard(Card):
    """``signed(file or None, password)``; the password field is emptied at once."""

    signed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ký số bằng tệp khóa", parent)
        self._file: Path | None = None
        self._name = ElidedLabel("Chưa chọn tệp khóa (.p12, .pfx)")
        self.choose = buttons.plain("Chọn tệp khóa…", "folder", tip="Chọn tệp khóa .p12 hoặc .pfx")
        self.choose.setObjectName("submission-key-file")
        self.password = PasswordField(placeholder="mật khẩu của tệp khóa")
        self.password.setObjectName("submission-key-password")
        self.field = Labelled("Mật khẩu tệp khóa", self.password)
        self.sign = buttons.primary("Ký số", "sign", tip="Ký văn bản đang xem bằng tệp khóa (Enter)")
        self.sign.setObjectName("submission-sign-key-file")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self._name, 1)
        row.addWidget(self.choose)
        self.body.addLayout(row)
        self.body.addWidget(self.field)
        self.body.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(HintLabel(f"Mật khẩu không được lưu lại. {NO_UNDO['sign']}"))
        self.choose.clicked.connect(self._on_choose)
        self.password.returnPressed.connect(self._on_signed)
        self.password.textEdited.connect(lambda _text: self.refuse(""))
        self.sign.clicked.connect(self._on_signed)

    def take_file(self, file: Path) -> None:
        """Sign with this file."""
        self._file = file
        self._name.setText(file.name)
        self.refuse("")
        self.password.setFocus()

    def refuse(self, text: str) -> None:
        """Say why the key did not sign."""
        self.field.set_finding("block", text)

    def forget(self) -> None:
        """Nobody signs here now."""
        self.password.take()
        self.refuse("")

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Chọn tệp khóa", "", "Tệp khóa (*.p12 *.pfx)")
        if name:
            self.take_file(Path(name))

    def _on_signed(self) -> None:
        self.signed.emit(self._file, self.password.take())
        self.password.setFocus()


class ElsewhereCard(Card):
    """``write_wanted`` writes the PDF to be signed; ``signed(Path)`` brings it back."""

    write_wanted = Signal()
    signed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ký bằng phần mềm khác", parent)
        self.write = buttons.plain("1. Kết xuất PDF để ký…", "pdf", tip="Ghi đúng văn bản đang xem ra tệp để ký")
        self.write.setObjectName("submission-write-to-sign")
        self.drop = FileDropZone("2. Nạp PDF đã ký", suffixes=(".pdf",), kinds="PDF", many=False)
        self.drop.button.setObjectName("submission-signed-pdf")
        self._finding = FindingLine()
        self.body.addWidget(
            TextLabel("Ký đúng tệp vừa kết xuất, không in lại thành PDF khác; chương trình so từng byte khi nạp.")
        )
        self.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.drop)
        self.body.addWidget(self._finding)
        self.body.addWidget(HintLabel(NO_UNDO["sign"]))
        self.write.clicked.connect(self.write_wanted)
        self.drop.files_chosen.connect(lambda files: self.signed.emit(files[0]))

    def refuse(self, text: str) -> None:
        """Say why the file is not taken."""
        self._finding.show_finding("block", text)


class SignaturesCard(Card):
    """What the signatures of the PDF are worth; ``seal_wanted`` when the office signs as well."""

    seal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Chữ ký số", parent)
        self._answer = Pill(*_ANSWERS["undetermined"])
        self.add_deed(self._answer)
        self._sentence = TextLabel()
        self._lines = TextLabel()
        self.seal = buttons.plain(
            "Ký số của cơ quan…", "sign", tip="Văn thư đóng dấu số của cơ quan trước khi kết xuất"
        )
        self.seal.setObjectName("submission-seal")
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._lines)
        self.body.addWidget(self.seal, 0, Qt.AlignmentFlag.AlignLeft)
        self.seal.clicked.connect(self.seal_wanted)

    def show_signatures(self, page: SignaturesPage) -> None:
        """Show the answer in words, with its icon."""
        self._answer.set_state(*_ANSWERS[page.answer])
        self._sentence.setText(page.sentence)
        self._lines.setText("\n".join(page.lines))
        self.seal.setVisible(page.may_seal)

    @property
    def words(self) -> str:
        """All that is said, for who listens."""
        return "\n".join((self._answer.text(), self._sentence.text(), self._lines.text()))
