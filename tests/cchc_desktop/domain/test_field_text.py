import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import field_value
from cchc_desktop.domain.field_text import from_plain, parse_typed, shown, shown_value, to_plain
from cchc_desktop.domain.field_type import FieldType, Option, TableColumn, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, DocumentReference, Scalar
from cchc_desktop.domain.number import AmbiguousNumber

COUNT = ValueSpec(FieldType.INTEGER, unit="hồ sơ")
PERCENT = ValueSpec(FieldType.PERCENT, unit="%", decimals=2)
MONEY = ValueSpec(FieldType.MONEY, unit="triệu đồng", decimals=3)
DAY = ValueSpec(FieldType.DATE)
YES_NO = ValueSpec(FieldType.YES_NO)
TEXT = ValueSpec(FieldType.TEXT)
LONG_TEXT = ValueSpec(FieldType.LONG_TEXT)
DOCUMENT = ValueSpec(FieldType.DOCUMENT)
OPTIONS = (Option("toa_dam", "Tọa đàm"), Option("tin_bai", "Tin, bài"), Option("khac", "Khác"))
CHOICE = ValueSpec(FieldType.CHOICE, options=OPTIONS)
CHOICES = ValueSpec(FieldType.MULTI_CHOICE, options=OPTIONS)
TABLE = ValueSpec(FieldType.TABLE, columns=(TableColumn("ten", "Tên", TEXT), TableColumn("so", "Số lượng", COUNT)))
PLAN = DocumentReference("12/KH-UBND", date(2025, 1, 5), "về cải cách hành chính")


@pytest.mark.parametrize(
    ("typed", "spec", "value"),
    [
        ("1.855", COUNT, Decimal(1855)),
        (" 1 855 hồ sơ ", COUNT, Decimal(1855)),
        ("0", COUNT, Decimal(0)),
        ("41,05%", PERCENT, Decimal("41.05")),
        ("41,05", PERCENT, Decimal("41.05")),
        ("1.234,5", MONEY, Decimal("1234.5")),
        ("590.601 triệu đồng", MONEY, Decimal(590601)),
        ("5/10/2025", DAY, date(2025, 10, 5)),
        ("05102025", DAY, date(2025, 10, 5)),
        ("2025-10-05 00:00:00", DAY, date(2025, 10, 5)),
        ("Có", YES_NO, True),
        ("không", YES_NO, False),
        ("X", YES_NO, True),
        ("TOA DAM", CHOICE, "toa_dam"),
        ("Tin, bài", CHOICE, "tin_bai"),
        ("tin_bai", CHOICE, "tin_bai"),
        ("Khác; Tọa đàm", CHOICES, ("toa_dam", "khac")),
        ("Tin, bài\nTọa đàm", CHOICES, ("toa_dam", "tin_bai")),
        ("hai\ndòng  liền", TEXT, "hai dòng liền"),
        ("hai\r\ndòng", LONG_TEXT, "hai\ndòng"),
        ("12/KH-UBND ngày 05/01/2025, về cải cách hành chính", DOCUMENT, PLAN),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2025 về cải cách hành chính", DOCUMENT, PLAN),
        ("45/QĐ-UBND", DOCUMENT, DocumentReference("45/QĐ-UBND")),
        ("loa\t5\ntờ rơi\t\n\t", TABLE, ({"ten": "loa", "so": Decimal(5)}, {"ten": "tờ rơi"})),
    ],
)
def test_what_officials_type_is_read(typed: str, spec: ValueSpec, value: Scalar) -> None:
    assert parse_typed(typed, spec) == value


@pytest.mark.parametrize(
    ("typed", "spec", "readings"),
    [
        ("1,234.5", MONEY, ("1.234,5", "1,2345")),
        ("43.83%", PERCENT, ("43,83", "4.383")),
        ("1,855", COUNT, ("1,855", "1.855")),
        ("1,234,567", COUNT, ("1.234.567", "1,234567")),
    ],
)
def test_an_ambiguous_number_is_refused_with_both_readings(
    typed: str, spec: ValueSpec, readings: tuple[str, str]
) -> None:
    with pytest.raises(AmbiguousNumber) as raised:
        parse_typed(typed, spec)
    assert all(reading in str(raised.value) for reading in readings)


@pytest.mark.parametrize(
    ("typed", "spec", "says"),
    [
        ("", COUNT, "Ô còn trống"),
        ("=SUM(A1:A9)", COUNT, "là công thức. Đề nghị nhập kết quả bằng số"),
        ("=BC1+BC2", MONEY, "là công thức"),
        ("abc", COUNT, "không phải là số"),
        ("12,5", COUNT, "phải là số nguyên"),
        ("41,055", ValueSpec(FieldType.DECIMAL, decimals=1), "có thể hiểu"),
        ("41,0555", PERCENT, "nhiều nhất 2 chữ số"),
        ("5%", COUNT, "không nhập tỷ lệ"),
        ("236/6/2022", DAY, "Không có ngày “236/6/2022”"),
        ("31/02/2025", DAY, "tháng 2 năm 2025 có 28 ngày"),
        ("31/02", DAY, "không phải là ngày"),
        ("3/14/2025", DAY, "ngày và tháng bị đổi chỗ: 14/3/2025"),
        ("5/10/25", DAY, "đủ bốn chữ số"),
        ("hôm qua", DAY, "không phải là ngày"),
        ("có lẽ", YES_NO, "không phải là Có hoặc Không"),
        ("hội thi", CHOICE, "Các lựa chọn: Tọa đàm; Tin, bài; Khác"),
        ("; ;", CHOICES, "chưa nêu lựa chọn nào"),
        ("kế hoạch của xã", DOCUMENT, "chưa có số, ký hiệu"),
        ("12/KH-UBND ngày 31/02/2025", DOCUMENT, "28 ngày"),
        ("loa\tnăm", TABLE, "Dòng 1, cột “Số lượng”"),
        ("a\t1\tb", TABLE, "có 3 cột, bảng chỉ có 2 cột"),
        ("1", ValueSpec(FieldType.HEADING), "tiêu đề"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(typed: str, spec: ValueSpec, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        parse_typed(typed, spec)


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (Decimal(1855), COUNT, "1.855"),
        (Decimal("41.045"), PERCENT, "41,05%"),
        (Decimal(100), PERCENT, "100,00%"),
        (date(2025, 10, 5), DAY, "05/10/2025"),
        (True, YES_NO, "Có"),
        ("tin_bai", CHOICE, "Tin, bài"),
        ("da_bo", CHOICE, "da_bo"),
        (("toa_dam", "khac"), CHOICES, "Tọa đàm; Khác"),
        (PLAN, DOCUMENT, "12/KH-UBND ngày 05/01/2025, về cải cách hành chính"),
        (({"ten": "loa", "so": Decimal(5)}, {"ten": "tờ rơi"}), TABLE, "loa; 5\ntờ rơi"),
    ],
)
def test_values_are_shown_as_printed(value: Scalar, spec: ValueSpec, text: str) -> None:
    assert shown(value, spec) == text


def test_the_state_of_a_field_is_shown() -> None:
    assert shown_value(EMPTY, COUNT) == ""
    assert shown_value(NOT_ARISING, COUNT) == "Không phát sinh"
    assert shown_value(field_value.of(Decimal(0)), COUNT) == "0"
    assert shown_value(field_value.of(Decimal(1855), estimate=True), COUNT) == "ước 1.855"


@pytest.mark.parametrize(
    ("value", "spec", "plain"),
    [
        (Decimal("1.855E+3"), COUNT, "1855"),
        (Decimal("41.0500"), PERCENT, "41.05"),
        (Decimal("-0.0"), COUNT, "0"),
        (date(2025, 10, 5), DAY, "2025-10-05"),
        (False, YES_NO, "no"),
        (("toa_dam", "khac"), CHOICES, '["toa_dam","khac"]'),
        (PLAN, DOCUMENT, '{"abstract":"về cải cách hành chính","day":"2025-01-05","number":"12/KH-UBND"}'),
        (({"ten": "loa", "so": Decimal(5)},), TABLE, '[{"so":"5","ten":"loa"}]'),
    ],
)
def test_values_are_stored_plainly_and_read_back(value: Scalar, spec: ValueSpec, plain: str) -> None:
    assert to_plain(value, spec) == plain
    assert from_plain(plain, spec) == value


@pytest.mark.parametrize(
    ("plain", "spec"),
    [("1e5", COUNT), ("1,5", COUNT), ("NaN", COUNT), ("05/10/2025", DAY), ("có", YES_NO), ("toa_dam", CHOICES),
     ("[1]", CHOICES), ("[]", DOCUMENT), ("{}", TABLE)],
)  # fmt: skip
def test_text_that_is_not_plain_is_refused(plain: str, spec: ValueSpec) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        from_plain(plain, spec)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_a_shown_number_is_read_back(value: Decimal) -> None:
    spec = ValueSpec(FieldType.DECIMAL, decimals=2)
    assert parse_typed(shown(value, spec), spec) == value
    assert from_plain(to_plain(value, spec), spec) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_shown_date_is_read_back(day: date) -> None:
    assert parse_typed(shown(day, DAY), DAY) == day


@given(st.text(), st.sampled_from([COUNT, PERCENT, DAY, YES_NO, TEXT, CHOICE, CHOICES, DOCUMENT, TABLE]))
def test_any_text_is_read_to_something_storable_or_refused(typed: str, spec: ValueSpec) -> None:
    try:
        value = parse_typed(typed, spec)
    except ValueError:
        return
    assert from_plain(to_plain(value, spec), spec) == value


QUARTER = (date(2025, 9, 15), date(2025, 12, 14))


@pytest.mark.parametrize(
    ("typed", "window", "day"),
    [
        ("1/12", QUARTER, date(2025, 12, 1)),
        ("1/11", QUARTER, date(2025, 11, 1)),
        ("20/12", QUARTER, date(2025, 12, 20)),
        ("28/12", (date(2025, 12, 15), date(2026, 3, 14)), date(2025, 12, 28)),
        ("5.1", (date(2025, 12, 15), date(2026, 3, 14)), date(2026, 1, 5)),
        ("29/2", (date(2025, 2, 15), date(2025, 3, 14)), date(2024, 2, 29)),
    ],
)
def test_a_date_without_a_year_falls_into_or_nearest_to_the_window(
    typed: str, window: tuple[date, date], day: date
) -> None:
    assert parse_typed(typed, ValueSpec(FieldType.DATE), window=window) == day


def test_a_day_that_no_year_has_is_refused_with_its_month() -> None:
    with pytest.raises(ValueError, match="Không có ngày 31/2/2025"):
        parse_typed("31/2", ValueSpec(FieldType.DATE), window=QUARTER)


def test_a_date_without_a_year_is_refused_where_no_window_gives_it_one() -> None:
    with pytest.raises(ValueError, match="không phải là ngày"):
        parse_typed("1/12", ValueSpec(FieldType.DATE))


def test_a_pasted_table_refuses_a_number_out_of_bounds_and_reads_a_date_of_the_period() -> None:
    count = TableColumn("so", "Số hộ", ValueSpec(FieldType.INTEGER, minimum=Decimal(0)))
    spec = ValueSpec(FieldType.TABLE, columns=(count, TableColumn("ngay", "Ngày", ValueSpec(FieldType.DATE))))
    assert parse_typed("5\t1/12", spec, window=QUARTER) == ({"so": Decimal(5), "ngay": date(2025, 12, 1)},)
    with pytest.raises(ValueError, match="Dòng 1, cột “Số hộ”: Số phải từ 0 trở lên"):
        parse_typed("-5\t1/12", spec, window=QUARTER)
