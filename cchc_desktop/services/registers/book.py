"""A register as a book for printing: its rows between two days, frozen in the shape of domain/snapshot.py."""

import uuid

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Window, ad_hoc
from cchc_desktop.domain.register import Column
from cchc_desktop.domain.snapshot import DefinitionPart, EvidencePart, Snapshot, TablePart
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.evidence.parts import CarriedFiles
from cchc_desktop.services.registers.rows import RegisterRow, RegisterTable
from cchc_desktop.services.session.accounts import active_officers
from cchc_desktop.services.session.session import OfficerRow, Session
from cchc_desktop.services.submissions.snapshots import Frame, envelope


def book_snapshot(session: Session, table: RegisterTable, window: Window) -> Snapshot:
    """The rows of the table as a book; personal columns never. Refusal where no leader could sign it."""
    frame = Frame(
        submission_id=str(uuid.uuid4()),
        revision=1,
        parent_id="",
        kind=Kind.REPORT,
        form_code="",
        period=ad_hoc(*window),
        reference_day=window[1],
        document_number="",
        document_date="",
        reopen_reason="",
        created_at=session.now().isoformat(timespec="seconds"),
        prepared_by=session.officer,
        leader=_leader(session),
    )
    plan: PackHeader = session.workspace.plan.header
    whole = envelope(frame, session.workspace, plan, session.workspace.plan_sha256)
    whole["kind"] = "register"
    whole["document"]["notation"] = ""
    definition = _definition(session)
    if definition is not None:
        whole["definition"] = definition
    whole["register"] = {
        "code": table.register.code,
        "name": table.register.name,
        "window_from": window[0].isoformat(),
        "window_to": window[1].isoformat(),
        "table": printed(table),
    }
    whole["evidence"] = _evidence(table)
    return whole


def printed(table: RegisterTable) -> TablePart:
    """The table as it leaves the office: numbers and dates plain, everything else as shown, nothing personal."""
    columns = [column for column in table.register.columns if not column.personal]
    return {
        "code": table.register.code,
        "title": table.register.name,
        "columns": [
            {
                "name": column.name,
                "type": column.spec.type.value,
                "decimals": column.spec.decimals,
                "share": column.share,
            }
            for column in columns
        ],
        "rows": [[_cell(row, column) for column in columns] for row in table.rows],
    }


def _evidence(table: RegisterTable) -> list[EvidencePart]:
    """The files of the rows; each row goes by the number that the book prints before it."""
    carried = CarriedFiles()
    for number, row in enumerate(table.rows, start=1):
        for file in row.files:
            carried.add(file, f"row:{number}")
    return carried.parts()


def _cell(row: RegisterRow, column: Column) -> str:
    is_plain = column.spec.type.is_number or column.spec.type is FieldType.DATE
    return (row.plain if is_plain else row.shown).get(column.code, "")


def _definition(session: Session) -> DefinitionPart | None:
    """The pack of the registers; None in a folder that has none."""
    return next(iter(session.packs.definitions("registers")), None)


def _leader(session: Session) -> OfficerRow:
    for officer in active_officers(session.store):
        if officer.role is Role.LEADER:
            return officer
    text = "Chưa có lãnh đạo ký sổ; hãy thêm lãnh đạo (Chủ tịch hoặc Phó Chủ tịch) ở màn hình Cài đặt."
    raise Refusal(Finding("register.no-leader", Level.BLOCK, text, "officer:leader"))
