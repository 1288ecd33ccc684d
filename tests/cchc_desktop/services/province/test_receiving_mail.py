"""Receiving what came by e-mail: parts in any order and under any name, whole mails, and what is spoiled."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.communes import LIBRARY, new_province, province_desk, write_commune
from support.package_parts import mailed, parts_of
from support.workplaces import VIETNAM, fixed_clock

from cchc_desktop.domain.reception import Standing
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.province.plan import Plan
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.workplace import Workplace
from db.tables import audit, received

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


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_commune(tmp_path / "xa", UNITS[0])


def rows(desk: ProvinceDesk, table: sa.Table) -> int:
    with desk.session.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def standings(plan: Plan) -> list[Standing]:
    return [item.standing for item in plan.items]


def reasons(plan: Plan) -> list[str]:
    return [reason.code for item in plan.items for reason in item.reasons]


def test_parts_of_two_folders_and_other_names_are_received_as_the_package_that_they_make(
    desk: ProvinceDesk, workplace: Workplace, package: Path, tmp_path: Path
) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    parts[0].rename(parts[0].with_name("goi (1).phan"))
    (tmp_path / "thu-den" / "khac").mkdir()
    parts[2].rename(tmp_path / "thu-den" / "khac" / f"{parts[2].name}.txt")
    plan = desk.receiving.look([tmp_path / "thu-den"])
    assert (standings(plan), plan.waiting, plan.others) == ([Standing.NEW], (), ())
    assert not workplace.store.folder.received_packages.exists()
    item = desk.receiving.receive(plan).value.taken[0].item
    assert item.name == package.name
    assert package_path(workplace.store.folder, item.sha256).read_bytes() == package.read_bytes()


def test_the_parts_and_the_unsplit_package_are_one_and_the_same(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    folder = parts_of(package, tmp_path / "thu-den", count=3)[0].parent
    desk.receiving.receive(desk.receiving.look([package]))
    before = rows(desk, audit)
    plan = desk.receiving.look([folder, package])
    assert standings(plan) == [Standing.UNCHANGED, Standing.UNCHANGED]
    desk.receiving.receive(plan)
    assert (rows(desk, received), rows(desk, audit)) == (1, before)


def test_a_missing_part_is_named_and_nothing_is_written(desk: ProvinceDesk, package: Path, tmp_path: Path) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    parts[1].unlink()
    before = rows(desk, audit)
    plan = desk.receiving.look([tmp_path / "thu-den"])
    assert plan.items == ()
    (waiting,) = plan.waiting
    assert (waiting.name, waiting.text) == (package.name, "Chờ phần 2/3; đã có phần 1 và 3.")
    desk.receiving.receive(plan)
    assert rows(desk, audit) == before


def test_parts_wait_no_longer_when_their_package_was_received(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    parts[1].unlink()
    assert desk.receiving.look([tmp_path / "thu-den", package]).waiting == ()
    desk.receiving.receive(desk.receiving.look([package]))
    assert desk.receiving.look([tmp_path / "thu-den"]).waiting == ()


def test_parts_of_two_packages_in_one_folder_are_told_apart(desk: ProvinceDesk, package: Path, tmp_path: Path) -> None:
    other = write_commune(tmp_path / "xa", UNITS[1])
    for source in (package, other):
        for number, part in enumerate(parts_of(source, tmp_path / source.stem, count=3), start=1):
            target = tmp_path / "thu-den" / f"{source.stem[:12]}{number}.phan"
            target.parent.mkdir(exist_ok=True)
            part.rename(target)
    plan = desk.receiving.look([tmp_path / "thu-den"])
    assert {item.name for item in plan.items} == {package.name, other.name}
    assert standings(plan) == [Standing.NEW, Standing.NEW]


def test_whole_mails_in_the_folder_are_opened_for_packages_and_parts(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    other = write_commune(tmp_path / "xa", UNITS[1])
    folder = tmp_path / "thu-den"
    parts = parts_of(package, folder, count=2)
    mailed(folder / "thu 1.eml", parts[0].read_bytes(), name="Phần một của gói.phan")
    mailed(folder / "thu 2.EML", other.read_bytes(), name=other.name)
    mailed(folder / "chuyện khác.eml", b"%PDF-1.7", name="giay moi.pdf")
    parts[0].unlink()
    plan = desk.receiving.look([folder])
    assert {item.name for item in plan.items} == {package.name, other.name}
    assert standings(plan) == [Standing.NEW, Standing.NEW]
    assert [path.name for path in plan.others] == ["chuyện khác.eml"]
    taken = desk.receiving.receive(plan).value.taken
    assert {each.copy.read_bytes() for each in taken if each.copy} == {package.read_bytes(), other.read_bytes()}
    assert {row.package_name for row in desk.board.of_unit(UNITS[1].code)} == {other.name}


def test_a_spoiled_part_is_refused_by_name_and_held_with_a_report_while_the_others_wait(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    spoiled = bytearray(parts[1].read_bytes())
    spoiled[-1] ^= 1
    parts[1].write_bytes(spoiled)
    plan = desk.receiving.look([tmp_path / "thu-den"])
    assert reasons(plan) == ["part-altered"]
    assert plan.items[0].reasons[0].text.startswith(f"“{parts[1].name}” đã bị thay đổi")
    assert [each.missing for each in plan.waiting] == [(2,)]
    desk.receiving.receive(plan)
    (held,) = desk.receiving.quarantine.listing()
    assert (held.name, held.path.read_bytes()) == (parts[1].name, bytes(spoiled))
    assert "gửi lại đúng phần này" in held.report.read_text(encoding="utf-8")


def test_a_spoiled_part_inside_a_mail_is_held_as_it_was_attached(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    part = parts_of(package, tmp_path / "phan", count=3)[0]
    spoiled = part.read_bytes()[:-7]
    mailed(tmp_path / "thu-den" / "thu.eml", spoiled, name=part.name)
    plan = desk.receiving.look([tmp_path / "thu-den"])
    assert (reasons(plan), plan.waiting, plan.items[0].name) == (["part-shorter"], (), part.name)
    desk.receiving.receive(plan)
    (held,) = desk.receiving.quarantine.listing()
    assert (held.name, held.path.read_bytes(), held.size) == (part.name, spoiled, len(spoiled))


def test_two_different_parts_of_one_number_are_refused_and_the_same_part_twice_is_not(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    (tmp_path / "thu-den" / "lan hai.phan").write_bytes(parts[1].read_bytes())
    assert standings(desk.receiving.look([tmp_path / "thu-den"])) == [Standing.NEW]
    forged = parts_of(package, tmp_path / "gia", count=3, alter=True)[1]
    plan = desk.receiving.look([tmp_path / "thu-den", forged])
    assert (standings(plan), reasons(plan), plan.waiting) == ([Standing.REJECTED], ["part-contested"], ())


def test_parts_that_only_say_they_are_of_one_package_are_refused(
    desk: ProvinceDesk, package: Path, tmp_path: Path
) -> None:
    folder = parts_of(package, tmp_path / "gia", count=3, alter=True)[0].parent
    plan = desk.receiving.look([folder])
    assert (standings(plan), reasons(plan)) == ([Standing.REJECTED], ["part-joined"])


def test_a_part_that_changed_after_the_look_is_not_received(desk: ProvinceDesk, package: Path, tmp_path: Path) -> None:
    parts = parts_of(package, tmp_path / "thu-den", count=3)
    plan = desk.receiving.look([tmp_path / "thu-den"])
    spoiled = bytearray(parts[1].read_bytes())
    spoiled[-1] ^= 1
    parts[1].write_bytes(spoiled)
    assert desk.receiving.receive(plan).value.taken[0].item.reasons[0].code == "changed"
    parts[2].unlink()
    assert desk.receiving.receive(plan).value.taken[0].item.reasons[0].code == "unreadable"
    assert rows(desk, received) == 0


def test_looking_at_mails_leaves_no_temporary_file(
    desk: ProvinceDesk, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tam"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    folder = tmp_path / "thu-den"
    for number, part in enumerate(parts_of(package, tmp_path / "phan", count=3)):
        mailed(folder / f"{number}.eml", part.read_bytes(), name=part.name)
    plan = desk.receiving.look([folder])
    assert standings(plan) == [Standing.NEW]
    desk.receiving.receive(plan)
    assert list(place.iterdir()) == []


def test_a_mail_with_hundreds_of_attachments_is_named_and_not_opened(tmp_path: Path, desk: ProvinceDesk) -> None:
    mail = tmp_path / "dong.eml"
    part = b'--b\r\nContent-Disposition: attachment; filename="a.zip"\r\n\r\nx\r\n'
    mail.write_bytes(b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * 300)
    (item,) = desk.receiving.look([tmp_path]).items
    assert [reason.code for reason in item.reasons] == ["mail-crowded"]
    assert "lưu riêng gói nộp trong thư" in item.reasons[0].text
