import threading
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.workplaces import VIETNAM, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.register import Column, Register
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.registers.rows import RegisterRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.canonical_json import canonical
from db.tables import register_row, submission

DIRECTIVE = {
    "ngay": "5/10/2025",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính quý IV",
    "linh_vuc": "cchc",
}
PUBLICITY = {"ngay": "5/10", "chu_de": "cchc", "hinh_thuc": "tọa đàm", "noi_dung": "Nói chuyện", "so_nguoi": "1.200"}


def rows(desk: Desk, code: str = "VB") -> tuple[RegisterRow, ...]:
    return desk.registers.table(code).rows


def add(desk: Desk, code: str = "VB", **changes: str) -> str:
    return desk.registers.add(code, {**DIRECTIVE, **changes}).value.ids[0]


def test_a_typed_row_is_stored_plain_and_shown_as_officials_write(desk: Desk) -> None:
    add(desk)
    (row,) = rows(desk)
    assert row.plain == {
        "ngay": "2025-10-05",
        "so_ky_hieu": "12/KH-UBND",
        "loai": "ke_hoach",
        "trich_yeu": "Kế hoạch cải cách hành chính quý IV",
        "linh_vuc": "cchc",
    }
    assert (row.day, row.shown["ngay"], row.shown["loai"]) == (date(2025, 10, 5), "05/10/2025", "Kế hoạch")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/10", date(2025, 10, 5)),
        ("9/1", date(2025, 1, 9)),
        ("20/2", date(2025, 2, 20)),
        ("05/10/2024", date(2024, 10, 5)),
    ],
)
def test_a_date_without_a_year_gets_the_working_year(desk: Desk, typed: str, day: date) -> None:
    add(desk, ngay=typed)
    assert rows(desk)[0].day == day


def test_in_january_the_months_to_come_are_those_of_last_year(tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path / "du-lieu", fixed_clock(datetime(2026, 1, 5, 9, tzinfo=VIETNAM)))
    registers = desk_of(workplace).registers
    register = registers.register("VB")
    assert registers.read_cell(register, "ngay", "28/12").shown == "28/12/2025"
    assert registers.read_cell(register, "ngay", "20/1").shown == "20/01/2026"
    assert registers.read_row(register, {"ngay": "hôm qua"}).problems["ngay"].startswith("“hôm qua” không phải là ngày")
    workplace.store.close(with_backup=False)


def test_other_dates_of_a_row_lie_nearest_to_its_own_day(desk: Desk) -> None:
    values = {"ngay": "20/12/2024", "loai": "tu_kiem_tra", "noi_dung": "Bộ phận Một cửa", "so_van_de": "2"}
    desk.registers.add("KT", {**values, "han_xu_ly": "15/1"})
    assert rows(desk, "KT")[0].plain["han_xu_ly"] == "2025-01-15"


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("ngay", "31/02/2025", "Không có ngày 31/2/2025"),
        ("ngay", "31/2", "Không có ngày 31/2"),
        ("ngay", "236/6/2022", "Không có ngày “236/6/2022”"),
        ("ngay", "10/25/2025", "Có thể ngày và tháng bị đổi chỗ"),
        ("ngay", "", "Chưa nhập “Ngày thực hiện”."),
        ("hinh_thuc", "kịch nói", "Không có lựa chọn “kịch nói”"),
        ("so_nguoi", "1,234.5", "có thể hiểu là"),
        ("so_nguoi", "=B2+C2", "là công thức"),
        ("so_nguoi", "-3", "Số phải từ 0 trở lên."),
        ("noi_dung", "  ", "Chưa nhập “Nội dung”."),
    ],
)
def test_what_cannot_be_read_is_refused_by_column_and_never_stored(
    desk: Desk, column: str, typed: str, words: str
) -> None:
    values = {**PUBLICITY, "hinh_thuc": "toa_dam", column: typed}
    with pytest.raises(Refusal) as refused:
        desk.registers.add("TT", values)
    (finding,) = refused.value.findings
    assert finding.code == f"register.value:{column}"
    assert words in finding.text
    assert rows(desk, "TT") == ()


def test_editing_one_column_keeps_the_others_and_can_be_undone(desk: Desk) -> None:
    row_id = add(desk)
    desk.registers.edit(row_id, "ngay", "6/11")
    desk.registers.edit(row_id, "co_quan", "UBND phường")
    assert (rows(desk)[0].day, rows(desk)[0].shown["co_quan"]) == (date(2025, 11, 6), "UBND phường")
    desk.registers.edit(row_id, "co_quan", "")
    assert "co_quan" not in rows(desk)[0].plain
    for _ in range(3):
        desk.session.undo()
    assert rows(desk)[0].shown["ngay"] == "05/10/2025"


def test_an_edit_to_rubbish_is_refused_and_changes_nothing(desk: Desk) -> None:
    row_id = add(desk)
    for column, typed in (("ngay", "hôm qua"), ("trich_yeu", "")):
        with pytest.raises(Refusal):
            desk.registers.edit(row_id, column, typed)
    assert rows(desk)[0].shown["ngay"] == "05/10/2025"
    assert desk.session.undo_label == "Thêm dòng vào Sổ theo dõi văn bản chỉ đạo, điều hành"


def test_a_duplicate_stands_behind_its_model_and_is_told_where_rows_have_an_identity(desk: Desk) -> None:
    model = add(desk)
    done = desk.registers.duplicate(model)
    assert "Sổ đã có dòng cùng “Số, ký hiệu”" in done.value.notice
    first, second = rows(desk)
    assert first.plain == second.plain
    assert all("Có 2 dòng cùng" in row.findings[0].text for row in rows(desk))
    other = desk.registers.duplicate(model, day=date(2025, 12, 10))
    assert other.value.notice == ""
    assert [row.day for row in rows(desk)][-1] == date(2025, 12, 10)


def test_rows_are_deleted_together_with_their_files_and_come_back_together(desk: Desk, tmp_path: Path) -> None:
    kept, *gone = (add(desk, so_ky_hieu=f"{number}/KH-UBND") for number in range(3))
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    desk.registers.attach(gone[0], source)
    desk.registers.delete(gone)
    assert [row.id for row in rows(desk)] == [kept]
    assert desk.session.undo_label == "Xóa 2 dòng của sổ theo dõi"
    desk.session.undo()
    assert {row.id: [file.name for file in row.files] for row in rows(desk)} == {
        kept: [],
        gone[0]: ["kế hoạch.pdf"],
        gone[1]: [],
    }


def test_search_ignores_case_and_diacritics_and_counts_all_rows(desk: Desk) -> None:
    add(desk)
    add(desk, so_ky_hieu="13/QĐ-UBND", loai="Quyết định", trich_yeu="Kiện toàn Ban Chỉ đạo")
    table = desk.registers.table("VB", query="QUYET dinh KIEN")
    assert ([row.shown["so_ky_hieu"] for row in table.rows], table.total) == (["13/QĐ-UBND"], 2)


def test_one_row_is_read_alone_with_its_place_among_all_rows(desk: Desk) -> None:
    late, early = add(desk, ngay="6/11/2025"), add(desk, ngay="5/10/2025", so_ky_hieu="1/KH")
    assert [desk.registers.row(row_id)[1].number for row_id in (early, late)] == [1, 2]
    assert desk.registers.row(late)[1] == desk.registers.table("VB").rows[1]
    twin = desk.registers.duplicate(late).value.ids[0]
    assert [finding.code for finding in desk.registers.row(twin)[1].findings] == ["register.duplicate"]
    desk.registers.delete([twin])
    with pytest.raises(KeyError):
        desk.registers.row(twin)


def test_a_window_holds_its_first_and_last_day(desk: Desk) -> None:
    for day in ("14/9", "15/9", "14/12", "15/12"):
        add(desk, ngay=f"{day}/2025", so_ky_hieu=day)
    window = (date(2025, 9, 15), date(2025, 12, 14))
    table = desk.registers.table("VB", window=window)
    assert [(row.number, row.shown["so_ky_hieu"]) for row in table.rows] == [(1, "15/9"), (2, "14/12")]
    summary = next(item for item in desk.registers.summaries() if item.register.code == "VB")
    assert (summary.rows, summary.rows_this_year, summary.last_day) == (4, 3, date(2025, 12, 15))


def test_a_day_to_come_and_a_required_column_that_a_new_edition_asks_for_are_told(desk: Desk) -> None:
    free = Register("S", "Sổ", "ngay", (Column("ngay", "Ngày", ValueSpec(FieldType.DATE)), TEXT))
    first = Registers(desk.session, desk.evidence, [free])
    first.add("S", {"ngay": "1/1/2026"})
    stricter = Register("S", "Sổ", "ngay", (free.columns[0], REQUIRED_TEXT))
    (row,) = Registers(desk.session, desk.evidence, [stricter]).table("S").rows
    assert [finding.code for finding in row.findings] == ["register.required", "register.future"]
    assert row.findings[0].target == f"register-row:{row.id}:ten"


TEXT = Column("ten", "Tên", ValueSpec(FieldType.TEXT))
REQUIRED_TEXT = Column("ten", "Tên", ValueSpec(FieldType.TEXT), required=True)


def test_a_value_that_a_new_edition_reads_no_more_is_kept_and_told(desk: Desk) -> None:
    columns = (Column("ngay", "Ngày", ValueSpec(FieldType.DATE)), TEXT)
    Registers(desk.session, desk.evidence, [Register("S", "Sổ", "ngay", columns)]).add(
        "S", {"ngay": "1/10/2025", "ten": "khoảng mười"}
    )
    number = Column("ten", "Tên", ValueSpec(FieldType.INTEGER))
    changed = Registers(desk.session, desk.evidence, [Register("S", "Sổ", "ngay", (columns[0], number))])
    (row,) = changed.table("S").rows
    assert row.shown["ten"] == "khoảng mười"
    assert [finding.code for finding in row.findings] == ["register.unreadable"]
    assert "ten" not in changed.entries("S")[0].values


def test_entries_are_domain_values_by_day(desk: Desk) -> None:
    desk.registers.add("TT", {**PUBLICITY, "hinh_thuc": "toa_dam", "ngay": "6/10/2025"})
    desk.registers.add("TT", {**PUBLICITY, "hinh_thuc": "toa_dam"})
    first, second = desk.registers.entries("TT")
    assert (first.day, second.day) == (date(2025, 10, 5), date(2025, 10, 6))
    assert first.values["so_nguoi"] == Decimal(1200)
    assert (first.values["hinh_thuc"], first.values["ngay"]) == ("toa_dam", date(2025, 10, 5))


def test_a_completed_report_is_not_locked_and_says_calmly_that_it_stays_as_it_is(desk: Desk) -> None:
    complete_report(desk, "2025-Q4")
    outside = desk.registers.add("VB", {**DIRECTIVE, "ngay": "14/9/2025"})
    inside = desk.registers.add("VB", {**DIRECTIVE, "ngay": "15/9/2025"})
    assert outside.value.notice == ""
    assert inside.value.notice.startswith(
        "“Báo cáo cải cách hành chính định kỳ của Ủy ban nhân dân cấp xã” quý IV năm 2025 "
        "đã hoàn thành nên giữ nguyên số liệu đã chốt"
    )
    moved = desk.registers.edit(outside.value.ids[0], "ngay", "16/9/2025")
    same = desk.registers.edit(outside.value.ids[0], "ngay", "16/9/2025")
    assert "quý IV năm 2025" in moved.value.notice
    assert same.value.notice == ""
    assert "quý IV năm 2025" in desk.registers.delete(inside.value.ids).value.notice


def test_a_completed_report_is_not_named_for_a_register_that_it_does_not_count(desk: Desk) -> None:
    complete_report(desk, "2025-Q4")
    columns = (Column("ngay", "Ngày", ValueSpec(FieldType.DATE)), TEXT)
    registers = Registers(desk.session, desk.evidence, [Register("TCD", "Sổ tiếp công dân", "ngay", columns)])
    added = registers.add("TCD", {"ngay": "16/9/2025", "ten": "Một lượt"})
    assert added.value.notice == ""
    assert registers.delete(added.value.ids).value.notice == ""


def test_a_figure_that_counts_by_another_date_names_its_report_by_that_date(desk: Desk) -> None:
    complete_report(desk, "2025-Q4")
    idea = {"ten": "Số hóa sổ", "tac_gia": "Tổ một cửa", "trang_thai": "cong_nhan"}
    early = desk.registers.add("SK", {**idea, "ngay": "1/12/2024", "ngay_cong_nhan": "5/12/2024"})
    late = desk.registers.add("SK", {**idea, "ngay": "2/12/2024", "ngay_cong_nhan": "16/9/2025"})
    assert "quý IV năm 2025" not in early.value.notice
    assert "quý IV năm 2025" in late.value.notice


def complete_report(desk: Desk, period: str) -> None:
    with desk.session.store.work(None) as work:
        row = work.insert(
            submission,
            kind="report",
            form_code="BC-CCHC-XA",
            unit_code=desk.session.workspace.unit.code,
            period_code=period,
            revision=1,
            state="draft",
            snapshot=canonical({"definition": desk.session.packs.definition("BC-CCHC-XA")}),
            snapshot_sha256="0" * 64,
        )
        work.update(submission, row, state="complete")


def test_the_book_leaves_personal_columns_out_and_keeps_numbers_and_dates_plain(desk: Desk) -> None:
    desk.registers.add(
        "SK", {"ngay": "5/10/2025", "ten": "Số hóa sổ", "tac_gia": "Nguyễn Văn A", "trang_thai": "dang_ky"}
    )
    book = desk.registers.book_snapshot("SK", (date(2025, 9, 15), date(2025, 12, 14)))
    part = book["register"]
    assert (book["kind"], part["window_from"], part["window_to"]) == ("register", "2025-09-15", "2025-12-14")
    assert "Tác giả" not in [column["name"] for column in part["table"]["columns"]]
    assert part["table"]["rows"] == [["2025-10-05", "Số hóa sổ", "Đã đăng ký", "", ""]]
    assert "Nguyễn Văn A" not in str(book)
    assert book["definition"]["code"] == "SO-XA-2025"
    assert book["signer"]["name"] == "Trần Văn Hùng"


def test_rows_are_stored_as_canonical_json(desk: Desk) -> None:
    add(desk, co_quan="UBND")
    with desk.session.read() as connection:
        content = connection.scalar(sa.select(register_row.c.content))
    assert content == (
        '{"co_quan":"UBND","linh_vuc":"cchc","loai":"ke_hoach","ngay":"2025-10-05",'
        '"so_ky_hieu":"12/KH-UBND","trich_yeu":"Kế hoạch cải cách hành chính quý IV"}'
    )


def test_reading_from_two_threads_gives_the_same_rows(desk: Desk) -> None:
    add(desk)
    found: list[int] = []
    readers = [threading.Thread(target=lambda: found.append(len(rows(desk)))) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert found == [1, 1]
