"""The card of hand-over: to whom and why, the file, its code, the minutes; and the way back for a leader."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Role
from ui.models.file_size import size_words
from ui.widgets.notices import Notices
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.hand_over.hand_over import Given, HandedOver, Prospect, TakenBack
    from cchc_desktop.services.workplace import Desk

TAKE_BACK = (
    "Lấy lại quyền ghi? Tệp bàn giao đã giao cho {to} (mã {code}) không được dùng nữa. Nếu nơi nhận đã nhập tiếp, "
    "những gì nhập ở đó không có ở đây và không gộp lại được: hãy hỏi họ trước."
)

NEXT = (
    "In biên bản, hai bên ký; giao tệp (USB) và một bản biên bản cho người nhận. Trên máy nhận: mở CCHC Desktop, "
    "ở màn hình bắt đầu bấm “Nhận bàn giao từ máy khác”."
)


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """What was typed and chosen; ``target`` is None until a place was chosen."""

    to: str
    to_post: str
    reason: str
    target: Path | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the folder stands: empty while it is live, else the sentence; ``may_take_back`` for a leader."""

    sentence: str = ""
    may_take_back: bool = False
    viewing: bool = False


@dataclass(frozen=True, slots=True)
class GivenWords:
    """What came of it: the code for the paper, where the file is, what is still to be done."""

    code: str
    lines: tuple[str, ...]
    warning: str
    protocol: Path | None
    folder: Path


class HandOverView(Protocol):
    """What the presenter asks of the card."""

    def show_standing(self, standing: Standing) -> None:
        """Show whether the folder is live or handed over."""
        ...

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show each finding at its field; none clears all."""
        ...

    def ask_to_give(self, sentence: str, form: HandOverForm) -> None:
        """Ask before the folder is given away."""
        ...

    def show_given(self, words: GivenWords) -> None:
        """Show code, file and minutes."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """A deed is under way, or no longer."""
        ...

    def start_job(self, text: str) -> None:
        """A long deed begins."""
        ...

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        ...

    def end_job(self) -> None:
        """It is over, in whatever way."""
        ...


class HandOverPresenter:
    """One card at one desk."""

    def __init__(self, view: HandOverView, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices
        self._job: Progress | None = None
        self._given: HandedOver | None = None

    def load(self) -> None:
        """Look how the folder stands."""
        store = self._desk.workplace.store

        def job() -> "tuple[HandedOver | None, str]":
            from cchc_desktop.services.hand_over.hand_over import (  # loads SQLAlchemy: not before the first paint
                band,
                standing,
            )

            return standing(store), band(store)

        def done(found: "tuple[HandedOver | None, str]") -> None:
            self._given = found[0]
            leads = self._desk.session.officer.role is Role.LEADER
            given = self._given is not None
            viewing = bool(found[1]) and not given
            self._view.show_standing(Standing(found[1], may_take_back=given and leads, viewing=viewing))

        self._runner.run(job, done=done, owner=self._view)

    def prepare(self, form: HandOverForm) -> None:
        """Say what is missing, or what would go along, and ask."""
        findings = tuple(_findings(form))
        self._view.show_findings(findings)
        if findings:
            return
        store = self._desk.workplace.store

        def job() -> "Prospect":
            from cchc_desktop.services.hand_over.hand_over import prospect

            return prospect(store)

        self._runner.run(
            job,
            done=lambda found: self._view.ask_to_give(_question(form, found), form),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def give(self, form: HandOverForm) -> None:
        """Write the file and give the folder away."""
        desk, target = self._desk, form.target
        if target is None:
            return

        def job(progress: Progress) -> "Given":
            from cchc_desktop.services.hand_over.hand_over import Request, give

            return give(desk, Request(form.to, form.to_post, form.reason, target), step=progress.step)

        def done(given: "Given") -> None:
            self._end()
            self._view.show_given(given_words(given))
            self.load()

        self._view.set_busy(True)
        self._view.start_job("Đang ghi tệp bàn giao")
        self._job = self._runner.run_long(
            job,
            done=done,
            progressed=self._view.step,
            cancelled=self._end,
            refused=self._refused,
            failed=lambda _error: self._end(),
            owner=self._view,
        )

    def stop(self) -> None:
        """Stop writing: nothing is given away."""
        if self._job is not None:
            self._job.cancel()

    @property
    def take_back_question(self) -> str:
        """What taking back means."""
        to, code = (self._given.to, self._given.code) if self._given is not None else ("", "")
        return TAKE_BACK.format(to=to, code=code)

    def take_back(self, reason: str) -> None:
        """Make the folder live again; everybody signs in anew afterwards."""
        store, officer = self._desk.workplace.store, self._desk.session.officer

        def job() -> "TakenBack":
            from cchc_desktop.services.hand_over.hand_over import take_back

            return take_back(store, officer, reason=reason)

        def done(_done: "TakenBack") -> None:
            self._notices.info(
                "Đã lấy lại quyền ghi; việc này được ghi vào nhật ký.",
                do="Hãy báo cho nơi nhận không dùng tệp bàn giao đó nữa, rồi đăng nhập lại để làm việc.",
            )

        self._runner.run(job, done=done, busy=self._view.set_busy, owner=self._view)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._end()
        self._view.show_findings(findings)

    def _end(self) -> None:
        self._job = None
        self._view.end_job()
        self._view.set_busy(False)


def given_words(given: "Given") -> GivenWords:
    """What to say after a hand-over."""
    is_there = given.file.exists()
    lines = (f"Tệp: {given.file}", f"Gồm: {given.manifest.held}.", NEXT)
    warning = ""
    if not is_there:
        warning = "Nơi ghi tệp vừa mất kết nối: hãy cắm lại USB rồi mở lại chương trình để tệp có tên chính thức."
    elif given.protocol is None:
        warning = "Chưa ghi được biên bản cạnh tệp bàn giao; máy nhận vẫn in được biên bản sau khi nhận."
    elif given.manifest.missing:
        words = f"{len(given.manifest.missing)} {given.manifest.missing_words}"
        warning = f"Thiếu {words} đã không còn ở đây; biên bản ghi rõ việc này."
    return GivenWords(given.code, lines, warning, given.protocol, given.file.parent)


def _question(form: HandOverForm, found: "Prospect") -> str:
    kinds = "tệp minh chứng hoặc gói đã nhận" if found.packages else "tệp minh chứng"
    missing = f" Lưu ý: {found.missing} {kinds} đã mất hoặc hỏng sẽ không có trong tệp." if found.missing else ""
    count = f"{found.evidence} tệp minh chứng, {size_words(found.size)}"
    packages = f"{found.packages} gói nộp đã nhận, " if found.packages else ""
    return (
        f"Bàn giao toàn bộ dữ liệu ({packages}{count}) cho {form.to}, "
        f"ghi vào “{form.target}”? Dữ liệu ở đây không bị xóa, nhưng từ đó chỉ để xem và in; "
        f"chỉ lãnh đạo lấy lại được quyền ghi.{missing}"
    )


def _findings(form: HandOverForm) -> list[Finding]:
    found = []
    if not form.to.strip():
        text = "Hãy nhập họ tên người nhận bàn giao."
        found.append(Finding("hand-over.no-recipient", Level.BLOCK, text, "hand-over:to"))
    if not form.reason.strip():
        text = "Hãy ghi lý do, ví dụ: Chuyển công tác, Thay máy tính."
        found.append(Finding("hand-over.no-reason", Level.BLOCK, text, "hand-over:reason"))
    if form.target is None:
        text = "Hãy chọn USB hoặc thư mục để ghi tệp bàn giao."
        found.append(Finding("hand-over.no-target", Level.BLOCK, text, "hand-over:target"))
    return found
