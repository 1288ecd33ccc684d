"""``demo``: the main job without hands, on the real plan of 58 tasks: fill, score, sign, export and verify."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cchc_desktop.catalogue.library import Library, bundled
from cchc_desktop.cli.commands import VERDICTS
from cchc_desktop.cli.demo_content import Sample, SampleSubmission, sample
from cchc_desktop.cli.demo_documents import draw_all
from cchc_desktop.cli.demo_entry import Preparer
from cchc_desktop.cli.demo_folder import DemoFolder, fresh, why_not
from cchc_desktop.cli.demo_province import SampleProvince, Told, receive_and_answer, sample_province
from cchc_desktop.cli.demo_registers import keep, register_year
from cchc_desktop.cli.demo_report import fill_report
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.number import format_points
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.status import TaskStatus, count_by_status
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, Verification
from cchc_desktop.packages.writer import WrittenPackage
from cchc_desktop.services.assessment.self_assessment import Sheet
from cchc_desktop.services.session.accounts import NewOfficer
from cchc_desktop.services.start_checks import require_suited
from cchc_desktop.services.submissions.dispatch import WrittenDocuments
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.tasks.rows import TaskBoard
from cchc_desktop.services.workplace import Desk, FirstStart, Workplace, open_workplace
from cchc_desktop.system.clock import Clock

MOMENT = datetime(2025, 12, 15, 9, 0, tzinfo=timezone(timedelta(hours=7)))


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission on disk and what reading it again said; ``levels`` counts its findings."""

    row: SubmissionRow
    package: WrittenPackage
    documents: WrittenDocuments
    verification: Verification
    levels: Counter[Level]


@dataclass(frozen=True, slots=True)
class Done:
    """All that a demonstration made of the sample."""

    sample: Sample
    province: SampleProvince
    unit_name: str
    board: TaskBoard
    sheet: Sheet
    sent: tuple[Sent, ...]
    told: Told
    screens: tuple[Path, ...]


def demo(out: Path, *, screens: bool) -> Report:
    """Make the demonstration under ``out``; the clock stands at 9:00 on 15 December 2025.

    Exit 2 for a folder that holds anything else, Fault where it cannot be written; an earlier demonstration is then
    as it was.
    """
    out = out.absolute()
    reason = why_not(out)
    if reason:
        return wrong_use(reason)
    require_suited(DemoFolder(out).data)
    with fresh(out) as folder:
        done = _make(folder, sample(), screens=screens)
        return Report(_exit(done), list(_lines(done, folder)), _data(done, folder))


def demo_clock() -> datetime:
    """The moment at which the demonstration takes place."""
    return MOMENT


def _make(folder: DemoFolder, given: Sample, *, screens: bool) -> Done:
    library = bundled()
    unit = library.unit(given.unit)
    _say(f"Vẽ {len(given.documents)} tài liệu kiểm chứng mẫu.")
    drawn = draw_all(given.documents, folder.documents, unit=unit)
    with closing(_begin(folder, given, library, clock=demo_clock)) as workplace:
        _say(f"Nhập dữ liệu mẫu của {unit.office}.")
        preparer = _sign_in(workplace, given, Role.PREPARER)
        officer_ids = {key: _identity(workplace, officer.full_name) for key, officer in given.officers.items()}
        hand = Preparer(preparer, given, drawn=drawn, officer_ids=officer_ids)
        hand.enter_progress(_say)
        hand.enter_assessment(_say)
        leader = _sign_in(workplace, given, Role.LEADER)
        _enter_year(preparer, given)
        sent = tuple(
            _send(submission, given=given, preparer=preparer, leader=leader, folder=folder)
            for submission in given.submissions
        )
        progress = next(item.row for item in sent if item.row.kind is Kind.PROGRESS)
        _say("Tỉnh tiếp nhận, thẩm định và trả lời.")
        department = sample_province()
        told = receive_and_answer(preparer, folder, department, library=library, clock=demo_clock)
        board, sheet = preparer.tasks.board(progress.reference_day), preparer.assessment.sheet()
    pictures = _take_screens(folder, given, department, told) if screens else ()
    return Done(given, department, unit.full_name, board, sheet, sent, told, pictures)


def _begin(folder: DemoFolder, given: Sample, library: Library, *, clock: Clock) -> Workplace:
    workplace = open_workplace(folder.data, clock=clock, library=library)
    officers = tuple(given.officers.values())
    workplace.begin(FirstStart(given.unit, given.plan, given.criteria, officers, sample=True))
    return workplace


def _sign_in(workplace: Workplace, given: Sample, role: Role) -> Desk:
    officer = given.officer(role)
    return workplace.sign_in(_identity(workplace, officer.full_name), officer.password)


def _identity(workplace: Workplace, full_name: str) -> str:
    return next(row.id for row in workplace.officers() if row.full_name == full_name)


def _enter_year(preparer: Desk, given: Sample) -> None:
    """Keep the registers of the whole reporting year, write the report from them, and send the plan."""
    report = next(item for item in given.submissions if item.kind is Kind.REPORT)
    plan = next(item for item in given.submissions if item.kind is Kind.PLAN)
    period = parse_period(report.period)
    rows = register_year(period.year)
    _say(f"Ghi {sum(len(kept) for kept in rows.values())} dòng của {len(rows)} sổ theo dõi.")
    keep(preparer, rows)
    _say(f"Lập báo cáo {period.label} từ các sổ.")
    fill_report(preparer, period, rows)
    preparer.plan.record_sent(
        number=f"{plan.document_number}/KH-UBND",
        day=plan.document_day,
        to=preparer.session.workspace.addressee,
    )


def _send(submission: SampleSubmission, *, given: Sample, preparer: Desk, leader: Desk, folder: DemoFolder) -> Sent:
    kind, form, period = submission.kind, submission.form, parse_period(submission.period)
    _say(f"Hoàn thành, ký, kết xuất: {kind.label}, {period.label}.")
    signer, service = leader.session.officer, preparer.submissions
    service.set_document(
        kind,
        period,
        number=submission.document_number,
        day=submission.document_day,
        leader_id=signer.id,
        reference_day=service.current(kind, period, form=form).reference_day,
        form=form,
    )
    levels = Counter(finding.level for finding in service.findings(kind, period, form=form))
    service.complete(kind, period, form=form)
    signed = leader.submissions.sign_with_password(
        kind, period, leader_id=signer.id, password=given.officer(Role.LEADER).password, form=form
    ).value
    package = preparer.dispatch.write_package(signed.id, folder.packages)
    documents = preparer.dispatch.write_documents(signed.id, folder.packages)
    return Sent(service.current(kind, period, form=form), package, documents, verify(package.path), levels)


def _take_screens(folder: DemoFolder, given: Sample, department: SampleProvince, told: Told) -> tuple[Path, ...]:
    from ui.screenshots import COMMUNE_TARGETS, take  # Qt is loaded only where pictures are asked for

    _say("Chụp ảnh các màn hình.")
    pictures: list[Path] = []
    returned = (("tham-dinh-tra-lai", told.returned),)
    for data, out, officer, targets in (
        (folder.data, folder.screens, given.officer(Role.PREPARER), COMMUNE_TARGETS),
        (folder.province, folder.screens / "tinh", department.preparer, returned),
    ):
        pictures += take(data, out, clock=demo_clock, sign_in=(officer.full_name, officer.password), targets=targets)
    return tuple(pictures)


def _exit(done: Done) -> Exit:
    valid = all(sent.verification.verdict is Verdict.VALID for sent in done.sent)
    return Exit.DONE if valid else Exit.FINDINGS


def _lines(done: Done, folder: DemoFolder) -> Iterator[str]:
    result = done.sheet.result
    entries = sum(row.entries for row in done.board.rows)
    yield f"Đã chạy xong việc chính trên dữ liệu mẫu của {done.unit_name} ({SAMPLE_MARK}, không dùng để nộp)."
    yield f"Tiến độ: {len(done.board.rows)} nhiệm vụ, {entries} lần cập nhật."
    yield from (f"- {status.label}: {count:02}" for status, count in _by_status(done.board).items())
    yield f"Tự chấm điểm: {result.answered} tiêu chí, {sum(len(row.files) for row in done.sheet.rows)} lượt minh chứng."
    yield f"- Điểm tự chấm: {format_points(result.self_points)}/{format_points(result.self_max)}"
    yield f"- Điểm thưởng: {format_points(result.bonus_points)}; tổng: {format_points(result.total)}"
    yield f"- Quy đổi thang 100 (chưa có điều tra xã hội học): {format_points(result.rescaled)}, {result.grade}"
    for sent in done.sent:
        yield f"{sent.row.kind.label}, {sent.row.period.label}, mã {sent.row.code}:"
        warnings = sent.levels[Level.WARN] + sent.levels[Level.INFO]
        yield f"- Kiểm tra trước khi hoàn thành: {sent.levels[Level.BLOCK]} lỗi phải sửa, {warnings} lưu ý"
        yield f"- {VERDICTS[sent.verification.verdict]}"
        yield from (f"  - {problem.path}: {problem.message}" for problem in sent.verification.problems)
        yield f"- Gói nộp: {sent.package.path}"
        yield f"- Văn bản: {sent.documents.pdf}"
        yield f"- Bảng tính: {sent.documents.xlsx}"
        if sent.documents.docx:
            yield f"- Tệp Word: {sent.documents.docx}"
    yield "Trả lời của tỉnh, nhập bằng tệp có chữ ký của máy tỉnh:"
    yield from (f"- {text}" for text in done.told.sentences)
    yield f"Thư mục dữ liệu: {folder.data}"
    yield f"Thư mục dữ liệu của bàn cấp tỉnh: {folder.province}"
    yield f"Tài liệu kiểm chứng mẫu: {folder.documents}"
    if done.screens:
        yield f"Ảnh màn hình: {folder.screens} ({len(done.screens)} ảnh)"
    yield f'Xem trên cửa sổ: cchc-desktop --data "{folder.data}"'
    yield from map(_account, done.sample.officers.values())
    yield f'Bàn cấp tỉnh: cchc-desktop --data "{folder.province}"'
    yield from map(_account, done.province.officers)


def _account(officer: NewOfficer) -> str:
    return f"- {officer.full_name} ({officer.role.label}): {officer.password}"


def _by_status(board: TaskBoard) -> dict[TaskStatus, int]:
    return count_by_status(row.status for row in board.rows)


def _data(done: Done, folder: DemoFolder) -> dict[str, object]:
    result = done.sheet.result
    return {
        "folder": str(folder.path),
        "data_folder": str(folder.data),
        "documents_folder": str(folder.documents),
        "screens": [str(path) for path in done.screens],
        "sample": True,
        "unit": done.sample.unit,
        "tasks": {
            "total": len(done.board.rows),
            "entries": sum(row.entries for row in done.board.rows),
            "by_status": {status.value: count for status, count in _by_status(done.board).items()},
        },
        "criteria": {
            "answered": result.answered,
            "self_points": str(result.self_points),
            "self_max": str(result.self_max),
            "bonus_points": str(result.bonus_points),
            "total": str(result.total),
            "rescaled": str(result.rescaled),
            "grade": result.grade,
        },
        "packages": [_sent_data(sent) for sent in done.sent],
        "province_folder": str(folder.province),
        "answers": list(done.told.sentences),
    }


def _sent_data(sent: Sent) -> dict[str, object]:
    problems = sent.verification.problems
    return {
        "kind": sent.row.kind.value,
        "form": sent.row.form_code,
        "period": sent.row.period.code,
        "revision": sent.row.revision,
        "code": sent.row.code,
        "package": str(sent.package.path),
        "sha256": sent.package.sha256,
        "size": sent.package.size,
        "pdf": str(sent.documents.pdf),
        "xlsx": str(sent.documents.xlsx),
        "docx": str(sent.documents.docx or ""),
        "verdict": sent.verification.verdict.value,
        "problems": [{"path": item.path, "kind": item.kind, "message": item.message} for item in problems],
        "findings": {level.value: sent.levels[level] for level in Level},
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr)
