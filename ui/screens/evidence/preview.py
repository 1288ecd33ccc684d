"""What a stored file looks like: a PDF page by page, a picture, or a sentence that says why not."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.models.file_size import size_words
from ui.screens.evidence.picture_view import PictureView, read_picture
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import Runner

LARGEST = 150 << 20
"""Larger files are opened outside: reading them into memory would hold up an old machine."""
_QUIET_MS = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored file to look at."""

    path: Path
    media_type: str
    size: int
    there: bool


class EvidencePreview(QStackedWidget):
    """Loads a moment after the choice, so that walking through the table by arrow keys stays quick."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._shown: Shown | None = None
        self.pdf = PdfPreview(runner)
        self.picture = PictureView()
        self.addWidget(self.pdf)
        self.addWidget(self.picture)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.load)
        self.show_file(None)

    def show_file(self, shown: Shown | None) -> None:
        """Show another file, or none."""
        self._shown = shown
        self._quiet.stop()
        if shown is None:
            self._tell("")
        elif not shown.there:
            self._tell("Không thấy tệp trong kho nên không xem được.")
        elif shown.size > LARGEST:
            self._tell(f"Tệp lớn ({size_words(shown.size)}): bấm “Mở” để xem bằng chương trình khác.")
        elif shown.media_type == "application/pdf" or shown.media_type.startswith("image/"):
            self._quiet.start()
        else:
            self._tell("Loại tệp này không xem trước được ở đây: bấm “Mở” để xem bằng chương trình khác.")

    def load(self) -> None:
        """Read what is to be shown."""
        shown = self._shown
        self._quiet.stop()
        if shown is None:
            return
        if shown.media_type == "application/pdf":
            self._runner.render(
                lambda: _bytes(shown.path), done=lambda content: self._on_pdf(shown, content), owner=self
            )
        else:
            self._runner.render(
                lambda: read_picture(str(shown.path)), done=lambda made: self._on_picture(shown, made), owner=self
            )

    def _on_pdf(self, shown: Shown, content: bytes | None) -> None:
        if shown is not self._shown:
            return
        if content is None:
            self._tell("Không đọc được tệp trong kho.")
            return
        self.setCurrentWidget(self.pdf)
        self.pdf.show_pdf(content)

    def _on_picture(self, shown: Shown, made: QImage) -> None:
        if shown is not self._shown:
            return
        if made.isNull():
            self._tell("Ảnh này không xem trước được ở đây: bấm “Mở” để xem bằng chương trình khác.")
            return
        self.setCurrentWidget(self.picture)
        self.picture.show_picture(made)

    def _tell(self, text: str) -> None:
        self.pdf.clear("")
        self.picture.show_text(text)
        self.setCurrentWidget(self.picture)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
