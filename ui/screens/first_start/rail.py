"""The steps at the left: where one is, what is done, and two lines on what the program is for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.screens.first_start.presenter import Step
from ui.widgets import icons, theme

TITLES = {
    Step.UNIT: "Đơn vị",
    Step.OFFICERS: "Cán bộ",
    Step.PACKS: "Kế hoạch, bộ tiêu chí",
    Step.FOLDER: "Thư mục dữ liệu",
    Step.SUMMARY: "Xem lại và bắt đầu",
}
_WELCOME = (
    "Theo dõi nhiệm vụ cải cách hành chính, tự chấm điểm, lập báo cáo và gói hồ sơ nộp Sở Nội vụ.\n\n"
    "Làm việc ngay trên máy này, không cần mạng; dữ liệu chỉ rời máy khi cán bộ tự kết xuất."
)


class Rail(QFrame):
    """``went_to(step)`` when a step that was reached is pressed."""

    went_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setStyleSheet(f"QFrame#navigation {{ border-radius: {theme.RADIUS}px }}")
        self.setFixedWidth(248)
        brand = QLabel("CCHC Desktop")
        brand.setObjectName("brand")
        welcome = QLabel(_WELCOME)
        welcome.setWordWrap(True)
        welcome.setStyleSheet(
            f"color: {theme.NAVIGATION_TEXT}; font-size: {theme.TEXT_SMALL}px; padding: 0 8px 12px 8px"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(4)
        column.addWidget(brand)
        column.addWidget(welcome)
        self._places: dict[Step, QPushButton] = {}
        for step, title in TITLES.items():
            place = QPushButton(f"{step + 1}. {title}")
            place.setProperty("kind", "place")
            place.setCheckable(True)
            place.setAutoDefault(True)
            place.clicked.connect(lambda _on, step=step: self.went_to.emit(step))
            self._places[step] = place
            column.addWidget(place)
        column.addStretch(1)

    def show_step(self, current: Step) -> None:
        """Mark where one is; steps before it are done and can be gone back to."""
        for step, place in self._places.items():
            place.setChecked(step is current)
            place.setEnabled(step <= current)
            icon = "check" if step < current else "circle"
            place.setIcon(icons.icon(icon, theme.SURFACE if step <= current else "#6F8BA8", gap=4))
            state = "đã xong" if step < current else "đang làm" if step is current else "chưa đến"
            place.setAccessibleName(f"Bước {step + 1}: {TITLES[step]}, {state}")
