"""Bringing an answer in with real widgets: keys, files that are dropped, what is said under the code."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.screens.submissions.answer_cards import TakeCard
from ui.screens.submissions.answer_page import AnswerCard, RemarkLine, TakenLine
from ui.screens.submissions.code_field import CodeField
from ui.screens.submissions.province_card import ProvinceCard

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def code(qtbot: QtBot) -> CodeField:
    field = CodeField()
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.fixture
def take(qtbot: QtBot) -> TakeCard:
    card = TakeCard()
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.begin()
    return card


@pytest.mark.parametrize("typed", ["7k3mq2xa9f5t", "7K3M Q2XA 9F5T", "7K3M-Q2XA-9F5T", " 7k3m.q2xa.9f5t "])
def test_a_code_is_grouped_as_it_is_typed(code: CodeField, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(code, typed)
    assert code.text() == "7K3M-Q2XA-9F5T"
    assert code.is_whole()


def test_letters_that_sound_like_figures_become_figures(code: CodeField, qtbot: QtBot) -> None:
    qtbot.keyClicks(code, "oil0")
    assert code.text() == "0110"


def test_a_letter_in_the_middle_is_mended_where_the_cursor_is(code: CodeField, qtbot: QtBot) -> None:
    qtbot.keyClicks(code, "7K3MQ2XA9F5T")
    code.setCursorPosition(7)
    qtbot.keyClick(code, Qt.Key.Key_Backspace)
    assert code.text() == "7K3M-QXA9-F5T"
    assert code.cursorPosition() == 6
    qtbot.keyClicks(code, "2")
    assert code.text() == "7K3M-Q2XA-9F5T"
    assert code.cursorPosition() == 7


def test_enter_gives_the_code_and_escape_leaves(take: TakeCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(take.code, "7k3mq2xa9f5t")
    with qtbot.waitSignal(take.code_given) as given:
        qtbot.keyClick(take.code, Qt.Key.Key_Return)
    assert given.args == ["7K3M-Q2XA-9F5T"]
    with qtbot.waitSignal(take.left):
        qtbot.keyClick(take.code, Qt.Key.Key_Escape)


def test_a_refusal_stands_under_the_code_until_it_is_typed_anew(take: TakeCard, qtbot: QtBot) -> None:
    take.refuse_code("Mã không khớp với bản nào.")
    assert "Mã không khớp với bản nào." in words_of(take)
    qtbot.keyClicks(take.code, "7")
    assert "Mã không khớp với bản nào." not in words_of(take)


def test_files_are_taken_wherever_they_are_dropped_on_the_screen(take: TakeCard, qtbot: QtBot, tmp_path: Path) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    take.welcome(screen)
    file = tmp_path / "tra-loi.cchc-tra-loi"
    with qtbot.waitSignal(take.files_chosen) as chosen:
        drop(screen, [file])
    assert chosen.args == [[file]]


def test_each_outcome_has_its_sentence_and_its_way_on(take: TakeCard, qtbot: QtBot) -> None:
    take.show_taken([TakenLine("success", "Tỉnh đã nhận bản 1.", "submission:progress", "Mở hồ sơ")])
    take.show_taken([TakenLine("error", "Không đọc được."), TakenLine("info", "Đã nhập trước đó.", "x", "Mở hồ sơ")])
    qtbot.waitUntil(lambda: "Không đọc được." in words_of(take))
    assert [text for text in words_of(take) if text.endswith(".") and "Tệp mang" not in text] == [
        "Không đọc được.",
        "Đã nhập trước đó.",
    ]
    (go,) = [button for button in take.findChildren(QPushButton) if button.text() == "Mở hồ sơ" and button.isVisible()]
    with qtbot.waitSignal(take.followed) as followed:
        qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert followed.args == ["x"]


def test_the_card_of_a_return_begins_by_its_button_and_leads_to_each_remark(qtbot: QtBot) -> None:
    card = ProvinceCard()
    qtbot.addWidget(card)
    lines = (RemarkLine("Nhiệm vụ 6", "Sai số.", "", True, "remark:1"), RemarkLine("Cả hồ sơ", "", "Xong.", False, ""))
    with qtbot.waitExposed(card):
        card.show_card(AnswerCard("returned", "Tỉnh trả lại bản 1", "", "Ghi chú", lines, "Bắt đầu sửa", "Lập bản 2."))
    qtbot.waitUntil(lambda: len(words_of(card)) == 7)
    assert words_of(card) == [
        "Tỉnh trả lại bản 1",
        "Ghi chú",
        "Lập bản 2.",
        "1. Nhiệm vụ 6",
        "Sai số.",
        "2. Cả hồ sơ",
        "Trả lời: Xong.",
    ]
    with qtbot.waitSignal(card.deed_wanted):
        qtbot.mouseClick(card.deed, Qt.MouseButton.LeftButton)
    (go,) = [button for button in card.findChildren(QPushButton) if button.text() == "Trả lời"]
    with qtbot.waitSignal(card.followed) as followed:
        qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert followed.args == ["remark:1"]
    card.show_card(None)
    assert not card.isVisible()


def words_of(widget: QWidget) -> list[str]:
    """The words in sight, from top to bottom."""
    shown = [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in sorted(shown, key=lambda one: one.mapTo(widget, one.rect().topLeft()).y())]


def drop(target: QWidget, files: Sequence[Path]) -> None:
    """Drop files from the file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(target.rect().center(), copy, data, left, NO_KEYS)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(target.rect().center()), copy, data, left, NO_KEYS))
