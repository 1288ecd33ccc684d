"""The questions about rows that cannot be read for certain, and what each answer makes of the row."""

from collections.abc import Sequence
from enum import Enum

from cchc_desktop.catalogue.task_table.result import Choice, Question, Role
from cchc_desktop.catalogue.task_table.rows import Row, with_cells
from cchc_desktop.catalogue.task_table.suspicion import likeness, moved_left, moved_right, says_time

NOT_STATED = "Không nêu trong kế hoạch"

_REQUIRED = (Role.LEAD, Role.TIME)


class Answer(Enum):
    """The answers; "cut-1", "cut-2" ... stand for the other ways to cut a printed row."""

    KEEP = "keep"
    LEFT = "left"
    RIGHT = "right"
    JOIN = "join"
    DROP = "drop"
    ABOVE = "above"
    SECTION = "section"


def question_about(row: Row, *, key: str, reasons: Sequence[str], above: Row | None, number: str) -> Question:
    """Ask about a row. ``above`` is the task before it, ``number`` its own once it is kept."""
    choices = [_keep(row, number)] if row.text(Role.NAME) else []
    choices += _cuts(row) + _moves(row)
    filled = _from_above(row, above)
    if filled is not None:
        choices.append(Choice(Answer.ABOVE.value, "Điền ô trống như dòng trên", row.titled(filled)))
    if above is not None:
        choices.append(Choice(Answer.JOIN.value, f"Nối vào nhiệm vụ {above.text(Role.NUMBER)} ở trên"))
    choices.append(Choice(Answer.DROP.value, "Bỏ dòng này, không nhập"))
    text = "; ".join(reasons)
    return Question(
        key,
        row.place(),
        f"{text[0].upper()}{text[1:]}.",
        row.titled(),
        tuple(choices),
        _suggested(row, choices, has_above=above is not None),
    )


def moved(row: Row, answer: str, above: Row | None) -> Row:
    """The row as the answer makes it; "join" and "drop" are for the reader of the table."""
    if answer.startswith("cut-"):
        return _cut(row, answer)
    cells: tuple[str, ...] | None = None
    if answer == Answer.LEFT.value:
        found = moved_left(row.cells, row.header.roles)
        cells = found.cells if found else None
    elif answer == Answer.RIGHT.value:
        found = moved_right(row.cells, row.header.roles)
        cells = found.cells if found else None
    elif answer == Answer.ABOVE.value:
        cells = _from_above(row, above)
    return row if cells is None else with_cells(row, cells)


def _keep(row: Row, number: str) -> Choice:
    notes = []
    if number and number != row.text(Role.NUMBER):
        notes.append(f"ghi số {number}")
    if any(not row.text(role) for role in _REQUIRED if row.header.column_of(role) is not None):
        notes.append(f"ô trống ghi “{NOT_STATED}”")
    words = "Giữ nguyên thành một nhiệm vụ"
    return Choice(Answer.KEEP.value, ", ".join([words, *notes]), row.titled())


def _cuts(row: Row) -> list[Choice]:
    found = []
    for number in range(1, len(row.line.readings) + 1):
        other = _cut(row, f"cut-{number}")
        found.append(Choice(f"cut-{number}", f"Tách ô theo cách {number + 1}", other.titled()))
    return found


def _cut(row: Row, answer: str) -> Row:
    number = answer.removeprefix("cut-")
    readings = row.line.readings
    known = {str(index): reading for index, reading in enumerate(readings, start=1)}
    if number not in known:
        return row
    cells = tuple(cell.text for cell in known[number].cells)
    return with_cells(row, cells + ("",) * (len(row.cells) - len(cells)))


def _moves(row: Row) -> list[Choice]:
    found = []
    for answer, move in (
        (Answer.LEFT, moved_left(row.cells, row.header.roles)),
        (Answer.RIGHT, moved_right(row.cells, row.header.roles)),
    ):
        if move is not None and move.cells != row.cells:
            where = row.grid.column_name(move.column)
            side = "trái" if answer is Answer.LEFT else "phải"
            label = f"Chuyển các ô từ cột {where} sang {side} một cột"
            found.append(Choice(answer.value, label, row.titled(move.cells)))
    return found


def _from_above(row: Row, above: Row | None) -> tuple[str, ...] | None:
    """The cells with each empty required one taken from the task above; None where that does not fill the row."""
    if above is None or above.header.roles != row.header.roles:
        return None
    cells, changed = list(row.cells), False
    for role in (*_REQUIRED, Role.COOPERATION, Role.PRODUCT):
        column = row.header.column_of(role)
        if column is not None and not cells[column] and above.text(role):
            cells[column] = above.text(role)
            changed = changed or role in _REQUIRED
    return tuple(cells) if changed and row.text(Role.NUMBER) and row.text(Role.NAME) else None


def _time_is_elsewhere(row: Row) -> bool:
    """Whether the cell of the time says something else, while another cell says a time."""
    time = row.text(Role.TIME)
    others = (row.text(role) for role in (Role.GOAL, Role.LEAD, Role.COOPERATION, Role.PRODUCT))
    return bool(time) and not says_time(time) and any(says_time(text) for text in others)


def _suggested(row: Row, choices: Sequence[Choice], *, has_above: bool) -> str:
    """The likeliest answer: a move only where it clearly suits the columns better than leaving the row.

    No answer is suggested for a row whose time stands in another column and that no move puts right.
    """
    roles = row.header.roles
    if row.line.readings:
        return Answer.KEEP.value
    best, rated = Answer.KEEP.value, likeness(row.cells, roles) + 2
    for answer, move in (
        (Answer.LEFT, moved_left(row.cells, roles)),
        (Answer.RIGHT, moved_right(row.cells, roles)),
    ):
        if move is not None and move.likeness > rated:
            best, rated = answer.value, move.likeness
    keys = {choice.key for choice in choices}
    if best == Answer.KEEP.value and not row.text(Role.NUMBER) and has_above:
        best = Answer.JOIN.value if not (row.text(Role.LEAD) and row.text(Role.TIME)) else best
    if best == Answer.KEEP.value and _time_is_elsewhere(row):
        return ""
    return best if best in keys else ""
