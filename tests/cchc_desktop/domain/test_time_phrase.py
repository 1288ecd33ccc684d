"""Time phrases of plans."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.time_phrase import Recurrence, TimeFrame, parse


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Quý III, IV/năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Quý III, IV/2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Quý III,\n\nIV/năm\n2025 ", date(2025, 7, 1), date(2025, 12, 31)),
        ("QUÝ III , IV / 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Quý IV/ năm 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("Quý III 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Quý III/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Quí III và quí IV năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Quý IV/2025 - Quý I/2026", date(2025, 10, 1), date(2026, 3, 31)),
        ("Tháng 12/2025", date(2025, 12, 1), date(2025, 12, 31)),
        ("Tháng 1/2023", date(2023, 1, 1), date(2023, 1, 31)),
        ("Tháng 10 - 11/2024", date(2024, 10, 1), date(2024, 11, 30)),
        ("Tháng 10/2025 – 01/2026", date(2025, 10, 1), date(2026, 1, 31)),
        ("04/2024–06/2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("Từ tháng 7 đến tháng 12/2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Năm 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("Năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Trong năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("6 tháng cuối năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("06 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("9 tháng năm 2025", date(2025, 1, 1), date(2025, 9, 30)),
        ("19/6/2025", date(2025, 6, 19), date(2025, 6, 19)),
        ("Ngày 19-6-2025", date(2025, 6, 19), date(2025, 6, 19)),
        ("01/7/2025 - 31/12/2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Từ ngày 01/7/2025 đến ngày 31/12/2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Hoàn thành trong quý III/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Từ ngày 01/7/2025", date(2025, 7, 1), None),
        ("Từ tháng 7/2025 trở đi", date(2025, 7, 1), None),
        ("Sau ngày 30/6/2025", date(2025, 7, 1), None),
        ("Trước ngày 31/01/2024", None, date(2024, 1, 30)),
        ("Hoàn thành trước 20/12/2025", None, date(2025, 12, 19)),
        ("Trước tháng 12/2025", None, date(2025, 11, 30)),
        ("Chậm nhất ngày 19/6/2025", None, date(2025, 6, 19)),
        ("Chậm nhất trước ngày 19/6/2025", None, date(2025, 6, 18)),
        ("Đến hết ngày 31/12/2025", None, date(2025, 12, 31)),
        ("Chậm nhất trong tháng 9/2025.", None, date(2025, 9, 30)),
    ],
)
def test_a_phrase_with_days_gives_its_first_and_last_day(text: str, start: date | None, end: date | None) -> None:
    assert parse(text) == TimeFrame(text, start, end)


@pytest.mark.parametrize(
    ("text", "recurrence", "condition"),
    [
        ("Thường xuyên", Recurrence.STANDING, ""),
        ("thường  xuyên", Recurrence.STANDING, ""),
        ("Thường xuyên, khi nhận được yêu cầu", Recurrence.STANDING, "khi nhận được yêu cầu"),
        ("Thường xuyên; theo chỉ đạo của UBND tỉnh", Recurrence.STANDING, "theo chỉ đạo của UBND tỉnh"),
        ("Thường xuyên theo chỉ đạo của UBND tỉnh", Recurrence.STANDING, "theo chỉ đạo của UBND tỉnh"),
        ("Hàng tháng", Recurrence.MONTHLY, ""),
        ("Hằng tháng", Recurrence.MONTHLY, ""),
        ("Hàng quý", Recurrence.QUARTERLY, ""),
        ("Định kỳ hằng năm", Recurrence.YEARLY, ""),
        ("Định kỳ 6 tháng", Recurrence.HALF_YEARLY, ""),
        ("Trước ngày 15 hàng tháng", Recurrence.MONTHLY, "Trước ngày 15"),
    ],
)
def test_a_phrase_that_recurs_has_no_due_day(text: str, recurrence: Recurrence, condition: str) -> None:
    assert parse(text) == TimeFrame(text, recurrence=recurrence, condition=condition)


@pytest.mark.parametrize(
    "text",
    [
        "Sau khi có thông báo của Bộ Tư pháp",
        "Trong 15 ngày kể từ ngày nhận đủ hồ sơ hợp lệ gửi thẩm định",
        "chậm nhất là 10 ngày trước ngày văn bản được quy định chi tiết hết hiệu lực",
        "Theo kế hoạch của Sở Nội vụ",
    ],
)
def test_a_time_that_hangs_on_an_event_is_a_condition(text: str) -> None:
    assert parse(text) == TimeFrame(text, condition=text)


def test_days_recurrence_and_condition_may_stand_together() -> None:
    assert parse("Quý IV/2025, sau khi có hướng dẫn").condition == "sau khi có hướng dẫn"
    frame = parse("Thường xuyên; Quý III, IV/2025")
    assert (frame.recurrence, frame.end) == (Recurrence.STANDING, date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Tháng 13/2025",
        "Tháng 0/2025",
        "236/6/2022",
        "31/02/2025",
        "Trước ngày 31/02/2025",
        "Quý V/2025",
        "Quý IV, III/2025",
        "Quý III",
        "Tháng 12",
        "Cuối năm 2025",
        "Sớm nhất có thể",
        "Thường xuyên, quý 13/2025",
        "Trước ngày 32 hàng tháng",
        "Quý III/2025; Quý I/2026",
        "Thường xuyên; hàng tháng",
        "Quý III/2025 và các năm tiếp theo",
        "x" * 10_000,
        "2025," * 400,
    ],
)
def test_an_impossible_or_unknown_phrase_is_asked_for(text: str) -> None:
    assert parse(text) == TimeFrame(text, understood=False)


def test_decomposed_text_is_read_and_kept_as_given() -> None:
    text = unicodedata.normalize("NFD", "Quý III, IV/năm 2025")
    assert parse(text) == TimeFrame(text, date(2025, 7, 1), date(2025, 12, 31))


@given(st.text(alphabet="quýtháng năIVX0123456789/,-; đến trước", max_size=40))
def test_no_phrase_raises(text: str) -> None:
    frame = parse(text)
    assert frame.text == text
    assert frame.understood or (frame.start, frame.end, frame.recurrence, frame.condition) == (None, None, None, "")


@pytest.mark.parametrize(("code", "tasks"), [("KH-TQ-2025-H2", 58), ("KH-SKHDT-2023", 21)])
def test_every_time_of_the_bundled_plans_is_understood(code: str, tasks: int) -> None:
    frames = [parse(task.time) for task in bundled().plan(code).tasks]
    assert len(frames) == tasks
    assert [frame.text for frame in frames if not frame.understood] == []


def test_every_recurrence_has_words() -> None:
    assert len({recurrence.label for recurrence in Recurrence}) == len(Recurrence)
