"""The start of the window: a plain frame is painted first, everything else is loaded behind it.

The frame needs nothing but Qt, so an old PC shows it at once; the program is then built inside that same window.
"""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from cchc_desktop.system.clock import Clock
    from ui.application import Application

PLAIN_LOOK = "background: #F2F4F7; color: #4E5A69; font-size: 14px;"
"""The page of ui.widgets.theme, which is not loaded yet."""


class FirstFrame(QMainWindow):
    """The window that the system shows; the program's own window becomes its content.

    ``painted`` is emitted once, after the frame has been painted for the first time.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False
        self._program: Application | None = None
        self.setWindowTitle("CCHC Desktop")
        self.resize(1366, 728)
        self.setMinimumSize(1024, 600)
        waiting = QLabel("Đang mở CCHC Desktop…", alignment=Qt.AlignmentFlag.AlignCenter)
        waiting.setStyleSheet(PLAIN_LOOK)
        self.setCentralWidget(waiting)

    def hold(self, program: "Application") -> None:
        """Take the program's window in; its title becomes this window's title."""
        self._program = program
        program.window.setWindowFlags(Qt.WindowType.Widget)
        program.window.windowTitleChanged.connect(self.setWindowTitle)
        self.setCentralWidget(program.window)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the frame is to be seen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only if the program agrees: it may hold something that is not saved."""
        event.setAccepted(self._program is None or self._program.window.close())


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def run(given: "Path | None", *, clock: "Clock", opened: "Callable[[Application], None] | None" = None) -> int:
    """Run the window until it is closed; return the exit code.

    ``given`` is the data folder of the command line, ``opened`` is called with the program once it is built.
    """
    gc.disable()  # loading makes many objects that stay: collecting among them costs a tenth of the start
    app = QApplication(["cchc-desktop"])
    app.setOrganizationName("CCHC Desktop")  # where window sizes are remembered
    app.setApplicationName("CCHC Desktop")
    frame = FirstFrame()
    programs: list[Application] = []

    def load() -> None:
        from ui import application, main_window  # noqa: F401 - loaded here, used in the next turn of the event loop

        QTimer.singleShot(0, build)

    def build() -> None:
        from cchc_desktop.system.paths import data_folder
        from ui.application import Application
        from ui.widgets import theme

        theme.apply(app)
        program = Application(data_folder(given), clock=clock)
        programs.append(program)
        frame.hold(program)
        program.start()
        program.opened.connect(_collect_again)
        if opened is not None:
            opened(program)

    frame.painted.connect(load)
    frame.show()
    code = app.exec()
    for program in programs:
        program.close()
    return code
