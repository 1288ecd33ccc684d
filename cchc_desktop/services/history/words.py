"""The parts of a stored row in the user's words: each field with its name and its value as shown on screen."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.answer import Answer, in_words
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.field_text import from_plain, shown_value
from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.field_value import FieldValue, ValueState
from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.submission import SigningWay, State
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.services.history.field_words import Field, Shown
from cchc_desktop.services.history.fields import FIELDS
from cchc_desktop.services.history.steps import Row
from cchc_desktop.services.plan.texts import default_texts
from cchc_desktop.services.registers.reading import parse as parse_row
from cchc_desktop.services.session.session import Session
from db.tables import evidence, officer

FIGURE = "value"
"""The part of a figure that stands for its state, its value and whether it is estimated."""
TASK_WORDS = ("name", "goal", "lead", "cooperation", "product", "time")


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a record with its value in words; an empty text is an empty field."""

    code: str
    name: str
    text: str


class Words:
    """Puts rows into words; reads names and packs once."""

    def __init__(self, session: Session, connection: sa.Connection) -> None:
        self._session = session
        people = connection.execute(sa.select(officer.c.id, officer.c.full_name))
        self.officers: dict[str, str] = {row.id: row.full_name for row in people}
        names = sa.select(evidence.c.id, evidence.c.name)
        self.files: dict[str, str] = {row.id: row.name for row in connection.execute(names)}
        self._registers = {item.code: item for item in session.packs.registers()}
        self._specs: dict[tuple[str, str], ValueSpec | None] = {}

    def parts(self, table: str, row: Row | None, other: Row | None = None) -> tuple[Part, ...]:
        """All told parts of a row in the order of the screen.

        A row that is not there (None) has the parts of ``other``, empty or as they stand before anybody types.
        """
        told = row if row is not None else self._before_typing(table, other or {})
        match table:
            case "register_row":
                return self._register_parts({"register_code": (other or {}).get("register_code"), **told})
            case "report_field":
                return self._figure_parts(row)
            case "answer":
                return self._answer_parts(told, other or {})
            case _:
                return tuple(
                    Part(code, field.name, self._shown(field, told.get(code)))
                    for code, field in FIELDS.get(table, {}).items()
                )

    def register(self, row: Row) -> Register | None:
        """The register of a row; None where it is in use no more."""
        return self._registers.get(row.get("register_code", ""))

    def spec(self, form: str, field: str) -> ValueSpec | None:
        """How a figure is shown; None where the form or the field is in use no more."""
        if (form, field) not in self._specs:
            try:
                self._specs[form, field] = self._session.packs.form(form).field(field).spec
            except KeyError:
                self._specs[form, field] = None
        return self._specs[form, field]

    def criterion(self, row: Row) -> Criterion | None:
        """The leaf of an answer; None where its criteria set is in use no more."""
        criteria = self._session.workspace.criteria
        if (row.get("criteria_code"), row.get("year")) != (criteria.header.code, criteria.year):
            return None
        try:
            return criteria.criterion(row["criterion_code"])
        except KeyError:
            return None

    def _before_typing(self, table: str, other: Row) -> Row:
        """What a screen shows where nothing was typed yet."""
        workspace = self._session.workspace
        if table == "commune_plan":
            return default_texts(workspace)
        if table == "commune_task" and not other.get("own"):
            task = next((task for task in workspace.plan.tasks if task.code == other.get("task_code")), None)
            if task is None:
                return {}
            included = involvement(task) is not Involvement.NOT_NAMED
            return {name: getattr(task, name) for name in TASK_WORDS} | {"included": included, "sequence": 0}
        return {}

    def _register_parts(self, row: Row) -> tuple[Part, ...]:
        register, content = self.register(row), row.get("content") or "{}"
        if register is None:
            return tuple(Part(code, code, text) for code, text in json.loads(content).items())
        shown = parse_row(register, content).shown
        return tuple(Part(column.code, column.name, shown.get(column.code, "")) for column in register.columns)

    def _figure_parts(self, row: Row | None) -> tuple[Part, ...]:
        fields = FIELDS["report_field"]
        words = _figure_words(row, self.spec(row["form_code"], row["field_code"])) if row else ""
        return (
            Part(FIGURE, fields["value"].name, words),
            Part("override_reason", fields["override_reason"].name, row["override_reason"] if row else ""),
        )

    def _answer_parts(self, row: Row, other: Row) -> tuple[Part, ...]:
        fields = FIELDS["answer"]
        words = _answer_words(self.criterion({**other, **row}), row.get("content") or "")
        return (
            Part("content", fields["content"].name, words),
            Part("explanation", fields["explanation"].name, row.get("explanation") or ""),
        )

    def _shown(self, field: Field, value: Any) -> str:
        if value is None or value == "":
            return ""
        shown: Mapping[Shown, Callable[[], str]] = {
            Shown.DAY: lambda: format_date(date.fromisoformat(value)),
            Shown.MOMENT: lambda: f"{datetime.fromisoformat(value):%d/%m/%Y %H:%M}",
            Shown.YES_NO: lambda: "Có" if value else "Không",
            Shown.OFFICER: lambda: self.officers.get(value, ""),
            Shown.FILE: lambda: self.files.get(value, "Tệp không còn trong kho"),
            Shown.STATE: lambda: State(value).label,
            Shown.WAY: lambda: SigningWay(value).label,
            Shown.ROLE: lambda: Role(value).label,
            Shown.CHANGED: lambda: f"(đã đặt, {value[-4:]})",
        }
        return shown[field.shown]() if field.shown in shown else str(value)


def _figure_words(row: Row, spec: ValueSpec | None) -> str:
    """The figure as printed; the stored text itself where the form has changed so that it reads it no more."""
    state, plain = ValueState(row.get("state", "empty")), row.get("value", "")
    if state is not ValueState.VALUE:
        return "" if state is ValueState.EMPTY else state.label
    if spec is None:
        return str(plain)
    try:
        return shown_value(FieldValue(state, from_plain(plain, spec), bool(row.get("estimate"))), spec)
    except ValueError:
        return str(plain)


def _answer_words(criterion: Criterion | None, content: str) -> str:
    """A stored answer as printed; the stored text itself where the rule has changed so that it reads it no more."""
    if criterion is None or not content:
        return content
    try:
        return "; ".join(in_words(criterion, Answer.from_plain(json.loads(content)))) or "Chưa chọn kết quả"
    except ValueError:
        return content
