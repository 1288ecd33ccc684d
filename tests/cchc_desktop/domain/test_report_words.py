from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, FieldValue, of
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.report_words import coming_period, figure_words, period_words, planning_horizon, report_names
from cchc_desktop.domain.unit import Unit

UNIT = Unit("00694", "Xã", "Hàm Yên", "Hàm Yên")


@pytest.mark.parametrize(
    ("code", "words", "coming", "horizon"),
    [
        ("2026-Q1", "quý I năm 2026", "quý II năm 2026", date(2026, 6, 30)),
        ("2026-H1", "6 tháng đầu năm 2026", "6 tháng cuối năm 2026", date(2026, 12, 31)),
        ("2026-Q3", "quý III năm 2026", "quý IV năm 2026", date(2026, 12, 31)),
        ("2026-9M", "9 tháng năm 2026", "quý IV năm 2026", date(2026, 12, 31)),
        ("2026-Y", "năm 2026", "năm 2027", date(2027, 12, 31)),
        ("2026-M12", "tháng 12 năm 2026", "tháng 1 năm 2027", date(2027, 1, 31)),
        (
            "2026-07-01--2026-12-15",
            "từ ngày 01/7/2026 đến ngày 15/12/2026",
            "thời gian tới",
            date(2027, 1, 31),
        ),
    ],
)
def test_a_period_its_next_one_and_how_far_its_plan_looks(code: str, words: str, coming: str, horizon: date) -> None:
    period = parse(code)
    following = coming_period(period)
    assert period_words(period) == words
    assert (period_words(following) if following else "thời gian tới") == coming
    assert planning_horizon(period) == horizon
    assert report_names(period, UNIT, "Kế hoạch A")["ky_sau"] == coming


def test_the_words_of_the_unit_and_of_the_window() -> None:
    names = report_names(parse("2026-Q1"), UNIT, "Kế hoạch A")
    assert (names["don_vi"], names["xa"], names["ke_hoach"]) == ("UBND xã Hàm Yên", "xã Hàm Yên", "Kế hoạch A")
    assert (names["tu_ngay"], names["den_ngay"], names["nam"]) == ("15/12/2025", "14/3/2026", "2026")


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (of(Decimal(5)), FieldType.INTEGER, "05"),
        (of(Decimal(0)), FieldType.INTEGER, "00"),
        (NOT_ARISING, FieldType.INTEGER, "00"),
        (of(Decimal(10)), FieldType.INTEGER, "10"),
        (of(Decimal(1855), estimate=True), FieldType.INTEGER, "ước 1.855"),
        (of(Decimal(7), estimate=True), FieldType.INTEGER, "ước 07"),
        (of(Decimal("4.5")), FieldType.DECIMAL, "4,50"),
        (of(Decimal("99.5")), FieldType.PERCENT, "99,50%"),
        (of("1"), FieldType.CHOICE, "Đã phê duyệt"),
        (EMPTY, FieldType.INTEGER, ""),
    ],
)
def test_figures_in_running_text(value: FieldValue, kind: FieldType, words: str) -> None:
    decimals = 0 if kind is FieldType.INTEGER else 2
    assert figure_words(value, ValueSpec(kind, decimals=decimals, options=(Option("1", "Đã phê duyệt"),))) == words
