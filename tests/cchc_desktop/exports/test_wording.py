"""Numbers, dates and references as official documents write them."""

from decimal import Decimal

import pytest

from cchc_desktop.exports import wording


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("5", "05/BC-UBND"), ("05", "05/BC-UBND"), ("118", "118/BC-UBND"), ("5a", "5a/BC-UBND")],
)
def test_a_document_number_below_ten_gets_its_zero(typed: str, printed: str) -> None:
    assert wording.number_and_notation(typed, "BC-UBND") == printed


def test_a_number_that_was_not_typed_leaves_room_to_write() -> None:
    assert wording.number_and_notation("", "BC-UBND") == "\u00a0" * 6 + "/BC-UBND"


def test_a_date_that_was_not_typed_leaves_room_before_the_year() -> None:
    assert wording.full_date("", year=2025).split() == ["ngày", "tháng", "năm", "2025"]
    assert wording.full_date("2026-01-05", year=2025) == "ngày 05 tháng 01 năm 2026"


def test_points_have_two_decimals_and_a_comma() -> None:
    assert [wording.points(number) for number in ("1.5", "70", "0", "")] == ["1,50", "70,00", "0,00", ""]


def test_a_share_is_rounded_half_up_and_nothing_is_the_share_of_nothing() -> None:
    assert wording.share(Decimal("0.12345"), Decimal(1)) == "12,35%"
    assert wording.share(Decimal(0), Decimal(0)) == ""


def test_counts_below_ten_have_a_zero_and_thousands_a_point() -> None:
    assert [wording.count(number) for number in (0, 7, 10, 1855)] == ["00", "07", "10", "1.855"]


def test_sizes_are_told_in_the_unit_that_fits() -> None:
    assert [wording.size(number) for number in (812, 97_300, 1_468_006)] == ["812 byte", "95 KB", "1,4 MB"]


def test_a_reference_names_only_what_is_known() -> None:
    assert wording.reference("Kế hoạch", number="12/KH-UBND", iso="2025-10-05") == (
        "Kế hoạch số 12/KH-UBND ngày 05/10/2025"
    )
    assert wording.reference("", number="", iso="") == ""


def test_a_sentence_ends_with_one_stop() -> None:
    assert [wording.sentence(text) for text in ("Mưa lũ", "Mưa lũ.", "Vì sao? ")] == ["Mưa lũ.", "Mưa lũ.", "Vì sao?"]
