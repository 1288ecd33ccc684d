"""What stands on paper: the same text as in the snapshot, on every page its identity, in fonts that are in the file."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from support.snapshots import FILE_NAMES, assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.snapshot import Snapshot, TaskPart
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.recount import folded
from cchc_desktop.exports.render import preview_pdf, render
from cchc_desktop.exports.wording import points
from cchc_desktop.system.canonical_json import canonical, sha256

FURNITURE = re.compile(
    r"^\s*(?:DỮ LIỆU MẪU\s+){0,2}(?:\d+\s+)?UBND xã Yên Sơn · [^·]+ · Bản chốt số \d+ · Mã \S+\s+Trang \d+/\d+\s*"
)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def _pdf(snapshot: Snapshot) -> bytes:
    return render(snapshot, sha256=sha256(canonical(snapshot))).pdf


@pytest.fixture(scope="module")
def progress_pdf() -> bytes:
    """The sample quarter."""
    return _pdf(progress_snapshot())


@pytest.fixture(scope="module")
def assessment_pdf() -> bytes:
    """The sample self-assessment."""
    return _pdf(assessment_snapshot())


def _body(pages: list[str]) -> str:
    """The text of all pages without what is repeated on each."""
    bodies = [FURNITURE.sub("", page) for page in pages]
    assert bodies != pages
    return folded(" ".join(bodies))


def _by_pdfium(pdf: bytes) -> str:
    return _body(page_texts(pdf))


def _by_poppler(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return _body(text.split("\f")[:-1])


readers = pytest.mark.parametrize("read", [_by_pdfium, pytest.param(_by_poppler, marks=needs_poppler)])


def _task(snapshot: Snapshot) -> TaskPart:
    return snapshot["progress"]["fields"][0]["tasks"][0]


def _printed_of_progress(snapshot: Snapshot) -> Iterator[str]:
    yield from (snapshot["signer"]["name"], snapshot["document"]["addressee"], snapshot["definition"]["title"])
    yield from snapshot["document"]["recipients"]
    for field in snapshot["progress"]["fields"]:
        yield field["name"]
        for task in field["tasks"]:
            yield from (task["name"], task["goal"], task["lead"], task["cooperation"], task["product"], task["time"])
            yield from (task["status_label"], task["involvement_label"].lower())
            for part in task["entries"]:
                yield from (part["result"], part["difficulty"], part["objective_reason"])
                yield from (product["number"] for product in part["products"])


def _printed_of_assessment(snapshot: Snapshot) -> Iterator[str]:
    yield from (snapshot["definition"]["reconstruction"], snapshot["signer"]["name"])
    for part in snapshot["evidence"]:
        yield from (part["name"], part["title"], part["number"], part["sha256"][:16])
    for row in snapshot["assessment"]["rows"]:
        yield from (row["code"], row["name"], row["rule"], row["explanation"], points(row["max_points"]))
        yield from () if row["survey"] else (row["arithmetic"], *row["answer"])
    for line in (*snapshot["assessment"]["bonus"], *snapshot["assessment"]["deduction"]):
        yield from (line["name"], line["explanation"])


@readers
def test_every_text_of_a_progress_report_reads_back_as_it_is(read: Callable[[bytes], str], progress_pdf: bytes) -> None:
    snapshot = progress_snapshot()
    text = read(progress_pdf)
    assert [printed for printed in _printed_of_progress(snapshot) if folded(printed) not in text] == []


@readers
def test_every_text_of_an_assessment_reads_back_as_it_is(read: Callable[[bytes], str], assessment_pdf: bytes) -> None:
    snapshot = assessment_snapshot()
    text = read(assessment_pdf)
    assert [printed for printed in _printed_of_assessment(snapshot) if folded(printed) not in text] == []


@readers
def test_names_of_three_hundred_letters_are_printed_whole(read: Callable[[bytes], str]) -> None:
    snapshot = progress_snapshot()
    name = "Tiếp tục đẩy mạnh ứng dụng chuyển đổi số " * 7 + "trong quản lý"
    assert len(name) == 300
    _task(snapshot)["name"] = snapshot["signer"]["name"] = snapshot["unit"]["heading"][1] = name
    assert read(_pdf(snapshot)).count(name) >= 3


def test_a_name_of_three_hundred_letters_without_a_space_is_printed_whole() -> None:
    snapshot = progress_snapshot()
    snapshot["evidence"][0]["name"] = "tệp" * 100
    assert "tệp" * 100 in "".join(_by_pdfium(_pdf(snapshot)).split())


@readers
def test_a_result_of_five_thousand_words_is_printed_whole(read: Callable[[bytes], str]) -> None:
    snapshot = progress_snapshot()
    words = [f"từ{number:04}" for number in range(5000)]
    _task(snapshot)["entries"] = [entry(" ".join(words))]
    assert re.findall(r"\btừ\d{4}\b", read(_pdf(snapshot))) == words


@readers
def test_hyphens_at_the_edge_of_a_line_are_not_lost(read: Callable[[bytes], str]) -> None:
    snapshot = progress_snapshot()
    text = "kinh tế - xã hội, quốc phòng - an ninh, giai đoạn 2021 - 2030; " * 12
    _task(snapshot)["entries"] = [entry(text)]
    assert text.strip() in read(_pdf(snapshot))


@readers
def test_lines_that_somebody_typed_are_kept_in_order(read: Callable[[bytes], str]) -> None:
    snapshot = progress_snapshot()
    _task(snapshot)["entries"] = [entry("- Việc thứ nhất;\n- Việc thứ hai & ba <xong>;\r\n\n\t- Việc cuối.")]
    assert "- Việc thứ nhất; - Việc thứ hai & ba <xong>; - Việc cuối." in read(_pdf(snapshot))


def test_every_page_carries_unit_period_revision_and_its_number(progress_pdf: bytes, assessment_pdf: bytes) -> None:
    for pdf, label in ((progress_pdf, "Quý IV năm 2025"), (assessment_pdf, "Năm 2025")):
        pages = page_texts(pdf)
        assert len(pages) > 10
        assert all(f"UBND xã Yên Sơn · {label} · Bản chốt số 1 · Mã" in folded(page) for page in pages)
        assert all(f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_sample_data_and_reconstruction_are_said_on_paper() -> None:
    snapshot = assessment_snapshot()
    snapshot["sample"] = True
    pages = page_texts(_pdf(snapshot))
    assert all(page.count("DỮ LIỆU MẪU") == 2 for page in pages)
    sentence = snapshot["definition"]["reconstruction"]
    assert folded(" ".join(pages)).count(sentence) == 3


def test_a_real_document_bears_no_mark(progress_pdf: bytes) -> None:
    assert not any("MẪU" in page or "XEM TRƯỚC" in page for page in page_texts(progress_pdf))


def test_a_preview_says_so_on_every_page_and_has_no_code() -> None:
    pages = page_texts(preview_pdf(progress_snapshot()))
    assert all("BẢN XEM TRƯỚC" in page and "Mã " not in page.partition("Trang")[0] for page in pages)


def test_number_and_date_are_left_open_on_paper() -> None:
    snapshot = progress_snapshot()
    snapshot["document"] |= {"number": "", "date": ""}
    text = _by_pdfium(_pdf(snapshot))
    assert "XÃ YÊN SƠN Số: /BC-UBND CỘNG HÒA" in text
    assert "Hạnh phúc Yên Sơn, ngày tháng năm 2025 BÁO CÁO" in text
    assert "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2025 của UBND xã Yên Sơn)" in text


def test_the_signature_block_shows_for_whom_somebody_signs() -> None:
    snapshot = progress_snapshot()
    snapshot["signer"]["form"] = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    text = _by_pdfium(_pdf(snapshot))
    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn Thượng" in text
    assert "Nơi nhận: - Sở Nội vụ tỉnh Tuyên Quang; - Thường trực Đảng ủy, HĐND xã;" in text
    assert "- Lưu: VT, VP." in text


def test_the_signature_never_stands_alone_on_a_page(progress_pdf: bytes) -> None:
    pages = page_texts(progress_pdf)
    (page,) = [page for page in pages if "TM. ỦY BAN NHÂN DÂN" in page]
    assert "Trên đây là báo cáo" in folded(page)


def test_a_unit_without_recipients_prints_no_empty_list() -> None:
    snapshot = progress_snapshot()
    snapshot["document"]["recipients"] = []
    assert "Nơi nhận" not in _by_pdfium(_pdf(snapshot))


def test_the_report_is_upright_and_the_annexes_lie_on_a4(progress_pdf: bytes) -> None:
    with pypdfium2.PdfDocument(progress_pdf) as document:
        sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes == sorted(sizes)


def test_only_embedded_subsets_of_the_bundled_family_are_in_the_file(assessment_pdf: bytes) -> None:
    fonts = set(re.findall(rb"/BaseFont /(\S+)", assessment_pdf))
    assert {name.partition(b"+")[2] for name in fonts} == {
        b"LiberationSerif",
        b"LiberationSerif-Bold",
        b"LiberationSerif-Italic",
        b"LiberationSerif-BoldItalic",
    }
    assert assessment_pdf.count(b"/FontFile2") == 4
    assert b"Helvetica" not in assessment_pdf


def test_the_file_says_what_it_is_and_in_which_language(progress_pdf: bytes) -> None:
    with pypdfium2.PdfDocument(progress_pdf) as document:
        metadata = document.get_metadata_dict()
    assert metadata["Title"] == "BÁO CÁO Tiến độ thực hiện nhiệm vụ cải cách hành chính quý IV năm 2025"
    assert metadata["Author"] == "ỦY BAN NHÂN DÂN XÃ YÊN SƠN"
    assert b"/Lang (vi-VN)" in progress_pdf


def test_a_report_on_a_single_task_without_evidence_is_printed() -> None:
    snapshot = progress_snapshot()
    part = snapshot["progress"]
    part["fields"] = [part["fields"][0] | {"tasks": part["fields"][0]["tasks"][:1]}]
    part["total"] = 1
    for line in part["counts"]:
        line["count"] = int(line["status"] == _task(snapshot)["status"])
    snapshot["evidence"] = []
    text = _by_pdfium(_pdf(snapshot))
    assert "Trong kế hoạch không có nhiệm vụ do UBND xã Yên Sơn chủ trì." in text
    assert FILE_NAMES[0] not in text


def test_the_system_family_prints_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = progress_snapshot()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    bundled = preview_pdf(snapshot)
    assert preview_pdf(snapshot, family="system") == bundled
