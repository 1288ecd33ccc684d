"""History (lịch sử): who changed what, when, from what to what; read from the audit trail."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from cchc_desktop.services.session import Session
from db.tables import answer, assignment, audit, evidence, evidence_use, officer, product, progress_entry

FIELD_NAMES = {
    ("progress_entry", "day"): "Ngày cập nhật",
    ("progress_entry", "percent"): "Tỷ lệ hoàn thành (%)",
    ("progress_entry", "result"): "Kết quả",
    ("progress_entry", "difficulty"): "Khó khăn, vướng mắc",
    ("progress_entry", "objective_reason"): "Lý do khách quan",
    ("progress_entry", ""): "Cập nhật tiến độ",
    ("product", "name"): "Tên sản phẩm",
    ("product", "number"): "Số, ký hiệu văn bản",
    ("product", "day"): "Ngày văn bản",
    ("product", ""): "Sản phẩm",
    ("assignment", "officer_id"): "Người được phân công",
    ("assignment", "internal_due"): "Hạn nội bộ",
    ("assignment", "not_arising"): "Không phát sinh",
    ("assignment", "not_arising_reason"): "Lý do không phát sinh",
    ("assignment", ""): "Phân công",
    ("answer", "content"): "Kết quả tự chấm",
    ("answer", "explanation"): "Giải trình",
    ("answer", ""): "Tiêu chí",
    ("evidence_use", ""): "Tài liệu kiểm chứng",
}
ACTIONS = {"insert": "Thêm", "update": "Sửa", "delete": "Xóa"}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change in words; ``old`` and ``new`` are as shown on screen."""

    at: datetime
    officer: str
    action: str
    field: str
    old: str
    new: str
    reason: str


class History:
    """The trail of one task or criterion, newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_task(self, code: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a task: entries, products, files, assignment."""
        plan = self._session.workspace.plan.header.code
        touching = f'%"task_code": {json.dumps(code)}%'
        with self._session.read() as connection:
            entries = self._ever(connection, "progress_entry", touching)
            assignments = connection.scalars(
                sa.select(assignment.c.id).where(assignment.c.plan_code == plan, assignment.c.task_code == code)
            )
            products = {row_id for entry in entries for row_id in self._ever(connection, "product", f"%{entry}%")}
            uses = {row_id for item in products for row_id in self._ever(connection, "evidence_use", f"%{item}%")}
            return self._rows(connection, {*entries, *assignments, *products, *uses})

    def of_criterion(self, code: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a leaf: answer, explanation, files."""
        criteria = self._session.workspace.criteria
        with self._session.read() as connection:
            answers = list(
                connection.scalars(
                    sa.select(answer.c.id).where(
                        answer.c.criteria_code == criteria.header.code,
                        answer.c.year == criteria.year,
                        answer.c.criterion_code == code,
                    )
                )
            )
            uses = {row_id for item in answers for row_id in self._ever(connection, "evidence_use", f"%{item}%")}
            return self._rows(connection, {*answers, *uses})

    def _ever(self, connection: sa.Connection, table: str, pattern: str) -> set[str]:
        """Identities of rows that were ever added with this text in them, also those removed since."""
        return set(
            connection.scalars(
                sa.select(audit.c.row_id).where(
                    audit.c.table_name == table, audit.c.action == "insert", audit.c.new.like(pattern)
                )
            )
        )

    def _rows(self, connection: sa.Connection, row_ids: set[str]) -> tuple[HistoryRow, ...]:
        names = {row.id: row.full_name for row in connection.execute(sa.select(officer.c.id, officer.c.full_name))}
        files = {row.id: row.name for row in connection.execute(sa.select(evidence.c.id, evidence.c.name))}
        rows = connection.execute(sa.select(audit).where(audit.c.row_id.in_(row_ids)).order_by(audit.c.seq.desc()))
        return tuple(
            HistoryRow(
                at=datetime.fromisoformat(row.at),
                officer=names.get(row.officer_id or "", ""),
                action=ACTIONS.get(row.action, row.action),
                field=FIELD_NAMES.get((row.table_name, row.field), row.field),
                old=_words(row.table_name, row.field, row.old, names | files),
                new=_words(row.table_name, row.field, row.new, names | files),
                reason=row.reason,
            )
            for row in rows
        )


def _words(table: str, field: str, text: str | None, names: dict[str, str]) -> str:
    if text is None:
        return ""
    value = json.loads(text)
    if isinstance(value, dict):
        if table == evidence_use.name:
            return names.get(value.get("evidence_id", ""), "")
        return str(value.get("name") or value.get("result") or "")
    if field == "officer_id":
        return names.get(value or "", "")
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if table in (progress_entry.name, product.name, assignment.name) and field in ("day", "internal_due") and value:
        return datetime.fromisoformat(value).strftime("%d/%m/%Y")
    return "" if value is None else str(value)
