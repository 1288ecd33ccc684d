"""From the draft to the package: what blocks, F8, completing, both ways to sign, export, check, and opening again."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from end_to_end.program import Program, WallClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from support.filling import best_answer, fill_tasks
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD, desk_of, new_workplace

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.rules import Survey
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from ui.widgets.confirm_bar import ConfirmBar
from ui.widgets.password_field import PasswordField

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
OPEN_LEAF = "4.2"


@pytest.fixture
def filled(tmp_path: Path, clock: WallClock) -> Path:
    """Everything is filled in but one criterion, and one lost point without a word."""
    folder, scan = tmp_path / "du-lieu", tmp_path / "Kế hoạch.pdf"
    scan.write_bytes(b"%PDF-1.4 ke hoach")
    workplace = new_workplace(folder, clock)
    desk = desk_of(workplace)
    fill_tasks(desk)
    for leaf in desk.session.workspace.criteria.leaves():
        if not isinstance(leaf.rule, Survey) and leaf.code != OPEN_LEAF:
            desk.assessment.set_answer(leaf.code, best_answer(leaf))
            desk.assessment.attach(leaf.code, scan)
            desk.assessment.explain(leaf.code, "Theo tài liệu kiểm chứng kèm theo")
    desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(58), "b": Decimal(57)}))
    desk.assessment.explain("1.1.3", "")
    workplace.store.close(with_backup=False)
    return folder


@pytest.fixture
def program(filled: Path, open_program: Callable[[Path], Program]) -> Program:
    return open_program(filled)


def state(program: Program, kind: str = "assessment") -> list[tuple[Any, ...]]:
    return program.stored("SELECT revision, state FROM submission WHERE kind = ? ORDER BY revision", kind)


def wait_for_state(program: Program, *wanted: tuple[int, str], kind: str = "assessment") -> None:
    program.wait(lambda: state(program, kind) == list(wanted))
    program.settle()


def complete(program: Program) -> None:
    """Complete the progress report, in which nothing blocks."""
    program.sign_in()
    program.follow("submission:progress", "submissions")
    program.click("Hoàn thành")
    wait_for_state(program, (1, "complete"), kind="progress")


def package_of(program: Program, kind: str) -> Path:
    ((path,),) = program.stored("SELECT package_path FROM submission WHERE kind = ? AND package_path <> ''", kind)
    return Path(path)


def test_the_way_of_a_self_assessment_from_what_blocks_to_its_second_revision(program: Program) -> None:
    program.sign_in()
    program.follow("submission:assessment", "submissions")
    assert not program.visible(QPushButton, lambda button: button.text() == "Hoàn thành" and button.isEnabled())

    program.press(Qt.Key.Key_F8)
    program.screen("assessment")
    leaf = program.screen("assessment").leaf
    places = {leaf.name.text().split()[0]: QApplication.focusWidget()}
    for _ in range(12):
        program.press(Qt.Key.Key_F8)
        program.settle()
        places[leaf.name.text().split()[0]] = QApplication.focusWidget()
    assert places["1.1.3."] is leaf.explanation
    program.follow(f"criterion:{OPEN_LEAF}", "assessment")
    for box in leaf.form.ticks:
        program.go_to(box)
        program.press(Qt.Key.Key_Space)
    program.follow("criterion:1.1.3:explanation", "assessment")
    program.type("Còn 01 nhiệm vụ chuyển sang năm sau.")
    program.follow(f"criterion:{OPEN_LEAF}:explanation", "assessment")
    program.type("Quy chế đang trình ký, chưa có bản quét.")
    program.go("submissions")
    program.click("Hoàn thành")
    wait_for_state(program, (1, "complete"))

    password = program.wait_for(PasswordField)
    program.write(password, PREPARER_PASSWORD)
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: program.says("Mật khẩu chưa đúng"))
    assert state(program) == [(1, "complete")]
    program.write(password, LEADER_PASSWORD)
    program.press(Qt.Key.Key_Return)
    wait_for_state(program, (1, "signed"))
    program.click("Kết xuất gói nộp")
    wait_for_state(program, (1, "exported"))
    package = package_of(program, "assessment")
    found = verify(package)
    assert found.verdict is Verdict.VALID, found.problems
    program.wait(lambda: program.says("Gói nộp nguyên vẹn"))

    frozen = program.follow("criterion:1.1.3", "assessment")
    assert frozen.leaf.explanation.isReadOnly()
    program.go("submissions")
    program.click("Mở lại để sửa")
    program.type("Bổ sung tài liệu kiểm chứng")
    program.press(Qt.Key.Key_Return)
    wait_for_state(program, (1, "reopened"), (2, "draft"))
    program.follow("criterion:1.1.3:explanation", "assessment")
    assert not frozen.leaf.explanation.isReadOnly()
    program.write(frozen.leaf.explanation, "Đã hoàn thành bổ sung.")
    program.leave()
    said = [("Đã hoàn thành bổ sung.",)]
    program.wait(lambda: program.stored("SELECT explanation FROM answer WHERE criterion_code = '1.1.3'") == said)
    assert verify(package).verdict is Verdict.VALID


def test_the_paper_way_the_scan_of_the_signed_page_travels_in_the_package(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(program)
    target = tmp_path / "de-ky.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    program.click("Lưu PDF")
    program.wait(target.exists)
    program.settle()
    assert target.read_bytes().startswith(b"%PDF-")

    scan = tmp_path / "Bản quét đã ký.pdf"
    scan.write_bytes(target.read_bytes() + b"\n% da ky, dong dau, quet lai\n")
    drop = program.screen("submissions").step.paper.drop
    program.drop(drop, [scan])
    bar = program.wait_for(ConfirmBar)
    assert scan.name in "".join(label.text() for label in bar.findChildren(QLabel))
    program.click("Đúng, ghi nhận đã ký")
    wait_for_state(program, (1, "signed"), kind="progress")
    program.click("Kết xuất gói nộp")
    wait_for_state(program, (1, "exported"), kind="progress")
    package = package_of(program, "progress")
    assert verify(package).verdict is Verdict.VALID
    with zipfile.ZipFile(package) as archive:
        assert scan.read_bytes() in [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]


def test_the_leader_signs_in_sees_what_waits_and_signs_there(program: Program) -> None:
    complete(program)
    program.sign_out()
    program.sign_in(Role.LEADER)
    overview = program.screen("overview")
    waiting = [overview._waiting.item(number).text() for number in range(overview._waiting.count())]
    assert any(words.startswith("Ký ") for words in waiting), waiting
    first = next(number for number, words in enumerate(waiting) if words.startswith("Ký "))
    overview._waiting.setFocus()
    overview._waiting.setCurrentRow(first)
    program.press(Qt.Key.Key_Return)
    program.screen("submissions")
    program.write(program.wait_for(PasswordField), LEADER_PASSWORD)
    program.press(Qt.Key.Key_Return)
    wait_for_state(program, (1, "signed"), kind="progress")
    ((signer,),) = program.stored(
        "SELECT officer.full_name FROM submission JOIN officer ON officer.id = submission.signed_by"
    )
    assert signer == "Trần Văn Hùng"


def test_completing_locks_the_entries_in_sight_and_reopening_opens_them(program: Program) -> None:
    program.sign_in()
    tasks = program.follow("task:TQ2025H2-02", "tasks")
    assert not newest(tasks).result.isReadOnly()
    program.follow("submission:progress", "submissions")
    program.click("Hoàn thành")
    wait_for_state(program, (1, "complete"), kind="progress")
    program.go("tasks")
    assert newest(tasks).result.isReadOnly()
    assert newest(tasks).is_open

    program.go("submissions")
    program.click("Mở lại để sửa")
    program.type("Sửa số liệu")
    program.press(Qt.Key.Key_Return)
    wait_for_state(program, (1, "reopened"), (2, "draft"), kind="progress")
    program.go("tasks")
    assert not newest(tasks).result.isReadOnly()
    program.write(newest(tasks).result, "Đã ban hành Kế hoạch số 2")
    program.leave()
    query = "SELECT count(*) FROM progress_entry WHERE result = 'Đã ban hành Kế hoạch số 2'"
    program.wait(lambda: program.stored(query) == [(1,)])


def newest(tasks: Any) -> Any:
    """The card of the newest entry of the open task."""
    return next(iter(tasks.detail.cards.values()))
