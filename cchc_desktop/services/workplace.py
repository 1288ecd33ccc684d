"""The workplace: an open data folder. First start, signing in, and the desk of services that an officer gets."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from cchc_desktop.catalogue.library import Library
from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import DEPARTMENT_SIGNING_POSTS, SIGNING_POSTS, Post, Role
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.assessment.self_assessment import SelfAssessment
from cchc_desktop.services.clock_watch import ClockWatch
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.history import Commands, History
from cchc_desktop.services.overview import OverviewService
from cchc_desktop.services.plan.commune_plan import CommunePlan
from cchc_desktop.services.recovery.kept_places import KeptPlaces
from cchc_desktop.services.recovery.kept_texts import KeptTexts
from cchc_desktop.services.recovery.recovery import Recovery
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.reports.figures import ReportFigures
from cchc_desktop.services.reports.reports import Reports
from cchc_desktop.services.session.accounts import (
    NewOfficer,
    active_officers,
    add_officer,
    all_officers,
    check_new,
    check_password,
    leader_post_text,
    may_set_active,
    plain_name,
    require_leader_for,
)
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.packs_in_use import Packs, missing_packs, take_into_use
from cchc_desktop.services.session.session import OfficerRow, Session, Workspace
from cchc_desktop.services.submissions.assessment_content import AssessmentContent
from cchc_desktop.services.submissions.content import ContentProvider
from cchc_desktop.services.submissions.plan_content import PlanContent
from cchc_desktop.services.submissions.progress_content import ProgressContent
from cchc_desktop.services.submissions.report_content import ReportContent
from cchc_desktop.services.submissions.revisions import Revisions
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.services.tasks.tasks import Tasks
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from db.journal import Work
from db.store import Store, open_store
from db.tables import officer, workspace

if TYPE_CHECKING:
    from cchc_desktop.services.devices.devices import Devices
    from cchc_desktop.services.packs.importing import PackImport
    from cchc_desktop.services.plan.importing import PlanImport
    from cchc_desktop.services.sending.answers import Answers
    from cchc_desktop.services.sending.custody import Custody
    from cchc_desktop.services.sending.mail_draft import MailDrafts
    from cchc_desktop.services.sending.stick import Sticks
    from cchc_desktop.services.signatures.digital_signing import DigitalSigning
    from cchc_desktop.services.signatures.trust_lists import TrustLists
    from cchc_desktop.services.submissions.dispatch import Dispatch

DEFAULT_ADDRESSEE = "Sở Nội vụ tỉnh Tuyên Quang"
DEFAULT_RECIPIENTS = ("Như trên", "Thường trực Đảng ủy, HĐND", "Chủ tịch, các Phó Chủ tịch UBND", "Lưu: VT, VP")


COMMAND_LINE = OfficerRow("", "Dòng lệnh", "", Role.PREPARER, active=True)
"""Whoever may open the folder on this machine."""


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asks for: the unit, the plan, the criteria set and the officers.

    At the province's desk the unit is the department itself (``DEPARTMENT.code``).
    """

    unit_code: str
    plan_code: str
    criteria_code: str
    officers: tuple[NewOfficer, ...]
    sample: bool = False

    @property
    def is_province(self) -> bool:
        """Whether this is the desk of the department that receives."""
        return self.unit_code == DEPARTMENT.code


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of a signed-in officer."""

    workplace: "Workplace"
    session: Session
    tasks: Tasks
    assessment: SelfAssessment
    evidence: Evidence
    submissions: Submissions
    overview: OverviewService
    history: History
    registers: Registers
    reports: Reports
    plan: CommunePlan
    kept_texts: KeptTexts
    recovery: Recovery

    @property
    def dispatch(self) -> "Dispatch":
        """Everything that leaves the program."""
        from cchc_desktop.services.submissions.dispatch import (
            Dispatch,  # brings reportlab and openpyxl: 300 ms, at first use only
        )

        return Dispatch(self.session, self.submissions, self.evidence)

    @property
    def mail(self) -> "MailDrafts":
        """Packages as drafts of e-mails."""
        from cchc_desktop.services.sending.mail_draft import (
            MailDrafts,  # brings reportlab and openpyxl: at first use only
        )

        return MailDrafts(self.session, self.submissions)

    @property
    def signing(self) -> "DigitalSigning":
        """Signing by certificate."""
        from cchc_desktop.services.signatures.digital_signing import DigitalSigning  # brings pyHanko: at first use only
        from cchc_desktop.services.signatures.token_memory import TokenMemory, default_memory_file

        memory = TokenMemory(default_memory_file())
        documents = self.dispatch.documents
        return DigitalSigning(self.session, self.submissions, self.evidence, documents=documents, memory=memory)

    @property
    def sticks(self) -> "Sticks":
        """Packages on sticks."""
        from cchc_desktop.services.sending.stick import Sticks  # needed at the end of the work: at first use only

        return Sticks(self.session, self.submissions, write_package=lambda *to: self.dispatch.write_package(*to))

    @property
    def trust(self) -> "TrustLists":
        """The list of trust."""
        from cchc_desktop.services.signatures.trust_lists import TrustLists  # brings asn1crypto: at first use only

        return TrustLists(self.session)

    @property
    def devices(self) -> "Devices":
        """The key of this machine and the devices of the province."""
        from cchc_desktop.services.devices.devices import Devices  # brings asn1crypto: at first use only

        return Devices(self.session, self.workplace.library.units)

    @property
    def custody(self) -> "Custody":
        """Where submissions are: who holds them, their copies and the answers of the province."""
        from cchc_desktop.services.sending.custody import Custody  # looks at drives: at first use only

        return Custody(self.session, self.submissions)

    @property
    def answers(self) -> "Answers":
        """What the province answered."""
        from cchc_desktop.services.sending.answers import Answers  # brings asn1crypto: at first use only

        return Answers(self.session, self.submissions, self.workplace.library.units)

    @property
    def revisions(self) -> Revisions:
        """The revisions of a submission side by side."""
        return Revisions(self.session, self.submissions)

    @property
    def pack_import(self) -> "PackImport":
        """New packs and new editions of packs."""
        from cchc_desktop.services.packs.importing import PackImport  # brings openpyxl: 200 ms, at first use only

        return PackImport(self.session)

    @property
    def plan_import(self) -> "PlanImport":
        """The import of a task table as a plan."""
        from cchc_desktop.services.plan.importing import PlanImport  # seldom needed: at first use only

        return PlanImport(self.session, self.workplace.forget_workspace)


class Workplace:
    """One open data folder and the packs that ship with the program."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store = store
        self.library = library
        self.packs = Packs(store)
        self.clock_watch = ClockWatch(store)
        self._workspace: Workspace | None = None
        self._sessions: dict[str, Session] = {}

    @property
    def is_new(self) -> bool:
        """Whether the first start is still to be done."""
        with self.store.read() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(workspace)) == 0

    def begin(self, start: FirstStart) -> None:
        """Do the first start in one transaction; refuses incomplete input and changes nothing then."""
        _check_start(start)
        codes = (start.plan_code, start.criteria_code, self.library.units_header.code)
        at = self.store.clock().isoformat(timespec="seconds")
        chosen = [self.library.pack(code) for code in codes]
        with self.store.work(None) as work:
            for loaded in (*chosen, *missing_packs(self.store, self.library)):
                take_into_use(work, loaded, at=at)
            work.insert(
                workspace,
                unit_code=start.unit_code,
                plan_code=start.plan_code,
                criteria_code=start.criteria_code,
                sample=start.sample,
                addressee=DEFAULT_ADDRESSEE,
                recipients="\n".join(DEFAULT_RECIPIENTS),
                desk="province" if start.is_province else "commune",
                created_at=at,
            )
            for new in start.officers:
                add_officer(work, new, department=start.is_province)

    def adopt_shared_packs(self) -> None:
        """Bring the report forms, registers, targets and calendar of this program into a folder that lacks them."""
        missing = missing_packs(self.store, self.library)
        if missing and not self.is_new and self.store.refusal is None:
            with self.store.work(None) as work:
                for loaded in missing:
                    take_into_use(work, loaded, at=self.store.clock().isoformat(timespec="seconds"))

    def workspace(self) -> Workspace:
        """What the folder is for; read once, again after ``forget_workspace``."""
        if self._workspace is None:
            self._workspace = self._read_workspace()
        return self._workspace

    def forget_workspace(self) -> None:
        """Read what the folder is for anew, also at the open desk: its packs or its document defaults changed."""
        self._workspace = None
        for session in self._sessions.values():
            session.workspace = self.workspace()

    def officers(self) -> tuple[OfficerRow, ...]:
        """Those who may sign in, leaders first."""
        return active_officers(self.store)

    def all_officers(self) -> tuple[OfficerRow, ...]:
        """All accounts, also those that may no longer sign in."""
        return all_officers(self.store)

    def sign_in(self, officer_id: str, password: str) -> Desk:
        """Check the password and lay out the commune's desk.

        Refusal for a wrong password, a locked account, and in the folder of the province.
        """
        self.require_desk(province=False)
        return self.desk_of(check_password(self.store, officer_id, password))

    def command_line_desk(self) -> Desk:
        """The desk of the command line, which works for whoever may open the folder on this machine."""
        self.require_desk(province=False)
        return self.desk_of(COMMAND_LINE)

    def add_officer(self, new: NewOfficer, *, by: OfficerRow) -> Outcome[str]:
        """Add an account and return its identity; recorded. Only a leader adds a leader, who could sign otherwise.

        Undone at the desk of ``by`` as long as nothing stands in the new officer's name.
        """
        department = self.workspace().is_province
        check_new(new, department=department)
        require_leader_for(new.role, by)
        with self._command(f"Thêm tài khoản {plain_name(new.full_name)}", by) as work:
            identity = add_officer(work, new, department=department)
        return Outcome(identity, frozenset(work.touched))

    def set_active(self, officer_id: str, *, active: bool, by: OfficerRow) -> Outcome[None]:
        """Let an officer sign in or not; what the officer did stays. Refusal as ``accounts.may_set_active`` says."""
        row = may_set_active(self.store, officer_id, active=active, by=by)
        verb = "Cho dùng lại" if active else "Ngừng"
        with self._command(f"{verb} tài khoản {row.full_name}", by) as work:
            work.update(officer, officer_id, active=active)
        return Outcome(None, frozenset(work.touched))

    def set_document_defaults(self, *, addressee: str, recipients: Sequence[str], by: OfficerRow) -> Outcome[None]:
        """Set "Kính gửi" and "Nơi nhận" of the documents that are printed from now on, also at the open desk."""
        lines = [nfc(line).strip() for line in recipients]
        with self._command("Sửa Kính gửi, Nơi nhận", by) as work:
            identity = work.connection.scalar(sa.select(workspace.c.id))
            work.update(
                workspace,
                str(identity),
                addressee=nfc(addressee).strip(),
                recipients="\n".join(line for line in lines if line),
            )
        self.forget_workspace()
        return Outcome(None, frozenset(work.touched))

    def require_desk(self, *, province: bool) -> None:
        """Refuse the work of one desk in the folder of the other."""
        if self.workspace().is_province is not province:
            here = "bàn cấp tỉnh (Sở Nội vụ)" if self.workspace().is_province else "bàn cấp xã"
            text = f"Thư mục {self.store.folder.path} là dữ liệu của {here}; việc này không làm ở đó."
            raise Refusal(Finding("desk.other", Level.BLOCK, text))

    def close(self) -> None:
        """Back up what changed and let the folder go."""
        self.store.close()

    def _command(self, label: str, by: OfficerRow) -> AbstractContextManager[Work]:
        """A step at the desk of an officer, to be undone there; of somebody without a desk it is only recorded."""
        session = self._sessions.get(by.id)
        return session.command(label) if session is not None else self.store.work(by.id)

    def desk_of(self, row: OfficerRow) -> Desk:
        """All services over a session of an officer whose password was checked."""
        self.adopt_shared_packs()
        session = Session(self.store, self.workspace(), row, self.packs, self.forget_workspace)
        self._sessions[row.id] = session
        tasks = Tasks(session)
        evidence = Evidence(session)
        registers = Registers(session, evidence)
        assessment = SelfAssessment(session, evidence, ReportFigures(session, tasks, registers))
        providers: dict[Kind, ContentProvider] = {
            Kind.PROGRESS: ProgressContent(session, tasks),
            Kind.ASSESSMENT: AssessmentContent(session, assessment),
        }
        plan = CommunePlan(session, tasks)
        providers[Kind.PLAN] = PlanContent(session, plan)
        reports = Reports(session, tasks, registers, unit_names=[unit.full_name for unit in self.library.units])
        providers[Kind.REPORT] = ReportContent(session, reports)
        submissions = Submissions(session, providers, evidence, self.clock_watch)
        places = KeptPlaces(
            session,
            registers=registers,
            reports=reports,
            assessment=assessment,
            plan=plan,
            submissions=submissions,
        )
        kept = KeptTexts(session, places)

        def reply(remark_id: str, text: str) -> Outcome[Any]:
            from cchc_desktop.services.sending.answers import Answers  # brings asn1crypto: at first use only

            return Answers(session, submissions, self.library.units).reply(remark_id, text)

        return Desk(
            workplace=self,
            session=session,
            tasks=tasks,
            assessment=assessment,
            evidence=evidence,
            submissions=submissions,
            overview=OverviewService(session, tasks, assessment, submissions),
            history=History(
                session,
                Commands(
                    tasks=tasks,
                    assessment=assessment,
                    evidence=evidence,
                    submissions=submissions,
                    registers=registers,
                    reports=reports,
                    plan=plan,
                    set_defaults=lambda addressee, recipients: self.set_document_defaults(
                        addressee=addressee, recipients=recipients.splitlines(), by=row
                    ),
                    reply=reply,
                ),
            ),
            registers=registers,
            reports=reports,
            plan=plan,
            kept_texts=kept,
            recovery=Recovery(session, kept),
        )

    def _read_workspace(self) -> Workspace:
        with self.store.read() as connection:
            row = connection.execute(sa.select(workspace)).one()
        plan, criteria = self.packs.plan(row.plan_code), self.packs.criteria(row.criteria_code)
        hashes = {item.code: item.sha256 for item in self.packs.used()}
        is_province = row.desk == "province"
        return Workspace(
            unit=DEPARTMENT if is_province else self.library.unit(row.unit_code),
            plan=plan,
            criteria=criteria,
            plan_sha256=hashes[row.plan_code],
            criteria_sha256=hashes[row.criteria_code],
            sample=row.sample,
            addressee=row.addressee,
            recipients=tuple(row.recipients.splitlines()),
            is_province=is_province,
        )


def open_workplace(folder: Path, *, clock: Clock, library: Library, refusal: Fault | None = None) -> Workplace:
    """Open a data folder, only to be looked at with a ``refusal``; Fault as ``db.store.open_store`` says."""
    return Workplace(open_store(folder, clock, refusal=refusal), library)


def _check_start(start: FirstStart) -> None:
    leaders = [new for new in start.officers if new.role is Role.LEADER]
    preparers = [new for new in start.officers if new.role is Role.PREPARER]
    findings = []
    if not leaders:
        findings.append(Finding("start.no-leader", Level.BLOCK, "Chưa nhập lãnh đạo ký hồ sơ.", "officer:leader"))
    if not preparers:
        findings.append(Finding("start.no-preparer", Level.BLOCK, "Chưa nhập người lập hồ sơ.", "officer:preparer"))
    signing: tuple[Post | str, ...] = DEPARTMENT_SIGNING_POSTS if start.is_province else SIGNING_POSTS
    for new in leaders:
        if new.post not in signing:
            text = leader_post_text(department=start.is_province)
            findings.append(Finding("start.leader-post", Level.BLOCK, text, "officer:post"))
    if findings:
        raise Refusal(*findings)
    for new in start.officers:
        check_new(new, department=start.is_province)
