"""The card of sending by e-mail: the address of the province, and how large one mail may be."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cchc_desktop.domain.number import format_decimal, parse
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveLine
from ui.widgets.keeping import Spot
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.number_editor import AutosaveNumber

LEAST, MOST = 1, 2_000
_WHY = (
    "Gói nộp lớn hơn mức này được tự chia thành nhiều thư, mỗi thư một phần; tỉnh nhận đủ các phần thì tự ghép lại. "
    "Khi gửi, tệp đính kèm nặng thêm khoảng một phần ba; chương trình đã tính. Hai mục này của riêng máy này."
)


class MailCard(Card):
    """Implements ``MailView``. ``address_committed(str)``, ``limit_committed(int)`` with megabytes."""

    address_committed = Signal(str)
    limit_committed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Gửi hồ sơ về tỉnh bằng thư điện tử", parent)
        self.address = AutosaveLine(placeholder="ten@tuyenquang.gov.vn", max_length=254)
        self.address.setObjectName("province_address")
        self.limit = AutosaveNumber(parse=_megabytes, show=format_decimal)
        self.limit.setObjectName("email_megabytes")
        self.limit.setFixedWidth(116)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(Labelled("Địa chỉ thư của &tỉnh", self.address), 1)
        row.addWidget(Labelled("&Mức một thư (MB)", self.limit))
        self.body.addLayout(row)
        self.body.addWidget(HintLabel(_WHY))
        self.address.committed.connect(lambda _value: self.address_committed.emit(self.address.value()))
        self.limit.committed.connect(self._on_limit)

    def show_choices(self, address: str, megabytes: int) -> None:
        """Show what is chosen, unless it is being typed."""
        self.address.refresh_value(address)
        self.limit.refresh_value(Decimal(megabytes))

    def refuse_address(self, text: str) -> None:
        """Say why the address is not kept; what was typed stays."""
        if text or self.address.property("invalid"):
            self.address.set_refusal(text)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the address."""
        if editor is self.address:
            return Spot("settings:documents:province_address", "Cài đặt, Địa chỉ thư của tỉnh")
        return None

    def _on_limit(self, value: Decimal | None) -> None:
        if value is not None:
            self.limit_committed.emit(int(value))


def _megabytes(text: str) -> Decimal:
    value = parse(text)
    if value != int(value) or not LEAST <= value <= MOST:
        raise ValueError(f"Nhập số MB từ {LEAST} đến {format_decimal(Decimal(MOST))}.")
    return value
