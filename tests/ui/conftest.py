"""Widgets are tested without a screen, in the look that the user gets."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ui.widgets import theme
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

HERE = Path(__file__).parent
# The offscreen platform says so of itself; a real screen can do these things.
OFFSCREEN_ONLY = "This plugin does not support .*"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_ONLY))


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    if qapp.styleSheet() == "":
        theme.apply(qapp)


@pytest.fixture
def book() -> NoticeBook:
    return NoticeBook()


@pytest.fixture
def inline_runner(book: NoticeBook) -> InlineRunner:
    return InlineRunner(book.sink())
