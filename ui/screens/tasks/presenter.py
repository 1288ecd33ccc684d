"""The table of tasks: loads the board, keeps the filter, says how many are shown, follows links to a task."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.status import TaskStatus
from ui.screens.tasks.filters import STATUS_WORDS, Quick, Sifted, TaskFilter, sift
from ui.screens.tasks.wording import field_words
from ui.widgets.context import HeaderFacts, header_facts
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.tasks.rows import TaskBoard, TaskRow
    from cchc_desktop.services.workplace import Desk

TARGETED_FILTERS = {
    "overdue": TaskFilter(statuses=frozenset({TaskStatus.OVERDUE})),
    "not_started": TaskFilter(statuses=frozenset({TaskStatus.NOT_STARTED})),
}
"""The filters that a link "tasks:<name>" asks for."""


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """A filter chip: its value, word and count, and the full official words."""

    value: TaskStatus | Quick
    text: str
    count: int
    tip: str


@dataclass(frozen=True, slots=True)
class FilterFacts:
    """The filter bar: chips, the choice of fields, the sentence "12/58 nhiệm vụ", and what is pressed."""

    chips: tuple[ChipFacts, ...]
    fields: tuple[tuple[str, str], ...]
    shown: str
    wanted: TaskFilter


@dataclass(frozen=True, slots=True)
class EmptyFacts:
    """Why no task is shown, and which filter to take away."""

    sentence: str
    advice: str


class BoardPort(Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, rows: "Sequence[TaskRow]") -> None:
        """Show exactly these rows."""
        ...

    def show_filter(self, facts: FilterFacts) -> None:
        """Show counts and what is pressed."""
        ...

    def show_empty(self, facts: EmptyFacts | None) -> None:
        """Show why there are no rows, or the table for None."""
        ...

    def show_outside(self, *, outside: bool) -> None:
        """Say that the open task is none of the rows, or stop saying so."""
        ...

    def choose_row(self, code: str) -> bool:
        """Make this row current; false when it is not shown."""
        ...

    def choose_first_row(self) -> None:
        """Make the first row current."""
        ...


class TaskOpener(Protocol):
    """Who shows the chosen task beside the table."""

    @property
    def code(self) -> str:
        """The task that is shown; empty for none."""
        ...

    def show(self, code: str, *, focus: str = "") -> None:
        """Show a task; nothing for an empty code."""
        ...


class TasksPresenter:
    """One public method for each intent of the user at the table."""

    def __init__(self, view: BoardPort, desk: "Desk", *, runner: Runner, detail: TaskOpener) -> None:
        self._view, self._desk, self._runner, self._detail = view, desk, runner, detail
        self._board: TaskBoard | None = None
        self._filter = TaskFilter()
        self._target: tuple[str, str] | None = None

    @property
    def header(self) -> HeaderFacts:
        """The header line of the window while this screen is in sight."""
        session = self._desk.session
        return header_facts(session.workspace, period=f"Ngày {session.today():%d/%m/%Y}")

    def reload(self) -> None:
        """Read the board again; filter and chosen task stay."""
        self._runner.run(self._desk.tasks.board, done=self._on_board, owner=self._view)

    def search(self, text: str) -> None:
        """Show the tasks in which every word occurs, whatever its diacritics."""
        self._set(replace(self._filter, text=text))

    def choose_field(self, code: str) -> None:
        """Show one field of reform; all for an empty code."""
        self._set(replace(self._filter, field=code))

    def press(self, values: frozenset[TaskStatus | Quick]) -> None:
        """Show what the pressed chips ask for."""
        statuses = frozenset(value for value in values if isinstance(value, TaskStatus))
        quick = frozenset(value for value in values if isinstance(value, Quick))
        self._set(replace(self._filter, statuses=statuses, quick=quick))

    def clear(self) -> None:
        """Show all tasks."""
        self._set(TaskFilter())

    def choose(self, code: str) -> None:
        """The user went to a row."""
        if code != self._detail.code:
            self._detail.show(code)
            self._view.show_outside(outside=False)

    def open_target(self, target: str) -> None:
        """Follow "task:<code>[:<field>[:<record>]]", "tasks:<filter>", "tasks:field:<code>"; an unknown one is none."""
        prefix, _, rest = target.partition(":")
        if prefix == "tasks":
            self._filter, self._target = _targeted_filter(rest), ("", "")
            if self._board is not None:
                self._show()
                self._follow()
            return
        code, _, field = rest.partition(":")
        self._target = (code, field)
        if self._board is not None:
            self._follow()

    def _on_board(self, board: "TaskBoard") -> None:
        first = self._board is None
        self._board = board
        self._show()
        if self._target is not None:
            self._follow()
        elif first and not self._detail.code:
            self._view.choose_first_row()

    def _follow(self) -> None:
        assert self._target is not None
        (code, field), self._target = self._target, None
        if not code:
            self._view.choose_first_row()
            return
        if code not in {row.code for row in self._rows}:
            return
        if not self._view.choose_row(code):
            self._set(TaskFilter())
            self._view.choose_row(code)
        self._detail.show(code, focus=field)
        self._view.show_outside(outside=False)

    def _set(self, wanted: TaskFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._show()

    def _show(self) -> None:
        if self._board is None:
            return
        sifted = self._sift(self._filter)
        self._view.show_filter(self._filter_facts(sifted))
        self._view.show_rows(sifted.rows)
        self._view.show_empty(None if sifted.rows else self._empty_facts())
        is_open = bool(self._detail.code)
        self._view.show_outside(outside=is_open and self._detail.code not in {row.code for row in sifted.rows})

    @property
    def _rows(self) -> "tuple[TaskRow, ...]":
        return self._board.rows if self._board else ()

    def _sift(self, wanted: TaskFilter) -> Sifted:
        return sift(self._rows, wanted, officer_id=self._desk.session.officer.id)

    def _filter_facts(self, sifted: Sifted) -> FilterFacts:
        chips = [
            ChipFacts(status, STATUS_WORDS[status], sifted.statuses[status], status.label) for status in STATUS_WORDS
        ]
        chips += [ChipFacts(quick, quick.label, sifted.quick[quick], quick.tip) for quick in Quick]
        fields = self._board.fields if self._board else ()
        counts = sifted.fields
        options = [("", f"Tất cả lĩnh vực ({sum(counts.values())})")]
        options += [
            (field.code, f"{field_words(field.code, field.name)} ({counts.get(field.code, 0)})") for field in fields
        ]
        return FilterFacts(tuple(chips), tuple(options), f"{len(sifted.rows)}/{sifted.total} nhiệm vụ", self._filter)

    def _empty_facts(self) -> EmptyFacts:
        if self._filter.is_empty:
            return EmptyFacts("Kế hoạch này chưa có nhiệm vụ nào.", "Hãy kiểm tra bộ danh mục ở màn hình Cài đặt.")
        words = ", ".join(words for words, _ in self._filter.parts())
        gains = [(len(self._sift(left).rows), part) for part, left in self._filter.parts()]
        most, part = max(gains, key=lambda gain: gain[0])
        more = f" Bỏ {part} sẽ thấy {most} nhiệm vụ." if most and len(gains) > 1 else ""
        return EmptyFacts("Không có nhiệm vụ nào khớp bộ lọc", f"Đang lọc: {words}.{more}")


def _targeted_filter(name: str) -> TaskFilter:
    kind, _, code = name.partition(":")
    return TaskFilter(field=code) if kind == "field" else TARGETED_FILTERS.get(name, TaskFilter())
