"""What a damaged or hostile source does: a calm fault or a remark, never lost rows, another error or a long wait."""

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from support.task_tables import paste, read

from cchc_desktop.catalogue.task_table.asking import moved
from cchc_desktop.catalogue.task_table.cell_text import clean
from cchc_desktop.catalogue.task_table.grid import Cell, Grid, Line
from cchc_desktop.catalogue.task_table.header import find_header
from cchc_desktop.catalogue.task_table.limits import LONGEST_CELL, MOST_FILLED, MOST_QUESTIONS
from cchc_desktop.catalogue.task_table.merges import Block, repeated
from cchc_desktop.catalogue.task_table.rows import row_of
from cchc_desktop.system.fault import Fault

HEAD = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
TASKS = tuple(
    (str(n), f"Xây dựng kế hoạch số {n}", "Kế hoạch", "Văn phòng HĐND và UBND", "Các phòng", "Quý III/2025")
    for n in range(1, 5)
)


def csv_of(*rows: tuple[str, ...]) -> str:
    return "\n".join(";".join(row) for row in (HEAD, *rows)) + "\n"


def page_of(attribute: str = "", before: str = "") -> str:
    lines = "".join(f"<tr>{''.join(f'<td {attribute}>{cell}</td>' for cell in row)}</tr>" for row in TASKS[:1])
    head = "".join(f"<th>{title}</th>" for title in HEAD)
    return f"<html><table><tr>{head}</tr>{before}{lines}</table>"


def workbook(path: Path) -> Path:
    file = openpyxl.Workbook()
    for row in (HEAD, *TASKS):
        file.worksheets[0].append(row)
    file.save(path)
    return path


def fault_of(text: str) -> Fault:
    with pytest.raises(Fault) as caught:
        paste(text)
    return caught.value


def test_a_quotation_mark_left_open_is_refused_by_its_line() -> None:
    opened = (TASKS[1][0], f'"{TASKS[1][1]}', *TASKS[1][2:])
    fault = fault_of(csv_of(TASKS[0], opened, *TASKS[2:]))
    assert fault.code == "quote-open"
    assert "dòng 3" in fault.what


def test_a_cell_of_a_million_letters_is_refused_by_its_line() -> None:
    fault = fault_of(csv_of(TASKS[0], ("2", "a" * 1_100_000, *TASKS[1][2:]), *TASKS[2:]))
    assert (fault.code, "dòng 3" in fault.what) == ("cell-too-long", True)


def test_rows_swallowed_by_two_stray_quotation_marks_are_remarked_on() -> None:
    rows = [list(row) for row in TASKS]
    rows[1][1], rows[2][1] = f'"{rows[1][1]}', f'{rows[2][1]}"'
    assert any("ngoặc kép" in remark.text for remark in paste(csv_of(*map(tuple, rows))).remarks)


def test_a_cell_longer_than_excel_allows_is_cut_with_a_remark() -> None:
    table = paste(csv_of(("1", "việc " * 10_000, *TASKS[0][2:]), *TASKS[1:]))
    assert len(table.tasks) == len(TASKS)
    assert len(table.tasks[0].name) <= LONGEST_CELL
    assert any("Dòng 2" in remark.text for remark in table.remarks)


def test_a_table_longer_than_any_plan_is_refused() -> None:
    assert fault_of(csv_of(*TASKS[:1] * (MOST_FILLED + 1))).code == "table-too-long"


def test_a_table_of_doubts_is_refused() -> None:
    assert fault_of(csv_of(*TASKS[:1] * (MOST_QUESTIONS + 2))).code == "table-doubtful"


@pytest.mark.parametrize("attribute", ['rowspan="²"', f'rowspan="{"9" * 5000}"', f'rowspan="{"0" * 5000}"'])
def test_an_impossible_span_is_read_over(attribute: str) -> None:
    assert [task.number for task in paste(page_of(attribute)).tasks] == ["1"]


@pytest.mark.parametrize(
    "before",
    ["<![<![<![", "&#" + "9" * 5000 + ";", "<!-- a --><!x>", "<?y?>", "<td title='a>b'", '<tr x="'],
    ids=str.__len__,
)
def test_odd_declarations_in_a_page_are_read_over(before: str) -> None:
    assert [task.number for task in paste(page_of(before=f"{before}\n>")).tasks] == ["1"]


@pytest.mark.parametrize("noise", ["<!--", "<", "<a href='"])
def test_what_a_page_leaves_open_a_hundred_thousand_times_takes_no_time_that_grows(noise: str) -> None:
    table = paste(page_of() + noise * 100_000)
    assert [task.number for task in table.tasks] == ["1"]


def test_spans_over_all_rows_and_columns_stay_within_the_table() -> None:
    wide = '<tr><td rowspan="10000" colspan="40">x</td></tr>' * 2000
    assert paste(page_of().replace("</table>", f"{wide}</table>")).tasks[0].number == "1"


@pytest.mark.parametrize("text", ["<!--" * 8000, " " * 32_000 + "<br>", "&#" + "9" * 5000 + ";<br>"], ids=str.__len__)
def test_a_hostile_cell_is_cleaned_in_linear_time(text: str) -> None:
    assert clean(f"a {text} b").startswith("a")


def test_a_comment_in_a_cell_is_left_out() -> None:
    assert clean("a<!-- x\n<b> -->b <!-- open") == "ab <!-- open"


def test_control_characters_do_not_reach_the_plan() -> None:
    assert clean("Kế\x01 hoạch\ufffe") == "Kế hoạch"


@pytest.mark.parametrize("name", ["gridSpan", "gridBefore"])
def test_a_word_cell_over_two_thousand_million_columns_is_cut(tmp_path: Path, name: str) -> None:
    document = docx.Document()
    table = document.add_table(0, len(HEAD))
    for row in (HEAD, *TASKS):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), "2000000000")
    last = table.rows[-1]
    (last.cells[-1]._tc.get_or_add_tcPr() if name == "gridSpan" else last._tr.get_or_add_trPr()).append(element)
    document.save(tmp_path / "a.docx")
    assert [task.number for task in read(tmp_path / "a.docx").tasks][:3] == ["1", "2", "3"]


def test_a_row_beyond_all_rows_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                data = re.sub(rb'<row r="5"', b'<row r="2000000000"', data).replace(b'5"', b'2000000000"')
            new.writestr(member, data)
    path.write_bytes(stream.getvalue())
    with pytest.raises(Fault) as caught:
        read(path)
    assert (caught.value.code, "100.000 dòng" in caught.value.what) == ("table-too-long", True)


def test_merges_that_cover_more_than_the_sheet_are_damage() -> None:
    lines = [Line(number, (Cell("a"),)) for number in range(1, 200)]
    with pytest.raises(ValueError, match="overlap"):
        list(repeated(lines, [Block(1, 1_000_000, 0, 39)] * 10_000))


def test_an_answer_with_an_odd_digit_leaves_the_row() -> None:
    grid = Grid("", (Line(1, tuple(map(Cell, HEAD))), Line(2, tuple(map(Cell, TASKS[0])))))
    header = find_header(grid)
    assert header is not None
    row = row_of(grid, grid.lines[1], header)
    assert moved(row, "cut-²", None) == row


def test_a_line_that_no_print_has_is_refused() -> None:
    assert fault_of("STT Mục tiêu Nhiệm vụ\n1 " + "A " * 500_000).code == "table-too-long"
