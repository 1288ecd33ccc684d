"""Run by test_every_screen in a process of its own, at the scale that Qt is given: looks at every screen of each role.

Arguments: data folder, width and height of the window. Says what is cut off or complained about, as JSON.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QTabBar, QWidget
from support.workplaces import desk_of, fixed_clock

from cchc_desktop.domain.officer import Role
from ui.application import Application
from ui.registry import SCREENS
from ui.widgets import theme
from ui.widgets.labels import ElidedLabel

TARGETS = (
    "task:TQ2025H2-02",
    "task:TQ2025H2-09",
    "criterion:1.1.1",
    "criterion:1.1.2",
    "criterion:1.3.2",
    "criterion:1.6",
    "criterion:5.5",
    "criterion:1.9",
    "plan:TQ2025H2-06",
    "plan:purpose",
    "plan-import",
    "register:TT",
    "register:KS",
    "report:BC-CCHC-XA:2025-Q3",
    "report:BC-CCHC-XA:2025-Q3:BC3.2.1",
    "report:BC-CCHC-XA:2025-Y",
    "settings:packs",
    "submission:progress",
    "submission:report:2025-Q3",
    "submission:assessment",
    "submission:plan",
)
OFFSCREEN_ONLY = "This plugin does not support"
SLACK = 1

complaints: list[str] = []


class Ear(logging.Handler):
    """Hears warnings of the program."""

    def emit(self, record: logging.LogRecord) -> None:
        complaints.append(f"log: {record.getMessage()}")


def on_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    if kind is not QtMsgType.QtDebugMsg and not text.startswith(OFFSCREEN_ONLY):
        complaints.append(f"Qt: {text}")


def wait(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + 30
    while not condition():
        QApplication.processEvents()
        time.sleep(0.005)
        assert time.monotonic() < end, what


def settle(program: Application) -> None:
    for _ in range(4):
        QApplication.processEvents()
        program.runner.flush()
    QApplication.processEvents()


def cut_off(window: QWidget) -> Iterator[str]:
    """Labels and buttons whose words do not fit; elided labels show the rest in their tool tip."""
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, ElidedLabel):
            yield from _cut_label(label)
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.text() and _is_cut(button):
            yield f"button “{button.text()}” {button.width()} < {button.sizeHint().width()}"


def _cut_label(label: QLabel) -> Iterator[str]:
    room, wanted = label.size(), label.sizeHint()
    if not label.wordWrap():
        if wanted.width() > room.width() + SLACK or _is_hidden_at_the_side(label):
            yield f"label “{label.text()}” {room.width()} < {wanted.width()}"
    elif label.heightForWidth(room.width()) > room.height() + SLACK:
        yield f"wrapped label “{label.text()}” {room.height()} < {label.heightForWidth(room.width())}"


def _is_cut(button: QAbstractButton) -> bool:
    words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
    return words > button.width() or _is_hidden_at_the_side(button)


def _is_hidden_at_the_side(widget: QWidget) -> bool:
    """Whether a widget that can be seen is cut off by what surrounds it, at its left or right."""
    seen = widget.visibleRegion().boundingRect()
    return not seen.isEmpty() and seen.width() < min(widget.width(), widget.sizeHint().width()) - SLACK


def states(program: Application, role: Role) -> Iterator[str]:
    """Every screen; for who fills in, also every tab on it and the places that links lead to."""
    for spec in SCREENS:
        program.window.show_screen(spec.id)
        settle(program)
        yield spec.id
        yield from tabs(program, spec.id) if role is Role.PREPARER else ()
    for target in TARGETS if role is Role.PREPARER else ():
        program.window.open_target(target)
        settle(program)
        yield target


def tabs(program: Application, name: str) -> Iterator[str]:
    for bar in program.window.findChildren(QTabBar):
        if bar.isVisible() and bar.isEnabled():
            for number in range(bar.count()):
                bar.setCurrentIndex(number)
                settle(program)
                yield f"{name}, {bar.tabText(number)}"
            bar.setCurrentIndex(0)


def look(folder: Path, width: int, height: int) -> dict[str, list[str]]:
    program = Application(folder, clock=fixed_clock())
    program.start()
    program.window.resize(width, height)
    wait(lambda: program.workplace is not None, "the folder does not open")
    assert program.workplace is not None
    found: dict[str, list[str]] = {}

    def note(name: str) -> None:
        problems = [*cut_off(program.window), *complaints]
        complaints.clear()
        if (program.window.width(), program.window.height()) != (width, height):
            problems.append(f"the window grew to {program.window.width()} x {program.window.height()}")
        if problems:
            found[name] = problems

    settle(program)
    note("gate")
    for role in Role:
        program.sign_in(desk_of(program.workplace, role))
        for state in states(program, role):
            note(f"{role.value}: {state}")
        program.show_sign_in()
        settle(program)
    program.window.close()
    program.close()
    return found


logging.getLogger().addHandler(Ear(logging.WARNING))
qInstallMessageHandler(on_qt_message)
app = QApplication(["cchc-desktop"])
theme.apply(app)
result = look(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
