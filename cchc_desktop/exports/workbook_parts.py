"""What the workbooks of all documents share: the frame around the sheets and the sheet of evidence."""

from datetime import date, datetime

from cchc_desktop.domain.snapshot import EvidencePart, Snapshot
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.official import REPORT, DocumentType, identity, mark
from cchc_desktop.exports.wording import number_and_notation
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, ValueKind, Workbook

EVIDENCE_SHEET = "Minh chứng"

_EVIDENCE_COLUMNS = (
    SheetColumn("STT", 11, ValueKind.INTEGER),
    SheetColumn("Tên tài liệu", 62),
    SheetColumn("Số, ký hiệu", 30, ValueKind.CODE),
    SheetColumn("Ngày", 22, ValueKind.DATE),
    SheetColumn("Tên tệp", 58, ValueKind.CODE),
    SheetColumn("Dung lượng (byte)", 22, ValueKind.INTEGER),
    SheetColumn("Kiểm chứng cho", 36),
    SheetColumn("SHA-256", 72, ValueKind.CODE),
)


def framed_workbook(
    snapshot: Snapshot, *, kind: DocumentType = REPORT, title: str, sheets: tuple[Sheet, ...], code: str
) -> Workbook:
    """The workbook around these sheets, and the sheet of evidence at its end."""
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
        sheets=(*sheets, _evidence_sheet(snapshot["evidence"])),
    )


def as_date(iso: str) -> date | None:
    """A real date, or nothing where none was given."""
    return date.fromisoformat(iso) if iso else None


def _evidence_sheet(evidence: list[EvidencePart]) -> Sheet:
    rows = tuple(
        SheetRow(
            (
                number,
                part["title"],
                part["number"],
                as_date(part["date"]),
                part["name"],
                part["size"],
                ", ".join(target.partition(":")[2] for target in part["use"]),
                part["sha256"],
            )
        )
        for number, part in enumerate(evidence, start=1)
    )
    return Sheet(EVIDENCE_SHEET, "Danh mục tài liệu kiểm chứng", _EVIDENCE_COLUMNS, rows)
