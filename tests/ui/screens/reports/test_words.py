"""What the report screen says, without a screen: formulas in words, differences of drafts, links."""

import pytest

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.register import Column, Register
from ui.screens.reports.facts import Difference
from ui.screens.reports.formula_words import FormulaWords
from ui.screens.reports.narrative import differences
from ui.screens.reports.sections import target_of

NAMES = {"BC1.1": "Số đã xong", "BC1.2": "Số được giao", "BC1.3": "Số quá hạn"}
CHANNEL = ValueSpec(FieldType.CHOICE, options=(Option("toa_dam", "Tọa đàm"), Option("khong", "Không rõ")))
REGISTER = Register(
    "TT",
    "Sổ tuyên truyền",
    "ngay",
    (
        Column("ngay", "Ngày", ValueSpec(FieldType.DATE)),
        Column("hinh_thuc", "Hình thức", CHANNEL),
        Column("so_nguoi", "Số người", ValueSpec(FieldType.INTEGER)),
    ),
)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("", ""),
        ("BC1.1 + BC1.3", "“Số đã xong” + “Số quá hạn”"),
        ("TONG(BC1.1, BC1.3)", "“Số đã xong” + “Số quá hạn”"),
        ("TY_LE(BC1.1, BC1.2)", "“Số đã xong” : “Số được giao” × 100"),
        ("TY_LE(BC1.1 + BC1.3, BC1.2)", "(“Số đã xong” + “Số quá hạn”) : “Số được giao” × 100"),
        ("KY_TRUOC(BC1.3)", "“Số quá hạn” của kỳ trước"),
        ("CUNG_KY(BC1.3)", "“Số quá hạn” của cùng kỳ năm trước"),
        ("BC1.1 - KY_TRUOC(BC1.3)", "“Số đã xong” - “Số quá hạn” của kỳ trước"),
        ('DEM("TT")', "số dòng của “Sổ tuyên truyền”"),
        ("DEM('TT', '')", "số dòng của “Sổ tuyên truyền”"),
        ('TONG_SO("TT", "so_nguoi")', "tổng cột “Số người” của “Sổ tuyên truyền”"),
        (
            'DEM("TT", "hinh_thuc = \'toa_dam\' VA so_nguoi >= 10")',
            "số dòng của “Sổ tuyên truyền”, với “Hình thức” là Tọa đàm và “Số người” từ 10",
        ),
        (
            'DEM("TT", "hinh_thuc = \'khong\'")',
            "số dòng của “Sổ tuyên truyền”, với “Hình thức” là Không rõ",
        ),
        ('DEM("XX")', "số dòng của sổ XX"),
        ('DEM("NHIEM_VU")', "số dòng của danh mục nhiệm vụ"),
    ],
)
def test_a_formula_is_told_with_the_names_of_fields_registers_and_columns(formula: str, words: str) -> None:
    assert FormulaWords(NAMES, (REGISTER,)).words(formula) == words


def test_a_formula_that_is_no_formula_is_told_as_it_stands() -> None:
    assert FormulaWords(NAMES).words("TONG(BC1.1, (") == "TONG(“Số đã xong”, ("


def test_only_the_lines_that_change_are_told() -> None:
    found = differences("Mở đầu.\nCó 05 cuộc.\nKết thúc.", "Mở đầu.\nCó 07 cuộc.\nKết thúc.\n")

    assert found == (Difference("-", "Có 05 cuộc."), Difference("+", "Có 07 cuộc."))


@pytest.mark.parametrize(
    ("target", "rest"),
    [
        ("report:BC-CCHC-XA:2026-Q1", ""),
        ("report:BC-CCHC-XA:2026-Q1:BC1.2.3", "BC1.2.3"),
        ("report:BC-CCHC-XA:2026-Q1:#II.2", "#II.2"),
    ],
)
def test_a_link_names_form_period_and_place(target: str, rest: str) -> None:
    found = target_of(target)

    assert found is not None
    assert (found.form, found.period, found.rest) == ("BC-CCHC-XA", parse("2026-Q1"), rest)


@pytest.mark.parametrize(
    ("target", "form", "rest"),
    [
        ("report", "", ""),
        ("reports", "", ""),
        ("report:NO-FORM", "NO-FORM", ""),
        ("report:BC-CCHC-XA:2026-Q9", "BC-CCHC-XA", ""),
        ("report:BC-CCHC-XA:XX:BC1.1", "BC-CCHC-XA", "BC1.1"),
    ],
)
def test_of_a_link_that_says_too_little_what_is_known_is_kept(target: str, form: str, rest: str) -> None:
    found = target_of(target)

    assert found is not None
    assert (found.form, found.period, found.rest) == (form, None, rest)


@pytest.mark.parametrize("target", ["", "reporting:1", "task:1"])
def test_other_links_are_none_of_a_report(target: str) -> None:
    assert target_of(target) is None
