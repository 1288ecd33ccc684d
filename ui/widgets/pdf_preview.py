"""The preview of a PDF: all pages below each other, drawn in the worker pool as they come into sight."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.runner import Runner

_GAP = 12
_WIDEST = 900
"""A page that fits the width is never wider: A4 at 900 pixels reads well, larger only makes the eyes travel."""
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPreview(QFrame):
    """``show_pdf(bytes)``; page up and down, Ctrl+plus, Ctrl+minus, Ctrl+0 (fit the width) by keyboard."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._runner = runner
        self._sheet = _Sheet(self._request)
        self._area = _Area()
        self._area.setWidget(self._sheet)
        self._page = QLabel()
        self._page.setProperty("kind", "hint")
        self._previous = buttons.quiet("", "chevron-up", tip="Trang trước (Page Up)")
        self._next = buttons.quiet("", "chevron-down", tip="Trang sau (Page Down)")
        self._smaller = buttons.quiet("", "zoom-out", tip="Thu nhỏ (Ctrl+-)")
        self._larger = buttons.quiet("", "zoom-in", tip="Phóng to (Ctrl++)")
        self._fit = buttons.quiet("Vừa bề rộng", "fit-width", tip="Vừa bề rộng (Ctrl+0)")
        self._start = 1.0
        self._arrange()
        self._connect()
        self.clear()

    def show_pdf(self, content: bytes) -> None:
        """Show this document; a damaged one is told in place."""
        self._start = 1.0
        self.clear("Đang mở bản xem trước…")
        self._runner.render(lambda: _try_read(content), done=self._on_read, owner=self)

    def clear(self, text: str = "Chưa có tài liệu để xem.") -> None:
        """Show no document, but a sentence."""
        self._sheet.show_pages(None, text)
        self._on_scrolled()

    @property
    def page_count(self) -> int:
        """How many pages the shown document has."""
        return len(self._sheet.sizes)

    @property
    def page_number(self) -> int:
        """The page at the middle of the view, from 1; 0 without a document."""
        return self._sheet.page_at(self._area.verticalScrollBar().value() + self._area.viewport().height() // 2)

    def go_to_page(self, number: int) -> None:
        """Bring a page (from 1) to the top of the view."""
        self._area.verticalScrollBar().setValue(self._sheet.top_of(min(max(number, 1), self.page_count)) - _GAP)

    def start_at(self, place: float) -> None:
        """Open the document that is being read at this place: 3.7 is low on page 3, in the middle of the view."""
        self._start = place
        if self.page_count:
            self._go_to_start()

    def _go_to_start(self) -> None:
        page = min(int(self._start), self.page_count)
        height = self._sheet.height_of(page)
        middle = self._sheet.top_of(page) + round((self._start - page) * height)
        self._area.verticalScrollBar().setValue(middle - self._area.viewport().height() // 2)

    def zoom(self, step: int) -> None:
        """One step larger (1) or smaller (-1); 0 fits the width."""
        self._sheet.zoom(step)
        self._on_scrolled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages and zoom by keyboard."""
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.zoom(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_PageDown:
            self.go_to_page(self.page_number + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to_page(self.page_number - 1)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE, 2, theme.SPACE, 2)
        bar.setSpacing(4)
        for widget in (self._previous, self._next, self._page):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self._smaller, self._larger, self._fit):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._area, 1)

    def _connect(self) -> None:
        self._previous.clicked.connect(lambda: self.go_to_page(self.page_number - 1))
        self._next.clicked.connect(lambda: self.go_to_page(self.page_number + 1))
        self._smaller.clicked.connect(lambda: self.zoom(-1))
        self._larger.clicked.connect(lambda: self.zoom(1))
        self._fit.clicked.connect(lambda: self.zoom(0))
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._area.resized.connect(self._sheet.fit)
        self.setFocusProxy(self._area)

    def _request(self, pages: PdfPages, number: int, width: int) -> None:
        self._runner.render(
            lambda: pages.picture(number, width=width),
            done=lambda picture: self._sheet.set_picture(pages, number, width, picture),
            owner=self,
        )

    def _on_read(self, pages: PdfPages | str) -> None:
        if isinstance(pages, str):
            self.clear(pages)
            return
        self._sheet.show_pages(pages, "")
        self._go_to_start()
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        count = self.page_count
        self._page.setText(f"Trang {self.page_number}/{count}" if count else "")
        for button in (self._previous, self._next, self._smaller, self._larger, self._fit):
            button.setEnabled(count > 0)


class _Area(QScrollArea):
    """A scroll area that tells the width it has."""

    resized = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("Bản xem trước")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the width of the viewport."""
        super().resizeEvent(event)
        self.resized.emit(self.viewport().width())


class _Sheet(QWidget):
    """All pages below each other; asks for a picture when a page is painted for the first time."""

    def __init__(self, request: Callable[[PdfPages, int, int], None]) -> None:
        super().__init__()
        self._request = request
        self._pages: PdfPages | None = None
        self._text = ""
        self._room, self._zoom = 600, 1.0
        self._places: list[QRect] = []
        self._pictures: dict[int, tuple[int, QImage]] = {}
        self._asked: set[tuple[int, int]] = set()

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        return self._pages.sizes if self._pages else ()

    def show_pages(self, pages: PdfPages | None, text: str) -> None:
        if self._pages is not None:
            self._pages.close()
        self._pages, self._text, self._zoom = pages, text, 1.0
        self._pictures, self._asked = {}, set()
        self._place()

    def set_picture(self, pages: PdfPages, number: int, width: int, picture: QImage) -> None:
        if pages is self._pages and not picture.isNull():
            self._pictures[number] = (width, picture)
            self._asked.discard((number, width))
            self.update(self._places[number])

    def fit(self, room: int) -> None:
        self._room = room
        self._place()

    def zoom(self, step: int) -> None:
        if step == 0:
            self._zoom = 1.0
        else:
            larger = [zoom for zoom in _ZOOMS if (zoom - self._zoom) * step > 0.001]
            if larger:
                self._zoom = larger[0] if step > 0 else larger[-1]
        self._place()

    def page_at(self, y: int) -> int:
        for number, place in enumerate(self._places, start=1):
            if y < place.bottom() + _GAP:
                return number
        return len(self._places)

    def top_of(self, number: int) -> int:
        return self._places[number - 1].top() if 1 <= number <= len(self._places) else 0

    def height_of(self, number: int) -> int:
        return self._places[number - 1].height() if 1 <= number <= len(self._places) else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor("#DDE2E9"))
            if self._pages is None:
                painter.setPen(QColor(theme.INK_SOFT))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
            for number, place in enumerate(self._places):
                if place.intersects(event.rect()):
                    self._paint_page(painter, number, place)

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        painter.fillRect(place, QColor("white"))
        width = round(place.width() * self.devicePixelRatioF())
        drawn, picture = self._pictures.get(number, (0, None))
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
        if drawn != width and (number, width) not in self._asked and self._pages is not None:
            self._asked.add((number, width))
            self._request(self._pages, number, width)

    def _place(self) -> None:
        width = max(round(min(self._room - 2 * _GAP, _WIDEST) * self._zoom), 80)
        top, self._places = _GAP, []
        for page_width, page_height in self.sizes:
            height = round(width * page_height / page_width)
            self._places.append(QRect(max((self._room - width) // 2, _GAP), top, width, height))
            top += height + _GAP
        self.setFixedSize(QSize(max(self._room, width + 2 * _GAP), top if self._places else 160))
        self.update()


def _try_read(content: bytes) -> PdfPages | str:
    try:
        return PdfPages.read(content)
    except ValueError as error:
        return str(error)
