"""The button of the scan folder: choosing one, and a menu once one is watched."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from ui.widgets import buttons


class ScanFolderButton(QObject):
    """``chosen(Path | None)``: the folder to watch from now on, None for no folder. ``button`` stands on the screen."""

    chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.button: QPushButton = buttons.plain("Thư mục quét…", "inbox", tip="Báo khi máy quét có tệp mới")
        self.button.clicked.connect(self._on_clicked)

    def show_watching(self, folder: str) -> None:
        """Say which folder is watched; empty for none."""
        self.button.setText("Đang theo dõi quét" if folder else "Thư mục quét…")
        self.button.setToolTip(f"Đang theo dõi {folder}" if folder else "Báo khi máy quét có tệp mới")
        self.button.setMenu(self._menu() if folder else None)  # type: ignore[arg-type]  # None takes the menu away

    def choose(self) -> None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self.button, "Chọn thư mục mà máy quét lưu tệp vào")
        if chosen:
            self.chosen.emit(Path(chosen))

    def _menu(self) -> QMenu:
        menu = QMenu(self.button)
        menu.addAction("Chọn thư mục khác…", self.choose)
        menu.addAction("Thôi theo dõi", lambda: self.chosen.emit(None))
        return menu

    def _on_clicked(self) -> None:
        if self.button.menu() is None:
            self.choose()
