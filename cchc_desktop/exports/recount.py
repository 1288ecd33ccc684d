"""Opens what was rendered and counts it again: nothing is called done that cannot be read back whole.

Raises Fault "export-recount" for any difference. What is compared: every page of the PDF names unit, version and code;
the sheets hold as many rows as the snapshot has tasks, criteria and files; the sums printed are the frozen ones.
"""

from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.domain.snapshot import AssessmentPart, ProgressPart, Snapshot
from cchc_desktop.exports import assessment_sheets, progress_sheets
from cchc_desktop.exports.document import Identity
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.workbook import Workbook
from cchc_desktop.exports.workbook_parts import EVIDENCE_SHEET
from cchc_desktop.exports.xlsx import head_rows
from cchc_desktop.system.fault import Fault

Rows = list[tuple[object, ...]]


def recount_pdf(pdf: bytes, identity: Identity) -> int:
    """The number of pages, each of which names its snapshot."""
    try:
        texts = page_texts(pdf)
    except ValueError:
        raise _difference("tệp PDF không đọc lại được") from None
    if not texts:
        raise _difference("tệp PDF không có trang nào")
    footer = folded(identity.line)
    for number, text in enumerate(texts, start=1):
        if footer not in folded(text):
            raise _difference(f"trang {number} của tệp PDF thiếu mã bản chốt")
    return len(texts)


def recount_xlsx(xlsx: bytes, workbook: Workbook, snapshot: Snapshot) -> None:
    """Count the rows of each sheet and compare the sums with the frozen ones."""
    try:
        file = load_workbook(BytesIO(xlsx))
    except (BadZipFile, KeyError, ValueError):
        raise _difference("tệp Excel không đọc lại được") from None
    rows = {page.title: _rows(page, above=head_rows(workbook) + 1) for page in file.worksheets}
    for sheet in workbook.sheets:
        _compare(len(rows.get(sheet.name, [])), len(sheet.rows), f"số dòng của trang tính “{sheet.name}”")
    _compare(len(rows[EVIDENCE_SHEET]), len(snapshot["evidence"]), "số tài liệu kiểm chứng")
    if snapshot["kind"] == "progress":
        _recount_progress(rows, snapshot["progress"])
    else:
        _recount_assessment(rows, snapshot["assessment"])


def folded(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def _rows(page: Worksheet, *, above: int) -> Rows:
    """The rows of the table; those that continue a long text have an empty first cell and do not count."""
    values = page.iter_rows(min_row=above + 1, values_only=True)
    return [tuple(row) for row in values if row[0] is not None]


def _recount_progress(rows: dict[str, Rows], part: ProgressPart) -> None:
    _compare(len(rows[progress_sheets.TASK_SHEET]), part["total"], "số nhiệm vụ")
    total = next(row for row in rows[progress_sheets.SUMMARY_SHEET] if row[0] == progress_sheets.TOTAL)
    _compare(total[2], part["total"], "tổng số nhiệm vụ")
    for line, count in zip(part["counts"], total[3:], strict=True):
        _compare(count, line["count"], f"số nhiệm vụ “{line['label']}”")
    _compare(sum(line["count"] for line in part["counts"]), part["total"], "tổng của các tình trạng")


def _recount_assessment(rows: dict[str, Rows], part: AssessmentPart) -> None:
    _compare(len(rows[assessment_sheets.SCORE_SHEET]), len(part["rows"]), "số dòng của bảng điểm")
    summary = rows[assessment_sheets.SUMMARY_SHEET]
    total = next(row for row in summary if row[0] == assessment_sheets.SUM)
    _compare(_number(total[3]), Decimal(part["self_points"]), "tổng điểm tự chấm theo lĩnh vực")
    changed = Decimal(part["self_points"]) + Decimal(part["bonus_points"]) - Decimal(part["deduction_points"])
    _compare(Decimal(part["total"]), max(changed, Decimal(0)), "tổng điểm sau điểm thưởng, điểm trừ")


def _number(value: object) -> Decimal:
    return Decimal(str(value))


def _compare(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise _difference(f"{what} là {found}, trong bản chốt là {expected}")


def _difference(what: str) -> Fault:
    return Fault(
        "export-recount",
        what=f"Kiểm tra lại văn bản vừa kết xuất thấy sai khác: {what}.",
        safe="Bản chốt và dữ liệu vẫn nguyên vẹn; chưa có tệp nào được ghi ra.",
        do="Đề nghị kết xuất lại; nếu vẫn báo lỗi, gửi tệp nhật ký cho bộ phận hỗ trợ.",
    )
