"""The figures of the yearly report beside the numbers of a criterion: seen, taken over, followed, compared."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.period import parse
from ui.screens.assessment.offer_line import OfferLine
from ui.screens.assessment.view import AssessmentView

FORM, YEAR = "BC-CCHC-XA", parse("2025-Y")


@pytest.fixture
def open_leaf(qtbot: QtBot, stage: Any) -> Callable[[str], AssessmentView]:
    """The screen at a criterion, over a yearly report that has 2.148 outgoing documents, all signed but three."""
    stage.desk.reports.type_field(FORM, YEAR, "BC7.1.1", "2.148")
    stage.desk.reports.type_field(FORM, YEAR, "BC7.1.2", "2.145")

    def opened(code: str) -> AssessmentView:
        view = AssessmentView(stage.context)
        qtbot.addWidget(view)
        stage.runner.subscribe(lambda topics, _initiator: view.refresh(topics))
        view.resize(1130, 620)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.shown()
        view.open_target(f"criterion:{code}")
        return view

    return opened


def offer(view: AssessmentView, key: str) -> OfferLine:
    assert view.leaf.form is not None
    return view.leaf.form.offers[key]


def stored(stage: Any, code: str) -> Any:
    return next(row for row in stage.desk.assessment.sheet().rows if row.criterion.code == code).answer


def test_a_figure_of_the_report_is_taken_over_by_the_keyboard_and_saved(
    qtbot: QtBot, stage: Any, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    line = offer(view, "a")
    assert line.words.text() == "Báo cáo năm 2025: 2.148"
    assert view.leaf.form is not None
    editor = view.leaf.form.numbers["a"]
    qtbot.waitUntil(editor.isVisible)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert view.leaf.form.numbers["b"].hasFocus()
    qtbot.keyClick(view.leaf.form.numbers["b"], Qt.Key.Key_Tab)
    assert line.take.hasFocus()
    qtbot.keyClick(line.take, Qt.Key.Key_Space)
    assert editor.text() == "2.148"
    assert editor.hasFocus()
    assert stored(stage, "7.2.1") == Answer(numbers={"a": Decimal(2148)})
    assert line.take.isHidden()
    assert not line.follow.isHidden()


def test_a_figure_taken_over_replaces_what_was_being_typed(
    qtbot: QtBot, stage: Any, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    assert view.leaf.form is not None
    qtbot.keyClicks(view.leaf.form.numbers["a"], "21x")
    qtbot.mouseClick(offer(view, "a").take, Qt.MouseButton.LeftButton)
    assert stored(stage, "7.2.1") == Answer(numbers={"a": Decimal(2148)})
    assert view.leaf.score.remark.text() == "Chưa nhập “Số văn bản đi điện tử ký số”."


def test_the_way_leads_to_the_figure_in_the_report(
    qtbot: QtBot, stage: Any, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    qtbot.mouseClick(offer(view, "b").follow, Qt.MouseButton.LeftButton)
    assert stage.targets == ["report:BC-CCHC-XA:2025-Y:BC7.1.2"]


def test_nothing_stands_beside_a_number_that_the_report_does_not_have(
    open_leaf: Callable[[str], AssessmentView],
) -> None:
    view = open_leaf("7.2.2")
    assert offer(view, "a").isHidden()
    assert offer(view, "b").isHidden()


def test_another_number_is_told_under_its_field_while_it_is_typed(
    qtbot: QtBot, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    assert view.leaf.form is not None
    qtbot.keyClicks(view.leaf.form.numbers["a"], "2150")
    field = view.leaf.form._fields["a"]
    assert field.finding.text().endswith(
        "ghi 2.150, báo cáo năm 2025 ghi 2.148; hãy sửa số hoặc giải trình ở tiêu chí."
    )
    assert not offer(view, "a").take.isHidden()
    view.leaf.form.numbers["a"].clear()
    qtbot.keyClicks(view.leaf.form.numbers["a"], "2148")
    assert field.finding.text() == ""


def test_a_report_changed_elsewhere_is_seen_when_the_screen_is_refreshed(
    stage: Any, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    stage.desk.reports.type_field(FORM, YEAR, "BC7.1.1", "2.160")
    view.refresh(frozenset({"report_field"}))
    assert offer(view, "a").words.text() == "Báo cáo năm 2025: 2.160"


def test_a_frozen_assessment_shows_the_figures_without_offering_them(
    open_leaf: Callable[[str], AssessmentView],
) -> None:
    view = open_leaf("7.2.1")
    view.show_frozen(frozen=True)
    line = offer(view, "a")
    assert line.take.isHidden()
    assert not line.words.isHidden()
    view.show_frozen(frozen=False)
    assert not line.take.isHidden()


def test_tab_goes_from_number_to_number_then_to_the_offers_and_on_to_the_explanation(
    qtbot: QtBot, open_leaf: Callable[[str], AssessmentView]
) -> None:
    view = open_leaf("7.2.1")
    form = view.leaf.form
    assert form is not None
    qtbot.waitUntil(form.numbers["a"].isVisible)
    form.numbers["a"].setFocus()
    reached = []
    while view.focusWidget() is not view.leaf.explanation and len(reached) < 20:
        reached.append(view.focusWidget())
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    a, b = offer(view, "a"), offer(view, "b")
    assert reached[:6] == [form.numbers["a"], form.numbers["b"], a.take, a.follow, b.take, b.follow]
    assert view.focusWidget() is view.leaf.explanation
