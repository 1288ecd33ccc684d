"""The self-assessment report (Báo cáo kết quả tự đánh giá, chấm điểm Chỉ số CCHC), made from its snapshot.

Criteria of the sociological survey are listed without points: units do not score them (guidance of the Ministry of
Home Affairs: "Không tự đánh giá, chấm điểm đối với các tiêu chí đánh giá qua điều tra xã hội học").
"""

from collections.abc import Iterator
from decimal import Decimal

from cchc_desktop.domain.snapshot import AdjustmentPart, AssessmentPart, EvidencePart, LeafPart, Snapshot
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    RowKind,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.evidence_list import EVIDENCE_TITLE, evidence_line, evidence_numbers, evidence_table
from cchc_desktop.exports.official import definition_note, official_document
from cchc_desktop.exports.self_scored import AreaSum, area_sums, lost_rows, surveyed_codes
from cchc_desktop.exports.wording import count, points, share

SURVEY_WORDS = "Điều tra XHH - do tỉnh thực hiện"

_SUMMARY_COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column("Lĩnh vực", 72),
    Column("Điểm tối đa tự chấm", 22, Align.CENTRE),
    Column("Điểm tự chấm", 20, Align.CENTRE),
    Column("Điểm mất", 18, Align.CENTRE),
    Column("Tỷ lệ đạt", 22, Align.CENTRE),
)
_LOST_COLUMNS = (
    Column("Mã", 15, Align.CENTRE),
    Column("Tiêu chí, tiêu chí thành phần", 50),
    Column("Điểm tối đa", 16, Align.CENTRE),
    Column("Điểm tự chấm", 18, Align.CENTRE),
    Column("Giải trình", 66),
)
_ADJUSTMENT_COLUMNS = (
    Column("Mã", 13, Align.CENTRE),
    Column("Nội dung", 56),
    Column("Điểm mỗi trường hợp", 22, Align.CENTRE),
    Column("Số trường hợp", 18, Align.CENTRE),
    Column("Điểm", 15, Align.CENTRE),
    Column("Giải trình", 41),
)
_SCORE_COLUMNS = (
    Column("Mã", 14, Align.CENTRE),
    Column("Lĩnh vực, tiêu chí, tiêu chí thành phần và cách chấm", 68),
    Column("Điểm tối đa", 16, Align.CENTRE),
    Column("Số liệu, cách tính", 56),
    Column("Điểm tự chấm", 17, Align.CENTRE),
    Column("Tài liệu kiểm chứng", 45),
    Column("Giải trình", 36),
)


def assessment_document(snapshot: Snapshot, *, code: str) -> Document:
    """The report with the score sheet and the list of evidence as annexes; an empty ``code`` makes a preview."""
    part = snapshot["assessment"]
    title = assessment_title(snapshot)
    annexes: list[tuple[str, tuple[Block, ...]]] = [
        (f"Bảng tự đánh giá, chấm điểm {_index(snapshot)}", (_score_table(snapshot),))
    ]
    if snapshot["evidence"]:
        annexes.append((EVIDENCE_TITLE, (evidence_table(snapshot),)))
    blocks = (
        *_opening(snapshot, title=title),
        *_by_area(part),
        *_adjustments(part),
        *_grade(part),
        *_lost(part),
        _evidence_sentence(snapshot["evidence"]),
        _closing(snapshot, title=title),
    )
    return official_document(snapshot, title=title, blocks=blocks, annexes=tuple(annexes), code=code)


def assessment_title(snapshot: Snapshot) -> str:
    """What the report is about (trích yếu)."""
    return f"Kết quả tự đánh giá, chấm điểm {_index(snapshot)}"


def _index(snapshot: Snapshot) -> str:
    return f"Chỉ số cải cách hành chính năm {snapshot['assessment']['year']}"


def _opening(snapshot: Snapshot, *, title: str) -> Iterator[Block]:
    definition, part = snapshot["definition"], snapshot["assessment"]
    whole = Decimal(part["self_max"]) + Decimal(part["survey_max"])
    yield Paragraph(
        f"Căn cứ {definition['title']}, {snapshot['unit']['office']} báo cáo {uncapitalised(title)} như sau:"
    )
    yield Paragraph(
        f"Tổng điểm tối đa là {points(str(whole))} điểm, trong đó phần đơn vị tự chấm "
        f"{points(part['self_max'])} điểm; phần điều tra xã hội học {points(part['survey_max'])} điểm "
        f"do tỉnh thực hiện, đơn vị không tự chấm."
    )


def _by_area(part: AssessmentPart) -> Iterator[Block]:
    yield Heading("I. KẾT QUẢ TỰ CHẤM ĐIỂM")
    yield Heading("1. Kết quả theo lĩnh vực", level=2)
    sums = area_sums(part["rows"])
    yield Table(
        _SUMMARY_COLUMNS,
        (
            *(Row((cell(area.code), cell(area.name), *_summed(area))) for area in sums),
            Row((cell(), bold("Cộng"), *_summed(AreaSum.total(sums), strong=True)), RowKind.TOTAL),
            _single("Điểm thưởng", part["bonus_points"]),
            _single("Điểm trừ", part["deduction_points"]),
            _single("Tổng điểm tự chấm, kể cả điểm thưởng, điểm trừ", part["total"], strong=True),
        ),
        caption="Tổng hợp điểm tự chấm theo lĩnh vực",
    )


def _summed(area: AreaSum, *, strong: bool = False) -> tuple[Cell, ...]:
    texts = (
        points(str(area.maximum)),
        points(str(area.points)),
        points(str(area.lost)),
        share(area.points, area.maximum),
    )
    return tuple((Line(text, bold=strong),) for text in texts)


def _single(name: str, number: str, *, strong: bool = False) -> Row:
    kind = RowKind.TOTAL if strong else RowKind.PLAIN
    return Row((cell(), (Line(name, bold=strong),), cell(), (Line(points(number), bold=strong),), cell(), cell()), kind)


def _adjustments(part: AssessmentPart) -> Iterator[Block]:
    yield Heading("2. Điểm thưởng, điểm trừ", level=2)
    bonus = [line for line in part["bonus"] if line["cases"]]
    deduction = [line for line in part["deduction"] if line["cases"]]
    if not bonus and not deduction:
        yield Paragraph("Không có điểm thưởng, điểm trừ.")
        return
    rows: list[Row] = []
    for name, lines in (("Điểm thưởng", bonus), ("Điểm trừ", deduction)):
        if lines:
            rows.append(Row((cell(), bold(name)), RowKind.GROUP))
            rows.extend(_adjustment_row(line) for line in lines)
    yield Table(_ADJUSTMENT_COLUMNS, tuple(rows))


def _adjustment_row(line: AdjustmentPart) -> Row:
    return Row(
        (
            cell(line["code"]),
            cell(line["name"]),
            cell(points(line["each"])),
            cell(str(line["cases"])),
            cell(points(line["points"])),
            cell(line["explanation"]),
        )
    )


def _grade(part: AssessmentPart) -> Iterator[Block]:
    grade = part["grade"] or "chưa xếp loại"
    yield Heading("3. Điểm quy đổi và xếp loại dự kiến", level=2)
    yield Paragraph(
        f"Tổng điểm tự chấm, kể cả điểm thưởng, điểm trừ: {points(part['total'])} điểm; quy đổi theo thang điểm 100 "
        f"không tính phần điều tra xã hội học: {points(part['rescaled'])} điểm; xếp loại dự kiến: {grade}. "
        f"Điểm và xếp loại chính thức theo kết quả thẩm định và kết quả điều tra xã hội học của tỉnh."
    )


def _lost(part: AssessmentPart) -> Iterator[Block]:
    yield Heading("II. CÁC TIÊU CHÍ CHƯA ĐẠT ĐIỂM TỐI ĐA")
    rows = tuple(
        Row(
            (
                cell(row["code"]),
                cell(row["name"]),
                cell(points(row["max_points"])),
                cell(points(row["points"]) or "Chưa chấm"),
                cell(row["explanation"]),
            )
        )
        for row in lost_rows(part["rows"])
    )
    if rows:
        yield Table(_LOST_COLUMNS, rows)
    else:
        yield Paragraph("Tất cả các tiêu chí tự chấm đều đạt điểm tối đa.")


def _evidence_sentence(evidence: list[EvidencePart]) -> Paragraph:
    if not evidence:
        return Paragraph("Bảng tự chấm điểm chi tiết tại Phụ lục kèm theo; không có tệp tài liệu kiểm chứng.")
    return Paragraph(
        f"Bảng tự chấm điểm chi tiết tại Phụ lục I; "
        f"danh mục {count(len(evidence))} tệp tài liệu kiểm chứng tại Phụ lục II."
    )


def _closing(snapshot: Snapshot, *, title: str) -> Paragraph:
    return Paragraph(
        f"Trên đây là báo cáo {uncapitalised(title)} của {snapshot['unit']['office']}, "
        f"trân trọng gửi {snapshot['document']['addressee']} xem xét, thẩm định./."
    )


def _score_table(snapshot: Snapshot) -> Table:
    numbers = evidence_numbers(snapshot["evidence"])
    files = {item["sha256"]: item for item in snapshot["evidence"]}
    surveyed = surveyed_codes(snapshot["assessment"]["rows"])
    rows = tuple(
        _score_row(row, numbers, files, own=row["code"] not in surveyed) for row in snapshot["assessment"]["rows"]
    )
    return Table(_SCORE_COLUMNS, rows, note=definition_note(snapshot["definition"]))


def _score_row(row: LeafPart, numbers: dict[str, int], files: dict[str, EvidencePart], *, own: bool) -> Row:
    strong = not row["leaf"]
    rule = (Line(f"Cách chấm: {row['rule']}", italic=True),) if row["rule"] else ()
    return Row(
        (
            (Line(row["code"], bold=strong),),
            (Line(row["name"], bold=strong), *rule),
            (Line(points(row["max_points"]), bold=strong),),
            cell(SURVEY_WORDS) if row["leaf"] and row["survey"] else cell(*row["answer"], row["arithmetic"]),
            (Line(points(row["points"]) if own else "", bold=strong),),
            cell(
                *(
                    evidence_line(files[sha256], numbers[sha256], use=f"criterion:{row['code']}")
                    for sha256 in row["evidence"]
                    if sha256 in files
                )
            ),
            cell(row["explanation"]),
        ),
        _row_kind(row),
    )


def _row_kind(row: LeafPart) -> RowKind:
    if row["leaf"]:
        return RowKind.PLAIN
    return RowKind.SUBGROUP if row["depth"] else RowKind.GROUP
