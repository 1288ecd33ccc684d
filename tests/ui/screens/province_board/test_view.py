"""The matrix over a real folder: filters, search, one unit, lists."""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from pytestqt.qtbot import QtBot
from support.communes import LIBRARY, new_province, province_desk, write_communes
from support.screens import context_of, put_in_sight
from support.workplaces import VIETNAM, fixed_clock

from cchc_desktop.domain.period import parse
from cchc_desktop.services.province.desk import ProvinceDesk
from ui.screens.province_board.view import BoardView
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

UNITS = LIBRARY.units


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProvinceDesk]:
    workplace = new_province(tmp_path / "tinh", fixed_clock(datetime(2025, 12, 20, 9, tzinfo=VIETNAM)))
    found = province_desk(workplace)
    write_communes(tmp_path / "usb", UNITS[:5])
    found.receiving.receive(found.receiving.look([tmp_path / "usb"]))
    yield found
    workplace.store.close(with_backup=False)


@pytest.fixture
def gone_to() -> list[str]:
    """The links that were followed."""
    return []


@pytest.fixture
def screen(desk: ProvinceDesk, qtbot: QtBot, gone_to: list[str]) -> BoardView:
    notices = NoticeBook().sink()
    runner = InlineRunner(notices)
    view = BoardView(context_of(desk, runner, notices=notices, open_target=gone_to.append))
    put_in_sight(view, qtbot, runner)
    view.presenter.choose_period(parse("2025-Q4"))
    return view


def names(screen: BoardView) -> list[str]:
    model = screen.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_every_unit_stands_in_the_matrix_with_what_was_received(screen: BoardView) -> None:
    assert names(screen) == [unit.full_name for unit in UNITS]
    assert screen.table.model().index(0, 1).data() == "Đã nhận bản 1"
    assert screen.table.model().index(5, 1).data() == "Chưa nộp"


def test_the_filter_leaves_those_that_still_owe(screen: BoardView) -> None:
    screen.presenter.choose_filter("missing")
    assert names(screen) == [unit.full_name for unit in UNITS[5:]]


def test_a_unit_is_found_without_diacritics(screen: BoardView) -> None:
    screen.search.searched.emit("ha giang")
    assert names(screen) == ["Phường Hà Giang 1", "Phường Hà Giang 2"]


def test_a_unit_opens_with_its_revisions(screen: BoardView) -> None:
    screen.table.choose(UNITS[0].code)
    assert screen.unit.title.text() == UNITS[0].full_name
    assert screen.unit.chosen_id
    assert "Xã ghi lập lúc 09:30 15/12/2025" in screen.unit.details.text()


def test_the_chosen_revision_is_appraised(screen: BoardView, gone_to: list[str]) -> None:
    screen.table.choose(UNITS[0].code)
    screen.unit.appraise.click()
    assert gone_to == [f"appraisal:{screen.unit.chosen_id}"]


def test_the_package_is_saved_as_it_came(screen: BoardView, tmp_path: Path) -> None:
    screen.table.choose(UNITS[0].code)
    screen.presenter.save_package(screen.unit.chosen_id, tmp_path / "goi.zip")
    (original,) = (tmp_path / "usb").glob(f"CCHC_{UNITS[0].code}_*.zip")
    assert (tmp_path / "goi.zip").read_bytes() == original.read_bytes()


def test_the_list_of_those_that_owe_goes_to_excel(screen: BoardView, tmp_path: Path) -> None:
    screen.presenter.choose_filter("missing")
    screen.presenter.save_workbook(tmp_path / "danh-sach.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "danh-sach.xlsx").active
    assert sheet is not None
    told = [row for row in sheet.iter_rows(values_only=True) if row[4] == "Chưa nộp"]
    assert len(told) == len(UNITS) - 5


def test_each_unit_that_owes_gets_a_mail_of_its_own_that_says_what(screen: BoardView, tmp_path: Path) -> None:
    screen.presenter.choose_filter("missing")
    screen.presenter.save_reminder_mails(tmp_path)
    mails = sorted((tmp_path / "thu-don-doc-2025-Q4").iterdir())
    assert len(mails) == len(UNITS) - 5
    unit = UNITS[7]
    (path,) = (path for path in mails if f"_{unit.code}_" in path.name)
    mail = cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))
    assert (mail["to"], mail["x-unsent"]) == ("", "1")
    assert mail["subject"].endswith(f"- {unit.full_name}")
    assert f"Kính gửi: {unit.office}" in mail.get_content()
    assert "- Báo cáo tiến độ nhiệm vụ" in mail.get_content()


def test_the_reminder_is_written_as_word_and_as_pdf(screen: BoardView, tmp_path: Path) -> None:
    screen.presenter.save_reminder(tmp_path / "don-doc.docx")
    screen.presenter.save_reminder(tmp_path / "don-doc.pdf")
    assert (tmp_path / "don-doc.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "don-doc.pdf").read_bytes().startswith(b"%PDF")
