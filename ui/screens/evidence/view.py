"""The evidence screen: search, filters, what was found, the table of files with the open one beside it, the foot."""

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES
from ui.screens.evidence.drop_area import DropArea
from ui.screens.evidence.facts import Counted, FileFacts, Line, Show, StripFacts, Strips, Totals, Work
from ui.screens.evidence.file_pane import FilePane
from ui.screens.evidence.file_table import FileTable
from ui.screens.evidence.foot import Foot
from ui.screens.evidence.presenter import EvidencePresenter
from ui.screens.evidence.scan_button import ScanFolderButton
from ui.screens.evidence.strip import NoteStrip
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reading_folder import ReadingFolder
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.inbox import EvidenceInbox
    from cchc_desktop.services.evidence.orphans import EvidenceOrphans
    from cchc_desktop.services.library.library import EvidenceLibrary
    from cchc_desktop.services.library.places import Place

_TABLE_SHARE, _PANE_SHARE = 59, 41


class EvidenceScreen(DropArea):
    """Implements ``ViewPort`` of ui.screens.evidence.facts."""

    def __init__(
        self,
        context: AppContext,
        *,
        library: "EvidenceLibrary",
        inbox: "EvidenceInbox",
        orphans: "EvidenceOrphans",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Thả tệp vào đây để thêm vào kho minh chứng\nMỗi tệp tối đa {FILE_MEGABYTES} MB", parent)
        self._context = context
        self._folder = ReadingFolder()
        self._is_wide = False
        self.presenter = EvidencePresenter(self, context, library=library, inbox=inbox, orphans=orphans)
        self.search = SearchField("Tìm tên, số, ngày, cơ quan, trích yếu, tiêu chí…, có dấu hoặc không dấu (Ctrl+F)")
        self.add = buttons.primary(
            "Thêm tệp…", "plus", tip=f"Chọn tệp để thêm vào kho (Ctrl+N), mỗi tệp tối đa {FILE_MEGABYTES} MB"
        )
        self.paste = buttons.plain("Dán", "copy", tip="Dán ảnh chụp màn hình hoặc tệp đã chép (Ctrl+V)")
        self.check = buttons.plain("Kiểm tra kho", "check", tip="Đọc lại từng tệp, tìm tệp mất, tệp bị thay đổi")
        self.scan_folder = ScanFolderButton(self)
        self.scans = self.scan_folder.button
        self.chips = ChipRow("Lọc tài liệu trong kho")
        self.count = QLabel()
        self.count.setProperty("kind", "section")
        self.strip = NoteStrip()
        self.works = {work: ProgressStrip() for work in Work}
        self.table = FileTable()
        self.pane = FilePane(context.runner, today=lambda: self.presenter.today, path_of=library.path)
        self.empty = EmptyState(
            icon="evidence",
            sentence="Kho minh chứng chưa có tệp nào",
            first_step=(
                "Kéo thả các bản quét, ảnh, tệp Word, Excel vào đây, dán ảnh chụp bằng Ctrl+V, hoặc bấm nút. "
                f"Mỗi tệp tối đa {FILE_MEGABYTES} MB."
            ),
            deed="Thêm tệp…",
        )
        self.foot = Foot()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.stack = QStackedWidget()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._arrange()
        self._connect()
        self._add_shortcuts()
        self.watch_fields()
        self.setObjectName("screen-evidence")
        self.setAccessibleName("Minh chứng")

    def shown(self) -> None:
        """The screen came into sight."""
        if not self.isAncestorOf(self.window().focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.open()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something that the screen shows was changed."""
        self.presenter.reload()
        if "evidence_inbox" in topics:
            self.presenter.inbox.begin()
        if "evidence_store" in topics:
            self.presenter.checking.look_for_orphans()

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self.presenter.save_again()

    def open_target(self, target: str) -> None:
        """Show "evidence", "evidence:<file id>", "evidence-use:<use id>" or a filter such as "evidence:lacking"."""
        flush_editors(self)
        self.presenter.open_target(target)

    def show_lines(self, lines: Sequence[Line], counted: Counted, *, is_empty: bool) -> None:
        """Show exactly these lines."""
        started = is_empty and self.table.hasFocus()
        self.stack.setCurrentWidget(self.empty if is_empty else self.splitter)
        for widget in (self.chips, self.count, self.search, self.check, self.add):
            widget.setVisible(not is_empty)
        if started:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.rows.set_rows(lines)
        self.chips.set_chips([Chip(show, show.value, count) for show, count in counted.chips])
        self.count.setText(counted.shown)
        self._order_tabs()

    def show_file(self, facts: FileFacts | None, *, renew: bool) -> None:
        """Show the open file."""
        self.pane.show_file(facts, renew=renew)

    def show_totals(self, totals: Totals) -> None:
        """Show the foot."""
        self.foot.show_totals(totals)

    def show_strip(self, place: Strips, facts: StripFacts | None) -> None:
        """Show the most urgent line above the table; the others wait until it is closed."""
        self.strip.tell(place, facts)
        self._order_tabs()

    def choose_line(self, file_id: str) -> bool:
        """Make a line current."""
        return self.table.choose(file_id)

    def show_filters(self, text: str, pressed: frozenset[Show]) -> None:
        """Show search and filters without a word to the presenter, which knows."""
        for widget in (self.search, self.chips):
            widget.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        self.search.setText(text)
        self.chips.choose(pressed)
        for widget in (self.search, self.chips):
            widget.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field of the open file."""
        self.pane.show_preview()
        self.pane.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_use(self, use_id: str) -> None:
        """Put the cursor into the pages of a place of the open file."""
        self.pane.show_use(use_id)

    def refuse_field(self, name: str, text: str) -> None:
        """Mark a field as refused, or as fine again."""
        self.pane.fields[name].set_refusal(text)

    def refuse_pages(self, use_id: str, text: str) -> None:
        """Mark the pages of one place as refused, or as fine again."""
        self.pane.uses.refuse(use_id, text)

    def start_work(self, work: Work, text: str) -> None:
        """Long work begins."""
        self.works[work].start(text)

    def step_work(self, work: Work, done: int, total: int, text: str) -> None:
        """Long work is so far."""
        self.works[work].step(done, total, text)

    def end_work(self, work: Work) -> None:
        """Long work is over."""
        self.works[work].finish()

    def show_places(self, places: "Sequence[Place]", told: str) -> None:
        """Show where the open file can be used, too."""
        self.pane.places.show_places(places, told)

    def close_places(self) -> None:
        """Close the search for places."""
        self.pane.close_places()

    def show_watching(self, folder: str) -> None:
        """Say which scan folder is watched."""
        self.scan_folder.show_watching(folder)

    def look_again(self, milliseconds: int) -> None:
        """Look into the scan folder after this time if the screen is still in sight."""
        if self.isVisible():
            self._again.start(milliseconds)

    def reading_folder(self) -> Path:
        """A folder for copies to read."""
        return self._folder.path()

    def open_file(self, path: Path) -> None:
        """Open a copy with the program that the machine has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notices.warn(f"Máy chưa có chương trình mở được “{path.name}”.")

    def _order_tabs(self) -> None:
        """Filters and the line above the table come before the table, as the eye goes."""
        chips = self.chips.findChildren(QPushButton)
        row = [self.search, self.check, self.scans, self.paste, self.add, *chips, *self.strip.deeds, self.table]
        for before, after in itertools.pairwise(row):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.search, 1)
        bar.addStretch(0)
        for button in (self.check, self.scans, self.paste, self.add):
            bar.addWidget(button)
        filters = QHBoxLayout()
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.count)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([_TABLE_SHARE * 100, _PANE_SHARE * 100])
        self.table.setMinimumWidth(360)
        self.pane.setMinimumWidth(428)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(bar)
        column.addLayout(filters)
        for widget in (*self.works.values(), self.strip):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        presenter = self.presenter
        self.search.searched.connect(presenter.search)
        self.search.left_downwards.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.serve(self)
        self.chips.chosen_changed.connect(self._on_chips)
        self.table.row_chosen.connect(self._on_row)
        self.table.left_rightwards.connect(lambda: self.focus_field("number"))
        self.pane.committed.connect(presenter.edit)
        self.pane.finished.connect(self._on_finished)
        self.pane.opened.connect(presenter.open_outside)
        self.pane.enlarged.connect(self.toggle_wide)
        self.pane.place_wanted.connect(self._on_place_wanted)
        self.pane.original_chosen.connect(presenter.mend)
        self.pane.uses.followed.connect(presenter.follow)
        self.pane.uses.removed.connect(presenter.placing.detach)
        self.pane.uses.cited.connect(presenter.placing.cite)
        self.pane.places.searched.connect(presenter.placing.search)
        self.pane.places.chosen.connect(presenter.placing.attach)
        self.foot.limit_committed.connect(presenter.carried.set_limit)
        for work, strip in self.works.items():
            strip.cancelled.connect(lambda work=work: presenter.stop(work))
        self.add.clicked.connect(self._on_add)
        self.empty.started.connect(self._on_add)
        self.paste.clicked.connect(self.take_clipboard)
        self.check.clicked.connect(presenter.check)
        self.scan_folder.chosen.connect(presenter.inbox.watch)
        self.files_offered.connect(presenter.add)
        self.picture_offered.connect(presenter.adding.add_picture)
        self.nothing_held.connect(self._on_nothing_held)
        self._again.timeout.connect(self._on_again)

    def _add_shortcuts(self) -> None:
        for keys, deed in (
            ("Ctrl+N", self._on_add),
            ("Ctrl+V", self.take_clipboard),
            ("Ctrl+O", self.presenter.open_outside),
            ("Ctrl+D", self._on_place_wanted),
            ("F6", self.toggle_wide),
            ("F8", self._on_finished),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def toggle_wide(self) -> None:
        """Hide the table and show the preview large, or bring the table back."""
        self._is_wide = not self._is_wide
        self.table.setVisible(not self._is_wide)
        self.pane.set_wide(self._is_wide)

    def _on_add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Thêm tệp vào kho minh chứng", "", "Tệp (*)")
        if names:
            self.presenter.add([Path(name) for name in names])

    def _on_nothing_held(self) -> None:
        self._context.notices.info(
            "Bộ nhớ tạm chưa có ảnh hoặc tệp.", do="Hãy chụp màn hình (PrtSc) hoặc chép tệp trước."
        )

    def _on_chips(self, chosen: frozenset[Show]) -> None:
        self.presenter.press(chosen)

    def _on_row(self, line: Line | None) -> None:
        if line is not None:
            flush_editors(self.pane)
            self.presenter.choose(line.file.id)

    def _on_finished(self) -> None:
        flush_editors(self.pane)
        self.presenter.go_to_next_lacking()

    def _on_place_wanted(self) -> None:
        if self.pane.file_id:
            self.pane.begin_places()
            self.presenter.search_places()

    def _on_again(self) -> None:
        if self.isVisible():
            self.presenter.inbox.look()


def build(context: AppContext) -> EvidenceScreen:
    """Make the screen."""
    from cchc_desktop.services.evidence.inbox import EvidenceInbox  # bring SQLAlchemy: at the first show only
    from cchc_desktop.services.evidence.orphans import EvidenceOrphans
    from cchc_desktop.services.library.library import EvidenceLibrary

    desk = context.services
    library = EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)
    return EvidenceScreen(
        context, library=library, inbox=EvidenceInbox(desk.session), orphans=EvidenceOrphans(desk.session)
    )
