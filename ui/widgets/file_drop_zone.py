"""A place to drop files on, or to choose them by a button; wrong kinds are refused in words, in place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets import buttons, icons, theme
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel


class FileDropZone(QFrame):
    """``files_chosen(list[Path])`` with files of the wanted kinds only (``suffixes`` such as ".pdf"; empty: all)."""

    files_chosen = Signal(list)

    def __init__(
        self,
        sentence: str,
        *,
        suffixes: Sequence[str] = (),
        kinds: str = "",
        many: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dropzone")
        self.setAcceptDrops(True)
        self.setAccessibleName(sentence)
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._kinds, self._many = kinds, many
        picture = QLabel()
        picture.setPixmap(icons.pixmap("import", theme.ACCENT, size=24, scale=self.devicePixelRatioF()))
        self.button = buttons.plain("Chọn tệp…", "folder")
        self.finding = FindingLine()
        words = QVBoxLayout()
        words.setSpacing(2)
        told = QLabel(sentence)
        told.setWordWrap(True)
        words.addWidget(told)
        words.addWidget(HintLabel(kinds))
        words.addWidget(self.finding)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._on_button)

    def offer(self, files: Sequence[Path]) -> None:
        """Take the files of the wanted kinds, name the others."""
        wrong = [file for file in files if self._suffixes and file.suffix.lower() not in self._suffixes]
        right = [file for file in files if file not in wrong]
        if not self._many and len(right) > 1:
            self.finding.show_finding("warn", "Chỉ nhận một tệp mỗi lần. Hãy chọn lại một tệp.")
            return
        names = ", ".join(file.name for file in wrong)
        self.finding.show_finding("warn", f"Không nhận: {names}. {self._kinds}" if wrong else "")
        if right:
            self.files_chosen.emit(right)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            theme.mark(self, "hot", on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went away again."""
        theme.mark(self, "hot", on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        theme.mark(self, "hot", on=False)
        event.acceptProposedAction()
        self.offer([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _on_button(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in self._suffixes) or "*"
        wanted = f"{self._kinds or 'Tệp'} ({patterns})"
        if self._many:
            names, _ = QFileDialog.getOpenFileNames(self, "Chọn tệp", "", wanted)
        else:
            name, _ = QFileDialog.getOpenFileName(self, "Chọn tệp", "", wanted)
            names = [name] if name else []
        if names:
            self.offer([Path(name) for name in names])
