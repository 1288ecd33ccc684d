"""The content of a submission by sections, each line with its remark; F8 goes from remark to remark."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.screens.appraisal.line_box import LineBox
from ui.screens.appraisal.page import Line, Section
from ui.widgets import theme
from ui.widgets.autosave import flush_editors
from ui.widgets.labels import ElidedLabel
from ui.widgets.scroll_page import ScrollPage

_AT_ONCE = 60
"""Lines that are made before the first look; the rest comes in the same portions while nothing else is done."""


class ContentPane(QWidget):
    """``written(key, remark id or "", text)`` and ``removed(key, remark id or "")`` as the lines say it."""

    written = Signal(str, str, str)
    removed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, LineBox] = {}
        self._shown: tuple[object, ...] = ()
        self._owed: Iterator[tuple[str, Line | None]] = iter(())
        self._order: list[str] = []
        self._remarks: dict[str, Line] = {}
        self._locked = False
        self._tab_stop = ""
        self._page = ScrollPage()
        self._lines, self._around = QVBoxLayout(), QVBoxLayout()
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_sections(self, identity: str, sections: Sequence[Section], *, locked: bool) -> None:
        """Show a submission; the same one read again only gets its remarks anew."""
        lines = [line for section in sections for line in section.lines]
        shown = (identity, *((line.key, line.words, line.earlier) for line in lines))
        self._locked = locked
        self._remarks = {line.key: line for line in lines}
        if shown != self._shown:
            self._shown, self._order = shown, [line.key for line in lines]
            self._start(sections)
            return
        for key, box in self.boxes.items():
            box.show_remarks(self._remarks[key].remarks)
            box.set_locked(locked=locked)

    def go_to(self, key: str, *, editing: bool = False) -> None:
        """Bring a line into sight and make it the current one; ``editing`` opens its remark."""
        self._fill_all()
        box = self.boxes.get(key)
        if box is None:
            return
        if editing:
            box.open_remark()
        else:
            box.row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._around.activate()
        self._page.ensureWidgetVisible(box, 0, 3 * theme.ROW)

    def go_to_first(self) -> None:
        """Put the cursor onto the first line that states something."""
        if self._order:
            self.go_to(self._order[min(1, len(self._order) - 1)])

    def box_of(self, widget: QWidget) -> LineBox | None:
        """The line that a widget belongs to."""
        return next((box for box in self.boxes.values() if box.isAncestorOf(widget)), None)

    def next_remark(self, step: int) -> bool:
        """Go to the next line with a remark, round the end; false where there is none."""
        self._fill_all()
        keys = [key for key in self._order if self.boxes[key].has_remark]
        if not keys:
            return False
        here = self._order.index(self.current_key) if self.current_key in self._order else -1 if step > 0 else 0
        later = [key for key in keys if (self._order.index(key) - here) * step > 0]
        self.go_to((later or keys)[0 if step > 0 else -1])
        return True

    @property
    def current_key(self) -> str:
        """The line that has the cursor; empty for none."""
        at = self.window().focusWidget()
        box = self.box_of(at) if at is not None else None
        return box.line.key if box is not None else ""

    def refuse(self, key: str, text: str) -> None:
        """Say at a line why its remark is not taken."""
        if key in self.boxes:
            self.boxes[key].refuse(text)

    def _start(self, sections: Sequence[Section]) -> None:
        flush_editors(self)
        self.boxes = {}
        inside, card = QFrame(), QFrame()
        inside.setObjectName("scrolled")
        card.setObjectName("card")
        self._lines = QVBoxLayout(card)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(0)
        self._around = QVBoxLayout(inside)
        self._around.setContentsMargins(0, 0, theme.SPACE, 0)
        self._around.addWidget(card)
        self._around.addStretch(1)
        self._owed = iter([piece for section in sections for piece in _pieces(section)])
        self._fill()
        self._page.setWidget(inside)

    def _fill(self) -> None:
        """Make the next portion of lines."""
        for _ in range(_AT_ONCE):
            if not self._make_next():
                return
        self._filling.start()

    def _fill_all(self) -> None:
        while self._make_next():
            pass

    def _make_next(self) -> bool:
        piece = next(self._owed, None)
        if piece is None:
            self._filling.stop()
            return False
        title, line = piece
        self._lines.addWidget(_band(title) if line is None else self._box(self._remarks[line.key]))
        return True

    def _box(self, line: Line) -> LineBox:
        box = LineBox(line, locked=self._locked, width=self._page.viewport().width() - theme.SPACE - 2)
        box.written.connect(self.written)
        box.removed.connect(self.removed)
        box.step_wanted.connect(self._on_step)
        box.entered.connect(self._on_entered)
        if not self.boxes:
            box.row.take_tab(taken=True)
            self._tab_stop = line.key
        self.boxes[line.key] = box
        return box

    def _on_entered(self, key: str) -> None:
        """Tab stops at this line from now on."""
        if self._tab_stop in self.boxes:
            self.boxes[self._tab_stop].row.take_tab(taken=False)
        self.boxes[key].row.take_tab(taken=True)
        self._tab_stop = key

    def _on_step(self, key: str, step: int) -> None:
        place = self._order.index(key) + step
        if 0 <= place < len(self._order):
            self.go_to(self._order[place])


def _pieces(section: Section) -> Iterator[tuple[str, Line | None]]:
    yield section.title, None
    for line in section.lines:
        yield "", line


def _band(title: str) -> ElidedLabel:
    band = ElidedLabel(title, kind="section")
    band.setStyleSheet("background: #E8EDF4")
    band.setContentsMargins(theme.SPACE, 4, theme.SPACE, 4)
    return band
