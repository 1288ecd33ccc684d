"""The commune's own plan as a submission: its period, its findings and its snapshot."""

from collections.abc import Iterator

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.plan import Field
from cchc_desktop.domain.snapshot import PlanTaskPart, Snapshot, TargetPart
from cchc_desktop.domain.target import Target
from cchc_desktop.domain.target_result import threshold_words
from cchc_desktop.domain.time_phrase import parse as parse_time
from cchc_desktop.services.plan.commune_plan import CommunePlan
from cchc_desktop.services.plan.rows import PlanLine, PlanPage
from cchc_desktop.services.plan.texts import plan_period
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions import snapshots
from cchc_desktop.services.submissions.rows import SubmissionRow


class PlanContent:
    """Provides the plan."""

    def __init__(self, session: Session, plan: CommunePlan) -> None:
        self._session = session
        self._plan = plan

    def forms(self) -> tuple[tuple[str, str], ...]:
        """The plan needs no form."""
        return ()

    def periods(self, form: str) -> tuple[Period, ...]:
        """The period that the province's plan is for."""
        return (self.default_period(form),)

    def default_period(self, form: str) -> Period:
        """The period that the province's plan is for."""
        del form
        return plan_period(self._session.workspace.plan)

    def findings(self, row: SubmissionRow) -> tuple[Finding, ...]:
        """What the plan owes: texts, tasks, times that can be understood, people."""
        del row
        return tuple(_findings(self._plan.page()))

    def snapshot(self, frame: snapshots.Frame) -> Snapshot:
        """The plan as it stands: the included tasks, numbered as printed, and the targets of its year."""
        workspace, page = self._session.workspace, self._plan.page()
        whole = snapshots.envelope(frame, workspace, workspace.plan.header, workspace.plan_sha256)
        lines = [line for line in page.lines if line.included]
        numbers = {line.task.code: str(place) for place, line in enumerate(lines, start=1)}
        year = workspace.plan.header.valid_from.year
        whole["plan"] = {
            "title": page.title,
            "basis": _paragraphs(page.basis),
            "purpose": _paragraphs(page.purpose),
            "arrangements": _paragraphs(page.arrangements),
            "fields": [
                {"code": field.code, "name": field.name, "tasks": [_task(line, numbers) for line in found]}
                for field in page.fields
                if (found := _of_field(lines, field))
            ],
            "targets": [_target(target) for target in self._session.packs.targets() if target.year == year],
        }
        return whole


def _findings(page: PlanPage) -> Iterator[Finding]:
    lines = [line for line in page.lines if line.included]
    if not page.title:
        yield Finding("plan.no-title", Level.BLOCK, "Chưa ghi trích yếu của kế hoạch.", "plan:title")
    if not lines:
        yield Finding("plan.no-tasks", Level.BLOCK, "Kế hoạch chưa có nhiệm vụ nào.", "plan")
    for name, words in (("basis", "căn cứ"), ("purpose", "mục đích, yêu cầu"), ("arrangements", "tổ chức thực hiện")):
        if not getattr(page, name):
            yield Finding(f"plan.no-{name}", Level.WARN, f"Kế hoạch chưa có phần {words}.", f"plan:{name}")
    for line in lines:
        yield from _line_findings(line)
    if not page.sent_number:
        text = "Chưa ghi nhận số, ngày văn bản gửi kế hoạch cho cơ quan cấp trên."
        yield Finding("plan.not-sent", Level.INFO, text, "plan:sent")


def _line_findings(line: PlanLine) -> Iterator[Finding]:
    task, target = line.task, f"plan:{line.task.code}"
    if not task.name:
        yield Finding("plan.task-no-name", Level.BLOCK, f"Nhiệm vụ {task.number} chưa có nội dung.", target)
    if not task.time:
        yield Finding("plan.task-no-time", Level.BLOCK, f"Nhiệm vụ {task.number} chưa có thời gian thực hiện.", target)
    elif line.own and not parse_time(task.time).understood:
        text = f"Không hiểu thời gian “{task.time}” của nhiệm vụ {task.number} nên không tính được hạn."
        yield Finding("plan.task-time", Level.WARN, text, f"{target}:time")
    if line.own and not task.product:
        text = f"Nhiệm vụ {task.number} chưa ghi sản phẩm."
        yield Finding("plan.task-no-product", Level.WARN, text, f"{target}:product")
    if not line.assignee:
        text = f"Nhiệm vụ {task.number} chưa phân công người thực hiện."
        yield Finding("plan.task-no-assignee", Level.INFO, text, f"{target}:assignee")


def _of_field(lines: list[PlanLine], field: Field) -> list[PlanLine]:
    return [line for line in lines if line.task.field == field.code]


def _task(line: PlanLine, numbers: dict[str, str]) -> PlanTaskPart:
    task = line.task
    return {
        "code": task.code,
        "number": numbers[task.code],
        "own": line.own,
        "goal": task.goal,
        "name": task.name,
        "lead": task.lead,
        "cooperation": task.cooperation,
        "product": task.product,
        "time": task.time,
        "assignee": line.assignee,
        "internal_due": line.internal_due.isoformat() if line.internal_due else "",
    }


def _target(target: Target) -> TargetPart:
    return {
        "code": target.code,
        "name": target.name,
        "threshold": threshold_words(target),
        "shown": "",
        "met": "",
        "trend": "",
        "source": target.source,
        "place": target.place,
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
