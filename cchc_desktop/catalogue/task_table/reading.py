"""Reads a source to a task table: finds headers, follows fields, tasks and pages, and asks where it is not certain."""

from dataclasses import dataclass

from cchc_desktop.catalogue.task_table.asking import NOT_STATED, Answer, moved, question_about
from cchc_desktop.catalogue.task_table.cell_text import joined
from cchc_desktop.catalogue.task_table.goals import GoalRuns, Run
from cchc_desktop.catalogue.task_table.grid import Grid, Source, Step, no_step
from cchc_desktop.catalogue.task_table.header import LOOKED_FOR, Header
from cchc_desktop.catalogue.task_table.legacy_encoding import proposal
from cchc_desktop.catalogue.task_table.limits import MOST_QUESTIONS, doubtful
from cchc_desktop.catalogue.task_table.prepared import Options, columns, decoded, headers, texts
from cchc_desktop.catalogue.task_table.result import (
    Choice,
    Column,
    EncodingProposal,
    Place,
    Question,
    Remark,
    Role,
    TableSection,
    TableTask,
    TaskTable,
)
from cchc_desktop.catalogue.task_table.rows import Kind, Row, kind_of, number_of, row_of, section_of
from cchc_desktop.catalogue.task_table.suspicion import reasons
from cchc_desktop.catalogue.task_table.task_time import time_of
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import SAFE

_EVERY = 200
_PARTS = (Role.PRODUCT, Role.LEAD, Role.COOPERATION, Role.TIME, Role.DUE, Role.NOTE)
_GOAL_TEXT = "Nhiệm vụ {number} không có mục tiêu, nhưng nhiệm vụ {next} ngay sau đó trong cùng lĩnh vực có: “{goal}”."
_GOAL_CHOICES = (
    Choice("below", "Lấy mục tiêu của nhiệm vụ ngay sau (ô mục tiêu gộp bị ngắt trang)"),
    Choice("empty", "Để trống mục tiêu"),
)


@dataclass(slots=True)
class _Draft:
    """A task while its rows are still being joined."""

    row: Row
    number: str
    section: str
    name: str
    values: dict[Role, str]
    run: Run


def read_table(source: Source, options: Options, *, step: Step = no_step) -> TaskTable:
    """Read the table.

    Fault "header-missing" where no line has the words of a header, "table-doubtful" where too many rows are doubtful.
    A text in an old encoding is not read before the encoding is confirmed: only the proposal comes back then.
    """
    proposed = None if options.encoding or options.unicode_confirmed else proposal(texts(source))
    grids = decoded(source, options.encoding) if options.encoding else source.grids
    heads = headers(grids, options)
    if not any(heads):
        if proposed is not None:
            return TaskTable((), (), (), (), (), proposed)
        raise _no_header(source.name)
    reader = _Reader(options)
    for number, (grid, header) in enumerate(zip(grids, heads, strict=True)):
        if header is None:
            reader.leave_out(grid)
        else:
            reader.read(grid, header, number=number, step=step)
    table = reader.table(source, columns(grids, heads), proposed)
    if len(table.questions) > MOST_QUESTIONS and proposed is None:
        raise doubtful(source.name)
    return table


class _Reader:
    """Goes down the tables once."""

    def __init__(self, options: Options) -> None:
        self._answers = options.answers
        self._sections: list[TableSection] = []
        self._drafts: list[_Draft] = []
        self._goals = GoalRuns()
        self._remarks: list[Remark] = []
        self._questions: list[Question] = []
        self._numbers: set[tuple[str, str]] = set()
        self._opened: set[str] = set()
        self._after_break = False
        self._last_number = 0

    def leave_out(self, grid: Grid) -> None:
        """A table without header is told, unless it is a small one such as the signature block."""
        filled = sum(1 for line in grid.lines if any(cell.text.strip() for cell in line.cells))
        if filled > 3:
            text = "Không đọc bảng này vì không thấy dòng tiêu đề của bảng nhiệm vụ."
            self._remarks.append(Remark(Place(grid.name, grid.lines[0].number), text))

    def read(self, grid: Grid, header: Header, *, number: int, step: Step) -> None:
        """Read the lines below the header."""
        self._after_break = bool(self._drafts)
        lines = grid.lines[header.last + 1 :]
        rows = []
        for index, line in enumerate(lines):
            if index % _EVERY == 0:
                step(index, 2 * len(lines), f"Đang xem dòng {index}/{len(lines)}")
            rows.append(row_of(grid, line, header))
        for index, row in enumerate(rows):
            if index % _EVERY == 0:
                step(len(rows) + index, 2 * len(rows), f"Đang ghép dòng {index}/{len(rows)}")
            below = next((other.line for other in rows[index + 1 : index + 3] if other.filled), None)
            follows = below is None or header.is_repeated_by(below)
            self._take(row, kind_of(row, header_follows=follows), key=f"{number}:{row.line.number}")

    def table(self, source: Source, columns: tuple[Column, ...], proposed: EncodingProposal | None) -> TaskTable:
        """Everything that was read."""
        self._ask_for_goals()
        for run, place in self._goals.broken:
            self._remarks.append(Remark(place, f"Mục tiêu được nối qua trang: “{run.text.rstrip('.')}”."))
        opened = tuple(Remark(Place("", 0), text) for text in source.remarks)
        tasks = tuple(self._task(draft) for draft in self._drafts)
        remarks = sorted((*opened, *self._remarks), key=lambda remark: remark.place.row)
        return TaskTable(tuple(self._sections), tasks, tuple(remarks), tuple(self._questions), columns, proposed)

    def _take(self, row: Row, kind: Kind, *, key: str) -> None:
        if row.line.after_break:
            self._after_break = True
        answer = self._answers.get(f"{key}:row", "")
        if answer:
            self._take_answered(row, answer)
        elif kind is Kind.BREAK:
            self._after_break = True
        elif kind is Kind.SECTION:
            self._open_section(row)
        elif kind is Kind.REST or (kind is Kind.UNNUMBERED and self._is_rest(row)):
            self._read_on(row)
        elif kind is not Kind.NOTHING:
            self._take_task(row, kind, key=key)

    def _take_answered(self, row: Row, answer: str) -> None:
        last = self._drafts[-1] if self._drafts else None
        if answer == Answer.JOIN.value:
            self._read_on(row)
        elif answer != Answer.DROP.value:
            self._add(moved(row, answer, last.row if last else None))

    def _is_rest(self, row: Row) -> bool:
        """Right after a page break a row without number goes on, unless it is complete by itself."""
        if not (self._after_break and self._drafts) or row.line.doubt:
            return False
        complete = row.own_text(Role.NAME) and row.own_text(Role.TIME) and row.own_text(Role.LEAD)
        return not complete

    def _take_task(self, row: Row, kind: Kind, *, key: str) -> None:
        found = self._doubts(row, kind)
        if not found:
            self._add(row)
            return
        above = self._drafts[-1].row if self._drafts else None
        number = self._free_number(number_of(row)[0])
        question = question_about(row, key=f"{key}:row", reasons=found, above=above, number=number)
        self._questions.append(question)
        if kind is Kind.TASK:
            if question.suggested not in (Answer.JOIN.value, Answer.DROP.value):
                self._goal_of(moved(row, question.suggested, above))  # the tasks below may share its goal
            if row.text(Role.NUMBER).isdecimal():
                self._last_number = int(row.text(Role.NUMBER))
        self._after_break = False

    def _goal_of(self, row: Row) -> Run:
        return self._goals.of_task(
            row.text(Role.GOAL),
            section=self._section,
            place=row.place(),
            top=row.goal_top,
            after_break=self._after_break,
        )

    def _doubts(self, row: Row, kind: Kind) -> list[str]:
        found = [row.line.doubt] if row.line.doubt else []
        number, _name = number_of(row)
        if kind is Kind.UNNUMBERED:
            typed = row.text(Role.NUMBER)
            found.append(f"ô số thứ tự ghi “{typed[:60]}”" if typed else "dòng không có số thứ tự")
        elif number and (self._section, number) in self._numbers:
            found.append(f"số thứ tự {number} đã có ở một nhiệm vụ khác trong cùng lĩnh vực")
        if row.grid.ragged and len(row.line.cells) < len(row.header.titles):
            found.append(f"dòng chỉ có {len(row.line.cells)} ô, tiêu đề có {len(row.header.titles)} cột")
        beyond = [text for text in row.cells[len(row.header.titles) :] if text]
        if beyond:
            found.append(f"có ô ngoài các cột của bảng: “{beyond[0][:60]}”")
        return found + reasons(row.cells, row.header.roles)

    def _open_section(self, row: Row) -> None:
        code, name = section_of(row) or ("", "")
        known = next((section for section in self._sections if section.code == code), None)
        if known is not None and self._section == code:
            return  # printed again at the top of a page
        if known is not None:
            self._remarks.append(Remark(row.place(), f"Lĩnh vực {code} được ghi hai lần; các nhiệm vụ xếp chung."))
            self._sections.remove(known)
            self._sections.append(known)
        else:
            self._sections.append(TableSection(code, name, row.place()))
        self._after_break = False

    @property
    def _section(self) -> str:
        return self._sections[-1].code if self._sections else ""

    def _add(self, row: Row) -> None:
        printed, name = number_of(row)
        number = self._free_number(printed)
        self._tell_of_gap(row, number)
        self._numbers.add((self._section, number))
        run = self._goal_of(row)
        self._tell_of_goal(row, run)
        values = {role: row.text(role) for role in _PARTS}
        self._opened.add(self._section)
        self._drafts.append(_Draft(row, number, self._section, name, values, run))
        self._after_break = False

    def _free_number(self, printed: str) -> str:
        """The printed number, or the next free one of its kind ("5a") where it is missing or taken."""
        if printed and (self._section, printed) not in self._numbers:
            return printed
        if not printed and (not self._drafts or self._drafts[-1].row.header.column_of(Role.NUMBER) is None):
            return str(self._last_number + 1)
        stem = printed or (self._drafts[-1].number if self._drafts else "0")
        letters = (letter for letter in "abcdefghijklmnopqrstuvwxyz")
        free = (f"{stem}{letter}" for letter in letters if (self._section, f"{stem}{letter}") not in self._numbers)
        return next(free, f"{stem}-{len(self._numbers)}")

    def _tell_of_gap(self, row: Row, number: str) -> None:
        if not number.isdecimal():
            return
        opens = self._section not in self._opened
        expected = self._last_number + 1
        if int(number) != expected and not (opens and int(number) == 1) and self._last_number:
            text = f"Số thứ tự nhảy từ {self._last_number} sang {number}; kiểm tra xem có thiếu dòng không."
            self._remarks.append(Remark(row.place(Role.NUMBER), text))
        self._last_number = int(number)

    def _tell_of_goal(self, row: Row, run: Run) -> None:
        column = row.header.column_of(Role.GOAL)
        if column is None or row.cells[column] or row.goal_top or not run.text or run.told:
            return
        run.told = True
        text = f"Ô mục tiêu để trống được hiểu là chung mục tiêu với nhiệm vụ trên: “{run.text.rstrip('.')}”."
        self._remarks.append(Remark(row.place(Role.GOAL), text))

    def _read_on(self, row: Row) -> None:
        """Join the row to the task above."""
        if not self._drafts:
            return
        draft = self._drafts[-1]
        draft.name = joined(draft.name, row.own_text(Role.NAME), paragraphs=True)
        for role in _PARTS:
            draft.values[role] = joined(draft.values[role], row.own_text(role))
        self._goals.read_on(row.own_text(Role.GOAL), row.place(Role.GOAL))
        self._remarks.append(
            Remark(row.place(), f"Đã nối vào nhiệm vụ {draft.number}: “{' '.join(row.filled)[:120]}”.")
        )

    def _ask_for_goals(self) -> None:
        """A goal that begins below the first task of its field may belong to the tasks above it, or not."""
        for index, draft in enumerate(self._drafts[:-1]):
            below = self._drafts[index + 1]
            if draft.run.text or below.section != draft.section or not below.run.text:
                continue
            key = f"goal:{draft.section}:{draft.number}"
            answer = self._answers.get(key, "")
            if answer == "below":
                draft.run.text = below.run.text
            elif answer != "empty":
                text = _GOAL_TEXT.format(number=draft.number, next=below.number, goal=below.run.text)
                place, cells = draft.row.place(Role.GOAL), draft.row.titled()
                self._questions.append(Question(key, place, text, cells, _GOAL_CHOICES, "below"))

    def _task(self, draft: _Draft) -> TableTask:
        values = draft.values
        time = time_of(values[Role.TIME], values[Role.DUE])
        if time.text and not time.understood:
            text = f"Chưa hiểu thời gian “{time.text}”; sau khi nhập, chương trình sẽ hỏi hạn của nhiệm vụ này."
            self._remarks.append(Remark(draft.row.place(Role.TIME), text))
        return TableTask(
            number=draft.number,
            section=draft.section,
            goal=draft.run.text,
            name=draft.name,
            product=values[Role.PRODUCT],
            lead=values[Role.LEAD] or NOT_STATED,
            cooperation=values[Role.COOPERATION],
            time=time.text or NOT_STATED,
            frame=time,
            note=values[Role.NOTE],
            place=draft.row.place(),
        )


def _no_header(name: str) -> Fault:
    return Fault(
        "header-missing",
        what=f"Không tìm thấy dòng tiêu đề của bảng nhiệm vụ trong “{name}”.",
        safe=SAFE,
        do=f"Bảng phải có dòng tiêu đề với ít nhất ba cột, trong đó có cột nhiệm vụ. Các chữ được tìm: {LOOKED_FOR}.",
    )
