"""The content of each kind of snapshot as items: what a reader of the printed document or of its Excel file sees."""

from collections.abc import Iterator

from cchc_desktop.domain.revision_items import Item, NameRows, day, file_names, lines, number, shortened, yes_no
from cchc_desktop.domain.revision_report import report_items, table_items, target_item
from cchc_desktop.domain.scoring import Outcome
from cchc_desktop.domain.snapshot import (
    AdjustmentPart,
    EntryPart,
    EvidencePart,
    LeafPart,
    PlanTaskPart,
    ProductPart,
    Snapshot,
    TaskPart,
)


def content_items(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    """The content of the snapshot, whatever its kind, in printed order."""
    match snapshot["kind"]:
        case "progress":
            yield from _progress(snapshot, name_rows)
        case "assessment":
            yield from _assessment(snapshot)
        case "report":
            yield from report_items(snapshot, name_rows)
        case "plan":
            yield from _plan(snapshot)
        case "register":
            yield from _register(snapshot, name_rows)


def _progress(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    part = snapshot["progress"]
    counts = tuple((line["label"], str(line["count"])) for line in part["counts"])
    yield Item(("counts",), "Số nhiệm vụ theo tình trạng", "", (("Tổng số", str(part["total"])), *counts))
    for field in part["fields"]:
        yield Item(("field", field["code"]), f"Lĩnh vực {field['code']}", "", (("Tên lĩnh vực", field["name"]),))
        for task in field["tasks"]:
            yield _task(task)
            yield from _entries(task, snapshot["evidence"], name_rows)


def _task(task: TaskPart) -> Item:
    return Item(
        ("task", task["code"]),
        _task_place(task),
        f"task:{task['code']}",
        (
            ("Số thứ tự", task["number"]),
            ("Nhiệm vụ", task["name"]),
            ("Mục tiêu", task["goal"]),
            ("Cơ quan chủ trì", task["lead"]),
            ("Cơ quan phối hợp", task["cooperation"]),
            ("Sản phẩm", task["product"]),
            ("Thời gian thực hiện", task["time"]),
            ("Vai trò của đơn vị", task["involvement_label"]),
            ("Hạn", day(task["due"])),
            ("Người thực hiện", task["assignee"]),
            ("Hạn nội bộ", day(task["internal_due"])),
            ("Tình trạng", task["status_label"]),
            ("Tiến độ", f"{task['percent']}%"),
        ),
    )


def _task_place(task: TaskPart | PlanTaskPart) -> str:
    return shortened(f"Nhiệm vụ {task['number']}. {task['name']}")


def _entries(task: TaskPart, evidence: list[EvidencePart], name_rows: NameRows) -> Iterator[Item]:
    found = [_entry(entry, evidence) for entry in task["entries"]]
    names = name_rows(("entries", task["code"]), [tuple(text for _, text in texts) for texts in found])
    for name, texts in zip(names, found, strict=True):
        place = f"{_task_place(task)}: kết quả ngày {dict(texts)['Ngày']}"
        yield Item(("entry", task["code"], name), place, f"task:{task['code']}", texts)


def _entry(entry: EntryPart, evidence: list[EvidencePart]) -> tuple[tuple[str, str], ...]:
    return (
        ("Ngày", day(entry["day"])),
        ("Tiến độ", f"{entry['percent']}%"),
        ("Kết quả thực hiện", entry["result"]),
        ("Khó khăn, vướng mắc", entry["difficulty"]),
        ("Nguyên nhân khách quan", entry["objective_reason"]),
        ("Sản phẩm", lines(_product(product, evidence) for product in entry["products"])),
    )


def _product(product: ProductPart, evidence: list[EvidencePart]) -> str:
    parts = (
        product["name"],
        f"số {product['number']}" if product["number"] else "",
        f"ngày {day(product['date'])}" if product["date"] else "",
        f"tệp {file_names(evidence, product['evidence'])}".replace("\n", ", ") if product["evidence"] else "",
    )
    return " ".join(part for part in parts if part)


def _assessment(snapshot: Snapshot) -> Iterator[Item]:
    part = snapshot["assessment"]
    yield Item(
        ("result",),
        "Kết quả tự chấm điểm",
        "assessment",
        (
            ("Năm", str(part["year"])),
            ("Điểm tối đa tự chấm", number(part["self_max"])),
            ("Điểm tự chấm", number(part["self_points"])),
            ("Điểm tối đa điều tra xã hội học", number(part["survey_max"])),
            ("Điểm thưởng", number(part["bonus_points"])),
            ("Điểm trừ", number(part["deduction_points"])),
            ("Tổng điểm", number(part["total"])),
            ("Điểm quy đổi", number(part["rescaled"])),
            ("Xếp loại dự kiến", part["grade"]),
        ),
    )
    for row in part["rows"]:
        yield _criterion(row, snapshot["evidence"])
    for line in part["bonus"]:
        yield _adjustment("bonus", "Điểm thưởng", line)
    for line in part["deduction"]:
        yield _adjustment("deduction", "Điểm trừ", line)


def _criterion(row: LeafPart, evidence: list[EvidencePart]) -> Item:
    outcomes = {outcome.value: outcome.label for outcome in Outcome}
    return Item(
        ("criterion", row["code"]),
        shortened(f"Tiêu chí {row['code']}. {row['name']}"),
        f"criterion:{row['code']}" if row["leaf"] else "",
        (
            ("Tên tiêu chí", row["name"]),
            ("Điểm tối đa", number(row["max_points"])),
            ("Số liệu đã nhập", lines(row["answer"])),
            ("Cách tính", row["arithmetic"]),
            ("Điểm tự chấm", number(row["points"])),
            ("Tình trạng chấm", outcomes.get(row["outcome"], row["outcome"])),
            ("Giải trình", row["explanation"]),
            ("Tài liệu kiểm chứng", file_names(evidence, row["evidence"])),
            ("Cách chấm", row["rule"]),
            ("Điều tra xã hội học", yes_no(value=row["survey"])),
        ),
    )


def _adjustment(key: str, words: str, line: AdjustmentPart) -> Item:
    return Item(
        (key, line["code"]),
        shortened(f"{words} {line['code']}. {line['name']}"),
        "assessment",
        (
            ("Nội dung", line["name"]),
            ("Số trường hợp", str(line["cases"])),
            ("Điểm mỗi trường hợp", number(line["each"])),
            ("Điểm", number(line["points"])),
            ("Giải trình", line["explanation"]),
        ),
    )


def _plan(snapshot: Snapshot) -> Iterator[Item]:
    part = snapshot["plan"]
    texts = (
        ("title", "Trích yếu", part["title"]),
        ("basis", "Căn cứ", lines(part["basis"])),
        ("purpose", "Mục đích, yêu cầu", lines(part["purpose"])),
        ("arrangements", "Tổ chức thực hiện", lines(part["arrangements"])),
    )
    for name, words, text in texts:
        yield Item(("plan", name), "Nội dung kế hoạch", f"plan:{name}", ((words, text),))
    for field in part["fields"]:
        yield Item(("field", field["code"]), f"Lĩnh vực {field['code']}", "", (("Tên lĩnh vực", field["name"]),))
        yield from (_plan_task(task) for task in field["tasks"])
    yield from (target_item(target) for target in part["targets"])


def _plan_task(task: PlanTaskPart) -> Item:
    return Item(
        ("task", task["code"]),
        _task_place(task),
        f"plan:{task['code']}",
        (
            ("Số thứ tự", task["number"]),
            ("Nhiệm vụ", task["name"]),
            ("Mục tiêu", task["goal"]),
            ("Cơ quan chủ trì", task["lead"]),
            ("Cơ quan phối hợp", task["cooperation"]),
            ("Sản phẩm", task["product"]),
            ("Thời gian thực hiện", task["time"]),
            ("Người thực hiện", task["assignee"]),
            ("Hạn nội bộ", day(task["internal_due"])),
            ("Xã, phường bổ sung", yes_no(value=task["own"])),
        ),
    )


def _register(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    part = snapshot["register"]
    window = (("Tên sổ", part["name"]), ("Từ ngày", day(part["window_from"])), ("Đến ngày", day(part["window_to"])))
    yield Item(("register",), "Sổ theo dõi", f"register:{part['code']}", (*window, ("Mã sổ", part["code"])))
    yield from table_items(("rows",), part["table"], f"register:{part['code']}", name_rows)
