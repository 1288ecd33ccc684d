"""Documents that leave the program: previews, Word files, books, files on disk; always from a snapshot."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from support.report_snapshots import register_snapshot
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.canonical_json import canonical, sha256

FORM = "BC-CCHC-XA"
QUARTER = parse("2026-Q1")


def _footer(content: bytes) -> str:
    return docx.Document(BytesIO(content)).sections[0].footer.paragraphs[0].text


def _frozen_plan(desk: Desk) -> SubmissionRow:
    period = desk.submissions.default_period(Kind.PLAN)
    desk.submissions.complete(Kind.PLAN, period)
    return desk.submissions.current(Kind.PLAN, period)


def test_a_report_that_nobody_finished_is_a_draft_in_word(desk: Desk) -> None:
    content = desk.dispatch.docx(Kind.REPORT, QUARTER, form=FORM)
    assert _footer(content).endswith("Quý I năm 2026 · BẢN DỰ THẢO")


def test_a_report_that_nobody_finished_is_a_preview_on_paper(desk: Desk) -> None:
    texts = page_texts(desk.dispatch.preview(Kind.REPORT, QUARTER, form=FORM))
    assert all("BẢN XEM TRƯỚC" in text for text in texts)


def test_a_frozen_plan_bears_its_code_in_word(desk: Desk) -> None:
    row = _frozen_plan(desk)
    assert _footer(desk.dispatch.docx(Kind.PLAN, row.period)).endswith(f"Mã {short_code(row.snapshot_sha256)}")


def test_a_frozen_plan_is_written_as_pdf_excel_and_word(desk: Desk, tmp_path: Path) -> None:
    row = _frozen_plan(desk)
    written = desk.dispatch.write_documents(row.id, tmp_path)
    assert written.docx is not None
    assert written.docx.read_bytes() == desk.dispatch.docx(Kind.PLAN, row.period)
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".pdf", ".xlsx", ".docx"}
    assert len({written.pdf.stem, written.xlsx.stem, written.docx.stem}) == 1


def test_documents_of_another_year_under_the_same_names_are_kept_beside(desk: Desk, tmp_path: Path) -> None:
    row = _frozen_plan(desk)
    first = desk.dispatch.write_documents(row.id, tmp_path)
    assert first.kept == ()
    assert desk.dispatch.write_documents(row.id, tmp_path).kept == ()
    first.pdf.write_bytes(b"another year")
    written = desk.dispatch.write_documents(row.id, tmp_path)
    assert [path.read_bytes() for path in written.kept] == [b"another year"]
    assert written.pdf.read_bytes() == desk.dispatch.documents(row.id)[0]


def test_a_saved_print_takes_no_other_file_away(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    assert desk.dispatch.save(path, b"of the commune next door") is None
    kept = desk.dispatch.save(path, b"ours")
    assert kept is not None
    assert kept.read_bytes() == b"of the commune next door"


def test_a_signed_plan_travels_in_a_package_that_verifies(desk: Desk, tmp_path: Path) -> None:
    row = _frozen_plan(desk)
    desk.submissions.sign_with_password(Kind.PLAN, row.period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    written = desk.dispatch.write_package(row.id, tmp_path)
    assert desk.dispatch.verify(written.path).problems == ()


@pytest.mark.parametrize("kind", [Kind.PROGRESS, Kind.ASSESSMENT])
def test_the_other_kinds_have_a_word_file_too(desk: Desk, kind: Kind) -> None:
    period = desk.submissions.default_period(kind)
    assert _footer(desk.dispatch.docx(kind, period)).endswith("BẢN DỰ THẢO")


def test_a_register_is_printed_as_a_book_with_the_code_of_what_it_held(desk: Desk) -> None:
    snapshot = register_snapshot()
    code = short_code(sha256(canonical(snapshot)))
    book = desk.dispatch.register_book(snapshot)
    assert book == desk.dispatch.register_book(register_snapshot())
    assert all(f"Mã {code}" in text for text in page_texts(book))


def test_a_register_is_a_workbook_with_typed_cells(desk: Desk) -> None:
    file = openpyxl.load_workbook(BytesIO(desk.dispatch.register_book_xlsx(register_snapshot())))
    first = next(file["Sổ theo dõi"].iter_rows(min_row=4, values_only=True))
    assert first[1].date() == date(2025, 12, 15)  # type: ignore[union-attr]  # a real date, or the test fails
