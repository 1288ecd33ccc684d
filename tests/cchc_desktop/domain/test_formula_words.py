import pytest

from cchc_desktop.domain.formula import parse
from cchc_desktop.domain.formula_words import in_words

NAMES = {"A": "tổng số", "B": "số mới", "C": "số chuyển qua"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A", "tổng số"),
        ("B + C - 1", "số mới + số chuyển qua - 1"),
        ("(B + C) * 2", "(số mới + số chuyển qua) × 2"),
        ("A - (B + C)", "tổng số - (số mới + số chuyển qua)"),
        ("A / (B * C)", "tổng số / (số mới × số chuyển qua)"),
        ("A * B / C", "tổng số × số mới / số chuyển qua"),
        ("TONG(B, C)", "tổng của số mới; số chuyển qua"),
        ("TY_LE(B, A)", "tỷ lệ số mới trên tổng số"),
        ("KY_TRUOC(A)", "tổng số của kỳ trước"),
        ("CUNG_KY(A) + 1", "tổng số của cùng kỳ năm trước + 1"),
        ("DEM('TT', \"loai = 'x'\")", "số dòng đếm được ở sổ TT"),
        ("TONG_SO('TT', 'so_nguoi')", "tổng cột so_nguoi của sổ TT"),
        ("NEU(A > 1, B, C)", "NEU(A > 1, B, C)"),
        ("'x'", "'x'"),
    ],
)
def test_a_formula_is_worded_for_people(text: str, words: str) -> None:
    assert in_words(parse(text), lambda code: NAMES[code]) == words
