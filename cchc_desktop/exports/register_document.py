"""A register (sổ theo dõi) printed as a book, for the rows between two days.

A register is a working book of the office, not one of the documents of Decree 30/2020/NĐ-CP: no national
motto, no number.
"""

from datetime import datetime

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.document import Book, Identity, SignatureBlock
from cchc_desktop.exports.evidence_list import evidence_table
from cchc_desktop.exports.official import mark, page_code
from cchc_desktop.exports.typed_table import printed_table
from cchc_desktop.exports.wording import count, day, full_date

_TITLE_START = "SỔ "


def register_document(snapshot: Snapshot, *, code: str) -> Book:
    """The book; ``code`` is the short code of the snapshot, which is what was in the register when it was printed."""
    part, printed = snapshot["register"], datetime.fromisoformat(snapshot["created_at"]).date().isoformat()
    rows = part["table"]["rows"]
    return Book(
        issuer=tuple(snapshot["unit"]["heading"]),
        title=register_title(part["name"]),
        span=f"{register_span(snapshot)} (tổng số: {count(len(rows))} dòng)",
        table=printed_table(part["table"], summed=True),
        place_and_date=f"{snapshot['unit']['place']}, {full_date(printed, year=0)}",
        signatures=(
            SignatureBlock(("NGƯỜI LẬP",), snapshot["prepared_by"]["name"]),
            SignatureBlock(tuple(snapshot["signer"]["form"]) or ("LÃNH ĐẠO",), snapshot["signer"]["name"]),
        ),
        identity=register_identity(snapshot, code=code),
        mark=mark(snapshot, code=code),
        evidence=evidence_table(snapshot) if snapshot["evidence"] else None,
    )


def register_title(name: str) -> str:
    """The title in capitals, which begins with "SỔ"."""
    title = name.upper()
    return title if title.startswith(_TITLE_START) else f"SỔ THEO DÕI {title}"


def register_span(snapshot: Snapshot) -> str:
    """The days that the book covers."""
    part = snapshot["register"]
    return f"Từ ngày {day(part['window_from'])} đến ngày {day(part['window_to'])}"


def register_identity(snapshot: Snapshot, *, code: str) -> Identity:
    """What the foot of each page says: which book, and when it was printed."""
    printed = datetime.fromisoformat(snapshot["created_at"]).date().isoformat()
    part = snapshot["register"]
    days = f"{day(part['window_from'])} - {day(part['window_to'])}"
    return Identity(
        snapshot["unit"]["office"],
        f"{part['name']}, {days}",
        f"In ngày {day(printed)}",
        code,
        page_code(snapshot, code=code) if code else None,
    )
