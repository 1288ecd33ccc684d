"""What must hold of the content of the data beyond what the schema enforces, told in plain words where it does not."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial

import sqlalchemy as sa

from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.services.registers.reading import parse as parse_row
from cchc_desktop.services.session.packs_in_use import Packs
from cchc_desktop.services.tasks.working_plan import own_tasks
from cchc_desktop.system.canonical_json import sha256
from db.store import Store
from db.tables import (
    answer,
    assignment,
    audit,
    commune_plan,
    evidence,
    folder_holder,
    kept_text,
    officer,
    product,
    program_run,
    progress_entry,
    register_row,
    submission,
    workspace,
)

_DATES = (
    (progress_entry.c.day, "ngày cập nhật tiến độ"),
    (product.c.day, "ngày văn bản của nhiệm vụ"),
    (assignment.c.internal_due, "hạn nội bộ của nhiệm vụ"),
    (register_row.c.day, "ngày của dòng sổ theo dõi"),
    (evidence.c.day, "ngày của tài liệu kiểm chứng"),
    (commune_plan.c.sent_day, "ngày gửi kế hoạch"),
    (submission.c.reference_day, "ngày chốt số liệu của hồ sơ"),
    (submission.c.document_date, "ngày văn bản của hồ sơ"),
)

_TIMES = (
    (audit.c.at, "dòng nhật ký thay đổi"),
    (program_run.c.started_at, "lần chạy chương trình (lúc mở)"),
    (program_run.c.ended_at, "lần chạy chương trình (lúc đóng)"),
    (kept_text.c.kept_at, "nội dung gõ dở (lúc giữ lại)"),
    (kept_text.c.discarded_at, "nội dung gõ dở (lúc bỏ)"),
    (folder_holder.c.since, "nơi giữ dữ liệu"),
    (evidence.c.added_at, "tài liệu kiểm chứng (lúc đưa vào)"),
    (submission.c.completed_at, "hồ sơ (lúc hoàn thành)"),
    (submission.c.signed_at, "hồ sơ (lúc ký)"),
    (submission.c.exported_at, "hồ sơ (lúc kết xuất)"),
)


def broken_invariants(opened: Store) -> Iterator[str]:
    """Sentences on dates, percents, register rows, codes and frozen submissions that are not as they must be."""
    packs = Packs(opened)
    used = packs.used()
    with opened.read() as connection:
        for column, words in _DATES:
            yield from _dates(connection, column, words)
        for column, words in _TIMES:
            yield from _times(connection, column, words)
        yield from _people(connection)
        yield from _runs(connection)
        yield from _holder(connection)
        yield from _percents(connection)
        yield from _rows(connection, packs)
        yield from _frozen(connection)
        row = connection.execute(sa.select(workspace.c.plan_code, workspace.c.criteria_code)).first()
        if row is not None:
            codes = {item.code for item in used}
            yield from _tasks(connection, packs, codes)
            yield from _criteria(connection, packs, codes)


def _dates(connection: sa.Connection, column: sa.Column[str], words: str) -> Iterator[str]:
    wrong = [text for text in connection.scalars(sa.select(column).where(column != "")) if not _is_date(text)]
    if wrong:
        yield f"Có {len(wrong)} {words} không đọc được, ví dụ “{wrong[0]}”. Hãy mở mục đó và chọn lại ngày."


def _times(connection: sa.Connection, column: sa.Column[str], words: str) -> Iterator[str]:
    texts = connection.scalars(sa.select(column).where(column != ""))
    wrong = [text for text in texts if not _reads(partial(datetime.fromisoformat, text))]
    if wrong:
        yield f"Có {len(wrong)} {words} ghi thời điểm không đọc được, ví dụ “{wrong[0]}”; dữ liệu vẫn được giữ."


def _people(connection: sa.Connection) -> Iterator[str]:
    """Whoever wrote has an account, or had one whose end stands in the trail."""
    left = sa.select(audit.c.row_id).where(audit.c.table_name == "officer", audit.c.action == "delete")
    accounts = sa.select(officer.c.id).union(left)
    for column, words in ((audit.c.officer_id, "dòng nhật ký thay đổi"), (kept_text.c.officer_id, "nội dung gõ dở")):
        stray = column.is_not(None) & column.not_in(accounts)
        count = connection.scalar(sa.select(sa.func.count()).where(stray))
        if count:
            yield f"Có {count} {words} ghi người thực hiện không có trong danh sách tài khoản; nội dung vẫn được giữ."


def _runs(connection: sa.Connection) -> Iterator[str]:
    """Within a run the clock that never goes back does not go back; no run begins after the end of the trail."""
    before = sa.func.lag(audit.c.elapsed_ms).over(partition_by=audit.c.run_id, order_by=audit.c.seq)
    lines = sa.select(audit.c.elapsed_ms, before.label("before")).where(audit.c.run_id != "").subquery()
    if connection.scalar(sa.select(sa.func.count()).where(lines.c.elapsed_ms < lines.c.before)):
        yield "Nhật ký thay đổi có dòng đi lùi thời gian trong cùng một lần chạy. Hãy phục hồi từ bản sao lưu trước đó."
    last = sa.select(sa.func.coalesce(sa.func.max(audit.c.seq), 0)).scalar_subquery()
    wrong = (program_run.c.first_seq < 1) | (program_run.c.first_seq > last + 1)
    count = connection.scalar(sa.select(sa.func.count()).where(wrong))
    if count:
        yield f"Có {count} lần chạy chương trình ghi dòng nhật ký bắt đầu không có thật; dữ liệu vẫn được giữ."


def _holder(connection: sa.Connection) -> Iterator[str]:
    given = (folder_holder.c.state == "handed_over") & (folder_holder.c.given_code == "")
    live = (folder_holder.c.state == "live") & (folder_holder.c.given_code != "")
    if connection.scalar(sa.select(sa.func.count()).where(given | live)):
        yield "Thông tin bàn giao của thư mục không khớp: tình trạng và mã bàn giao mâu thuẫn nhau."


def _is_date(text: str) -> bool:
    return _reads(partial(date.fromisoformat, text))


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except (ValueError, TypeError):
        return False
    return True


def _percents(connection: sa.Connection) -> Iterator[str]:
    outside = sa.or_(progress_entry.c.percent < 0, progress_entry.c.percent > 100)
    count = connection.scalar(sa.select(sa.func.count()).select_from(progress_entry).where(outside))
    if count:
        yield f"Có {count} cập nhật tiến độ ghi tỷ lệ ngoài khoảng 0-100%. Hãy mở nhiệm vụ đó và nhập lại."


def _rows(connection: sa.Connection, packs: Packs) -> Iterator[str]:
    registers = {register.code: register for register in packs.registers()}
    unknown: Counter[str] = Counter()
    for row in connection.execute(sa.select(register_row).order_by(register_row.c.register_code, register_row.c.day)):
        register = registers.get(row.register_code)
        if register is None:
            unknown[row.register_code] += 1
            continue
        where = f"Sổ “{register.name}”, dòng {f'ngày {row.day}' if row.day else 'chưa có ngày'}"
        content = _content(row.content)
        if content is None:
            yield f"{where}: nội dung không đọc được."
            continue
        bad = parse_row(register, row.content).unreadable
        for code in sorted(bad):
            name = register.column(code).name
            yield f"{where}: ô “{name}” ghi “{content[code]}”, không đọc được theo mẫu sổ. Hãy mở sổ và nhập lại ô này."
    for code, count in unknown.items():
        yield f"Có {count} dòng thuộc sổ “{code}” không còn trong bộ danh mục đang dùng; dữ liệu vẫn được giữ."


def _content(text: str) -> Mapping[str, str] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found if whole else None


def _frozen(connection: sa.Connection) -> Iterator[str]:
    frozen = (submission.c.snapshot, submission.c.snapshot_sha256)
    for row in connection.execute(sa.select(submission.c.period_code, submission.c.revision, *frozen)):
        if not _reads(partial(parse_period, row.period_code)):
            yield f"Có hồ sơ ghi kỳ “{row.period_code}” không đọc được."
        if row.snapshot is not None and sha256(row.snapshot) != row.snapshot_sha256:
            yield (
                f"Nội dung đã chốt của hồ sơ kỳ {row.period_code}, lần {row.revision} bị thay đổi sau khi chốt. "
                "Hãy phục hồi từ bản sao lưu trước đó."
            )


def _tasks(connection: sa.Connection, packs: Packs, codes: set[str]) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for table, words in ((progress_entry, "cập nhật tiến độ"), (assignment, "phân công")):
        lost: Counter[str] = Counter()
        for plan, task in connection.execute(sa.select(table.c.plan_code, table.c.task_code)):
            if plan not in known:
                known[plan] = _known_tasks(connection, packs, plan) if plan in codes else set()
            if task not in known[plan]:
                lost[task] += 1
        for task, count in lost.items():
            yield f"Có {count} {words} của nhiệm vụ “{task}” không có trong kế hoạch đang dùng; dữ liệu vẫn được giữ."


def _known_tasks(connection: sa.Connection, packs: Packs, plan: str) -> set[str]:
    return {task.code for task in (*packs.plan(plan).tasks, *own_tasks(connection, plan))}


def _criteria(connection: sa.Connection, packs: Packs, codes: set[str]) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    lost: Counter[str] = Counter()
    for code, criterion in connection.execute(sa.select(answer.c.criteria_code, answer.c.criterion_code)):
        if code not in known:
            known[code] = {leaf.code for leaf in packs.criteria(code).leaves()} if code in codes else set()
        if criterion not in known[code]:
            lost[criterion] += 1
    for criterion, count in lost.items():
        kept = "không có trong bộ tiêu chí đang dùng; dữ liệu vẫn được giữ."
        yield f"Có {count} câu trả lời của tiêu chí “{criterion}” {kept}"
