"""What the workbooks of all documents share: the frame around the sheets the sheets of evidence and of replies."""

from datetime import datetime

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.evidence_list import evidence_sheet
from cchc_desktop.exports.official import REPORT, DocumentType, identity, mark
from cchc_desktop.exports.reply_list import reply_sheets
from cchc_desktop.exports.wording import number_and_notation
from cchc_desktop.exports.workbook import Sheet, Workbook


def framed_workbook(
    snapshot: Snapshot, *, kind: DocumentType = REPORT, title: str, sheets: tuple[Sheet, ...], code: str
) -> Workbook:
    """The workbook around these sheets, with that of evidence, and of replies where there are some, at its end."""
    form = snapshot["document"]
    reconstruction = snapshot["definition"]["reconstruction"]
    attached = f"Kèm theo {kind.name} số {number_and_notation(form['number'], form['notation'])}"
    origin = f"{snapshot['unit']['office']} - {uncapitalised(snapshot['period']['label'])}. {attached}."
    return Workbook(
        title=title,
        author=snapshot["unit"]["office"],
        created=datetime.fromisoformat(snapshot["created_at"]),
        identity=identity(snapshot, code=code),
        mark=mark(snapshot, code=code),
        notices=(origin, reconstruction) if reconstruction else (origin,),
        sheets=(*sheets, evidence_sheet(snapshot), *reply_sheets(snapshot)),
    )
