"""What the demonstration enters: the sample commune of ``resources/demo``, read into values."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.session.accounts import NewOfficer


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document to draw and to attach; ``key`` is how tasks and answers name it."""

    key: str
    file: str
    kind: str
    number: str
    day: date
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """A product document of a progress entry, with the keys of its files."""

    name: str
    number: str
    day: date
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """A progress entry."""

    day: date
    percent: int
    result: str
    difficulty: str
    objective_reason: str
    products: tuple[SampleProduct, ...]


@dataclass(frozen=True, slots=True)
class SampleTask:
    """What the commune says of a task; ``not_arising`` is the reason why it does not arise, or ""."""

    number: str
    assignee: str
    internal_due: date | None
    not_arising: str
    entries: tuple[SampleEntry, ...]


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """The answer to a leaf of the criteria set, with the keys of its evidence."""

    code: str
    answer: Answer
    explanation: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleAdjustment:
    """A bonus item with its number of cases."""

    code: str
    cases: int
    explanation: str


@dataclass(frozen=True, slots=True)
class SampleSubmission:
    """What is submitted: kind, form and period, and the number and day that the office gives its document."""

    kind: Kind
    form: str
    period: str
    document_number: str
    document_day: date


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole sample; ``officers`` by key, the first leader signs and the first preparer prepares."""

    unit: str
    plan: str
    criteria: str
    submissions: tuple[SampleSubmission, ...]
    officers: dict[str, NewOfficer]
    documents: tuple[SampleDocument, ...]
    tasks: tuple[SampleTask, ...]
    answers: tuple[SampleAnswer, ...]
    adjustments: tuple[SampleAdjustment, ...]

    def officer(self, role: Role) -> NewOfficer:
        """The first officer with this role."""
        return next(officer for officer in self.officers.values() if officer.role is role)


@cache
def sample() -> Sample:
    """The sample that ships with the program."""
    commune = _read("xa_ham_yen.toml")
    scores = _read("tu_cham.toml")
    head = commune["commune"]
    return Sample(
        unit=head["unit"],
        plan=head["plan"],
        criteria=head["criteria"],
        submissions=tuple(
            SampleSubmission(Kind(row["kind"]), row["form"], row["period"], row["number"], row["day"])
            for row in commune["submissions"]
        ),
        officers={row["key"]: _officer(row) for row in commune["officers"]},
        documents=tuple(SampleDocument(**row) for row in _read("tai_lieu.toml")["documents"]),
        tasks=tuple(_task(row) for row in _read("tien_do.toml")["tasks"]),
        answers=tuple(_answer(row) for row in scores["answers"]),
        adjustments=tuple(SampleAdjustment(**row) for row in scores["adjustments"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("resources") / "demo" / name).read_text("utf-8"))


def _officer(row: dict[str, str]) -> NewOfficer:
    return NewOfficer(row["name"], Post(row["post"]), Role(row["role"]), row["password"])


def _task(row: dict[str, Any]) -> SampleTask:
    return SampleTask(
        number=row["number"],
        assignee=row.get("assignee", ""),
        internal_due=row.get("internal_due"),
        not_arising=row.get("not_arising", ""),
        entries=tuple(_entry(entry) for entry in row.get("entries", [])),
    )


def _entry(row: dict[str, Any]) -> SampleEntry:
    return SampleEntry(
        day=row["day"],
        percent=row["percent"],
        result=row.get("result", ""),
        difficulty=row.get("difficulty", ""),
        objective_reason=row.get("objective_reason", ""),
        products=tuple(
            SampleProduct(item["name"], item["number"], item["day"], tuple(item.get("documents", [])))
            for item in row.get("products", [])
        ),
    )


def _answer(row: dict[str, Any]) -> SampleAnswer:
    return SampleAnswer(
        code=row["code"],
        answer=Answer.from_plain(row["answer"]),
        explanation=row.get("explanation", ""),
        documents=tuple(row.get("documents", [])),
    )
