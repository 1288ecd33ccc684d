"""What was printed of reports, plans and registers is counted again; nothing is handed over that differs."""

from io import BytesIO

import openpyxl
import pytest
from support.report_snapshots import plan_snapshot, register_snapshot, report_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.pdf_book import render_book
from cchc_desktop.exports.plan_sheets import plan_workbook
from cchc_desktop.exports.recount import recount_pdf, recount_xlsx
from cchc_desktop.exports.register_document import register_document
from cchc_desktop.exports.register_sheets import register_workbook
from cchc_desktop.exports.render import render
from cchc_desktop.exports.report_document import report_document
from cchc_desktop.exports.report_sheets import report_workbook
from cchc_desktop.exports.workbook import Workbook
from cchc_desktop.exports.xlsx import render_xlsx
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.system.fault import Fault

CODE = "7K3M-Q2XA-9F"
HASH = "7f" * 32


@pytest.mark.parametrize("make", [report_snapshot, plan_snapshot, register_snapshot])
def test_the_samples_are_snapshots(make) -> None:
    assert first_misfit(make(), Snapshot) is None


def test_a_figure_that_differs_on_paper_is_found_out() -> None:
    document = report_document(report_snapshot(), code=CODE)
    changed = report_snapshot()
    next(figure for figure in changed["report"]["figures"] if figure["code"] == "BC3.2.1")["shown"] = "1.856"
    with pytest.raises(Fault, match=r"thiếu số liệu mã BC3\.2\.1 \(1\.856\)"):
        recount_pdf(render_pdf(document), document.identity, changed)


def test_a_row_that_is_not_in_the_book_is_found_out() -> None:
    book = register_document(register_snapshot(), code=CODE)
    changed = register_snapshot()
    changed["register"]["table"]["rows"][118][4] = "Thôn khác"
    with pytest.raises(Fault, match="thiếu dòng 119 của sổ"):
        recount_pdf(render_book(book), book.identity, changed)


def _changed_cell(workbook: Workbook, sheet: str, code: str, column: int, value: object) -> bytes:
    file = openpyxl.load_workbook(BytesIO(render_xlsx(workbook)))
    row = next(row for row in file[sheet].iter_rows() if row[0].value == code)
    row[column].value = value
    target = BytesIO()
    file.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("BC3.2.1", 1856, r"số liệu mã BC3\.2\.1 là 1856, trong bản chốt là 1855"),
        ("BC3.2.9", 99.83, r"số liệu mã BC3\.2\.9"),
        ("BC3.2.1", "1.855", r"số liệu mã BC3\.2\.1"),
        ("BC2.2.1", None, r"ô trống của mã BC2\.2\.1"),
    ],
)
def test_a_figure_that_differs_in_the_workbook_is_found_out(code: str, value: object, message: str) -> None:
    snapshot = report_snapshot()
    workbook = report_workbook(snapshot, code=CODE)
    with pytest.raises(Fault, match=message):
        recount_xlsx(_changed_cell(workbook, "Số liệu", code, 4, value), workbook, snapshot)


def test_a_total_that_differs_in_the_workbook_is_found_out() -> None:
    snapshot = register_snapshot()
    workbook = register_workbook(snapshot, code=CODE)
    with pytest.raises(Fault, match="dòng cộng của sổ là 3941"):
        recount_xlsx(_changed_cell(workbook, "Sổ theo dõi", "Cộng", 6, 3941), workbook, snapshot)


def test_a_lost_task_of_the_plan_is_found_out() -> None:
    shorter = plan_snapshot()
    shorter["plan"]["fields"][0]["tasks"].pop()
    workbook = plan_workbook(shorter, code=CODE)
    with pytest.raises(Fault, match="số nhiệm vụ là 60, trong bản chốt là 61"):
        recount_xlsx(render_xlsx(workbook), workbook, plan_snapshot())


def test_a_figure_that_belongs_to_no_section_is_not_lost_silently() -> None:
    snapshot = report_snapshot()
    snapshot["report"]["figures_annex"] = ""
    snapshot["report"]["figures"][2]["section"] = "9"
    with pytest.raises(Fault, match=r"thiếu số liệu mã BC1\.1\.1"):
        render(snapshot, sha256=HASH)
