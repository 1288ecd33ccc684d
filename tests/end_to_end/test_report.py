"""The periodic report: a row typed into a register stands in figures, text, print and package."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from support.kept_year import kept_workplace
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from ui.widgets.password_field import PasswordField

FORM, PERIOD = "BC-CCHC-XA", "2025-Q3"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder whose registers were kept all year, with the report of quarter III written."""
    folder = tmp_path / "du-lieu"
    kept_workplace(folder, PERIOD).store.close(with_backup=False)
    return folder


def figure(program: Program, code: str) -> dict[str, Any]:
    last = "SELECT snapshot FROM submission WHERE kind = 'report' ORDER BY revision DESC LIMIT 1"
    ((snapshot,),) = program.stored(last)
    return next(part for part in json.loads(snapshot)["report"]["figures"] if part["code"] == code)


def states(program: Program) -> list[tuple[Any, ...]]:
    return program.stored("SELECT revision, state FROM submission WHERE kind = 'report' ORDER BY revision")


def test_a_row_typed_into_a_register_goes_all_the_way_into_the_signed_package(
    kept: Path, open_program: Callable[[Path], Program]
) -> None:
    program = open_program(kept)
    program.sign_in()
    registers = program.follow("register:DT", "registers")
    held = "SELECT id FROM register_row WHERE register_code = 'DT' AND day BETWEEN '2025-06-15' AND '2025-09-14'"
    counted = len(program.stored(held))
    program.write(registers.findChild(QWidget, "entry-ngay"), "20/8/2025")
    program.press(Qt.Key.Key_Return)
    program.type("Hội nghị đối thoại")
    program.write(registers.findChild(QWidget, "entry-thanh_phan"), "Hộ kinh doanh")
    program.click("Ghi dòng")
    program.wait(
        lambda: program.stored("SELECT id FROM register_row WHERE register_code = 'DT' AND day = '2025-08-20'")
    )

    program.follow(f"report:{FORM}:{PERIOD}:BC1.5.1", "reports")
    program.click("Soạn cả báo cáo")
    program.settle()
    program.click("Hoàn thành")
    program.screen("submissions")
    program.click("Hoàn thành")
    program.wait(lambda: states(program) == [(1, "complete")])
    assert figure(program, "BC1.5.1")["value"] == str(counted + 1)

    program.write(program.wait_for(PasswordField), LEADER_PASSWORD)
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: states(program) == [(1, "signed")])
    program.settle()
    program.click("Kết xuất gói nộp")
    program.wait(lambda: states(program) == [(1, "exported")])
    ((package,),) = program.stored("SELECT package_path FROM submission WHERE kind = 'report'")
    assert verify(Path(package)).verdict is Verdict.VALID
    assert Path(package).with_suffix(".docx").exists()
