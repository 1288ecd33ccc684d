"""Rows typed one after the other: each cell read as it is left, the row stored while the next one is typed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.register import Column, Register
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.series import slip_form
from ui.widgets.keeping import Keeping, Spot
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.registers.registers import RowsWritten
    from cchc_desktop.services.registers.rows import RegisterRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk

DRAFT = "dòng mới chưa ghi vào sổ; nhấn Ctrl+Enter để ghi"
_PLACE = "new-row"


class EntryPort(Protocol):
    """What the presenter asks of the entry line."""

    def texts(self) -> Mapping[str, str]:
        """What stands in the cells, by column."""
        ...

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put these texts into the cells; the others become empty."""
        ...

    def show_cell(self, column: str, text: str, problem: str) -> None:
        """Show a cell as it was read, or the sentence for which it is refused."""
        ...

    def focus(self, column: str) -> None:
        """Put the cursor into a cell and select its text."""
        ...

    def tell(self, level: str, text: str) -> None:
        """Say below the cells what is worth knowing of the row stored last; an empty text takes it away."""
        ...


class EntryPresenter:
    """One public method for each intent of the user at the entry line or at the slips."""

    def __init__(
        self,
        view: EntryPort,
        desk: "Desk",
        *,
        runner: Runner,
        notices: Notices,
        unsaved: Unsaved,
        added: Callable[[str], None],
        keeping: Keeping | None = None,
    ) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._unsaved, self._added = runner, notices, unsaved, added
        self._keeping = keeping
        self._on_disk: dict[str, dict[str, str]] = {}
        self._register: Register | None = None
        self._drafts: dict[str, dict[str, str]] = {}
        self._last: dict[str, dict[str, str]] = {}
        self._cleared: dict[str, dict[str, str]] = {}

    def open(self, register: Register) -> None:
        """Another register, whose cells stand there: its half typed row comes back."""
        self._register = register
        self._view.tell("info", "")
        self._view.fill(self._drafts.pop(register.code, {}))
        self.typed()

    def keep_draft(self) -> None:
        """Remember what is half typed before the cells of another register take its place."""
        if self._register is not None:
            texts = {code: text for code, text in self._view.texts().items() if text}
            if self._is_dirty(texts):
                self._drafts[self._register.code] = texts

    def keep(self) -> None:
        """Keep on disk what stands in the cells, until the row is stored; what is empty again is kept no more."""
        register = self._register
        if register is None or self._keeping is None:
            return
        texts = self._view.texts()
        texts = {code: text for code, text in texts.items() if text.strip()} if self._is_dirty(texts) else {}
        kept = self._on_disk.get(register.code, {})
        for code in [code for code in {**kept, **texts} if kept.get(code) != texts.get(code)]:
            spot = self.spot(code)
            if spot is not None:
                self._keeping.keep(spot, texts.get(code, ""))
        self._on_disk[register.code] = texts

    def spot(self, column: str) -> Spot | None:
        """The place of a cell of the new row; None before a register is open."""
        register = self._register
        if register is None:
            return None
        label = f"{register.name}, dòng mới chưa ghi, {register.column(column).name}"
        return Spot(f"register-new:{register.code}:{column}", label)

    def typed(self) -> None:
        """Something was typed: the row stands on the screen only."""
        if self._is_dirty(self._view.texts()) or self._drafts:
            self._unsaved.owe(_PLACE, DRAFT)
        else:
            self._unsaved.forget(_PLACE)

    def leave(self, column: str) -> None:
        """A cell was left: show how it was read, or why not; an empty cell is judged when the row is stored."""
        register = self._register
        texts = self._view.texts()
        if register is None or not texts.get(column, "").strip():
            if register is not None:
                self._view.show_cell(column, "", "")
            return
        cell = self._desk.registers.read_cell(register, column, texts[column], day=self._day(texts))
        shown = texts[column] if cell.problem else typed_form(register.column(column), cell.shown)
        self._view.show_cell(column, shown, cell.problem)

    def save(self) -> bool:
        """Store the row and open the next one; false when a cell is refused, which then has the cursor."""
        register = self._register
        if register is None:
            return False
        texts = {code: text for code, text in self._view.texts().items() if text.strip()}
        self._view.tell("info", "")
        reading = self._desk.registers.read_row(register, texts)
        for column in register.columns:
            problem = reading.problems.get(column.code, "")
            self._view.show_cell(column.code, texts.get(column.code, ""), problem)
        if reading.problems:
            self._view.focus(next(column.code for column in register.columns if column.code in reading.problems))
            return False
        shown = {code: typed_form(register.column(code), text) for code, text in reading.shown.items()}
        self._last[register.code] = shown
        self._cleared.pop(register.code, None)
        kept = self._kept()
        self._view.fill({code: text for code, text in shown.items() if code in kept})
        self._store(register, texts)
        return True

    def clear(self) -> None:
        """Take the half typed row away, so that the line stands as after the last row; asked again, bring it back."""
        register = self._register
        if register is None:
            return
        texts = {code: text for code, text in self._view.texts().items() if text}
        last, kept = self._last.get(register.code, {}), self._kept()
        begun = {code: text for code, text in last.items() if code in kept}
        if texts != begun:
            self._cleared[register.code] = texts
            self._view.fill(begun)
            self._view.tell("info", "Đã xóa dòng đang nhập. Nhấn Esc lần nữa để lấy lại.")
        elif register.code in self._cleared:
            self._view.fill(self._cleared.pop(register.code))
            self._view.tell("info", "")
        self.typed()

    def copy_last(self, rows: "tuple[RegisterRow, ...]") -> None:
        """Put the values of the row that was entered last (else of the last shown one) into the entry line."""
        register = self._register
        if register is None:
            return
        texts = self._last.get(register.code)
        if texts is None and rows:
            shown = rows[-1].shown
            texts = {item.code: typed_form(item, shown.get(item.code, "")) for item in register.columns}
        if texts is None:
            self._notices.info("Sổ chưa có dòng nào để chép.")
            return
        self._view.fill(texts)
        self._view.focus(register.columns[0].code)
        self.typed()

    def _store(self, register: Register, texts: Mapping[str, str]) -> None:
        def done(outcome: "Outcome[RowsWritten]") -> None:
            self._unsaved.saved()
            self.typed()
            if self._register is register:
                self.keep()  # the next row may be half typed already
            elif self._keeping is not None and register.code not in self._drafts:
                self._on_disk.pop(register.code, None)
                self._keeping.forget_under(f"register-new:{register.code}:")
            if outcome.value.notice and self._register is register:
                self._view.tell("warn", outcome.value.notice)
            self._added(outcome.value.ids[0])

        def refused(findings: tuple[Finding, ...]) -> None:
            self._notices.warn(" ".join(finding.text for finding in findings))
            give_back()

        def give_back() -> None:
            """The notice is already told: the texts come back, or wait in the draft of their register."""
            if self._register is register and not self._is_dirty(self._view.texts()):
                self._view.fill(texts)
            else:
                self._drafts.setdefault(register.code, dict(texts))
            self.typed()
            self.keep()

        self._unsaved.saving()
        self._runner.run(
            lambda: self._desk.registers.add(register.code, texts),
            done=done,
            refused=refused,
            failed=lambda _error: give_back(),
            owner=self._view,
            initiator=self._view,
        )

    def _kept(self) -> frozenset[str]:
        """The columns that stay for the next row: its day and, for slips, all that stands before their level."""
        register = self._register
        if register is None:
            return frozenset()
        form = slip_form(register)
        return frozenset({register.date_column, *(column.code for column in (form.kept if form else ()))})

    def _is_dirty(self, texts: Mapping[str, str]) -> bool:
        kept = self._kept()
        return any(text.strip() for code, text in texts.items() if code not in kept)

    def _day(self, texts: Mapping[str, str]) -> date | None:
        register = self._register
        if register is None:
            return None
        cell = self._desk.registers.read_cell(register, register.date_column, texts.get(register.date_column, ""))
        return date.fromisoformat(cell.plain) if cell.plain else None


def typed_form(column: Column, shown: str) -> str:
    """A shown text as it stands in a cell: dates always with two digits for day and month."""
    if column.spec.type is FieldType.DATE and shown:
        day, month, year = shown.split("/")
        return f"{int(day):02}/{int(month):02}/{year}"
    return shown
