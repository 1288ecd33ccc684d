"""The size of a file, of a folder or of the free room of a drive in words."""

from collections.abc import Sequence
from decimal import Decimal

from cchc_desktop.domain.number import format_decimal

_STEP = 1024
_TURN = 1000
"""From here on the next unit is read more easily: "1,0 MB" rather than "1020 KB"."""


def size_words(size: int) -> str:
    """A size in bytes as people read it: "68 KB", "1,0 MB", "1,3 GB"; only nothing at all is "0 KB"."""
    kilobytes = round(size / _STEP)
    if kilobytes < _TURN:
        return f"{max(kilobytes, min(size, 1))} KB"
    megabytes = Decimal(size) / _STEP**2
    if round(megabytes) < _TURN:
        return f"{format_decimal(megabytes, 1)} MB"
    return f"{format_decimal(megabytes / _STEP, 1)} GB"


def carried_words(sizes: Sequence[int], email_megabytes: int) -> str:
    """What the files of a submission weigh together and what is left for an e-mail; "" where there are none."""
    if not sizes:
        return ""
    whole, limit = sum(sizes), email_megabytes * _STEP**2
    told = f"Hồ sơ đang kèm {len(sizes)} tệp, {size_words(whole)}"
    if whole > limit:
        return f"{told}: quá mức {email_megabytes} MB của thư điện tử, nên gửi bằng USB hoặc nhiều thư."
    return f"{told}; còn {size_words(limit - whole)} thì hết mức {email_megabytes} MB của thư điện tử."
