"""Files that are not what their name says, damaged, protected, malicious, empty or very long."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from support.task_tables import (
    DEPARTMENT,
    PROVINCE,
    Row,
    delimited,
    differences,
    html,
    paste,
    plan,
    read,
    rows,
    write_docx,
    write_xlsx,
)

from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.source import read_file
from cchc_desktop.system.fault import Fault

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(path: Path, data: bytes) -> Fault:
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        read(path)
    assert caught.value.safe
    assert caught.value.do
    return caught.value


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_xlsx_that_is_really_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text(delimited(rows(plan(PROVINCE)), ";"), encoding="utf-8")
    assert differences(read(path), plan(PROVINCE)) == []


def test_an_xlsx_that_is_really_a_web_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text(html(rows(plan(DEPARTMENT))), encoding="utf-8")
    assert differences(read(path), plan(DEPARTMENT)) == []


def test_a_docx_named_xlsx_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "plan.docx", rows(plan(DEPARTMENT)))
    assert differences(read(path.rename(tmp_path / "plan.xlsx")), plan(DEPARTMENT)) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), "xls-old"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "doc-old"),
        ("a.xlsx", b"", "table-empty"),
        ("a.csv", b"  \r\n \t", "table-empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "table-unknown"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8, "table-unknown"),
        ("a.zip", packed({"a.txt": b"x"}), "table-unknown"),
        ("a.txt", "Chỉ là một đoạn văn bản không có bảng nào.".encode(), "header-missing"),
        ("a.csv", b"a;b;c\r\nd;e;f\r\n", "header-missing"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert refused(tmp_path / name, data).code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        read(tmp_path / "none.xlsx")
    assert caught.value.code == "file-missing"


@pytest.mark.parametrize(
    ("name", "write", "code"), [("a.xlsx", write_xlsx, "damaged"), ("a.docx", write_docx, "docx-damaged")]
)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_file_is_refused(
    tmp_path: Path, name: str, write: Callable[[Path, list[Row]], Path], code: str, share: float
) -> None:
    data = write(tmp_path / name, rows(plan(DEPARTMENT))).read_bytes()
    assert refused(tmp_path / name, data[: int(len(data) * share)]).code == code


@pytest.mark.parametrize(("part", "code"), [("xl/workbook.xml", "bomb"), ("word/document.xml", "docx-bomb")])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, part: str, code: str) -> None:
    bomb = packed({"[Content_Types].xml": b"<Types/>", part: b"<a/>", "big.xml": b" " * 30_000_000})
    assert refused(tmp_path / "bomb.xlsx", bomb).code == code


def test_a_workbook_without_a_table_names_the_words_looked_for(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Danh bạ", "Điện thoại"])
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(Fault) as caught:
        read(tmp_path / "a.xlsx")
    assert caught.value.code == "header-missing"
    assert "Cơ quan chủ trì" in caught.value.do


def test_numbers_made_by_the_usual_formula_are_counted_and_other_formulas_told(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in (
        ["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Thời gian"],
        [1, "Tập huấn", "Kế hoạch", "Sở Nội vụ", "Quý I/2026"],
        ["=A2+1", "Kiểm tra", "=B3", "Sở Nội vụ", "Quý II/2026"],
    ):
        sheet.append(line)
    workbook.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert [task.number for task in table.tasks] == ["1", "2"]
    assert any("công thức “=B3”" in remark.text for remark in table.remarks)


def test_hidden_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", rows(plan(DEPARTMENT)))
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Cũ").sheet_state = "hidden"
    workbook.save(path)
    table = read(path)
    assert differences(table, plan(DEPARTMENT)) == []
    assert any("đang ẩn" in remark.text for remark in table.remarks)


def test_a_date_cell_is_a_date(tmp_path: Path) -> None:
    from datetime import date

    workbook = openpyxl.Workbook()
    workbook.active.append(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"])
    workbook.active.append([1, "Tập huấn", "Sở Nội vụ", date(2026, 3, 31)])
    workbook.save(tmp_path / "a.xlsx")
    (task,) = read(tmp_path / "a.xlsx").tasks
    assert (task.time, task.end) == ("31/03/2026", date(2026, 3, 31))


def long_table(count: int) -> list[Row]:
    head = Row(("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"))
    body = [
        Row((str(n), f"Nhiệm vụ\nthứ {n}", "Báo cáo", "Sở Nội vụ", "Các sở", "Quý I/2026")) for n in range(1, count + 1)
    ]
    return [head, *body]


def test_ten_thousand_rows_are_read_with_progress(tmp_path: Path) -> None:
    steps: list[str] = []
    path = write_xlsx(tmp_path / "long.xlsx", long_table(9_999))
    source = read_file(path, step=lambda _done, _total, text: steps.append(text))
    table = read_table(source, Options(), step=lambda _done, _total, text: steps.append(text))
    assert len(table.tasks) == 9_999
    assert table.tasks[-1].name == "Nhiệm vụ thứ 9999"
    assert len(steps) > 80


def test_reading_can_be_stopped_at_any_step(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int, _text: str) -> None:
        if done > 300:
            raise Stopped

    path = write_xlsx(tmp_path / "long.xlsx", long_table(1_000))
    with pytest.raises(Stopped):
        read_file(path, step=stop)


def test_pasted_rows_of_ten_thousand_are_read() -> None:
    assert len(paste(delimited(long_table(9_999))).tasks) == 9_999


def test_a_header_of_two_lines_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["TT", "Nội dung nhiệm vụ", "Cơ quan", None, "Sản phẩm", "Thời gian", None])
    sheet.append([None, None, "chủ trì", "phối hợp", None, "bắt đầu", "hoàn thành"])
    sheet.append(["I", "Thể chế"])
    sheet.append([1, "Rà soát văn bản", "Sở Tư pháp", "Các sở", "Báo cáo", "Quý III/2025", "Quý IV/2025"])
    for block in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1", "B3:G3"):
        sheet.merge_cells(block)
    workbook.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    (task,) = table.tasks
    assert (task.lead, task.cooperation, task.product) == ("Sở Tư pháp", "Các sở", "Báo cáo")
    assert task.time == "Quý III/2025 - Quý IV/2025"
    assert [section.name for section in table.sections] == ["Thể chế"]


def test_an_agency_merged_over_several_tasks_is_that_of_each(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"])
    sheet.append([1, "Tập huấn", "Sở Nội vụ", "Quý I/2026"])
    sheet.append([2, "Kiểm tra", None, "Quý II/2026"])
    sheet.merge_cells("C2:C3")
    workbook.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert [task.lead for task in table.tasks] == ["Sở Nội vụ", "Sở Nội vụ"]
    assert table.is_settled


def test_a_number_merged_over_several_rows_is_one_task(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Thời gian"])
    sheet.append([1, "Tập huấn", "Kế hoạch", "Sở Nội vụ", "Quý I/2026"])
    sheet.append([None, None, "Báo cáo", None, None])
    for block in ("A2:A3", "B2:B3", "D2:D3", "E2:E3"):
        sheet.merge_cells(block)
    workbook.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    (task,) = table.tasks
    assert (task.name, task.product) == ("Tập huấn", "Kế hoạch Báo cáo")
    assert table.is_settled
