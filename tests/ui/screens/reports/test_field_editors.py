from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.field_type import FieldType, Option, TableColumn, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, DocumentReference, FieldValue, Scalar, of
from ui.screens.reports.field_editors import FieldEditor
from ui.screens.reports.field_editors_compound import field_editor
from ui.screens.reports.table_editor import TableEditor
from ui.widgets.editors import AutosaveChoice
from ui.widgets.number_editor import AutosaveNumber

OPTIONS = (Option("phat_phieu", "Phát phiếu"), Option("truc_tuyen", "Trực tuyến"))
COLUMNS = (
    TableColumn("ten", "Tên văn bản", ValueSpec(FieldType.TEXT)),
    TableColumn("so", "Số lượng", ValueSpec(FieldType.INTEGER, unit="bản")),
)
SPECS = {
    FieldType.TEXT: ValueSpec(FieldType.TEXT),
    FieldType.LONG_TEXT: ValueSpec(FieldType.LONG_TEXT),
    FieldType.INTEGER: ValueSpec(FieldType.INTEGER),
    FieldType.DECIMAL: ValueSpec(FieldType.DECIMAL, decimals=2),
    FieldType.PERCENT: ValueSpec(FieldType.PERCENT, decimals=2),
    FieldType.MONEY: ValueSpec(FieldType.MONEY, unit="triệu đồng", decimals=1),
    FieldType.DATE: ValueSpec(FieldType.DATE),
    FieldType.YES_NO: ValueSpec(FieldType.YES_NO),
    FieldType.CHOICE: ValueSpec(FieldType.CHOICE, options=OPTIONS),
    FieldType.MULTI_CHOICE: ValueSpec(FieldType.MULTI_CHOICE, options=OPTIONS),
    FieldType.DOCUMENT: ValueSpec(FieldType.DOCUMENT),
    FieldType.TABLE: ValueSpec(FieldType.TABLE, columns=COLUMNS),
}
VALUES: dict[FieldType, Scalar] = {
    FieldType.TEXT: "Trung tâm Phục vụ hành chính công",
    FieldType.LONG_TEXT: "Dòng một.\nDòng hai.",
    FieldType.INTEGER: Decimal(1855),
    FieldType.DECIMAL: Decimal("41.05"),
    FieldType.PERCENT: Decimal("97.5"),
    FieldType.MONEY: Decimal("1247.3"),
    FieldType.DATE: date(2025, 10, 5),
    FieldType.YES_NO: False,
    FieldType.CHOICE: "truc_tuyen",
    FieldType.MULTI_CHOICE: ("phat_phieu", "truc_tuyen"),
    FieldType.DOCUMENT: DocumentReference("12/KH-UBND", date(2025, 10, 5), "Ke hoach CCHC"),
    FieldType.TABLE: ({"ten": "Ke hoach", "so": Decimal(2)},),
}


def made(qtbot: QtBot, kind: FieldType) -> tuple[FieldEditor, list[FieldValue]]:
    editor = field_editor(SPECS[kind], lambda: date(2025, 12, 16))
    qtbot.addWidget(editor)
    editor.show()
    entered: list[FieldValue] = []
    editor.entered.connect(entered.append)
    return editor, entered


def shown(editor: FieldEditor) -> list[object]:
    """What stands in the inputs of an editor."""
    found: list[object] = []
    for widget in editor.inputs():
        if isinstance(widget, QCheckBox):
            found.append(widget.isChecked())
        elif isinstance(widget, AutosaveChoice):
            found.append(widget.currentText())
        elif isinstance(widget, QLineEdit):
            found.append(widget.text())
    return found


def test_every_type_of_field_has_its_editor() -> None:
    assert set(SPECS) == set(FieldType) - {FieldType.HEADING}


@pytest.mark.parametrize("kind", list(SPECS))
def test_a_stored_value_is_shown_and_leaving_it_changes_nothing(qtbot: QtBot, kind: FieldType) -> None:
    editor, entered = made(qtbot, kind)
    editor.show_value(of(VALUES[kind]))
    before = shown(editor)
    editor.commit()
    editor.refresh_value(of(VALUES[kind]))

    assert entered == []
    assert shown(editor) == before


@pytest.mark.parametrize("kind", list(SPECS))
def test_every_editor_shows_emptiness_and_not_arising_without_changing_them(qtbot: QtBot, kind: FieldType) -> None:
    editor, entered = made(qtbot, kind)
    for value in (EMPTY, NOT_ARISING, of(VALUES[kind]), EMPTY):
        editor.show_value(value)
        editor.commit()

    assert entered == []


@pytest.mark.parametrize("kind", list(SPECS))
def test_every_editor_can_be_read_only(qtbot: QtBot, kind: FieldType) -> None:
    editor, _entered = made(qtbot, kind)
    editor.show_value(of(VALUES[kind]))
    editor.set_read_only(True)

    assert not any(
        widget.isEnabled() and not getattr(widget, "isReadOnly", lambda: False)() for widget in editor.inputs()
    )


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldType.TEXT, "Xong", of("Xong")),
        (FieldType.LONG_TEXT, "Xong", of("Xong")),
        (FieldType.INTEGER, "1.855", of(Decimal(1855))),
        (FieldType.DECIMAL, "41,05", of(Decimal("41.05"))),
        (FieldType.PERCENT, "97,5%", of(Decimal("97.5"))),
        (FieldType.MONEY, "1.247,3", of(Decimal("1247.3"))),
        (FieldType.DATE, "5/10/2025", of(date(2025, 10, 5))),
    ],
)
def test_what_is_typed_is_read_by_its_type(qtbot: QtBot, kind: FieldType, typed: str, value: FieldValue) -> None:
    editor, entered = made(qtbot, kind)
    editor.show_value(EMPTY)
    qtbot.keyClicks(editor.inputs()[0], typed)
    editor.commit()

    assert entered == [value]


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (FieldType.INTEGER, "1,234.5", "1.234,5"),
        (FieldType.PERCENT, "43.83%", "43,83"),
        (FieldType.INTEGER, "=1+2", "công thức"),
        (FieldType.DATE, "31/02/2025", "Không có ngày"),
        (FieldType.DATE, "236/6/2022", "Không có ngày"),
    ],
)
def test_what_cannot_be_read_stays_with_the_sentence(qtbot: QtBot, kind: FieldType, typed: str, words: str) -> None:
    editor, entered = made(qtbot, kind)
    refused: list[str] = []
    editor.refused.connect(refused.append)
    qtbot.keyClicks(editor.inputs()[0], typed)
    editor.commit()

    assert entered == []
    assert words in refused[-1]
    assert editor.unread() == {"": typed}

    editor.refresh_value(of(VALUES[kind]))
    assert editor.unread() == {"": typed}


def test_what_could_not_be_read_is_put_back_and_judged_again(qtbot: QtBot) -> None:
    editor, _entered = made(qtbot, FieldType.INTEGER)
    refused: list[str] = []
    editor.refused.connect(refused.append)
    editor.restore_unread({"": "1,234.5"})

    assert editor.unread() == {"": "1,234.5"}
    assert "1.234,5" in refused[-1]


def test_an_emptied_number_is_an_empty_field(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.INTEGER)
    editor.show_value(of(Decimal(5)))
    number = editor.inputs()[0]
    assert isinstance(number, AutosaveNumber)
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Delete)
    editor.commit()

    assert entered == [EMPTY]


def test_a_choice_is_entered_by_its_code_and_can_be_taken_back(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.CHOICE)
    choice = editor.inputs()[0]
    assert isinstance(choice, AutosaveChoice)
    for number in (2, 0):
        choice.setCurrentIndex(number)
        choice.activated.emit(number)

    assert entered == [of("truc_tuyen"), EMPTY]


def test_ticks_are_entered_in_the_order_of_the_options(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.MULTI_CHOICE)
    first, second = editor.inputs()
    assert isinstance(first, QCheckBox)
    assert isinstance(second, QCheckBox)
    second.click()
    first.click()
    second.click()

    assert entered == [of(("truc_tuyen",)), of(("phat_phieu", "truc_tuyen")), of(("phat_phieu",))]


def test_a_document_is_entered_part_by_part(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.DOCUMENT)
    for widget, typed in zip(editor.inputs(), ("12/KH-UBND", "5/10/2025", "Ke hoach CCHC"), strict=True):
        qtbot.keyClicks(widget, typed)
    editor.commit()

    assert entered[-1] == of(VALUES[FieldType.DOCUMENT])


def test_a_row_of_a_table_is_added_typed_and_taken_away(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.TABLE)
    assert isinstance(editor, TableEditor)
    editor.add.click()
    name, number, _add = editor.inputs()
    qtbot.keyClicks(name, "Ke hoach")
    qtbot.keyClicks(number, "2")
    editor.commit()
    assert entered[-1] == of(VALUES[FieldType.TABLE])

    editor.refresh_value(of(VALUES[FieldType.TABLE]))
    assert shown(editor) == ["Ke hoach", "2"]

    editor._rows[0].remove.click()
    assert entered[-1] == EMPTY


def test_an_unfinished_row_survives_a_refresh(qtbot: QtBot) -> None:
    editor, _entered = made(qtbot, FieldType.TABLE)
    assert isinstance(editor, TableEditor)
    editor.show_value(of(VALUES[FieldType.TABLE]))
    editor.add.click()
    editor.refresh_value(EMPTY)

    assert len(editor.inputs()) == 5


QUARTER = (date(2025, 9, 15), date(2025, 12, 14))
VILLAGES = ValueSpec(
    FieldType.TABLE,
    columns=(
        TableColumn("thon", "Thôn", ValueSpec(FieldType.TEXT)),
        TableColumn("so_ho", "Số hộ", ValueSpec(FieldType.INTEGER, minimum=Decimal(0))),
        TableColumn("ngay", "Từ ngày", ValueSpec(FieldType.DATE)),
    ),
)


def villages(qtbot: QtBot, rows: int) -> tuple[TableEditor, list[str]]:
    """A table with empty rows, and what it refuses."""
    table = TableEditor(VILLAGES, lambda: date(2025, 12, 16), QUARTER)
    qtbot.addWidget(table)
    refused: list[str] = []
    table.refused.connect(refused.append)
    for _row in range(rows):
        table.add.click()
    return table, refused


def test_a_cell_refuses_a_number_out_of_bounds_and_says_where_it_stands(qtbot: QtBot) -> None:
    table, refused = villages(qtbot, 1)
    entered: list[FieldValue] = []
    table.entered.connect(entered.append)
    qtbot.keyClicks(table.inputs()[1], "-5")
    table.commit()

    assert refused[-1] == "Dòng 1, cột “Số hộ”: Số phải từ 0 trở lên."
    assert entered == []


def test_one_refused_cell_is_still_told_after_another_one_is_put_right(qtbot: QtBot) -> None:
    table, refused = villages(qtbot, 1)
    for place, typed in ((1, "22abc"), (2, "31/2")):
        qtbot.keyClicks(table.inputs()[place], typed)
    table.judge()
    number = table.inputs()[1]
    assert isinstance(number, AutosaveNumber)
    number.selectAll()
    qtbot.keyClicks(number, "22")
    table.judge()

    assert refused[-1].startswith("Dòng 1, cột “Từ ngày”: ")
    assert table.unread() == {"0:ngay": "31/2"}


def test_refused_cells_are_put_back_beside_the_stored_rows(qtbot: QtBot) -> None:
    first, _refused = villages(qtbot, 2)
    qtbot.keyClicks(first.inputs()[0], "Thon A")
    qtbot.keyClicks(first.inputs()[1], "22abc")
    qtbot.keyClicks(first.inputs()[4], "9abc")
    first.judge()
    again, refused = villages(qtbot, 0)
    again.show_value(of(({"thon": "Thon A"},)))
    again.restore_unread(first.unread())

    texts = [widget.text() for widget in again.inputs()[:6] if isinstance(widget, QLineEdit)]
    assert texts == ["Thon A", "22abc", "", "", "9abc", ""]
    assert refused[-1].startswith("Dòng 1, cột “Số hộ”: ")


def test_a_row_that_is_taken_away_takes_its_refusal_with_it(qtbot: QtBot) -> None:
    table, refused = villages(qtbot, 1)
    qtbot.keyClicks(table.inputs()[1], "22abc")
    table.judge()
    table._rows[0].remove.click()

    assert refused[-1] == ""
    assert table.unread() == {}


def test_dates_without_a_year_lie_in_the_period_in_fields_documents_and_cells(qtbot: QtBot) -> None:
    day = date(2025, 12, 1)
    for spec, place, value in (
        (SPECS[FieldType.DATE], 0, day),
        (SPECS[FieldType.DOCUMENT], 1, DocumentReference("", day, "")),
        (VILLAGES, 2, ({"ngay": day},)),
    ):
        editor = field_editor(spec, lambda: date(2026, 5, 1), QUARTER)
        qtbot.addWidget(editor)
        if isinstance(editor, TableEditor):
            editor.add.click()
        entered: list[FieldValue] = []
        editor.entered.connect(entered.append)
        qtbot.keyClicks(editor.inputs()[place], "1/12")
        editor.commit()
        assert entered == [of(value)]


def test_ticks_stay_ticked_and_clear_when_nothing_can_be_changed(qtbot: QtBot) -> None:
    editor, entered = made(qtbot, FieldType.MULTI_CHOICE)
    editor.show_value(of(("phat_phieu",)))
    editor.set_read_only(True)
    for box in editor.inputs():
        assert isinstance(box, QCheckBox)
        box.click()

    assert shown(editor) == [True, False]
    assert all(box.isEnabled() for box in editor.inputs())
    assert entered == []


@pytest.mark.parametrize("kind", [FieldType.YES_NO, FieldType.CHOICE])
def test_a_choice_that_was_not_made_says_so(qtbot: QtBot, kind: FieldType) -> None:
    editor, _entered = made(qtbot, kind)
    editor.show_value(EMPTY)
    assert shown(editor) == ["Chưa chọn"]

    editor.show_value(NOT_ARISING)
    assert shown(editor) == ["Không phát sinh"]
