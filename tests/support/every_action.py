"""Every command of the services, each as a deed on a real desk; and what the whole folder holds, to be compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from support.pack_files import document, toml_file
from support.signers import authority
from support.stored_files import png_of, written
from support.task_tables import EIGHT, PROVINCE, delimited, plan, rows

from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain import subject
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.field_value import EMPTY, of
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.backups.backup_place import BackupPlace
from cchc_desktop.services.backups.second_place import second_place
from cchc_desktop.services.devices.device_file import PROVINCE as PROVINCE_DESK
from cchc_desktop.services.devices.device_file import device_file, file_name
from cchc_desktop.services.devices.devices import Offer
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.evidence.orphans import EvidenceOrphans
from cchc_desktop.services.library.library import EvidenceLibrary
from cchc_desktop.services.library.places import Use
from cchc_desktop.services.session.accounts import NewOfficer
from cchc_desktop.services.submissions.package_copies import Medium, record_copy
from cchc_desktop.services.workplace import Desk
from cchc_desktop.signing.device_key import make_device_key
from db.evidence_files import EvidenceFiles
from db.tables import answer_from_province, metadata, remark, submission

TASK, LEAF, PERIOD = "TQ2025H2-06", "1.3.1", parse("2025-Q3")
DIRECTIVE = {
    "ngay": "5/10/2025",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính quý IV",
    "linh_vuc": "cchc",
}
_PASTED = (
    "Trích yếu nội dung\tNgày ban hành\tLoại văn bản\tSố, ký hiệu\tPhạm vi\n"
    "Kế hoạch\t5/10/2025\tKế hoạch\t77/KH-UBND\tCải cách hành chính\n"
    "Công văn\t6/10/2025\tCông văn\t78/CV-UBND\tCải cách hành chính\n"
)
_NOT_JOURNALLED = frozenset({"audit", "program_run", "pack", "kept_text", "folder_holder"})


def contents(desk: Desk) -> dict[str, Any]:
    """Every row of every journalled table, the choices of this machine, and which files are set aside."""
    folder = desk.session.store.folder
    with desk.session.read() as connection:
        found: dict[str, Any] = {
            table.name: {row["id"]: dict(row) for row in connection.execute(sa.select(table)).mappings()}
            for table in metadata.sorted_tables
            if table.name not in _NOT_JOURNALLED
        }
    found["second place"] = second_place(folder)
    inbox = EvidenceInbox(desk.session)
    found["scan folder"] = (inbox.folder, inbox.email_megabytes, [file.mark for file in inbox.look().files])
    found["province address"] = inbox.province_address
    found["set aside"] = sorted(EvidenceFiles(folder.apart).hashes())
    return found


@dataclass(slots=True)
class Bench:
    """A desk and a folder for files; deeds arrange what they need, then return what is to be done."""

    desk: Desk
    folder: Path
    made: int = 0

    def file(self, suffix: str = ".pdf") -> Path:
        """A file of its own content."""
        self.made += 1
        return written(self.folder, f"tệp {self.made}{suffix}", f"noi dung {self.made}".encode())

    def place(self) -> Path:
        """A folder of its own."""
        self.made += 1
        found = self.folder / f"thư mục {self.made}"
        found.mkdir()
        return found

    def root_certificate(self) -> Path:
        """The certificate of a certification authority of its own."""
        self.made += 1
        path = self.folder / f"goc-{self.made}.cer"
        path.write_bytes(authority(f"CA thử nghiệm {self.made}").der)
        return path

    def province_key(self) -> tuple[Offer, str]:
        """The enrolment file of the province's machine as it was looked at, and the code that is read by telephone."""
        place = self.place()
        key = make_device_key(place / "khoa.pem", code=PROVINCE_DESK, name="Sở Nội vụ", at=self.desk.session.now())
        path = place / file_name(PROVINCE_DESK)
        path.write_bytes(device_file(key, owner=PROVINCE_DESK, owner_name="Sở Nội vụ", at=self.desk.session.now()))
        offer = self.desk.devices.look(path)
        return offer, offer.file.code

    def device(self) -> str:
        offer, code = self.province_key()
        return self.desk.devices.enrol(offer, confirmed=code).value.id

    def entry(self) -> str:
        return self.desk.tasks.add_entry(TASK).value

    def product(self) -> str:
        return self.desk.tasks.add_product(self.entry(), "Báo cáo").value

    def row(self) -> str:
        return self.desk.registers.add("VB", DIRECTIVE).value.ids[0]

    def own_task(self) -> str:
        return self.desk.plan.add_task("I", name="Việc riêng", time="Thường xuyên").value

    def officer(self) -> str:
        new = NewOfficer("Vàng A Páo", Post.STAFF, Role.PREPARER, "matkhau-4")
        return self.desk.workplace.add_officer(new, by=self.desk.session.officer).value

    def use(self) -> str:
        return self.desk.assessment.attach(LEAF, self.file()).value.use_id

    @property
    def library(self) -> EvidenceLibrary:
        desk = self.desk
        return EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)

    def stored(self) -> str:
        """A file of the library that is used nowhere."""
        return self.library.register([self.library.copy_in(self.file())]).value.ids[0]

    def used(self) -> Use:
        """A use of a file as the library tells it."""
        use_id = self.use()
        return next(use for file in self.library.files() for use in file.uses if use.id == use_id)

    def stray(self) -> str:
        """A file that lies in the store and belongs to nothing."""
        return self.desk.evidence.copy_in(self.file()).sha256

    def scans(self) -> EvidenceInbox:
        inbox = EvidenceInbox(self.desk.session)
        folder = self.place()
        written(folder, "quét.pdf")
        inbox.watch(folder)
        return inbox


Deed = Callable[[], object]
Arranged = Callable[[Bench], Deed]


def _library_attach(bench: Bench) -> Deed:
    library, file_id = bench.library, bench.stored()
    place = next(place for place in library.places() if place.key == LEAF)
    return lambda: library.attach(file_id, place)


def _bring_back(bench: Bench) -> Deed:
    desk, entry = bench.desk, bench.entry()
    for text in ("một", "hai"):
        desk.tasks.edit_entry(entry, result=text)
    version = desk.history.of(subject.by_id("progress_entry", entry, "result"))[-1]
    return lambda: desk.history.bring_back(version)


def _pass_over(bench: Bench) -> Deed:
    inbox = bench.scans()
    files = inbox.look().files
    return lambda: inbox.pass_over(files)


def _set_aside(bench: Bench) -> Deed:
    orphans, sha256 = EvidenceOrphans(bench.desk.session), bench.stray()
    return lambda: orphans.set_aside([sha256])


def _bring_files_back(bench: Bench) -> Deed:
    orphans = EvidenceOrphans(bench.desk.session)
    orphans.set_aside([bench.stray()])
    return orphans.bring_back


def _forget_place(bench: Bench) -> Deed:
    place = BackupPlace(bench.desk.session)
    place.choose(bench.place())
    return place.forget


def _apply_rows(bench: Bench) -> Deed:
    incoming = bench.desk.registers.preview_paste("VB", _PASTED)
    return lambda: bench.desk.registers.apply(incoming)


def _apply_packs(bench: Bench) -> Deed:
    def renamed(found: Any) -> None:
        found["header"]["title"] = "Bộ tiêu chí sửa đổi"

    bench.made += 1
    file = toml_file(bench.folder, document("TC-XA-2025-DL", renamed, edition=f"9.{bench.made}"))
    preview = bench.desk.pack_import.preview(file)
    return lambda: bench.desk.pack_import.apply(preview)


def _apply_plan(bench: Bench) -> Deed:
    desk = bench.desk
    bench.made += 1
    source = desk.plan_import.open_text(delimited(rows(plan(PROVINCE), EIGHT)))
    table = desk.plan_import.preview(source, Options())
    facts = desk.plan_import.suggested_facts(source, table, as_edition=False)
    facts = replace(facts, code=f"KH-TQ-2026-{bench.made}", title="Kế hoạch năm 2026")
    return lambda: desk.plan_import.apply(table, facts)


def _set_document(bench: Bench) -> Deed:
    desk = bench.desk
    period = desk.submissions.default_period(Kind.PROGRESS)
    row = desk.submissions.current(Kind.PROGRESS, period)
    bench.made += 1
    return lambda: desk.submissions.set_document(
        Kind.PROGRESS,
        period,
        number=f"{bench.made}/BC",
        day=date(2025, 12, 1),
        leader_id=row.leader_id,
        reference_day=row.reference_day,
    )


def _redraft(bench: Bench) -> Deed:
    bench.desk.reports.set_text(FORM, PERIOD, "I.3", "")
    bench.desk.registers.add(
        "TT", {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": "Tin mới"}
    )
    return lambda: bench.desk.reports.redraft(FORM, PERIOD)


def _offered(bench: Bench) -> Deed:
    bench.desk.reports.set_field(FORM, PERIOD, "BC3.1.1", EMPTY)
    return lambda: bench.desk.reports.accept_offered(FORM, PERIOD)


def _copied(bench: Bench) -> Deed:
    desk = bench.desk
    _set_document(bench)()
    row = desk.submissions.current(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    with desk.session.command("Ghi bản chép", undoable=False) as work:
        copy = record_copy(
            work, row.id, medium=Medium.MAIL, label="vanthu@tinh.vn", place="thu", sha256="0" * 64, size=1
        )
    return lambda: desk.custody.mark_gone(copy)


def _replied(bench: Bench) -> Deed:
    """A remark of the province on a report of years ago, which nothing else here is about."""
    desk = bench.desk
    bench.made += 1
    with desk.session.command("Nhận trả lời của tỉnh", undoable=False) as work:
        row = work.insert(
            submission,
            kind=Kind.REPORT.value,
            form_code=f"CU-{bench.made}",
            unit_code=desk.session.workspace.unit.code,
            period_code="2019-Q1",
            revision=1,
            state=State.DRAFT.value,
            reference_day="2019-03-14",
            snapshot=b"{}",
            snapshot_sha256="0" * 64,
            completed_by=desk.session.officer.id,
            completed_at="2019-03-15T08:00:00+07:00",
            signing_way="password",
            signed_by=next(row.id for row in desk.workplace.officers() if row.role is Role.LEADER),
            signed_at="2019-03-15T09:00:00+07:00",
            signature=b"{}",
            exported_at="2019-03-15T10:00:00+07:00",
        )
        for state in (State.COMPLETE, State.SIGNED, State.EXPORTED, State.RETURNED):
            work.update(submission, row, state=state.value)
        answer = work.insert(
            answer_from_province, submission_id=row, kind="returned", code="x", imported_at="2019-04-01T08:00:00+07:00"
        )
        found = work.insert(remark, answer_id=answer, sequence=1, target="submission", place="Hồ sơ", text="Sửa.")
    return lambda: desk.answers.reply(found, "Đã sửa.")


def _cleared(bench: Bench) -> Deed:
    bench.desk.reports.override(FORM, PERIOD, "BC1.6.1", "41", "Đếm trên giấy")
    return lambda: bench.desk.reports.clear_override(FORM, PERIOD, "BC1.6.1")


def _attach_to_row(bench: Bench) -> Deed:
    row, file = bench.row(), bench.file()
    return lambda: bench.desk.registers.attach(row, file)


def _stopped(bench: Bench) -> Deed:
    desk, officer = bench.desk, bench.officer()
    return lambda: desk.workplace.set_active(officer, active=False, by=desk.session.officer)


def _on(make: Callable[[Bench], Any], do: Callable[[Desk, Any], object]) -> Arranged:
    """A deed on one thing that is made for it."""

    def arrange(bench: Bench) -> Deed:
        made = make(bench)
        return lambda: do(bench.desk, made)

    return arrange


def _just(do: Callable[[Desk], object]) -> Arranged:
    return lambda bench: lambda: do(bench.desk)


def _numbered(do: Callable[[Desk, str], object]) -> Arranged:
    """A deed with a text that was never typed before."""

    def arrange(bench: Bench) -> Deed:
        bench.made += 1
        text = f"Lần {bench.made}"
        return lambda: do(bench.desk, text)

    return arrange


UNDOABLE: Mapping[str, Arranged] = {
    "Answers.reply": _replied,
    "Custody.mark_gone": _copied,
    "Tasks.add_entry": _just(lambda desk: desk.tasks.add_entry(TASK)),
    "Tasks.edit_entry": _on(Bench.entry, lambda desk, entry: desk.tasks.edit_entry(entry, percent=40, result="Đã làm")),
    "Tasks.delete_entry": _on(Bench.entry, lambda desk, entry: desk.tasks.delete_entry(entry)),
    "Tasks.add_product": _on(Bench.entry, lambda desk, entry: desk.tasks.add_product(entry)),
    "Tasks.edit_product": _on(Bench.product, lambda desk, product: desk.tasks.edit_product(product, number="1/BC")),
    "Tasks.delete_product": _on(Bench.product, lambda desk, product: desk.tasks.delete_product(product)),
    "Tasks.assign": _on(Bench.officer, lambda desk, officer: desk.tasks.assign("TQ2025H2-08", officer)),
    "Tasks.set_internal_due": _on(
        lambda bench: date(2025, 12, 1 + bench.made % 28), lambda desk, day: desk.tasks.set_internal_due(TASK, day)
    ),
    "Tasks.set_not_arising": _numbered(
        lambda desk, why: desk.tasks.set_not_arising(TASK, not_arising=True, reason=why)
    ),
    "CommunePlan.set_included": _just(lambda desk: desk.plan.set_included(["TQ2025H2-01"], included=False)),
    "CommunePlan.edit_task": _numbered(lambda desk, text: desk.plan.edit_task("TQ2025H2-02", name=text)),
    "CommunePlan.reset_task": _on(
        lambda bench: bench.desk.plan.edit_task("TQ2025H2-03", name="Khác"),
        lambda desk, _edited: desk.plan.reset_task("TQ2025H2-03"),
    ),
    "CommunePlan.add_task": _just(lambda desk: desk.plan.add_task("II", name="Việc riêng", time="Quý IV/2025")),
    "CommunePlan.delete_task": _on(Bench.own_task, lambda desk, task: desk.plan.delete_task(task)),
    "CommunePlan.move_task": _on(
        lambda bench: (bench.own_task(), bench.own_task())[1], lambda desk, task: desk.plan.move_task(task, up=True)
    ),
    "CommunePlan.set_texts": _numbered(lambda desk, text: desk.plan.set_texts(title=text)),
    "CommunePlan.record_sent": _numbered(
        lambda desk, text: desk.plan.record_sent(number=text, day=date(2025, 8, 1), to="Sở Nội vụ")
    ),
    "Registers.add": _just(lambda desk: desk.registers.add("VB", DIRECTIVE)),
    "Registers.edit": _on(Bench.row, lambda desk, row: desk.registers.edit(row, "trich_yeu", "Khác")),
    "Registers.duplicate": _on(Bench.row, lambda desk, row: desk.registers.duplicate(row)),
    "Registers.delete": _on(lambda bench: [bench.row(), bench.row()], lambda desk, two: desk.registers.delete(two)),
    "Registers.attach": _attach_to_row,
    "Registers.apply": _apply_rows,
    "Reports.set_field": _numbered(
        lambda desk, text: desk.reports.set_field(FORM, PERIOD, "BC3.2.2", of(Decimal(text.removeprefix("Lần "))))
    ),
    "Reports.type_field": _numbered(
        lambda desk, text: desk.reports.type_field(FORM, PERIOD, "BC3.2.2", text.removeprefix("Lần "))
    ),
    "Reports.set_not_arising": _on(
        lambda bench: bench.desk.reports.set_field(FORM, PERIOD, "BC2.3.1", EMPTY),
        lambda desk, _emptied: desk.reports.set_not_arising(FORM, PERIOD, "BC2.3.1"),
    ),
    "Reports.override": _numbered(lambda desk, why: desk.reports.override(FORM, PERIOD, "BC1.6.1", "40", why)),
    "Reports.clear_override": _cleared,
    "Reports.set_text": _numbered(lambda desk, text: desk.reports.set_text(FORM, PERIOD, "IV", text)),
    "Reports.redraft": _redraft,
    "Reports.explain": _numbered(lambda desk, text: desk.reports.explain(FORM, PERIOD, "report.check:KT52", text)),
    "Reports.accept_offered": _offered,
    "SelfAssessment.set_answer": _on(
        lambda bench: bench.desk.assessment.set_answer(LEAF, Answer()),
        lambda desk, _emptied: desk.assessment.set_answer(LEAF, Answer(yes=True)),
    ),
    "SelfAssessment.explain": _numbered(lambda desk, text: desk.assessment.explain(LEAF, text)),
    "SelfAssessment.attach": _on(Bench.file, lambda desk, file: desk.assessment.attach("1.4.1", file)),
    "SelfAssessment.detach": _on(Bench.use, lambda desk, use: desk.assessment.detach(use)),
    "SelfAssessment.cite": _on(Bench.use, lambda desk, use: desk.assessment.cite(use, "2-3")),
    "SelfAssessment.set_cases": _numbered(
        lambda desk, text: desk.assessment.set_cases(
            desk.session.workspace.criteria.bonus[0].code, cases=2, explanation=text
        )
    ),
    "Evidence.attach_to_product": _on(
        lambda bench: (bench.product(), bench.file()), lambda desk, two: desk.evidence.attach_to_product(*two)
    ),
    "Evidence.attach_to_register_row": _on(
        lambda bench: (bench.row(), bench.file()), lambda desk, two: desk.evidence.attach_to_register_row(*two)
    ),
    "TrustLists.import_files": _on(Bench.root_certificate, lambda desk, file: desk.trust.import_files([file])),
    "Devices.enrol": _on(
        Bench.province_key, lambda desk, offered: desk.devices.enrol(offered[0], confirmed=offered[1])
    ),
    "Devices.retire": _on(Bench.device, lambda desk, device: desk.devices.retire(device)),
    "Evidence.describe": _on(Bench.stored, lambda desk, file: desk.evidence.describe(file, number="9/QĐ", title="Tờ")),
    "Evidence.cite": _on(Bench.use, lambda desk, use: desk.evidence.cite(use, "mục II")),
    "Evidence.detach": _on(Bench.use, lambda desk, use: desk.evidence.detach(use)),
    "EvidenceLibrary.register": _on(
        lambda bench: (bench.library, [bench.library.copy_in(bench.file()) for _ in range(2)]),
        lambda _desk, two: two[0].register(two[1]),
    ),
    "EvidenceLibrary.add_picture": _on(
        lambda bench: (bench.library, png_of(width=40 + bench.made)), lambda _desk, two: two[0].add_picture(two[1])
    ),
    "EvidenceLibrary.attach": _library_attach,
    "EvidenceLibrary.detach": _on(
        lambda bench: (bench.library, bench.used()), lambda _desk, two: two[0].detach(two[1])
    ),
    "EvidenceLibrary.cite": _on(
        lambda bench: (bench.library, bench.used()), lambda _desk, two: two[0].cite(two[1], "trang 4")
    ),
    "EvidenceInbox.watch": _on(
        lambda bench: (EvidenceInbox(bench.desk.session), bench.place()), lambda _desk, two: two[0].watch(two[1])
    ),
    "EvidenceInbox.pass_over": _pass_over,
    "EvidenceInbox.set_email_megabytes": _on(
        lambda bench: (EvidenceInbox(bench.desk.session), 30 + bench.made),
        lambda _desk, two: two[0].set_email_megabytes(two[1]),
    ),
    "EvidenceInbox.set_province_address": _on(
        lambda bench: (EvidenceInbox(bench.desk.session), f"cchc{bench.made}@tuyenquang.gov.vn"),
        lambda _desk, two: two[0].set_province_address(two[1]),
    ),
    "EvidenceOrphans.set_aside": _set_aside,
    "EvidenceOrphans.bring_back": _bring_files_back,
    "Submissions.set_document": _set_document,
    "PackImport.apply": _apply_packs,
    "PlanImport.apply": _apply_plan,
    "BackupPlace.choose": _on(Bench.place, lambda desk, place: BackupPlace(desk.session).choose(place)),
    "BackupPlace.forget": _forget_place,
    "Workplace.add_officer": _on(lambda bench: bench, lambda _desk, bench: bench.officer()),
    "Workplace.set_active": _stopped,
    "Workplace.set_document_defaults": _numbered(
        lambda desk, text: desk.workplace.set_document_defaults(
            addressee=text, recipients=("Lưu: VT",), by=desk.session.officer
        )
    ),
    "History.bring_back": _bring_back,
}
"""Every command that "Hoàn tác" takes back, by class and method, with a way to really do it."""
