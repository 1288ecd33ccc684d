"""The registers: which one, which days, which rows; deleting rows; following links."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.register import Register
from ui.screens.registers.page import EmptyFacts, FilterFacts, RegistersPort
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.span import Span, link_days, span_of
from ui.screens.registers.undoing import undo_of_last
from ui.widgets.context import HeaderFacts, header_facts
from ui.widgets.notices import Deed, Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.registers.registers import RowsWritten
    from cchc_desktop.services.registers.rows import RegisterRow, RegisterSummary, RegisterTable
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk


class RegistersPresenter:
    """One public method for each intent of the user at list, filter and table."""

    def __init__(
        self, view: RegistersPort, desk: "Desk", *, runner: Runner, notices: Notices, unsaved: Unsaved
    ) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._unsaved = runner, notices, unsaved
        self._registers: dict[str, Register] = {}
        self._table: RegisterTable | None = None
        self._code = ""
        self._opened: Register | None = None
        self._query = ""
        self._span = span_of("year", desk.session.today())
        self._wanted_row = ""
        self._wanted_field = ""
        self._link = self._reading = 0
        self._added = ""

    @property
    def header(self) -> HeaderFacts:
        """The header line of the window while this screen is in sight."""
        session = self._desk.session
        return header_facts(session.workspace, title="Sổ theo dõi", period=f"Ngày {session.today():%d/%m/%Y}")

    @property
    def register(self) -> Register | None:
        """The open register."""
        return self._registers.get(self._code)

    @property
    def span(self) -> Span:
        """The days that are shown."""
        return self._span

    @property
    def rows(self) -> "tuple[RegisterRow, ...]":
        """The rows that are shown."""
        return self._table.rows if self._table else ()

    def reload(self) -> None:
        """Read list and table again; filter and chosen row stay."""
        self._runner.run(self._desk.registers.summaries, done=self._on_list, owner=self._view)

    def choose(self, code: str) -> None:
        """Open a register."""
        if code and code != self._code:
            self._follow_no_more()
            self._open(code)
            self._read()

    def search(self, text: str) -> None:
        """Show the rows in which every word occurs, whatever its diacritics."""
        if text != self._query:
            self._query = text
            self._read()

    def choose_span(self, kind: str) -> None:
        """Show the month, quarter or year of today, or all."""
        self._span = span_of(kind, self._desk.session.today())
        self._read()

    def move_span(self, steps: int) -> None:
        """Show the period before or after."""
        self._span = self._span.moved(steps)
        self._read()

    def clear_filter(self) -> None:
        """Show all rows."""
        self._query, self._span = "", Span()
        self._read()

    def open_target(self, target: str) -> None:
        """Follow "register:<code>[:<from>:<to>]", "register-row:<id>[:<column>]" or "register-new:<code>:<column>".

        Of several links the last one is followed, whatever is being read meanwhile.
        """
        prefix, _, rest = target.partition(":")
        code, first, last = (*rest.split(":"), "", "")[:3]
        self._follow_no_more()
        if prefix == "register-row":
            self._look_for(code, first)
            return
        self._query = ""
        self._span = link_days(first, last) if first and prefix == "register" else Span()
        if self._registers and code in self._registers:
            self._open(code)
            self._read()
        elif not self._registers:
            self._code = code

    def note_added(self, row_id: str) -> None:
        """A row was added here: bring it into sight when it comes."""
        self._added = row_id
        if self._span.window is not None:
            self._show_day_of(row_id)

    def open_row(self, row_id: str, field: str = "") -> None:
        """Show all columns of a row beside the table."""
        register = self.register
        row = next((row for row in self.rows if row.id == row_id), None)
        if register is not None and row is not None:
            self._view.open_row(register, row, field)

    def next_finding(self, row_id: str, steps: int) -> None:
        """Go from this row to the next one (or, with -1, the one before) that owes something, round the end."""
        ids = [row.id for row in self.rows]
        start = ids.index(row_id) if row_id in ids else (-1 if steps > 0 else 0)
        count = len(ids)
        order = [(start + steps * step) % count for step in range(1, count + 1)] if count else []
        found = next((self.rows[place] for place in order if self.rows[place].findings), None)
        if found is None:
            self._notices.info("Các dòng đang xem không có vấn đề nào.")
            return
        self._view.choose_row(found.id)
        self.open_row(found.id, found.findings[0].target.rpartition(":")[2])

    def delete(self, row_ids: Sequence[str]) -> None:
        """Remove rows; the notice offers to take it back."""
        if not row_ids:
            return
        ids = tuple(row_ids)

        def done(outcome: "Outcome[RowsWritten]") -> None:
            self._unsaved.saved()
            text = "Đã xóa dòng." if len(ids) == 1 else f"Đã xóa {format_count(len(ids))} dòng."
            self._notices.success(f"{text} {outcome.value.notice}".strip(), deed=self._undoing())

        self._unsaved.saving()
        self._runner.run(
            lambda: self._desk.registers.delete(ids),
            done=done,
            failed=lambda _error: self._unsaved.saved(),
            owner=self._view,
            initiator=self._view,
        )

    def _undoing(self) -> Deed:
        return undo_of_last(self._desk, runner=self._runner, notices=self._notices, unsaved=self._unsaved)

    def _place_of(self, row_id: str) -> "tuple[Register, RegisterRow] | None":
        try:
            return self._desk.registers.row(row_id)
        except KeyError:
            return None

    def _follow_no_more(self) -> None:
        """Whatever link is being followed: something else was asked for since."""
        self._link += 1
        self._wanted_row = self._wanted_field = ""

    def _look_for(self, row_id: str, field: str) -> None:
        link = self._link

        def done(place: "tuple[Register, RegisterRow] | None") -> None:
            if link == self._link:
                self._on_place(place, field)

        self._runner.run(lambda: self._place_of(row_id), done=done, owner=self._view)

    def _on_place(self, place: "tuple[Register, RegisterRow] | None", field: str) -> None:
        if place is None:
            self._notices.info("Dòng này của sổ theo dõi không còn; có thể đã bị xóa.")
            return
        register, row = place
        self._wanted_row, self._wanted_field = row.id, field
        self._query, self._span = "", Span()
        if register.code in self._registers:
            self._open(register.code)
            self._read()
        else:
            self._code = register.code

    def _show_day_of(self, row_id: str) -> None:
        def job() -> "RegisterRow | None":
            place = self._place_of(row_id)
            return place[1] if place else None

        def done(row: "RegisterRow | None") -> None:
            window = self._span.window
            if row is not None and row.day is not None and window and not window[0] <= row.day <= window[1]:
                self._notices.info(
                    f"Dòng ngày {row.day:%d/%m/%Y} đã ghi; nằm ngoài khoảng đang xem ({self._span.label.lower()}).",
                    deed=Deed("Xem tất cả", self.clear_filter),
                )

        self._runner.run(job, done=done, owner=self._view)

    def _on_list(self, rows: "tuple[RegisterSummary, ...]") -> None:
        self._registers = {row.register.code: row.register for row in rows}
        if not rows:
            self._view.show_unavailable(
                "Chưa có mẫu sổ theo dõi nào.",
                "Vào Cài đặt, thẻ Bộ danh mục để nhập bộ mẫu sổ của tỉnh; sổ sẽ hiện ở đây.",
            )
            return
        code = self._code if self._code in self._registers else rows[0].register.code
        if self._opened is not self._registers[code]:
            self._open(code)
        self._view.show_list(rows, self._code)
        self._read()

    def _open(self, code: str) -> None:
        self._code, self._table, self._opened = code, None, self._registers[code]
        self._view.show_register(self._opened)

    def _read(self) -> None:
        code, window, query = self._code, self._span.window, self._query
        if not code:
            return
        self._reading += 1
        reading = self._reading

        def done(table: "RegisterTable") -> None:
            if (code, window, query) == (self._code, self._span.window, self._query):
                self._on_table(table, is_last=reading == self._reading)

        self._runner.run(
            lambda: self._desk.registers.table(code, window=window, query=query), done=done, owner=self._view
        )

    def _on_table(self, table: "RegisterTable", *, is_last: bool) -> None:
        """``is_last``: nothing was read since; an earlier reading may lack the row that a link names."""
        self._table = table
        shown, total = format_count(len(table.rows)), format_count(table.total)
        words = f"{total} dòng" if shown == total else f"{shown}/{total} dòng"
        self._view.show_filter(FilterFacts(self._span, words, self._query))
        self._view.show_rows(table.rows)
        self._view.show_empty(None if table.rows else self._empty(table))
        if self._wanted_row and is_last:
            row_id, field = self._wanted_row, self._wanted_field
            self._wanted_row = self._wanted_field = ""
            self._view.choose_row(row_id)
            self.open_row(row_id, field)
        elif self._added:
            added, self._added = self._added, ""
            self._view.choose_row(added)

    def _empty(self, table: "RegisterTable") -> EmptyFacts:
        if table.total == 0:
            return EmptyFacts(
                "Sổ chưa có dòng nào.",
                "Gõ dòng đầu tiên vào các ô phía trên (Enter sang ô kế tiếp), "
                "hoặc chép vùng dữ liệu trong Excel rồi nhấn Ctrl+V.",
                clears=False,
            )
        return EmptyFacts(
            "Không có dòng nào khớp.",
            f"Đang xem: {self._span.label.lower()}" + (f", có chữ “{self._query}”." if self._query else "."),
            clears=True,
        )
