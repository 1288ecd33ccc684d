"""What is wrong with the writing of a TOML file, for who typed it: the line, its text and what to correct."""

import re

from cchc_desktop.catalogue.problem import PackFault

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_CURLY = re.compile(r"[“”„‘’«»]")
_TRUTH = re.compile(r"(true|false|có|không|yes|no)\b", re.IGNORECASE)
_LONG_QUOTES = ("'''", '"""')
_LONGEST_LINE = 120  # characters of a line that are shown

_ASK_AGAIN = "Xin lại tệp từ nơi gửi rồi nạp lại."
_NO_KEY = "tên trường chỉ gồm chữ không dấu, chữ số, dấu gạch dưới"
_INNER_QUOTES = (
    "sau giá trị còn chữ thừa; nếu giá trị có dấu nháy kép bên trong, hãy đặt cả giá trị trong ba dấu nháy đơn "
    "('''như thế này''')"
)
_NOT_CLOSED = "thiếu dấu nháy đóng ở cuối giá trị"
_BACKSLASH = "trong dấu nháy kép, dấu \\ phải viết hai lần (\\\\)"
_EXPLAINED = (
    ("Illegal character", _NOT_CLOSED),
    ("Found invalid character", _NOT_CLOSED),
    ("Unterminated string", _NOT_CLOSED),
    ("Cannot declare", "mục này đã được ghi ở trên, hoặc ghi lẫn [tên] với [[tên]]"),
    ("Cannot mutate", "mục này đã được ghi ở trên, không ghi thêm được"),
    ("Unclosed array", "thiếu dấu phẩy giữa các phần tử, hoặc thiếu dấu ] đóng danh sách (có thể ở dòng trên)"),
    ("Unclosed inline table", "thiếu dấu phẩy, hoặc thiếu dấu } đóng ngoặc"),
    ("Expected ']", "thiếu dấu ] đóng tên mục"),
    ("Unescaped", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
    ("Invalid initial character for a key part", _NO_KEY),
    ("Invalid statement", "dòng không có dạng: tên trường = giá trị"),
)


def syntax_fault(text: str, error: ValueError, *, name: str) -> PackFault:
    """The fault for a text that tomllib refused with this error.

    The advice is to correct the line, except where the file is no text or ends in the middle: another copy is asked
    for then.
    """
    if "\x00" in text:
        return broken_file(name, "tệp không phải là văn bản")
    found = _AT.search(str(error))
    if found is None:
        return _without_place(text, error, name)
    number, column = int(found[1]), int(found[2])
    lines = text.replace("\r\n", "\n").split("\n")
    line = lines[number - 1] if number <= len(lines) else ""
    if not line.strip() and number >= len(lines):
        return _without_place(text, error, name)
    return _line_fault(name, number, line, _explained(str(error), line, column))


def broken_file(name: str, detail: str) -> PackFault:
    """The fault for a file that nobody can correct by hand."""
    return PackFault(
        "pack-damaged",
        what=f"Tệp «{name}» bị hỏng, bị cắt cụt hoặc không phải là bộ danh mục dạng TOML ({detail}).",
        do=_ASK_AGAIN,
    )


def _without_place(text: str, error: ValueError, name: str) -> PackFault:
    """The fault at the end of the file: a quotation that was never closed, else a file that was cut off."""
    opened = _open_quotation(text) or _open_text(text)
    if opened is not None:
        number, line = opened
        return _line_fault(name, number, line, f"{_NOT_CLOSED}, nên phần còn lại của tệp bị coi là chữ")
    if "at end of document" in str(error):
        return broken_file(name, "tệp hết giữa chừng")
    return PackFault(
        "pack-damaged",
        what=f"Tệp «{name}» có một con số quá dài, không phải là giá trị của bộ danh mục.",
        do="Sửa con số đó rồi nạp lại.",
    )


def _open_quotation(text: str) -> tuple[int, str] | None:
    """The line with the last triple quotation marks of a kind that stands an odd number of times."""
    lines = text.split("\n")
    for mark in _LONG_QUOTES:
        if text.count(mark) % 2:
            number = max(place for place, line in enumerate(lines, start=1) if mark in line)
            return number, lines[number - 1]
    return None


def _open_text(text: str) -> tuple[int, str] | None:
    """The line with a single quotation mark that opens a text, in a file that goes on below it."""
    lines = text.rstrip().split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        value = line.partition("=")[2].strip()
        if value.startswith("'") and value.count("'") == 1:
            return number, line
    return None


def _line_fault(name: str, number: int, line: str, explained: str) -> PackFault:
    shown = line.strip()
    shown = f"{shown[:_LONGEST_LINE]}…" if len(shown) > _LONGEST_LINE else shown
    return PackFault(
        "pack-damaged",
        what=f"Tệp «{name}», dòng {number}: {explained}. Dòng này đang ghi: {shown}",
        do=f"Sửa dòng {number} rồi nạp lại.",
    )


def _explained(message: str, line: str, column: int) -> str:
    """The sentence for a message of tomllib about this line; ``column`` counts from 1."""
    rest = line[column - 1 :].strip()
    if message.startswith("Expected '=' after a key"):
        return "thiếu dấu = giữa tên trường và giá trị" if not rest or rest[0].isascii() else _NO_KEY
    if message.startswith("Cannot overwrite a value"):
        return f"trường «{line.partition('=')[0].strip()}» được ghi hai lần trong cùng một mục"
    if message.startswith("Invalid value"):
        return _wrong_value(rest)
    if message.startswith("Expected newline or end of document"):
        return _left_over(line.partition("=")[2].strip())
    explained = next((words for start, words in _EXPLAINED if message.startswith(start)), "dòng viết chưa đúng")
    return f"{explained}{'; dấu nháy cong không dùng được' if _CURLY.search(rest) and '=' not in line else ''}"


def _wrong_value(rest: str) -> str:
    if _CURLY.match(rest):
        return 'dấu nháy cong (“ ”) không dùng được; hãy gõ dấu nháy thẳng (")'
    if _TRUTH.match(rest):
        return "giá trị Có/Không viết là true hoặc false, chữ thường, không có dấu nháy"
    if not rest:
        return "thiếu giá trị sau dấu ="
    return 'giá trị chưa đúng; chữ phải đặt trong dấu nháy thẳng, ví dụ "Số cuộc họp"'


def _left_over(value: str) -> str:
    if re.match(r"-?\d+,\d", value):
        return 'số thập phân viết trong dấu nháy và dùng dấu chấm, ví dụ "0.5"'
    if re.match(r"\d+[/-]\d+[/-]", value):
        return "ngày viết dạng năm-tháng-ngày và phải có thật, ví dụ 2026-01-31"
    if value.startswith(("'", '"')):
        return _INNER_QUOTES
    return "sau giá trị còn chữ thừa; mỗi dòng chỉ ghi một trường, chữ đặt trong dấu nháy"
