import re
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

ENGLISH = re.compile(
    r"\b(ok|save|open|yes|no|abort|retry|ignore|close|cancel|discard|help|apply|reset|restore|defaults?|undo|redo|cut|"
    r"copy|paste|delete|select|all|look|in|file|name|files|type|of|back|forward|parent|directory|new|folder|view|list|"
    r"detail|choose|size|date|modified|computer)\b",
    re.IGNORECASE,
)


def words(text: str) -> str:
    return text.replace("&", "").partition("\t")[0]


@pytest.mark.parametrize("button", [button for button in QDialogButtonBox.StandardButton if button.value])
def test_no_standard_button_says_an_english_word(button: QDialogButtonBox.StandardButton, qtbot) -> None:
    box = QDialogButtonBox(button)
    qtbot.addWidget(box)
    texts = [words(made.text()) for made in box.buttons()]
    assert texts
    assert [text for text in texts if ENGLISH.search(text) or not text] == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_no_edit_menu_says_an_english_word(kind: type, qtbot) -> None:
    editor = kind()
    qtbot.addWidget(editor)
    menu = editor.createStandardContextMenu()
    texts = [words(action.text()) for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    assert len(texts) >= 7
    assert [text for text in texts if ENGLISH.search(text)] == []


def test_the_file_dialog_says_no_english_word(qtbot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    shown = [words(widget.text()) for kind in (QAbstractButton, QLabel) for widget in dialog.findChildren(kind)]
    tips = [words(widget.toolTip()) for widget in dialog.findChildren(QAbstractButton)]
    assert len([text for text in shown if text]) >= 4
    assert [text for text in shown + tips if ENGLISH.search(text)] == []


def test_the_calendar_speaks_vietnamese(qtbot) -> None:
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    assert calendar.locale().monthName(11).lower() == "tháng 11"


def test_the_compiled_catalogue_is_in_step_with_its_source(qapp, pytestconfig) -> None:
    source = ET.parse(pytestconfig.rootpath / "resources" / "translations" / "qtbase_vi.ts")
    stale = [
        (context.findtext("name"), message.findtext("source"))
        for context in source.iter("context")
        for message in context.iter("message")
        if QCoreApplication.translate(context.findtext("name"), message.findtext("source"))
        != message.findtext("translation")
    ]
    assert stale == []
