"""The workbook of a progress report: the count by field and status, all tasks, the evidence."""

from collections.abc import Callable
from decimal import Decimal

from cchc_desktop.domain.snapshot import EntryPart, ProgressPart, Snapshot, TaskPart
from cchc_desktop.exports.document import RowKind
from cchc_desktop.exports.evidence_list import evidence_marks
from cchc_desktop.exports.progress_report import all_tasks, entry_texts, progress_title
from cchc_desktop.exports.wording import day
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, Value, ValueKind, Workbook, as_date
from cchc_desktop.exports.workbook_parts import framed_workbook

SUMMARY_SHEET = "Tổng hợp"
TASK_SHEET = "Nhiệm vụ"
TOTAL = "Tổng cộng"

_TASK_COLUMNS = (
    SheetColumn("Lĩnh vực", 13, ValueKind.CODE),
    SheetColumn("STT", 11, ValueKind.CODE),
    SheetColumn("Nhiệm vụ", 48),
    SheetColumn("Mục tiêu", 32),
    SheetColumn("Cơ quan chủ trì", 23),
    SheetColumn("Cơ quan phối hợp", 25),
    SheetColumn("Vai trò của đơn vị", 15),
    SheetColumn("Sản phẩm", 24),
    SheetColumn("Thời gian thực hiện", 20),
    SheetColumn("Hạn hoàn thành", 21, ValueKind.DATE),
    SheetColumn("Kết quả thực hiện", 58),
    SheetColumn("Khó khăn, vướng mắc", 28),
    SheetColumn("Nguyên nhân khách quan", 28),
    SheetColumn("Tiến độ", 14, ValueKind.PERCENT),
    SheetColumn("Tình trạng", 19),
)


def progress_workbook(snapshot: Snapshot, *, code: str) -> Workbook:
    """The workbook of a progress snapshot; an empty ``code`` makes a preview."""
    sheets = (_summary(snapshot["progress"]), _tasks(snapshot))
    return framed_workbook(snapshot, title=progress_title(snapshot), sheets=sheets, code=code)


def _summary(part: ProgressPart) -> Sheet:
    columns = (
        SheetColumn("STT", 14, ValueKind.CODE),
        SheetColumn("Lĩnh vực", 90),
        SheetColumn("Tổng số nhiệm vụ", 22, ValueKind.INTEGER),
        *(SheetColumn(line["label"], 22, ValueKind.INTEGER) for line in part["counts"]),
    )
    statuses = [line["status"] for line in part["counts"]]
    rows = [SheetRow((field["code"], field["name"], *_counts(field["tasks"], statuses))) for field in part["fields"]]
    rows.append(SheetRow((TOTAL, "", *_counts(list(all_tasks(part)), statuses)), RowKind.TOTAL))
    return Sheet(SUMMARY_SHEET, "Số nhiệm vụ theo lĩnh vực và tình trạng", columns, tuple(rows))


def _counts(tasks: list[TaskPart], statuses: list[str]) -> tuple[int, ...]:
    return (len(tasks), *(sum(task["status"] == status for task in tasks) for status in statuses))


def _tasks(snapshot: Snapshot) -> Sheet:
    evidence = snapshot["evidence"]
    rows = tuple(
        SheetRow(_task_values(task, field["code"], evidence_marks(evidence, f"task:{task['code']}")))
        for field in snapshot["progress"]["fields"]
        for task in field["tasks"]
    )
    title = f"Kết quả thực hiện từng nhiệm vụ (tại ngày {day(snapshot['period']['reference_day'])})"
    return Sheet(TASK_SHEET, title, _TASK_COLUMNS, rows)


def _task_values(task: TaskPart, field: str, marks: dict[str, str]) -> tuple[Value, ...]:
    return (
        field,
        task["number"],
        task["name"],
        task["goal"],
        task["lead"],
        task["cooperation"],
        task["involvement_label"],
        task["product"],
        task["time"],
        as_date(task["due"]),
        "\n".join(text for entry in task["entries"] for text in entry_texts(entry, marks)),
        _stated(task, lambda entry: entry["difficulty"]),
        _stated(task, lambda entry: entry["objective_reason"]),
        Decimal(task["percent"]) / 100,
        task["status_label"],
    )


def _stated(task: TaskPart, text_of: Callable[[EntryPart], str]) -> str:
    return "\n".join(text_of(entry) for entry in task["entries"] if text_of(entry))
