from pytestqt.qtbot import QtBot

from ui.widgets.reconstruction_note import ReconstructionNote

SENTENCE = "Bộ tiêu chí này được dựng lại để tham khảo, không phải văn bản chính thức của tỉnh."


def test_the_mark_stands_only_where_there_is_something_to_say(qtbot: QtBot) -> None:
    note = ReconstructionNote()
    qtbot.addWidget(note)
    note.show_sentence(SENTENCE)
    assert not note.isHidden()
    assert note.accessibleName() == SENTENCE
    note.show_sentence("")
    assert note.isHidden()


def test_a_sentence_that_is_cut_is_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    note = ReconstructionNote()
    qtbot.addWidget(note)
    note.show_sentence(SENTENCE)
    note.resize(160, note.sizeHint().height())
    note.show()
    assert note.sentence.toolTip() == SENTENCE
