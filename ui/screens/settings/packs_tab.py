"""Packs: those in use, what a file would change, and what is wrong with a file; one page at a time."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.settings.pack_faults_page import PackFaultsPage
from ui.screens.settings.pack_lines import FaultPage, PackLine, PreviewPage
from ui.screens.settings.pack_preview_page import PackPreviewPage
from ui.screens.settings.packs_presenter import PacksPresenter
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.looks import AMBER, FAINT, GREEN, Look
from ui.widgets.progress_strip import ProgressStrip

_EXPLAINED = (
    "Kết xuất ra Excel để sửa kế hoạch, tiêu chí, biểu mẫu, sổ, chỉ tiêu, lịch làm việc rồi nạp lại; trang Hướng dẫn "
    "trong tệp nói rõ từng cột. Trước khi áp dụng, chương trình cho xem mọi thay đổi và sao lưu dữ liệu."
)
_OPEN_FILTER = "Bộ danh mục (*.xlsx *.xlsm *.toml);;Tất cả tệp (*)"
_XLSX, _TOML = "Bảng tính Excel (*.xlsx)", "Tệp bộ danh mục (*.toml)"
_NOT_YOURS = "Người duyệt chỉ xem và kết xuất; người lập và lãnh đạo nạp bộ danh mục."


class PacksTab(QWidget):
    """Implements ``PacksView``; ``serve`` gives it its presenter."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._presenter: PacksPresenter | None = None
        columns: tuple[Column[PackLine], ...] = (
            Column("Loại", lambda line: line.kind, width=132, optional=True),
            Column("Tên", lambda line: line.title, stretch=True, tooltip=_facts),
            Column("Mã", lambda line: line.code, width=142, tooltip=lambda line: line.code),
            Column("Lần ban hành", lambda line: line.edition, width=112, tooltip=lambda line: line.edition),
            Column("Hiệu lực", lambda line: line.validity, width=132, optional=True),
            Column("Sử dụng", _use, width=144, look=lambda line: GREEN if line.active else FAINT),
            Column(
                "Lưu ý", lambda line: line.mark, width=132, look=_mark_look, tooltip=lambda line: line.reconstruction
            ),
        )
        self._model: RowsModel[PackLine] = RowsModel(columns, key=lambda line: line.code)
        self.packs = RowsView(self._model, "Bộ danh mục đang dùng", max_lines=3)
        self.bring = buttons.primary(
            "&Nạp từ tệp…", "import", tip="Chọn tệp Excel hoặc .toml, xem thay đổi rồi áp dụng (Alt+N)"
        )
        self.export_all = buttons.plain(
            "&Kết xuất tất cả…", "excel", tip="Ghi mọi bộ danh mục ra một tệp Excel để sửa (Alt+K)"
        )
        self.export_one = buttons.plain(
            "Kết xuất &bộ đang chọn…", "excel", tip="Ghi một bộ ra Excel hoặc .toml (Alt+B)"
        )
        self.facts = TextLabel()
        self.hint = HintLabel(_EXPLAINED)
        self.strip = ProgressStrip()
        self.preview = PackPreviewPage()
        self.faults = PackFaultsPage()
        self.pages = QStackedWidget()
        self._arrange()
        self._connect()

    def serve(self, presenter: PacksPresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.bring.setEnabled(presenter.may_import)
        if not presenter.may_import:
            self.hint.setText(f"{_EXPLAINED} {_NOT_YOURS}")
        self.preview.applied.connect(presenter.apply)
        self.preview.left.connect(presenter.leave)
        self.faults.left.connect(presenter.leave)
        self.strip.cancelled.connect(presenter.stop)

    def show_packs(self, packs: Sequence[PackLine]) -> None:
        """Show the packs in use."""
        self._model.set_rows(packs)
        if self.packs.current_row() is None:
            self.packs.choose_first()

    def show_list(self) -> None:
        """Show the packs in use in place of a preview."""
        self.pages.setCurrentIndex(0)
        self.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, page: PreviewPage) -> None:
        """Show what a file would change."""
        self.preview.show_page(page)
        self.pages.setCurrentWidget(self.preview)
        self.preview.take_focus()

    def show_faults(self, page: FaultPage) -> None:
        """Show why a file cannot be used."""
        self.faults.show_page(page)
        self.pages.setCurrentWidget(self.faults)
        self.faults.take_focus()

    def job_started(self, text: str, *, can_stop: bool) -> None:
        """Show the strip; one job at a time."""
        self._set_busy(busy=True)
        self.strip.start(text, can_stop=can_stop)

    def job_step(self, done: int, total: int, text: str) -> None:
        """The job is so far."""
        self.strip.step(done, total, text)

    def job_ended(self) -> None:
        """The job is over."""
        self.strip.finish()
        self._set_busy(busy=False)

    def _arrange(self) -> None:
        card = Card("Bộ danh mục đang dùng")
        for deed in (self.export_one, self.export_all, self.bring):
            card.add_deed(deed)
        card.body.addWidget(self.packs, 1)
        card.body.addWidget(self.facts)
        card.body.addWidget(self.hint)
        self.setObjectName("packs")
        for page in (card, self.preview, self.faults):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.addWidget(self.strip)
        column.addLayout(row)

    def _connect(self) -> None:
        self.packs.row_chosen.connect(self._on_chosen)
        self.bring.clicked.connect(self._on_bring)
        self.faults.again.clicked.connect(self._on_bring)
        self.export_all.clicked.connect(self._on_export_all)
        self.export_one.clicked.connect(self._on_export_one)

    def _set_busy(self, *, busy: bool) -> None:
        for deed in (self.export_one, self.export_all, self.faults.again):
            deed.setEnabled(not busy)
        self.bring.setEnabled(not busy and self._presenter is not None and self._presenter.may_import)
        self.preview.set_busy(busy=busy)

    def _on_chosen(self, line: PackLine | None) -> None:
        parts = (f"Cơ quan ban hành: {line.issuer}.", line.reconstruction) if line is not None else ()
        self.facts.setText(" ".join(part for part in parts if part))

    def _on_bring(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "Nạp bộ danh mục", "", _OPEN_FILTER)
        if name and self._presenter is not None:
            self._presenter.open_file(Path(name))

    def _on_export_all(self) -> None:
        if self._presenter is not None:
            self._save(self._presenter.suggested_name, _XLSX, ())

    def _on_export_one(self) -> None:
        line = self.packs.current_row()
        if line is not None:
            self._save(f"{line.code}.xlsx", f"{_XLSX};;{_TOML}", (line.code,))

    def _save(self, suggested: str, kinds: str, codes: tuple[str, ...]) -> None:
        name, kind = QFileDialog.getSaveFileName(self, "Kết xuất bộ danh mục", suggested, kinds)
        if not name or self._presenter is None:
            return
        path = Path(name)
        if path.suffix.lower() not in (".xlsx", ".toml"):
            path = path.with_name(f"{path.name}{'.toml' if kind == _TOML else '.xlsx'}")
        self._presenter.export(path, codes)


def _facts(line: PackLine) -> str:
    """What narrow windows leave out."""
    validity = line.validity.replace("\n", " ")
    return f"{line.kind}: {line.title}\nCơ quan ban hành: {line.issuer}\nHiệu lực: {validity}"


def _use(line: PackLine) -> str:
    return "Đang làm việc" if line.active else "Đang dùng"


def _mark_look(line: PackLine) -> Look | None:
    return AMBER if line.mark else None
