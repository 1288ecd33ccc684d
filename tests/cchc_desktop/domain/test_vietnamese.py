"""Vietnamese text: search, dictionary order, dates and file names."""

import time
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.vietnamese import (
    ascii_slug,
    format_date,
    format_long_date,
    format_moment,
    matches,
    nfc,
    parse_date,
    search_key,
    sort_key,
    uncapitalised,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_text_is_composed() -> None:
    assert nfc(unicodedata.normalize("NFD", "Tuyên Quang")) == "Tuyên Quang"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tuyên truyền", "tuyen truyen"),
        ("  ĐỐI\tthoại\n", "doi thoai"),
        ("Hoà / Hòa", "hoa / hoa"),
        ("2021–2025", "2021-2025"),
        ("cải\u00a0cách", "cai cach"),
        ("“Đúng, đủ, sạch, sống”", "dung, du, sach, song"),
        (unicodedata.normalize("NFD", "Quý ưỡn ẹo"), "quy uon eo"),
        ("", ""),
    ],
)
def test_a_search_key_has_no_marks_no_case_and_single_spaces(text: str, key: str) -> None:
    assert search_key(text) == key


@pytest.mark.parametrize("query", ["tuyen truyen", "TUYÊN", "truyen  tuyen", "cchc noi vu", "", "  "])
def test_a_query_is_found_by_its_words_in_any_order(query: str) -> None:
    assert matches(query, "Tuyên truyền CCHC", "Sở Nội vụ")


def test_a_query_with_a_word_that_is_nowhere_is_not_found() -> None:
    assert not matches("tuyen sinh", "Tuyên truyền CCHC", "Sở Nội vụ")


def test_a_word_does_not_reach_over_two_texts() -> None:
    assert not matches("cchcso", "Tuyên truyền CCHC", "Sở Nội vụ")


def test_ten_thousand_task_texts_are_keyed_well_within_a_second() -> None:
    names = [task.name for task in bundled().plan("KH-TQ-2025-H2").tasks]
    texts = (names * 173)[:10_000]
    begun = time.perf_counter()
    keys = [search_key(text) for text in texts]
    assert time.perf_counter() - begun < 1
    assert len(keys) == 10_000


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ặ", "â", "ấ", "b", "c", "d", "đ", "e", "ê"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Bạch Xa", "Bản Máy"],
        ["Mả Bình", "Má An"],
        ["o", "ô", "ơ", "u", "ư"],
        ["Dân", "Đàn"],
        ["An", "Anh", "Ánh", "Ảo"],
        ["Minh", "Minh Ngọc", "Minh Quang", "Minh Sơn", "Minh Tân", "Minh Thanh"],
        ["Xã 1", "Xã A"],
    ],
)
def test_texts_sort_as_in_a_vietnamese_dictionary(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_the_117_rural_communes_are_listed_in_dictionary_order() -> None:
    names = [unit.name for unit in bundled().units if unit.kind == "Xã"]
    assert len(names) == 117
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_case_and_composition_do_not_matter_for_the_order() -> None:
    assert sort_key("BẠCH XA") == sort_key(unicodedata.normalize("NFD", "bạch xa"))


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2025, 3, 14), "14/3/2025", "ngày 14 tháng 3 năm 2025"),
        (date(2020, 1, 5), "05/01/2020", "ngày 05 tháng 01 năm 2020"),
        (date(2024, 2, 19), "19/02/2024", "ngày 19 tháng 02 năm 2024"),
        (date(2023, 5, 4), "04/5/2023", "ngày 04 tháng 5 năm 2023"),
    ],
)
def test_small_days_and_the_first_two_months_have_a_leading_zero(day: date, short: str, long: str) -> None:
    assert (format_date(day), format_long_date(day)) == (short, long)


@pytest.mark.parametrize(
    "typed", ["14/3/2025", "14/03/2025", " 14-3-2025 ", "14.3.2025", "14032025", "2025-03-14", "14 / 3 / 2025"]
)
def test_a_date_is_read_in_each_usual_form(typed: str) -> None:
    assert parse_date(typed) == date(2025, 3, 14)


def test_a_date_without_a_year_is_read_in_the_given_year_only() -> None:
    assert parse_date("14/3", year=2025) == date(2025, 3, 14)
    with pytest.raises(ValueError, match="không phải là ngày"):
        parse_date("14/3")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31/02/2025", "tháng 2 năm 2025 có 28 ngày"),
        ("29/02/2025", "có 28 ngày"),
        ("0/5/2025", "Không có ngày 0/5/2025"),
        ("1/13/2025", "Không có tháng 13"),
        ("236/6/2022", "“236/6/2022” không phải là ngày"),
        ("14/3/25", "không phải là ngày"),
        ("14/3-2025", "không phải là ngày"),
        ("", "không phải là ngày"),
        ("1/1/1025", "Năm 1025 nằm ngoài khoảng"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_in_vietnamese(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_date(typed)


@given(DAYS)
def test_a_printed_date_reads_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "limit", "slug"),
    [
        ("Báo cáo tiến độ Quý IV/2025", 60, "bao-cao-tien-do-quy-iv-2025"),
        ("Báo cáo tiến độ", 11, "bao-cao"),
        ("Báo cáo tiến độ", 12, "bao-cao-tien"),
        ("Nghiêng", 4, "nghi"),
        ("../..\\", 60, "khong-ten"),
        ("Con", 60, "con-"),
        ("Đường", 60, "duong"),
    ],
)
def test_a_file_name_part_is_plain_and_short(text: str, limit: int, slug: str) -> None:
    assert ascii_slug(text, limit) == slug


def test_halves_of_letters_become_the_replacement_sign_and_pairs_the_letter():
    assert (nfc("a\ud800b"), nfc("\ud83d\ude00")) == ("a\ufffdb", "😀")


def test_a_word_inside_a_sentence_is_small_but_an_abbreviation_stays() -> None:
    assert uncapitalised("Quý IV năm 2025") == "quý IV năm 2025"
    assert uncapitalised("TTHC nội bộ") == "TTHC nội bộ"


def test_a_moment_is_written_by_the_rule_of_dates() -> None:
    assert format_moment(datetime(2025, 5, 6, 9, 5, tzinfo=UTC)) == "09:05 ngày 06/5/2025"
    assert format_moment(datetime(2025, 12, 31, 23, 0, tzinfo=UTC)) == "23:00 ngày 31/12/2025"
