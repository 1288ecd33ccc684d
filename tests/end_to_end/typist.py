"""Run by test_killed in a process of its own until it is killed: types into one field of a screen after the other.

Arguments: the data folder, the screen, the seed. Writes a line of JSON for each field as it is begun (its place, by its
link) and as it is left: when, which place, what was typed, and the stored value that it stands for ("" where it is
refused); and between them how long it has run (``Running``), which is the clock of all its times.
Letters beyond ASCII come through an input method, composed first, as Telex sends them.
"""

import itertools
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from support.workplaces import desk_of, fixed_clock

from ui.application import Application
from ui.registry import SCREENS
from ui.widgets.kept_editors import spot_of

WORDS = ("Đã gửi báo cáo số", "cho ý kiến của phòng", "thiếu kinh phí đợt", "vướng mắc ở thôn", "đề nghị tập huấn lần")
PATIENCE_SECONDS, PAUSE_SECONDS = 60, 0.1
LONGEST_WAIT_SECONDS, TELL_SECONDS = 0.05, 0.05
STALLED_DISK_SECONDS = 0.25
REFUSED = {"number": "mười hai", "date": "31/2/2025"}
Field = tuple[QWidget, str, str]
"""An editor, what to type into it, and the stored value (None in its place: the text itself)."""


class Running:
    """For how long the program has really run: while the machine stalls, nobody waits for the program.

    A turn of the event loop counts with its full time where the program itself worked in it, and at most with
    ``LONGEST_WAIT_SECONDS`` where it only stood and waited for its turn. What is slow of its own doing counts in full.
    While the disk does not even take a byte of another file, nothing counts.
    """

    def __init__(self, folder: Path) -> None:
        self.seconds = self._told = 0.0
        self._at, self._worked = time.monotonic(), time.process_time()
        self._written = self._at
        threading.Thread(target=self._write, args=(folder,), daemon=True).start()

    def turn(self) -> None:
        """One turn of the event loop."""
        QApplication.processEvents()
        at, worked = time.monotonic(), time.process_time()
        if at - self._written < STALLED_DISK_SECONDS:
            self.seconds += min(at - self._at, max(worked - self._worked, LONGEST_WAIT_SECONDS))
        self._at, self._worked = at, worked
        if self.seconds >= self._told + TELL_SECONDS:
            self._told = self.seconds
            tell(ran=self.seconds)

    def _write(self, folder: Path) -> None:
        with tempfile.TemporaryFile(dir=folder) as file:
            while True:
                file.write(b".")
                file.flush()
                os.fsync(file.fileno())
                self._written = time.monotonic()
                time.sleep(TELL_SECONDS)


running = Running(Path(sys.argv[1]).parent)


def wait(condition: Callable[[], object]) -> None:
    begun = running.seconds
    while not condition():
        assert running.seconds < begun + PATIENCE_SECONDS, "the screen does not come up"
        running.turn()
        time.sleep(0.002)


def type_into(editor: QWidget, text: str) -> None:
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in text:
        if letter.isascii():
            QTest.keyClick(editor, letter)
        else:
            QApplication.sendEvent(editor, QInputMethodEvent(letter, []))
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QApplication.sendEvent(editor, commit)
        running.turn()


def place_of(editor: QWidget) -> str:
    spot = spot_of(editor)
    assert spot is not None, editor
    return spot.target


def tell(**line: Any) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


class Typist:
    """Gives the fields of each screen in turn, with something new to type."""

    def __init__(self, program: Application, seed: int) -> None:
        self.program, self.random = program, random.Random(seed)
        self.window = program.window

    def screen(self, target: str, screen_id: str) -> Any:
        self.window.open_target(target)
        return self.window.findChild(QWidget, f"screen-{screen_id}")

    def text(self, number: int) -> str:
        return f"{self.random.choice(WORDS)} {number}"

    def number(self, number: int, *, upto: int = 10**6) -> tuple[str, str]:
        if self.random.random() < 0.3:
            return f"{REFUSED['number']} {number}", ""
        value = str((number * 7 + self.random.randrange(7)) % upto)
        return value, value

    def tasks(self) -> Iterator[Field]:
        tasks = self.screen("task:TQ2025H2-06", "tasks")
        wait(tasks.detail.title.text)
        for number in itertools.count():
            known = set(tasks.detail.cards)
            tasks.detail.presenter.add_entry()
            wait(lambda known=known: set(tasks.detail.cards) - known)
            (entry,) = set(tasks.detail.cards) - known
            card = tasks.detail.cards[entry]
            card.unfold(shown=True)
            yield (card.percent.typed, *self.number(number, upto=101))
            for editor in (card.result, card.difficulty, card.objective_reason):
                yield (editor, *2 * (self.text(number),))
            tasks.detail.presenter.add_product(entry)
            wait(lambda card=card: card.boxes)
            (box,) = card.boxes.values()
            yield (box.number, *2 * (f"{number}/KH-UBND",))
            if number % 2:
                yield box.day, f"{REFUSED['date']} {number}", ""

    def registers(self) -> Iterator[Field]:
        desk = self.program._reverting.desk
        assert desk is not None
        for number in itertools.count():
            texts = {"ngay": "1/12/2025", "loai": "Kiểm tra định kỳ", "noi_dung": "x", "so_van_de": "1"}
            loai = desk.registers.table("KT").register.column("loai").spec.options[0].label
            row = desk.registers.add("KT", {**texts, "loai": loai}).value.ids[0]
            registers = self.screen(f"register-row:{row}", "registers")
            wait(lambda row=row, registers=registers: registers.pane._row_id == row)
            editors = registers.pane.editors
            yield (editors["noi_dung"], *2 * (self.text(number),))
            yield (editors["so_van_de"], *self.number(number))
            yield (editors["ket_qua"], *2 * (self.text(number),))
            if number % 2:
                yield editors["han_xu_ly"], f"{REFUSED['date']} {number}", ""

    def new_rows(self) -> Iterator[Field]:
        """Rows typed in the line of entry; some are stored by Ctrl+Enter, the others stay half typed."""
        registers = self.screen("register:DT", "registers")
        wait(lambda: registers.entry_host.line is not None and registers.presenter.register is not None)
        wait(lambda: registers.presenter.register.code == "DT" and "hinh_thuc" in registers.entry_host.line.cells)
        first = next(iter(registers.presenter.register.columns[1].spec.options)).label
        for number in itertools.count():
            cells = registers.entry_host.line.cells
            yield cells["ngay"], "01/12/2025", "2025-12-01"
            yield (cells["thanh_phan"], *2 * (self.text(number),))
            yield (cells["so_nguoi"], *self.number(number))
            yield (cells["van_ban"], *2 * (self.text(number),))
            yield (cells["so_nguoi"], *2 * (str(number),))
            cells["hinh_thuc"].put(first)
            QTest.keyClick(cells["van_ban"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            self.program.runner.flush()

    def reports(self) -> Iterator[Field]:
        reports = self.screen("report:BC-CCHC-XA:2025-Q4", "reports")
        section = reports.page.section
        wait(lambda: section.narrative is not None or section.rows)
        wait(lambda: reports.presenter.sheet is not None)
        sections = [
            item
            for item in reports.presenter.sheet.sections
            if item.section.narrative and any(f.derived is None and f.field.spec.type.is_number for f in item.fields)
        ]
        for number in itertools.count():
            chosen = self.random.choice(sections)
            reports.presenter.choose_section(chosen.section.code)
            wait(lambda chosen=chosen: section.narrative is not None and section.narrative.code == chosen.section.code)
            yield (section.narrative.text, *2 * (self.text(number),))
            section.focus_text()
            typed = [row for row in section.rows.values() if row.editor is not None and row.facts.spec.type.is_number]
            for row in self.random.sample(typed, min(2, len(typed))):
                yield (row.editor.inputs()[0], *self.number(number))

    def assessment(self) -> Iterator[Field]:
        screen = self.screen("criterion:1.1.3", "assessment")
        wait(lambda: screen.leaf.form is not None and screen.leaf.form.code == "1.1.3")
        for number in itertools.count():
            code = self.random.choice(("1.1.3", "1.2.1", "1.3.2", "1.4.1"))
            self.window.open_target(f"criterion:{code}")
            wait(lambda code=code: screen.leaf.form.code == code)
            for editor in screen.leaf.form.numbers.values():
                yield (editor, *self.number(number))
            yield (screen.leaf.explanation, *2 * (self.text(number),))

    def plan(self) -> Iterator[Field]:
        plan = self.screen("plan", "plan")
        wait(lambda: plan.presenter._loaded is not None)
        for number in itertools.count():
            before = plan.pane.code
            plan.presenter.add_own()
            wait(lambda before=before: plan.pane.code and plan.pane.code != before)
            for field in ("name", "product", "goal"):
                yield (plan.pane.texts[field], *2 * (self.text(number),))
            yield plan.pane.due, f"{REFUSED['date']} {number}", ""


def pause() -> None:
    """As long as a quick typist takes to look for the next field."""
    begun = running.seconds
    while running.seconds < begun + PAUSE_SECONDS:
        running.turn()
        time.sleep(0.005)


def work(fields: Iterator[Field]) -> None:
    for editor, text, stored in fields:
        place = place_of(editor)
        tell(begun=place)
        type_into(editor, text)
        editor.clearFocus()
        tell(left=running.seconds, place=place, typed=text, stored=stored)
        pause()


app = QApplication(["cchc-desktop"])
program = Application(Path(sys.argv[1]), clock=fixed_clock())
program.start()
sys.excepthook = sys.__excepthook__  # the program logs what goes wrong; here it is to be seen
wait(lambda: program.workplace is not None)
assert program.workplace is not None
program.sign_in(desk_of(program.workplace))
program.window.activateWindow()
program.runner.flush()
wait(lambda: all(f"ui.screens.{spec.id}.view" in sys.modules for spec in SCREENS))  # the program has come up
work(getattr(Typist(program, int(sys.argv[3])), sys.argv[2])())
