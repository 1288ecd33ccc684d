"""Run by test_disk in a process of its own: the folder becomes read-only under the open window, and writable again."""

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication
from support.workplaces import desk_of, fixed_clock

from ui.application import Application

folder = Path(sys.argv[1])
TYPED = "Đã gửi báo cáo"


def wait(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + 30
    while not condition():
        QApplication.processEvents()
        time.sleep(0.005)
        assert time.monotonic() < end, what


def permit(*, writing: bool) -> None:
    """Let the folder and its files be written, or not."""
    for path in (folder, *folder.iterdir()):
        path.chmod((0o755 if writing else 0o555) if path.is_dir() else (0o644 if writing else 0o444))


def stored() -> str:
    with closing(sqlite3.connect(f"{(folder / 'cchc.db').as_uri()}?mode=ro", uri=True)) as connection:
        return str(connection.execute("SELECT result FROM progress_entry").fetchone()[0])


app = QApplication(["cchc-desktop"])
program = Application(folder, clock=fixed_clock())
program.start()
sys.excepthook = sys.__excepthook__  # a failure here is for the test, not for the log
wait(lambda: program.workplace is not None, "the folder does not open")
assert program.workplace is not None
program.sign_in(desk_of(program.workplace))
program.window.show_screen("tasks")
screen = program.window.findChild(object, "screen-tasks")
wait(screen.detail.title.text, "no task is shown")
screen.detail.presenter.add_entry()
wait(lambda: screen.detail.cards, "no entry was added")
program.runner.flush()
(card,) = screen.detail.cards.values()

program.workplace.store._engine.dispose()  # the next write opens the files anew, as after a stick was put in again
permit(writing=False)
card.result.setFocus()
card.result.insertPlainText(TYPED)
card.result.commit()
wait(lambda: program.window.save_state.is_unsaved, "the foot does not say that it is not saved")
sys.stdout.write(f"{program.window.save_state.text()}\n{program.window._banners.shown()[0].what}\n")
assert card.result.toPlainText() == TYPED

permit(writing=True)
card.result.commit()
wait(lambda: not program.window.save_state.is_unsaved and stored() == TYPED, "it was not saved when it could be")
program.close()
sys.stdout.write("saved\n")
