"""Journeys through the real program: real window, worker thread, database and typing; only the clock is ours."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from end_to_end.program import Program, StrayWindows, WallClock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.workplaces import new_workplace

from ui.widgets import theme

HERE = Path(__file__).parent
OFFSCREEN_ONLY = "This plugin does not support .*"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_ONLY))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program may remember the chosen folder; the machine's own settings stay as they are."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cau-hinh"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def folder(tmp_path: Path, clock: WallClock) -> Path:
    """A data folder after its first start."""
    path = tmp_path / "du-lieu"
    new_workplace(path, clock).store.close(with_backup=False)
    return path


@pytest.fixture
def open_program(qtbot: QtBot, qapp: QApplication, clock: WallClock) -> Iterator[Callable[[Path], Program]]:
    """Start the program over a folder, as often as a journey needs."""
    if qapp.styleSheet() == "":
        theme.apply(qapp)
    runs: list[Program] = []
    strays = StrayWindows()
    qapp.focusWindowChanged.connect(strays.note)

    def start(path: Path) -> Program:
        runs.append(Program(qtbot, path, clock))
        return runs[-1]

    yield start
    for run in reversed(runs):
        run.window._may_leave_unsaved = True
        run.close()
        run.frame.deleteLater()
    qapp.focusWindowChanged.disconnect(strays.note)
    assert not strays.seen, f"windows that flashed up: {strays.seen}"


@pytest.fixture
def program(folder: Path, open_program: Callable[[Path], Program]) -> Program:
    """The program, open on a data folder, waiting for somebody to sign in."""
    return open_program(folder)
