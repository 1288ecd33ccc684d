"""One start of a window in its own process: an empty PySide6 window, or the program up to its ready task table.

Prints one JSON line with moments of the monotonic clock (which all processes of a machine share) and the peak memory.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.application import Application


TYPING = 1.0
"""Seconds for a password."""


def main() -> None:
    kind, folder = sys.argv[1], sys.argv[2]
    moments: dict[str, float] = {}
    (empty if kind == "empty" else program)(moments, Path(folder))
    print(json.dumps({**moments, "peak_kb": peak_kb()}))


def peak_kb() -> int:
    """The highest resident size of this process alone."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def empty(moments: dict[str, float], _folder: Path) -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 728)
    on_first_paint(window, lambda: (moments.setdefault("painted", time.monotonic()), app.quit()))
    window.show()
    app.exec()


def program(moments: dict[str, float], folder: Path) -> None:
    """The program as ``cchc-desktop`` starts it; the sign-in page is passed without its password."""
    from cchc_desktop.__main__ import main as start
    from ui import start as ui_start

    shown = ui_start.FirstFrame.showEvent

    def watched(frame: "ui_start.FirstFrame", event: object) -> None:
        on_first_paint(frame, lambda: moments.setdefault("painted", time.monotonic()))
        shown(frame, event)  # type: ignore[arg-type]

    ui_start.FirstFrame.showEvent = watched  # type: ignore[method-assign, assignment]
    run = ui_start.run
    ui_start.run = lambda given, *, clock: run(given, clock=clock, opened=lambda built: follow(built, moments))  # type: ignore[assignment]
    start(["--data", str(folder)])


def follow(built: "Application", moments: dict[str, float]) -> None:
    """Pass the sign-in page, go to the tasks and stop when the table can be read and typed into.

    ``TYPING`` passes at the sign-in page, as it does for a person, and is taken off the result.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    beat = Heartbeat(moments)
    timer = QTimer(built, interval=1)
    arrived = 0.0
    typed = 0.0

    def sign_in() -> None:
        nonlocal typed
        typed = time.monotonic() - arrived
        assert built.workplace is not None
        built.sign_in(built.workplace.command_line_desk(), first="tasks")

    def look() -> None:
        nonlocal arrived
        if built.workplace is None:
            return
        if not arrived:
            arrived = time.monotonic()
            QTimer.singleShot(int(TYPING * 1000), sign_in)
        tables = [view for view in built.window.findChildren(QTableView) if view.isVisible()]
        if any(view.model() and view.model().rowCount() >= 58 for view in tables):
            timer.stop()
            QTimer.singleShot(0, finish)

    def finish() -> None:
        moments["ready"] = time.monotonic() - typed
        beat.stop()
        app = QApplication.instance()
        assert app is not None
        app.quit()

    timer.timeout.connect(look)
    timer.start()


class Heartbeat:
    """Ticks in the GUI thread; the longest gap between ticks after the first paint is the longest stall."""

    def __init__(self, moments: dict[str, float]) -> None:
        from PySide6.QtCore import QTimer

        self._moments = moments
        self._last = time.monotonic()
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        if "painted" in self._moments:
            self._moments["stall"] = max(self._moments.get("stall", 0.0), now - self._last)
        self._last = now

    def stop(self) -> None:
        self._timer.stop()


def on_first_paint(window: object, call: Callable[[], object]) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        seen = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self.seen:
                self.seen = True
                QTimer.singleShot(0, call)
            return False

    watch = Watch(window)  # type: ignore[arg-type]
    window.installEventFilter(watch)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
