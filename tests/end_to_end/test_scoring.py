"""Self-assessment by hand: each kind of input, its arithmetic on screen, evidence, explanation, "không phát sinh"."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from ui.screens.assessment.view import AssessmentView
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.labelled import Labelled


@pytest.fixture
def sheet(program: Program) -> AssessmentView:
    """The preparer in front of the criteria."""
    program.sign_in()
    screen = program.go("assessment")
    assert isinstance(screen, AssessmentView)
    return screen


def open_leaf(program: Program, code: str) -> Any:
    """Open a leaf as a link does, and give its form."""
    return program.follow(f"criterion:{code}", "assessment").leaf


def tick(program: Program, button: QAbstractButton) -> None:
    """Go to a choice and press Space."""
    program.go_to(button)
    program.press(Qt.Key.Key_Space)


def answered(program: Program, code: str, **wanted: object) -> None:
    """The answer is in the file within a second."""

    def there() -> bool:
        rows = program.stored("SELECT content FROM answer WHERE criterion_code = ?", code)
        content = json.loads(rows[0][0]) if rows and rows[0][0] else {}
        return all(content.get(name) == value for name, value in wanted.items())

    program.wait(there)


def test_every_kind_of_input_is_scored_while_it_is_typed_and_stored(program: Program, sheet: AssessmentView) -> None:
    score = sheet.leaf.score

    form = open_leaf(program, "1.3.1").form  # yes or no
    tick(program, form.yes_no[0])
    answered(program, "1.3.1", yes=True)
    assert score.points.text() == "0,50/0,50"

    form = open_leaf(program, "1.1.1").form  # one option
    tick(program, form.options[0])
    answered(program, "1.1.1", choice=0)
    assert score.points.text() == "0,50/0,50"

    form = open_leaf(program, "1.1.2").form  # ticks
    tick(program, form.ticks[0])
    answered(program, "1.1.2", ticks=[0])
    assert score.arithmetic.text()

    form = open_leaf(program, "1.3.2").form  # b/a with bands
    program.write(form.numbers["a"], "45")
    program.write(form.numbers["b"], "41")
    assert score.arithmetic.text() == "b/a = 41/45 = 91,11% ≥ 70% và < 100% → 0,25"
    program.leave()
    answered(program, "1.3.2", numbers={"a": "45", "b": "41"})

    form = open_leaf(program, "1.2.1").form  # so much less per case
    program.write(form.numbers["n"], "1")
    program.leave()
    answered(program, "1.2.1", numbers={"n": "1"})
    assert score.arithmetic.text() == "0,50 − 1 × 0,125 = 0,375 → 0,38"

    form = open_leaf(program, "1.4.2").form  # a count
    program.write(form.numbers["n"], "5")
    program.leave()
    answered(program, "1.4.2", numbers={"n": "5"})
    assert score.points.text() == "0,75/0,75"

    form = open_leaf(program, "3.6.1").form  # a value
    program.write(form.numbers["x"], "92,5")
    program.leave()
    answered(program, "3.6.1", numbers={"x": "92.5"})
    assert "92,5" in score.arithmetic.text()

    program.settle()
    assert sheet.totals.value("answered").startswith("7/")


def test_a_number_that_can_be_read_in_two_ways_is_refused_with_both_and_stays(
    program: Program, sheet: AssessmentView
) -> None:
    form = open_leaf(program, "3.6.1").form
    program.write(form.numbers["x"], "92.5")
    program.leave()
    said = program.visible(Labelled, lambda field: field.editor is form.numbers["x"])[0].finding.text()
    assert "92,5" in said
    assert "925" in said
    assert form.numbers["x"].text() == "92.5"
    assert program.stored("SELECT count(*) FROM answer") == [(0,)]
    program.write(form.numbers["x"], "92,5")
    program.leave()
    answered(program, "3.6.1", numbers={"x": "92.5"})


def test_a_dropped_file_is_evidence_with_number_date_and_title(
    program: Program, sheet: AssessmentView, tmp_path: Path
) -> None:
    scan = tmp_path / "Kế hoạch kiểm tra.pdf"
    scan.write_bytes(b"%PDF-1.4 ke hoach")
    leaf = open_leaf(program, "1.3.1")
    tick(program, leaf.form.yes_no[0])
    program.drop(leaf, [scan])
    program.wait(lambda: leaf.evidence.rows)
    (row,) = leaf.evidence.rows.values()
    for editor, text in ((row.number, "15/KH-UBND"), (row.day, "20/1/2025"), (row.title, "Kiểm tra CCHC năm 2025")):
        program.write(editor, text)
        program.leave()
    wanted = (scan.name, "15/KH-UBND", "2025-01-20", "Kiểm tra CCHC năm 2025")
    query = "SELECT name, number, day, title FROM evidence"
    program.wait(lambda: program.stored(query) == [wanted])
    ((digest,),) = program.stored("SELECT sha256 FROM evidence")
    assert digest == hashlib.sha256(scan.read_bytes()).hexdigest()
    copies = [path for path in (program.folder / "minh-chung").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in copies] == [scan.read_bytes()]


def test_an_empty_file_is_refused_in_words_and_nothing_is_attached(
    program: Program, sheet: AssessmentView, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = tmp_path / "Biên bản.pdf"
    empty.touch()
    leaf = open_leaf(program, "1.3.1")
    program.drop(leaf, [empty])
    program.wait(program.notices)
    assert empty.name in program.notices()[0]
    assert program.stored("SELECT count(*) FROM evidence") == [(0,)]
    assert not leaf.evidence.rows
    assert leaf.evidence.copying.isHidden()


def test_a_lost_point_asks_for_an_explanation_until_one_is_typed(program: Program, sheet: AssessmentView) -> None:
    leaf = open_leaf(program, "1.3.1")
    tick(program, leaf.form.yes_no[1])
    assert "Cần giải trình" in leaf.explanation_finding.text()
    program.write(leaf.explanation, "Chưa bố trí được kinh phí kiểm tra trong năm.")
    program.leave()
    query = "SELECT explanation FROM answer"
    said = [("Chưa bố trí được kinh phí kiểm tra trong năm.",)]
    program.wait(lambda: program.stored(query) == said)
    assert leaf.explanation_finding.isHidden()


def test_what_did_not_arise_is_said_by_one_tick_and_comes_back_by_ctrl_z(
    program: Program, sheet: AssessmentView
) -> None:
    leaf = open_leaf(program, "1.3.3")
    program.write(leaf.form.numbers["a"], "4")
    program.write(leaf.form.numbers["b"], "3")
    program.leave()
    answered(program, "1.3.3", numbers={"a": "4", "b": "3"})
    tick(program, leaf.form.not_arising)
    answered(program, "1.3.3", not_arising=True)
    assert leaf.score.points.text() == "0,50/0,50"
    program.wait(leaf.form.numbers["a"].isReadOnly)
    program.go_to(sheet.tree)
    program.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    answered(program, "1.3.3", numbers={"a": "4", "b": "3"})
    program.settle()
    assert leaf.form.numbers["a"].text() == "4"
    assert not leaf.form.numbers["a"].isReadOnly()


def test_evidence_that_vanished_from_the_store_blocks_completing_by_its_name(
    program: Program, sheet: AssessmentView, tmp_path: Path
) -> None:
    scan = tmp_path / "Quyết định.pdf"
    scan.write_bytes(b"%PDF-1.4 quyet dinh")
    leaf = open_leaf(program, "1.3.1")
    tick(program, leaf.form.yes_no[0])
    program.drop(leaf, [scan])
    program.wait(lambda: leaf.evidence.rows)
    for path in [path for path in (program.folder / "minh-chung").rglob("*") if path.is_file()]:
        path.unlink()
    program.follow("submission:assessment", "submissions")
    findings = [item.text() for item in all_items(program)]
    assert any("Quyết định.pdf" in finding for finding in findings), findings
    assert not program.visible(QAbstractButton, lambda button: button.text() == "Hoàn thành" and button.isEnabled())


def all_items(program: Program) -> list[Any]:
    """The lines of the list of findings."""
    panel = program.wait_for(FindingsPanel)
    return [panel.list.item(number) for number in range(panel.list.count())]
