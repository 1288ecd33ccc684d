import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.register import Column, Register
from cchc_desktop.services.registers.headers import find_header, match_header
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.registers.rows import Incoming
from cchc_desktop.services.registers.source import split_cells
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault

HEADER = "Trích yếu nội dung\tNgày ban hành\tLoại văn bản\tSố, ký hiệu\tPhạm vi"
LINE = "Kế hoạch quý IV\t5/10/2025\tKế hoạch\t12/KH-UBND\tCải cách hành chính"


class Stop(Exception):
    """The user pressed Dừng."""


def preview(desk: Desk, text: str, code: str = "VB") -> Incoming:
    return desk.registers.preview_paste(code, text)


def problems(incoming: Incoming) -> list[tuple[int, str]]:
    return [(row.line, problem) for row in incoming.rows for problem in row.problems]


def test_columns_are_found_by_their_words_in_any_order(desk: Desk) -> None:
    found = preview(desk, f"{HEADER}\n{LINE}\n")
    assert [code for _, code in found.columns] == ["trich_yeu", "ngay", "loai", "so_ky_hieu", "linh_vuc"]
    (row,) = found.good
    assert row.line == 2
    assert row.plain["ngay"] == "2025-10-05"
    assert (row.plain["loai"], row.shown["loai"]) == ("ke_hoach", "Kế hoạch")


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (["STT", "SỐ KÝ HIỆU", "ngày ban hành (*)", "Trích yếu"], ["", "so_ky_hieu", "ngay", "trich_yeu"]),
        (["Số, ký hiệu văn bản", "Ngày", "Cơ quan"], ["so_ky_hieu", "ngay", "co_quan"]),
        (["Ghi chú", "loai", "Số, ký hiệu"], ["", "loai", "so_ky_hieu"]),
    ],
)
def test_header_words_need_not_be_exact(desk: Desk, header: list[str], codes: list[str]) -> None:
    register = desk.registers.register("VB")
    assert find_header(register, [header]) == 0
    assert list(match_header(register, header)) == codes


def test_cells_without_a_header_are_taken_by_position_behind_serial_numbers(desk: Desk) -> None:
    bare = "5/10/2025\t12/KH-UBND\tKế hoạch\tNội dung\tUBND\tcchc"
    assert [code for _, code in preview(desk, bare).columns][:2] == ["ngay", "so_ky_hieu"]
    numbered = "\n".join(f"{number}\t{bare}" for number in (1, 2, 3))
    assert [code for _, code in preview(desk, numbered).columns][:3] == ["", "ngay", "so_ky_hieu"]
    assert preview(desk, bare).good[0].line == 1


def test_titles_above_the_header_and_headers_that_repeat_are_passed_over(desk: Desk) -> None:
    text = f"SỔ THEO DÕI VĂN BẢN\t\t\t\t\n\t\t\t\t\n{HEADER}\n{LINE}\n{HEADER}\n{LINE.replace('12/', '13/')}"
    assert [row.line for row in preview(desk, text).good] == [4, 6]


def test_columns_that_were_put_right_by_hand_count(desk: Desk) -> None:
    text = "5/10/2025\tNội dung\t12/KH-UBND\tKế hoạch\tcchc"
    found = desk.registers.preview_paste("VB", text, columns=["ngay", "trich_yeu", "so_ky_hieu", "loai", "linh_vuc"])
    assert [row.plain["so_ky_hieu"] for row in found.good] == ["12/KH-UBND"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (LINE.replace("5/10/2025", "31/02/2025"), "Cột “Ngày ban hành”: Không có ngày 31/2/2025"),
        (LINE.replace("5/10/2025", "236/6/2022"), "Cột “Ngày ban hành”: Không có ngày “236/6/2022”"),
        (LINE.replace("5/10/2025", "10/25/2025"), "bị đổi chỗ: 25/10/2025?"),
        (LINE.replace("\tKế hoạch\t", "\tHướng dẫn\t"), "Cột “Loại văn bản”: Không có lựa chọn “Hướng dẫn”"),
        (LINE.replace("12/KH-UBND", ""), "Cột “Số, ký hiệu”: chưa nhập."),
    ],
)
def test_problems_are_told_by_line_and_column_and_keep_the_row_out(desk: Desk, cells: str, problem: str) -> None:
    found = preview(desk, f"{HEADER}\n{LINE}\n{cells}")
    ((line, told),) = problems(found)
    assert line == 3
    assert problem in told
    assert len(found.good) == 1


@pytest.mark.parametrize("typed", ["1,234.5", "1234.5", "43.83"])
def test_ambiguous_numbers_are_problems_and_never_guessed(desk: Desk, typed: str) -> None:
    text = f"Ngày thực hiện\tNội dung\tChủ đề\tHình thức\tSố người tham dự\n5/10\tHọp\tcchc\ttoa_dam\t{typed}"
    ((_, told),) = problems(preview(desk, text, "TT"))
    assert told.startswith("Cột “Số người tham dự”: Số")
    assert "có thể hiểu là" in told


def test_duplicates_of_stored_and_of_earlier_lines_are_left_out(desk: Desk) -> None:
    desk.registers.apply(preview(desk, f"{HEADER}\n{LINE}"))
    twice = LINE.replace("12/", "14/")
    found = preview(desk, f"{HEADER}\n{LINE.replace('KH-UBND', 'kh-ubnd')}\n{twice}\n{twice}")
    assert [(row.line, row.duplicate) for row in found.rows] == [(2, True), (3, False), (4, True)]


def test_cells_with_line_breaks_and_quotes_stay_whole() -> None:
    text = 'a\t"một\nhai ""ba"""\tc\r\n"Dân vận khéo" năm 2025\t"x\r\n'
    assert list(split_cells(text)) == [("a", 'một\nhai "ba"', "c"), ('"Dân vận khéo" năm 2025', '"x')]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    assert list(split_cells('"abc\td\ne\tf')) == [('"abc', "d"), ("e", "f")]


def test_pasting_is_one_deed_that_is_undone_as_one(desk: Desk) -> None:
    lines = "\n".join(LINE.replace("12/", f"{number}/") for number in range(2000))
    done = desk.registers.apply(preview(desk, f"{HEADER}\n{lines}"))
    assert len(done.value.ids) == 2000
    assert done.changed == {"register_row"}
    assert desk.session.undo_label == "Dán 2.000 dòng"
    numbers = [row.plain["so_ky_hieu"] for row in desk.registers.table("VB").rows]
    assert numbers == [f"{number}/KH-UBND" for number in range(2000)]
    desk.session.undo()
    assert desk.registers.table("VB").total == 0


def test_ten_thousand_lines_tell_their_progress_and_stay_small(desk: Desk) -> None:
    lines = "\n".join(LINE.replace("12/", f"{number}/") for number in range(10_000))
    steps: list[tuple[int, int]] = []
    tracemalloc.start()
    found = desk.registers.preview_paste("VB", f"{HEADER}\n{lines}", lambda done, total: steps.append((done, total)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.good) == 10_000
    assert steps[-1] == (10_000, 10_000)
    assert len(steps) > 20
    assert peak < 100 * 1024 * 1024


@pytest.mark.parametrize("stop_at", [0, 500, 2000])
def test_a_paste_that_is_stopped_leaves_nothing_behind(desk: Desk, stop_at: int) -> None:
    lines = "\n".join(LINE.replace("12/", f"{number}/") for number in range(2000))
    found = preview(desk, f"{HEADER}\n{lines}")

    def stop(done: int, _total: int) -> None:
        if done >= stop_at:
            raise Stop

    with pytest.raises(Stop):
        desk.registers.apply(found, stop)
    assert desk.registers.table("VB").total == 0
    assert desk.session.undo_label == ""


def test_too_many_lines_are_refused_before_they_are_read(desk: Desk) -> None:
    with pytest.raises(Fault) as refused:
        preview(desk, "x\n" * 50_001)
    assert refused.value.code == "too-many-lines"


EVERY_TYPE = Register(
    "MAU",
    "Sổ mẫu",
    "ngay",
    (
        Column("ngay", "Ngày", ValueSpec(FieldType.DATE), required=True),
        Column("ten", "Tên việc", ValueSpec(FieldType.TEXT), required=True),
        Column("mo_ta", "Mô tả", ValueSpec(FieldType.LONG_TEXT)),
        Column("so", "Số lượt", ValueSpec(FieldType.INTEGER)),
        Column("tien", "Kinh phí", ValueSpec(FieldType.MONEY, decimals=2)),
        Column("ty_le", "Tỷ lệ", ValueSpec(FieldType.PERCENT, decimals=2)),
        Column("xong", "Đã xong", ValueSpec(FieldType.YES_NO)),
        Column("nguoi", "Người làm", ValueSpec(FieldType.TEXT), personal=True),
    ),
    identity=("ten",),
)
ROW = {
    "ngay": "5/10/2025",
    "ten": "=1+1",
    "mo_ta": "dòng một\ndòng hai",
    "so": "1.855",
    "tien": "1.234,5",
    "ty_le": "41,05%",
    "xong": "không",
    "nguoi": "Nguyễn Văn A",
}


@pytest.fixture
def every_type(desk: Desk) -> Registers:
    registers = Registers(desk.session, desk.evidence, [EVERY_TYPE])
    registers.add("MAU", ROW)
    registers.add("MAU", {"ngay": "6/10/2025", "ten": "-5 độ"})
    return registers


def saved(folder: Path, content: bytes, name: str = "so.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("personal", [True, False])
def test_what_is_exported_is_read_back_the_same(every_type: Registers, tmp_path: Path, personal: bool) -> None:
    before = [dict(row.plain) for row in every_type.table("MAU").rows]
    path = saved(tmp_path, every_type.export_xlsx("MAU", personal=personal))
    assert [row.duplicate for row in every_type.preview_file("MAU", path).rows] == [True, True]
    every_type.delete([row.id for row in every_type.table("MAU").rows])
    every_type.apply(every_type.preview_file("MAU", path))
    expected = before if personal else [{k: v for k, v in row.items() if k != "nguoi"} for row in before]
    assert [dict(row.plain) for row in every_type.table("MAU").rows] == expected


def test_a_workbook_of_all_bundled_registers_is_read_back(desk: Desk, tmp_path: Path) -> None:
    for register in (summary.register for summary in desk.registers.summaries()):
        typed = {column.code: sample(column) for column in register.columns}
        desk.registers.add(register.code, typed)
        (before,) = desk.registers.table(register.code).rows
        path = saved(tmp_path, desk.registers.export_xlsx(register.code, personal=True))
        (row,) = desk.registers.preview_file(register.code, path).rows
        assert (row.problems, dict(row.plain)) == ((), dict(before.plain))


def sample(column: Column) -> str:
    match column.spec.type:
        case FieldType.DATE:
            return "5/10/2025"
        case FieldType.CHOICE:
            return column.spec.options[-1].code
        case FieldType.YES_NO:
            return "có"
        case FieldType.INTEGER:
            return "12"
        case _:
            return f"{column.name}, số 1"


def test_an_exported_workbook_has_typed_cells_drop_downs_and_nothing_personal(every_type: Registers) -> None:
    book = openpyxl.load_workbook(io.BytesIO(every_type.export_xlsx("MAU", (date(2025, 10, 5), date(2025, 10, 5)))))
    page = book["MAU"]
    titles = [cell.value for cell in page[4]]
    assert titles == ["STT", "Ngày *", "Tên việc *", "Mô tả", "Số lượt", "Kinh phí", "Tỷ lệ", "Đã xong"]
    row = page[5]
    assert row[1].value.date() == date(2025, 10, 5)
    assert (row[2].value, row[2].data_type, row[2].quotePrefix) == ("=1+1", "s", True)
    assert [cell.value for cell in row[4:7]] == [1855, 1234.5, 0.4105]
    assert page.max_row == 5
    (rule,) = page.data_validations.dataValidation
    assert rule.formula1 == "'Danh mục'!$A$2:$A$3"
    assert [cell.value for cell in book["Danh mục"]["A"]] == ["Đã xong", "Có", "Không"]
    assert "Nguyễn Văn A" not in str([cell.value for line in page.iter_rows() for cell in line])


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_reading_a_long_workbook_can_be_stopped(every_type: Registers, tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for number in range(1000):
            book.worksheets[0].append(["Họp", number])

    steps: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) == 3:
            raise Stop

    with pytest.raises(Stop):
        every_type.preview_file("MAU", saved(tmp_path, workbook(fill)), stop)
    assert steps == [(0, 0)] * 3


def test_formulas_and_error_cells_of_a_workbook_are_problems(every_type: Registers, tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.worksheets[0]
        page.append(["Ngày", "Tên việc", "Số lượt"])
        page.append([date(2025, 10, 7), "A", "=1+2"])
        page.append([date(2025, 10, 7), "#REF!", 3])

    found = every_type.preview_file("MAU", saved(tmp_path, workbook(fill)))
    assert problems(found) == [
        (2, "Cột “Số lượt”: Ô chứa công thức “=1+2”; hãy dán giá trị thay cho công thức."),
        (3, "Cột “Tên việc”: Ô báo lỗi #REF! của Excel; hãy nhập lại giá trị."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_tables_are_read_whatever_parts_their_cells(
    every_type: Registers, tmp_path: Path, encoding: str, separator: str
) -> None:
    text = separator.join(["Ngày", "Tên việc", "Số lượt"]) + "\n" + separator.join(["7/10/2025", "Họp", "1.200"])
    path = saved(tmp_path, text.encode(encoding), "so.csv")
    assert every_type.preview_file("MAU", path).good[0].plain["so"] == "1200"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"Ng\xe0y;T\xean\n1;2", "so.csv", "text-unknown"),
        (b"Ngay;Ten\n1;2", "so.xlsx", "csv-as-xlsx"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "so.xls", "html-as-xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "so.xlsx", "password-protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "so.xlsx", "xls-old"),
    ],
)
def test_files_that_are_something_else_are_refused_by_what_they_are(
    every_type: Registers, tmp_path: Path, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Fault) as refused:
        every_type.preview_file("MAU", saved(tmp_path, content, name))
    assert refused.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked(every_type: Registers, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 210 * 1024 * 1024)
    with pytest.raises(Fault) as refused:
        every_type.preview_file("MAU", saved(tmp_path, target.getvalue()))
    assert refused.value.code == "bomb"
