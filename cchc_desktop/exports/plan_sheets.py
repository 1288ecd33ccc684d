"""The workbook of the commune's own plan: the count by field, all tasks, the targets."""

from cchc_desktop.domain.snapshot import PlanFieldPart, PlanPart, PlanTaskPart, Snapshot
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.document import RowKind
from cchc_desktop.exports.official import PLAN
from cchc_desktop.exports.plan_document import TOTAL, own_tasks, plan_title
from cchc_desktop.exports.target_sheet import target_sheet
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, Value, ValueKind, Workbook, as_date
from cchc_desktop.exports.workbook_parts import framed_workbook

SUMMARY_SHEET = "Tổng hợp"
TASK_SHEET = "Nhiệm vụ"

_SUMMARY_COLUMNS = (
    SheetColumn("STT", 24, ValueKind.CODE),
    SheetColumn("Lĩnh vực", 120),
    SheetColumn("Tổng số nhiệm vụ", 28, ValueKind.INTEGER),
    SheetColumn("Theo kế hoạch của tỉnh", 28, ValueKind.INTEGER),
    SheetColumn("Do xã, phường bổ sung", 28, ValueKind.INTEGER),
)
_TASK_COLUMNS = (
    SheetColumn("Lĩnh vực", 12, ValueKind.CODE),
    SheetColumn("STT", 11, ValueKind.CODE),
    SheetColumn("Mã nhiệm vụ", 27, ValueKind.CODE),
    SheetColumn("Mục tiêu", 46),
    SheetColumn("Nhiệm vụ", 62),
    SheetColumn("Sản phẩm", 33),
    SheetColumn("Cơ quan chủ trì", 27),
    SheetColumn("Cơ quan phối hợp", 29),
    SheetColumn("Người thực hiện", 22),
    SheetColumn("Thời gian thực hiện", 24),
    SheetColumn("Hạn nội bộ", 22, ValueKind.DATE),
    SheetColumn("Của xã, phường", 15),
)


def plan_workbook(snapshot: Snapshot, *, code: str) -> Workbook:
    """The workbook of a plan snapshot; an empty ``code`` makes a preview."""
    part = snapshot["plan"]
    sheets = (
        _summary(part),
        _tasks(part),
        target_sheet(part["targets"], title=f"Các chỉ tiêu của kế hoạch {uncapitalised(plan_title(snapshot))}"),
    )
    return framed_workbook(snapshot, kind=PLAN, title=plan_title(snapshot), sheets=sheets, code=code)


def _summary(part: PlanPart) -> Sheet:
    rows = [SheetRow((field["code"], field["name"], *_counts([field]))) for field in part["fields"]]
    rows.append(SheetRow((TOTAL, "", *_counts(part["fields"])), RowKind.TOTAL))
    return Sheet(SUMMARY_SHEET, "Số nhiệm vụ theo lĩnh vực", _SUMMARY_COLUMNS, tuple(rows))


def _counts(fields: list[PlanFieldPart]) -> tuple[int, int, int]:
    total, own = sum(len(field["tasks"]) for field in fields), len(own_tasks(fields))
    return total, total - own, own


def _tasks(part: PlanPart) -> Sheet:
    rows = tuple(SheetRow(_task_values(task, field["code"])) for field in part["fields"] for task in field["tasks"])
    return Sheet(TASK_SHEET, "Danh mục nhiệm vụ của kế hoạch", _TASK_COLUMNS, rows)


def _task_values(task: PlanTaskPart, field: str) -> tuple[Value, ...]:
    return (
        field,
        task["number"],
        task["code"],
        task["goal"],
        task["name"],
        task["product"],
        task["lead"],
        task["cooperation"],
        task["assignee"],
        task["time"],
        as_date(task["internal_due"]),
        "Có" if task["own"] else "",
    )
