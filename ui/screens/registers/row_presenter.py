"""One row beside the table: each column saved as it is left, its files, its history."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.subject import by_id
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.undoing import undo_of_last
from ui.widgets.notices import Deed, Notices
from ui.widgets.opened_copy import copy_to_open
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import Attached, FileRow
    from cchc_desktop.services.history.versions import Version
    from cchc_desktop.services.registers.registers import RowsWritten
    from cchc_desktop.services.registers.rows import RegisterRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk

_REFUSED = "có ô ở Sổ theo dõi chưa được nhận, xem dòng chữ đỏ"
_FAILED = "Chưa lưu được; chương trình giữ lại và sẽ lưu ở lần ghi sau."


class RowPort(Protocol):
    """What the presenter asks of the pane."""

    def show_row(self, register: Register, row: "RegisterRow", *, focus: str) -> None:
        """Show a row; editors of the same row keep what is being typed. ``focus`` is a column or empty."""
        ...

    def show_nothing(self) -> None:
        """Close the pane."""
        ...

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show what was changed, newest first."""
        ...

    def flush(self) -> None:
        """Commit what is pending in the editors."""
        ...

    def show_refusal(self, column: str, text: str) -> None:
        """Mark an editor with a sentence, or as fine again."""
        ...

    def refuse_pages(self, use_id: str, text: str) -> None:
        """Mark the pages of a file as refused, or as fine again."""
        ...

    def show_copying(self, text: str) -> None:
        """A file is being copied in; nothing for an empty text."""
        ...

    def reading_folder(self) -> Path:
        """A folder for copies to read."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file with the program of the machine; false when there is none."""
        ...


class RowPresenter:
    """One public method for each intent of the user in the pane."""

    def __init__(self, view: RowPort, desk: "Desk", *, runner: Runner, notices: Notices, unsaved: Unsaved) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._unsaved = runner, notices, unsaved
        self._row_id = ""
        self._day: date | None = None
        self._register: Register | None = None
        self._refused: dict[str, str] = {}

    @property
    def row_id(self) -> str:
        """The row that is shown; empty for none."""
        return self._row_id

    def open(self, register: Register, row: "RegisterRow", field: str = "") -> None:
        """Show a row; ``field`` is the column that gets the cursor, none when empty."""
        if row.id != self._row_id:
            self._leave()
        self._row_id, self._register, self._day = row.id, register, row.day
        self._view.show_row(register, row, focus=field)
        self._read_history()

    def close(self) -> None:
        """Show no row."""
        if self._row_id:
            self._leave()
            self._row_id = ""
            self._view.show_nothing()

    def read_day(self, column: str, text: str) -> date:
        """Read a typed date of the open row; ValueError with the sentence to show."""
        if self._register is None:
            raise ValueError("Chưa mở dòng nào.")
        day = None if column == self._register.date_column else self._day
        cell = self._desk.registers.read_cell(self._register, column, text, day=day)
        if cell.problem:
            raise ValueError(cell.problem)
        return date.fromisoformat(cell.plain)

    def reload(self) -> None:
        """Read the shown row again; a row that is gone closes the pane."""
        row_id = self._row_id
        if not row_id:
            return

        def job() -> "tuple[Register, RegisterRow] | None":
            try:
                return self._desk.registers.row(row_id)
            except KeyError:
                return None

        def done(place: "tuple[Register, RegisterRow] | None") -> None:
            if row_id != self._row_id:
                return
            if place is None:
                self.close()
            else:
                self._day = place[1].day
                self._view.show_row(*place, focus="")
                self._read_history()

        self._runner.run(job, done=done, owner=self._view)

    def edit(self, column: str, text: str) -> None:
        """Save one column; a text that cannot be read stays in its editor with the sentence below it."""
        row_id = self._row_id
        if not row_id:
            return
        place = (row_id, column)

        def done(outcome: "Outcome[RowsWritten]") -> None:
            self._unsaved.saved(place)
            if row_id == self._row_id:
                self._view.show_refusal(column, "")
            if outcome.value.notice:
                self._notices.info(outcome.value.notice)

        def refused(findings: tuple[Finding, ...]) -> None:
            self._refuse(row_id, column, " ".join(finding.text for finding in findings))

        self._unsaved.saving()
        self._runner.run(
            lambda: self._desk.registers.edit(row_id, column, text),
            done=done,
            refused=refused,
            failed=lambda _error: self._refuse(row_id, column, _FAILED),
            owner=self._view,
            initiator=self._view,
        )

    def note_refusal(self, column: str, text: str) -> None:
        """An editor could not read what was typed, or can again."""
        if text:
            self._refused[column] = text
            self._unsaved.owe((self._row_id, column), _REFUSED)
        elif self._refused.pop(column, ""):
            self._unsaved.forget((self._row_id, column))

    def attach(self, files: Sequence[Path]) -> None:
        """Copy files into the store and attach them to the row."""
        for file in files:
            self._attach_one(self._row_id, file)

    def cite(self, file: "FileRow", pages: str) -> None:
        """Say where in a file the row is proved; what is refused stays in its line."""

        def cited(_outcome: object) -> None:
            self._view.refuse_pages(file.use_id, "")
            self._unsaved.saved((file.use_id, "pages"))

        def refuse(text: str) -> None:
            self._view.refuse_pages(file.use_id, text)
            self._unsaved.owe((file.use_id, "pages"), text)

        self._unsaved.saving()
        self._runner.run(
            lambda: self._desk.evidence.cite(file.use_id, pages),
            done=cited,
            refused=lambda findings: refuse(" ".join(finding.text for finding in findings)),
            failed=lambda _error: refuse(_FAILED),
            owner=self._view,
            initiator=self._view,
        )

    def detach(self, file: "FileRow") -> None:
        """Take a file away from the row; the notice offers to take that back."""

        def done(_outcome: "Outcome[None]") -> None:
            self._unsaved.saved()
            text = f"Đã gỡ tệp “{file.name}”. Tệp vẫn được giữ trong kho minh chứng."
            self._notices.success(text, deed=self._undoing())

        self._unsaved.saving()
        self._runner.run(
            lambda: self._desk.evidence.detach(file.use_id), done=done, owner=self._view, initiator=self._view
        )

    def open_file(self, file: "FileRow") -> None:
        """Open a copy of a stored file, so that nobody writes into the store."""
        stored, folder = self._desk.evidence.path(file.sha256), self._view.reading_folder()

        def done(path: Path) -> None:
            if not self._view.open_path(path):
                self._notices.warn(f"Máy này chưa có chương trình mở được {file.name}.", safe=f"Tệp nằm tại {path}.")

        self._runner.render(
            lambda: copy_to_open(stored, folder, name=file.name, sha256=file.sha256), done=done, owner=self._view
        )

    def _undoing(self) -> Deed:
        return undo_of_last(self._desk, runner=self._runner, notices=self._notices, unsaved=self._unsaved)

    def _attach_one(self, row_id: str, file: Path) -> None:
        def attached(outcome: "Outcome[Attached]") -> None:
            ended()
            if outcome.value.notice:
                self._notices.info(outcome.value.notice)

        def refused(findings: tuple[Finding, ...]) -> None:
            ended()
            self._notices.warn(" ".join(finding.text for finding in findings))

        def ended() -> None:
            self._view.show_copying("")
            self._unsaved.saved()

        self._unsaved.saving()
        self._view.show_copying(f"Đang chép {file.name}…")
        self._runner.run_long(
            lambda progress: self._desk.registers.attach(row_id, file, progress=progress.step),
            done=attached,
            progressed=lambda _done, _total, _text: None,
            cancelled=ended,
            refused=refused,
            failed=lambda _error: ended(),
            owner=self._view,
            initiator=self._view,
        )

    def _refuse(self, row_id: str, column: str, text: str) -> None:
        if row_id != self._row_id:
            self._notices.warn("Một ô của dòng vừa rời chưa được lưu.", safe="Các ô khác đã lưu.", do=text)
            self._unsaved.forget((row_id, column))
            return
        self._view.show_refusal(column, text)
        self.note_refusal(column, text)

    def _leave(self) -> None:
        """Another row comes: what is pending is saved, what was refused is told, because its editor goes."""
        self._view.flush()
        for column, text in self._refused.items():
            self._notices.warn("Một ô của dòng vừa rời chưa được lưu.", safe="Các ô khác đã lưu.", do=text)
            self._unsaved.forget((self._row_id, column))
        self._refused = {}

    def _read_history(self) -> None:
        row_id = self._row_id

        def done(rows: "tuple[Version, ...]") -> None:
            if row_id == self._row_id:
                self._view.show_history(rows)

        self._runner.run(lambda: self._desk.history.of(by_id("register_row", row_id)), done=done, owner=self._view)
