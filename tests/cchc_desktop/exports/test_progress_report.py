"""The words and sums of the progress report."""

from support.snapshots import progress_snapshot

from cchc_desktop.exports.document import Heading, Paragraph, RowKind, Table, tables
from cchc_desktop.exports.progress_report import progress_document

CODE = "7K3M-Q2XA-9F"


def _numbers(table: Table) -> list[list[int]]:
    return [[int(cell[0].text) for cell in row.cells[2:]] for row in table.rows]


def test_the_counts_of_each_field_and_status_add_up() -> None:
    *fields, total = _numbers(next(tables(progress_document(progress_snapshot(), code=CODE))))
    assert total[0] == 58
    assert [sum(column) for column in zip(*fields, strict=True)] == total
    assert [row[0] for row in [*fields, total]] == [sum(row[1:]) for row in [*fields, total]]


def test_the_narrative_tells_the_frozen_counts() -> None:
    document = progress_document(progress_snapshot(), code=CODE)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert any(
        text.startswith("Tổng số nhiệm vụ: 58 nhiệm vụ thuộc 08 lĩnh vực; trong đó: hoàn thành đúng hạn: 15 nhiệm vụ;")
        for text in texts
    )


def test_a_status_that_no_task_has_is_left_out_of_the_sentence() -> None:
    snapshot = progress_snapshot()
    for field in snapshot["progress"]["fields"]:
        for task in field["tasks"]:
            task["status"] = "standing"
    for line in snapshot["progress"]["counts"]:
        line["count"] = 58 if line["status"] == "standing" else 0
    document = progress_document(snapshot, code=CODE)
    sentence = next(block.text for block in document.blocks if isinstance(block, Paragraph) and "Tổng số" in block.text)
    assert sentence.endswith("trong đó: thường xuyên: 58 nhiệm vụ.")


def test_the_fourteen_tasks_that_communes_lead_stand_in_the_report() -> None:
    led = list(tables(progress_document(progress_snapshot(), code=CODE)))[1]
    numbers = [row.cells[0][0].text for row in led.rows]
    assert numbers == ["6", "14", "22", "25", "26", "27", "32", "33", "34", "35", "36", "41", "47", "56"]


def test_the_annex_has_every_task_below_its_field() -> None:
    annex = progress_document(progress_snapshot(), code=CODE).annexes[0]
    (table,) = annex.blocks
    assert isinstance(table, Table)
    kinds = [row.kind for row in table.rows]
    assert (kinds.count(RowKind.GROUP), kinds.count(RowKind.PLAIN)) == (8, 58)


def test_difficulties_and_objective_reasons_are_listed_by_task() -> None:
    document = progress_document(progress_snapshot(), code=CODE)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "- Nhiệm vụ số 2: Mưa lũ đầu tháng 10 làm hỏng tuyến cáp quang." in texts


def test_a_quarter_without_difficulties_says_so() -> None:
    snapshot = progress_snapshot()
    for field in snapshot["progress"]["fields"]:
        for task in field["tasks"]:
            task["entries"] = []
    document = progress_document(snapshot, code=CODE)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)].count(
        "Trong kỳ không ghi nhận."
    ) == 2


def test_a_single_annex_has_no_numeral() -> None:
    snapshot = progress_snapshot()
    snapshot["evidence"] = []
    assert [annex.label for annex in progress_document(snapshot, code=CODE).annexes] == ["Phụ lục"]


def test_the_report_closes_with_the_official_end_mark() -> None:
    closing = progress_document(progress_snapshot(), code=CODE).blocks[-1]
    assert isinstance(closing, Paragraph)
    assert closing.text.endswith("./.")


def test_sections_are_numbered_in_roman_numerals() -> None:
    document = progress_document(progress_snapshot(), code=CODE)
    heads = [
        block.text.partition(".")[0] for block in document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert heads == ["I", "II", "III"]
