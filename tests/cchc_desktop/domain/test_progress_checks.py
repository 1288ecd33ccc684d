"""The checks of a progress report."""

from datetime import date

import pytest

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.progress import ProductDocument, ProgressEntry
from cchc_desktop.domain.progress_checks import CheckedTask, progress_findings
from cchc_desktop.domain.status import task_status
from cchc_desktop.domain.time_phrase import parse

CLOSE = date(2025, 12, 14)
LATE = date(2026, 1, 10)
DAY = date(2025, 11, 3)
LEAD, COOPERATING, NOT_NAMED = Involvement
DOCUMENT = ProductDocument("Kế hoạch", "12/KH-UBND", DAY)
DONE = ProgressEntry(DAY, 100, "Đã ban hành Kế hoạch", products=(DOCUMENT,))


def checked(
    *entries: ProgressEntry,
    time: str = "Quý III, IV/2025",
    part: Involvement = LEAD,
    on: date = CLOSE,
    not_arising: bool = False,
    reason: str = "",
    number: str = "6",
    field: str = "I",
) -> CheckedTask:
    frame = parse(time)
    task = Task(f"T-{field}-{number}", number, field, "", "Đăng ký sáng kiến", "UBND cấp xã", "", "Công văn", time)
    status = task_status(frame, entries, on=on, not_arising=not_arising)
    return CheckedTask(task, part, status, entries, not_arising, reason, frame)


def found(*tasks: CheckedTask, on: date = CLOSE) -> list[tuple[str, Level, str]]:
    return [(finding.code, finding.level, finding.target) for finding in progress_findings(tasks, on=on)]


@pytest.mark.parametrize(
    "task",
    [
        checked(DONE),
        checked(ProgressEntry(DAY, 40, "Đang lấy ý kiến")),
        checked(ProgressEntry(DAY, 0, difficulty="Chưa có hướng dẫn")),
        checked(time="Quý I/2026"),
        checked(not_arising=True, reason="Xã không có đơn vị sự nghiệp công lập"),
        checked(ProgressEntry(DAY, 40, "Đã công khai"), time="Thường xuyên"),
        checked(part=COOPERATING),
        checked(part=NOT_NAMED),
    ],
)
def test_a_task_in_order_gives_no_finding(task: CheckedTask) -> None:
    assert found(task) == []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (LEAD, [("progress-overdue-unexplained", Level.BLOCK, "task:T-I-6:difficulty")]),
        (COOPERATING, [("progress-overdue-unexplained", Level.WARN, "task:T-I-6:difficulty")]),
        (NOT_NAMED, []),
    ],
)
def test_an_overdue_task_needs_an_explanation(part: Involvement, expected: list[tuple[str, Level, str]]) -> None:
    assert found(checked(part=part, on=LATE), on=LATE) == expected


@pytest.mark.parametrize(
    "entry",
    [
        ProgressEntry(DAY, 50, "Đang làm", difficulty="Thiếu kinh phí"),
        ProgressEntry(DAY, 50, objective_reason="Mưa lũ"),
    ],
)
def test_a_difficulty_or_an_objective_reason_explains_a_delay(entry: ProgressEntry) -> None:
    assert found(checked(entry, on=LATE), on=LATE) == []


def test_an_overdue_task_is_told_with_its_number_and_due_day() -> None:
    (finding,) = progress_findings([checked(on=LATE)], on=LATE)
    assert finding.text == (
        "Nhiệm vụ số 6 đã quá hạn (hạn 31/12/2025) mà chưa hoàn thành. "
        "Đề nghị nêu khó khăn, vướng mắc hoặc nguyên nhân khách quan."
    )


def test_a_task_that_was_not_started_asks_the_lead_for_a_reason() -> None:
    assert found(checked()) == [("progress-not-started-unexplained", Level.WARN, "task:T-I-6:difficulty")]


def test_a_standing_task_without_an_entry_asks_the_lead_for_one() -> None:
    assert found(checked(time="Thường xuyên")) == [
        ("progress-standing-without-entry", Level.WARN, "task:T-I-6:entries")
    ]
    assert found(checked(time="Thường xuyên", part=COOPERATING)) == []


@pytest.mark.parametrize(("part", "level"), [(LEAD, Level.BLOCK), (COOPERATING, Level.WARN), (NOT_NAMED, Level.WARN)])
def test_a_done_task_needs_its_result_in_words(part: Involvement, level: Level) -> None:
    task = checked(ProgressEntry(DAY, 100, "  ", products=(DOCUMENT,)), part=part)
    assert found(task) == [("progress-done-without-result", level, "task:T-I-6:entries")]


def test_a_later_entry_of_a_done_task_need_not_repeat_the_result() -> None:
    assert found(checked(DONE, ProgressEntry(date(2025, 11, 20), 100))) == []


@pytest.mark.parametrize(("part", "level"), [(LEAD, Level.WARN), (COOPERATING, Level.WARN), (NOT_NAMED, Level.INFO)])
def test_a_done_task_without_a_document_number_is_asked_about(part: Involvement, level: Level) -> None:
    task = checked(ProgressEntry(DAY, 100, "Xong", products=(ProductDocument("Kế hoạch"),)), part=part)
    assert found(task) == [("progress-done-without-document", level, "task:T-I-6:product")]


def test_a_document_of_an_earlier_entry_counts() -> None:
    early = ProgressEntry(date(2025, 9, 1), 60, "Đã ban hành", products=(DOCUMENT,))
    assert found(checked(early, ProgressEntry(DAY, 100, "Xong"))) == []


@pytest.mark.parametrize(("part", "level"), [(LEAD, Level.BLOCK), (COOPERATING, Level.WARN), (NOT_NAMED, Level.WARN)])
def test_not_arising_needs_a_reason(part: Involvement, level: Level) -> None:
    assert found(checked(not_arising=True, reason=" ", part=part)) == [
        ("progress-not-arising-without-reason", level, "task:T-I-6:not_arising")
    ]


def test_an_entry_after_the_reference_day_is_left_out_and_said() -> None:
    task = checked(DONE, ProgressEntry(date(2025, 12, 15), 100, "Bổ sung"))
    (finding,) = progress_findings([task], on=CLOSE)
    assert (finding.code, finding.level) == ("progress-entry-after-reference-day", Level.INFO)
    assert finding.text == "Nhiệm vụ số 6 có 01 lần cập nhật sau ngày 14/12/2025; các lần này không tính vào báo cáo."


def test_a_later_explanation_does_not_explain_an_earlier_report() -> None:
    task = checked(ProgressEntry(date(2026, 1, 20), 50, "Đang làm", difficulty="Thiếu"), on=LATE)
    assert ("progress-overdue-unexplained", Level.BLOCK, "task:T-I-6:difficulty") in found(task, on=LATE)


def test_a_time_that_was_not_understood_is_asked_for() -> None:
    task = checked(ProgressEntry(DAY, 40, "Đang làm"), time="Tháng 13/2025")
    (finding,) = progress_findings([task], on=CLOSE)
    assert (finding.code, finding.level, finding.target) == ("progress-time-not-understood", Level.WARN, "task:T-I-6")
    assert "“Tháng 13/2025”" in finding.text


def test_a_number_that_two_fields_share_is_told_with_its_field() -> None:
    texts = [finding.text for finding in progress_findings([checked(field="I"), checked(field="II")], on=CLOSE)]
    assert [text.partition(" chưa")[0] for text in texts] == [
        "Nhiệm vụ số 6 (lĩnh vực I)",
        "Nhiệm vụ số 6 (lĩnh vực II)",
    ]


def test_only_tasks_that_the_commune_leads_block() -> None:
    bad = [
        checked(ProgressEntry(DAY, 100), not_arising=not_arising, part=part, on=LATE)
        for part in (COOPERATING, NOT_NAMED)
        for not_arising in (False, True)
    ]
    levels = {finding.level for finding in progress_findings(bad, on=LATE)}
    assert Level.WARN in levels
    assert Level.BLOCK not in levels
