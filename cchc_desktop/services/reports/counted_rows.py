"""The rows from which report figures are counted: those of registers, and the tasks of the plan as another register."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, cast

from cchc_desktop.catalogue.form_references import TASK_COLUMNS
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.form_evaluation import Row
from cchc_desktop.domain.formula import Value
from cchc_desktop.domain.formula_evaluator import KnownRows
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.period import Period, Window
from cchc_desktop.domain.register import Register, RegisterEntry
from cchc_desktop.domain.status import TaskStatus
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.tasks.tasks import Tasks

TASKS = "NHIEM_VU"
"""The built-in register of formulas: the tasks of the plan as they stand on the last day of the window."""

STATUS_CODES = {
    TaskStatus.DONE_IN_TIME: "hoan_thanh_dung_han",
    TaskStatus.DONE_LATE: "hoan_thanh_qua_han",
    TaskStatus.IN_PROGRESS: "dang_thuc_hien",
    TaskStatus.OVERDUE: "qua_han",
    TaskStatus.NOT_STARTED: "chua_trien_khai",
    TaskStatus.STANDING: "thuong_xuyen",
    TaskStatus.NOT_ARISING: "khong_phat_sinh",
}
_INVOLVEMENT_CODES = {
    Involvement.LEAD: "chu_tri",
    Involvement.COOPERATING: "phoi_hop",
    Involvement.NOT_NAMED: "khong_neu",
}


class RegisterSource(Protocol):
    """Where the rows of registers come from."""

    def entries(self, code: str) -> Sequence[RegisterEntry]:
        """All rows of a register that have a day, by day; KeyError if there is no such register."""
        ...


def basis_window(period: Period, basis: Basis) -> Window:
    """The days whose events a figure counts: the period, the year so far, or everything up to the last day."""
    if basis is Basis.CUMULATIVE:
        return period.cumulative_window
    return (date.min, period.window[1]) if basis is Basis.AT_CUTOFF else period.window


class RegisterRows:
    """The rows of registers and tasks, read once for one report."""

    def __init__(self, registers: RegisterSource, known: Sequence[Register], tasks: Tasks) -> None:
        self._registers = registers
        self._known = {register.code: register for register in known}
        self._tasks = tasks
        self._entries: dict[str, tuple[Sequence[RegisterEntry], list[date]]] = {}
        self._boards: dict[date, tuple[TaskRow, ...]] = {}
        self._cut: dict[tuple[str, str, Window], Sequence[Row]] = {}

    def register(self, code: str) -> Register | None:
        """The register with this code, None for the built-in one and for an unknown one."""
        return self._known.get(code)

    def entries(self, code: str, window: Window) -> Sequence[RegisterEntry]:
        """The rows of a register whose day lies in a window; KeyError if there is no such register."""
        entries, days = self._read(code)
        return entries[bisect_left(days, window[0]) : bisect_right(days, window[1])]

    def rows(self, code: str, date_column: str, window: Window) -> Sequence[Row]:
        """The rows as formulas take them, chosen by a date column ("" for the register's own)."""
        if code == TASKS:
            return self._task_rows(window[1])
        own = self._known[code].date_column
        column = date_column or own
        key = (code, column, window)
        if key not in self._cut:
            if column == own:
                found = self.entries(code, window)
            else:
                self._known[code].column(column)  # KeyError for a column that is not there
                found = [entry for entry in self._read(code)[0] if _dated(entry, column, window)]
            columns = [item.code for item in self._known[code].columns]
            self._cut[key] = KnownRows((cast(Row, entry.values) for entry in found), columns)
        return self._cut[key]

    def tasks_on(self, day: date) -> tuple[TaskRow, ...]:
        """The tasks of the plan as they stand on a day."""
        if day not in self._boards:
            self._boards[day] = self._tasks.board(day).rows
        return self._boards[day]

    def was_kept(self, code: str, until: date) -> bool:
        """Whether anything stands in a register up to a day; for the tasks, whether the plan was valid by then."""
        if code == TASKS:
            return self._tasks.working_plan().plan.header.valid_from <= until
        first = self.first_day(code) if code in self._known else None
        return first is not None and first <= until

    def first_day(self, code: str) -> date | None:
        """The day of the first row of a register."""
        _entries, days = self._read(code)
        return days[0] if days else None

    def _read(self, code: str) -> tuple[Sequence[RegisterEntry], list[date]]:
        if code not in self._entries:
            entries = self._registers.entries(code)
            self._entries[code] = (entries, [entry.day for entry in entries])
        return self._entries[code]

    def _task_rows(self, day: date) -> Sequence[Row]:
        key = (TASKS, "", (day, day))
        if key not in self._cut:
            self._cut[key] = KnownRows((_task(row) for row in self.tasks_on(day)), TASK_COLUMNS)
        return self._cut[key]


def _dated(entry: RegisterEntry, column: str, window: Window) -> bool:
    day: Any = entry.values.get(column)
    return isinstance(day, date) and window[0] <= day <= window[1]


def _task(row: TaskRow) -> Row:
    return {
        "ma": row.code,
        "linh_vuc": row.field_code,
        "trang_thai": STATUS_CODES[row.status],
        "vai_tro": _INVOLVEMENT_CODES[row.involvement],
        "ty_le": cast(Value, row.percent),
        "cua_xa": row.own,
        "trong_ke_hoach": row.in_own_plan,
    }
