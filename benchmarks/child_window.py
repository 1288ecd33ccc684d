"""One start of a window in its own process: an empty PySide6 window, or the program up to its ready task table.

Prints one JSON line with moments of the monotonic clock (which all processes of a machine share) and the peak memory.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    kind, folder = sys.argv[1], sys.argv[2]
    moments: dict[str, float] = {}
    (empty if kind == "empty" else program)(moments, Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**moments, "peak_kb": peak}))


def empty(moments: dict[str, float], _folder: Path) -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 728)
    on_first_paint(window, lambda: (moments.setdefault("painted", time.monotonic()), app.quit()))
    window.show()
    app.exec()


def program(moments: dict[str, float], folder: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    from cchc_desktop.system.clock import system_clock
    from ui.application import Application
    from ui.widgets import theme

    app = QApplication([])
    theme.apply(app)
    started = Application(folder, clock=system_clock)
    on_first_paint(started.window, lambda: moments.setdefault("painted", time.monotonic()))
    beat = Heartbeat(moments)
    started.start()
    timer = QTimer(interval=1)
    state = {"signed_in": False}

    def look() -> None:
        if not state["signed_in"] and started.workplace is not None and started.window.isVisible():
            state["signed_in"] = True
            moments["gate"] = time.monotonic()
            desk = started.workplace.command_line_desk()
            started.sign_in(desk)
            started.window.show_screen("tasks")
        tables = [view for view in started.window.findChildren(QTableView) if view.isVisible()]
        if state["signed_in"] and any(view.model() and view.model().rowCount() >= 58 for view in tables):
            app.processEvents()
            moments["ready"] = time.monotonic()
            timer.stop()
            beat.stop()
            app.quit()

    timer.timeout.connect(look)
    timer.start()
    app.exec()
    started.close()


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
