"""What can never be worked out is told from the types alone, with what to write instead; what can be is let through."""

from decimal import Decimal

import pytest

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.formula import parse, parse_condition
from cchc_desktop.domain.formula_types import Kind, condition_faults, formula_faults

OPTIONS = (Option("tuan", "Hằng tuần"), Option("thang", "Hằng tháng"))
FIELDS = {
    "SO": ValueSpec(FieldType.INTEGER, minimum=Decimal(0)),
    "TL": ValueSpec(FieldType.PERCENT),
    "CHU": ValueSpec(FieldType.TEXT),
    "DAI": ValueSpec(FieldType.LONG_TEXT),
    "VB": ValueSpec(FieldType.DOCUMENT),
    "BANG": ValueSpec(FieldType.TABLE),
    "NGAY": ValueSpec(FieldType.DATE),
    "CK": ValueSpec(FieldType.YES_NO),
    "C1": ValueSpec(FieldType.CHOICE, options=OPTIONS),
    "CN": ValueSpec(FieldType.MULTI_CHOICE, options=OPTIONS),
}
COLUMNS = {code.lower(): spec for code, spec in FIELDS.items() if code != "BANG"}


def told(text: str, gives: Kind | None = None) -> list[str]:
    return [fault.words for fault in formula_faults(parse(text), FIELDS, {"S": COLUMNS}, gives=gives)]


def told_of(condition: str) -> list[str]:
    return [fault.words for fault in condition_faults(parse_condition(condition), COLUMNS)]


@pytest.mark.parametrize(
    "text",
    [
        "SO = TL",
        "SO + TL * 2 >= KY_TRUOC(SO)",
        "C1 = 'tuan' HOAC C1 <> 'thang'",
        "KHONG CK",
        "CK = 'no'",
        "CK = 'Có'",
        "NGAY >= '15/12/2025'",
        "CHU = 'x'",
        "CHU = C1",
        "NEU(CK, SO, 0) > 1",
        "MOI.1 = 'x'",
        "MOI.1 > MOI.2",
        "DEM('S') > DEM('KHAC', 'x = 1')",
        "TONG_SO('S', 'so', \"ck = 'yes' VA CO(cn, 'tuan')\") = 0",
        "DEM_KHAC('S', 'chu', 'KHONG TRONG(vb)') < 3",
        "DEM('S', 'ngay <= DEN_NGAY VA (ck HOAC so > 2)') = 0",
    ],
)
def test_what_can_be_worked_out_is_let_through(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SO = 'ba'", "số viết không có dấu nháy"),
        ("SO = C1", "cùng kiểu"),
        ("SO = NGAY", "cùng kiểu"),
        ("C1 = 1", "mã lựa chọn viết trong dấu nháy"),
        ("C1 = 'Hằng tuần'", "không có lựa chọn «Hằng tuần»; các mã lựa chọn: tuan, thang"),
        ("C1 > 'tuan'", "chỉ so sánh lớn, nhỏ giữa số với số"),
        ("CN = 'tuan'", "các chỉ tiêu Có/Không riêng cho từng lựa chọn"),
        ("CK = 'đúng'", "hãy viết CK (là Có) hoặc KHONG CK (là Không)"),
        ("CK > 0", "chỉ so sánh lớn, nhỏ"),
        ("NGAY > '31/02/2026'", "NGAY > '31/02/2026'"),
        ("BANG = 1", "kiểu này không dùng trong công thức"),
        ("DAI = 'x'", "kiểu này không dùng trong công thức"),
        ("VB = '12/KH'", "kiểu này không dùng trong công thức"),
        ("SO + C1 > 1", "chỉ tính được với số, không tính được với chỉ tiêu C1"),
        ("TY_LE(SO, BANG) > 1", "kiểu này không dùng trong công thức"),
        ("KHONG SO", "cần một phép so sánh"),
        ("TONG_SO('S', 'chu') = 0", "TONG_SO cần một cột số, cột chu của sổ S"),
        ("TRUNG_BINH('S', 'ngay') = 0", "TRUNG_BINH cần một cột số"),
        ("DEM('S', \"so = 'x'\") = 0", "số viết không có dấu nháy"),
    ],
)
def test_what_never_can_be_is_told_with_its_remedy(text: str, words: str) -> None:
    (found,) = told(text)
    assert words in found


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("cn = 'tuan'", "hãy dùng CO(cn, 'tuan')"),
        ("CO(c1, 'tuan')", "hãy viết c1 = 'mã'"),
        ("CO(cn, 'nam')", "cột «cn» không có lựa chọn «nam»"),
        ("CO(so, '1')", "hãy viết một phép so sánh"),
        ("c1 = 'nam'", "cột «c1» không có lựa chọn «nam»"),
        ("ck = 'true'", "hãy viết ck (là Có) hoặc KHONG ck (là Không)"),
        ("vb = '12/KH'", "hãy dùng TRONG(vb) hoặc KHONG TRONG(vb)"),
        ("so", "phải là một phép so sánh"),
    ],
)
def test_a_condition_is_looked_at_with_the_columns_of_its_register(condition: str, words: str) -> None:
    (found,) = told_of(condition)
    assert words in found


def test_a_long_text_of_a_register_may_be_compared_as_a_text() -> None:
    assert told_of("dai = 'x' VA ck") == []


def test_a_formula_must_give_what_its_field_holds() -> None:
    assert told("C1", gives=Kind.NUMBER) == ["công thức phải cho một con số, ở đây là chỉ tiêu C1 (kiểu Chọn một)"]
    assert told("NEU(CK, C1, C1)", gives=Kind.NUMBER) != []
    assert told("SO", gives=Kind.NUMBER) == []
