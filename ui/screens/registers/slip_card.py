"""Rows typed in series: what stands before the choice stays, one key is the choice, Enter is the next row."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cchc_desktop.domain.register import Column
from ui.screens.registers.entry_fields import ChoiceCell, TextCell, cell_for, room_of
from ui.screens.registers.flow import StretchFlow
from ui.screens.registers.series import SlipCount, SlipForm
from ui.widgets import buttons, theme
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel, SectionTitle

_AROUND, _WIDEST = 16, 460
"""Pixels around the words of a choice; a longer one is cut and stands whole in its tip."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LevelKeys(QWidget):
    """The levels as large buttons, pressed by their digit; ``chosen`` when one is, ``entered`` on Enter.

    ``taken`` when a level was put back, after which nothing goes on by itself.
    """

    chosen = Signal()
    taken = Signal()
    entered = Signal()
    refused = Signal(str)

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(column.name)
        self._labels = [option.label for option in column.spec.options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = StretchFlow(self, gap=theme.SPACE)
        self.keys: list[QPushButton] = []
        for place, label in enumerate(self._labels):
            key = QPushButton(f"{place + 1}  {label}")
            key.setProperty("kind", "chip")
            key.setCheckable(True)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setMinimumHeight(44)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            key.setToolTip(f"{label} (phím {place + 1})")
            key.clicked.connect(self._on_clicked)
            self._group.addButton(key, place)
            self.keys.append(key)
            row.add_field(key, least=min(key.sizeHint().width() + _AROUND, _WIDEST), stretch=2)

    def text(self) -> str:
        """The words of the chosen level; empty for none."""
        place = self._group.checkedId()
        return self._labels[place] if place >= 0 else ""

    def put(self, text: str) -> None:
        """Show another level."""
        self._group.setExclusive(False)
        for key, label in zip(self.keys, self._labels, strict=True):
            key.setChecked(bool(text) and label == text)
        self._group.setExclusive(True)

    def take_text(self, text: str) -> None:
        """Show the level that was chosen before; the row is not stored by it."""
        self.put(text)
        self.taken.emit()

    def show_problem(self, text: str) -> None:
        """Say what is owed."""
        self.refused.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, Enter goes on."""
        digit = event.text()
        if digit.isdigit() and 1 <= int(digit) <= len(self.keys):
            self.keys[int(digit) - 1].setChecked(True)
            self.chosen.emit()
        elif event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.chosen.emit()


class SlipCard(QFrame):
    """Implements ``EntryPort`` for rows in series; signals as those of the entry line."""

    left = Signal(str)
    typed = Signal()
    table_pasted = Signal()
    clear_wanted = Signal()

    def __init__(self, form: SlipForm, save: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("Nhập theo loạt")
        self._form, self._save = form, save
        self.cells: dict[str, TextCell | ChoiceCell] = {}
        self.levels = LevelKeys(form.level)
        self._choice = Labelled(form.level.name, self.levels, required=True)
        self.finding = self._choice.finding
        self.count = SectionTitle()
        self.count.setWordWrap(True)
        self.by_level = HintLabel()
        self.store = buttons.primary("Dòng tiếp theo", "plus", tip="Ghi dòng (Enter ở ô cuối hoặc Ctrl+Enter)")
        self.clear = buttons.quiet(
            "Xóa dòng đang nhập", "trash", tip="Xóa các ô đang nhập dở (Esc); Esc lần nữa để lấy lại"
        )
        self._arrange()
        self.levels.chosen.connect(self._on_chosen)
        self.levels.taken.connect(self.typed)
        self.levels.entered.connect(lambda: self._go_on(form.level.code))
        self.store.clicked.connect(self._on_store)
        self.clear.clicked.connect(self.clear_wanted)
        for keys, deed in (("Ctrl+Return", self._on_store), ("Esc", self.clear_wanted.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def show_count(self, count: SlipCount) -> None:
        """Show the running count."""
        self.count.setText(count.words)
        self.by_level.setText(" · ".join(f"{label}: {number}" for label, number in count.by_level))

    def texts(self) -> Mapping[str, str]:
        """What stands in the cells, by column."""
        return {**{code: cell.text() for code, cell in self.cells.items()}, self._form.level.code: self.levels.text()}

    def column_of(self, cell: QWidget) -> str:
        """The column of a cell or of the levels; empty for another widget."""
        places: dict[str, QWidget] = {**self.cells, self._form.level.code: self.levels}
        return next((code for code, own in places.items() if own is cell), "")

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put these texts into the cells; the others become empty."""
        for code, cell in self.cells.items():
            cell.put(texts.get(code, ""))
            cell.show_problem("")
        self.levels.put(texts.get(self._form.level.code, ""))
        self.levels.show_problem("")

    def show_cell(self, column: str, text: str, problem: str) -> None:
        """Show a cell as it was read, or the sentence for which it is refused."""
        if column == self._form.level.code:
            self.levels.show_problem(problem)
        elif column in self.cells:
            self.cells[column].put(text)
            self.cells[column].show_problem(problem)

    def focus(self, column: str) -> None:
        """Put the cursor into a cell and select its text."""
        if column == self._form.level.code:
            self.levels.setFocus(Qt.FocusReason.TabFocusReason)
        elif column in self.cells:
            self.cells[column].select()

    def focus_first(self) -> None:
        """Put the cursor where the next row begins: on a column that it owes, else on the choice.

        The day stays once it is there; any other required column is passed with its old text selected.
        """
        form = self._form
        for column in form.kept:
            if form.owes(column) and (column.code != form.day or not self.cells[column.code].text()):
                self.focus(column.code)
                return
        self.focus(form.level.code)

    def in_order(self) -> Iterator[QWidget]:
        """What Tab goes through."""
        codes = [column.code for column in self._form.kept]
        yield from (self.cells[code] for code in codes)
        yield self.levels
        yield from (cell for code, cell in self.cells.items() if code not in codes)
        yield self.clear
        yield self.store

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE, theme.SPACE + 4, theme.SPACE + 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._part(self._form.kept))
        column.addWidget(self._choice)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.SPACE)
        after = self._part(self._form.after)
        is_short = len(self._form.after) <= 1
        if is_short:
            after.setMaximumWidth(320)
        else:
            column.addWidget(after)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.count)
        words.addWidget(self.by_level)
        if is_short:
            foot.addWidget(after, 1, Qt.AlignmentFlag.AlignBottom)
        foot.addLayout(words, 2)
        foot.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.store, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _part(self, columns: tuple[Column, ...]) -> QWidget:
        part = QWidget()
        flow = StretchFlow(part, gap=theme.SPACE)
        for column in columns:
            cell = cell_for(column)
            cell.setObjectName(f"entry-{column.code}")
            hint = f" ({column.spec.unit})" if column.spec.unit else ""
            least, stretch = room_of(column)
            label = Labelled(f"{column.name}{hint}", cell, required=self._form.owes(column))
            if column.note:
                cell.setToolTip(column.note)
            flow.add_field(label, least=max(least, label.label.sizeHint().width()), stretch=stretch)
            cell.entered.connect(partial(self._go_on, column.code))
            cell.left.connect(partial(self.left.emit, column.code))
            cell.textEdited.connect(lambda _text: self.typed.emit())
            if isinstance(cell, TextCell):
                cell.table_pasted.connect(self.table_pasted)
            self.cells[column.code] = cell
        return part

    def _on_chosen(self) -> None:
        self.levels.show_problem("")
        self.typed.emit()
        self._go_on(self._form.level.code)

    def _go_on(self, code: str) -> None:
        codes = [column.code for column in (*self._form.kept, self._form.level, *self._form.after)]
        place = codes.index(code) + 1
        if place < len(codes):
            self.focus(codes[place])
        else:
            self._on_store()

    def _on_store(self) -> None:
        if self._save():
            self.focus_first()
