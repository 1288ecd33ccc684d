"""Slips of the pen in a TOML file are told by their line, with what to type instead."""

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.catalogue.reader import read_header, read_pack

HEAD = '[header]\nschema = 1\nkind = "form"\n'

SLIPS = [
    ('name "Họp"', "thiếu dấu = giữa tên trường và giá trị"),
    ('tên = "Họp"', "tên trường chỉ gồm chữ không dấu"),
    ('name = "Họp', "thiếu dấu nháy đóng"),
    ("name = 'Họp", "thiếu dấu nháy đóng"),
    ("name = '''Họp", "thiếu dấu nháy đóng"),
    ("name = “Họp”", "dấu nháy cong"),
    ("narrative = True", "true hoặc false"),
    ("narrative = Có", "true hoặc false"),
    ('kind = "plan"', "trường «kind» được ghi hai lần"),
    ("[header]", "mục này đã được ghi ở trên"),
    ("[[form]", "thiếu dấu ] đóng tên mục"),
    ('formula = "DEM("TT")"', "ba dấu nháy đơn"),
    ("minimum = 0,5", 'ví dụ "0.5"'),
    ("day = 28/01/2026", "năm-tháng-ngày"),
    ("day = 2026-13-01", "phải có thật"),
    ("unit = hồ sơ", "chữ phải đặt trong dấu nháy thẳng"),
    ("unit =", "thiếu giá trị sau dấu ="),
    ('note = "C:\\Users"', "phải viết hai lần"),
    ('periods = ["Q1" "Q2"]', "thiếu dấu phẩy"),
    ('code = "a" name = "b"', "mỗi dòng chỉ ghi một trường|ba dấu nháy đơn"),
    ("chỉ là chữ", "tên trường chỉ gồm chữ không dấu"),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("line", "words"), SLIPS)
def test_a_slip_is_told_by_line_and_remedy(line: str, words: str, ends: str) -> None:
    text = f'{HEAD}{line}\nedition = "1"\ntitle = "x"\n'.replace("\n", ends)
    with pytest.raises(PackFault, match=words) as caught:
        read_pack(text, name="thu.toml")
    fault = caught.value
    assert fault.code == "pack-damaged"
    assert "dòng 4" in fault.what
    assert fault.what.endswith(f"Dòng này đang ghi: {line}")
    assert fault.do == "Sửa dòng 4 rồi nạp lại."


@pytest.mark.parametrize(
    "text", [HEAD + 'code = "BC', HEAD + 'periods = ["Q1",', "\x00\x01", HEAD + "x = " + "[" * 5000]
)
def test_only_for_a_cut_or_binary_file_is_another_copy_asked_for(text: str) -> None:
    with pytest.raises(PackFault) as caught:
        read_pack(text, name="thu.toml")
    assert caught.value.do == "Xin lại tệp từ nơi gửi rồi nạp lại."


def test_the_header_alone_tells_the_same_line() -> None:
    with pytest.raises(PackFault, match="dòng 4: thiếu dấu ="):
        read_header(HEAD + 'code "X"\n\n[[fields]]\nname = “x”\n', name="thu.toml")


def test_a_long_line_is_shown_in_part() -> None:
    with pytest.raises(PackFault) as caught:
        read_pack(f'{HEAD}name "{"x" * 5000}"\n', name="thu.toml")
    assert len(caught.value.what) < 300


def test_a_pack_cut_at_any_line_is_refused_with_advice() -> None:
    lines = bundled().source("LLV-VN-2025").decode().splitlines(keepends=True)
    for end in range(1, len(lines), 7):
        with pytest.raises(PackFault) as caught:
            read_pack("".join(lines[:end])[:-2], name="thu.toml")
        assert caught.value.do.endswith(".")
