"""``answer take``: the answers of the province at a commune, from files or heard by telephone, without a window."""

import argparse
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.sending.answers import Answers, Effect, Incoming
from cchc_desktop.system.clock import Clock


def take(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Look at what was named, then take it unless this is a dry run; exit 1 where something was refused."""
    if bool(arguments.paths) == bool(arguments.code):
        return wrong_use("Hãy nêu tệp trả lời của tỉnh, hoặc --code với mã nghe qua điện thoại.")
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước.")
        answers = workplace.command_line_desk().answers
        looked = (answers.look_at_code(arguments.code),) if arguments.code else answers.look(arguments.paths)
        lines, data = _told(answers, looked, dry=arguments.dry_run)
    is_refused = any(each.effect is Effect.REFUSED for each in looked)
    return Report(Exit.FINDINGS if is_refused else Exit.DONE, lines, data)


def _told(answers: Answers, looked: tuple[Incoming, ...], *, dry: bool) -> tuple[list[str], dict[str, object]]:
    lines = [_line(each) for each in looked] or ["Không thấy tệp trả lời nào của tỉnh."]
    data: dict[str, object] = {"answers": [_data(each) for each in looked], "taken": 0}
    if dry:
        return [*lines, "Chỉ xem trước, chưa ghi gì."], data
    taken = answers.take(looked).value
    for each in taken:
        row = each.submission
        owed = answers.open_remarks(row.kind, row.period, form=row.form_code)
        lines.append(f"Hồ sơ {row.kind.label}, {row.period.label}, bản {row.revision}: {row.state.label}.")
        lines += [f"  Phải trả lời: {remark.place}: {remark.text}" for remark in owed]
    return lines, {**data, "taken": len(taken)}


def _line(incoming: Incoming) -> str:
    name = f"{incoming.path.name}: " if incoming.path else ""
    warning = f" {incoming.warning}" if incoming.warning else ""
    return f"- {name}{incoming.text}{warning}"


def _data(incoming: Incoming) -> dict[str, object]:
    row, answer = incoming.submission, incoming.answer
    data: dict[str, object] = {
        "file": str(incoming.path or ""),
        "effect": incoming.effect.value,
        "kind": incoming.kind.value if incoming.kind else "",
        "message": incoming.text,
        "finding": incoming.finding.code if incoming.finding else "",
    }
    if row is not None:
        data |= {"submission": row.kind.value, "form": row.form_code, "period": row.period.code}
        data["revision"] = row.revision
    if answer is not None:
        data["remarks"] = [
            {"sequence": each.sequence, "target": each.target, "place": each.place, "text": each.text}
            for each in answer.remarks
        ]
    return data
