"""A field for a date: typed as "14/3" or "14/3/2025", or picked from a Vietnamese calendar (F4, Alt+Down)."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Refusal
from ui.widgets import icons, theme
from ui.widgets.autosave import CommitClock

ParseDate = Callable[[str], date]


class AutosaveDate(QLineEdit):
    """A date or nothing (None), always shown as dd/mm/yyyy.

    ``parse`` raises ValueError or Refusal with the Vietnamese sentence to show; ``today`` opens the calendar there.
    A refused text stays in the field and is not committed.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, *, parse: ParseDate, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parse, self._today = parse, today
        self._last: date | None = None
        self._offer_again = False
        self.setPlaceholderText("ngày/tháng/năm")
        self.setToolTip("Gõ 14/3 hoặc 14/3/2025; F4 mở lịch")
        opener = self.addAction(
            icons.icon("calendar", theme.INK_SOFT),
            QLineEdit.ActionPosition.TrailingPosition,
        )
        opener.setText("Mở lịch")
        opener.triggered.connect(self.open_calendar)
        self.clock = CommitClock(self, self._commit)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.clock.settle)

    def value(self) -> date | None:
        """The last date that was understood; None for an empty field."""
        return self._last

    def set_value(self, value: date | None) -> None:
        """Show another record's date."""
        self.clock.forget()
        self._last, self._offer_again = value, False
        self.setText(_written(value))
        self._mark("")

    def refresh_value(self, value: date | None) -> None:
        """Show the same record's date unless the user is typing or the typed text was refused."""
        if not self.clock.dirty and not self.property("invalid") and value != self._last:
            self.set_value(value)

    def set_refusal(self, text: str) -> None:
        """Mark the date as refused by the service (it is offered again on leaving), or as fine again."""
        self._offer_again = bool(text)
        self.clock.dirty = self.clock.dirty or bool(text)
        self._mark(text)

    def commit(self) -> None:
        """Commit now what is pending."""
        self.clock.settle()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the date be read and copied only."""
        self.setReadOnly(value)
        for action in self.actions():
            action.setEnabled(not value)
        theme.mark(self, "locked", on=value)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self.isReadOnly():
            return
        popup = CalendarPopup(self._last or self._today(), self)
        popup.picked.connect(self._on_picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 and Alt+Down open the calendar."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits."""
        super().focusOutEvent(event)
        self.clock.settle()

    def _on_edited(self) -> None:
        if self.property("invalid"):
            self._mark("")
        self.clock.touched()

    def _on_picked(self, picked: date) -> None:
        self.setText(_written(picked))
        self.clock.touched()
        self.clock.settle()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _commit(self) -> None:
        typed = self.text().strip()
        try:
            value = self._parse(typed) if typed else None
        except (ValueError, Refusal) as error:
            if self.hasFocus() and len(typed) < len("1/1/2025"):
                self.clock.dirty = True  # still being typed: judge it on leaving
                return
            self._mark(str(error))
            return
        if not self.hasFocus():
            self.setText(_written(value))
        if value != self._last or self._offer_again:
            self._last, self._offer_again = value, False
            self.committed.emit(value)

    def _mark(self, text: str) -> None:
        theme.mark(self, "invalid", on=bool(text))
        self.refused.emit(text)


class CalendarPopup(QFrame):
    """A month to pick a day from; the week starts on Monday, Sunday is red, Enter picks, Escape leaves."""

    picked = Signal(object)

    def __init__(self, shown: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._colour_days()
        self._draw_arrows()
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.setMinimumSize(296, 248)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.calendar)
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)
        self.setFocusProxy(self.calendar)

    def _colour_days(self) -> None:
        header, workday, sunday = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        header.setForeground(QColor(theme.INK_SOFT))
        header.setBackground(QColor(theme.SURFACE))
        workday.setForeground(QColor(theme.INK))
        sunday.setForeground(QColor(theme.DANGER))
        self.calendar.setHeaderTextFormat(header)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, workday)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, sunday)

    def _draw_arrows(self) -> None:
        for name, drawing, tip in (
            ("qt_calendar_prevmonth", "chevron-left", "Tháng trước"),
            ("qt_calendar_nextmonth", "chevron-right", "Tháng sau"),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(drawing, theme.INK))
                button.setToolTip(tip)
                button.setAccessibleName(tip)

    def _on_chosen(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))


def _written(value: date | None) -> str:
    return "" if value is None else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
