"""Where in a file one place is proved: a short line beside the file, the same on every screen that has it."""

from PySide6.QtWidgets import QWidget

from ui.widgets.editors import AutosaveLine
from ui.widgets.keeping import Spot

LONGEST = 60
_WIDTH = 104
_TIP = "Trang hoặc mục chứng minh cho nơi này, ví dụ: 2-3; mục II, trang 4"


class PagesLine(AutosaveLine):
    """Takes "2-3" or "mục II, trang 4"; why something is refused stands in the tip. ``use_id`` may be empty."""

    def __init__(self, name: str, *, use_id: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder="Trang, mục", max_length=LONGEST, parent=parent)
        self._name, self._use_id = name, use_id
        self.setMinimumWidth(_WIDTH)
        self.setAccessibleName(f"Trang, mục trong {name}")
        self.setToolTip(_TIP)
        self.refused.connect(lambda text: self.setToolTip(text or _TIP))

    @property
    def spot(self) -> Spot | None:
        """The one place of these pages, whichever screen they are typed on; None for a use without identity."""
        if not self._use_id:
            return None
        return Spot(f"evidence-use:{self._use_id}:pages", f"Minh chứng, trang, mục trong {self._name}")
