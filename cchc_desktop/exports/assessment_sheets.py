"""The workbook of a self-assessment: the sums by area, the score sheet, bonus and deduction, the evidence."""

from decimal import Decimal

from cchc_desktop.domain.snapshot import AdjustmentPart, AssessmentPart, LeafPart, Snapshot
from cchc_desktop.exports.assessment_report import SURVEY_WORDS, assessment_title
from cchc_desktop.exports.document import RowKind
from cchc_desktop.exports.evidence_list import evidence_marks
from cchc_desktop.exports.self_scored import AreaSum, area_sums, surveyed_codes
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, Value, ValueKind, Workbook
from cchc_desktop.exports.workbook_parts import framed_workbook

SUMMARY_SHEET = "Tổng hợp"
SCORE_SHEET = "Bảng điểm"
ADJUSTMENT_SHEET = "Điểm thưởng, điểm trừ"
SUM = "Cộng"
TOTAL = "Tổng điểm tự chấm, kể cả điểm thưởng, điểm trừ"

_SUMMARY_COLUMNS = (
    SheetColumn("STT", 14, ValueKind.CODE),
    SheetColumn("Lĩnh vực", 130),
    SheetColumn("Điểm tối đa tự chấm", 30, ValueKind.POINTS),
    SheetColumn("Điểm tự chấm", 30, ValueKind.POINTS),
    SheetColumn("Điểm mất", 30, ValueKind.POINTS),
    SheetColumn("Tỷ lệ đạt", 30, ValueKind.SHARE),
)
_SCORE_COLUMNS = (
    SheetColumn("Mã", 15, ValueKind.CODE),
    SheetColumn("Lĩnh vực, tiêu chí, tiêu chí thành phần", 62),
    SheetColumn("Cách chấm", 55),
    SheetColumn("Điểm tối đa", 17, ValueKind.POINTS),
    SheetColumn("Số liệu", 46),
    SheetColumn("Cách tính", 40),
    SheetColumn("Điểm tự chấm", 17, ValueKind.POINTS),
    SheetColumn("Tài liệu kiểm chứng (số thứ tự)", 26),
    SheetColumn("Giải trình", 42),
)
_ADJUSTMENT_COLUMNS = (
    SheetColumn("Mã", 16, ValueKind.CODE),
    SheetColumn("Loại", 28),
    SheetColumn("Nội dung", 100),
    SheetColumn("Điểm mỗi trường hợp", 28, ValueKind.POINTS),
    SheetColumn("Số trường hợp", 22, ValueKind.INTEGER),
    SheetColumn("Điểm", 22, ValueKind.POINTS),
    SheetColumn("Giải trình", 60),
)


def assessment_workbook(snapshot: Snapshot, *, code: str) -> Workbook:
    """The workbook of an assessment snapshot; an empty ``code`` makes a preview."""
    part = snapshot["assessment"]
    sheets = (_summary(part), _scores(snapshot), _adjustments(part))
    return framed_workbook(snapshot, title=assessment_title(snapshot), sheets=sheets, code=code)


def _summary(part: AssessmentPart) -> Sheet:
    sums = area_sums(part["rows"])
    rows = (
        *(SheetRow((area.code, area.name, *_sum_values(area))) for area in sums),
        SheetRow((SUM, "", *_sum_values(AreaSum.total(sums))), RowKind.TOTAL),
        _single("A", "Điểm thưởng", _decimal(part["bonus_points"])),
        _single("B", "Điểm trừ", _decimal(part["deduction_points"])),
        _single("C", TOTAL, _decimal(part["total"]), RowKind.TOTAL),
        _single("D", "Quy đổi thang điểm 100, không tính điều tra xã hội học", _decimal(part["rescaled"])),
        _single("Đ", "Xếp loại dự kiến", part["grade"] or "Chưa xếp loại"),
    )
    return Sheet(SUMMARY_SHEET, "Tổng hợp điểm tự chấm theo lĩnh vực", _SUMMARY_COLUMNS, rows)


def _sum_values(area: AreaSum) -> tuple[Value, ...]:
    return area.maximum, area.points, area.lost, area.points / area.maximum if area.maximum else None


def _single(letter: str, name: str, value: Value, kind: RowKind = RowKind.PLAIN) -> SheetRow:
    return SheetRow((letter, name, None, value, None, None), kind)


def _scores(snapshot: Snapshot) -> Sheet:
    rows = snapshot["assessment"]["rows"]
    evidence = snapshot["evidence"]
    surveyed = surveyed_codes(rows)
    return Sheet(
        SCORE_SHEET,
        f"Bảng tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {snapshot['assessment']['year']}",
        _SCORE_COLUMNS,
        tuple(
            SheetRow(
                _score_values(
                    row, evidence_marks(evidence, f"criterion:{row['code']}"), own=row["code"] not in surveyed
                ),
                _row_kind(row),
            )
            for row in rows
        ),
    )


def _score_values(row: LeafPart, marks: dict[str, str], *, own: bool) -> tuple[Value, ...]:
    survey = row["leaf"] and row["survey"]
    return (
        row["code"],
        row["name"],
        row["rule"],
        _decimal(row["max_points"]),
        SURVEY_WORDS if survey else "\n".join(row["answer"]),
        "" if survey else row["arithmetic"],
        _decimal(row["points"]) if own else None,
        "; ".join(marks[sha256] for sha256 in row["evidence"] if sha256 in marks),
        row["explanation"],
    )


def _row_kind(row: LeafPart) -> RowKind:
    if row["leaf"]:
        return RowKind.PLAIN
    return RowKind.SUBGROUP if row["depth"] else RowKind.GROUP


def _adjustments(part: AssessmentPart) -> Sheet:
    rows = (
        *(_adjustment_row("Điểm thưởng", line) for line in part["bonus"]),
        *(_adjustment_row("Điểm trừ", line) for line in part["deduction"]),
    )
    return Sheet(ADJUSTMENT_SHEET, "Điểm thưởng, điểm trừ", _ADJUSTMENT_COLUMNS, rows)


def _adjustment_row(name: str, line: AdjustmentPart) -> SheetRow:
    return SheetRow(
        (
            line["code"],
            name,
            line["name"],
            _decimal(line["each"]),
            line["cases"],
            _decimal(line["points"]),
            line["explanation"],
        )
    )


def _decimal(number: str) -> Decimal | None:
    return Decimal(number) if number else None
