"""Where a record stands, in words and as a link to its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import format_date, uncapitalised
from cchc_desktop.services.history.exchange_fields import EXCHANGE_PLACES
from cchc_desktop.services.history.steps import Row
from cchc_desktop.services.history.trail import Trail
from cchc_desktop.services.history.words import Words
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.working_plan import own_tasks

_PLAIN_PLACES: Mapping[str, tuple[str, str]] = {
    "commune_plan": ("Nội dung kế hoạch của xã", "plan:title"),
    "workspace": ("Thông tin đơn vị và văn bản", "settings:documents"),
    "pack": ("Bộ danh mục", "settings:packs"),
    "pack_use": ("Bộ danh mục đang dùng", "settings:packs"),
    "folder_holder": ("Bàn giao dữ liệu", "settings:data"),
    "kept_text": ("Chữ chưa ghi được", ""),
    **{table: (name, "") for table, name in EXCHANGE_PLACES.items()},
}


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """``text`` names the record ("Nhiệm vụ 6, cập nhật ngày 05/10/2025"), ``target`` is its link or empty."""

    text: str
    target: str


class Places:
    """Names records of the plan, the criteria set, the registers and the forms in use."""

    def __init__(self, session: Session, connection: sa.Connection, trail: Trail, words: Words) -> None:
        self._session, self._trail, self._words = session, trail, words
        plan = session.workspace.plan
        tasks = (*plan.tasks, *own_tasks(connection, plan.header.code))
        self._numbers = {task.code: task.number for task in tasks}

    def of(self, table: str, row: Row) -> RecordPlace:
        """The place of a row."""
        match table:
            case "progress_entry" | "product" | "assignment" | "commune_task":
                return self._of_task(table, row)
            case "evidence_use":
                return self._of_use(row)
            case "report_field" | "report_text" | "report_explanation":
                return self._of_report(table, row)
            case "answer":
                code = row.get("criterion_code", "")
                return RecordPlace(f"Tiêu chí {code}", f"criterion:{code}" if self._words.criterion(row) else "")
            case "adjustment":
                return RecordPlace(f"Điểm thưởng, điểm trừ {row.get('code', '')}", "assessment:adjustments")
            case "register_row":
                return self._of_row(row)
            case "evidence":
                return RecordPlace(f"Tài liệu “{row.get('name', '')}”", f"evidence:{row.get('id', '')}")
            case "submission":
                return self._of_submission(row)
            case "officer":
                return RecordPlace(f"Tài khoản {row.get('full_name', '')}", "officer")
            case _:
                return RecordPlace(*_PLAIN_PLACES.get(table, ("Dữ liệu khác", "")))

    def _of_task(self, table: str, row: Row) -> RecordPlace:
        if table == "product":
            entry = self._trail.ever("progress_entry", row.get("entry_id", ""))
            task = self._task(entry)
            name = f"sản phẩm “{row['name']}”" if row.get("name") else "sản phẩm"
            return RecordPlace(f"{task.text}, {name}", task.target)
        task = self._task(row)
        if table == "progress_entry":
            return RecordPlace(f"{task.text}, cập nhật ngày {_day(row.get('day', ''))}", task.target)
        if table == "assignment":
            return RecordPlace(f"{task.text}, phân công", task.target)
        code = row.get("task_code", "")
        return RecordPlace(f"Kế hoạch của xã, {uncapitalised(task.text)}", f"plan:{code}" if task.target else "")

    def _task(self, row: Row) -> RecordPlace:
        code = row.get("task_code", "")
        if code in self._numbers:
            return RecordPlace(f"Nhiệm vụ {self._numbers[code]}", f"task:{code}")
        return RecordPlace(f"Nhiệm vụ {row.get('number') or code}", "")

    def _of_use(self, row: Row) -> RecordPlace:
        owners = (("answer", "answer_id"), ("product", "product_id"), ("register_row", "register_row_id"))
        for table, column in owners:
            if row.get(column):
                owner = self.of(table, self._trail.ever(table, row[column]))
                return RecordPlace(f"{owner.text}, tài liệu kiểm chứng", owner.target)
        return RecordPlace("Tài liệu kiểm chứng", "")

    def _of_report(self, table: str, row: Row) -> RecordPlace:
        form, period = row.get("form_code", ""), row.get("period_code", "")
        report = f"Báo cáo {uncapitalised(parse_period(period).label)}" if period else "Báo cáo"
        target = f"report:{form}:{period}"
        if table == "report_field":
            code = row.get("field_code", "")
            return RecordPlace(f"{report}, {self._figure_name(form, code)}", f"{target}:{code}")
        if table == "report_text":
            code = row.get("section_code", "")
            return RecordPlace(f"{report}, mục {code}", f"{target}:{code}")
        return RecordPlace(f"{report}, giải trình cảnh báo", target)

    def _figure_name(self, form: str, code: str) -> str:
        try:
            return f"{code} {self._session.packs.form(form).field(code).name}"
        except KeyError:
            return code

    def _of_row(self, row: Row) -> RecordPlace:
        register = self._words.register(row)
        name = register.name.replace("Sổ theo dõi ", "Sổ ", 1) if register else "Sổ không còn dùng"
        day = f", dòng ngày {_day(row['day'])}" if row.get("day") else ", một dòng"
        return RecordPlace(f"{name}{day}", f"register-row:{row.get('id', '')}" if register else "")

    def _of_submission(self, row: Row) -> RecordPlace:
        kind, period = Kind(row["kind"]), parse_period(row["period_code"])
        text = f"Hồ sơ {uncapitalised(kind.label)}, {uncapitalised(period.label)}, lần trình {row['revision']}"
        form = f":{row['form_code']}" if row.get("form_code") else ""
        return RecordPlace(text, f"submission:{kind.value}:{period.code}{form}")


def _day(stored: str) -> str:
    return format_date(date.fromisoformat(stored)) if stored else "chưa ghi"
