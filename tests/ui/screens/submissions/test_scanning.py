"""A signed sheet comes back from the scanner: the real window reads it in the background and asks once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from support.filling import fill_tasks
from support.paper import printed, scan, turned
from support.screens import context_of

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.exports.render import render
from cchc_desktop.services.workplace import Desk
from ui.main_window import MainWindow
from ui.registry import SCREENS
from ui.screens.submissions.signing_cards import PaperCard
from ui.screens.submissions.view import SubmissionsView
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.confirm_bar import ConfirmBar


@pytest.fixture
def window(qtbot) -> MainWindow:
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    return shown


@pytest.fixture
def runner(window: MainWindow) -> Iterator[BackgroundRunner]:
    runner = BackgroundRunner(window.notices, report=lambda text: "")
    yield runner
    window.close_screens()
    runner.close()


@pytest.fixture
def screen(window: MainWindow, runner: BackgroundRunner, desk: Desk) -> SubmissionsView:
    fill_tasks(desk)
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    context = context_of(
        desk,
        runner,
        notices=window.notices,
        saves=window.save_state,
        open_target=window.open_target,
        show_header=window.show_header,
    )
    window.open(context, [spec for spec in SCREENS if spec.id == "submissions"])
    settle(runner)
    return window.findChild(SubmissionsView)


def settle(runner: BackgroundRunner) -> None:
    """Deliver answers until no answer asks for more."""
    for _ in range(6):
        assert runner.flush()


def test_a_scan_askew_is_read_and_signed(screen, runner, desk, tmp_path: Path) -> None:
    row = desk.submissions.current(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    frozen = json.loads(desk.submissions.frozen_snapshot(row.id))
    sheets = [turned(sheet, 2) for sheet in printed(render(frozen, sha256=row.snapshot_sha256).pdf, dpi=150)]
    path = scan(tmp_path / "ban ky.pdf", sheets, dpi=150)
    card = screen.findChild(PaperCard)
    card.drop.files_chosen.emit([path])
    settle(runner)
    bar = screen.findChild(ConfirmBar)
    said = " ".join(label.text() for label in bar.findChildren(QLabel))
    assert f"Chương trình đã đọc mã ở {len(sheets)} trang của bản quét: đúng bản chốt này." in said
    assert "Hãy đối chiếu" not in said
    assert card.strip.isHidden()
    assert card.drop.isEnabled()
    bar.deed.click()
    settle(runner)
    assert desk.submissions.by_id(row.id).state is State.SIGNED
