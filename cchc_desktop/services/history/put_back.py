"""Putting back a row that was deleted, with what was deleted together with it, as a new write that can be undone."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.history.bringing_back import Commands, refusal
from cchc_desktop.services.history.steps import BACK_MARK, Row, Step
from cchc_desktop.services.history.versions import Version
from cchc_desktop.services.reports.touched import touched_notice
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from db.journal import Work
from db.tables import answer, audit, evidence, evidence_use, metadata, product, progress_entry, register_row

_NAMES = {
    "progress_entry": "cập nhật tiến độ",
    "product": "sản phẩm",
    "register_row": "dòng của sổ",
    "evidence_use": "tài liệu kiểm chứng",
    "commune_task": "nhiệm vụ riêng của xã",
}
_OWNERS = (
    ("product", "entry_id", progress_entry, "cập nhật tiến độ"),
    ("evidence_use", "answer_id", answer, "kết quả của tiêu chí"),
    ("evidence_use", "product_id", product, "sản phẩm"),
    ("evidence_use", "register_row_id", register_row, "dòng của sổ"),
    ("evidence_use", "evidence_id", evidence, "tệp trong kho minh chứng"),
)
"""Which column of which table names the row that a row belongs to, and what that one is called."""


class PuttingBack:
    """Writes deleted rows anew, under their old identity: their history goes on."""

    def __init__(self, session: Session, commands: Commands) -> None:
        self._session, self._commands = session, commands

    def put_back(self, version: Version) -> Outcome[str]:
        """Restore the row that a version removed; a sentence for the user where completed reports count it.

        Raises Refusal where the row may not be written now (frozen), or what it belonged to is gone.
        """
        step = version.step
        if version.barred or step is None or step.before is None:
            raise refusal(version.barred or "Lần này không xóa dòng nào.")
        if step.table not in _NAMES:
            raise refusal("Dòng này không khôi phục được từ lịch sử.")
        reason = f"{BACK_MARK}dòng đã xóa lúc {format_moment(version.at)}"
        with self._session.command(f"Khôi phục {_NAMES[step.table]} đã xóa", reason=reason) as work:
            self._refuse_frozen(work, step.table, step.before)
            for table, row in _together(work.connection, step):
                _insert(work, table, row)
            notice = self._notice(work, step)
        return Outcome(notice, frozenset(work.touched))

    def _refuse_frozen(self, work: Work, table: str, row: Row) -> None:
        """Ask whoever keeps the frozen parts; each has a sentence of its own."""
        match table:
            case "progress_entry":
                self._commands.tasks.refuse_frozen(work.connection, date.fromisoformat(row["day"]))
            case "product":
                self._refuse_frozen_entry(work, row["entry_id"])
            case "commune_task":
                self._commands.plan.refuse_frozen(work.connection)
            case "evidence_use" if row.get("answer_id"):
                self._commands.assessment.refuse_frozen(work.connection)
            case "evidence_use" if row.get("product_id"):
                query = sa.select(product.c.entry_id).where(product.c.id == row["product_id"])
                self._refuse_frozen_entry(work, work.connection.scalar(query) or "")

    def _refuse_frozen_entry(self, work: Work, entry_id: str) -> None:
        day = work.connection.scalar(sa.select(progress_entry.c.day).where(progress_entry.c.id == entry_id))
        if day:
            self._commands.tasks.refuse_frozen(work.connection, date.fromisoformat(day))

    def _notice(self, work: Work, step: Step) -> str:
        if step.table != "register_row" or step.before is None:
            return ""
        try:
            register = self._commands.registers.register(step.before["register_code"])
        except KeyError:  # a register of a pack that is in use no more: no report counts it
            return ""
        return touched_notice(work.connection, register, [json.loads(step.before["content"])])


def _insert(work: Work, table: str, row: Row) -> None:
    for owned, column, owner, name in _OWNERS:
        if owned == table and row.get(column):
            found = work.connection.scalar(sa.select(owner.c.id).where(owner.c.id == row[column]))
            if found is None:
                raise refusal(f"Không khôi phục được vì {name} chứa nó không còn; hãy khôi phục {name} đó trước.")
    if table == "evidence_use" and _is_there_again(work, row):
        raise refusal("Tài liệu này đã được đính kèm lại ở đây; không cần khôi phục.")
    work.insert(metadata.tables[table], **row)


def _is_there_again(work: Work, row: Row) -> bool:
    owners = ("answer_id", "product_id", "register_row_id")
    same = [evidence_use.c[name] == row[name] for name in owners if row.get(name)]
    query = sa.select(evidence_use.c.id).where(evidence_use.c.evidence_id == row["evidence_id"], *same)
    return work.connection.scalar(query) is not None


def _together(connection: sa.Connection, step: Step) -> Iterator[tuple[str, dict[str, Any]]]:
    """The row and those that went with it because they belonged to it, owners first."""
    query = sa.select(audit.c.table_name, audit.c.old).where(
        audit.c.group_id == step.group_id, audit.c.action == "delete"
    )
    wanted = {step.row_id}
    for line in connection.execute(query.order_by(audit.c.seq.desc())):
        row = json.loads(line.old)
        owners = {row.get(column) for table, column, _owner, _name in _OWNERS if table == line.table_name}
        if row["id"] in wanted or owners & wanted:
            wanted.add(row["id"])
            yield line.table_name, row
