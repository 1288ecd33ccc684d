"""Completed reports whose window holds a day: registers stay open, the official is told calmly."""

from collections.abc import Collection

import sqlalchemy as sa

from cchc_desktop.domain.period import Window, parse
from cchc_desktop.domain.submission import Kind
from db.tables import submission

_COMPLETED = ("complete", "signed", "exported")
_NAMED = 3


def touched_notice(connection: sa.Connection, days: Collection[str]) -> str:
    """A sentence that names the completed reports whose window holds one of the days ("2025-10-05"); "" for none."""
    query = (
        sa.select(submission.c.form_code, submission.c.period_code, submission.c.state)
        .where(submission.c.kind == Kind.REPORT.value)
        .order_by(submission.c.period_code, submission.c.revision)
    )
    latest = {(row.form_code, row.period_code): row.state for row in connection.execute(query)}
    periods = {code: parse(code) for (_, code), state in latest.items() if state in _COMPLETED}
    labels = [period.label for period in periods.values() if any(_holds(period.window, day) for day in days)]
    if not labels:
        return ""
    named = "; ".join(labels[:_NAMED]) + ("…" if len(labels) > _NAMED else "")
    return (
        f"Báo cáo {named} đã hoàn thành nên giữ nguyên số liệu đã chốt; "
        "muốn đưa thay đổi này vào báo cáo thì mở lại ở màn hình Hồ sơ nộp."
    )


def _holds(window: Window, day: str) -> bool:
    return window[0].isoformat() <= day <= window[1].isoformat()
