"""The matrix of units: a period, one kind of submission or all, a filter; lists and letters; one unit in detail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.system.outgoing_files import kept_words, write_one_out, write_out
from cchc_desktop.system.safe_write import make_folder
from ui.models.file_size import size_words
from ui.widgets.context import AppContext, header_facts

if TYPE_CHECKING:
    from cchc_desktop.services.province.board import Cell, Matrix, Owed, ReceivedRow, UnitRow
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.province.lists import Shown

ALL = "all"
MISSING = "missing"
LATE = "late"
RECEIVED = "received"
CONFLICT = "conflict"
_NOTHING_OWED = "Không còn đơn vị nào chưa nộp trong danh sách đang xem."
FILTERS = ((MISSING, "Chưa nộp"), (LATE, "Muộn hạn"), (RECEIVED, "Đã nộp"), (CONFLICT, "Mâu thuẫn"))


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell as it is shown: its words, the value of its look, and the sentence of its tool tip."""

    text: str
    look: str
    tip: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row as it is shown."""

    code: str
    name: str
    cells: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the screen shows: the titles of the columns, the rows, counts by filter, and one line of summary."""

    columns: tuple[str, ...]
    rows: tuple[UnitLine, ...]
    counts: dict[str, int]
    summary: str


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One received revision of a unit."""

    id: str
    title: str
    period: str
    revision: str
    state: str
    state_label: str
    received: str
    details: str


class ViewPort(Protocol):
    """What the presenter asks of the screen."""

    def show_periods(self, periods: Sequence[Period], chosen: Period) -> None:
        """Offer the periods."""
        ...

    def show_kinds(self, titles: Sequence[str], chosen: int) -> None:
        """Offer what can be owed; 0 is everything."""
        ...

    def show_page(self, page: Page) -> None:
        """Show the table."""
        ...

    def show_unit(self, title: str, lines: Sequence[RevisionLine]) -> None:
        """Show what was received of a unit."""
        ...

    def show_pdf(self, content: bytes, title: str) -> None:
        """Show a PDF in the program."""
        ...


class Presenter:
    """Holds the period, the kind and the filter that are chosen."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: ProvinceDesk = context.services
        self._period: Period | None = None
        self._kind = 0
        self._filter = ALL
        self._unit = ""
        self._matrix: Matrix | None = None
        self._revisions: dict[str, ReceivedRow] = {}

    @property
    def filter(self) -> str:
        """The filter that is chosen."""
        return self._filter

    def read(self) -> None:
        """Read periods, table and the open unit again."""
        board, period = self._desk.board, self._period

        def job() -> "tuple[tuple[Period, ...], Matrix]":
            chosen = period or board.default_period()
            return board.periods(), board.read(chosen)

        def done(found: "tuple[tuple[Period, ...], Matrix]") -> None:
            periods, matrix = found
            self._period, self._matrix = matrix.period, matrix
            self._kind = self._kind if self._kind <= len(matrix.columns) else 0
            self._view.show_periods(periods, matrix.period)
            self._view.show_kinds(["Tất cả hồ sơ", *(owed.title for owed in matrix.columns)], self._kind)
            self._context.show_header(header_facts(self._desk.session.workspace, period=matrix.period.label))
            self._tell()
            if self._unit:
                self.choose_unit(self._unit)

        self._context.runner.run(job, done=done, owner=self._view)

    def choose_period(self, period: Period) -> None:
        """Another period."""
        if period != self._period:
            self._period = period
            self.read()

    def choose_kind(self, number: int) -> None:
        """One kind of submission, or all with 0."""
        self._kind = number
        self._tell()

    def choose_filter(self, value: str) -> None:
        """One of the filters, or all."""
        self._filter = value
        self._tell()

    def choose_unit(self, code: str) -> None:
        """Show what was received of this unit."""
        self._unit = code
        board = self._desk.board

        def done(rows: "tuple[ReceivedRow, ...]") -> None:
            if code != self._unit or self._matrix is None:
                return
            self._revisions = {row.id: row for row in rows}
            name = next(row.unit.full_name for row in self._matrix.rows if row.unit.code == code)
            self._view.show_unit(name, [revision_line(row) for row in rows])

        self._context.runner.run(lambda: board.of_unit(code), done=done, owner=self._view)

    def open_pdf(self, received_id: str) -> None:
        """Show the PDF of a received revision, as it lies in the package."""
        row, board = self._revisions[received_id], self._desk.board
        title = f"{row.kind.label}, {row.period.label}, bản {row.revision}"
        self._context.runner.run(
            lambda: board.pdf(row), done=lambda content: self._view.show_pdf(content, title), owner=self._view
        )

    def appraise(self, received_id: str) -> None:
        """Go to the appraisal of a received revision."""
        self._context.open_target(f"appraisal:{received_id}")

    def package_name(self, received_id: str) -> str:
        """The name that is offered for a copy of the package."""
        return self._revisions[received_id].package_name

    def save_package(self, received_id: str, path: Path) -> None:
        """Write the package as it was received to a file of one's choice."""
        row, board = self._revisions[received_id], self._desk.board
        self._write(lambda: board.package(row), path, "gói nộp")

    def list_name(self, suffix: str) -> str:
        """The name that is offered for a list."""
        period = self._period.code if self._period else ""
        return f"tinh-hinh-nop-{period}.{suffix}"

    def show_list(self) -> None:
        """Show the list as it would be printed."""
        shown = self._shown()
        desk = self._desk
        if shown is not None:
            self._context.runner.run(
                lambda: desk.lists.printed(shown),
                done=lambda content: self._view.show_pdf(content, "Danh sách để in"),
                owner=self._view,
            )

    def save_pdf(self, content: bytes, path: Path) -> None:
        """Write the PDF that is shown to a file."""
        self._write(lambda: content, path, "PDF")

    def save_workbook(self, path: Path) -> None:
        """Write the list as Excel."""
        shown, desk = self._shown(), self._desk
        if shown is not None:
            self._write(lambda: desk.lists.workbook(shown), path, "danh sách")

    def save_reminder(self, path: Path) -> None:
        """Write the reminder, as Word or PDF by the name of the file."""
        shown, desk = self._shown(), self._desk
        if shown is None:
            return
        if not any(cell.is_missing for row in shown.rows for cell in row.cells if cell.owed in shown.columns):
            self._context.notices.info(_NOTHING_OWED)
            return
        self._write(lambda: desk.lists.reminder(shown, word=path.suffix.lower() == ".docx"), path, "thông báo đôn đốc")

    def save_reminder_mails(self, folder: Path) -> None:
        """Write a draft of a mail for each unit that owes something into a folder of its own in ``folder``."""
        shown, desk = self._shown(), self._desk
        if shown is None:
            return
        place = folder / f"thu-don-doc-{shown.period.code}"

        def job() -> tuple[int, tuple[Path, ...]]:
            mails = desk.lists.reminder_mails(shown)
            if not mails:
                return 0, ()
            make_folder(place)
            return len(mails), write_out({place / name: content for name, content in mails.items()})

        def done(found: tuple[int, tuple[Path, ...]]) -> None:
            count, kept = found
            if not count:
                self._context.notices.info(_NOTHING_OWED)
                return
            told = f" {len(kept)} thư cũ cùng tên được giữ lại bên cạnh." if kept else ""
            self._context.notices.success(
                f"Đã soạn {count} thư đôn đốc trong {place}; mở từng thư, điền người nhận rồi gửi.{told}"
            )

        self._context.runner.run(job, done=done, owner=self._view)

    def _write(self, made: Callable[[], bytes], path: Path, what: str) -> None:
        def done(kept: Path | None) -> None:
            self._context.notices.success(f"Đã ghi {what} ra tệp {path}.{kept_words(kept)}")

        self._context.runner.run(lambda: write_one_out(path, made()), done=done, owner=self._view)

    def _tell(self) -> None:
        if self._matrix is None:
            return
        columns = self._columns(self._matrix)
        rows = [row for row in self._matrix.rows if self._passes(row, columns)]
        counts = {value: sum(_is(value, row, columns) for row in self._matrix.rows) for value, _word in FILTERS}
        self._view.show_page(
            Page(
                columns=tuple(owed.title for owed in columns),
                rows=tuple(_unit_line(row, columns) for row in rows),
                counts=counts,
                summary=_summary(self._matrix, columns, counts),
            )
        )

    def _shown(self) -> "Shown | None":
        from cchc_desktop.services.province.lists import Shown  # brings reportlab: at first use only

        if self._matrix is None:
            return None
        columns = self._columns(self._matrix)
        rows = tuple(row for row in self._matrix.rows if self._passes(row, columns))
        words = dict(FILTERS).get(self._filter, "")
        return Shown(self._matrix.period, columns, rows, f"Chỉ gồm đơn vị: {words.lower()}." if words else "")

    def _columns(self, matrix: "Matrix") -> "tuple[Owed, ...]":
        return matrix.columns if not self._kind else (matrix.columns[self._kind - 1],)

    def _passes(self, row: "UnitRow", columns: "tuple[Owed, ...]") -> bool:
        return self._filter == ALL or _is(self._filter, row, columns)


def revision_line(row: "ReceivedRow") -> RevisionLine:
    """A received revision in words."""
    received = datetime.fromisoformat(row.received_at)
    claimed = f" · Xã ghi lập lúc {_moment(row.claimed_at)}" if row.claimed_at else ""
    parts = [f"{row.package_name}, {size_words(row.package_size)}{claimed}", row.note]
    return RevisionLine(
        id=row.id,
        title=row.kind.label,
        period=row.period.label,
        revision=f"Bản {row.revision}",
        state=row.state.value,
        state_label=row.state.label,
        received=f"{received:%H:%M} {format_date(received.date())}",
        details=" · ".join(part for part in parts if part),
    )


def _moment(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{at:%H:%M} {format_date(at.date())}"


def _is(value: str, row: "UnitRow", columns: "tuple[Owed, ...]") -> bool:
    cells = [cell for cell in row.cells if cell.owed in columns]
    match value:
        case "missing":
            return any(cell.is_missing for cell in cells)
        case "late":
            return any(cell.is_late for cell in cells)
        case "received":
            return bool(cells) and not any(cell.is_missing for cell in cells)
        case _:
            return any(cell.state is ReceivedState.CONFLICT for cell in cells)


def _unit_line(row: "UnitRow", columns: "tuple[Owed, ...]") -> UnitLine:
    cells = tuple(_cell_line(cell) for cell in row.cells if cell.owed in columns)
    return UnitLine(row.unit.code, row.unit.full_name, cells)


def _cell_line(cell: "Cell") -> CellLine:
    if cell.state is None:
        text = f"Chưa nộp, quá {cell.days_late} ngày" if cell.is_late else "Chưa nộp"
        return CellLine(text, "overdue" if cell.is_late else "missing", text)
    received = datetime.fromisoformat(cell.received_at)
    late = f", muộn {cell.days_late} ngày" if cell.is_late else ""
    tip = (
        f"{cell.state.label}; tỉnh nhận lúc {received:%H:%M} {format_date(received.date())}; {cell.revisions} bản{late}"
    )
    words = {ReceivedState.CONFLICT: "Mâu thuẫn", ReceivedState.SUPERSEDED: "Bản cũ"}
    return CellLine(f"{words.get(cell.state, cell.state.label)} bản {cell.revision}{late}", cell.state.value, tip)


def _summary(matrix: "Matrix", columns: "tuple[Owed, ...]", counts: dict[str, int]) -> str:
    due = next((owed.due for owed in columns if owed.due), None)
    term = f"Hạn gửi {format_date(due)}. " if due else ""
    return f"{term}{len(matrix.rows)} đơn vị: {counts[RECEIVED]} đã nộp đủ, {counts[MISSING]} chưa nộp đủ."
