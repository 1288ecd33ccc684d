"""What the unit replies to the province's remarks on earlier revisions (tiếp thu, giải trình): an annex and a sheet.

Only a snapshot that answers remarks has them. Place and remark are the province's words, which the unit cannot change:
a character in them that no document can show is printed as a mark, while such a character in a reply is refused.
"""

from itertools import groupby

from cchc_desktop.domain.snapshot import ReplyPart, Snapshot
from cchc_desktop.exports.document import Align, Block, Column, Row, RowKind, Table, bold, cell
from cchc_desktop.exports.unprintable import legible
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, ValueKind

REPLY_SHEET = "Giải trình ý kiến"
REPLIES_TITLE = "Tiếp thu, giải trình ý kiến của Sở Nội vụ"

_NUMBER, _PLACE, _REMARK, _REPLY = "STT", "Nội dung", "Ý kiến của Sở Nội vụ", "Tiếp thu, giải trình"
_COLUMNS = (
    Column(_NUMBER, 11, Align.CENTRE),
    Column(_PLACE, 51),
    Column(_REMARK, 95),
    Column(_REPLY, 95),
)
_SHEET_COLUMNS = (
    SheetColumn(_NUMBER, 12, ValueKind.INTEGER),
    SheetColumn("Về bản số", 16, ValueKind.INTEGER),
    SheetColumn(_PLACE, 62),
    SheetColumn(_REMARK, 110),
    SheetColumn(_REPLY, 110),
)


def reply_annexes(snapshot: Snapshot) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The annex of the replies with its title; none where the snapshot answers no remark."""
    replies = snapshot.get("replies", [])
    return ((REPLIES_TITLE, (_table(replies),)),) if replies else ()


def reply_sheets(snapshot: Snapshot) -> tuple[Sheet, ...]:
    """The same replies as a sheet, with the revision that each remark is about; none where there are none."""
    replies = snapshot.get("replies", [])
    rows = tuple(SheetRow((int(texts[0]), part["revision"], *texts[1:])) for part, texts in _numbered(replies))
    return (Sheet(REPLY_SHEET, REPLIES_TITLE, _SHEET_COLUMNS, rows),) if replies else ()


def reply_rows(replies: list[ReplyPart]) -> list[tuple[str, ...]]:
    """What stands in each row: the number, what the remark is about, the remark, the reply."""
    return [
        (str(number), legible(part["place"]), legible(part["text"]), part["reply"])
        for number, part in enumerate(replies, start=1)
    ]


def _numbered(replies: list[ReplyPart]) -> list[tuple[ReplyPart, tuple[str, ...]]]:
    return list(zip(replies, reply_rows(replies), strict=True))


def _table(replies: list[ReplyPart]) -> Table:
    """The replies in the order of the snapshot; each returned revision opens a group."""
    rows: list[Row] = []
    for revision, group in groupby(_numbered(replies), key=lambda pair: pair[0]["revision"]):
        rows.append(Row((cell(), bold(f"Ý kiến đối với bản số {revision}")), RowKind.GROUP))
        rows.extend(Row(tuple(cell(text) for text in texts)) for _, texts in group)
    return Table(_COLUMNS, tuple(rows))
