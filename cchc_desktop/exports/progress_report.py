"""The progress report (Báo cáo tiến độ thực hiện nhiệm vụ CCHC) of a unit and a period, made from its snapshot.

The counts add up: each table counts the tasks themselves, and ``recount`` compares them with the frozen counts.
"""

from collections.abc import Callable, Iterator

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.snapshot import EntryPart, FieldPart, ProgressPart, Snapshot, TaskPart
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    RowKind,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.evidence_list import EVIDENCE_TITLE, evidence_marks, evidence_table
from cchc_desktop.exports.official import definition_note, official_document
from cchc_desktop.exports.wording import count, day, reference, sentence

_LED_COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column("Nhiệm vụ", 82),
    Column("Thời gian thực hiện", 27, Align.CENTRE),
    Column("Tiến độ", 16, Align.CENTRE),
    Column("Tình trạng", 29, Align.CENTRE),
)
_TASK_COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column("Nhiệm vụ, mục tiêu", 61),
    Column("Cơ quan chủ trì, phối hợp", 39),
    Column("Sản phẩm", 30),
    Column("Thời gian thực hiện", 22, Align.CENTRE),
    Column("Kết quả thực hiện", 67),
    Column("Tình trạng", 22, Align.CENTRE),
)


def progress_document(snapshot: Snapshot, *, code: str) -> Document:
    """The report with the annex of all tasks; an empty ``code`` makes a preview."""
    title = progress_title(snapshot)
    part = snapshot["progress"]
    annexes: list[tuple[str, tuple[Block, ...]]] = [(_annex_title(snapshot), (_task_table(snapshot),))]
    if snapshot["evidence"]:
        annexes.append((EVIDENCE_TITLE, (evidence_table(snapshot),)))
    blocks = (
        *_opening(snapshot, title=title),
        *_overview(part),
        *_led_by_the_unit(snapshot),
        *_difficulties(part),
        _closing(snapshot, title=title),
    )
    return official_document(snapshot, title=title, blocks=blocks, annexes=tuple(annexes), code=code)


def progress_title(snapshot: Snapshot) -> str:
    """What the report is about (trích yếu)."""
    return f"Tiến độ thực hiện nhiệm vụ cải cách hành chính {uncapitalised(snapshot['period']['label'])}"


def _annex_title(snapshot: Snapshot) -> str:
    period = uncapitalised(snapshot["period"]["label"])
    return f"Kết quả thực hiện từng nhiệm vụ cải cách hành chính {period}"


def all_tasks(part: ProgressPart) -> Iterator[TaskPart]:
    """The tasks of all fields in printed order."""
    for field in part["fields"]:
        yield from field["tasks"]


def _opening(snapshot: Snapshot, *, title: str) -> Iterator[Block]:
    definition, period = snapshot["definition"], snapshot["period"]
    yield Paragraph(
        f"Thực hiện {definition['title']}, {snapshot['unit']['office']} báo cáo {uncapitalised(title)} như sau:"
    )
    yield Paragraph(
        f"Số liệu của kỳ báo cáo được tính từ ngày {day(period['window_from'])} đến ngày {day(period['window_to'])}; "
        f"tình trạng nhiệm vụ được xác định tại ngày {day(period['reference_day'])}."
    )


def _overview(part: ProgressPart) -> Iterator[Block]:
    counts = "; ".join(
        f"{uncapitalised(line['label'])}: {count(line['count'])} nhiệm vụ" for line in part["counts"] if line["count"]
    )
    yield Heading("I. TÌNH HÌNH CHUNG")
    yield Paragraph(
        f"Tổng số nhiệm vụ: {count(part['total'])} nhiệm vụ thuộc {count(len(part['fields']))} lĩnh vực; "
        f"trong đó: {counts}."
    )
    yield _count_table(part)


def _count_table(part: ProgressPart) -> Table:
    labels = tuple(line["label"] for line in part["counts"])
    statuses = tuple(line["status"] for line in part["counts"])
    columns = (
        Column("STT", 10, Align.CENTRE),
        Column("Lĩnh vực", 45),
        Column("Tổng số", 12, Align.CENTRE),
        *(Column(label, 14, Align.CENTRE) for label in labels),
    )
    rows = tuple(
        Row((cell(field["code"]), cell(field["name"]), *_counted(field["tasks"], statuses))) for field in part["fields"]
    )
    total = (cell(), bold("Tổng cộng"), *_counted(list(all_tasks(part)), statuses, strong=True))
    return Table(columns, (*rows, Row(total, RowKind.TOTAL)), caption="Số nhiệm vụ theo lĩnh vực và tình trạng")


def _counted(tasks: list[TaskPart], statuses: tuple[str, ...], *, strong: bool = False) -> tuple[Cell, ...]:
    numbers = [len(tasks), *(sum(task["status"] == status for task in tasks) for status in statuses)]
    return tuple((Line(str(number), bold=strong),) for number in numbers)


def _led_by_the_unit(snapshot: Snapshot) -> Iterator[Block]:
    office = snapshot["unit"]["office"]
    led = [task for task in all_tasks(snapshot["progress"]) if task["involvement"] == Involvement.LEAD.value]
    yield Heading(f"II. NHIỆM VỤ {office.upper()} CHỦ TRÌ")
    if not led:
        yield Paragraph(f"Trong kế hoạch không có nhiệm vụ do {office} chủ trì.")
        return
    yield Paragraph(
        f"{office} chủ trì thực hiện {count(len(led))} nhiệm vụ; "
        f"kết quả chi tiết của từng nhiệm vụ tại Phụ lục kèm theo."
    )
    rows = tuple(
        Row(
            (
                cell(task["number"]),
                cell(task["name"]),
                cell(task["time"]),
                cell(f"{task['percent']}%"),
                cell(task["status_label"]),
            )
        )
        for task in led
    )
    yield Table(_LED_COLUMNS, rows)


def _difficulties(part: ProgressPart) -> Iterator[Block]:
    yield Heading("III. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN KHÁCH QUAN")
    yield Heading("1. Khó khăn, vướng mắc", level=2)
    yield from _stated(part, lambda entry: entry["difficulty"])
    yield Heading("2. Nguyên nhân khách quan", level=2)
    yield from _stated(part, lambda entry: entry["objective_reason"])


def _stated(part: ProgressPart, text_of: Callable[[EntryPart], str]) -> Iterator[Block]:
    texts = [
        f"- Nhiệm vụ số {task['number']}: {sentence(text_of(entry))}"
        for task in all_tasks(part)
        for entry in task["entries"]
        if text_of(entry).strip()
    ]
    yield from (Paragraph(text) for text in texts or ["Trong kỳ không ghi nhận."])


def _closing(snapshot: Snapshot, *, title: str) -> Paragraph:
    return Paragraph(
        f"Trên đây là báo cáo {uncapitalised(title)} của {snapshot['unit']['office']}, "
        f"trân trọng gửi {snapshot['document']['addressee']} tổng hợp./."
    )


def _task_table(snapshot: Snapshot) -> Table:
    evidence = snapshot["evidence"]
    rows: list[Row] = []
    for field in snapshot["progress"]["fields"]:
        rows.append(_field_row(field))
        rows.extend(_task_row(task, evidence_marks(evidence, f"task:{task['code']}")) for task in field["tasks"])
    return Table(_TASK_COLUMNS, tuple(rows), note=definition_note(snapshot["definition"]))


def _field_row(field: FieldPart) -> Row:
    return Row((bold(field["code"]), bold(field["name"])), RowKind.GROUP)


def _task_row(task: TaskPart, marks: dict[str, str]) -> Row:
    goal = (Line(f"Mục tiêu: {task['goal']}", italic=True),) if task["goal"] else ()
    return Row(
        (
            cell(task["number"]),
            (*cell(task["name"]), *goal),
            cell(
                f"Chủ trì: {task['lead']}" if task["lead"] else "",
                f"Phối hợp: {task['cooperation']}" if task["cooperation"] else "",
                f"Vai trò: {uncapitalised(task['involvement_label'])}",
            ),
            cell(task["product"]),
            cell(task["time"]),
            tuple(line for entry in task["entries"] for line in _entry_lines(entry, marks)),
            (Line(task["status_label"], bold=True), Line(f"{task['percent']}%")),
        )
    )


def _entry_lines(entry: EntryPart, marks: dict[str, str]) -> Iterator[Line]:
    yield from (Line(text) for text in entry_texts(entry, marks))
    if entry["difficulty"]:
        yield Line(f"Khó khăn: {entry['difficulty']}", italic=True)
    if entry["objective_reason"]:
        yield Line(f"Nguyên nhân khách quan: {entry['objective_reason']}", italic=True)


def entry_texts(entry: EntryPart, marks: dict[str, str]) -> Iterator[str]:
    """What an entry reports, then its products; ``marks`` refer to the files in the list of evidence."""
    yield f"{day(entry['day'])} ({entry['percent']}%): {entry['result']}".removesuffix(": ")
    for product in entry["products"]:
        text = reference(product["name"], number=product["number"], iso=product["date"])
        files = "; ".join(marks[sha256] for sha256 in product["evidence"] if sha256 in marks)
        yield f"Sản phẩm: {text}" + (f" ({files})" if files else "")
