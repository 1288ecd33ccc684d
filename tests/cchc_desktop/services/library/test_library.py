from datetime import date, datetime
from pathlib import Path

import pytest
from support.stored_files import png_of, written
from support.workplaces import UNIT, VIETNAM, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.library.library import MEGABYTE, EvidenceLibrary, LibraryFile
from cchc_desktop.services.library.places import Place, PlaceKind
from cchc_desktop.services.workplace import Desk
from db.tables import submission

LEAF = "1.3.1"
TASK = "TQ2025H2-06"


def library_of(desk: Desk) -> EvidenceLibrary:
    return EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)


@pytest.fixture
def library(desk: Desk) -> EvidenceLibrary:
    return library_of(desk)


def added(library: EvidenceLibrary, folder: Path, name: str, content: bytes = b"x") -> str:
    return library.register([library.copy_in(written(folder, name, content))]).value.ids[0]


def place(library: EvidenceLibrary, text: str) -> Place:
    return next(place for place in library.places() if place.text == text)


def only(library: EvidenceLibrary) -> LibraryFile:
    (file,) = library.files()
    return file


def add_product(desk: Desk, name: str = "Kế hoạch", day: date | None = None) -> str:
    return desk.tasks.add_product(desk.tasks.add_entry(TASK, day).value, name).value


def add_row(desk: Desk, name: str = "Cổng dịch vụ công", day: str = "5/3/2025") -> str:
    code = next(
        one.register.code
        for one in desk.registers.summaries()
        if one.register.name.endswith("sáng kiến, giải pháp mới")
    )
    register = desk.registers.register(code)
    values = {column.code: "" for column in register.columns}
    for column in register.columns:
        options = getattr(column.spec, "options", ())
        if column.code == register.date_column:
            values[column.code] = day
        elif options:
            values[column.code] = options[0].label
        elif column.required:
            values[column.code] = name
    return desk.registers.add(code, values).value.ids[0]


def test_files_without_a_use_are_in_the_library_and_one_undo_takes_all_of_a_drop_back(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path
) -> None:
    copied = [library.copy_in(written(tmp_path, f"scan {number}.pdf", b"%d" % number)) for number in range(5)]
    done = library.register(copied)
    assert [file.name for file in library.files()] == [f"scan {number}.pdf" for number in range(5)]
    assert len(done.value.ids) == 5
    assert desk.session.undo_label == "Thêm 5 tệp vào kho minh chứng"
    desk.session.undo()
    assert library.files() == ()


def test_a_file_says_what_it_proves_in_the_words_of_the_office(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path
) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    add_product(desk)
    add_row(desk)
    for text in (f"Tiêu chí {LEAF}", "Nhiệm vụ 6: Kế hoạch", "Sổ sáng kiến, giải pháp mới, dòng 1"):
        library.attach(file_id, place(library, text))
    uses = only(library).uses
    assert [use.place.text for use in uses] == [
        f"Tiêu chí {LEAF}",
        "Nhiệm vụ 6: Kế hoạch",
        "Sổ sáng kiến, giải pháp mới, dòng 1",
    ]
    assert [use.place.target.partition(":")[0] for use in uses] == ["criterion", "task", "register-row"]
    assert only(library).years == (2025,)


def test_the_line_of_a_register_is_counted_by_day(desk: Desk, library: EvidenceLibrary, tmp_path: Path) -> None:
    late = add_row(desk, "Sau", "6/5/2025")
    add_row(desk, "Truoc", "1/2/2025")
    file_id = added(library, tmp_path, "a.pdf")
    library.attach(file_id, next(one for one in library.places() if one.key == late))
    (use,) = only(library).uses
    assert use.place.text == "Sổ sáng kiến, giải pháp mới, dòng 2"
    assert "Sau" in use.place.detail


def test_entries_after_14_december_count_for_the_next_year(library: EvidenceLibrary, tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path / "thang-12", fixed_clock(datetime(2025, 12, 20, 9, 0, tzinfo=VIETNAM)))
    desk = desk_of(workplace)
    try:
        own = library_of(desk)
        add_product(desk)
        own.attach(added(own, tmp_path, "a.pdf"), place(own, "Nhiệm vụ 6: Kế hoạch"))
        assert only(own).years == (2026,)
    finally:
        workplace.store.close(with_backup=False)


def test_attaching_twice_changes_nothing_and_says_so(library: EvidenceLibrary, tmp_path: Path) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    assert library.attach(file_id, place(library, f"Tiêu chí {LEAF}")).value
    assert not library.attach(file_id, place(library, f"Tiêu chí {LEAF}")).value
    assert len(only(library).uses) == 1


def test_a_place_that_was_removed_meanwhile_is_refused_in_words(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path
) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    product, row = add_product(desk), add_row(desk)
    places = [one for one in library.places() if one.key in (product, row)]
    desk.tasks.delete_product(product)
    desk.registers.delete([row])
    for gone in places:
        with pytest.raises(Refusal, match="không còn"):
            library.attach(file_id, gone)
    assert len(places) == 2
    assert only(library).uses == ()


def test_attaching_and_detaching_can_be_undone(desk: Desk, library: EvidenceLibrary, tmp_path: Path) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    library.attach(file_id, place(library, f"Tiêu chí {LEAF}"))
    library.detach(only(library).uses[0])
    assert only(library).uses == ()
    desk.session.undo()
    assert len(only(library).uses) == 1
    desk.session.undo()
    assert only(library).uses == ()


def test_a_file_attached_on_another_screen_is_the_same_file(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path
) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf"))
    library.attach(only(library).id, place(library, "Tiêu chí 1.1.1"))
    rows = {row.criterion.code: row.files for row in desk.assessment.sheet().rows}
    assert rows[LEAF][0].id == rows["1.1.1"][0].id


def test_files_of_one_name_are_known_as_twins(library: EvidenceLibrary, tmp_path: Path) -> None:
    added(library, tmp_path / "1", "Kế hoạch.pdf", b"1")
    added(library, tmp_path / "2", "Kế hoạch.pdf", b"2")
    added(library, tmp_path / "3", "Khác.pdf", b"3")
    assert {file.name: file.twins for file in library.files()} == {
        "Kế hoạch.pdf": 2,
        "Kế hoạch (2).pdf": 2,
        "Khác.pdf": 1,
    }


def test_a_missing_file_and_one_of_another_size_are_not_there(library: EvidenceLibrary, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        added(library, tmp_path, name, name.encode())
    first, second, _ = library.files()
    library.path(first).unlink()
    library.path(second).write_bytes(b"")
    assert [file.there for file in library.files()] == [False, False, True]


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_the_original_mends_a_missing_or_altered_file(library: EvidenceLibrary, tmp_path: Path, damage: str) -> None:
    added(library, tmp_path, "a.pdf", b"abc")
    file = only(library)
    stored = library.path(file)
    stored.unlink() if damage == "missing" else stored.write_bytes(b"abd")
    library.mend(file, tmp_path / "a.pdf")
    assert stored.read_bytes() == b"abc"


def test_another_file_does_not_mend_and_leaves_the_store_as_it_was(library: EvidenceLibrary, tmp_path: Path) -> None:
    added(library, tmp_path, "a.pdf", b"abc")
    file = only(library)
    library.path(file).write_bytes(b"abd")
    with pytest.raises(Refusal, match=r"không giống tệp “a\.pdf”"):
        library.mend(file, written(tmp_path, "khac.pdf", b"khac"))
    assert library.path(file).read_bytes() == b"abd"


def test_a_completed_self_assessment_refuses_both_ways(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    here = place(library, f"Tiêu chí {LEAF}")
    library.attach(file_id, here)
    monkeypatch.setattr(type(desk.assessment), "_is_frozen", lambda *_: True)
    with pytest.raises(Refusal, match="đã chốt"):
        library.attach(file_id, place(library, "Tiêu chí 1.1.1"))
    with pytest.raises(Refusal, match="đã chốt"):
        library.detach(only(library).uses[0])
    assert len(only(library).uses) == 1


def test_a_completed_progress_report_refuses_both_ways(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = added(library, tmp_path, "a.pdf")
    add_product(desk)
    here = place(library, "Nhiệm vụ 6: Kế hoạch")
    library.attach(file_id, here)
    monkeypatch.setattr("cchc_desktop.services.library.library.frozen_until", lambda *_: date(2025, 12, 14))
    with pytest.raises(Refusal, match="Tiến độ đến ngày 14/12/2025 đã chốt"):
        library.detach(only(library).uses[0])
    with pytest.raises(Refusal, match="đã chốt"):
        library.attach(file_id, here)


def test_a_pasted_picture_is_named_by_its_moment(library: EvidenceLibrary) -> None:
    library.add_picture(png_of())
    library.add_picture(png_of(width=41))
    assert {file.name for file in library.files()} == {
        "Ảnh chụp màn hình 2025-12-10 09.00.png",
        "Ảnh chụp màn hình 2025-12-10 09.00 (2).png",
    }


def test_a_budget_counts_a_file_once_and_names_the_largest(
    desk: Desk, library: EvidenceLibrary, tmp_path: Path
) -> None:
    large = added(library, tmp_path, "lớn.pdf", b"x" * (2 * MEGABYTE))
    small = added(library, tmp_path, "nhỏ.pdf", b"y")
    for text in (f"Tiêu chí {LEAF}", "Tiêu chí 1.1.1"):
        library.attach(large, place(library, text))
        library.attach(small, place(library, text))
    scored, done = library.budgets(library.files())
    assert (scored.name, scored.files, scored.size) == ("Tự chấm điểm năm 2025", 2, 2 * MEGABYTE + 1)
    assert [file.name for file in scored.largest] == ["lớn.pdf"]
    assert scored.exceeds(2)
    assert not scored.exceeds(3)
    assert done.files == 0


def test_every_place_can_be_found_without_diacritics(desk: Desk, library: EvidenceLibrary) -> None:
    add_row(desk, "Giảm giấy tờ")
    found = [one.text for one in library.places() if "giam giay to" in one.search_key]
    assert found == ["Sổ sáng kiến, giải pháp mới, dòng 1"]


def test_a_signed_scan_is_a_use_that_cannot_be_taken_away(desk: Desk, library: EvidenceLibrary, tmp_path: Path) -> None:
    file_id = added(library, tmp_path, "ban-ky.pdf")
    with desk.session.command("Gắn bản ký") as work:
        work.insert(
            submission,
            kind="assessment",
            unit_code=UNIT,
            period_code="2025-Y",
            revision=1,
            state="draft",
            scan_id=file_id,
        )
    (use,) = only(library).uses
    assert use.place.kind is PlaceKind.SIGNED
    assert use.place.text == "Bản ký: Tự chấm điểm Chỉ số CCHC, năm 2025"
    with pytest.raises(Refusal, match="không gỡ được"):
        library.detach(use)


def test_who_issued_a_document_and_the_pages_of_each_place_stand_in_the_library(library, desk: Desk, tmp_path) -> None:
    (file_id,) = library.register([library.copy_in(written(tmp_path, "a.pdf", b"x"))]).value.ids
    desk.evidence.describe(file_id, issuer="UBND xã Yên Sơn")
    for place in library.places()[:2]:
        library.attach(file_id, place)
    (file,) = library.files()
    library.cite(file.uses[1], "mục II, trang 4")
    (file,) = library.files()
    assert file.issuer == "UBND xã Yên Sơn"
    assert [use.pages for use in file.uses] == ["", "mục II, trang 4"]
