"""Which files may come into the store of evidence, said before they come and checked when they do.

A package travels by USB stick or as an e-mail; one file of hundreds of megabytes makes it too heavy for both.
"""

from pathlib import PurePath

MEGABYTE = 1 << 20
FILE_MEGABYTES = 100
"""The largest file that is taken in."""
EMAIL_MEGABYTES = 25
"""What one e-mail usually takes; each machine may have its own limit."""
LIMIT_WORDS = f"PDF, ảnh quét, Word, Excel…; mỗi tệp tối đa {FILE_MEGABYTES} MB"
_SHORTCUTS = frozenset({".lnk", ".url", ".desktop", ".webloc"})
_PROGRAMS = frozenset(
    {
        ".exe",
        ".msi",
        ".bat",
        ".cmd",
        ".com",
        ".scr",
        ".pif",
        ".vbs",
        ".js",
        ".jse",
        ".wsf",
        ".ps1",
        ".dll",
        ".jar",
        ".hta",
    }
)


def problem_of(name: str, size: int) -> str:
    """Why a file is not taken in, as a sentence with what to do; "" for a file that is. ``size`` is in bytes."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _SHORTCUTS:
        return f"“{name}” là lối tắt (shortcut), không phải tệp tài liệu; hãy chọn tệp gốc mà lối tắt trỏ đến."
    if suffix in _PROGRAMS:
        return f"“{name}” là chương trình, không phải tài liệu kiểm chứng, nên không đưa vào kho."
    if size > FILE_MEGABYTES * MEGABYTE:
        return (
            f"Tệp “{name}” nặng {size / MEGABYTE:.0f} MB, quá mức {FILE_MEGABYTES} MB cho một tệp; hãy quét lại đen "
            f"trắng 200 dpi, hoặc tách thành nhiều tệp."
        )
    return ""
