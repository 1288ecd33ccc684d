"""Opens what was rendered and counts it again: nothing is called done that cannot be read back whole.

Raises Fault "export-recount" for any difference. What is compared: every page of the PDF names unit, version and code;
the sheets hold as many rows as the snapshot has tasks, criteria, figures and files; the sums printed are the frozen
ones; the figures of a report, the rows of a register and the replies to remarks are found again on paper.
"""

from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook

from cchc_desktop.domain.snapshot import AssessmentPart, ProgressPart, Snapshot
from cchc_desktop.exports import assessment_sheets, progress_sheets
from cchc_desktop.exports.document import Identity
from cchc_desktop.exports.evidence_list import EVIDENCE_SHEET
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.recount_report import (
    find_figures,
    find_replies,
    find_rows,
    recount_plan,
    recount_register,
    recount_report,
)
from cchc_desktop.exports.recounted import Rows, compare, difference, number, sheet_rows
from cchc_desktop.exports.reply_list import REPLY_SHEET
from cchc_desktop.exports.workbook import Workbook
from cchc_desktop.exports.xlsx import head_rows


def recount_pdf(pdf: bytes, identity: Identity, snapshot: Snapshot | None = None) -> int:
    """The number of pages, each of which names its snapshot; with the ``snapshot`` its figures are looked for too."""
    try:
        texts = page_texts(pdf)
    except ValueError:
        raise difference("tệp PDF không đọc lại được") from None
    if not texts:
        raise difference("tệp PDF không có trang nào")
    footer = folded(identity.line)
    for page, text in enumerate(texts, start=1):
        if footer not in folded(text):
            raise difference(f"trang {page} của tệp PDF thiếu mã bản chốt")
    if snapshot is not None and snapshot["kind"] == "report":
        find_figures(texts, snapshot["report"])
    if snapshot is not None:
        find_replies(texts, snapshot.get("replies", []))
    if snapshot is not None and snapshot["kind"] == "register":
        find_rows(texts, snapshot["register"])
    return len(texts)


def recount_xlsx(xlsx: bytes, workbook: Workbook, snapshot: Snapshot) -> None:
    """Count the rows of each sheet and compare the sums with the frozen ones."""
    try:
        file = load_workbook(BytesIO(xlsx))
    except (BadZipFile, KeyError, ValueError):
        raise difference("tệp Excel không đọc lại được") from None
    rows = {page.title: sheet_rows(page, above=head_rows(workbook) + 1) for page in file.worksheets}
    for sheet in workbook.sheets:
        compare(len(rows.get(sheet.name, [])), len(sheet.rows), f"số dòng của trang tính “{sheet.name}”")
    if snapshot["kind"] != "register" or snapshot["evidence"]:
        compare(len(rows[EVIDENCE_SHEET]), len(snapshot["evidence"]), "số tài liệu kiểm chứng")
    compare(len(rows.get(REPLY_SHEET, [])), len(snapshot.get("replies", [])), "số ý kiến được giải trình")
    match snapshot["kind"]:
        case "progress":
            _recount_progress(rows, snapshot["progress"])
        case "assessment":
            _recount_assessment(rows, snapshot["assessment"])
        case "report":
            recount_report(rows, snapshot["report"])
        case "plan":
            recount_plan(rows, snapshot["plan"])
        case "register":
            recount_register(rows, snapshot["register"])


def folded(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def _recount_progress(rows: dict[str, Rows], part: ProgressPart) -> None:
    compare(len(rows[progress_sheets.TASK_SHEET]), part["total"], "số nhiệm vụ")
    total = next(row for row in rows[progress_sheets.SUMMARY_SHEET] if row[0] == progress_sheets.TOTAL)
    compare(total[2], part["total"], "tổng số nhiệm vụ")
    for line, count in zip(part["counts"], total[3:], strict=True):
        compare(count, line["count"], f"số nhiệm vụ “{line['label']}”")
    compare(sum(line["count"] for line in part["counts"]), part["total"], "tổng của các tình trạng")


def _recount_assessment(rows: dict[str, Rows], part: AssessmentPart) -> None:
    compare(len(rows[assessment_sheets.SCORE_SHEET]), len(part["rows"]), "số dòng của bảng điểm")
    summary = rows[assessment_sheets.SUMMARY_SHEET]
    total = next(row for row in summary if row[0] == assessment_sheets.SUM)
    compare(number(total[3]), Decimal(part["self_points"]), "tổng điểm tự chấm theo lĩnh vực")
    changed = Decimal(part["self_points"]) + Decimal(part["bonus_points"]) - Decimal(part["deduction_points"])
    compare(Decimal(part["total"]), max(changed, Decimal(0)), "tổng điểm sau điểm thưởng, điểm trừ")
