"""What the detail pane shows of a task, finished in words: made from the service's answer, without Qt."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.progress import ProductDocument, ProgressEntry
from cchc_desktop.domain.progress_checks import CheckedTask, progress_findings
from cchc_desktop.domain.vietnamese import search_key
from ui.screens.tasks.wording import days_words, entry_title, time_words, written

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.tasks.rows import EntryRow, ProductRow, TaskDetail, TaskRow

NOBODY = ("", "Chưa phân công")


@dataclass(frozen=True, slots=True)
class Expected:
    """A product that the plan asks for; ``found`` names the document that is there, empty when it is missing."""

    name: str
    found: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A progress entry. ``lock`` says why it cannot be changed, ``day_hint`` what is odd about its day."""

    row: "EntryRow"
    title: str
    summary: str
    lock: str
    day_hint: str


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """The whole pane. ``plan`` holds the plan's own words as (label, text) pairs."""

    code: str
    title: str
    status: str
    status_label: str
    name: str
    deadline: str
    plan: tuple[tuple[str, str], ...]
    expected: tuple[Expected, ...]
    findings: tuple[Finding, ...]
    officers: tuple[tuple[str, str], ...]
    assignee_id: str
    internal_due: date | None
    internal_due_hint: str
    not_arising: bool
    not_arising_reason: str
    entries: tuple[EntryFacts, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected products that are not there yet."""
        return tuple(item.name for item in self.expected if not item.found)


def detail_facts(detail: "TaskDetail", officers: "tuple[OfficerRow, ...]", *, on: date) -> DetailFacts:
    """Put a task into words as of a day."""
    row = detail.row
    return DetailFacts(
        code=row.code,
        title=f"Nhiệm vụ số {row.number}",
        status=row.status.value,
        status_label=row.status.label,
        name=row.name,
        deadline=_deadline(row),
        plan=_plan_words(detail),
        expected=_expected(detail),
        findings=_findings(detail, on),
        officers=_choices(officers, row),
        assignee_id=row.assignee_id,
        internal_due=row.internal_due,
        internal_due_hint=_internal_due_hint(row),
        not_arising=row.not_arising,
        not_arising_reason=row.not_arising_reason,
        entries=tuple(_entry(entry, detail.frozen_until, on) for entry in detail.entries),
    )


def _deadline(row: "TaskRow") -> str:
    due = f"Hạn {written(row.due)}" if row.due else row.time
    left = f"({days_words(row)})" if days_words(row) else ""
    return " ".join(part for part in (due, left, "·", row.involvement.label) if part)


def _plan_words(detail: "TaskDetail") -> tuple[tuple[str, str], ...]:
    row = detail.row
    return (
        ("Mục tiêu", row.goal or "Kế hoạch không nêu"),
        ("Chủ trì", row.lead or "Kế hoạch không nêu"),
        ("Phối hợp", row.cooperation or "Kế hoạch không nêu"),
        ("Sản phẩm", row.product or "Kế hoạch không nêu"),
        ("Thời gian", f"{row.time}\n{time_words(detail.frame)}"),
    )


def _expected(detail: "TaskDetail") -> tuple[Expected, ...]:
    """Each expected product takes the first document whose name holds its name and that no other has taken."""
    left = [product for entry in detail.entries for product in entry.products if product.name.strip()]
    items = []
    for name in detail.expected:
        match = next((product for product in left if _is_same(name, product.name)), None)
        if match is not None:
            left.remove(match)
        items.append(Expected(name, _document(match) if match else ""))
    return tuple(items)


def _is_same(expected: str, given: str) -> bool:
    one, other = search_key(expected).strip(" .;…"), search_key(given).strip(" .;…")
    return bool(one and other) and (one in other or other in one)


def _document(product: "ProductRow") -> str:
    number = f"số {product.number}" if product.number else ""
    day = f"ngày {written(product.day)}" if product.day else ""
    return " ".join(part for part in (number, day) if part) or "chưa có số, ngày"


def _findings(detail: "TaskDetail", on: date) -> tuple[Finding, ...]:
    row = detail.row
    checked = CheckedTask(
        task=Task(
            code=row.code,
            number=row.number,
            field=row.field_code,
            goal=row.goal,
            name=row.name,
            lead=row.lead,
            cooperation=row.cooperation,
            product=row.product,
            time=row.time,
        ),
        involvement=row.involvement,
        status=row.status,
        entries=tuple(_as_domain(entry) for entry in detail.entries),
        not_arising=row.not_arising,
        not_arising_reason=row.not_arising_reason,
        frame=detail.frame,
    )
    return progress_findings((checked,), on=on)


def _as_domain(entry: "EntryRow") -> ProgressEntry:
    products = tuple(
        ProductDocument(item.name, item.number, item.day, tuple(file.sha256 for file in item.files))
        for item in entry.products
    )
    return ProgressEntry(
        day=entry.day,
        percent=entry.percent,
        result=entry.result,
        difficulty=entry.difficulty,
        objective_reason=entry.objective_reason,
        products=products,
    )


def _choices(officers: "tuple[OfficerRow, ...]", row: "TaskRow") -> tuple[tuple[str, str], ...]:
    """Those who can be chosen; whoever has the task stays among them even when the account is closed."""
    known = tuple((officer.id, f"{officer.full_name} ({officer.post})") for officer in officers)
    gone = row.assignee_id and row.assignee_id not in {identity for identity, _ in known}
    return (NOBODY, *known, *(((row.assignee_id, f"{row.assignee} (đã nghỉ)"),) if gone else ()))


def _internal_due_hint(row: "TaskRow") -> str:
    if row.internal_due and row.due and row.internal_due > row.due:
        return f"Sau hạn của kế hoạch ({written(row.due)})."
    return ""


def _entry(entry: "EntryRow", frozen_until: date | None, on: date) -> EntryFacts:
    lock = ""
    if entry.locked and frozen_until:
        lock = (
            f"Tiến độ đến hết {written(frozen_until)} đã chốt trong hồ sơ nên chỉ xem được. "
            "Muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp."
        )
    later = "Sau ngày hôm nay: chưa được tính vào tình trạng." if entry.day > on else ""
    summary = " ".join((entry.result or entry.difficulty or "Chưa ghi kết quả").split())
    return EntryFacts(entry, entry_title(entry), summary, lock, later)
