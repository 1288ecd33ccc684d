"""Receiving at the province: looked at first, all or nothing each, the same twice, nothing ever discarded."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.communes import LIBRARY, new_province, province_desk, write_commune, write_communes
from support.workplaces import VIETNAM, fixed_clock

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.reception import ReceivedState, Standing
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.province.plan import Expected
from cchc_desktop.services.province.receiving import Receipt
from cchc_desktop.services.workplace import Workplace
from db.tables import audit, quarantined, received

UNITS = LIBRARY.units
NOW = datetime(2025, 12, 20, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    opened = new_province(tmp_path / "tinh", fixed_clock(NOW))
    yield opened
    opened.store.close(with_backup=False)


@pytest.fixture
def desk(workplace: Workplace) -> ProvinceDesk:
    return province_desk(workplace)


def take(desk: ProvinceDesk, *paths: Path) -> Receipt:
    return desk.receiving.receive(desk.receiving.look(paths)).value


def states(desk: ProvinceDesk) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    with desk.session.read() as connection:
        for row in connection.execute(sa.select(received.c.revision, received.c.state)):
            found.setdefault(row.revision, []).append(row.state)
    return {number: sorted(each) for number, each in found.items()}


def rows(desk: ProvinceDesk, table: sa.Table) -> int:
    with desk.session.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def everything_in(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if (path.is_file() and "goi-" in str(path)) or "cach-ly" in str(path))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def test_looking_writes_nothing(desk: ProvinceDesk, workplace: Workplace, tmp_path: Path) -> None:
    write_communes(tmp_path / "usb", UNITS[:3])
    (tmp_path / "usb" / "hong.zip").write_bytes(b"PK\x03\x04")
    before = rows(desk, audit)
    plan = desk.receiving.look([tmp_path / "usb"])
    assert plan.counts[Standing.NEW] == 3
    assert plan.counts[Standing.REJECTED] == 1
    assert rows(desk, audit) == before
    assert not workplace.store.folder.received_packages.exists()
    assert not workplace.store.folder.quarantine.exists()


def test_124_communes_are_received_in_one_go_with_the_five_bad_ones_named(desk: ProvinceDesk, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    paths = write_communes(stick, UNITS[4:])
    paths[0].write_bytes(paths[0].read_bytes()[:-1000])
    flipped = bytearray(paths[1].read_bytes())
    flipped[len(flipped) // 2] ^= 1
    paths[1].write_bytes(flipped)
    sample = write_commune(stick, UNITS[0], sample=True)
    strange = {"code": "99999", "full_name": "Xã Không Có", "office": "UBND", "heading": [], "place": "X"}
    elsewhere = write_commune(stick, UNITS[1], unit=strange)
    newer = write_commune(stick, UNITS[2])
    newer.write_bytes(newer.read_bytes().replace(b'"format_version":1,"kind"', b'"format_version":9,"kind"'))
    good = write_commune(stick, UNITS[3])
    bad = {paths[0], paths[1], sample, elsewhere, newer}

    receipt = take(desk, stick)

    assert {each.item.path for each in receipt.taken if each.item.standing is Standing.REJECTED} == bad
    assert receipt.count(Standing.NEW) == 124 - 3 - 2
    assert good in {each.item.path for each in receipt.taken if each.item.standing is Standing.NEW}
    assert all(each.item.reasons for each in receipt.taken if each.item.path in bad)
    assert rows(desk, received) == 124 - 3 - 2
    assert {held.name for held in desk.receiving.quarantine.listing()} == {path.name for path in bad}


def test_the_same_files_again_change_nothing_and_say_when_they_were_received(
    desk: ProvinceDesk, workplace: Workplace, tmp_path: Path
) -> None:
    write_communes(tmp_path / "usb", UNITS[:2])
    (tmp_path / "usb" / "hong.zip").write_bytes(b"khong phai goi nop")
    take(desk, tmp_path / "usb")
    before, files = rows(desk, audit), everything_in(workplace.store.folder.path)
    receipt = take(desk, tmp_path / "usb")
    assert receipt.count(Standing.UNCHANGED) == 2
    assert {each.item.received_at for each in receipt.taken if each.item.claim} == {"2025-12-20T09:00:00+07:00"}
    assert rows(desk, audit) == before
    assert everything_in(workplace.store.folder.path) == files


def test_a_plan_that_another_receipt_overtook_does_not_receive_twice(desk: ProvinceDesk, tmp_path: Path) -> None:
    write_communes(tmp_path / "usb", UNITS[:1])
    first, second = desk.receiving.look([tmp_path / "usb"]), desk.receiving.look([tmp_path / "usb"])
    assert desk.receiving.receive(first).value.count(Standing.NEW) == 1
    assert desk.receiving.receive(second).value.count(Standing.UNCHANGED) == 1
    assert rows(desk, received) == 1


def test_the_same_package_twice_on_a_stick_is_received_once(desk: ProvinceDesk, tmp_path: Path) -> None:
    path = write_commune(tmp_path / "usb", UNITS[0])
    (tmp_path / "usb" / "ban sao.zip").write_bytes(path.read_bytes())
    receipt = take(desk, tmp_path / "usb")
    assert (receipt.count(Standing.NEW), receipt.count(Standing.UNCHANGED)) == (1, 1)
    assert rows(desk, received) == 1


def test_revisions_in_one_folder_are_received_in_their_order(desk: ProvinceDesk, tmp_path: Path) -> None:
    code = UNITS[0].code
    write_commune(tmp_path / "a", UNITS[0], revision=2, parent_id=f"{code}-ban-1", reopen_reason="Sửa số liệu")
    write_commune(tmp_path / "b", UNITS[0])
    receipt = take(desk, tmp_path / "a", tmp_path / "b")
    assert [each.item.standing for each in receipt.taken] == [Standing.NEW, Standing.UPDATED]
    assert states(desk) == {1: ["superseded"], 2: ["received"]}


def test_an_older_revision_that_comes_late_is_kept_and_does_not_replace(desk: ProvinceDesk, tmp_path: Path) -> None:
    code = UNITS[0].code
    take(desk, write_commune(tmp_path, UNITS[0], revision=2, parent_id=f"{code}-ban-1"))
    assert take(desk, write_commune(tmp_path, UNITS[0])).count(Standing.OLDER) == 1
    assert states(desk) == {1: ["superseded"], 2: ["received"]}


@pytest.fixture
def two_children(desk: ProvinceDesk, tmp_path: Path) -> ProvinceDesk:
    code = UNITS[0].code
    take(desk, write_commune(tmp_path, UNITS[0]))
    for reason in ("Máy thứ nhất", "Máy thứ hai"):
        identity = f"{code}-{reason}"
        changes = {"parent_id": f"{code}-ban-1", "submission_id": identity, "reopen_reason": reason}
        take(desk, write_commune(tmp_path, UNITS[0], revision=2, **changes))
    return desk


def test_two_children_of_one_parent_are_both_kept_and_wait_for_a_person(two_children: ProvinceDesk) -> None:
    assert states(two_children) == {1: ["superseded"], 2: ["conflict", "conflict"]}
    assert len(two_children.board.conflicts()) == 2


def test_the_chosen_child_stands_and_the_other_is_still_there(two_children: ProvinceDesk) -> None:
    chosen = two_children.board.conflicts()[1]
    two_children.receiving.choose(chosen.id)
    assert states(two_children) == {1: ["superseded"], 2: ["received", "superseded"]}
    assert two_children.board.conflicts() == ()
    kept = two_children.board.of_unit(UNITS[0].code)
    assert all(line.path.exists() for line in kept)
    assert [line.id for line in kept if line.state is ReceivedState.RECEIVED] == [chosen.id]


def test_what_lies_at_the_province_is_the_very_file_that_came(desk: ProvinceDesk, tmp_path: Path) -> None:
    path = write_commune(tmp_path, UNITS[0])
    take(desk, path)
    (line,) = desk.board.of_unit(UNITS[0].code)
    assert line.path.read_bytes() == path.read_bytes()
    assert desk.board.pdf(line).startswith(b"%PDF")


def test_a_file_that_changes_after_it_was_looked_at_is_not_received(desk: ProvinceDesk, tmp_path: Path) -> None:
    path = write_commune(tmp_path, UNITS[0])
    plan = desk.receiving.look([path])
    path.write_bytes(path.read_bytes() + b" ")
    (taken,) = desk.receiving.receive(plan).value.taken
    assert taken.item.standing is Standing.REJECTED
    assert taken.item.reasons[0].code == "changed"
    assert rows(desk, received) == 0


def test_a_stick_pulled_after_the_look_stops_no_other_package(desk: ProvinceDesk, tmp_path: Path) -> None:
    first, second = write_communes(tmp_path / "usb", UNITS[:2])
    plan = desk.receiving.look([tmp_path / "usb"])
    first.unlink()
    receipt = desk.receiving.receive(plan).value
    assert {each.item.path: each.item.standing for each in receipt.taken} == {
        first: Standing.REJECTED,
        second: Standing.NEW,
    }


def test_cancelling_stops_between_packages_and_names_what_is_left(desk: ProvinceDesk, tmp_path: Path) -> None:
    write_communes(tmp_path / "usb", UNITS[:4])
    plan = desk.receiving.look([tmp_path / "usb"])
    receipt = desk.receiving.receive(plan, progress=lambda done, total, name: done < 2).value
    assert (len(receipt.taken), len(receipt.left)) == (2, 2)
    assert rows(desk, received) == 2


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (Expected(period_code="2025-Y"), "Đang nhận kỳ 2025-Y; gói ghi kỳ 2025-Q4."),
        (Expected(unit_code="00001"), f"Đang nhận đơn vị 00001; gói ghi đơn vị {UNITS[0].code}."),
        (
            Expected(kind="assessment"),
            "Đang nhận loại hồ sơ Tự chấm điểm Chỉ số CCHC; gói ghi loại hồ sơ Báo cáo tiến độ nhiệm vụ.",
        ),
        (Expected(form_code="BC-CCHC-XA"), "Đang nhận biểu mẫu BC-CCHC-XA; gói ghi biểu mẫu không có biểu mẫu."),
    ],
)
def test_what_is_not_expected_is_refused_with_both_said(
    desk: ProvinceDesk, tmp_path: Path, expected: Expected, words: str
) -> None:
    (item,) = desk.receiving.look([write_commune(tmp_path, UNITS[0])], expected=expected).items
    assert item.standing is Standing.REJECTED
    assert [reason.text for reason in item.reasons] == [words]


def test_a_unit_under_the_code_of_another_is_refused(desk: ProvinceDesk, tmp_path: Path) -> None:
    first, second = UNITS[:2]
    part = {"full_name": first.full_name, "office": first.office, "heading": [], "place": first.place}
    (item,) = desk.receiving.look([write_commune(tmp_path, second, unit={"code": second.code, **part})]).items
    assert item.reasons[0].text == f"Mã {second.code} là {second.full_name}; gói ghi {first.full_name}."


def test_a_form_that_the_province_does_not_have_is_stored_and_marked(desk: ProvinceDesk, tmp_path: Path) -> None:
    content = b'code = "KH-LA"\n'
    part = {"code": "KH-LA", "edition": "7", "title": "Kế hoạch lạ", "issuer": "", "legal_basis": ""}
    definition = {**part, "sha256": hashlib.sha256(content).hexdigest(), "reconstruction": ""}
    receipt = take(desk, write_commune(tmp_path, UNITS[0], pack_source=content, definition=definition))
    assert receipt.count(Standing.NEW) == 1
    (line,) = desk.board.of_unit(UNITS[0].code)
    assert line.note.startswith("Mẫu lạ, tỉnh chưa có: Kế hoạch lạ (KH-LA, bản 7).")


def test_what_is_rejected_is_held_untouched_with_a_report_that_says_what_to_do(
    desk: ProvinceDesk, tmp_path: Path
) -> None:
    path = tmp_path / "Gói của xã (1).zip"
    path.write_bytes(b"khong phai goi nop")
    take(desk, path)
    (held,) = desk.receiving.quarantine.listing()
    assert held.path.read_bytes() == path.read_bytes()
    told = held.report.read_text(encoding="utf-8")
    assert "Tệp này không phải là gói nộp do chương trình kết xuất." in told
    assert "Đề nghị đơn vị gửi: chép lại đúng tệp .zip" in told
    assert rows(desk, quarantined) == 1


def test_files_that_are_no_packages_are_left_alone(desk: ProvinceDesk, tmp_path: Path) -> None:
    (tmp_path / "ghi chu.txt").write_text("ghi chú", encoding="utf-8")
    write_commune(tmp_path / "sau" / "nua", UNITS[0])
    plan = desk.receiving.look([tmp_path / "sau", tmp_path / "ghi chu.txt"][:1])
    assert [item.standing for item in plan.items] == [Standing.NEW]


def test_the_services_of_a_commune_are_not_at_the_desk_of_the_province(workplace: Workplace) -> None:
    with pytest.raises(Refusal, match="bàn cấp tỉnh"):
        workplace.command_line_desk()


def test_each_receipt_stands_in_the_trail(desk: ProvinceDesk, tmp_path: Path) -> None:
    take(desk, write_commune(tmp_path, UNITS[0]))
    with desk.session.read() as connection:
        lines = connection.execute(sa.select(audit).where(audit.c.table_name == "received")).all()
    assert [line.action for line in lines] == ["insert"]
    assert lines[0].officer_id == desk.session.officer.id
