"""The entry line: one row typed by keyboard; Enter goes from cell to cell and, behind the last, to the next row."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.register import Register
from ui.screens.registers.entry_fields import ChoiceCell, TextCell, cell_for, room_of
from ui.screens.registers.flow import StretchFlow
from ui.widgets import buttons, theme
from ui.widgets.labelled import Labelled
from ui.widgets.labels import ElidedLabel


class EntryLine(QFrame):
    """``left(column)`` when a cell was left, ``typed`` at each change, ``copy_wanted`` for the row before.

    ``clear_wanted`` on Esc. ``save`` stores the row and says whether it was taken.
    """

    left = Signal(str)
    typed = Signal()
    table_pasted = Signal()
    copy_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, register: Register, save: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._save = save
        self.cells: dict[str, TextCell | ChoiceCell] = {}
        self.hint = ElidedLabel("Enter: sang ô kế tiếp, ở ô cuối: ghi dòng. Ngày gõ 5/10.", kind="hint")
        self.copy = buttons.quiet("Chép dòng trước", "copy", tip="Đưa nội dung dòng vừa nhập vào các ô (Ctrl+D)")
        self.clear = buttons.quiet(
            "Xóa dòng đang nhập", "trash", tip="Xóa các ô đang nhập dở (Esc); Esc lần nữa để lấy lại"
        )
        self.store = buttons.primary("Ghi dòng", "plus", tip="Ghi dòng vào sổ (Ctrl+Enter)")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE, theme.SPACE + 4, theme.SPACE)
        column.setSpacing(theme.SPACE)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.clear)
        foot.addWidget(self.copy)
        foot.addWidget(self.store)
        column.addWidget(self._made(register))
        column.addLayout(foot)
        self.store.clicked.connect(self._on_store)
        self.copy.clicked.connect(self.copy_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self.setAccessibleName("Dòng mới")
        for keys, deed in (("Ctrl+Return", self._on_store), ("Esc", self.clear_wanted.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def in_order(self) -> Iterator[QWidget]:
        """What Tab goes through."""
        yield from self.cells.values()
        yield self.clear
        yield self.copy
        yield self.store

    def _made(self, register: Register) -> QWidget:
        fields = QWidget()
        flow = StretchFlow(fields, gap=theme.SPACE)
        for column in register.columns:
            cell = cell_for(column)
            owed = column.required or column.code == register.date_column
            label = Labelled(column.name, cell, required=owed)
            if column.note:
                cell.setToolTip(column.note)
            least, stretch = room_of(column)
            flow.add_field(label, least=max(least, label.label.sizeHint().width()), stretch=stretch)
            cell.setObjectName(f"entry-{column.code}")
            cell.entered.connect(partial(self._on_entered, column.code))
            cell.left.connect(partial(self.left.emit, column.code))
            cell.textEdited.connect(lambda _text: self.typed.emit())
            if isinstance(cell, TextCell):
                cell.table_pasted.connect(self.table_pasted)
            self.cells[column.code] = cell
        return fields

    def texts(self) -> Mapping[str, str]:
        """What stands in the cells, by column."""
        return {code: cell.text() for code, cell in self.cells.items()}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put these texts into the cells; the others become empty."""
        for code, cell in self.cells.items():
            cell.put(texts.get(code, ""))
            cell.show_problem("")

    def show_cell(self, column: str, text: str, problem: str) -> None:
        """Show a cell as it was read, or the sentence for which it is refused."""
        cell = self.cells.get(column)
        if cell is not None:
            cell.put(text)
            cell.show_problem(problem)

    def focus(self, column: str) -> None:
        """Put the cursor into a cell and select its text."""
        if column in self.cells:
            self.cells[column].select()

    def focus_first(self) -> None:
        """Put the cursor into the first cell."""
        self.focus(next(iter(self.cells), ""))

    def _on_entered(self, code: str) -> None:
        codes = list(self.cells)
        place = codes.index(code) + 1
        if place < len(codes):
            self.focus(codes[place])
        else:
            self._on_store()

    def _on_store(self) -> None:
        if self._save():
            self.focus_first()
