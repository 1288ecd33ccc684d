"""From a snapshot to its documents: PDF, Excel, Word; all are opened and recounted before they are handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cchc_desktop.domain.snapshot import KindWord, Snapshot
from cchc_desktop.exports.assessment_report import assessment_document
from cchc_desktop.exports.assessment_sheets import assessment_workbook
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.document import Document, Identity
from cchc_desktop.exports.fonts import FamilyName
from cchc_desktop.exports.official import as_draft
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.pdf_book import render_book
from cchc_desktop.exports.plan_document import plan_document
from cchc_desktop.exports.plan_sheets import plan_workbook
from cchc_desktop.exports.progress_report import progress_document
from cchc_desktop.exports.progress_sheets import progress_workbook
from cchc_desktop.exports.recount import recount_pdf, recount_xlsx
from cchc_desktop.exports.register_document import register_document
from cchc_desktop.exports.register_sheets import register_workbook
from cchc_desktop.exports.report_document import report_document
from cchc_desktop.exports.report_sheets import report_workbook
from cchc_desktop.exports.unprintable import refuse_unprintable
from cchc_desktop.exports.workbook import Workbook
from cchc_desktop.exports.xlsx import render_xlsx

_DOCUMENTS: dict[KindWord, Callable[..., Document]] = {
    "progress": progress_document,
    "assessment": assessment_document,
    "report": report_document,
    "plan": plan_document,
}
_WORKBOOKS: dict[KindWord, Callable[..., Workbook]] = {
    "progress": progress_workbook,
    "assessment": assessment_workbook,
    "report": report_workbook,
    "plan": plan_workbook,
    "register": register_workbook,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The documents of a snapshot; the same snapshot gives the same bytes."""

    pdf: bytes
    xlsx: bytes


def render(snapshot: Snapshot, *, sha256: str, family: FamilyName = "bundled") -> Rendered:
    """The documents of a frozen snapshot, whose hash gives the code on every page.

    Raises Refusal for text that cannot be printed, Fault "export-recount" where a document does not hold the snapshot.
    """
    refuse_unprintable(snapshot)
    return Rendered(_pdf(snapshot, code=short_code(sha256), family=family), render_workbook(snapshot, sha256=sha256))


def render_workbook(snapshot: Snapshot, *, sha256: str) -> bytes:
    """The Excel file of a frozen snapshot alone. Raises as ``render``."""
    refuse_unprintable(snapshot)
    workbook = _WORKBOOKS[snapshot["kind"]](snapshot, code=short_code(sha256))
    xlsx = render_xlsx(workbook)
    recount_xlsx(xlsx, workbook, snapshot)
    return xlsx


def preview_pdf(snapshot: Snapshot, *, family: FamilyName = "bundled") -> bytes:
    """The PDF of a draft that is not frozen: marked as a preview, without a code. Raises as ``render``."""
    refuse_unprintable(snapshot)
    return _pdf(snapshot, code="", family=family)


def render_docx(snapshot: Snapshot, *, sha256: str = "") -> bytes:
    """The editable Word file of a document (not of a register); without the hash of a frozen snapshot it is a draft.

    Raises as ``render``.
    """
    # 100 ms for python-docx, which previews and prints need not pay
    from cchc_desktop.exports.docx import render_docx_file
    from cchc_desktop.exports.recount_docx import recount_docx

    refuse_unprintable(snapshot)
    document = _DOCUMENTS[snapshot["kind"]](snapshot, code=short_code(sha256) if sha256 else "")
    if not sha256:
        document = as_draft(document, snapshot)
    content = render_docx_file(document, created=datetime.fromisoformat(snapshot["created_at"]))
    recount_docx(content, document)
    return content


def _pdf(snapshot: Snapshot, *, code: str, family: FamilyName) -> bytes:
    pdf, identity = _drawn(snapshot, code=code, family=family)
    recount_pdf(pdf, identity, snapshot)
    return pdf


def _drawn(snapshot: Snapshot, *, code: str, family: FamilyName) -> tuple[bytes, Identity]:
    if snapshot["kind"] == "register":
        book = register_document(snapshot, code=code)
        return render_book(book, family_name=family), book.identity
    document = _DOCUMENTS[snapshot["kind"]](snapshot, code=code)
    return render_pdf(document, family_name=family), document.identity
