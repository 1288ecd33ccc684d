"""Run by test_killed in a process of its own until it is killed: types into one field after the other.

Writes a line of JSON for each field as it is left: when (monotonic clock), which entry, which column, what was typed.
"""

import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from support.workplaces import desk_of, fixed_clock

from ui.application import Application

WORDS = ("da gui bao cao so", "cho y kien cua phong", "thieu kinh phi dot")


def wait(condition: Callable[[], object]) -> None:
    while not condition():
        QApplication.processEvents()
        time.sleep(0.002)


def type_into(editor: QWidget, text: str) -> None:
    editor.setFocus()
    for letter in text:
        QTest.keyClick(editor, letter)
        QApplication.processEvents()


def tell(entry: str, column: str, text: str) -> None:
    line = {"left": time.monotonic(), "entry": entry, "column": column, "text": text}
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


def work(screen: QWidget, program: Application) -> None:
    for number in itertools.count():
        known = set(screen.detail.cards)
        screen.detail.presenter.add_entry()
        wait(lambda known=known: set(screen.detail.cards) - known)
        (entry,) = set(screen.detail.cards) - known
        card = screen.detail.cards[entry]
        card.unfold(shown=True)
        for column, words in zip(("result", "difficulty", "objective_reason"), WORDS, strict=True):
            type_into(getattr(card, column), f"{words} {number}")
            screen.table.setFocus()
            tell(entry, column, f"{words} {number}")
            QApplication.processEvents()


app = QApplication(["cchc-desktop"])
program = Application(Path(sys.argv[1]), clock=fixed_clock())
program.start()
sys.excepthook = sys.__excepthook__  # the program logs what goes wrong; here it is to be seen
wait(lambda: program.workplace is not None)
assert program.workplace is not None
program.sign_in(desk_of(program.workplace))
program.window.show_screen("tasks")
program.window.activateWindow()
tasks = program.window.findChild(QWidget, "screen-tasks")
wait(tasks.detail.title.text)
work(tasks, program)
