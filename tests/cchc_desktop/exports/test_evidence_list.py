"""The list of evidence on paper and in workbooks, and how texts refer to it."""

from datetime import date

from support.report_snapshots import register_snapshot
from support.snapshots import assessment_snapshot, evidence, progress_snapshot

from cchc_desktop.domain.snapshot import EvidencePart, Snapshot
from cchc_desktop.exports.document import Table
from cchc_desktop.exports.evidence_list import (
    evidence_line,
    evidence_marks,
    evidence_sheet,
    evidence_table,
    use_words,
)
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.register_document import register_document
from cchc_desktop.exports.render import render

HASH = "7f" * 32


def told(position: int, *, use: list[str], pages: dict[str, str], issuer: str = "UBND xã Yên Sơn") -> EvidencePart:
    part = evidence(position, use=use)
    part["issuer"] = issuer
    part["pages"] = [{"use": target, "pages": text} for target, text in pages.items()]
    return part


def with_evidence(snapshot: Snapshot, *parts: EvidencePart) -> Snapshot:
    snapshot["evidence"] = list(parts)
    return snapshot


def columns(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def texts(table: Table, title: str) -> list[str]:
    place = columns(table).index(title)
    return ["\n".join(line.text for line in row.cells[place]) for row in table.rows]


def test_the_printed_list_names_who_issued_each_document_and_its_pages() -> None:
    one = told(1, use=["criterion:1.1.1"], pages={"criterion:1.1.1": "2-3"})
    two = told(2, use=["criterion:1.1.1", "criterion:1.1.2"], pages={"criterion:1.1.2": "mục II"}, issuer="Sở Nội vụ")
    table = evidence_table(with_evidence(assessment_snapshot(), one, two))
    assert texts(table, "Cơ quan ban hành") == ["UBND xã Yên Sơn", "Sở Nội vụ"]
    assert texts(table, "Trang, mục") == ["2-3", "Tiêu chí 1.1.2: mục II"]


def test_a_document_frozen_before_issuers_were_known_has_no_empty_columns() -> None:
    table = evidence_table(assessment_snapshot())
    assert {"Cơ quan ban hành", "Trang, mục", "Dòng của sổ"}.isdisjoint(columns(table))


def test_a_text_cites_a_document_with_its_issuer_and_pages() -> None:
    part = told(1, use=["criterion:1.1.1"], pages={"criterion:1.1.1": "2-3"})
    part["name"] = "kh.pdf"
    assert evidence_line(part, 4, use="criterion:1.1.1") == (
        "TL 4: Kế hoạch cải cách hành chính xã Yên Sơn số 1/KH-UBND ngày 01/10/2025 của UBND xã Yên Sơn, "
        "trang 2-3 (kh.pdf)"
    )
    assert "trang" not in evidence_line(part, 4, use="criterion:1.1.2")


def test_a_file_without_a_described_document_is_cited_by_its_name() -> None:
    part = evidence(0, use=["criterion:1.1.1"])
    part |= {"title": "", "name": "quét 1.pdf"}
    part["pages"] = [{"use": "criterion:1.1.1", "pages": "mục 3"}]
    assert evidence_line(part, 1, use="criterion:1.1.1") == "TL 1: quét 1.pdf, mục 3"


def test_a_product_of_a_task_is_marked_with_the_pages_of_this_task() -> None:
    part = told(1, use=["task:A", "task:B"], pages={"task:B": "7"})
    assert [evidence_marks([part], use)[part["sha256"]] for use in ("task:A", "task:B")] == ["TL 1", "TL 1, trang 7"]


def test_the_uses_are_named_in_words() -> None:
    snapshot = progress_snapshot()
    task = snapshot["progress"]["fields"][0]["tasks"][0]
    with_evidence(snapshot, evidence(1, use=[f"task:{task['code']}", "row:7", "criterion:1.1.1"]))
    assert list(use_words(snapshot).values()) == [f"Nhiệm vụ {task['number']}", "Dòng 7", "Tiêu chí 1.1.1"]


def test_the_sheet_says_what_each_file_proves_and_where() -> None:
    part = told(1, use=["criterion:1.1.1", "criterion:1.1.2"], pages={"criterion:1.1.1": "2"})
    (row,) = evidence_sheet(with_evidence(assessment_snapshot(), part)).rows
    assert row.values[3:7] == (
        "UBND xã Yên Sơn",
        date(2025, 10, 1),
        "Tiêu chí 1.1.1\nTiêu chí 1.1.2",
        "Tiêu chí 1.1.1: 2",
    )


def test_the_book_of_a_register_lists_the_files_of_its_rows() -> None:
    part = told(1, use=["row:3", "row:17"], pages={"row:3": "1", "row:17": "2"})
    snapshot = with_evidence(register_snapshot(), part)
    table = register_document(snapshot, code="").evidence
    assert table is not None
    assert texts(table, "Dòng của sổ") == ["3, 17"]
    assert texts(table, "Trang, mục") == ["Dòng 3: 1\nDòng 17: 2"]
    rendered = render(snapshot, sha256=HASH)  # recounts the sheet of evidence, too
    assert "Tài liệu kiểm chứng của các dòng trong sổ" in " ".join(" ".join(page_texts(rendered.pdf)).split())


def test_a_register_without_files_has_no_list() -> None:
    assert register_document(register_snapshot(), code="").evidence is None
