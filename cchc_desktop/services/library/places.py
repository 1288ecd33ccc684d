"""What a document can prove: criteria, product documents of tasks, rows of registers, and signed submissions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.period import PeriodKind, containing
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.registers.reading import parse as parse_row
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.signed_documents import signed_files
from cchc_desktop.services.tasks.tasks import Tasks
from db.tables import answer, evidence_use, product, progress_entry, register_row, submission

SHOWN_COLUMNS = 3
"""How many columns of a row tell it apart from its neighbours."""


class PlaceKind(Enum):
    """What a document is attached to."""

    CRITERION = "criterion"
    TASK = "task"
    REGISTER = "register"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``key`` is the criterion's code or the identity of the product, the row or the submission.

    ``text`` is short ("Tiêu chí 1.1.1"), ``detail`` says what it is about, ``target`` is the link, empty where the plan
    or the criteria set is no longer in use. ``year`` is the reporting year that the place counts for.
    """

    kind: PlaceKind
    key: str
    text: str
    detail: str
    target: str
    year: int | None

    @property
    def search_key(self) -> str:
        """The words by which the place is found, without diacritics."""
        return search_key(f"{self.text} {self.detail}")


@dataclass(frozen=True, slots=True)
class Use:
    """A stored file in one place; ``id`` names the use and is empty for a signed scan, which is part of its record.

    ``pages`` says where in the file the place is proved.
    """

    id: str
    place: Place
    pages: str = ""


class PlaceReader:
    """Reads places from the database."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self._session = session
        self._tasks = tasks

    def everywhere(self, connection: sa.Connection) -> tuple[Place, ...]:
        """All places to which a file can be attached: leaves, products by task, register rows newest first."""
        criteria = self._session.workspace.criteria
        leaves = (
            Place(
                PlaceKind.CRITERION,
                leaf.code,
                f"Tiêu chí {leaf.code}",
                leaf.name,
                f"criterion:{leaf.code}:evidence",
                criteria.year,
            )
            for leaf in criteria.leaves()
        )
        products = (place for _, place in self._products(connection, _PRODUCTS))
        rows = (place for _, place in self._rows(connection, _ROWS.order_by(_NUMBERED.c.day.desc())))
        return (*leaves, *products, *rows)

    def uses(self, connection: sa.Connection) -> dict[str, tuple[Use, ...]]:
        """The uses of every file by its identity: criteria, tasks, registers, signed submissions."""
        found: dict[str, list[Use]] = {}
        for file_id, use in self._all_uses(connection):
            found.setdefault(file_id, []).append(use)
        return {file_id: tuple(uses) for file_id, uses in found.items()}

    def _all_uses(self, connection: sa.Connection) -> Iterator[tuple[str, Use]]:
        owners = (evidence_use.c.evidence_id, evidence_use.c.id.label("use_id"), evidence_use.c.pages)
        answers = sa.select(*owners, answer).join(answer, answer.c.id == evidence_use.c.answer_id)
        for row in connection.execute(answers.order_by(answer.c.year, answer.c.criterion_code)):
            yield row.evidence_id, Use(row.use_id, self._answered(row), row.pages)
        products = _PRODUCTS.add_columns(*owners).join(evidence_use, evidence_use.c.product_id == product.c.id)
        for row, place in self._products(connection, products):
            yield row.evidence_id, Use(row.use_id, place, row.pages)
        rows = _ROWS.add_columns(*owners).join(evidence_use, evidence_use.c.register_row_id == _NUMBERED.c.id)
        for row, place in self._rows(connection, rows.order_by(_NUMBERED.c.register_code, _NUMBERED.c.number)):
            yield row.evidence_id, Use(row.use_id, place, row.pages)
        for row in connection.execute(sa.select(submission).where(submission.c.scan_id.is_not(None))):
            yield row.scan_id, Use("", _signed(row))
        for file_id, submission_id in signed_files(connection):
            row = connection.execute(sa.select(submission).where(submission.c.id == submission_id)).one()
            yield file_id, Use("", _signed(row))

    def _answered(self, row: sa.Row[Any]) -> Place:
        criteria, code = self._session.workspace.criteria, row.criterion_code
        current = row.criteria_code == criteria.header.code and row.year == criteria.year
        known = {leaf.code: leaf for leaf in criteria.leaves()}.get(code) if current else None
        text = f"Tiêu chí {code}" if current else f"Tiêu chí {code} (năm {row.year})"
        target = f"criterion:{code}:evidence" if known else ""
        return Place(PlaceKind.CRITERION, code, text, known.name if known else "", target, row.year)

    def _products(self, connection: sa.Connection, query: sa.Select[Any]) -> Iterator[tuple[sa.Row[Any], Place]]:
        plan = self._tasks.working_plan().plan
        tasks = {task.code: task for task in plan.tasks}
        for row in connection.execute(query.order_by(progress_entry.c.day.desc(), product.c.sequence)):
            task = tasks.get(row.task_code) if row.plan_code == plan.header.code else None
            number = f"Nhiệm vụ {task.number}" if task else "Nhiệm vụ của kế hoạch trước"
            text = f"{number}: {row.name}" if row.name else number
            target = f"task:{row.task_code}:entries" if task else ""
            detail = task.name if task else ""
            yield row, Place(PlaceKind.TASK, row.id, text, detail, target, _year(row.entry_day))

    def _rows(self, connection: sa.Connection, query: sa.Select[Any]) -> Iterator[tuple[sa.Row[Any], Place]]:
        registers = {register.code: register for register in self._session.packs.registers()}
        for row in connection.execute(query):
            register = registers.get(row.register_code)
            name = short_name(register.name) if register else "Sổ không còn dùng"
            detail = _summary(register, row.content) if register else ""
            target = f"register-row:{row.id}" if register else ""
            text = f"{name}, dòng {row.number}"
            yield row, Place(PlaceKind.REGISTER, row.id, text, detail, target, _year(row.day))


_PRODUCTS: sa.Select[Any] = sa.select(
    product, progress_entry.c.plan_code, progress_entry.c.task_code, progress_entry.c.day.label("entry_day")
).join(progress_entry, progress_entry.c.id == product.c.entry_id)
_NUMBERED = sa.select(
    register_row.c.id,
    register_row.c.register_code,
    register_row.c.day,
    register_row.c.content,
    sa.func.row_number()
    .over(partition_by=register_row.c.register_code, order_by=(register_row.c.day, register_row.c.sequence))
    .label("number"),
).subquery("numbered")
_ROWS: sa.Select[Any] = sa.select(_NUMBERED)


def short_name(register: str) -> str:
    """The name of a register as people say it: "Sổ theo dõi tuyên truyền" is "Sổ tuyên truyền"."""
    return register.replace("Sổ theo dõi ", "Sổ ", 1)


def _summary(register: Register, content: str) -> str:
    shown: Mapping[str, str] = parse_row(register, content).shown
    first = [shown[column.code] for column in register.columns if column.code in shown and not column.personal]
    return "; ".join(" ".join(text.split()) for text in first[:SHOWN_COLUMNS])


def _signed(row: sa.Row[Any]) -> Place:
    kind, period = Kind(row.kind), parse_period(row.period_code)
    text = f"Bản ký: {kind.label}, {period.label.lower()}"
    return Place(
        PlaceKind.SIGNED,
        row.id,
        text,
        f"Lần trình {row.revision}",
        f"submission:{kind.value}:{row.period_code}",
        period.year,
    )


def _year(day: str) -> int | None:
    return containing(PeriodKind.YEAR, date.fromisoformat(day)).year if day else None
