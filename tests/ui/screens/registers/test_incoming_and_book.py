"""Pasting, importing and the book of a register, by their presenters over a real folder."""

from datetime import date
from pathlib import Path

import openpyxl

from cchc_desktop.services.workplace import Desk
from db.tables import officer
from ui.screens.registers.span import Span, span_of

DIRECTIVE = {
    "ngay": "5/10",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính",
    "linh_vuc": "Cải cách hành chính",
}


def add(desk: Desk, code: str = "VB", **changes: str) -> str:
    return desk.registers.add(code, {**DIRECTIVE, **changes}).value.ids[0]


def told(bench) -> str:
    return bench.notices.posted[-1].what


def press_deed(bench) -> None:
    bench.notices.posted[-1].deed.run()


PASTED = "Ngày ban hành\tSố, ký hiệu\tLoại\tTrích yếu nội dung\tPhạm vi\tGhi chú"


def pasted(*lines: str) -> str:
    return "\n".join([PASTED, *lines])


def test_pasted_rows_are_previewed_then_written_as_one_deed(bench) -> None:
    good = "5/10/2025\t1/KH\tKế hoạch\tNội dung\tcchc\t"
    bench.incoming.paste(bench.page.register, pasted(good, good, good.replace("5/10", "31/2").replace("1/KH", "2/KH")))
    facts = bench.preview.facts
    assert (facts.good, facts.duplicates, facts.problems, facts.deed) == (1, 1, 1, "Ghi 1 dòng")
    bench.incoming.apply()
    assert bench.preview.facts is None
    assert told(bench) == "Đã ghi 1 dòng vào Sổ theo dõi văn bản chỉ đạo, điều hành."
    press_deed(bench)
    assert bench.desk.registers.table("VB").total == 0


def test_a_column_that_was_not_found_is_put_right_by_hand(bench) -> None:
    text = "5/10/2025\tNội dung\t1/KH\tKế hoạch\tcchc"
    bench.incoming.paste(bench.page.register, text)
    assert bench.preview.facts.deed == ""
    for place, code in ((1, "trich_yeu"), (2, "so_ky_hieu"), (3, "loai"), (4, "linh_vuc")):
        bench.incoming.assign(place, code)
    assert [code for _, code in bench.preview.facts.columns] == ["ngay", "trich_yeu", "so_ky_hieu", "loai", "linh_vuc"]
    assert bench.preview.facts.deed == "Ghi 1 dòng"


def test_an_empty_clipboard_and_rows_without_data_are_told(bench) -> None:
    bench.incoming.paste(bench.page.register, "  \n")
    assert told(bench) == "Bộ nhớ tạm chưa có dữ liệu bảng."
    bench.incoming.paste(bench.page.register, PASTED)
    assert told(bench) == "Không thấy dòng dữ liệu nào."
    assert bench.preview.facts is None


def test_nothing_is_written_when_the_preview_is_left(bench) -> None:
    bench.incoming.paste(bench.page.register, pasted("5/10/2025\t1/KH\tKế hoạch\tNội dung\tcchc\t"))
    bench.incoming.leave()
    bench.incoming.apply()
    assert bench.desk.registers.table("VB").total == 0


def test_what_was_saved_as_a_workbook_is_imported_again(bench, tmp_path: Path) -> None:
    add(bench.desk)
    path = tmp_path / "so.xlsx"
    bench.book.save_workbook(bench.page.register, Span(), path)
    assert told(bench) == "Đã lưu so.xlsx."
    assert openpyxl.load_workbook(path)["VB"]["C5"].value == "12/KH-UBND"
    bench.presenter.delete([row.id for row in bench.desk.registers.table("VB").rows])
    bench.incoming.choose_file(bench.page.register, path)
    bench.incoming.apply()
    assert bench.desk.registers.table("VB").total == 1


def test_a_file_that_is_no_workbook_is_told_and_nothing_is_previewed(bench, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"<html></html>")
    bench.incoming.choose_file(bench.page.register, path)
    assert "trang web" in told(bench)
    assert (bench.preview.facts, bench.preview.steps[-1]) == (None, "end")


def test_the_book_is_drawn_saved_and_named_by_its_days(bench, tmp_path: Path) -> None:
    add(bench.desk)
    bench.book.preview(bench.page.register, span_of("quarter", date(2025, 12, 10)))
    assert bench.paper.captions == ["Sổ theo dõi văn bản chỉ đạo, điều hành - Quý IV năm 2025"]
    assert bench.paper.content.startswith(b"%PDF")
    assert bench.book.suggested_name(".pdf") == "so-theo-doi-van-ban-chi-dao-dieu-hanh_20250915-20251214.pdf"
    bench.book.save_pdf(tmp_path / "so.pdf")
    assert (tmp_path / "so.pdf").read_bytes() == bench.paper.content


def test_the_book_of_all_rows_runs_from_the_first_to_the_last_day(bench) -> None:
    for day in ("3/3/2025", "5/10/2025"):
        add(bench.desk, ngay=day, so_ky_hieu=day)
    bench.book.preview(bench.page.register, Span())
    assert bench.paper.content.startswith(b"%PDF")


def test_a_book_that_nobody_could_sign_is_refused(bench) -> None:
    leader = next(row for row in bench.desk.workplace.officers() if row.post == "Chủ tịch")
    with bench.desk.session.store.work(None) as work:
        work.update(officer, leader.id, active=False)
    bench.book.preview(bench.page.register, Span())
    assert bench.paper.captions[-1] == "closed"
    assert "Chưa có lãnh đạo ký sổ" in told(bench)
