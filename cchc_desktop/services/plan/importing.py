"""Import of a task table: preview with questions, comparison with the plan in use, and taking it into use.

A table becomes a plan pack like any other. It comes in either as a corrected edition of the plan in use (the permanent
codes of its tasks go on, and progress with them) or as a new plan. Both are one transaction that can be undone; what
was entered for a task that is gone stays in the database under its code.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.pack_writer import pack_text
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.catalogue.task_table.grid import Source, Step, no_step
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.result import TaskTable
from cchc_desktop.catalogue.task_table.source import read_file, read_text
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.pack import LONGEST_CODE, PackHeader, is_pack_code
from cchc_desktop.domain.plan import Field, Plan, Task
from cchc_desktop.domain.plan_changes import Change, PlanChanges, coded, compare
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.packs_in_use import take_into_use
from cchc_desktop.services.session.session import Session
from db.tables import pack, pack_use, progress_entry, workspace

ONLY_FIELD = Field("I", "Nhiệm vụ của kế hoạch")
"""The field of a table that names no fields."""

_IMPORTERS = (Role.PREPARER, Role.LEADER)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the table does not say of its plan: code, edition, title, issuer, basis and validity.

    ``as_edition`` takes it as a corrected edition of the plan in use, under that plan's code.
    """

    as_edition: bool
    code: str
    edition: str
    title: str
    issuer: str
    legal_basis: str
    source: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RemovedTask:
    """A task of the plan in use that the new edition lacks; ``entries`` is how much progress was entered for it."""

    task: Task
    entries: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table against the plan in use; for a new plan all its tasks are new and nothing is removed."""

    changes: PlanChanges
    removed: tuple[RemovedTask, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken into use, and the backup that was written before."""

    plan: Plan
    comparison: Comparison
    backup: Path | None


class PlanImport:
    """The import at the desk of one officer; ``forget_workspace`` makes the open desk read its plan anew."""

    def __init__(self, session: Session, forget_workspace: Callable[[], None]) -> None:
        self._session = session
        self._forget_workspace = forget_workspace

    def open_file(self, path: Path, *, step: Step = no_step) -> Source:
        """Read the tables of a file; Fault as ``task_table.source`` says."""
        return read_file(path, step=step)

    def open_text(self, text: str, *, step: Step = no_step) -> Source:
        """Read pasted text; Fault as ``task_table.source`` says."""
        return read_text(text, step=step)

    def preview(self, source: Source, options: Options, *, step: Step = no_step) -> TaskTable:
        """The table with remarks and open questions; Fault "header-missing" when there is no table in it."""
        return read_table(source, options, step=step)

    def suggested_facts(self, source: Source, table: TaskTable, *, as_edition: bool) -> PlanFacts:
        """The facts to begin with: those of the plan in use for a corrected edition, else what the dates suggest."""
        now, header = self._session.today(), self._session.workspace.plan.header
        where = f"Bảng nhiệm vụ nhập từ “{source.name}” ngày {now:%d/%m/%Y}"
        if as_edition:
            return PlanFacts(
                as_edition=True,
                code=header.code,
                edition=f"Điều chỉnh ngày {now:%d/%m/%Y}",
                title=header.title,
                issuer=header.issuer,
                legal_basis=header.legal_basis,
                source=where,
                valid_from=header.valid_from,
                valid_to=header.valid_to,
            )
        year = _usual_year(table, now.year)
        return PlanFacts(
            as_edition=False,
            code=f"KH-{year}",
            edition="Ban hành lần đầu",
            title=f"Kế hoạch cải cách hành chính năm {year}",
            issuer=header.issuer,
            legal_basis="",
            source=where,
            valid_from=date(year, 1, 1),
            valid_to=date(year, 12, 31),
        )

    def compare(self, table: TaskTable, facts: PlanFacts) -> Comparison:
        """What the table changes; nothing is written."""
        changes = self._changes(table, facts)
        gone = [item.old for item in changes.of(Change.REMOVED) if item.old is not None]
        entries = self._progress() if gone else {}
        return Comparison(changes, tuple(RemovedTask(task, entries.get(task.code, 0)) for task in gone))

    def check(self, table: TaskTable, facts: PlanFacts) -> tuple[Finding, ...]:
        """Everything that stands against the import: open questions, missing or taken facts, nothing changed."""
        return (*open_findings(table), *_fact_findings(facts), *self._taken_findings(facts, table))

    def apply(self, table: TaskTable, facts: PlanFacts, *, step: Step = no_step) -> Outcome[Imported]:
        """Take the table into use in one transaction, after a backup; Refusal as ``check`` says."""
        self._session.require(*_IMPORTERS)
        facts = _tidy(facts)
        findings = self.check(table, facts)
        if any(finding.level is Level.BLOCK for finding in findings):
            raise Refusal(*findings)
        step(0, 3, "Đang so sánh với kế hoạch đang dùng")
        comparison = self.compare(table, facts)
        loaded = _loaded(_plan(table, facts, comparison.changes.tasks))
        step(1, 3, "Đang sao lưu dữ liệu")
        backup = self._session.store.back_up(force=True)
        step(2, 3, "Đang ghi kế hoạch")
        touched = self._take(loaded, facts)
        self._forget_workspace()
        plan = loaded.pack
        assert isinstance(plan, Plan)
        return Outcome(Imported(plan, comparison, backup), touched)

    def _take(self, loaded: LoadedPack, facts: PlanFacts) -> frozenset[str]:
        words = "Nhập bản điều chỉnh" if facts.as_edition else "Nhập kế hoạch mới"
        at = self._session.now().isoformat(timespec="seconds")
        with self._session.command(f"{words} “{facts.title}”") as work:
            take_into_use(work, loaded, at=at)
            if not facts.as_edition:
                identity = work.connection.scalar(sa.select(workspace.c.id))
                work.update(workspace, str(identity), plan_code=facts.code)
        return frozenset(work.touched)

    def _changes(self, table: TaskTable, facts: PlanFacts) -> PlanChanges:
        tasks = _tasks(table)
        if not facts.as_edition:
            return compare((), coded(tasks, plan_code=facts.code), plan_code=facts.code)
        plan = self._session.workspace.plan
        return compare(plan.tasks, tasks, plan_code=plan.header.code, former=self._former_tasks(plan.header.code))

    def _former_tasks(self, code: str) -> tuple[Task, ...]:
        """The tasks of all stored editions of this plan."""
        with self._session.read() as connection:
            contents = connection.scalars(sa.select(pack.c.content).where(pack.c.code == code)).all()
        plans = [read_pack(content.decode(), name=code).pack for content in contents]
        return tuple(task for plan in plans if isinstance(plan, Plan) for task in plan.tasks)

    def _progress(self) -> dict[str, int]:
        """How many progress entries each task of the plan in use has."""
        plan_code = self._session.workspace.plan.header.code
        query = (
            sa.select(progress_entry.c.task_code, sa.func.count())
            .where(progress_entry.c.plan_code == plan_code)
            .group_by(progress_entry.c.task_code)
        )
        with self._session.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _taken_findings(self, facts: PlanFacts, table: TaskTable) -> tuple[Finding, ...]:
        """A code or edition name that means something else already; the same content again may come back."""
        with self._session.read() as connection:
            used = connection.scalar(sa.select(pack_use.c.code).where(pack_use.c.code == facts.code))
            same = (pack.c.code == facts.code) & (pack.c.edition == facts.edition)
            stored = connection.scalar(sa.select(pack.c.sha256).where(same))
        if not facts.as_edition and used is not None:
            text = f"Mã “{facts.code}” đang dùng cho một bộ danh mục khác. Hãy ghi mã khác."
            return (_block("code-taken", text, "code"),)
        if not table.is_settled:
            return ()
        changes = self._changes(table, facts)
        if facts.as_edition and changes.is_empty:
            return (_block("nothing-changed", "Bảng nhiệm vụ giống hệt kế hoạch đang dùng, không có gì để nhập.", ""),)
        if stored is not None and stored != _loaded(_plan(table, facts, changes.tasks)).sha256:
            text = f"Kế hoạch {facts.code} đã có bản “{facts.edition}”. Hãy ghi tên khác cho bản này."
            return (_block("edition-taken", text, "edition"),)
        return ()


def open_findings(table: TaskTable) -> tuple[Finding, ...]:
    """What is still to be answered before the table may be used."""
    found = []
    if table.proposal is not None:
        text = f"Chữ trong bảng có vẻ theo bảng mã {table.proposal.encoding.label}; hãy xác nhận bảng mã."
        found.append(_block("encoding-open", text, "encoding"))
    found += [_block("question-open", f"{item.place.words}: {item.text}", item.id) for item in table.questions]
    if not found and not table.tasks:
        found.append(_block("no-tasks", "Bảng không có nhiệm vụ nào để nhập.", ""))
    return tuple(found)


def _fact_findings(facts: PlanFacts) -> tuple[Finding, ...]:
    found = []
    required = (
        ("code", facts.code, "mã kế hoạch"),
        ("edition", facts.edition, "tên bản"),
        ("title", facts.title, "tên kế hoạch"),
        ("issuer", facts.issuer, "cơ quan ban hành"),
    )
    for name, value, words in required:
        if not value.strip():
            found.append(_block(f"{name}-empty", f"Hãy ghi {words}.", name))
    if facts.code and not is_pack_code(facts.code):
        text = f"Mã kế hoạch chỉ gồm chữ không dấu, số, dấu “-”, “_” và “.”, dài nhất {LONGEST_CODE} ký tự."
        found.append(_block("code-malformed", text, "code"))
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        found.append(_block("validity-reversed", "Ngày hết hiệu lực đứng trước ngày bắt đầu.", "valid_to"))
    return tuple(found)


def _block(code: str, text: str, target: str) -> Finding:
    return Finding(f"plan-import.{code}", Level.BLOCK, text, f"plan-import:{target}")


def _tidy(facts: PlanFacts) -> PlanFacts:
    """The facts as they are stored: NFC, without spaces at the ends or line breaks."""

    def line(text: str) -> str:
        return " ".join(nfc(text).split())

    return replace(
        facts,
        code=line(facts.code),
        edition=line(facts.edition),
        title=line(facts.title),
        issuer=line(facts.issuer),
        legal_basis=line(facts.legal_basis),
        source=line(facts.source),
    )


def _tasks(table: TaskTable) -> tuple[Task, ...]:
    """The tasks as a plan holds them, without codes yet."""
    return tuple(
        Task(
            code="",
            number=task.number,
            field=task.section or ONLY_FIELD.code,
            goal=task.goal,
            name=task.name,
            lead=task.lead,
            cooperation=task.cooperation,
            product=task.product,
            time=task.time,
        )
        for task in table.tasks
    )


def _plan(table: TaskTable, facts: PlanFacts, tasks: Sequence[Task]) -> Plan:
    header = PackHeader(
        code=facts.code,
        kind="plan",
        edition=facts.edition,
        title=facts.title,
        issuer=facts.issuer,
        legal_basis=facts.legal_basis or "Không nêu",
        source=facts.source,
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
    )
    fields = tuple(Field(section.code, section.name) for section in table.sections)
    if any(not task.section for task in table.tasks) and ONLY_FIELD.code not in {field.code for field in fields}:
        fields = (ONLY_FIELD, *fields)
    return Plan(header, fields, tuple(tasks))


def _loaded(plan: Plan) -> LoadedPack:
    """The plan as a pack, read back from its own text so that nothing unreadable is ever stored."""
    text = pack_text(plan)
    reading = read_pack(text, name=plan.header.code)
    source = text.encode()
    return LoadedPack(reading.pack, source, hashlib.sha256(source).hexdigest(), reading.warnings)


def _usual_year(table: TaskTable, otherwise: int) -> int:
    """The year in which most tasks end."""
    years = [task.end.year for task in table.tasks if task.end is not None]
    return max(sorted(set(years)), key=years.count) if years else otherwise
