from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.finding import Finding, Level
from ui.widgets.findings_panel import FindingsPanel

INFO = Finding("i", Level.INFO, "3 nhiệm vụ sắp đến hạn.", "task:T3")
BLOCK = Finding("b", Level.BLOCK, "Nhiệm vụ 7 quá hạn.", "task:T7")
WARN = Finding("w", Level.WARN, "Nhiệm vụ 12 chưa có minh chứng.", "task:T12")


def panel_with(qtbot, *findings: Finding) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.set_findings(findings)
    return panel


def test_what_blocks_stands_first_and_each_level_is_counted(qtbot) -> None:
    panel = panel_with(qtbot, INFO, WARN, BLOCK)
    assert [panel.list.item(row).text() for row in range(3)] == [BLOCK.text, WARN.text, INFO.text]
    assert [panel.count(level) for level in Level] == [1, 1, 1]


def test_f8_goes_round_and_shift_f8_goes_back(qtbot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    panel = FindingsPanel(screen)
    panel.serve(screen)
    panel.set_findings([INFO, WARN, BLOCK])
    screen.show()
    screen.activateWindow()
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    heard: list[str] = []
    panel.activated.connect(heard.append)
    for _ in range(4):
        qtbot.keyClick(panel.list, Qt.Key.Key_F8)
    qtbot.keyClick(panel.list, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert heard == ["task:T7", "task:T12", "task:T3", "task:T7", "task:T3"]


def test_the_current_finding_stays_current_when_another_is_solved(qtbot) -> None:
    panel = panel_with(qtbot, INFO, WARN, BLOCK)
    panel.go_next()
    panel.go_next()
    panel.set_findings([INFO, WARN])
    assert panel.list.currentItem().text() == WARN.text


def test_no_finding_is_said_in_words(qtbot) -> None:
    panel = panel_with(qtbot)
    assert panel.list.isHidden()
    panel.go_next()
    assert panel.count(Level.BLOCK) == 0


def test_a_long_finding_gets_the_height_that_it_needs_at_any_width(qtbot) -> None:
    long = Finding("l", Level.WARN, "Tiêu chí 1.2.3 chưa có tài liệu kiểm chứng, đã có giải trình. " * 3, "task:T1")
    panel = panel_with(qtbot, long, *(Finding(str(number), Level.INFO, "Một điểm.", "") for number in range(12)))
    panel.resize(700, 300)
    panel.show()
    qtbot.waitExposed(panel)
    wide = panel.list.visualItemRect(panel.list.item(0)).height()
    panel.resize(300, 300)
    qtbot.waitUntil(lambda: panel.list.visualItemRect(panel.list.item(0)).height() > wide)


def test_no_finding_leaves_one_calm_sentence_at_the_top(qtbot) -> None:
    panel = panel_with(qtbot)
    panel.resize(400, 400)
    panel.show()
    qtbot.waitExposed(panel)
    assert panel._calm.isVisible()
    assert panel._calm.geometry().bottom() < 80
    panel.set_findings([WARN])
    assert panel._calm.isHidden()
