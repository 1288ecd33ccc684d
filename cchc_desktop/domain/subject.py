"""What a history is of (lịch sử của): one field of one record, a whole record, or all records of a task or criterion.

A subject is named by what a screen knows; codes of the plan, the criteria set and the year in use are added when it is
looked up.
"""

from dataclasses import dataclass, replace

TASK, CRITERION, REMOVED = "task", "criterion", "removed"
"""Subjects that span several records."""


@dataclass(frozen=True, slots=True)
class Subject:
    """``table`` with the ``key`` that tells the record apart; ``part`` is a field of it, "" for the whole record."""

    table: str
    key: tuple[tuple[str, str], ...]
    part: str = ""

    @property
    def record(self) -> "Subject":
        """The whole record of a field."""
        return replace(self, part="")


def by_id(table: str, identity: str, part: str = "") -> Subject:
    """A record known by its identity."""
    return Subject(table, (("id", identity),), part)


def task(code: str) -> Subject:
    """Everything of a task: assignment, entries, products, files."""
    return Subject(TASK, (("task_code", code),))


def removed(table: str, **key: str) -> Subject:
    """The rows of a table that were deleted and are not there again."""
    return Subject(REMOVED, (("table", table), *key.items()))


def assignment(code: str, part: str = "") -> Subject:
    """Who does a task, by when, or that it does not arise."""
    return Subject("assignment", (("task_code", code),), part)


def criterion(code: str) -> Subject:
    """Everything of a leaf: answer, explanation, files."""
    return Subject(CRITERION, (("criterion_code", code),))


def answer(code: str, part: str = "") -> Subject:
    """The answer ("content") or the explanation of a leaf."""
    return Subject("answer", (("criterion_code", code),), part)


def adjustment(code: str, part: str = "") -> Subject:
    """The cases or the explanation of a bonus or deduction item."""
    return Subject("adjustment", (("code", code),), part)


def figure(form: str, period: str, field: str) -> Subject:
    """A figure of a periodic report."""
    return Subject("report_field", (("form_code", form), ("period_code", period), ("field_code", field)))


def section(form: str, period: str, code: str) -> Subject:
    """The text of a section of a periodic report."""
    return Subject("report_text", (("form_code", form), ("period_code", period), ("section_code", code)))


def explanation(form: str, period: str, finding: str) -> Subject:
    """The explanation of a warning of a periodic report."""
    return Subject("report_explanation", (("form_code", form), ("period_code", period), ("finding_code", finding)))


def plan_task(code: str, part: str = "") -> Subject:
    """A task as the commune's plan words it."""
    return Subject("commune_task", (("task_code", code),), part)


def plan_text(part: str = "") -> Subject:
    """A text of the commune's plan, or where it was sent."""
    return Subject("commune_plan", (), part)


def document_defaults(part: str = "") -> Subject:
    """Where documents are addressed: "Kính gửi" and "Nơi nhận"."""
    return Subject("workspace", (), part)
