"""The screen of receiving over a real folder: look, receive, quarantine, decide."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from support.communes import LIBRARY, new_province, province_desk, write_commune, write_communes
from support.package_parts import parts_of
from support.screens import context_of, put_in_sight
from support.workplaces import VIETNAM, fixed_clock

from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.devices.device_file import device_file, file_name
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.signing.device_key import make_device_key
from ui.screens.receiving.view import ReceivingView
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

UNITS = LIBRARY.units
NOW = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProvinceDesk]:
    workplace = new_province(tmp_path / "tinh", fixed_clock())
    yield province_desk(workplace)
    workplace.store.close(with_backup=False)


@pytest.fixture
def book() -> NoticeBook:
    return NoticeBook()


@pytest.fixture
def went() -> list[str]:
    """Where the screen led to."""
    return []


@pytest.fixture
def screen(desk: ProvinceDesk, qtbot: QtBot, book: NoticeBook, went: list[str]) -> ReceivingView:
    notices = book.sink()
    runner = InlineRunner(notices)
    view = ReceivingView(context_of(desk, runner, notices=notices, open_target=went.append))
    put_in_sight(view, qtbot, runner)
    return view


def test_what_is_found_is_shown_before_anything_is_written(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path
) -> None:
    write_communes(tmp_path / "usb", UNITS[:3])
    (tmp_path / "usb" / "hong.zip").write_bytes(b"khong phai goi nop")
    screen.presenter.look([tmp_path / "usb"])
    assert screen.plan.verdict.text() == "Tìm thấy 4 gói nộp, chưa ghi gì."
    assert screen.plan.deed.text() == "&Tiếp nhận 3 gói"
    assert desk.board.of_unit(UNITS[0].code) == ()


def test_receiving_tells_how_many_came_and_fills_the_quarantine(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path
) -> None:
    write_communes(tmp_path / "usb", UNITS[:3])
    (tmp_path / "usb" / "hong.zip").write_bytes(b"khong phai goi nop")
    screen.presenter.look([tmp_path / "usb"])
    screen.plan.deed.click()
    assert screen.plan.verdict.text() == "Đã tiếp nhận 3 gói nộp."
    assert not screen.plan.deed.isVisible()
    assert screen.tabs.tabText(1) == "Cách ly (1)"
    assert len(desk.board.of_unit(UNITS[0].code)) == 1


def test_leaving_the_plan_writes_nothing_and_asks_for_files_again(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path
) -> None:
    write_communes(tmp_path / "usb", UNITS[:1])
    screen.presenter.look([tmp_path / "usb"])
    screen.plan.leave.click()
    assert screen.pages.currentWidget() is screen.start
    assert desk.board.of_unit(UNITS[0].code) == ()


def test_a_contradiction_is_decided_by_the_chosen_row(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path
) -> None:
    for reason in ("Máy 1", "Máy 2"):
        write_commune(tmp_path / "usb", UNITS[0], submission_id=reason, reopen_reason=reason)
    screen.presenter.look([tmp_path / "usb"])
    screen.plan.deed.click()
    assert screen.tabs.tabText(2) == "Mâu thuẫn (2)"
    screen.tabs.setCurrentIndex(2)
    screen.conflicts.deed.click()
    assert screen.tabs.tabText(2) == "Mâu thuẫn"
    assert sorted(line.state.value for line in desk.board.of_unit(UNITS[0].code)) == ["received", "superseded"]


def test_a_package_that_lacks_a_part_is_a_line_with_what_to_do(screen: ReceivingView, tmp_path: Path) -> None:
    package = write_commune(tmp_path / "xa", UNITS[0])
    parts = parts_of(package, tmp_path / "thu", count=3)
    parts[1].unlink()
    screen.presenter.look([tmp_path / "thu"])
    assert screen.plan.verdict.text() == "Chưa có gói nộp nào đủ để nhận. 1 gói gửi qua thư còn thiếu phần."
    index = screen.plan.table.model().index
    told = [index(0, column).data() for column in range(4)]
    assert told[:3] == ["Chờ đủ phần", UNITS[0].full_name, "Có 2/3 phần"]
    assert told[3].startswith("Chờ phần 2/3; đã có phần 1 và 3.")
    assert not screen.plan.deed.isVisible()


def test_what_still_lacks_a_part_is_told_again_after_the_receipt(screen: ReceivingView, tmp_path: Path) -> None:
    write_communes(tmp_path / "thu", UNITS[1:2])
    parts_of(write_commune(tmp_path / "xa", UNITS[0]), tmp_path / "thu", count=3)[1].unlink()
    screen.presenter.look([tmp_path / "thu"])
    screen.plan.deed.click()
    assert screen.plan.verdict.text() == "Đã tiếp nhận 1 gói nộp."
    model = screen.plan.table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Chờ đủ phần", "Mới"]


def quarantined(screen: ReceivingView, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "Gói của xã \U0001f600.zip").write_bytes(b"khong phai goi nop")
    (tmp_path / "usb" / "trong.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    screen.presenter.look([tmp_path / "usb"])
    screen.plan.deed.click()
    screen.tabs.setCurrentIndex(1)


def saved(button: QPushButton, path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    """Press a button that asks for a file; return the name that was offered and the words of each page."""
    offered = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(path.with_suffix("")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    button.click()
    document = pypdfium2.PdfDocument(path)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return offered[0], pages


def test_the_slip_of_a_quarantined_file_is_kept_as_pdf_with_every_reason(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarantined(screen, tmp_path)
    held = {each.name: each for each in desk.receiving.quarantine.listing()}["Gói của xã \U0001f600.zip"]
    screen.held.table.choose(held.id)
    name, (page,) = saved(screen.held.slip, tmp_path / "phieu.pdf", monkeypatch)
    assert name == "phieu-bao-goi-cua-xa.pdf"
    assert "PHIẾU BÁO" in page
    assert "Gói của xã ?.zip" in page
    assert str(tmp_path / "usb").replace("-", "") in page.replace("-", "").replace(" ", "")
    assert held.sha256[:32] in page
    assert held.reasons
    for reason in held.reasons:
        assert " ".join(reason.split()) in page


def test_the_list_of_the_quarantine_names_every_file_and_its_reasons(
    screen: ReceivingView, desk: ProvinceDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarantined(screen, tmp_path)
    name, pages = saved(screen.held.all, tmp_path / "danh-sach.pdf", monkeypatch)
    assert name == "danh-sach-cach-ly.pdf"
    whole = " ".join(pages)
    assert "DANH SÁCH" in whole
    for held in desk.receiving.quarantine.listing():
        assert held.name.replace("\U0001f600", "?") in whole
        assert all(reason.split()[0] in whole for reason in held.reasons)
    assert "02 tệp" in whole


def test_an_empty_quarantine_offers_no_paper(screen: ReceivingView) -> None:
    assert not screen.held.slip.isEnabled()
    assert not screen.held.all.isEnabled()


def enrolment(folder: Path, unit: Unit, *, name: str = "") -> Path:
    """The file with which a commune enrols its machine, made by the key of a machine of its own."""
    key = make_device_key(folder.parent / f"khoa-{unit.code}.pem", code=unit.code, name=unit.full_name, at=NOW)
    path = folder / (name or file_name(unit.code))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(device_file(key, owner=unit.code, owner_name=unit.full_name, at=NOW))
    return path


def test_files_that_enrol_machines_beside_packages_are_offered_to_the_settings(
    screen: ReceivingView, desk: ProvinceDesk, book: NoticeBook, went: list[str], tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    write_communes(stick, UNITS[:1])
    known = desk.devices.look(enrolment(stick, UNITS[0]))
    desk.devices.enrol(known, confirmed=known.file.code)
    enrolment(stick, UNITS[1])
    enrolment(stick, UNITS[2], name="dang ky (1).CCHC-KHOA")
    (stick / "hong.cchc-khoa").write_bytes(b"{}")
    (stick / "doc.txt").write_bytes(b"x")
    screen.presenter.look([stick])
    assert screen.plan.verdict.text() == "Tìm thấy 1 gói nộp, chưa ghi gì. Bỏ qua 1 tệp khác không phải gói nộp."
    (notice,) = book.posted
    assert notice.what.startswith("Có 2 tệp đăng ký máy chưa ghi nhận: ")
    assert UNITS[1].full_name in notice.what
    assert UNITS[0].full_name not in notice.what
    assert notice.deed is not None
    notice.deed.run()
    assert went == ["settings:data:devices"]


def test_an_enrolment_file_that_is_dropped_itself_goes_to_no_quarantine(
    screen: ReceivingView, desk: ProvinceDesk, book: NoticeBook, tmp_path: Path
) -> None:
    screen.presenter.look([enrolment(tmp_path / "usb", UNITS[1])])
    assert screen.plan.verdict.text() == "Không thấy gói nộp nào."
    assert not screen.plan.deed.isVisible()
    assert book.posted[0].what == f"Có 1 tệp đăng ký máy chưa ghi nhận: {UNITS[1].full_name}."
    assert desk.receiving.quarantine.listing() == ()
