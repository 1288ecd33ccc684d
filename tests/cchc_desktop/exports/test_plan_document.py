"""The words and the tables of the commune's own plan."""

from support.report_snapshots import plan_snapshot

from cchc_desktop.exports.document import Document, Heading, Paragraph, RowKind, Table, tables
from cchc_desktop.exports.plan_document import plan_document

CODE = "7K3M-Q2XA-9F"


def _document(**changes: object) -> Document:
    snapshot = plan_snapshot()
    snapshot["plan"] |= changes
    return plan_document(snapshot, code=CODE)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _annex(document: Document) -> Table:
    return list(tables(document))[-1]


def test_a_plan_is_numbered_as_a_plan_and_not_addressed() -> None:
    document = _document()
    assert (document.kind, document.head.number, document.addressee) == ("KẾ HOẠCH", "Số: 31/KH-UBND", "")
    assert document.annexes[0].attached_to.startswith("(Kèm theo Kế hoạch số 31/KH-UBND ngày 28 tháng 7 năm 2025")


def test_nobody_is_meant_by_as_above_where_nobody_stands_above() -> None:
    snapshot = plan_snapshot()
    snapshot["document"]["recipients"] = ["Như trên", "Lưu: VT, VP"]
    assert plan_document(snapshot, code=CODE).recipients == ("Sở Nội vụ tỉnh Tuyên Quang", "Lưu: VT, VP")


def test_the_legal_bases_stand_in_italics_and_end_as_the_decree_says() -> None:
    bases = [block.text for block in _document().blocks if isinstance(block, Paragraph) and block.italic]
    assert [text[-1] for text in bases] == [";", ";", "."]
    assert not any(text.endswith(";;") for text in _texts(_document(basis=["Căn cứ A;", "Căn cứ B;"])))


def test_the_three_parts_of_a_plan_follow_each_other() -> None:
    heads = [block.text for block in _document().blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ, CHỈ TIÊU", "III. TỔ CHỨC THỰC HIỆN"]


def test_a_short_numbered_line_is_a_heading_and_a_numbered_sentence_is_not() -> None:
    document = _document()
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == ["1. Mục đích", "2. Yêu cầu", "1. Nhiệm vụ", "2. Chỉ tiêu"]
    assert any(text.startswith("2. Văn phòng HĐND và UBND xã theo dõi") for text in _texts(document))


def test_the_sentence_tells_the_tasks_of_the_province_and_the_own_ones() -> None:
    sentence = next(text for text in _texts(_document()) if text.startswith("Tổ chức thực hiện"))
    assert sentence == (
        "Tổ chức thực hiện 61 nhiệm vụ thuộc 08 lĩnh vực, trong đó 58 nhiệm vụ theo Kế hoạch cải cách hành chính tỉnh "
        "Tuyên Quang 6 tháng cuối năm 2025 và 03 nhiệm vụ do UBND xã Yên Sơn bổ sung (chi tiết tại Phụ lục kèm theo)."
    )


def test_the_counts_by_field_add_up() -> None:
    *fields, total = [[int(cell[0].text) for cell in row.cells[2:]] for row in next(tables(_document())).rows]
    assert total == [61, 58, 3] == [sum(column) for column in zip(*fields, strict=True)]


def test_the_annex_lists_every_task_below_its_field_and_its_goal() -> None:
    table = _annex(_document())
    kinds = [row.kind for row in table.rows]
    assert (kinds.count(RowKind.GROUP), kinds.count(RowKind.PLAIN)) == (8, 61)
    assert table.rows[1].cells[1][0].text == "Mục tiêu: Hoàn thành 100% mục tiêu, kế hoạch đề ra."
    assert table.rows[2].cells[7][0].text == "01/12/2025"


def test_a_goal_that_spans_tasks_stands_once_above_them() -> None:
    goals = [row for row in _annex(_document()).rows if row.kind is RowKind.SUBGROUP]
    assert len(goals) == len({row.cells[1] for row in goals}) + 2  # the three own tasks share one goal in three fields


def test_own_tasks_are_marked_and_the_mark_is_explained() -> None:
    table = _annex(_document())
    marked = [row.cells[0][0].text for row in table.rows if any(line.text == "(*)" for line in row.cells[0])]
    assert marked == ["59", "60", "61"]
    assert table.note.startswith("(*) Nhiệm vụ do UBND xã Yên Sơn bổ sung.")


def test_a_plan_without_own_tasks_explains_no_mark() -> None:
    fields = [
        field | {"tasks": [task for task in field["tasks"] if not task["own"]]}
        for field in plan_snapshot()["plan"]["fields"]
    ]
    document = _document(fields=fields)
    assert "(*)" not in _annex(document).note
    assert any(
        text.startswith("Tổ chức thực hiện 58 nhiệm vụ thuộc 08 lĩnh vực (chi tiết") for text in _texts(document)
    )


def test_a_plan_that_ends_by_itself_gets_no_second_end() -> None:
    assert _texts(_document())[-1].endswith("tổ chức thực hiện./.")
    assert _texts(_document(arrangements=["Yêu cầu các đơn vị thực hiện nghiêm túc./."]))[-1] == (
        "Yêu cầu các đơn vị thực hiện nghiêm túc./."
    )


def test_a_plan_without_targets_has_no_clause_for_them() -> None:
    headings = [block.text for block in _document(targets=[]).blocks if isinstance(block, Heading)]
    assert "2. Chỉ tiêu" not in headings
    assert "1. Nhiệm vụ" not in headings
