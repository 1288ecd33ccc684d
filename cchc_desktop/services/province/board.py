"""The matrix (bảng theo dõi): every unit of the province beside what it owes for a period, and what was received.

Days late are counted from the due day of the calendar to the day on which the province itself received the first
revision; the commune's own clock is never used for them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.period import Period, PeriodKind, containing
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.unit import Unit
from cchc_desktop.packages.layout import MAX_FILE_BYTES, PDF
from cchc_desktop.packages.part import read_part_of
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.reports.periods import offered_periods, period_of_today
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.fault import Fault
from db.tables import received


@dataclass(frozen=True, slots=True)
class Owed:
    """A column: what each unit owes for the period, and its due day where the calendar has one."""

    kind: Kind
    form_code: str
    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What was received of one unit for one column; ``days_late`` is None where no due day is known.

    Where nothing was received ``id`` and ``state`` are empty, and ``days_late`` counts until today.
    """

    owed: Owed
    id: str = ""
    state: ReceivedState | None = None
    revision: int = 0
    revisions: int = 0
    received_at: str = ""
    days_late: int | None = None

    @property
    def is_missing(self) -> bool:
        """Whether nothing was received."""
        return self.state is None

    @property
    def is_late(self) -> bool:
        """Whether it came, or is still owed, after the due day."""
        return bool(self.days_late and self.days_late > 0)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its cells in the order of the columns."""

    unit: Unit
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table of a period."""

    period: Period
    columns: tuple[Owed, ...]
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One received revision as its list shows it."""

    id: str
    unit_code: str
    kind: Kind
    form_code: str
    period: Period
    revision: int
    state: ReceivedState
    received_at: str
    claimed_at: str
    package_name: str
    package_size: int
    package_sha256: str
    snapshot_sha256: str
    key_state: str
    note: str
    source: str
    path: Path


class Board:
    """Reads what was received; changes nothing."""

    def __init__(self, session: Session, units: Sequence[Unit]) -> None:
        self._session = session
        self._units = tuple(units)

    def periods(self) -> tuple[Period, ...]:
        """The periods that can be chosen, the latest first: those of the forms in use and all that were received."""
        with self._session.read() as connection:
            codes = set(connection.scalars(sa.select(received.c.period_code).distinct()))
        today = self._session.today()
        found = {parse_period(code) for code in codes}
        for form in self._session.packs.forms():
            found |= set(offered_periods(form, today=today))
        for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
            now = containing(kind, today)
            found |= {now, now.previous}
        return tuple(sorted(found, key=_latest_first))

    def default_period(self) -> Period:
        """The period that is being reported today."""
        today, calendar = self._session.today(), self._session.packs.calendar()
        for form in self._session.packs.forms():
            found = period_of_today(form, today=today, calendar=calendar)
            if found is not None:
                return found
        return containing(PeriodKind.QUARTER, today)

    def read(self, period: Period) -> Matrix:
        """The table of a period."""
        lines = self._lines(received.c.period_code == period.code)
        columns = self._columns(period, {(line.kind, line.form_code) for line in lines})
        by_place: dict[tuple[str, Kind, str], list[ReceivedRow]] = {}
        for line in lines:
            by_place.setdefault((line.unit_code, line.kind, line.form_code), []).append(line)
        today = self._session.today()
        rows = [
            UnitRow(
                unit,
                tuple(_cell(owed, by_place.get((unit.code, owed.kind, owed.form_code), ()), today) for owed in columns),
            )
            for unit in self._units
        ]
        return Matrix(period, columns, tuple(rows))

    def of_unit(self, unit_code: str) -> tuple[ReceivedRow, ...]:
        """Everything received from a unit, the latest first."""
        return tuple(reversed(self._lines(received.c.unit_code == unit_code)))

    def conflicts(self) -> tuple[ReceivedRow, ...]:
        """The revisions that wait for a decision, by place."""
        return self._lines(received.c.state == ReceivedState.CONFLICT.value)

    def snapshot(self, received_id: str) -> Snapshot:
        """What was submitted."""
        with self._session.read() as connection:
            content = connection.scalar(sa.select(received.c.snapshot).where(received.c.id == received_id))
        return cast("Snapshot", json.loads(content or b"{}"))

    def pdf(self, row: ReceivedRow) -> bytes:
        """The PDF out of the package as it was received; Fault where the package is no longer there."""
        try:
            return read_part_of(row.path, PDF, limit=MAX_FILE_BYTES)
        except (OSError, KeyError) as error:
            raise _gone(row) from error

    def package(self, row: ReceivedRow) -> bytes:
        """The package file as it was received; Fault where it is no longer there."""
        try:
            return row.path.read_bytes()
        except OSError as error:
            raise _gone(row) from error

    def _columns(self, period: Period, seen: Iterable[tuple[Kind, str]]) -> tuple[Owed, ...]:
        calendar = self._session.packs.calendar()
        due = calendar.due(period) if calendar else None
        day = due.due if due else None
        forms: dict[str, Form] = {form.header.code: form for form in self._session.packs.forms()}
        owed = {(Kind.REPORT, code) for code, form in forms.items() if form.serves(period)}
        if period.kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
            owed.add((Kind.PROGRESS, ""))
        if period.kind is PeriodKind.YEAR:
            owed |= {(Kind.ASSESSMENT, ""), (Kind.PLAN, "")}
        order = [Kind.REPORT, Kind.PROGRESS, Kind.ASSESSMENT, Kind.PLAN]
        wanted = sorted(owed | set(seen), key=lambda each: (order.index(each[0]), each[1]))
        several = sum(kind is Kind.REPORT for kind, _code in wanted) > 1
        return tuple(
            Owed(
                kind,
                code,
                title=f"{kind.label} ({code})" if code and several else kind.label,
                due=day if kind in (Kind.REPORT, Kind.PROGRESS) else None,
            )
            for kind, code in wanted
        )

    def _lines(self, condition: sa.ColumnElement[bool]) -> tuple[ReceivedRow, ...]:
        columns = [column for column in received.c if column.name != "snapshot"]
        created = sa.func.json_extract(sa.cast(received.c.snapshot, sa.Text), "$.created_at").label("claimed_at")
        query = (
            sa.select(*columns, created)
            .where(condition)
            .order_by(
                received.c.period_code,
                received.c.kind,
                received.c.form_code,
                received.c.unit_code,
                received.c.revision,
                received.c.received_at,
            )
        )
        folder = self._session.store.folder
        with self._session.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ReceivedRow(
                id=row.id,
                unit_code=row.unit_code,
                kind=Kind(row.kind),
                form_code=row.form_code,
                period=parse_period(row.period_code),
                revision=row.revision,
                state=ReceivedState(row.state),
                received_at=row.received_at,
                claimed_at=row.claimed_at or "",
                package_name=row.package_name,
                package_size=row.package_size,
                package_sha256=row.package_sha256,
                snapshot_sha256=row.snapshot_sha256,
                key_state=row.key_state,
                note=row.note,
                source=row.source,
                path=package_path(folder, row.package_sha256),
            )
            for row in rows
        )


def _cell(owed: Owed, lines: Sequence[ReceivedRow], today: date) -> Cell:
    """The newest revision that stands; a contradiction that waits is shown before all else."""
    if not lines:
        late = (today - owed.due).days if owed.due else None
        return Cell(owed, days_late=late)
    waiting = [line for line in lines if line.state is ReceivedState.CONFLICT]
    standing = [line for line in lines if line.state is not ReceivedState.SUPERSEDED]
    shown = (waiting or standing or list(lines))[-1]
    first = min(datetime.fromisoformat(line.received_at) for line in lines).date()
    late = (first - owed.due).days if owed.due else None
    return Cell(owed, shown.id, shown.state, shown.revision, len(lines), shown.received_at, late)


def _latest_first(period: Period) -> tuple[int, int, str]:
    first, last = period.window
    return -last.toordinal(), first.toordinal(), period.code


def _gone(row: ReceivedRow) -> Fault:
    return Fault(
        "received-package-gone",
        what=f"Không đọc được gói nộp “{row.package_name}” trong thư mục goi-nhan.",
        safe="Số liệu đã nhận của gói vẫn còn trong cơ sở dữ liệu.",
        do="Hãy nhận lại tệp gói nộp từ USB hoặc thư của đơn vị, hoặc phục hồi thư mục goi-nhan từ bản sao lưu.",
    )
