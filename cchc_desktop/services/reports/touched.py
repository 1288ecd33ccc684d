"""Completed reports that count a row of a register: registers stay open, the official is told calmly."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.domain.form import Basis, Form
from cchc_desktop.domain.formula import parse as parse_formula
from cchc_desktop.domain.period import Period, Window, parse
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.services.reports.counted_rows import basis_window
from cchc_desktop.system.fault import Fault
from db.tables import pack, submission

_COMPLETED = ("complete", "signed", "exported")
_NAMED = 3
_KEPT_FORMS = 8
"""Forms of completed reports that stay parsed: the next row is mostly counted by the same ones."""


@dataclass(frozen=True, slots=True)
class _Completed:
    """A completed report: its period, the title of its form and that form as it was frozen, None where it is gone."""

    period: Period
    title: str
    form: Form | None


def touched_notice(connection: sa.Connection, register: Register, rows: Iterable[Mapping[str, str]]) -> str:
    """A sentence that names form and period of the completed reports that count one of the rows; "" for none.

    ``rows`` are contents by column code as stored, before and after the change.
    """
    changed = list(rows)
    names = [
        f"“{report.title}” {uncapitalised(report.period.label)}"
        for report in _completed(connection)
        if _counts(report, register, changed)
    ]
    if not names:
        return ""
    named = "; ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
    return (
        f"{named} đã hoàn thành nên giữ nguyên số liệu đã chốt; "
        "muốn đưa thay đổi này vào báo cáo thì mở lại ở màn hình Hồ sơ nộp."
    )


def _completed(connection: sa.Connection) -> Iterator[_Completed]:
    query = (
        sa.select(submission.c.id, submission.c.form_code, submission.c.period_code, submission.c.state)
        .where(submission.c.kind == Kind.REPORT.value)
        .order_by(submission.c.period_code, submission.c.form_code, submission.c.revision)
    )
    latest = {(row.form_code, row.period_code): row for row in connection.execute(query)}
    for row in latest.values():
        if row.state in _COMPLETED:
            definition = _definition(connection, row.id)
            form = _form(connection, str(definition.get("sha256", "")))
            title = str(definition.get("title") or row.form_code)
            yield _Completed(parse(row.period_code), title, form)


def _definition(connection: sa.Connection, submission_id: str) -> Mapping[str, Any]:
    """The part of the snapshot that names the form; read by SQLite, for a snapshot is long."""
    content = sa.cast(submission.c.snapshot, sa.Text)
    query = sa.select(sa.func.json_extract(content, "$.definition")).where(submission.c.id == submission_id)
    found: dict[str, Any] = json.loads(connection.scalar(query) or "{}")
    return found


def _form(connection: sa.Connection, sha256: str) -> Form | None:
    content = connection.scalar(sa.select(pack.c.content).where(pack.c.sha256 == sha256))
    return _parsed(bytes(content)) if content is not None else None


@lru_cache(maxsize=_KEPT_FORMS)
def _parsed(content: bytes) -> Form | None:
    try:
        found = read_pack(content.decode(), name="form").pack
    except Fault:  # an edition that this program reads no more
        return None
    return found if isinstance(found, Form) else None


def _counts(report: _Completed, register: Register, rows: list[Mapping[str, str]]) -> bool:
    if report.form is None:
        return False
    windows = set(_windows(report.form, report.period, register))
    return any(_holds(window, row.get(column, "")) for column, window in windows for row in rows)


def _windows(form: Form, period: Period, register: Register) -> Iterator[tuple[str, Window]]:
    """By which date column and within which days the form reads the register: its figures and its annexes."""
    for field in form.fields:
        if field.formula and field.serves(period):
            for code, column in parse_formula(field.formula).registers:
                if code == register.code:
                    yield column or register.date_column, basis_window(period, field.basis)
    for annex in form.annexes:
        if annex.register == register.code and annex.serves(period):
            yield register.date_column, basis_window(period, Basis.IN_PERIOD)


def _holds(window: Window, day: str) -> bool:
    return window[0].isoformat() <= day <= window[1].isoformat()
