"""History (lịch sử): who changed what, when, from what to what; read from the audit trail."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.answer import Answer, in_words
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.register import Register
from cchc_desktop.services.figure_history import figure_changes
from cchc_desktop.services.register_history import changed_words, row_words
from cchc_desktop.services.session import Session
from db.tables import (
    answer,
    assignment,
    audit,
    evidence,
    evidence_use,
    officer,
    product,
    progress_entry,
    register_row,
    report_explanation,
    report_text,
)

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
    ("register_row", ""): "Dòng của sổ",
    ("report_field", ""): "Số liệu",
    ("report_text", ""): "Nội dung mục",
    ("report_text", "text"): "Nội dung mục",
    ("report_explanation", ""): "Giải trình",
    ("report_explanation", "text"): "Giải trình",
    ("register_row", "content"): "Nội dung dòng",
    ("register_row", "day"): "Ngày của dòng",
}
_ROW, _ROW_CONTENT, _ROW_DAY = (FIELD_NAMES["register_row", field] for field in ("", "content", "day"))
ACTIONS = {
    "insert": "Thêm",
    "update": "Sửa",
    "delete": "Xóa",
    "restore": "Phục hồi dữ liệu",
    "clock": "Đồng hồ máy không đúng",
}


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


class ToldHistory:
    """The trail of one task or criterion, newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_task(self, code: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a task: entries, products, files, assignment."""
        touching = f'%"task_code": {json.dumps(code)}%'
        with self._session.read() as connection:
            entries = self._ever(connection, "progress_entry", touching)
            assignments = self._ever(connection, "assignment", touching)
            products = {row_id for entry in entries for row_id in self._ever(connection, "product", f"%{entry}%")}
            uses = {row_id for item in products for row_id in self._ever(connection, "evidence_use", f"%{item}%")}
            return self._rows(connection, {*entries, *assignments, *products, *uses})

    def of_criterion(self, code: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a leaf: answer (in the words of its rule), explanation, files.

        Opening the leaf for its first entry is no change of its own and is left out.
        """
        criteria = self._session.workspace.criteria
        own: dict[str, str | int] = {
            "criteria_code": criteria.header.code,
            "year": criteria.year,
            "criterion_code": code,
        }
        with self._session.read() as connection:
            touching = self._ever(connection, "answer", f'%"criterion_code": {json.dumps(code)}%')
            answers = {row_id for row_id in touching if self._was_added_as(connection, row_id, own)}
            uses = {row_id for item in answers for row_id in self._ever(connection, "evidence_use", f"%{item}%")}
            rows = self._rows(connection, {*answers, *uses}, criteria.criterion(code))
        return tuple(row for row in rows if row.old or row.new)

    def of_register_row(self, row_id: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a row of a register, by the names of its columns; its files, too."""
        with self._session.read() as connection:
            uses = self._ever(connection, "evidence_use", f"%{json.dumps(row_id)}%")
            rows = self._rows(connection, {row_id, *uses})
            added = sa.select(audit.c.new).where(audit.c.row_id == row_id, audit.c.action == "insert")
            code = json.loads(connection.scalar(added) or "{}").get("register_code", "")
        register = next((item for item in self._session.packs.registers() if item.code == code), None)
        return tuple(_in_columns(register, row) for row in rows if row.field != _ROW_DAY)

    def of_figure(self, form: str, period: str, field: str) -> tuple[HistoryRow, ...]:
        """Everything that was changed on a figure of a report (codes of form, period and field)."""
        own: dict[str, str | int] = {"form_code": form, "period_code": period, "field_code": field}
        spec = self._session.packs.form(form).field(field).spec
        with self._session.read() as connection:
            touching = self._ever(connection, "report_field", f'%"field_code": {json.dumps(field)}%')
            ids = {row_id for row_id in touching if self._was_added_as(connection, row_id, own)}
            entries = connection.execute(sa.select(audit).where(audit.c.row_id.in_(ids)).order_by(audit.c.seq)).all()
            names = {row.id: row.full_name for row in connection.execute(sa.select(officer.c.id, officer.c.full_name))}
        changes = [
            HistoryRow(
                at=datetime.fromisoformat(change.at),
                officer=names.get(change.officer_id or "", ""),
                action=ACTIONS["update"],
                field=FIELD_NAMES["report_field", ""],
                old=change.old,
                new=change.new,
                reason=change.reason,
            )
            for change in figure_changes(entries, spec)
        ]
        return tuple(reversed(changes))

    def of_section(self, form: str, period: str, section: str) -> tuple[HistoryRow, ...]:
        """Every text that a section of a report had (codes of form, period and section)."""
        return self._of_report(report_text, {"form_code": form, "period_code": period, "section_code": section})

    def of_explanation(self, form: str, period: str, finding: str) -> tuple[HistoryRow, ...]:
        """Every explanation that a warning of a report had (codes of form, period and finding)."""
        return self._of_report(report_explanation, {"form_code": form, "period_code": period, "finding_code": finding})

    def _of_report(self, table: sa.Table, own: dict[str, str | int]) -> tuple[HistoryRow, ...]:
        with self._session.read() as connection:
            touching = self._ever(connection, table.name, f'%"period_code": {json.dumps(own["period_code"])}%')
            ids = {row_id for row_id in touching if self._was_added_as(connection, row_id, own)}
            rows = self._rows(connection, ids)
        return tuple(row for row in rows if row.field in FIELD_NAMES.values() and row.old != row.new)

    def _was_added_as(self, connection: sa.Connection, row_id: str, own: dict[str, str | int]) -> bool:
        added = connection.scalars(sa.select(audit.c.new).where(audit.c.row_id == row_id, audit.c.action == "insert"))
        return any(own.items() <= json.loads(new).items() for new in added if new)

    def _ever(self, connection: sa.Connection, table: str, pattern: str) -> set[str]:
        """Identities of rows that were ever added with this text in them, also those removed since."""
        return set(
            connection.scalars(
                sa.select(audit.c.row_id).where(
                    audit.c.table_name == table, audit.c.action == "insert", audit.c.new.like(pattern)
                )
            )
        )

    def _rows(
        self, connection: sa.Connection, row_ids: set[str], criterion: Criterion | None = None
    ) -> tuple[HistoryRow, ...]:
        names = {row.id: row.full_name for row in connection.execute(sa.select(officer.c.id, officer.c.full_name))}
        files = {row.id: row.name for row in connection.execute(sa.select(evidence.c.id, evidence.c.name))}
        rows = connection.execute(sa.select(audit).where(audit.c.row_id.in_(row_ids)).order_by(audit.c.seq.desc()))
        return tuple(
            HistoryRow(
                at=datetime.fromisoformat(row.at),
                officer=names.get(row.officer_id or "", ""),
                action=ACTIONS.get(row.action, row.action),
                field=FIELD_NAMES.get((row.table_name, row.field), row.field),
                old=_words(row.table_name, row.field, row.old, names=names | files, criterion=criterion),
                new=_words(row.table_name, row.field, row.new, names=names | files, criterion=criterion),
                reason=row.reason,
            )
            for row in rows
        )


def _words(
    table: str, field: str, text: str | None, *, names: dict[str, str], criterion: Criterion | None = None
) -> str:
    if text is None:
        return ""
    value = json.loads(text)
    if isinstance(value, dict):
        return _row_words(table, value, names=names, criterion=criterion)
    if table == answer.name and field == "content":
        return _answer_words(criterion, str(value))
    if field == "officer_id":
        return names.get(value or "", "")
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if table in (progress_entry.name, product.name, assignment.name) and field in ("day", "internal_due") and value:
        return datetime.fromisoformat(value).strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def _row_words(table: str, row: dict[str, Any], *, names: dict[str, str], criterion: Criterion | None) -> str:
    """A whole row, added or removed, by what a reader knows it by."""
    if table == evidence_use.name:
        return names.get(row.get("evidence_id", ""), "")
    if table == answer.name:
        parts = (_answer_words(criterion, row.get("content", "")), row.get("explanation", ""))
        return "; ".join(part for part in parts if part)
    if table == assignment.name:
        return _assignment_words(row, names)
    if table == progress_entry.name:
        return _entry_words(row)
    if table == register_row.name:
        return str(row.get("content") or "")
    return str(row.get("name") or row.get("text") or "")


def _in_columns(register: Register | None, row: HistoryRow) -> HistoryRow:
    """A change of a row of a register in the words of its columns; its day is one of them."""
    if row.field == _ROW:
        old, new = (row_words(register, content) if content else "" for content in (row.old, row.new))
        return replace(row, old=old, new=new)
    if row.field == _ROW_CONTENT:
        field, old, new = changed_words(register, row.old, row.new)
        return replace(row, field=field, old=old, new=new)
    return row


def _answer_words(criterion: Criterion | None, content: str) -> str:
    """A stored answer as printed; the stored text itself where the rule has changed so that it reads it no more."""
    if criterion is None or not content:
        return content
    try:
        return "; ".join(in_words(criterion, Answer.from_plain(json.loads(content)))) or "Chưa chọn kết quả"
    except ValueError:
        return content


def _assignment_words(row: dict[str, Any], names: dict[str, str]) -> str:
    """The first assignment of a task is one row: it tells everything that was set with it."""
    parts = [names.get(row.get("officer_id") or "", "")]
    if row.get("internal_due"):
        parts.append(f"hạn nội bộ {datetime.fromisoformat(row['internal_due']):%d/%m/%Y}")
    if row.get("not_arising"):
        parts.append(f"không phát sinh: {row.get('not_arising_reason') or 'chưa nêu lý do'}")
    return "; ".join(part for part in parts if part)


def _entry_words(row: dict[str, Any]) -> str:
    text = f"Ngày {datetime.fromisoformat(row['day']):%d/%m/%Y}, {row['percent']}%"
    return f"{text}: {row['result']}" if row.get("result") else text
