"""The foot of the evidence screen: how much there is, what packages carry, and the limit of an e-mail."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cchc_desktop.domain.number import format_decimal, parse
from ui.screens.evidence.facts import Totals
from ui.widgets import theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.number_editor import AutosaveNumber

LEAST, MOST = 1, 2_000


class Foot(QWidget):
    """``limit_committed(int)`` with megabytes."""

    limit_committed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ElidedLabel(kind="hint")
        self.limit = AutosaveNumber(parse=_megabytes, show=format_decimal)
        self.limit.setFixedWidth(64)
        label = QLabel("&Mức thư điện tử (MB)")
        label.setProperty("kind", "hint")
        label.setBuddy(self.limit)
        tip = "Khi tệp đi kèm một hồ sơ vượt mức này, màn hình sẽ nhắc trước khi kết xuất"
        label.setToolTip(tip)
        self.limit.setToolTip(tip)
        self.limit.setAccessibleName("Mức thư điện tử, MB")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.text, 1)
        row.addWidget(label)
        row.addWidget(self.limit)
        self.limit.committed.connect(self._on_committed)

    def show_totals(self, totals: Totals) -> None:
        """Show the totals; nothing while the store is empty."""
        self.setVisible(bool(totals.text))
        self.text.setText(totals.text)
        self.limit.refresh_value(Decimal(totals.email_megabytes))

    def _on_committed(self, value: Decimal | None) -> None:
        if value is not None:
            self.limit_committed.emit(int(value))


def _megabytes(text: str) -> Decimal:
    value = parse(text)
    if value != int(value) or not LEAST <= value <= MOST:
        raise ValueError(f"Nhập số MB từ {LEAST} đến {format_decimal(Decimal(MOST))}.")
    return value
