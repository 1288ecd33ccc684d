"""One product document of an entry: its name, number, date and files; files come by button or are dropped here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES
from cchc_desktop.domain.vietnamese import parse_date
from ui.models.file_size import size_words
from ui.screens.tasks.file_link import FileLink
from ui.widgets import buttons, theme
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.pages_line import PagesLine

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import FileRow
    from cchc_desktop.services.tasks.rows import ProductRow


PRODUCT_FIELDS = ("name", "number", "day")

_PAGES_WIDTH = 96


@dataclass(frozen=True, slots=True)
class ProductDeeds:
    """What a box asks for; the functions are the presenter's."""

    edit: Callable[[str, str, object], None]
    refuse: Callable[[str, str, str], None]
    delete: Callable[[str], None]
    attach: Callable[[str, Sequence[Path]], None]
    open_file: Callable[["FileRow"], None]
    detach: Callable[["FileRow"], None]
    cite: Callable[[str, "FileRow", str], None]


class ProductBox(QFrame):
    """Shows a product; ``show_product`` keeps what is being typed."""

    def __init__(
        self,
        product: "ProductRow",
        deeds: ProductDeeds,
        *,
        today: Callable[[], date],
        read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dropzone")
        self.setAcceptDrops(not read_only)
        self._id, self._deeds, self._read_only = product.id, deeds, read_only
        self._files: list[tuple[str, str]] | None = None
        self._pages: dict[str, PagesLine] = {}
        self.name = AutosaveLine(placeholder="Ví dụ: Kế hoạch cải cách hành chính năm 2026")
        self.number = AutosaveLine(placeholder="12/KH-UBND", max_length=60)
        self.day = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self._completer = QCompleter([], self)
        self.delete = buttons.quiet("", "trash", tip="Xóa sản phẩm này (có thể hoàn tác)")
        self.add_file = buttons.quiet("Đính kèm tệp…", "paperclip", tip="Chọn tệp, hoặc kéo thả tệp vào khung này")
        self._drop_hint = HintLabel(f"hoặc kéo thả tệp vào đây, mỗi tệp tối đa {FILE_MEGABYTES} MB")
        self._file_rows = QVBoxLayout()
        self._arrange()
        self._connect()
        self.name.set_value(product.name)
        self.number.set_value(product.number)
        self.day.set_value(product.day)
        self._show_files(product.files)

    def show_product(self, product: "ProductRow") -> None:
        """Show the same product again."""
        self.name.refresh_value(product.name)
        self.number.refresh_value(product.number)
        self.day.refresh_value(product.day)
        self._show_files(product.files)

    def offer_names(self, names: Sequence[str]) -> None:
        """The names that the plan expects; they come up while typing and with Down."""
        self._completer.model().setStringList(list(names))  # type: ignore[attr-defined]  # made from a list: a QStringListModel

    def editor(self, field: str) -> Any:
        """The editor of a field; None for an unknown one. "pages:" and a use name the pages of a file."""
        own = {"name": self.name, "number": self.number, "day": self.day, "files": self.add_file}
        return own.get(field) or self._pages.get(field.removeprefix("pages:"))

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
        self._deeds.attach(self._id, [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(Labelled("Tên văn bản, sản phẩm", self.name), 1)
        head.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.add_file)
        foot.addWidget(self._drop_hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE, theme.SPACE + 4, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        self.day.setMinimumWidth(132)
        column.addWidget(FieldRow((Labelled("Số, ký hiệu", self.number), 3), (Labelled("Ngày văn bản", self.day), 2)))
        self._file_rows.setSpacing(0)
        column.addLayout(self._file_rows)
        column.addLayout(foot)
        for widget in (self.delete, self.add_file, self._drop_hint):
            widget.setVisible(not self._read_only)

    def _connect(self) -> None:
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(lambda _text: self._on_completed())
        self.name.setCompleter(self._completer)
        for field, editor in (("name", self.name), ("number", self.number), ("day", self.day)):
            editor.set_read_only(self._read_only)
            editor.committed.connect(lambda value, name=field: self._deeds.edit(self._id, name, value))
            editor.refused.connect(lambda text, name=field: self._deeds.refuse(self._id, name, text))
        self.delete.clicked.connect(lambda: self._deeds.delete(self._id))
        self.add_file.clicked.connect(self._on_add_file)

    def _on_completed(self) -> None:
        self.name.clock.touched()
        self.name.commit()

    def _on_add_file(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Chọn tệp đính kèm", "", "Tất cả tệp (*)")
        if names:
            self._deeds.attach(self._id, [Path(name) for name in names])

    def _show_files(self, files: "tuple[FileRow, ...]") -> None:
        shown = [(file.use_id, file.name) for file in files]
        if shown == self._files:
            for file in files:
                self._pages[file.use_id].refresh_value(file.pages)
            return
        self._files, self._pages = shown, {}
        while (item := self._file_rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._file_rows.addWidget(self._file_row(file))

    def _file_row(self, file: "FileRow") -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        opener = FileLink(file.name)
        opener.clicked.connect(lambda: self._deeds.open_file(file))
        row.addWidget(opener, 1)
        opener.setToolTip(f"Mở “{file.name}” ({size_words(file.size)}) để xem")
        pages = self._pages[file.use_id] = PagesLine(file.name, use_id=file.use_id)
        pages.setFixedWidth(_PAGES_WIDTH)
        pages.set_value(file.pages)
        pages.set_read_only(self._read_only)
        pages.committed.connect(lambda text: self._deeds.cite(self._id, file, text))
        row.addWidget(pages)
        if not self._read_only:
            remove = buttons.quiet("", "close", tip=f"Gỡ tệp “{file.name}” (tệp vẫn còn trong kho)")
            remove.clicked.connect(lambda: self._deeds.detach(file))
            row.addWidget(remove)
        return line
