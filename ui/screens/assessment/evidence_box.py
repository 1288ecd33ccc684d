"""The evidence of a leaf: which documents are expected, where to drop files, and what each attached file says."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.evidence_limits import LIMIT_WORDS
from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.assessment.leaf_form import FileFacts, PartFinding
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.labelled import FieldRow, FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, HintLabel, TextLabel
from ui.widgets.offered_line import OfferedLine
from ui.widgets.pages_line import PagesLine
from ui.widgets.picture_bytes import png_of


class EvidenceBox(Card):
    """``files_offered(list[Path])``; ``picture_offered(bytes)`` as PNG; ``removed``, ``opened`` with a file.

    ``*_committed(file id, value)``, but ``pages_committed(use id, value)``: each place of a file has its own pages.
    """

    files_offered = Signal(list)
    picture_offered = Signal(bytes)
    removed = Signal(object)
    opened = Signal(object)
    number_committed = Signal(str, object)
    day_committed = Signal(str, object)
    issuer_committed = Signal(str, object)
    title_committed = Signal(str, object)
    pages_committed = Signal(str, object)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Tài liệu kiểm chứng", parent)
        self._today = today
        self._read_only = False
        self.rows: dict[str, FileEditor] = {}
        self.expected = TextLabel()
        self.finding = FindingLine()
        self.carried = HintLabel()
        self.copying = HintLabel()
        self.copying.setVisible(False)
        self.zone = FileDropZone("Kéo tệp vào đây, dán bằng Ctrl+V hoặc bấm nút", kinds=LIMIT_WORDS)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE)
        for widget in (self.expected, self.finding):
            self.body.addWidget(widget)
        self.body.addLayout(self._list)
        self.body.addWidget(self.zone)
        self.body.addWidget(self.carried)
        self.body.addWidget(self.copying)
        self.zone.files_chosen.connect(self.files_offered)

    def show_expected(self, documents: Sequence[str]) -> None:
        """Say which documents prove the score."""
        self.expected.setText("Cần có: " + "; ".join(documents) if documents else "")
        self.expected.setVisible(bool(documents))

    def show_files(self, files: Sequence[FileFacts]) -> None:
        """Show these files; a file that is there already keeps what is being typed."""
        wanted = {file.use_id for file in files}
        for gone in [use_id for use_id in self.rows if use_id not in wanted]:
            row = self.rows.pop(gone)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for file in files:
            if file.use_id in self.rows:
                self.rows[file.use_id].show_file(file)
            else:
                self._add(file)

    def show_carried(self, text: str) -> None:
        """Say what all files weigh together, before one more is added."""
        self.carried.setText(text)

    def show_finding(self, finding: PartFinding | None) -> None:
        """Say what is owed here."""
        self.finding.show_finding(finding.level if finding else "info", finding.text if finding else "")

    def show_copying(self, text: str) -> None:
        """Say which file is being copied in."""
        self.copying.setText(text)
        self.copying.setVisible(bool(text))

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the files be opened only."""
        self._read_only = value
        self.zone.setVisible(not value)
        for row in self.rows.values():
            row.set_read_only(value)

    def kept(self) -> Iterator[tuple[str, str, dict[str, QWidget]]]:
        """Of each file its identity, its name and the editors whose texts are kept, by field."""
        for row in self.rows.values():
            yield row.file_id, row.name.text(), row.described

    def paste(self) -> bool:
        """Take files or a screenshot from the clipboard; false when it holds neither."""
        held = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        is_picture = not files and held.hasImage() and not held.hasText()
        if files and not self._read_only:
            self.zone.offer(files)
        elif is_picture and not self._read_only:
            self.picture_offered.emit(png_of(QGuiApplication.clipboard().image()))
        return bool(files) or is_picture

    def focus(self) -> None:
        """Put the cursor on the button that chooses files."""
        self.zone.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self, file: FileFacts) -> None:
        row = FileEditor(file, today=self._today)
        row.set_read_only(self._read_only)
        row.removed.connect(self.removed)
        row.opened.connect(self.opened)
        row.number.committed.connect(lambda text, at=file.id: self.number_committed.emit(at, text))
        row.day.committed.connect(lambda day, at=file.id: self.day_committed.emit(at, day))
        row.issuer.committed.connect(lambda text, at=file.id: self.issuer_committed.emit(at, text))
        row.title.committed.connect(lambda text, at=file.id: self.title_committed.emit(at, text))
        row.pages.committed.connect(lambda text, at=file.use_id: self.pages_committed.emit(at, text))
        self.rows[file.use_id] = row
        self._list.addWidget(row)


class FileEditor(QFrame):
    """One attached file: its name and size, what is written of the document in it, the pages that prove the leaf."""

    removed = Signal(object)
    opened = Signal(object)

    def __init__(self, file: FileFacts, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.setObjectName("file")
        self.setStyleSheet(
            f"QFrame#file {{ background: {theme.SUNKEN}; border: 1px solid {theme.LINE}; border-radius: 4px }}"
        )
        self.name = ElidedLabel()
        self.bytes = HintLabel()
        self.bytes.setWordWrap(False)
        self.open = buttons.quiet("Mở", "eye", tip="Xem tệp (Enter)")
        self.remove = buttons.quiet("Gỡ", "trash", tip="Gỡ tệp khỏi tiêu chí (Delete); lấy lại được bằng Hoàn tác")
        self.number = AutosaveLine(placeholder="12/KH-UBND", max_length=60)
        self.number.setMinimumWidth(112)
        self.day = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.day.setMinimumWidth(152)
        self.issuer = OfferedLine(placeholder="UBND xã, Sở Nội vụ tỉnh…", max_length=120)
        self.title = AutosaveLine(placeholder="Trích yếu nội dung văn bản", max_length=500)
        self.pages = PagesLine(file.name, use_id=file.use_id)
        self._arrange()
        self.open.clicked.connect(lambda: self.opened.emit(self._file))
        self.remove.clicked.connect(lambda: self.removed.emit(self._file))
        self.show_file(file)

    @property
    def file_id(self) -> str:
        """The identity of the file."""
        return self._file.id

    @property
    def described(self) -> dict[str, QWidget]:
        """The editors of what is written of the document, by field."""
        return {"number": self.number, "day": self.day, "issuer": self.issuer, "title": self.title}

    def show_file(self, file: FileFacts) -> None:
        """Show the file as it is now stored; what is being typed stays."""
        self._file = file
        self.name.setText(file.name)
        self.bytes.setText(file.size)
        self.open.setAccessibleName(f"Mở {file.name}")
        self.remove.setAccessibleName(f"Gỡ {file.name}")
        self.number.refresh_value(file.number)
        self.day.refresh_value(file.day)
        self.issuer.offer(file.issuers.all, likely=next(iter(file.issuers.likely), ""))
        self.issuer.refresh_value(file.issuer)
        self.title.refresh_value(file.title)
        self.pages.refresh_value(file.pages)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the file be opened only."""
        self.remove.setVisible(not value)
        for editor in (self.number, self.day, self.issuer, self.title, self.pages):
            editor.set_read_only(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete on the buttons of the file takes it away."""
        if event.key() == Qt.Key.Key_Delete and not self.remove.isHidden():
            self.removed.emit(self._file)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.name, 1)
        for widget in (self.bytes, self.open, self.remove):
            head.addWidget(widget)
        fields = FieldRow(
            (Labelled("Số, ký hiệu", self.number), 3),
            (Labelled("Ngày văn bản", self.day), 3),
            (Labelled("Trang, mục", self.pages), 2),
        )
        content = FieldRow((Labelled("Cơ quan ban hành", self.issuer), 3), (Labelled("Trích yếu", self.title), 4))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, 4, theme.SPACE + 4, theme.SPACE)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(fields)
        column.addWidget(content)
