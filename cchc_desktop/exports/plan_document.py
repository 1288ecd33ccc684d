"""The commune's own plan (Kế hoạch cải cách hành chính) with the list of its tasks, made from its snapshot.

Form: Decree 30/2020/NĐ-CP, Appendix III, sample 1.4. A plan is not addressed; its legal bases stand in italics.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from cchc_desktop.domain.snapshot import PlanFieldPart, PlanPart, PlanTaskPart, Snapshot, TargetPart
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
from cchc_desktop.exports.official import PLAN, definition_note, official_document
from cchc_desktop.exports.wording import count, day

OWN_MARK = "(*)"
TOTAL = "Tổng cộng"
END = "./."

_SUBTITLE = re.compile(r"\d+\. .*[^.;:,]")
_LONGEST_SUBTITLE = 60
_FIELD_COLUMNS = (
    Column("STT", 12, Align.CENTRE),
    Column("Lĩnh vực", 88),
    Column("Tổng số nhiệm vụ", 22, Align.CENTRE),
    Column("Theo kế hoạch của tỉnh", 22, Align.CENTRE),
    Column("Do xã, phường bổ sung", 22, Align.CENTRE),
)
_TARGET_COLUMNS = (
    Column("STT", 12, Align.CENTRE),
    Column("Chỉ tiêu", 74),
    Column("Mức phấn đấu", 34, Align.CENTRE),
    Column("Vị trí trong kế hoạch giao", 46),
)
_TASK_COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column("Mục tiêu, nhiệm vụ", 79),
    Column("Sản phẩm", 36),
    Column("Cơ quan chủ trì", 31),
    Column("Cơ quan phối hợp", 34),
    Column("Người thực hiện", 22, Align.CENTRE),
    Column("Thời gian thực hiện", 23, Align.CENTRE),
    Column("Hạn nội bộ", 20, Align.CENTRE),
)


def plan_document(snapshot: Snapshot, *, code: str) -> Document:
    """The plan with the annex of its tasks; an empty ``code`` makes a preview."""
    part, title = snapshot["plan"], plan_title(snapshot)
    blocks = (
        *_basis(part),
        Paragraph(f"{snapshot['unit']['office']} ban hành Kế hoạch {_index(snapshot)} với các nội dung như sau:"),
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        *_text_blocks(part["purpose"]),
        *_tasks_and_targets(snapshot),
        Heading("III. TỔ CHỨC THỰC HIỆN"),
        *_arrangements(snapshot),
    )
    annex = (f"Danh mục nhiệm vụ {_index(snapshot)}", (_task_table(snapshot),))
    return official_document(snapshot, kind=PLAN, title=title, blocks=blocks, annexes=(annex,), code=code)


def plan_title(snapshot: Snapshot) -> str:
    """What the plan is about (trích yếu), without the name of the type before it."""
    title = snapshot["plan"]["title"].strip()
    bare = title[len("kế hoạch ") :] if title.lower().startswith("kế hoạch ") else title
    return bare[:1].upper() + bare[1:]


def own_tasks(fields: list[PlanFieldPart]) -> list[PlanTaskPart]:
    """The tasks that the commune added."""
    return [task for field in fields for task in field["tasks"] if task["own"]]


def all_plan_tasks(part: PlanPart) -> list[PlanTaskPart]:
    """All tasks in printed order."""
    return [task for field in part["fields"] for task in field["tasks"]]


def _index(snapshot: Snapshot) -> str:
    """The title inside a sentence, without the unit that the sentence names already."""
    return uncapitalised(plan_title(snapshot).removesuffix(f" của {snapshot['unit']['office']}"))


def _basis(part: PlanPart) -> Iterator[Block]:
    """Each basis ends with a semicolon, the last one with a full stop (Decree 30/2020, Appendix I, II.6)."""
    texts = [text.strip().rstrip(";., ") for text in part["basis"]]
    for place, text in enumerate(texts, start=1):
        yield Paragraph(f"{text}{'.' if place == len(texts) else ';'}", italic=True)


def _text_blocks(texts: list[str]) -> Iterator[Block]:
    """Paragraphs; a short numbered line without an end mark is the title of a clause."""
    for text in texts:
        for line in filter(None, map(str.strip, text.splitlines())):
            is_title = len(line) <= _LONGEST_SUBTITLE and _SUBTITLE.fullmatch(line)
            yield Heading(line, level=2) if is_title else Paragraph(line)


def _tasks_and_targets(snapshot: Snapshot) -> Iterator[Block]:
    part = snapshot["plan"]
    yield Heading("II. NHIỆM VỤ, CHỈ TIÊU")
    if part["targets"]:
        yield Heading("1. Nhiệm vụ", level=2)
    yield Paragraph(_task_sentence(snapshot))
    yield _field_table(part)
    if part["targets"]:
        yield Heading("2. Chỉ tiêu", level=2)
        yield Paragraph("Phấn đấu hoàn thành các chỉ tiêu sau:")
        yield _target_table(part["targets"])


def _task_sentence(snapshot: Snapshot) -> str:
    part = snapshot["plan"]
    total, own = len(all_plan_tasks(part)), len(own_tasks(part["fields"]))
    taken = f"{count(total - own)} nhiệm vụ theo {snapshot['definition']['title']}"
    origin = f", trong đó {taken} và {count(own)} nhiệm vụ do {snapshot['unit']['office']} bổ sung" if own else ""
    fields = sum(bool(field["tasks"]) for field in part["fields"])
    return (
        f"Tổ chức thực hiện {count(total)} nhiệm vụ thuộc {count(fields)} lĩnh vực{origin} "
        "(chi tiết tại Phụ lục kèm theo)."
    )


def _field_table(part: PlanPart) -> Table:
    rows = [Row((cell(field["code"]), cell(field["name"]), *_counted([field]))) for field in part["fields"]]
    rows.append(Row((cell(), bold(TOTAL), *_counted(part["fields"], strong=True)), RowKind.TOTAL))
    return Table(_FIELD_COLUMNS, tuple(rows), caption="Số nhiệm vụ theo lĩnh vực")


def _counted(fields: list[PlanFieldPart], *, strong: bool = False) -> tuple[Cell, ...]:
    total, own = sum(len(field["tasks"]) for field in fields), len(own_tasks(fields))
    return tuple((Line(str(number), bold=strong),) for number in (total, total - own, own))


def _target_table(targets: list[TargetPart]) -> Table:
    return Table(
        _TARGET_COLUMNS,
        tuple(
            Row(
                (
                    cell(str(number)),
                    cell(target["name"]),
                    cell(target["threshold"]),
                    cell(target["place"] or target["source"]),
                )
            )
            for number, target in enumerate(targets, start=1)
        ),
    )


def _arrangements(snapshot: Snapshot) -> Iterator[Block]:
    texts = snapshot["plan"]["arrangements"]
    yield from _text_blocks(texts)
    if not texts or not texts[-1].rstrip().endswith(END):
        yield Paragraph(
            f"Trên đây là Kế hoạch {_index(snapshot)} của {snapshot['unit']['office']}; yêu cầu các cơ quan, đơn vị, "
            f"cá nhân có liên quan tổ chức thực hiện{END}"
        )


def _task_table(snapshot: Snapshot) -> Table:
    part = snapshot["plan"]
    rows: list[Row] = []
    for field in part["fields"]:
        if field["tasks"]:
            rows.append(Row((bold(field["code"]), bold(field["name"])), RowKind.GROUP))
            rows.extend(_task_rows(field["tasks"]))
    notes = [definition_note(snapshot["definition"])]
    if own_tasks(part["fields"]):
        notes.insert(0, f"{OWN_MARK} Nhiệm vụ do {snapshot['unit']['office']} bổ sung.")
    return Table(_TASK_COLUMNS, tuple(rows), note="\n".join(notes))


def _task_rows(tasks: list[PlanTaskPart]) -> Iterator[Row]:
    """The tasks below their goals; a goal that spans several tasks stands once above them."""
    for goal, below in groupby(tasks, key=lambda task: task["goal"]):
        if goal:
            yield Row((cell(), (Line(f"Mục tiêu: {goal}", italic=True),)), RowKind.SUBGROUP)
        yield from (_task_row(task) for task in below)


def _task_row(task: PlanTaskPart) -> Row:
    return Row(
        (
            cell(task["number"], OWN_MARK if task["own"] else ""),
            cell(task["name"]),
            cell(task["product"]),
            cell(task["lead"]),
            cell(task["cooperation"]),
            cell(task["assignee"]),
            cell(task["time"]),
            cell(day(task["internal_due"])),
        )
    )
