"""A reply offered from what was changed at the place of a remark."""

import copy

from support.report_snapshots import report_snapshot
from support.snapshots import assessment_snapshot, progress_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.suggested_reply import suggestion


def changed(snapshot: Snapshot) -> tuple[Snapshot, Snapshot]:
    return snapshot, copy.deepcopy(snapshot)


def test_one_changed_value_is_told_with_both_sides() -> None:
    before, after = changed(assessment_snapshot())
    rows = after["assessment"]["rows"]
    row = next(each for each in rows if each["leaf"] and each["points"])
    old = next(each for each in before["assessment"]["rows"] if each["code"] == row["code"])
    old["points"], row["points"] = "12", "15"
    target, place = f"criterion:{row['code']}", f"Tiêu chí {row['code']}. {row['name']}"
    assert suggestion(before, after, target=target, place=place) == "Đã sửa theo ý kiến: 12 → 15."


def test_several_changes_at_a_place_are_named() -> None:
    before, after = changed(progress_snapshot())
    task = after["progress"]["fields"][0]["tasks"][0]
    task["percent"], task["assignee"] = 77, "Nguyễn Thị Lan"
    text = suggestion(before, after, target=f"task:{task['code']}", place=f"Nhiệm vụ {task['number']}. {task['name']}")
    assert "Tiến độ: " in text
    assert "→ 77%" in text
    assert "Người thực hiện: " in text


def test_nothing_is_offered_where_nothing_changed() -> None:
    before, after = changed(progress_snapshot())
    assert suggestion(before, after, target="task:TQ2025H2-06", place="Nhiệm vụ 6") == ""


def test_a_change_elsewhere_is_no_reply() -> None:
    before, after = changed(progress_snapshot())
    first, second = after["progress"]["fields"][0]["tasks"][:2]
    first["percent"] = 77
    assert suggestion(before, after, target=f"task:{second['code']}", place="Nhiệm vụ") == ""


def test_the_place_in_words_tells_lines_with_one_link_apart() -> None:
    before, after = changed(assessment_snapshot())
    part = after["assessment"]
    part["bonus"][0]["explanation"], part["deduction"][0]["explanation"] = "Sáng kiến", "Chậm"
    name = part["deduction"][0]["name"]
    place = f"Điểm trừ {part['deduction'][0]['code']}. {name}"
    assert suggestion(before, after, target="assessment", place=place).endswith("→ Chậm.")


def test_something_that_was_added_is_told_as_added() -> None:
    before, after = changed(report_snapshot())
    figure = after["report"]["figures"].pop(3)
    target = f"report:{before['report']['form_code']}:{before['period']['code']}:{figure['code']}"
    assert suggestion(after, before, target=target, place="x").startswith("Đã sửa theo ý kiến: thêm ")
    assert suggestion(before, after, target=target, place="x").startswith("Đã sửa theo ý kiến: bỏ ")


def test_long_texts_are_cut() -> None:
    before, after = changed(progress_snapshot())
    task = after["progress"]["fields"][0]["tasks"][0]
    task["goal"] = "rất dài " * 500
    assert len(suggestion(before, after, target=f"task:{task['code']}", place="")) < 1_000


def test_the_return_itself_is_not_offered_as_something_mended() -> None:
    before, after = changed(progress_snapshot())
    after["reopen_reason"] = "Tỉnh trả lại: 2 ý kiến"
    assert suggestion(before, after, target="submission:number", place="Thông tin văn bản") == ""
    after["document"]["number"] = "45"
    assert suggestion(before, after, target="submission:number", place="Thông tin văn bản").endswith("→ 45.")
