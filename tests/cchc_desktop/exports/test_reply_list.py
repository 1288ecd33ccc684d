"""The replies to the province's remarks: an annex of every document and a sheet of every workbook."""

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document as open_docx  # noqa: N813 - a function with the name of a class
from support.report_snapshots import plan_snapshot, report_snapshot
from support.snapshots import assessment_snapshot, progress_snapshot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.revision_difference import Change, Difference
from cchc_desktop.domain.snapshot import REPLIES_VERSION, ReplyPart, Snapshot
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.progress_report import progress_document
from cchc_desktop.exports.progress_sheets import progress_workbook
from cchc_desktop.exports.recount import recount_pdf, recount_xlsx
from cchc_desktop.exports.render import preview_pdf, render, render_docx, render_workbook
from cchc_desktop.exports.reply_list import REPLIES_TITLE, REPLY_SHEET
from cchc_desktop.exports.revision_comparison import PrintedSide, render_comparison
from cchc_desktop.exports.xlsx import render_xlsx
from cchc_desktop.system.fault import Fault

HASH = "3c" * 32
KINDS = (progress_snapshot, assessment_snapshot, report_snapshot, plan_snapshot)
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def _reply(sequence: int, *, revision: int = 1, text: str = "", reply: str = "") -> ReplyPart:
    return {
        "answer": f"{revision:02}" * 32,
        "revision": revision,
        "sequence": sequence,
        "target": "submission",
        "place": f"Nhiệm vụ {sequence}, bản {revision}",
        "text": text or f"Đề nghị làm rõ số liệu thứ {sequence} của bản {revision}.\nKèm văn bản.",
        "reply": reply or f"Đã bổ sung văn bản số {sequence}{revision}/KH-UBND.",
        "by": "Hoàng Thị Hạnh",
        "at": "2025-12-10T09:00:00+07:00",
    }


def _answering(snapshot: Snapshot, *replies: ReplyPart) -> Snapshot:
    snapshot["replies"] = list(replies) or [_reply(1), _reply(2), _reply(1, revision=2)]
    snapshot["format_version"], snapshot["revision"] = REPLIES_VERSION, 3
    snapshot["reopen_reason"] = "Sở Nội vụ trả lại để bổ sung"
    return snapshot


def _squeezed(text: str) -> str:
    """The text without white space, and without hyphens, which readers of PDF drop at the end of a line."""
    return "".join(text.split()).replace("-", "")


def _printed(pdf: bytes, folder: Path) -> str:
    path = folder / "in.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, timeout=60)
    return _squeezed(unicodedata.normalize("NFC", done.stdout.decode()))


def _listed(xlsx: bytes) -> list[list[object]]:
    """The table of the sheet, its header first."""
    rows: list[list[object]] = [
        list(row) for row in openpyxl.load_workbook(BytesIO(xlsx))[REPLY_SHEET].iter_rows(values_only=True)
    ]
    return rows[next(place for place, row in enumerate(rows) if None not in row) :]


@needs_pdftotext
@pytest.mark.parametrize("made", KINDS)
def test_every_kind_of_document_prints_each_remark_with_its_reply(made: Callable[[], Snapshot], tmp_path: Path) -> None:
    snapshot = _answering(made())
    text = _printed(render(snapshot, sha256=HASH).pdf, tmp_path)
    assert text.count(_squeezed(REPLIES_TITLE.upper())) == 1
    for part in snapshot["replies"]:
        assert _squeezed(part["place"] + part["text"] + part["reply"]) in text
    assert text.count("Lýdomởlại:") == 1


@pytest.mark.parametrize("made", KINDS)
def test_every_word_file_has_the_annex_as_its_last_table(made: Callable[[], Snapshot]) -> None:
    table = open_docx(BytesIO(render_docx(_answering(made()), sha256=HASH))).tables[-1]
    first = [cell.text for cell in table.rows[0].cells]
    assert first == ["STT", "Nội dung", "Ý kiến của Sở Nội vụ", "Tiếp thu, giải trình"]
    assert [row.cells[0].text for row in table.rows] == ["STT", "", "1", "2", "", "3"]
    assert table.rows[4].cells[1].text == "Ý kiến đối với bản số 2"
    assert table.rows[5].cells[3].text == "Đã bổ sung văn bản số 12/KH-UBND."


@pytest.mark.parametrize("made", KINDS)
def test_every_workbook_lists_the_replies_on_a_sheet_of_their_own(made: Callable[[], Snapshot]) -> None:
    header, *rows = _listed(render_workbook(_answering(made()), sha256=HASH))
    assert header == ["STT", "Về bản số", "Nội dung", "Ý kiến của Sở Nội vụ", "Tiếp thu, giải trình"]
    assert [row[:2] for row in rows] == [[1, 1], [2, 1], [3, 2]]
    assert rows[1][2:] == [
        "Nhiệm vụ 2, bản 1",
        "Đề nghị làm rõ số liệu thứ 2 của bản 1.\nKèm văn bản.",
        "Đã bổ sung văn bản số 21/KH-UBND.",
    ]


@pytest.mark.parametrize("made", KINDS)
def test_a_snapshot_without_replies_prints_what_it_printed_before(made: Callable[[], Snapshot]) -> None:
    snapshot = made()
    rendered = render(snapshot, sha256=HASH)
    assert REPLY_SHEET not in openpyxl.load_workbook(BytesIO(rendered.xlsx)).sheetnames
    assert REPLIES_TITLE.upper() not in " ".join(page_texts(rendered.pdf))
    snapshot["replies"] = []
    assert render(snapshot, sha256=HASH) == rendered


def test_the_annex_is_the_last_one_so_that_the_numbers_named_in_the_text_stay() -> None:
    titles = [annex.title for annex in progress_document(progress_snapshot(), code="").annexes]
    answering = progress_document(_answering(progress_snapshot()), code="").annexes
    assert [annex.title for annex in answering] == [*titles, REPLIES_TITLE]
    assert answering[-1].label == "Phụ lục III"


def test_a_report_without_other_annexes_says_its_reason_above_the_replies() -> None:
    snapshot = _answering(report_snapshot())
    snapshot["evidence"] = []
    snapshot["report"] |= {"figures_annex": "", "annexes": [], "targets": [], "remarks": []}
    text = " ".join(" ".join(page_texts(render(snapshot, sha256=HASH).pdf)).split())
    assert f"Phụ lục {REPLIES_TITLE.upper()}" in text
    assert "Lý do mở lại: Sở Nội vụ trả lại để bổ sung. STT Nội dung" in text


@needs_pdftotext
def test_three_hundred_long_remarks_are_printed_whole(tmp_path: Path) -> None:
    replies = [
        _reply(
            number,
            text=" ".join(f"hỏi{number}.{word}" for word in range(80)),
            reply=" ".join(f"đáp{number}.{word}" for word in range(90)),
        )
        for number in range(1, 301)
    ]
    rendered = render(_answering(progress_snapshot(), *replies), sha256=HASH)
    text = _printed(rendered.pdf, tmp_path)
    assert [part["sequence"] for part in replies if _squeezed(part["text"] + part["reply"]) not in text] == []
    rows = _listed(rendered.xlsx)[1:]
    assert [row[3:] for row in rows if row[0] is not None] == [[part["text"], part["reply"]] for part in replies]


def test_the_longest_texts_go_on_over_pages_and_rows() -> None:
    remark = " ".join(f"hỏi{word:04}" for word in range(500))
    lines = "\n".join(f"dòng{word:03}" for word in range(60))
    snapshot = _answering(plan_snapshot(), _reply(1, text=remark, reply=lines))
    rendered = render(snapshot, sha256=HASH)
    paper = " ".join(page_texts(rendered.pdf))
    assert [word for word in (*remark.split(), *lines.split()) if word not in paper] == []
    rows = _listed(rendered.xlsx)[1:]
    assert len(rows) > 1
    assert " ".join(" ".join(str(row[3]) for row in rows if row[3]).split()) == remark
    assert "\n".join(str(row[4]) for row in rows if row[4]) == lines


def test_ligatures_pasted_from_another_paper_are_found_again() -> None:
    snapshot = _answering(progress_snapshot(), _reply(1, text="Nộp lại ﬁle Excel", reply="Đã nộp lại ﬁle, xem ﬂash"))
    text = " ".join(page_texts(render(snapshot, sha256=HASH).pdf))
    assert "Đã nộp lại file, xem flash" in unicodedata.normalize("NFKC", text)


def test_many_short_lines_over_two_pages_are_printed() -> None:
    lines = "\n".join(f"- {line}" for line in range(60))
    text = "".join(page_texts(render(_answering(plan_snapshot(), _reply(1, reply=lines)), sha256=HASH).pdf))
    assert [line for line in range(60) if f"-\u00a0{line}" not in text and f"- {line}" not in text] == []


def test_a_reply_that_cannot_be_printed_is_refused() -> None:
    snapshot = _answering(progress_snapshot(), _reply(1, reply="Đã xong ✓"))
    with pytest.raises(Refusal, match="ký tự không in được: “✓”"):
        preview_pdf(snapshot)


def test_a_remark_that_cannot_be_printed_is_the_provinces_and_bears_a_mark_instead() -> None:
    decomposed = unicodedata.normalize("NFD", "Nhiệm vụ")
    snapshot = _answering(progress_snapshot(), _reply(1, text=f"{decomposed} đã xong ✓ chưa"))
    rendered = render(snapshot, sha256=HASH)
    assert "Nhiệm vụ đã xong ? chưa" in " ".join(page_texts(rendered.pdf))
    assert _listed(rendered.xlsx)[1][3] == "Nhiệm vụ đã xong ? chưa"
    assert "Nhiệm vụ đã xong ? chưa" in open_docx(BytesIO(render_docx(snapshot))).tables[-1].rows[2].cells[2].text


def test_a_remark_that_cannot_be_printed_bears_a_mark_in_the_comparison_too() -> None:
    before, after = progress_snapshot(), _answering(progress_snapshot(), _reply(1, text="Xong ✓ chưa"))
    found = Difference("Trả lời ý kiến 1", "Ý kiến của tỉnh", "", "", "Xong ✓ chưa", Change.ADDED)
    pdf = render_comparison(
        before,
        after,
        sides=(PrintedSide("Bản 1", ()), PrintedSide("Bản 3", ())),
        found=[found],
        title="Báo cáo tiến độ",
        officer="Hoàng Thị Hạnh",
        today="2025-12-15",
    )
    assert "Xong ? chưa" in " ".join(page_texts(pdf))


def test_what_looks_like_a_formula_stays_text() -> None:
    snapshot = _answering(progress_snapshot(), _reply(1, text="=1+1", reply="@SUM(A1)"))
    page = openpyxl.load_workbook(BytesIO(render_workbook(snapshot, sha256=HASH)))[REPLY_SHEET]
    cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
    assert (cells["=1+1"], cells["@SUM(A1)"]) == ("s", "s")


def test_a_lost_reply_is_never_handed_over() -> None:
    whole, shorter = _answering(progress_snapshot()), _answering(progress_snapshot())
    shorter["replies"].pop()
    document, workbook = progress_document(shorter, code=""), progress_workbook(shorter, code="")
    with pytest.raises(Fault, match="thiếu nội dung giải trình ý kiến 3"):
        recount_pdf(render_pdf(document), document.identity, whole)
    with pytest.raises(Fault, match="số ý kiến được giải trình là 2, trong bản chốt là 3"):
        recount_xlsx(render_xlsx(workbook), workbook, whole)
