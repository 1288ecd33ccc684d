"""The workbook of a register printed as a book: its rows with the totals of its amounts, and the files of the rows."""

from datetime import datetime

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.evidence_list import evidence_sheet
from cchc_desktop.exports.official import mark
from cchc_desktop.exports.register_document import register_identity, register_span, register_title
from cchc_desktop.exports.typed_table import typed_sheet
from cchc_desktop.exports.workbook import Workbook

REGISTER_SHEET = "Sổ theo dõi"


def register_workbook(snapshot: Snapshot, *, code: str) -> Workbook:
    """The workbook of a register snapshot."""
    part = snapshot["register"]
    return Workbook(
        title=register_title(part["name"]),
        author=snapshot["unit"]["office"],
        created=datetime.fromisoformat(snapshot["created_at"]),
        identity=register_identity(snapshot, code=code),
        mark=mark(snapshot, code=code),
        notices=(f"{snapshot['unit']['office']}. {register_span(snapshot)}.",),
        sheets=(
            typed_sheet(part["table"], name=REGISTER_SHEET, summed=True),
            *((evidence_sheet(snapshot),) if snapshot["evidence"] else ()),
        ),
    )
