"""Sample snapshots: a commune's quarter on the real plan of 58 tasks, and its self-assessment on the real criteria."""

from decimal import Decimal

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.involvement import involvement
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.snapshot import (
    AdjustmentPart,
    EntryPart,
    EvidencePart,
    FieldPart,
    LeafPart,
    Snapshot,
    TaskPart,
)
from cchc_desktop.domain.status import REPORT_ORDER, TaskStatus

RESULTS = (
    (
        "UBND xã đã ban hành kế hoạch, phân công nhiệm vụ cụ thể đến từng công chức; tổ chức quán triệt tại hội nghị "
        "giao ban tháng 10 và niêm yết công khai tại trụ sở."
    ),
    (
        "Đã rà soát, cập nhật và công khai 100% thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã tại Trung "
        "tâm Phục vụ hành chính công; tiếp nhận 1.855 hồ sơ, trong đó trực tuyến 1.712 hồ sơ (92,29%), giải quyết "
        "trước và đúng hạn 1.849 hồ sơ."
    ),
    "Tổ chức 02 lớp tập huấn nghiệp vụ cho 46 lượt cán bộ, công chức; 100% văn bản đi được ký số.",
)
STATUSES = (
    TaskStatus.DONE_IN_TIME,
    TaskStatus.IN_PROGRESS,
    TaskStatus.STANDING,
    TaskStatus.DONE_IN_TIME,
    TaskStatus.NOT_STARTED,
    TaskStatus.DONE_LATE,
    TaskStatus.OVERDUE,
    TaskStatus.NOT_ARISING,
)
FILE_NAMES = (
    "Ke hoach CCHC xa Yen Son 2025.pdf",
    "12-KH-UBND_Kế hoạch tuyên truyền cải cách hành chính 6 tháng cuối năm.pdf",
    "Biên bản kiểm tra nội bộ (bản quét).pdf",
)


def progress_snapshot() -> Snapshot:
    """Quarter IV of 2025 of Xã Yên Sơn on the provincial plan: 58 tasks, every status occurs."""
    plan = bundled().plan("KH-TQ-2025-H2")
    tasks = [_task(task, position) for position, task in enumerate(plan.tasks)]
    fields = [
        FieldPart(
            code=field.code,
            name=field.name,
            tasks=[part for part, task in zip(tasks, plan.tasks, strict=True) if task.field == field.code],
        )
        for field in plan.fields
    ]
    snapshot = _frame("progress", plan.header.code)
    snapshot["evidence"] = [evidence(position, use=[f"task:{tasks[position]['code']}"]) for position in range(3)]
    snapshot["progress"] = {
        "total": len(tasks),
        "counts": [
            {
                "status": status.value,
                "label": status.label,
                "count": sum(task["status"] == status.value for task in tasks),
            }
            for status in REPORT_ORDER
        ],
        "fields": fields,
    }
    return snapshot


def assessment_snapshot() -> Snapshot:
    """The self-assessment of 2025 of Xã Yên Sơn on the bundled criteria set."""
    criteria_set = bundled().criteria_set("TC-XA-2025-DL")
    rows = [row for area in criteria_set.areas for row in _rows(area, depth=0)]
    own = sum((Decimal(row["points"]) for row in rows if row["leaf"] and row["points"]), Decimal(0))
    total = own + 1 - Decimal("0.5")
    snapshot = _frame("assessment", criteria_set.header.code)
    snapshot["period"] |= {"code": "2025-Y", "label": "Năm 2025", "window_from": "2024-12-15"}
    snapshot["evidence"] = [evidence(position, use=["criterion:1.1.1"]) for position in range(3)]
    snapshot["assessment"] = {
        "year": 2025,
        "rows": rows,
        "self_max": "70",
        "self_points": str(own),
        "survey_max": "30",
        "bonus": [adjustment("T1", "Mô hình, sáng kiến CCHC được tỉnh công nhận, nhân rộng", each="1", points="1")],
        "bonus_points": "1.00",
        "deduction": [adjustment("P1", "Gửi kết quả tự đánh giá chậm", each="0.5", points="0.50")],
        "deduction_points": "0.50",
        "total": str(total),
        "rescaled": str((total * 100 / 70).quantize(Decimal("0.01"))),
        "grade": "Tốt",
    }
    return snapshot


def evidence(position: int, *, use: list[str]) -> EvidencePart:
    """A stored file; the first is without number and date."""
    return {
        "sha256": f"{position + 10:02x}" * 32,
        "name": FILE_NAMES[position % 3],
        "size": (812, 97_300, 1_468_006)[position % 3],
        "media_type": "application/pdf",
        "number": f"{position}/KH-UBND" if position else "",
        "date": f"2025-10-0{position}" if position else "",
        "title": "Kế hoạch cải cách hành chính xã Yên Sơn",
        "use": use,
    }


def adjustment(code: str, name: str, *, each: str, points: str) -> AdjustmentPart:
    """A bonus or deduction line with one case."""
    return {
        "code": code,
        "name": name,
        "each": each,
        "cases": 1,
        "points": points,
        "explanation": "Quyết định công nhận số 1021/QĐ-UBND ngày 20/11/2025.",
    }


def entry(result: str, *, percent: int = 60, day: str = "2025-11-05") -> EntryPart:
    """A progress entry without products or difficulties."""
    return {
        "day": day,
        "percent": percent,
        "result": result,
        "difficulty": "",
        "objective_reason": "",
        "products": [],
    }


def _frame(kind: str, definition: str) -> Snapshot:
    unit = next(unit for unit in bundled().units if unit.full_name == "Xã Yên Sơn")
    header = bundled().pack(definition).header
    return {
        "format": "cchc-snapshot",
        "format_version": 2,
        "kind": "assessment" if kind == "assessment" else "progress",
        "sample": False,
        "submission_id": "0b9f6f0e-2f7b-4f0a-9c35-3b8a5b1f2d11",
        "revision": 1,
        "parent_id": "",
        "created_at": "2025-12-15T09:30:00+07:00",
        "program_version": "0.1.0",
        "unit": {
            "code": unit.code,
            "full_name": unit.full_name,
            "office": unit.office,
            "heading": list(unit.heading),
            "place": unit.place,
        },
        "period": {
            "code": "2025-Q4",
            "label": "Quý IV năm 2025",
            "window_from": "2025-09-15",
            "window_to": "2025-12-14",
            "reference_day": "2025-12-14",
        },
        "document": {
            "number": "5",
            "notation": "BC-UBND",
            "date": "2025-12-15",
            "recipients": [
                "Sở Nội vụ tỉnh Tuyên Quang",
                "Thường trực Đảng ủy, HĐND xã",
                "Chủ tịch, các Phó Chủ tịch UBND xã",
                "Lưu: VT, VP",
            ],
            "addressee": "Sở Nội vụ tỉnh Tuyên Quang",
        },
        "definition": {
            "code": header.code,
            "edition": header.edition,
            "title": header.title,
            "issuer": header.issuer,
            "legal_basis": header.legal_basis,
            "sha256": bundled().sha256(definition),
            "reconstruction": header.reconstruction,
        },
        "prepared_by": {"name": "Hoàng Thị Hạnh", "post": "Chuyên viên"},
        "signer": {
            "name": "Nguyễn Văn Thượng",
            "post": "Chủ tịch",
            "form": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        },
        "evidence": [],
        "reopen_reason": "",
    }


def _task(task: Task, position: int) -> TaskPart:
    status = STATUSES[position * 5 % 8]
    role = involvement(task)
    percent = 100 if status.is_done else 0 if status in (TaskStatus.NOT_STARTED, TaskStatus.NOT_ARISING) else 60
    return {
        "code": task.code,
        "number": task.number,
        "goal": task.goal,
        "name": task.name,
        "lead": task.lead,
        "cooperation": task.cooperation,
        "product": task.product,
        "time": task.time,
        "involvement": role.value,
        "involvement_label": role.label,
        "due": "2025-12-31",
        "assignee": "Hoàng Thị Hạnh",
        "internal_due": "2025-12-01",
        "percent": percent,
        "status": status.value,
        "status_label": status.label,
        "entries": _entries(position, percent),
    }


def _entries(position: int, percent: int) -> list[EntryPart]:
    if percent == 0:
        return []
    last = entry(RESULTS[position % 3], percent=percent, day="2025-12-05")
    if position < 3:
        last["products"] = [
            {
                "name": "Kế hoạch cải cách hành chính xã Yên Sơn",
                "number": "12/KH-UBND",
                "date": "2025-10-05",
                "evidence": [f"{position + 10:02x}" * 32],
            }
        ]
    if position % 9 == 1:
        last["difficulty"] = "Đường truyền tại 03 thôn chưa ổn định, hồ sơ trực tuyến phải nộp lại nhiều lần."
        last["objective_reason"] = "Mưa lũ đầu tháng 10 làm hỏng tuyến cáp quang."
    first = entry("Đã phân công công chức thực hiện.", percent=30, day="2025-10-01")
    return [first, last] if position % 4 == 0 else [last]


def _rows(node: Criterion, *, depth: int) -> list[LeafPart]:
    below = [row for child in node.children for row in _rows(child, depth=depth + 1)]
    own = sum((Decimal(row["points"]) for row in below if row["leaf"] and row["points"]), Decimal(0))
    row: LeafPart = {
        "code": node.code,
        "name": node.name,
        "depth": depth,
        "leaf": node.is_leaf,
        "survey": isinstance(node.rule, Survey),
        "max_points": str(node.max_points),
        "points": str(own) if not node.is_leaf and any(row["points"] for row in below) else "",
        "outcome": "",
        "rule": "",
        "answer": [],
        "arithmetic": "",
        "explanation": "",
        "evidence": [],
    }
    if node.is_leaf:
        _answer(row, node)
    return [row, *below]


def _answer(row: LeafPart, node: Criterion) -> None:
    if row["survey"]:
        row |= {"outcome": "survey", "rule": "Do tỉnh thực hiện qua điều tra xã hội học"}
        return
    example = node.examples[1 % len(node.examples)] if node.examples else None
    points = example.points if example else node.max_points
    row |= {
        "points": str(points),
        "outcome": "scored",
        "rule": "Tính theo tỷ lệ b/a; dưới 80%: 0 điểm; đạt 100%: điểm tối đa; còn lại: b/a × điểm tối đa",
        "answer": [f"{item.name}: {45 - place} {item.unit}" for place, item in enumerate(node.inputs)] or ["Có"],
        "arithmetic": f"b/a = 44/45 = 97,78% ≥ 80% → {points}".replace(".", ","),
        "evidence": ["0a" * 32, "0b" * 32] if node.code.endswith("1") else [],
        "explanation": ""
        if points == node.max_points
        else "Còn 01 nhiệm vụ chuyển sang năm sau do chưa bố trí được kinh phí.",
    }
