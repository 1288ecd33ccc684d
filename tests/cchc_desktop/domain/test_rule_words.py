"""Rules in the words of the printed table."""

from decimal import Decimal

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.rule_words import in_words
from cchc_desktop.domain.rules import Band, DeadlineWeighted, Proportional, Rule, ValueBands, WithinDeadline

SET = bundled().criteria_set("TC-XA-2025-DL")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1.1", ""),
        (
            "1.1.2",
            (
                "Xác định đầy đủ nhiệm vụ CCHC trên các lĩnh vực theo Kế hoạch của tỉnh: 0,2 + Cụ thể hóa các nhiệm vụ "
                "được giao: 0,15 + Xác định rõ sản phẩm, trách nhiệm, thời hạn từng nhiệm vụ (có Phụ lục): 0,15"
            ),
        ),
        ("1.1.3", "100%: tối đa; từ 80% đến dưới 100%: (b/a) × 2,00; dưới 80%: 0"),
        ("1.2.1", "mỗi báo cáo thiếu trừ 0,125, không âm"),
        ("1.3.1", "Có: 0,5; không: 0"),
        ("1.3.3", "100%: 0,5; từ 70% đến dưới 100%: 0,25; dưới 70%: 0; không phát sinh: tối đa"),
        ("1.4.2", "từ 5 trở lên: 0,75; từ 3 đến dưới 5: 0,5; từ 1 đến dưới 3: 0,25; 0: 0"),
        (
            "1.6",
            (
                "100%: tối đa; từ 80% đến dưới 100%: ((b + 0,5 × c)/a) × 2,00 (b đúng hạn, c quá hạn); dưới 80%: 0; "
                "không phát sinh: tối đa"
            ),
        ),
        ("3.2.1", "100%: 1; dưới 100%: 0"),
        (
            "3.5",
            (
                "Có đề xuất được cơ quan có thẩm quyền ghi nhận/phê duyệt: 1; Có rà soát, báo cáo kết quả, không có đề "
                "xuất: 0,5; Không rà soát: 0"
            ),
        ),
        ("3.6.1", "từ 90 trở lên: 2; từ 80 đến dưới 90: 1,5; từ 70 đến dưới 80: 1; từ 50 đến dưới 70: 0,5; dưới 50: 0"),
        ("3.6.2", "không quá 25: 0,5; còn lại: 0"),
        ("3.6.3", "từ 90% trở lên: 0,5; từ 85% đến dưới 90%: 0,25; dưới 85%: 0"),
        ("5.5", "mỗi CBCCVC bị kỷ luật từ khiển trách trở lên trừ 0,5, không âm; Lãnh đạo UBND xã bị kỷ luật: 0"),
        (
            "6.1",
            (
                "từ 90% trở lên: tối đa; từ 70% đến dưới 90%: (b/a) × 2,00; dưới 70%: 0; "
                "không phát sinh: loại trừ, quy đổi"
            ),
        ),
        ("7.3.1", "từ 60% trở lên: tối đa; từ 30% đến dưới 60%: (b/a)/60% × 2,00; dưới 30%: 0"),
        ("8.1", "(tỷ lệ hài lòng % / 100) × 10,00"),
        ("8.3.1", "từ 100% trở lên: 1,5; từ 90% đến dưới 100%: 0,75; dưới 90%: 0; không phát sinh: loại trừ, quy đổi"),
    ],
)
def test_a_rule_reads_as_in_the_printed_table(code: str, words: str) -> None:
    assert in_words(SET.criterion(code)) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (WithinDeadline(1, 31, Decimal(0)), "Đến hết ngày 31/01 của năm đánh giá: tối đa; sau thời hạn: 0"),
        (
            WithinDeadline(1, 5, Decimal("0.2"), 1),
            "Đến hết ngày 05/01 của năm sau năm đánh giá: tối đa; sau thời hạn: 0,2",
        ),
        (Proportional(Decimal(0), Decimal(100)), "100%: tối đa; dưới 100%: (b/a) × 1,00"),
        (DeadlineWeighted(Decimal(0)), "100%: tối đa; dưới 100%: ((b + 0,5 × c)/a) × 1,00 (b đúng hạn, c quá hạn)"),
        (ValueBands((Band(Decimal(50), Decimal(1)), Band(None, Decimal(0)))), "từ 50 trở lên: 1; dưới 50: 0"),
    ],
)
def test_kinds_that_the_set_does_not_use_read_the_same_way(rule: Rule, words: str) -> None:
    assert in_words(Criterion("1", "Tên", Decimal(1), rule=rule)) == words


def test_every_leaf_of_the_set_has_words() -> None:
    assert all(in_words(leaf) for leaf in SET.leaves())
