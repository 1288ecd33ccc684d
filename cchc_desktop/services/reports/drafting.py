"""The draft of the narrative: figures, results and difficulties of tasks, and rows of registers, within the window."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc_desktop.domain.draft import DraftFigure
from cchc_desktop.domain.field_text import shown
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.form_evaluation import Evaluated
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.progress import ProductDocument, ProgressEntry
from cchc_desktop.domain.report_words import figure_words, planning_horizon
from cchc_desktop.domain.status import TaskStatus
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.services.reports.surroundings import ReportSurroundings
from cchc_desktop.services.tasks.rows import TaskRow

MOST_ROWS = 10
"""How many rows of a register a draft lists before it says how many more there are."""

_ENDS = " .;,:"
_CLOSED = (TaskStatus.DONE_IN_TIME, TaskStatus.DONE_LATE, TaskStatus.NOT_ARISING)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """The source of the draft of one report; ``entries`` are those of all tasks up to the last day of the window."""

    around: ReportSurroundings
    evaluated: Mapping[str, Evaluated]
    names: Mapping[str, str]
    entries: Mapping[str, Sequence[ProgressEntry]]

    def figure(self, code: str) -> DraftFigure | None:
        """The figure with this code, None where the report of the period has none."""
        found = self.evaluated.get(code)
        if found is None:
            return None
        spec = self.around.form.field(code).spec
        nothing = found.value.state is ValueState.NOT_ARISING or found.value.number == 0
        return DraftFigure(figure_words(found.value, spec), found.value.state is not ValueState.EMPTY, nothing)

    def name(self, word: str) -> str:
        """What a place-holder that is no figure stands for."""
        return self.names[word]

    def lines(self, block: str, argument: str) -> Sequence[str]:
        """The lines of a block."""
        match block:
            case "so":
                return list(self._register_rows(*argument.split(":", 1)))
            case "ket_qua_nhiem_vu":
                return _sentences(self._results(argument))
            case "kho_khan":
                return _sentences(entry.difficulty for _task, entry in self._reported())
            case "nguyen_nhan":
                return _sentences(entry.objective_reason for _task, entry in self._reported())
            case "nhiem_vu_chua_xong":
                return _listed(self._overdue())
            case _:
                return _listed(self._coming())

    def _register_rows(self, code: str, column: str = "") -> Iterator[str]:
        register = self.around.registers.register(code)
        if register is None or column not in {item.code for item in register.columns}:
            return
        if register.column(column).personal:  # never leaves the office
            return
        spec = register.column(column).spec
        entries = self.around.registers.entries(code, self.around.window)
        texts = (shown(entry.values[column], spec) for entry in entries if column in entry.values)
        found = list(dict.fromkeys(text.strip(_ENDS) for text in texts if text.strip(_ENDS)))
        yield from _listed(found[:MOST_ROWS], more=len(found) > MOST_ROWS)
        if len(found) > MOST_ROWS:
            yield f"- ... và {len(found) - MOST_ROWS} nội dung khác."

    def _rows(self) -> tuple[TaskRow, ...]:
        return self.around.registers.tasks_on(self.around.window[1])

    def _reported(self) -> Iterator[tuple[TaskRow, ProgressEntry]]:
        first = self.around.window[0]
        for row in self._rows():
            for entry in self.entries.get(row.code, ()):
                if entry.day >= first:
                    yield row, entry

    def _results(self, field: str) -> Iterator[str]:
        for row, entry in self._reported():
            if field in ("", row.field_code) and entry.result.strip():
                yield _with_documents(entry)

    def _overdue(self) -> list[str]:
        return [_task(row) for row in self._rows() if row.status is TaskStatus.OVERDUE and _is_ours(row)]

    def _coming(self) -> list[str]:
        last, horizon = self.around.window[1], planning_horizon(self.around.period)
        due = [row for row in self._rows() if row.due is not None and last < row.due <= horizon]
        return [_task(row) for row in due if row.status not in _CLOSED and _is_ours(row)]


def _is_ours(row: TaskRow) -> bool:
    """Whether the commune answers for a task: it leads it, added it itself, or gave it to one of its officers."""
    return row.own or row.involvement is Involvement.LEAD or bool(row.assignee_id)


def _task(row: TaskRow) -> str:
    parts = (" ".join(line.split()).strip(f"{_ENDS}-") for line in row.name.splitlines())
    name = "; ".join(part for part in parts if part)
    return f"{name} (hạn {format_date(row.due)})" if row.due else name


def _with_documents(entry: ProgressEntry) -> str:
    """The result, with the documents that it does not name itself."""
    result = " ".join(entry.result.split()).strip(_ENDS)
    named = [item for item in entry.products if item.number.strip() and item.number.strip() not in result]
    return f"{result} ({'; '.join(_document(item) for item in named)})" if named else result


def _document(item: ProductDocument) -> str:
    day = f" ngày {format_date(item.day)}" if item.day else ""
    return f"{item.name.strip(_ENDS) or 'Văn bản'} số {item.number.strip()}{day}"


def _sentences(texts: Iterable[str]) -> list[str]:
    """Each text once, as a point that ends with a full stop."""
    found = dict.fromkeys(" ".join(text.split()).strip(_ENDS) for text in texts)
    return [f"- {text}." for text in found if text]


def _listed(texts: Sequence[str], *, more: bool = False) -> list[str]:
    """Points parted by semicolons; the last one closes the list unless more follow."""
    last = len(texts) - 1
    return [f"- {text}{';' if more or place < last else '.'}" for place, text in enumerate(texts)]
