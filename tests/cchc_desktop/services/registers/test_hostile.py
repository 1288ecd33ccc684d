"""What cannot be stored, shown or exported is refused at the cell, and what broke a text table at its line."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.registers.source import MAX_COLUMNS, rows_of_text, split_cells
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault
from db.tables import register_row

DIRECTIVE = {"ngay": "5/10/2025", "so_ky_hieu": "12/KH-UBND", "loai": "Kế hoạch", "linh_vuc": "cchc"}


@pytest.mark.parametrize("hidden", ["\x01", "\ufffe", "\uffff"])
def test_a_character_without_a_shape_is_refused_by_its_place(desk: Desk, hidden: str) -> None:
    with pytest.raises(Refusal) as caught:
        desk.registers.add("VB", {**DIRECTIVE, "trich_yeu": f"a{hidden}b"})
    assert any("ở vị trí 2" in finding.text for finding in caught.value.findings)


def test_a_cell_longer_than_excel_holds_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal):
        desk.registers.add("VB", {**DIRECTIVE, "trich_yeu": "a" * 32_768})


def test_half_a_letter_is_stored_as_the_replacement_sign(desk: Desk) -> None:
    desk.registers.add("VB", {**DIRECTIVE, "trich_yeu": "a\ud800b"})
    assert desk.registers.table("VB").rows[0].plain["trich_yeu"] == "a\ufffdb"


def test_rows_stored_before_are_exported_without_what_excel_has_no_place_for(desk: Desk) -> None:
    desk.registers.add("VB", {**DIRECTIVE, "trich_yeu": "ab"})
    with desk.session.command("Sửa") as work:
        row = work.connection.execute(sa.select(register_row)).mappings().one()
        content = json.dumps({**json.loads(row["content"]), "trich_yeu": "a\x01\ufffeb"}, ensure_ascii=False)
        work.connection.execute(sa.update(register_row).values(content=content))
    page = openpyxl.load_workbook(io.BytesIO(desk.registers.export_xlsx("VB"))).worksheets[0]
    assert "ab" in [cell.value for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("text", "code"), [('a;b\n"c;d\ne;f\n', "quote-open"), ("a;b\n" + "x" * 1_100_000 + ";y\n", "cell-too-long")]
)
def test_a_broken_text_table_is_refused(desk: Desk, tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(Fault) as caught:
        desk.registers.preview_file("VB", path)
    assert (caught.value.code, "dòng 2" in caught.value.what) == (code, True)


def test_a_stray_carriage_return_ends_a_line(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\rc;d\n", encoding="utf-8", newline="")
    assert len(desk.registers.preview_file("VB", path).rows) >= 1


def test_a_million_tabs_take_no_time_and_empty_columns_are_left_out() -> None:
    assert [len(row.cells) for row in rows_of_text("a" + "\t" * 1_000_000 + "\nb\tc\n")] == [MAX_COLUMNS, 2]


def test_filled_columns_beyond_all_registers_are_refused() -> None:
    with pytest.raises(Fault) as caught:
        rows_of_text("\t".join("a" * 200))
    assert caught.value.code == "too-many-columns"


def test_quoted_cells_over_lines_are_still_one_cell() -> None:
    assert list(split_cells('a\t"b\nc"\td\ne\n')) == [("a", "b\nc", "d"), ("e",)]
