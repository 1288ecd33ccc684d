"""Sending the package of the submission in sight: to a stick, by e-mail; into a folder is exporting itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cchc_desktop.domain.finding import Finding, Refusal
from cchc_desktop.domain.submission import State
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import make_folder
from ui.models.file_size import size_words
from ui.screens.submissions.page import ViewPort
from ui.screens.submissions.send_page import STICK, Band, MailPage, SendPage, SendPort, StickChoice
from ui.screens.submissions.stick_deed import NOT_SENT, StickDeed, failed_band
from ui.widgets.context import AppContext
from ui.widgets.runner import Progress

if TYPE_CHECKING:
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk
    from cchc_desktop.system.removable import Stick

_NO_ADDRESS = "Chưa có (điền khi mở thư, hoặc ghi ở Cài đặt)"
_DRAFTED = "Hãy mở từng thư, xem lại, rồi bấm Gửi trong chương trình thư; chương trình này không tự gửi."
_CHANGED = frozenset({"submission", "package_copy"})


class _Port(ViewPort, SendPort, Protocol):
    """The parts of the screen that sending uses."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What one reading brings."""

    has_stick_copy: bool
    last_stick_copy: str
    mail: MailPage


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a deed ended; ``changed`` tells the other screens, ``drafts`` are to be opened."""

    band: Band
    changed: frozenset[str] = _CHANGED
    drafts: tuple[Path, ...] = field(default=())


class Sending:
    """Holds the chosen way, the sticks that were seen and how the last deed ended."""

    def __init__(self, view: _Port, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._row: SubmissionRow | None = None
        self._way = STICK
        self._sticks: tuple[Stick, ...] | None = None
        self._chosen = ""
        self._known = _Known(has_stick_copy=False, last_stick_copy="", mail=MailPage())
        self._bands: dict[str, Band] = {}
        self._progress: Progress | None = None
        self._is_looking = self._is_working = False

    def leave(self) -> None:
        """Another submission is chosen: forget how the last deed ended."""
        self._row = None
        self._bands = {}

    def show(self, row: SubmissionRow) -> None:
        """Show what can be sent of this submission."""
        if self._row is not None and self._row.id != row.id:
            self._bands = {}
        self._row = row
        if row.state is not State.EXPORTED:
            self._view.show_sending(None)
            return
        self._read(row)
        if self._sticks is None:
            self.look_for_sticks()

    def choose_way(self, way: str) -> None:
        """Send in this way."""
        self._way = way
        self._show()

    def look_for_sticks(self) -> None:
        """Find the sticks that are plugged in now."""
        if self._is_looking or self._is_working or self._row is None:
            return
        self._is_looking = True

        def found(sticks: tuple[Stick, ...]) -> None:
            self._is_looking = False
            if sticks != self._sticks:
                self._sticks = sticks
                self._show()

        def failed(_error: Exception) -> None:
            self._is_looking = False

        self._context.runner.render(lambda: self._desk.sticks.plugged_in(), done=found, failed=failed, owner=self._view)

    def choose_stick(self, key: str) -> None:
        """Write to this stick."""
        self._chosen = key
        self._show()

    def write_stick(self) -> None:
        """Write the package to the chosen stick and read it back."""
        row, stick = self._row, self._stick()
        if row is None or stick is None:
            return
        from cchc_desktop.services.sending.stick import carry  # brings SQLAlchemy: never with the window

        sticks, identity = self._desk.sticks, row.id
        self._on_stick(
            f"Đang ghi ra USB “{stick.label}”…",
            StickDeed(
                prepare=lambda: sticks.prepare(identity),
                work=lambda source, told: carry(source, stick, progress=told),
                record=lambda carried: sticks.record(identity, carried),
            ),
        )

    def check_stick(self) -> None:
        """Read the last copy on a stick again, after it was plugged in anew."""
        from cchc_desktop.services.sending.stick import look_again  # as above

        copy, sticks = self._known.last_stick_copy, self._desk.sticks
        if copy:
            self._on_stick(
                "Đang đọc lại bản trên USB…",
                StickDeed(
                    prepare=lambda: sticks.copy(copy),
                    work=lambda row, told: look_again(row, progress=told),
                    record=sticks.record_look,
                ),
            )

    def cancel(self) -> None:
        """Stop; nothing half written stays."""
        if self._progress is not None:
            self._progress.cancel()

    def write_mail(self) -> None:
        """Write the drafts and open the first one in the mail program."""
        row = self._row
        if row is None:
            return

        def job(progress: Progress) -> _Ended:
            try:
                return self._drafted(row, progress)
            except Fault as fault:
                return _Ended(failed_band(fault))

        self._start("Đang soạn thư…", job)

    def open_draft(self, path: str) -> None:
        """Open a draft in the mail program."""
        if not self._view.open_path(Path(path)):
            self._context.notices.warn(
                f"Máy chưa có chương trình thư để mở {Path(path).name}.",
                do="Hãy mở thư mục, gửi tệp đính kèm bằng trang thư của đơn vị.",
            )

    def open_drafts_folder(self) -> None:
        """Open the folder in which the drafts lie."""
        drafts = self._known.mail.drafts
        folder = Path(drafts[0][0]).parent if drafts else self._desk.dispatch.packages_folder()
        if not self._view.open_path(folder):
            self._context.notices.warn(f"Không mở được thư mục {folder}.", do="Hãy mở thư mục bằng tay.")

    def _stick(self) -> Stick | None:
        return next((stick for stick in self._sticks or () if _key(stick) == self._chosen), None)

    def _on_stick(self, text: str, deed: StickDeed[Any, Any]) -> None:
        ended = self._begin(text)
        if ended is None:
            return

        def began(progress: Progress) -> None:
            self._progress = progress

        deed.run(
            self._context.runner,
            ended=ended,
            progressed=self._view.sending_step,
            began=began,
            owner=self._view,
        )

    def _start(self, text: str, job: Callable[[Progress], _Ended]) -> None:
        ended = self._begin(text)
        if ended is None:
            return

        def done(result: _Ended) -> None:
            ended(result.band)
            for draft in result.drafts[:1]:
                self.open_draft(str(draft))

        def refused(findings: tuple[Finding, ...]) -> None:
            ended(Band("error", "Chưa gửi được", " ".join(finding.text for finding in findings)))

        self._progress = self._context.runner.run_long(
            job,
            done=done,
            progressed=self._view.sending_step,
            cancelled=lambda: ended(Band("info", "Đã dừng", "Chưa có thư nào được ghi ra; gói nộp còn nguyên.")),
            refused=refused,
            failed=lambda _error: ended(NOT_SENT),
            owner=self._view,
        )

    def _begin(self, text: str) -> Callable[[Band], None] | None:
        """Begin a deed and return what ends it; None in a folder that is only looked at."""
        way, refusal = self._way, self._desk.session.store.refusal
        self._bands.pop(way, None)
        if refusal is not None:  # a folder that is only looked at: nothing leaves that could not be recorded
            self._bands[way] = replace(failed_band(refusal), level="info")
        self._show()
        if refusal is not None:
            return None
        self._view.sending_started(text)
        self._view.set_busy(True)
        self._is_working = True

        def ended(band: Band) -> None:
            self._is_working = False
            self._view.sending_ended()
            self._view.set_busy(False)
            self._bands[way] = band
            self._show()
            self.look_for_sticks()

        return ended

    def _drafted(self, row: SubmissionRow, progress: Progress) -> _Ended:
        service = self._desk.mail
        folder = self._desk.dispatch.packages_folder() / f"thu-{Path(service.plan(row.id).package_name).stem}"
        make_folder(folder)
        outcome = service.write(
            row.id,
            folder,
            receiver=service.receiver,
            progress=lambda done, total, _name: progress.step(done, total, f"Đang soạn thư {done + 1}/{total}…"),
        )
        count = len(outcome.value.files)
        head = f"Đã soạn {count} thư" if count > 1 else "Đã soạn thư"
        return _Ended(Band("success", head, _DRAFTED), outcome.changed | _CHANGED, outcome.value.files)

    def _read(self, row: SubmissionRow) -> None:
        def shown(known: _Known) -> None:
            if self._row is not None and self._row.id == row.id:
                self._known = known
                self._show()

        self._context.runner.run(lambda: self._load(row), done=shown, owner=self._view)

    def _load(self, row: SubmissionRow) -> _Known:
        from cchc_desktop.services.submissions.package_copies import (  # brings SQLAlchemy: never with the window
            Medium,
            copies_of,
        )

        with self._desk.session.read() as connection:
            copies = copies_of(connection, row.id)
        sticks = [copy for copy in copies if copy.medium is Medium.STICK and not copy.gone_at]
        drafts = _labelled(self._desk.mail.drafts_of(row.id))
        return _Known(bool(sticks), sticks[-1].id if sticks else "", replace(self._mail_page(row), drafts=drafts))

    def _mail_page(self, row: SubmissionRow) -> MailPage:
        try:
            plan = self._desk.mail.plan(row.id)
        except Refusal as refusal:
            return MailPage(refusal=" ".join(finding.text for finding in refusal.findings))
        largest = size_words(plan.mail_size)
        mails = f"1 thư, {largest}" if plan.part_count == 1 else f"{plan.part_count} thư, mỗi thư nhiều nhất {largest}"
        return MailPage(
            facts=(
                ("Gửi tới", plan.receiver or _NO_ADDRESS),
                ("Số thư", f"{mails} (mức {plan.limit_megabytes} MB một thư)"),
                ("Tiêu đề", plan.subject),
            )
        )

    def _show(self) -> None:
        if self._row is None or self._row.state is not State.EXPORTED:
            return
        sticks = self._sticks
        if self._stick() is None and sticks is not None:
            writable = [stick for stick in sticks or () if stick.writable]
            self._chosen = _key(writable[0]) if len(writable) == 1 else ""
        self._view.show_sending(
            SendPage(
                way=self._way,
                sticks=None if sticks is None else tuple(_choice(stick) for stick in sticks),
                chosen=self._chosen,
                is_another=self._known.has_stick_copy,
                may_check=bool(self._known.last_stick_copy),
                mail=self._known.mail,
                band=self._bands.get(self._way),
            )
        )


def _key(stick: Stick) -> str:
    return f"{stick.path}|{stick.number}"


def _choice(stick: Stick) -> StickChoice:
    room = f"còn trống {size_words(stick.free)} trong {size_words(stick.size)}"
    return StickChoice(_key(stick), stick.name, room if stick.writable else "đang khóa chống ghi", stick.writable)


def _labelled(drafts: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """The drafts with the words of their buttons."""
    count = len(drafts)
    if count == 1:
        return ((str(drafts[0]), "Thư"),)
    return tuple((str(path), f"Thư {number}/{count}") for number, path in enumerate(drafts, start=1))
