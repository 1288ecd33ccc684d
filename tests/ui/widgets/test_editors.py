from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.vietnamese import parse_date
from ui.widgets import autosave
from ui.widgets.date_editor import AutosaveDate, CalendarPopup
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.labelled import Labelled
from ui.widgets.number_editor import AutosaveNumber


def parse_number(text: str) -> Decimal:
    if text == "1.8":
        raise Refusal(Finding("number-ambiguous", Level.BLOCK, "Chưa rõ là 1,8 hay 18."))
    return Decimal(text.replace(".", "").replace(",", "."))


def show_number(value: Decimal) -> str:
    return str(value).replace(".", ",")


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    QVBoxLayout(page)
    qtbot.addWidget(page)
    return page


def put(page: QWidget, qtbot, editor):
    page.layout().addWidget(editor)
    page.layout().addWidget(QLineEdit())
    page.show()
    page.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


@pytest.mark.parametrize("kind", [AutosaveLine, AutosaveText])
def test_a_text_is_committed_once_when_the_field_is_left(kind, page, qtbot) -> None:
    editor = put(page, qtbot, kind())
    heard = []
    editor.committed.connect(heard.append)
    qtbot.keyClicks(editor, "Da xong ")
    page.findChildren(QLineEdit)[-1].setFocus()
    assert heard == ["Da xong"]


@pytest.mark.parametrize("kind", [AutosaveLine, AutosaveText])
def test_a_text_is_committed_a_moment_after_the_last_key(kind, page, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(autosave, "QUIET_MS", 20)
    editor = put(page, qtbot, kind())
    with qtbot.waitSignal(editor.committed, timeout=1_000) as told:
        qtbot.keyClicks(editor, "abc")
    assert told.args == ["abc"]
    assert editor.hasFocus()


def test_enter_commits_a_line_at_once(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveLine())
    with qtbot.waitSignal(editor.committed, timeout=200):
        qtbot.keyClicks(editor, "abc")
        qtbot.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("kind", [AutosaveLine, AutosaveText])
def test_half_a_composed_syllable_is_never_committed(kind, page, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(autosave, "QUIET_MS", 10)
    editor = put(page, qtbot, kind())
    heard = []
    editor.committed.connect(heard.append)
    qtbot.keyClicks(editor, "Quy ")
    QApplication.sendEvent(editor, QInputMethodEvent("hoac", []))
    qtbot.wait(60)
    assert heard == []
    ended = QInputMethodEvent("", [])
    ended.setCommitString("hoạch")
    QApplication.sendEvent(editor, ended)
    qtbot.waitUntil(lambda: heard == ["Quy hoạch"], timeout=1_000)


def test_leaving_without_a_change_commits_nothing(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveLine())
    heard = []
    editor.committed.connect(heard.append)
    editor.set_value("như cũ")
    page.findChildren(QLineEdit)[-1].setFocus()
    assert heard == []


@pytest.mark.parametrize("kind", [AutosaveLine, AutosaveText])
def test_a_refused_text_stays_and_is_offered_again(kind, page, qtbot) -> None:
    editor = put(page, qtbot, kind())
    heard = []
    editor.committed.connect(heard.append)
    qtbot.keyClicks(editor, "abc")
    editor.commit()
    editor.set_refusal("Quá dài")
    editor.commit()
    assert editor.value() == "abc"
    assert heard == ["abc", "abc"]


@pytest.mark.parametrize("kind", [AutosaveLine, AutosaveText])
def test_a_refresh_does_not_overwrite_what_is_being_typed(kind, page, qtbot) -> None:
    editor = put(page, qtbot, kind())
    qtbot.keyClicks(editor, "abc")
    editor.refresh_value("từ nơi khác")
    assert editor.value() == "abc"
    editor.commit()
    editor.refresh_value("từ nơi khác")
    assert editor.value() == "từ nơi khác"


def test_all_pending_editors_of_a_page_are_flushed(page, qtbot) -> None:
    one, two = AutosaveLine(), AutosaveText()
    heard = []
    for editor in (one, two):
        editor.committed.connect(heard.append)
        put(page, qtbot, editor)
    qtbot.keyClicks(two, "hai")
    autosave.flush_editors(page)
    assert heard == ["hai"]


def test_a_vietnamese_number_is_read_and_written_back(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveNumber(parse=parse_number, show=show_number))
    heard = []
    editor.committed.connect(heard.append)
    qtbot.keyClicks(editor, "1.855,50")
    page.findChildren(QLineEdit)[-1].setFocus()
    assert heard == [Decimal("1855.50")]
    assert editor.text() == "1855,50"


def test_an_ambiguous_number_stays_and_says_why_below_the_field(page, qtbot) -> None:
    editor = AutosaveNumber(parse=parse_number, show=show_number)
    field = Labelled("Số văn bản", editor)
    page.layout().addWidget(field)
    heard = []
    editor.committed.connect(heard.append)
    qtbot.keyClicks(editor, "1.8")
    editor.commit()
    assert heard == []
    assert editor.text() == "1.8"
    assert field.finding.text() == "Chưa rõ là 1,8 hay 18."
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert field.finding.text() == ""


def test_an_emptied_number_is_none_and_not_zero(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveNumber(parse=parse_number, show=show_number))
    heard = []
    editor.committed.connect(heard.append)
    editor.set_value(Decimal(5))
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.commit()
    assert heard == [None]


@pytest.fixture
def date_editor(page, qtbot) -> AutosaveDate:
    return put(
        page,
        qtbot,
        AutosaveDate(parse=lambda text: parse_date(text, year=2025), today=lambda: date(2025, 11, 22)),
    )


@pytest.mark.parametrize("typed", ["14/3", "14/3/2025", "14032025"])
def test_a_date_is_typed_in_the_ways_of_officials(typed, date_editor, page, qtbot) -> None:
    heard = []
    date_editor.committed.connect(heard.append)
    qtbot.keyClicks(date_editor, typed)
    page.findChildren(QLineEdit)[-1].setFocus()
    assert heard == [date(2025, 3, 14)]
    assert date_editor.text() == "14/03/2025"


def test_an_impossible_date_stays_and_is_refused_in_words(date_editor, page, qtbot) -> None:
    refused = []
    date_editor.refused.connect(refused.append)
    qtbot.keyClicks(date_editor, "31/2/2025")
    page.findChildren(QLineEdit)[-1].setFocus()
    assert date_editor.text() == "31/2/2025"
    assert refused[-1]


def test_the_calendar_starts_on_monday_and_gives_the_day(date_editor, page, qtbot) -> None:
    date_editor.set_value(date(2025, 11, 22))
    qtbot.keyClick(date_editor, Qt.Key.Key_F4)
    popup = date_editor.findChild(CalendarPopup)
    assert popup.calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    with qtbot.waitSignal(date_editor.committed) as told:
        qtbot.keyClick(popup.calendar.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Left)
        popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert told.args == [date(2025, 11, 21)]


def test_a_choice_is_committed_when_made_and_the_wheel_does_not_make_it(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveChoice([(1, "Văn phòng"), (2, "Phòng Kinh tế")]))
    heard = []
    editor.committed.connect(heard.append)
    editor.set_value(1)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, wheel)
    assert editor.value() == 1
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert heard == [2]
    editor.set_options([(2, "Phòng Kinh tế"), (3, "Phòng Văn hóa")])
    assert editor.value() == 2


def test_one_long_paragraph_grows_with_its_wrapped_lines_and_with_a_narrower_page(page, qtbot) -> None:
    editor = put(page, qtbot, AutosaveText(lines=1, max_lines=12))
    one_line = editor.height()
    editor.set_value("Đã ban hành kế hoạch và giao nhiệm vụ cho từng phòng. " * 6)
    wrapped = editor.height()
    assert wrapped > one_line
    page.resize(page.width() // 2, page.height())
    qtbot.waitUntil(lambda: editor.height() > wrapped)
    editor.set_value("")
    assert editor.height() == one_line
