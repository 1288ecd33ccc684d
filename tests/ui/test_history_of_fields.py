"""Every field that is typed into on a screen has a history under F9 and a place under which its text is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import context_of, put_in_sight

from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk
from ui.registry import SCREENS, ScreenSpec
from ui.widgets.autosave import CommitClock
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.history_places import subject_of
from ui.widgets.kept_editors import spot_of
from ui.widgets.notices import NoticeBook
from ui.widgets.number_editor import AutosaveNumber
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]
TASK = "TQ2025H2-06"
DIRECTIVE = {
    "ngay": "5/10/2025",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch quý IV",
    "linh_vuc": "cchc",
}
CHOOSERS = ("Lĩnh vực", "Kỳ báo cáo", "Mức thư điện tử, MB", "Mức một thư (MB)")
"""They choose what is shown; nothing is stored."""
OF_THIS_MACHINE = ("Địa chỉ thư của tỉnh",)
"""Kept beside the data, outside of the journal."""
EDITORS = (AutosaveLine, AutosaveText, AutosaveDate, AutosaveChoice, AutosaveNumber)


@pytest.fixture
def row(desk: Desk, tmp_path: Path) -> dict[str, str]:
    """One record of each kind, by the name of its identity."""
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.add_product(entry, "Công văn")
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    file_id = desk.registers.attach(row_id, source).value.file_id
    desk.assessment.attach("1.1.3", source)
    period = desk.submissions.default_period(Kind.PROGRESS)
    desk.submissions.set_document(
        Kind.PROGRESS,
        period,
        number="1/BC",
        day=None,
        leader_id=desk.submissions.leaders()[0].id,
        reference_day=period.window[1],
    )
    return {"register_row": row_id, "evidence": file_id}


IN_SIGHT = pytest.mark.parametrize(
    ("screen", "target", "least"),
    [
        ("tasks", f"task:{TASK}:result", 8),
        ("plan", f"plan:{TASK}:lead", 8),
        ("plan", "plan:purpose", 7),
        ("registers", "register-row:{register_row}:so_ky_hieu", 6),
        ("reports", "report:BC-CCHC-XA:2025-Y:BC3.2.1", 12),
        ("assessment", "criterion:1.1.3:explanation", 3),
        ("evidence", "evidence:{evidence}", 4),
        ("submissions", "submission:progress", 4),
        ("settings", "settings:documents", 2),
    ],
)


@IN_SIGHT
def test_each_editor_in_sight_knows_its_history(
    desk: Desk, row: dict[str, str], qtbot: QtBot, screen: str, target: str, least: int
) -> None:
    built = shown(desk, qtbot, screen)
    built.open_target(target.format(**row))
    qtbot.waitUntil(lambda: len(list(editors_of(built))) >= least)
    found = [editor for editor in editors_of(built) if name_of(editor) not in OF_THIS_MACHINE]
    assert [name_of(editor) for editor in found if subject_of(editor) is None] == []


@IN_SIGHT
def test_each_editor_in_sight_has_a_place_that_its_link_brings_back(
    desk: Desk, row: dict[str, str], qtbot: QtBot, screen: str, target: str, least: int
) -> None:
    built = shown(desk, qtbot, screen)
    built.open_target(target.format(**row))
    qtbot.waitUntil(lambda: len(list(editors_of(built))) >= least)
    spots = {name_of(editor): spot_of(editor) for editor in clocked(built)}
    assert [name for name, spot in spots.items() if spot is None] == []
    for spot in spots.values():
        assert spot is not None
        desk.kept_texts.keep(spot.target, label=spot.label, text="gõ dở")
        if spot.target.partition(":")[0] in spec_of(screen).targets:
            built.open_target(spot.target)
            qtbot.waitUntil(lambda spot=spot: spot in [spot_of(editor) for editor in clocked(built)])
    assert [text.target for text in desk.kept_texts.waiting() if text.now is None] == []


def shown(desk: Desk, qtbot: QtBot, screen: str) -> Any:
    """A screen of the registry, in sight."""
    book = NoticeBook()
    runner = InlineRunner(book.sink())
    built = spec_of(screen).build(context_of(desk, runner, notices=book.sink()))
    put_in_sight(built, qtbot, runner)
    return built


def spec_of(screen: str) -> ScreenSpec:
    return next(spec for spec in SCREENS if spec.id == screen)


def name_of(editor: QWidget) -> str:
    return editor.accessibleName() or editor.objectName() or str(editor)


def clocked(screen: QWidget) -> Iterator[QWidget]:
    """All editors in sight that store by themselves, whatever their kind; ``CHOOSERS`` store nothing."""
    for clock in screen.findChildren(CommitClock):
        editor = clock.parent()
        if isinstance(editor, QWidget) and editor.isVisible() and name_of(editor) not in CHOOSERS:
            yield editor


def editors_of(screen: QWidget) -> Iterator[QWidget]:
    """The editors in sight that store what is typed."""
    for kind in EDITORS:
        for editor in screen.findChildren(kind):
            if editor.isVisible() and editor.accessibleName() not in CHOOSERS:
                yield editor
