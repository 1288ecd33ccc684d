"""The last step: where the package goes, the deed with its progress, and what was written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from ui.screens.submissions.budget_lines import BudgetLines
from ui.screens.submissions.file_name_label import FileNameLabel
from ui.screens.submissions.page import ExportCard
from ui.screens.submissions.wording import NO_UNDO
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, HintLabel, TextLabel
from ui.widgets.looks import AMBER, GREEN, GREY, RED, Look
from ui.widgets.pill import Pill
from ui.widgets.progress_strip import ProgressStrip

_VERDICTS: dict[str, tuple[str, Look]] = {
    "": ("Chưa kiểm tra lại", GREY),
    "valid": ("Gói nộp hợp lệ", GREEN),
    "invalid": ("Gói nộp không hợp lệ", RED),
    "undetermined": ("Không xác định được", AMBER),
}
_SHOWN_PROBLEMS = 4


class ExportDeed(Card):
    """``folder_chosen(Path)``, ``export_wanted``, ``cancelled``."""

    folder_chosen = Signal(object)
    export_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kết xuất gói nộp", parent)
        self._sentence = TextLabel(
            "Chương trình ghi gói nộp (tệp .zip), bản PDF và Excel vào thư mục dưới đây; xong thì chọn cách gửi: USB, "
            "thư điện tử."
        )
        self.budget = BudgetLines()
        self._folder = ElidedLabel()
        self._folder.setAccessibleName("Thư mục kết xuất")
        self.choose = buttons.plain("Thư mục khác…", "folder", tip="Chọn thư mục để ghi gói nộp")
        self.choose.setObjectName("submission-folder")
        self.export = buttons.primary("Kết xuất gói nộp", "package", tip="Ghi gói nộp, PDF và Excel, rồi kiểm tra lại")
        self.export.setObjectName("submission-export")
        self.strip = ProgressStrip()
        self._arrange()
        self.choose.clicked.connect(self._on_choose)
        self.export.clicked.connect(self.export_wanted)
        self.strip.cancelled.connect(self.cancelled)

    def show_folder(self, folder: str) -> None:
        """Show where the package will be written."""
        self._folder.setText(folder)

    def show_step(self, *, is_again: bool) -> None:
        """Name the deed: for the first time, or once more."""
        self.export.setText("Kết xuất lại" if is_again else "Kết xuất gói nộp")
        self.export.setAccessibleName(self.export.text())

    def _arrange(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(theme.SPACE)
        where.addWidget(self._folder, 1)
        where.addWidget(self.choose)
        deed = QHBoxLayout()
        deed.addWidget(self.export)
        deed.addStretch(1)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.budget)
        self.body.addLayout(where)
        self.body.addLayout(deed)
        self.body.addWidget(HintLabel(NO_UNDO["export"]))
        self.body.addWidget(self.strip)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục ghi gói nộp", self._folder.text())
        if chosen:
            self.folder_chosen.emit(Path(chosen))


class WrittenCard(Card):
    """What was written: paths, verdict; ``folder_wanted`` and ``check_wanted``."""

    folder_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tệp đã kết xuất", parent)
        self._verdict = Pill(*_VERDICTS[""])
        self.add_deed(self._verdict)
        self._paths = QGridLayout()
        self._paths.setHorizontalSpacing(theme.SPACE)
        self._paths.setVerticalSpacing(2)
        self._paths.setColumnStretch(1, 1)
        self._lines = [(HintLabel(), FileNameLabel()) for _ in range(4)]
        self._sentence = TextLabel()
        self.open = buttons.plain("Mở thư mục", "folder", tip="Mở thư mục chứa gói nộp")
        self.check = buttons.plain("Kiểm tra gói nộp", "tick", tip="Đọc lại từng tệp trong gói nộp")
        self.open.setObjectName("submission-open-folder")
        self.check.setObjectName("submission-verify")
        self._arrange()
        self.open.clicked.connect(self.folder_wanted)
        self.check.clicked.connect(self.check_wanted)

    def show_card(self, card: ExportCard) -> None:
        """Show what was written and whether it is sound."""
        self._verdict.set_state(*_VERDICTS[card.verdict])
        for number, (label, path) in enumerate(self._lines):
            words = card.paths[number] if number < len(card.paths) else ("", "")
            _tell(label, path, words)
        self._sentence.setText("\n".join((card.sentence, *_shortened(card.problems))))

    def _arrange(self) -> None:
        for number, (label, path) in enumerate(self._lines):
            self._paths.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._paths.addWidget(path, number, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.open)
        deeds.addWidget(self.check)
        deeds.addStretch(1)
        self.body.addLayout(self._paths)
        self.body.addWidget(self._sentence)
        self.body.addLayout(deeds)


def _tell(label: QLabel, path: FileNameLabel, words: tuple[str, str]) -> None:
    label.setText(words[0])
    path.show_name(words[1])
    path.setAccessibleName(" ".join(words))
    label.setVisible(bool(words[0]))
    path.setVisible(bool(words[0]))


def _shortened(problems: Sequence[str]) -> list[str]:
    shown = [f"- {problem}" for problem in problems[:_SHOWN_PROBLEMS]]
    rest = len(problems) - len(shown)
    return [*shown, f"- và {rest} lỗi khác"] if rest > 0 else shown
