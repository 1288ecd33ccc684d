"""From a snapshot to its two documents, PDF and Excel; both are opened and recounted before they are handed over."""

from dataclasses import dataclass

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.assessment_report import assessment_document
from cchc_desktop.exports.assessment_sheets import assessment_workbook
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.document import Document
from cchc_desktop.exports.fonts import FamilyName
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.progress_report import progress_document
from cchc_desktop.exports.progress_sheets import progress_workbook
from cchc_desktop.exports.recount import recount_pdf, recount_xlsx
from cchc_desktop.exports.unprintable import refuse_unprintable
from cchc_desktop.exports.workbook import Workbook
from cchc_desktop.exports.xlsx import render_xlsx


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
    code = short_code(sha256)
    document, workbook = _document(snapshot, code), _workbook(snapshot, code)
    rendered = Rendered(render_pdf(document, family_name=family), render_xlsx(workbook))
    recount_pdf(rendered.pdf, document.identity)
    recount_xlsx(rendered.xlsx, workbook, snapshot)
    return rendered


def preview_pdf(snapshot: Snapshot, *, family: FamilyName = "bundled") -> bytes:
    """The PDF of a draft that is not frozen: marked as a preview, without a code. Raises as ``render``."""
    refuse_unprintable(snapshot)
    document = _document(snapshot, "")
    pdf = render_pdf(document, family_name=family)
    recount_pdf(pdf, document.identity)
    return pdf


def _document(snapshot: Snapshot, code: str) -> Document:
    if snapshot["kind"] == "progress":
        return progress_document(snapshot, code=code)
    return assessment_document(snapshot, code=code)


def _workbook(snapshot: Snapshot, code: str) -> Workbook:
    if snapshot["kind"] == "progress":
        return progress_workbook(snapshot, code=code)
    return assessment_workbook(snapshot, code=code)
