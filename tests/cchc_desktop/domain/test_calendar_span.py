"""Calendar spans in words."""

from datetime import date

import pytest

from cchc_desktop.domain.calendar_span import Span, read_span


@pytest.mark.parametrize(
    ("key", "start", "end", "is_range"),
    [
        ("quy iii, iv/2025", date(2025, 7, 1), date(2025, 12, 31), True),
        ("quy 4 nam 2025", date(2025, 10, 1), date(2025, 12, 31), False),
        ("thang 2/2024", date(2024, 2, 1), date(2024, 2, 29), False),
        ("thang 7, 8 va 9/2025", date(2025, 7, 1), date(2025, 9, 30), True),
        ("3 thang cuoi nam 2025", date(2025, 10, 1), date(2025, 12, 31), False),
        ("ngay 5 thang 6 nam 2025", date(2025, 6, 5), date(2025, 6, 5), False),
        ("15 - 20/10/2025", date(2025, 10, 15), date(2025, 10, 20), True),
        ("01/7 - 31/12/2025", date(2025, 7, 1), date(2025, 12, 31), True),
        ("giai doan 2026-2030", date(2026, 1, 1), date(2030, 12, 31), True),
    ],
)
def test_a_span_has_a_first_and_a_last_day(key: str, start: date, end: date, *, is_range: bool) -> None:
    assert read_span(key) == Span(start, end, is_range)


@pytest.mark.parametrize(
    "key",
    [
        "thang 13/2025",
        "31/02/2025",
        "quy iv, iii/2025",
        "20 - 15/10/2025",
        "31/12/2025 - 01/7/2025",
        "13 thang cuoi nam 2025",
    ],
)
def test_an_impossible_span_is_none(key: str) -> None:
    assert read_span(key) is None
