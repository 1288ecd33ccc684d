"""The words and sums of the self-assessment report."""

from decimal import Decimal

from support.snapshots import assessment_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.assessment_report import SURVEY_WORDS, assessment_document
from cchc_desktop.exports.document import Paragraph, Table, tables

CODE = "7K3M-Q2XA-9F"


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _summary(snapshot: Snapshot) -> dict[str, list[str]]:
    table = next(tables(assessment_document(snapshot, code=CODE)))
    return {row.cells[1][0].text: ["".join(line.text for line in cell) for cell in row.cells[2:]] for row in table.rows}


def test_areas_add_up_to_the_self_scored_total() -> None:
    snapshot = assessment_snapshot()
    table = next(tables(assessment_document(snapshot, code=CODE)))
    areas = [[_decimal(cell[0].text) for cell in row.cells[2:5]] for row in table.rows[:8]]
    total = [_decimal(text) for text in _summary(snapshot)["Cộng"][:3]]
    assert [sum(column) for column in zip(*areas, strict=True)] == total
    assert total[0] == 70
    assert total[1] == Decimal(snapshot["assessment"]["self_points"])


def test_bonus_and_deduction_lead_to_the_frozen_total() -> None:
    snapshot = assessment_snapshot()
    rows = _summary(snapshot)
    own, bonus, deduction = (_decimal(rows[name][1]) for name in ("Cộng", "Điểm thưởng", "Điểm trừ"))
    assert own + bonus - deduction == _decimal(rows["Tổng điểm tự chấm, kể cả điểm thưởng, điểm trừ"][1])


def test_an_area_that_was_rescaled_keeps_its_frozen_points() -> None:
    snapshot = assessment_snapshot()
    rows = snapshot["assessment"]["rows"]
    rows[2] |= {"outcome": "excluded", "points": ""}
    rows[0]["points"] = "12.50"
    assert _summary(snapshot)["CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH"][:3] == ["13,00", "12,50", "0,50"]


def test_an_area_with_nothing_left_to_score_is_not_summed() -> None:
    snapshot = assessment_snapshot()
    area = [row for row in snapshot["assessment"]["rows"] if row["code"].partition(".")[0] == "4"]
    for row in area:
        row |= {"points": ""} | ({"outcome": "excluded"} if row["leaf"] and not row["survey"] else {})
    assert "CẢI CÁCH TỔ CHỨC BỘ MÁY" not in _summary(snapshot)


def test_the_grade_is_only_expected() -> None:
    document = assessment_document(assessment_snapshot(), code=CODE)
    assert any("xếp loại dự kiến: Tốt." in block.text for block in document.blocks if isinstance(block, Paragraph))


def test_survey_criteria_have_no_points() -> None:
    snapshot = assessment_snapshot()
    (table,) = assessment_document(snapshot, code=CODE).annexes[0].blocks
    assert isinstance(table, Table)
    surveyed = [
        row
        for row, part in zip(table.rows, snapshot["assessment"]["rows"], strict=True)
        if part["leaf"] and part["survey"]
    ]
    assert len(surveyed) == 9
    assert {row.cells[3][0].text for row in surveyed} == {SURVEY_WORDS}
    assert {row.cells[4][0].text for row in surveyed} == {""}


def test_a_document_of_the_evidence_is_named_with_number_date_and_file() -> None:
    (table,) = assessment_document(assessment_snapshot(), code=CODE).annexes[0].blocks
    assert isinstance(table, Table)
    lines = [line.text for row in table.rows for line in row.cells[5]]
    assert (
        "TL 2: Kế hoạch cải cách hành chính xã Yên Sơn số 1/KH-UBND ngày 01/10/2025 "
        "(12-KH-UBND_Kế hoạch tuyên truyền cải cách hành chính 6 tháng cuối năm.pdf)"
    ) in lines


def test_a_criterion_below_its_maximum_is_listed_with_its_explanation() -> None:
    snapshot = assessment_snapshot()
    lost = list(tables(assessment_document(snapshot, code=CODE)))[2]
    codes = [row.cells[0][0].text for row in lost.rows]
    below = [
        row["code"]
        for row in snapshot["assessment"]["rows"]
        if row["leaf"] and row["points"] and Decimal(row["points"]) < Decimal(row["max_points"])
    ]
    assert codes == below


def test_a_perfect_sheet_says_so() -> None:
    snapshot = assessment_snapshot()
    for row in snapshot["assessment"]["rows"]:
        row["points"] = row["max_points"] if row["leaf"] and not row["survey"] else row["points"]
    document = assessment_document(snapshot, code=CODE)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Tất cả các tiêu chí tự chấm đều đạt điểm tối đa." in texts


def test_without_bonus_and_deduction_the_report_says_none() -> None:
    snapshot = assessment_snapshot()
    for line in (*snapshot["assessment"]["bonus"], *snapshot["assessment"]["deduction"]):
        line["cases"] = 0
    texts = [block.text for block in assessment_document(snapshot, code=CODE).blocks if isinstance(block, Paragraph)]
    assert "Không có điểm thưởng, điểm trừ." in texts


def test_without_files_there_is_one_annex() -> None:
    snapshot = assessment_snapshot()
    snapshot["evidence"] = []
    document = assessment_document(snapshot, code=CODE)
    assert [annex.label for annex in document.annexes] == ["Phụ lục"]
