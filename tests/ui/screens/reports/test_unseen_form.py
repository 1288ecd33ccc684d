"""A form that the program has never seen: put into use as a pack, filled in on the screen, stored; no code for it."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from support.small_form import field, form

from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.pack_writer import pack_text
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.domain.field_type import FieldType, Option, TableColumn, ValueSpec
from cchc_desktop.domain.form import Section
from cchc_desktop.domain.period import parse
from cchc_desktop.services.session.packs_in_use import take_into_use
from ui.screens.reports.table_editor import TableEditor
from ui.screens.reports.view import ReportsScreen
from ui.widgets.editors import AutosaveChoice

OPTIONS = (Option("co", "Có quyết định"), Option("chua", "Chưa có"))
SPECS = {
    "X.1": ValueSpec(FieldType.TEXT),
    "X.2": ValueSpec(FieldType.LONG_TEXT),
    "X.3": ValueSpec(FieldType.INTEGER, unit="người"),
    "X.4": ValueSpec(FieldType.DECIMAL, decimals=2),
    "X.5": ValueSpec(FieldType.PERCENT, unit="%", decimals=2),
    "X.6": ValueSpec(FieldType.MONEY, unit="triệu đồng", decimals=1),
    "X.7": ValueSpec(FieldType.DATE),
    "X.8": ValueSpec(FieldType.YES_NO),
    "X.9": ValueSpec(FieldType.CHOICE, options=OPTIONS),
    "X.10": ValueSpec(FieldType.MULTI_CHOICE, options=OPTIONS),
    "X.11": ValueSpec(FieldType.DOCUMENT),
    "X.12": ValueSpec(
        FieldType.TABLE,
        columns=(
            TableColumn("ten", "Tên", ValueSpec(FieldType.TEXT)),
            TableColumn("so", "Số", ValueSpec(FieldType.INTEGER)),
        ),
    ),
}
MANY = 240
UNSEEN = form(
    Section("A", "Mục đủ các kiểu dữ liệu", 1),
    Section("B", "Mục rất dài", 1),
    fields=(
        *(field(code, section="A", spec=spec) for code, spec in SPECS.items()),
        field("X.13", section="A", formula="X.3 + X.3"),
        field("X.14", section="A"),
        *(field(f"Y.{number}", section="B") for number in range(1, MANY + 1)),
    ),
    periods=("Q",),
)
PERIOD = parse("2025-Q4")
PREFIX = f"report:{UNSEEN.code}:2025-Q4"
TYPED = {
    "X.1": ("Trung tam", "Trung tam"),
    "X.2": ("Dong mot", "Dong mot"),
    "X.3": ("1855", "1.855"),
    "X.4": ("41,05", "41,05"),
    "X.5": ("97,5", "97,50%"),
    "X.6": ("1.247,3", "1.247,3"),
    "X.7": ("5/10/2025", "05/10/2025"),
}


@pytest.fixture
def screen(stage: Any, qtbot: QtBot) -> ReportsScreen:
    """The screen in front of the unseen form."""
    header = replace(UNSEEN.header, legal_basis="Công văn số 1/SNV-CCHC", source="Sở Nội vụ")
    text = pack_text(replace(UNSEEN, header=header))
    reading = read_pack(text, name="bieu-mau-moi")
    loaded = LoadedPack(reading.pack, text.encode(), sha256(text.encode()).hexdigest(), ())
    with stage.desk.session.store.work(None) as work:
        take_into_use(work, loaded, at="2025-12-16T09:00:00+07:00")
    made = ReportsScreen(stage.context)
    stage.runner.subscribe(lambda topics, _who: made.refresh(topics))
    qtbot.addWidget(made)
    made.resize(1158, 616)
    made.show()
    made.open_target(PREFIX)
    return made


def shown(stage: Any, code: str) -> str:
    found: str = stage.desk.reports.sheet(UNSEEN.code, PERIOD).field(code).shown
    return found


@pytest.mark.parametrize("code", list(TYPED))
def test_every_typed_field_is_entered_by_keyboard(stage: Any, screen: ReportsScreen, qtbot: QtBot, code: str) -> None:
    typed, expected = TYPED[code]
    screen.open_target(f"{PREFIX}:{code}")
    row = screen.page.section.rows[code]
    qtbot.keyClicks(row.inputs()[0], typed)
    assert row.editor is not None
    row.editor.commit()

    assert shown(stage, code) == expected


def test_yes_or_no_and_choices_are_chosen(stage: Any, screen: ReportsScreen) -> None:
    for code, number, expected in (("X.8", 2, "Không"), ("X.9", 1, "Có quyết định")):
        choice = screen.page.section.rows[code].inputs()[0]
        assert isinstance(choice, AutosaveChoice)
        choice.setCurrentIndex(number)
        choice.activated.emit(number)
        assert shown(stage, code) == expected


def test_several_choices_are_ticked(stage: Any, screen: ReportsScreen) -> None:
    for box in screen.page.section.rows["X.10"].inputs():
        assert isinstance(box, QCheckBox)
        box.click()

    assert shown(stage, "X.10") == "Có quyết định; Chưa có"


def test_a_document_and_a_table_are_typed_in_parts(stage: Any, screen: ReportsScreen, qtbot: QtBot) -> None:
    document = screen.page.section.rows["X.11"]
    for widget, typed in zip(document.inputs(), ("12/KH-UBND", "5/10/2025", "Ke hoach"), strict=True):
        qtbot.keyClicks(widget, typed)
    table = screen.page.section.rows["X.12"].editor
    assert document.editor is not None
    assert isinstance(table, TableEditor)
    document.editor.commit()
    table.add.click()
    for widget, typed in zip(table.inputs()[:2], ("Cuoc hop", "3"), strict=True):
        qtbot.keyClicks(widget, typed)
    table.commit()

    assert shown(stage, "X.11") == "12/KH-UBND ngày 05/10/2025, Ke hoach"
    assert shown(stage, "X.12") == "Cuoc hop; 3"


def test_a_derived_figure_follows_what_is_typed(screen: ReportsScreen, qtbot: QtBot) -> None:
    screen.open_target(f"{PREFIX}:X.3")
    editor = screen.page.section.rows["X.3"].inputs()[0]
    qtbot.keyClicks(editor, "21")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    box = screen.page.section.rows["X.13"].box

    assert box is not None
    assert box.text() == "42"


def test_a_very_long_section_shows_its_beginning_at_once_and_any_figure_on_demand(screen: ReportsScreen) -> None:
    screen.presenter.choose_section("B")
    assert 0 < len(screen.page.section.rows) < MANY

    screen.open_target(f"{PREFIX}:Y.{MANY}")
    assert len(screen.page.section.rows) == MANY
    last = screen.page.section.rows[f"Y.{MANY}"].inputs()[0]
    assert isinstance(last, QLineEdit)
    assert screen.focusWidget() is last


def test_the_rest_of_a_long_section_comes_as_it_is_scrolled_through(screen: ReportsScreen, qtbot: QtBot) -> None:
    screen.presenter.choose_section("B")
    page = screen.page.section
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    before = len(page.rows)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    assert len(page.rows) > before


def test_enter_goes_on_beyond_the_part_that_is_built(screen: ReportsScreen, qtbot: QtBot) -> None:
    screen.presenter.choose_section("B")
    built = len(screen.page.section.rows)
    screen.page.section.focus_field(f"Y.{built}")
    qtbot.keyClick(screen.page.section.rows[f"Y.{built}"].inputs()[0], Qt.Key.Key_Return)

    assert screen.focusWidget() is screen.page.section.rows[f"Y.{built + 1}"].inputs()[0]


def test_the_form_is_chosen_at_the_head(stage: Any, screen: ReportsScreen) -> None:
    assert not screen.head.form.isHidden()
    screen.head.form_chosen.emit("BC-CCHC-XA")

    assert stage.headers[-1].plan.startswith("Báo cáo cải cách hành chính")


def press_enter(screen: ReportsScreen, qtbot: QtBot) -> None:
    focus = screen.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return)


def type_here(screen: ReportsScreen, qtbot: QtBot, text: str) -> None:
    focus = screen.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, text)


def test_enter_goes_from_cell_to_cell_into_new_rows_and_from_an_empty_one_to_the_next_field(
    stage: Any, screen: ReportsScreen, qtbot: QtBot
) -> None:
    table = screen.page.section.rows["X.12"].editor
    assert isinstance(table, TableEditor)
    table.add.click()
    for typed in ("Cuoc hop", "3", "Toa dam", "4"):
        type_here(screen, qtbot, typed)
        press_enter(screen, qtbot)
    press_enter(screen, qtbot)

    assert shown(stage, "X.12") == "Cuoc hop; 3\nToa dam; 4"
    assert len(table.inputs()) == 5
    assert screen.focusWidget() is screen.page.section.rows["X.14"].inputs()[0]


def test_enter_on_the_button_of_a_table_begins_a_row(screen: ReportsScreen, qtbot: QtBot) -> None:
    table = screen.page.section.rows["X.12"].editor
    assert isinstance(table, TableEditor)
    table.add.setFocus()
    qtbot.keyClick(table.add, Qt.Key.Key_Return)

    assert screen.focusWidget() is table.inputs()[0]


def test_a_refused_cell_keeps_the_foot_unsaved_counts_and_stays_over_other_sections(
    stage: Any, screen: ReportsScreen, qtbot: QtBot
) -> None:
    table = screen.page.section.rows["X.12"].editor
    assert isinstance(table, TableEditor)
    table.add.click()
    qtbot.keyClicks(table.inputs()[0], "Thon A")
    qtbot.keyClicks(table.inputs()[1], "22abc")
    screen.presenter.choose_section("B")
    assert stage.said[-1].startswith("unsaved")
    assert "Số" in stage.said[-1]

    screen.presenter.choose_section("A")
    again = screen.page.section.rows["X.12"].inputs()
    assert [widget.text() for widget in again[:2] if isinstance(widget, QLineEdit)] == ["Thon A", "22abc"]
    assert any(item.code == "report.unread:X.12" for item in screen.page.findings._findings)


def test_half_a_date_is_refused_when_the_window_is_about_to_close(
    stage: Any, screen: ReportsScreen, qtbot: QtBot
) -> None:
    line = screen.page.section.rows["X.7"].inputs()[0]
    qtbot.keyClicks(line, "31/2")
    screen.save_again()

    assert stage.said[-1].startswith("unsaved")


def test_a_figure_far_down_in_a_section_that_was_just_opened_comes_into_sight(
    screen: ReportsScreen, qtbot: QtBot
) -> None:
    qtbot.waitExposed(screen)
    screen.open_target("report:BC-CCHC-XA:2025-Q3")
    screen.open_target(f"{PREFIX}:X.14")
    qtbot.wait(50)

    line = screen.page.section.rows["X.14"].inputs()[0]
    assert not line.visibleRegion().isEmpty()
