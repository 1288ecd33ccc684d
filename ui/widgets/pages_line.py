"""Where in a file one place is proved: a short line beside the file."""

from PySide6.QtWidgets import QWidget

from ui.widgets.editors import AutosaveLine

LONGEST = 60
_WIDTH = 104
_TIP = "Trang hoặc mục chứng minh cho nơi này, ví dụ: 2-3; mục II, trang 4"


class PagesLine(AutosaveLine):
    """Takes "2-3" or "mục II, trang 4"; why something is refused stands in the tip."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder="Trang, mục", max_length=LONGEST, parent=parent)
        self.setMinimumWidth(_WIDTH)
        self.setAccessibleName(f"Trang, mục trong {name}")
        self.setToolTip(_TIP)
        self.refused.connect(lambda text: self.setToolTip(text or _TIP))
