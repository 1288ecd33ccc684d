"""``cchc-desktop plan import``: a task table read, shown as JSON, and taken into the data folder."""

import argparse
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.task_table.asking import Answer
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.result import Encoding, TableTask, TaskTable
from cchc_desktop.catalogue.task_table.source import read_file
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.plan.importing import open_findings
from cchc_desktop.system.clock import Clock


def plan_import(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Read a task table; with ``--dry-run`` only tell it, else take it into use as an edition or a new plan."""
    encoding = Encoding(arguments.encoding) if arguments.encoding in {item.value for item in Encoding} else None
    options = Options(
        answers=dict(_answer(text) for text in arguments.answer),
        encoding=encoding,
        unicode_confirmed=arguments.encoding == "unicode",
    )
    source = read_file(arguments.file)
    table = read_table(source, options)
    data = as_json(table)
    lines = _lines(table)
    if arguments.dry_run:
        return Report(Exit.DONE if table.is_settled and table.tasks else Exit.FINDINGS, lines, data)
    if not table.is_settled or not table.tasks:
        lines += ["Chưa nhập gì, vì còn câu hỏi phải trả lời (--answer MÃ=CÁCH) hoặc trả lời trong chương trình."]
        findings = [finding.text for finding in open_findings(table)]
        return Report(Exit.FINDINGS, lines, {**data, "open": findings})
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước.")
        service = workplace.command_line_desk().plan_import
        facts = service.suggested_facts(source, table, as_edition=not arguments.new)
        outcome = service.apply(table, facts)
    lines += [f"Đã nhập: {outcome.value.plan.header.title} ({outcome.value.plan.header.edition})."]
    lines += [f"Bản sao lưu trước khi nhập: {outcome.value.backup}"]
    return Report(Exit.DONE, lines, {**data, "plan": outcome.value.plan.header.code})


def as_json(table: TaskTable) -> dict[str, object]:
    """The table in the words of the contract; open questions stand among the warnings."""
    return {
        "sections": [{"code": section.code, "name": section.name} for section in table.sections],
        "tasks": [_task(task) for task in table.tasks],
        "warnings": _warnings(table),
    }


def _task(task: TableTask) -> dict[str, object]:
    return {
        "number": task.number,
        "section": task.section,
        "goal": task.goal,
        "name": task.name,
        "product": task.product,
        "lead": task.lead,
        "cooperation": task.cooperation,
        "time": task.time,
        "start": task.start.isoformat() if task.start else None,
        "end": task.end.isoformat() if task.end else None,
        "recurrence": task.recurrence.value if task.recurrence else None,
    }


def _warnings(table: TaskTable) -> list[dict[str, object]]:
    found = [
        {"row": item.place.row, "column": item.place.column, "message": f"{_table(item.place.table)}{item.text}"}
        for item in table.remarks
    ]
    for question in table.questions:
        choices = "; ".join(f"{choice.key}: {choice.label}" for choice in question.choices)
        message = f"{_table(question.place.table)}Cần trả lời [{question.id}]: {question.text} Các cách: {choices}."
        found.append({"row": question.place.row, "column": question.place.column, "message": message})
    if table.proposal is not None:
        shown = table.proposal
        words = f"Chữ có vẻ theo bảng mã {shown.encoding.label}: “{shown.before}” đọc là “{shown.after}”."
        advice = f"Xác nhận bằng --encoding {shown.encoding.value}, hoặc --encoding unicode nếu không phải."
        found.append({"row": 0, "column": "", "message": f"{words} {advice}"})
    return found


def _table(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}: " if name else ""


def _lines(table: TaskTable) -> list[str]:
    lines = [f"Đọc được {len(table.sections)} lĩnh vực, {len(table.tasks)} nhiệm vụ."]
    lines += [f"- Dòng {item['row']}: {item['message']}" for item in _warnings(table)]
    return lines


def _answer(text: str) -> tuple[str, str]:
    key, _equals, answer = text.rpartition("=")
    return key, answer or Answer.KEEP.value
