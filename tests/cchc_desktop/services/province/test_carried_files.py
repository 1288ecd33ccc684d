"""What the province received goes with its data: into backup places and hand-over files, looked at by the check."""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from support.communes import LIBRARY, new_province, province_desk, write_communes
from support.hand_overs import no_step, request
from support.workplaces import VIETNAM, empty_workplace, fixed_clock

from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.backups import keep_copies
from cchc_desktop.services.backups.carried_files import CarriedFiles
from cchc_desktop.services.data_care.data_check import Mend, Problem, examine, mend
from cchc_desktop.services.data_care.restore import preview, rehearse, restore
from cchc_desktop.services.devices.devices import KEY_FILE
from cchc_desktop.services.hand_over import arrival, hand_over
from cchc_desktop.services.hand_over.file import MANIFEST, READ_FIRST
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.signatures.pictures import SEAL, SignaturePictures
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.fault import Fault
from db.folder import DataFolder

NOW = datetime(2025, 12, 20, 9, 0, tzinfo=VIETNAM)
CLOCK = fixed_clock(NOW)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    """The province with three received packages, one file in quarantine, the picture of its seal and its key."""
    opened = new_province(tmp_path / "tinh", CLOCK)
    desk = province_desk(opened)
    write_communes(tmp_path / "gui", LIBRARY.units[4:7])
    (tmp_path / "gui" / "Gói hỏng.zip").write_bytes(b"PK\x03\x04 hong")
    desk.receiving.receive(desk.receiving.look([tmp_path / "gui"]))
    SignaturePictures(opened.store.folder.path).choose(SEAL, _png(tmp_path / "dau.png"))
    desk.devices.own_or_new()
    yield opened
    opened.store.close(with_backup=False)


def _png(path: Path) -> Path:
    Image.new("RGBA", (8, 8), (200, 0, 0, 255)).save(path)
    return path


def carried(folder: Path) -> dict[str, bytes]:
    files = CarriedFiles(folder)
    return {place: files.path(place).read_bytes() for place in files.listing()}


def packages(workplace: Workplace) -> list[Path]:
    return sorted(workplace.store.folder.received_packages.rglob("*.zip"))


def problems(workplace: Workplace) -> list[Problem]:
    return list(examine(workplace.store))


def usb(workplace: Workplace, tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return second_place.choose(workplace.store.folder, tmp_path / "usb").folder


def test_both_backup_places_have_every_package_and_never_the_key(workplace: Workplace, tmp_path: Path) -> None:
    place, data = usb(workplace, tmp_path), workplace.store.folder
    workplace.store.back_up(force=True)
    assert keep_copies(data, CLOCK).fault is None
    whole = carried(data.path)
    assert len(whole) == 6, "three packages, what is in quarantine with its report, the picture"
    assert carried(place) == whole
    assert carried(data.backups) == whole
    assert (data.path / KEY_FILE).exists()
    assert not [path for folder in (place, data.backups) for path in folder.rglob("*") if path.suffix == ".pem"]
    secret = (data.path / KEY_FILE).read_bytes()
    assert not [path for path in place.rglob("*") if path.is_file() and secret in path.read_bytes()]
    assert keep_copies(data, CLOCK).files == 0, "the second time there is nothing left to copy"


def test_an_altered_package_does_not_spoil_its_copy_and_a_new_picture_replaces_the_old(
    workplace: Workplace, tmp_path: Path
) -> None:
    place, data = usb(workplace, tmp_path), workplace.store.folder
    keep_copies(data, CLOCK)
    before = carried(place)
    package = packages(workplace)[0]
    package.write_bytes(package.read_bytes()[:-9])
    seal = data.path / "ky-so" / f"{SEAL}.png"
    seal.write_bytes(seal.read_bytes() + b"moi")
    keep_copies(data, CLOCK)
    after = carried(place)
    assert after.pop(f"ky-so/{SEAL}.png").endswith(b"moi")
    before.pop(f"ky-so/{SEAL}.png")
    assert after == before


def test_a_drive_without_room_for_packages_is_told_by_their_number(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_desktop.services.backups.backups.LOCAL_RESERVE", 1 << 62)
    kept = keep_copies(workplace.store.folder, CLOCK)
    assert (kept.files, kept.short, kept.fault) == (0, 6, None)
    assert carried(workplace.store.folder.backups) == {}


def test_a_stick_alone_brings_the_province_to_a_new_machine(workplace: Workplace, tmp_path: Path) -> None:
    place = usb(workplace, tmp_path)
    copy = workplace.store.back_up(force=True)
    assert copy is not None
    keep_copies(workplace.store.folder, CLOCK)
    whole = carried(workplace.store.folder.path)
    restored = restore(tmp_path / "may-moi", place / copy.name, CLOCK)
    assert (restored.packages_missing, restored.evidence_missing) == (0, 0)
    assert carried(tmp_path / "may-moi") == whole
    assert not (tmp_path / "may-moi" / KEY_FILE).exists()
    opened = empty_workplace(tmp_path / "may-moi")
    assert [problem.text for problem in examine(opened.store)] == []
    opened.store.close(with_backup=False)


def test_packages_that_are_nowhere_are_counted_before_after_and_in_the_rehearsal(
    workplace: Workplace, tmp_path: Path
) -> None:
    place = usb(workplace, tmp_path)
    copy = workplace.store.back_up(force=True)
    assert copy is not None
    keep_copies(workplace.store.folder, CLOCK)
    lost = packages(workplace)[0].name
    next(place.rglob(lost)).unlink()
    target = DataFolder(tmp_path / "may-moi")
    target.prepare()
    assert preview(target, place / copy.name).packages_missing == 1
    rehearsed = rehearse(target, place / copy.name, CLOCK, step=no_step)
    assert "Thiếu 1 gói nộp đã nhận hoặc cách ly: không tìm thấy ở đâu." in rehearsed.problems
    assert restore(target.path, place / copy.name, CLOCK).packages_missing == 1


@pytest.mark.parametrize("harm", ["gone", "altered"])
def test_a_package_that_is_lost_or_altered_is_named_and_comes_back_from_a_backup(
    workplace: Workplace, tmp_path: Path, harm: str
) -> None:
    usb(workplace, tmp_path)
    keep_copies(workplace.store.folder, CLOCK)
    whole = carried(workplace.store.folder.path)
    package = packages(workplace)[1]
    altered = bytearray(package.read_bytes())
    altered[100] ^= 1
    if harm == "gone":
        package.unlink()
    else:
        package.write_bytes(altered)
    (found,) = problems(workplace)
    state = "bị mất khỏi" if harm == "gone" else "bị thay đổi trong"
    assert found.mend is Mend.FETCH
    assert found.text.startswith("Gói nộp đã nhận “")
    assert f"” {state} thư mục goi-nhan; có bản nguyên vẹn trong nơi sao lưu" in found.text
    mended = mend(workplace.store, [found])
    assert mended.left == ()
    assert carried(workplace.store.folder.path) == whole
    kept = list(workplace.store.folder.apart.rglob(package.name))
    assert [path.read_bytes() for path in kept] == ([bytes(altered)] if harm == "altered" else [])


def test_what_is_nowhere_else_is_named_with_what_to_do(workplace: Workplace) -> None:
    packages(workplace)[0].unlink()
    held = next(workplace.store.folder.quarantine.glob("*.zip"))
    held.write_bytes(b"khac")
    texts = {problem.text: problem.mend for problem in problems(workplace)}
    assert set(texts.values()) == {Mend.NOTHING}
    package, quarantined = texts
    assert package.startswith("Gói nộp đã nhận “")
    assert "đề nghị đơn vị gửi lại đúng gói này" in package
    assert quarantined.startswith("Tệp cách ly “Gói hỏng.zip” bị thay đổi trong thư mục cach-ly")


def test_strays_are_told_and_set_aside_and_packages_stay(workplace: Workplace) -> None:
    data = workplace.store.folder
    whole = carried(data.path)
    strange = data.received_packages / "ff" / f"{'f' * 64}.zip"
    strange.parent.mkdir(exist_ok=True)
    for path in (strange, data.quarantine / "ghi chú.docx", data.path / "ky-so" / "nguoi-la.png"):
        path.write_bytes(b"\x89PNG\r\n\x1a\n la")
    (found,) = problems(workplace)
    assert found.text == "Có 3 tệp trong các thư mục goi-nhan, cach-ly, ky-so không thuộc gói hay cán bộ nào."
    assert not found.serious
    mended = mend(workplace.store, [found])
    assert mended.left == ()
    assert carried(data.path) == whole
    assert sorted(path.name for path in data.apart.rglob("*") if path.is_file()) == [
        f"{'f' * 64}.zip",
        "ghi chú.docx",
        "nguoi-la.png",
    ]


def test_a_picture_that_is_none_is_named(workplace: Workplace) -> None:
    (workplace.store.folder.path / "ky-so" / f"{SEAL}.png").write_bytes(b"hong")
    (found,) = problems(workplace)
    assert found.text.startswith(f"Ảnh chữ ký “ky-so/{SEAL}.png” không đọc được.")


def handed(workplace: Workplace, tmp_path: Path) -> hand_over.Given:
    return hand_over.give(workplace.desk_of(workplace.officers()[0]), request(tmp_path / "giao"), step=no_step)


def test_a_hand_over_takes_everything_along_but_the_key(workplace: Workplace, tmp_path: Path) -> None:
    data = workplace.store.folder
    whole, secret = carried(data.path), (data.path / KEY_FILE).read_bytes()
    assert hand_over.prospect(workplace.store).packages == 3
    given = handed(workplace, tmp_path)
    assert secret not in given.file.read_bytes()
    assert given.manifest.version == 2
    assert "3 gói nộp đã nhận" in given.manifest.held
    received = arrival.receive(arrival.inspect(given.file, step=no_step), tmp_path / "moi", CLOCK, step=no_step)
    assert received.problems == ()
    assert carried(tmp_path / "moi") == whole
    assert not (tmp_path / "moi" / KEY_FILE).exists()


def test_a_package_that_was_lost_before_is_told_to_both_sides(workplace: Workplace, tmp_path: Path) -> None:
    lost = packages(workplace)[0]
    lost.unlink()
    assert hand_over.prospect(workplace.store).missing == 1
    given = handed(workplace, tmp_path)
    assert given.manifest.missing == (lost.stem,)
    received = arrival.receive(arrival.inspect(given.file, step=no_step), tmp_path / "moi", CLOCK, step=no_step)
    assert any(text.startswith("Thiếu 1 tệp minh chứng hoặc gói đã nhận") for text in received.problems)
    assert any(text.startswith("Gói nộp đã nhận “") for text in received.problems)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("goi-nhan/{head}/{sha}", "x"),
        ("goi-nhan/00/{sha}", ""),
        ("cach-ly/000009", "../ra-ngoai.zip"),
        ("cach-ly/000009", "000000000000_khac.zip"),
        ("ky-so/000009", "..\\ra-ngoai.png"),
        ("ky-so/000009", "khoa-may.pem"),
        ("khac/000009", "a.png"),
    ],
)
def test_a_part_that_wants_to_lie_elsewhere_is_refused(
    workplace: Workplace, tmp_path: Path, path: str, name: str
) -> None:
    given = handed(workplace, tmp_path)
    content = b"xau"
    digest = sha256(content)
    path = path.format(head=digest[:2], sha=digest)
    other = tmp_path / "khac.cchc-ban-giao"
    with zipfile.ZipFile(given.file) as found, other.open("w+b") as stream:
        manifest = json.loads(found.read(MANIFEST))
        manifest["files"].append({"path": path, "size": len(content), "sha256": digest, "name": name})
        writer = ContainerWriter(stream)
        for member in found.namelist():
            if member not in (MANIFEST, READ_FIRST):
                writer.add(member, [found.read(member)])
        writer.add(path, [content])
        writer.add(READ_FIRST, [found.read(READ_FIRST)])
        writer.add(MANIFEST, [canonical(manifest)])
        writer.finish()
    with pytest.raises(Fault) as refused:
        arrival.inspect(other, step=no_step)
    assert refused.value.code == "hand-over-damaged"


def test_a_package_that_no_row_names_is_not_given(workplace: Workplace, tmp_path: Path) -> None:
    package = packages(workplace)[0]
    with workplace.store.work(None) as work:
        work.connection.exec_driver_sql("DELETE FROM received WHERE package_sha256 = ?", (package.stem,))
    given = handed(workplace, tmp_path)
    assert len(given.manifest.received_packages) == 2, "what no row names is not given"
    assert package_path(workplace.store.folder, package.stem).exists()
