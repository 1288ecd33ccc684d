"""Overview (tổng quan): what waits on me, what falls due, how far the fields and the score have come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.status import FiveWay, TaskStatus, five_way
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.services.assessment.self_assessment import SelfAssessment, Sheet
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.tasks.tasks import Tasks

DUE_SOON = 15
DONE = (TaskStatus.DONE_IN_TIME, TaskStatus.DONE_LATE, TaskStatus.NOT_ARISING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of "Việc chờ tôi": a sentence, a target to open, and whether it is urgent."""

    text: str
    target: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class DueRow:
    """A task that falls due; ``days_left`` is negative when overdue."""

    task_code: str
    number: str
    name: str
    due: date
    days_left: int
    assignee: str


@dataclass(frozen=True, slots=True)
class FieldProgress:
    """A field of reform with its tasks counted the five ways."""

    code: str
    name: str
    counts: FiveWay


@dataclass(frozen=True, slots=True)
class AreaScore:
    """An area of the criteria set; points of the self-assessment."""

    code: str
    name: str
    points: Decimal
    possible: Decimal
    answered: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole overview page; ``entries`` counts the progress entries of all tasks."""

    on: date
    waiting: tuple[Waiting, ...]
    due: tuple[DueRow, ...]
    fields: tuple[FieldProgress, ...]
    total: FiveWay
    lead: FiveWay
    areas: tuple[AreaScore, ...]
    self_points: Decimal
    self_max: Decimal
    rescaled: Decimal
    grade: str
    answered: int
    leaves: int
    entries: int
    submissions: tuple[SubmissionRow, ...]


class OverviewService:
    """Gathers the page from the other services."""

    def __init__(self, session: Session, tasks: Tasks, assessment: SelfAssessment, submissions: Submissions) -> None:
        self._session = session
        self._tasks = tasks
        self._assessment = assessment
        self._submissions = submissions

    def page(self) -> Overview:
        """The page as of today."""
        board = self._tasks.board()
        sheet = self._assessment.sheet()
        result = sheet.result
        areas = tuple(
            AreaScore(
                row.criterion.code,
                row.criterion.name,
                row.score.points,
                row.score.possible,
                row.score.answered,
                row.score.leaves,
            )
            for row in sheet.rows
            if row.depth == 0
        )
        return Overview(
            on=board.on,
            waiting=tuple(self._waiting(board.rows, sheet)),
            due=_due(board.rows),
            fields=tuple(
                FieldProgress(
                    field.code, field.name, five_way(r.status for r in board.rows if r.field_code == field.code)
                )
                for field in board.fields
            ),
            total=five_way(row.status for row in board.rows),
            lead=five_way(row.status for row in board.rows if row.involvement is Involvement.LEAD),
            areas=areas,
            self_points=result.self_points,
            self_max=result.self_max,
            rescaled=result.rescaled,
            grade=result.grade,
            answered=result.answered,
            leaves=sum(area.leaves for area in areas),
            entries=sum(row.entries for row in board.rows),
            submissions=self._current_submissions(),
        )

    def _current_submissions(self) -> tuple[SubmissionRow, ...]:
        return tuple(
            self._submissions.current(kind, self._submissions.default_period(kind, form=form), form=form)
            for kind in self._submissions.kinds
            for form, _title in self._submissions.forms(kind) or (("", ""),)
        )

    def _waiting(self, rows: tuple[TaskRow, ...], sheet: Sheet) -> list[Waiting]:
        submissions = self._submissions.all()
        officer = self._session.officer
        if officer.role is Role.LEADER:
            return [
                Waiting(f"Ký {_name(row)} (bản {row.revision})", _target(row), urgent=True)
                for row in submissions
                if row.state is State.COMPLETE and row.leader_id == officer.id
            ]
        return [
            *self._report_lines(),
            *self._task_lines(rows),
            *_assessment_lines(sheet),
            *_submission_lines(submissions),
            *self._sent_lines(),
        ]

    def _sent_lines(self) -> list[Waiting]:
        """What left and has no answer of the province."""
        from cchc_desktop.services.sending.custody import Custody  # not needed before something was sent

        return [Waiting(line.text, line.target) for line in Custody(self._session, self._submissions).on_the_way()]

    def _report_lines(self) -> list[Waiting]:
        """The reports that fall due: both the due day and the last working day before it are told."""
        calendar = self._session.packs.calendar()
        lines = []
        for row in self._current_submissions():
            due = calendar.due(row.period) if calendar and row.kind is Kind.REPORT else None
            if due is None or row.state is not State.DRAFT:
                continue
            left = (due.due - self._session.today()).days
            if left > DUE_SOON:
                continue
            before = f", ngày làm việc cuối trước hạn {due.last_working_day:%d/%m}" if due.falls_on_day_off else ""
            text = f"{_name(row)}: hạn gửi {due.due:%d/%m/%Y}{before}"
            lines.append(Waiting(text, f"report:{row.form_code}:{row.period.code}", urgent=left < 0))
        return lines

    def _task_lines(self, rows: tuple[TaskRow, ...]) -> list[Waiting]:
        mine = [row for row in rows if row.assignee_id == self._session.officer.id]
        watched = mine or [row for row in rows if row.involvement is Involvement.LEAD]
        whose = "phân công cho tôi" if mine else "đơn vị chủ trì"
        overdue = sum(row.status is TaskStatus.OVERDUE for row in watched)
        untouched = sum(row.status is TaskStatus.NOT_STARTED for row in watched)
        lines = []
        if overdue:
            lines.append(
                Waiting(f"{overdue} nhiệm vụ {whose} đã quá hạn, chưa hoàn thành", "tasks:overdue", urgent=True)
            )
        if untouched:
            lines.append(Waiting(f"{untouched} nhiệm vụ {whose} chưa triển khai", "tasks:not_started"))
        return lines


def _assessment_lines(sheet: Sheet) -> list[Waiting]:
    if sheet.frozen:
        return []
    open_leaves = sum(row.leaf is not None and row.leaf.outcome.value == "unanswered" for row in sheet.rows)
    blocking = [finding for finding in sheet.findings if finding.level is Level.BLOCK]
    other = len({finding.target.split(":")[1] for finding in blocking if not finding.target.endswith(":answer")})
    lines = []
    if open_leaves:
        lines.append(Waiting(f"{open_leaves} tiêu chí chưa tự chấm điểm", "assessment:unanswered"))
    if other:
        lines.append(Waiting(f"{other} tiêu chí thiếu minh chứng hoặc giải trình", "assessment:owed"))
    return lines


def _submission_lines(submissions: tuple[SubmissionRow, ...]) -> list[Waiting]:
    lines = []
    for row in submissions:
        name = _name(row)
        if row.state is State.DRAFT and row.revision > 1:
            lines.append(Waiting(f"{name}: đã mở lại, cần hoàn thành bản {row.revision}", _target(row), urgent=True))
        if row.state is State.COMPLETE:
            lines.append(Waiting(f"{name}: chờ {row.leader} ký", _target(row)))
        if row.state is State.SIGNED:
            lines.append(Waiting(f"{name}: đã ký, cần kết xuất gói nộp", _target(row), urgent=True))
        if row.state is State.RETURNED:
            lines.append(Waiting(f"{name}: tỉnh trả lại bản {row.revision}, cần sửa", _target(row), urgent=True))
    return lines


def _name(row: SubmissionRow) -> str:
    return f"{row.kind.label} {uncapitalised(row.period.label)}"


def _target(row: SubmissionRow) -> str:
    return f"submission:{row.kind.value}:{row.period.code}:{row.form_code}".rstrip(":")


def _due(rows: tuple[TaskRow, ...]) -> tuple[DueRow, ...]:
    found = [
        DueRow(row.code, row.number, row.name, row.due, row.days_left, row.assignee)
        for row in rows
        if row.due is not None
        and row.days_left is not None
        and row.status not in DONE
        and row.involvement is not Involvement.NOT_NAMED
    ]
    return tuple(sorted(found, key=lambda row: (row.due, int(row.number) if row.number.isdecimal() else 0)))
