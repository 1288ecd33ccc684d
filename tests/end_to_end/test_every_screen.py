"""Every screen for every role: no warning, nothing cut off, and Tab goes round."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from end_to_end import apart
from end_to_end.program import Program, WallClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.filling import fill_assessment, fill_tasks
from support.workplaces import desk_of, new_workplace

from cchc_desktop.cli.demo_registers import keep, register_year
from cchc_desktop.cli.demo_report import fill_report
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from ui.registry import SCREENS

FULL, LARGE_TYPE = ("1", 1366, 728), ("1.25", 1093, 614)


@pytest.fixture
def busy_folder(tmp_path: Path, clock: WallClock) -> Path:
    """A folder in the middle of the work: long texts, files, a lost point, a report that waits for its signature."""
    folder, scan = tmp_path / "du-lieu", tmp_path / ("Báo cáo kết quả thực hiện nhiệm vụ cải cách " * 3 + ".pdf")
    scan.write_bytes(b"%PDF-1.4 bao cao")
    workplace = new_workplace(folder, clock, sample=True)
    desk = desk_of(workplace)
    fill_tasks(desk)
    fill_assessment(desk, scan)
    desk.assessment.set_answer("1.3.1", Answer(yes=False))
    desk.assessment.explain("1.3.1", "Chưa bố trí được kinh phí kiểm tra trong năm. " * 8)
    (entry,) = desk.tasks.detail("TQ2025H2-02").entries
    desk.tasks.edit_entry(entry.id, result="Đã trình UBND phường dự thảo Kế hoạch, lấy ý kiến 07 phòng, ban. " * 10)
    product = entry.products[0].id
    desk.evidence.attach_to_product(product, scan)
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    rows = register_year(2025)
    keep(desk, rows)
    fill_report(desk, parse("2025-Q3"), rows)
    desk.plan.add_task(
        "III", name="Lập tổ lưu động nhận hồ sơ tại các tổ dân phố xa trung tâm " * 3, time="Quý IV/2025"
    )
    workplace.store.close(with_backup=False)
    return folder


@pytest.mark.parametrize(("scale", "width", "height"), [FULL, LARGE_TYPE])
def test_every_screen_of_every_role_shows_all_its_words_and_warns_of_nothing(
    busy_folder: Path, tmp_path: Path, scale: str, width: int, height: int
) -> None:
    line = apart.command("look_at_screens.py", busy_folder, width, height)
    ended = apart.run(line, tmp_path / "cau-hinh", QT_SCALE_FACTOR=scale)
    found = [f"{state}: {problem}" for state, problems in json.loads(ended.stdout).items() for problem in problems]
    assert not found, "\n".join(found)


def test_tab_goes_round_on_every_screen_and_forgets_neither_navigation_nor_sign_out(
    busy_folder: Path, open_program: Callable[[Path], Program]
) -> None:
    program = open_program(busy_folder)
    program.sign_in()
    for spec in (spec for spec in SCREENS if spec.shortcut):  # the others are reached by links only
        program.go(spec.id)
        start = QApplication.focusWidget()
        reached: list[object] = []
        while start not in reached:
            program.press(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus not in reached, f"Tab runs in a circle on {spec.id}: {focus}"
            reached.append(focus)
        names = {getattr(widget, "objectName", str)() for widget in reached}
        assert f"place-{spec.id}" in names, spec.id
        assert "Đăng xuất" in {getattr(widget, "text", str)() for widget in reached if widget}, spec.id
