"""Expected products (sản phẩm) of a task: the plan's text cut into the documents that it asks for.

A semicolon, a line that opens with a dash and a full stop always separate. A comma or "và" separates only where each
piece by itself opens with a kind of document, so that "cắt giảm giấy tờ, thời gian cho người dân" stays whole.
"""

import re

from cchc_desktop.domain.vietnamese import nfc, search_key

_KINDS = (
    "báo cáo", "biên bản", "chỉ thị", "chương trình", "công điện", "công văn", "cơ sở dữ liệu", "danh mục", "danh sách",
    "dự thảo", "đề án", "giấy mời", "hệ thống", "hồ sơ", "hợp đồng", "hướng dẫn", "kế hoạch", "kết luận", "nghị định",
    "nghị quyết", "phần mềm", "phiếu", "phương án", "quy chế", "quy định", "quy trình", "quyết định", "tài liệu",
    "thông báo", "tờ trình", "văn bản", "các văn bản",
)  # fmt: skip
_KIND_KEYS = tuple(search_key(kind).replace(" ", "") for kind in _KINDS)
_HARD_BREAK = re.compile(r";|\.(?:\s+|\s*$)|(?:^|\s)-\s*(?=\w)")
_SOFT_BREAK = re.compile(r",|\s+và\s+")
_HEADING = re.compile(r"^(?:các\s+)?(?:văn bản|sản phẩm)\s*(?:gồm|là)?\s*:\s*", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\.{2,}|…|,?\s*v\.\s*v\.?)[\s.…]*")


def expected_products(text: str) -> tuple[str, ...]:
    """The products that the text names, each with a capital at the start, none twice, in the order of the text."""
    whole = _HEADING.sub("", _OPEN_END.sub(";", nfc(text)).strip())
    pieces = [" ".join(piece.split()) for part in _HARD_BREAK.split(whole) for piece in _cut_softly(part)]
    return tuple(dict.fromkeys(piece[0].upper() + piece[1:] for piece in pieces if piece))


def _cut_softly(part: str) -> list[str]:
    pieces = [piece.strip() for piece in _SOFT_BREAK.split(part)]
    return pieces if all(_opens_with_kind(piece) for piece in pieces) else [part.strip()]


def _opens_with_kind(piece: str) -> bool:
    """Compared without spaces and marks, because plans also write "Vănbản" and "Kê hoạch"."""
    return piece.count("(") == piece.count(")") and search_key(piece).replace(" ", "").startswith(_KIND_KEYS)
