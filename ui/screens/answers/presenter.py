"""The bar of remarks without its widgets: which remark is in sight, what was answered, and the way to its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_desktop.domain.submission import State
from ui.screens.answers.page import BarPage, Shown, ViewPort
from ui.widgets.context import AppContext
from ui.widgets.keeping import Spot
from ui.widgets.saver import Saver
from ui.widgets.submission_link import submission_link, told_of

if TYPE_CHECKING:
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.submissions.remarks import RemarkRow
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

PREFIX = "remark"
"""Links to a remark begin so: "remark:<id>"."""
FILL = "Điền theo chỗ đã sửa"
_LONGEST = 64
_NOT_MENDED = "Chỗ này chưa khác bản {revision}; hãy sửa số liệu, hoặc tự ghi vì sao giữ nguyên."


@dataclass(frozen=True, slots=True)
class Open:
    """A remark with the draft that answers it."""

    row: RemarkRow
    draft: SubmissionRow


class Presenter:
    """Holds which remark is in sight; every method names what the user wants."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._saver = Saver(context, view, self.read)
        self._remarks: tuple[Open, ...] = ()
        self._id = ""
        self._typed: dict[str, str] = {}
        self._offered: dict[str, str] = {}

    def read(self) -> None:
        """Read anew which remarks are to be answered."""
        self._context.runner.run(self._load, done=self._show, owner=self._view)

    def holds(self, target: str) -> bool:
        """Whether a link leads to a remark that can be answered now."""
        prefix, identity = _parts(target)
        return prefix == PREFIX and any(found.row.id == identity for found in self._remarks)

    def open_target(self, target: str) -> None:
        """Show the remark that a link names, ready to be answered."""
        if self.holds(target):
            self._go(_parts(target)[1])
            self._view.focus_reply()

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) remark, after the last to the first."""
        if self._remarks:
            self._go(self._remarks[(self._place() + by) % len(self._remarks)].row.id)

    def step_open(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) remark that is not answered; where there is none, to the submission."""
        at, total = self._place(), len(self._remarks)
        others = [self._remarks[(at + by * count) % total] for count in range(1, total)]
        found = next((each for each in others if not self._reply_of(each)), None)
        if found is not None:
            self._go(found.row.id)
        elif total and self._reply_of(self._remarks[at]):
            self.finish()

    def go_there(self) -> None:
        """Go to the place that the remark is about."""
        found = self._current()
        if found is not None and found.row.target:
            draft = found.draft
            self._context.open_target(told_of(found.row.target, draft.kind, draft.period, form=draft.form_code))

    def finish(self) -> None:
        """Go to the submission, to complete it."""
        found = self._current()
        if found is not None:
            draft = found.draft
            self._context.open_target(submission_link(draft.kind, draft.period, form=draft.form_code))

    def reply(self, text: str) -> None:
        """Store the answer to the remark in sight."""
        found = self._current()
        if found is None:
            return
        identity = found.row.id
        self._typed[identity] = text

        def done(_outcome: object) -> None:
            if self._typed.get(identity) == text:
                del self._typed[identity]
            self._tell_reply(identity, "info", "")

        def refused(findings: tuple[Finding, ...]) -> None:
            self._typed.pop(identity, None)
            self._tell_reply(identity, "block", " ".join(finding.text for finding in findings))

        self._saver.run(identity, lambda: self._desk.answers.reply(identity, text), done=done, refused=refused)
        self._tell()

    def look_for_suggestion(self) -> None:
        """Compare the place of the remark in sight with what was returned; the button then says what it fills in."""
        found = self._current()
        if found is None:
            return
        identity = found.row.id

        def compared(text: str) -> None:
            self._offered[identity] = text
            if identity == self._id:
                self._tell()

        self._context.runner.run(lambda: self._suggested(identity), done=compared, owner=self._view)

    def take_suggestion(self) -> None:
        """Fill in what was mended, after what is already written."""
        found = self._current()
        if found is None:
            return
        identity, revision = found.row.id, found.row.revision

        def compared(text: str) -> None:
            self._offered[identity] = text
            if identity != self._id:
                return
            if not text:
                self._view.tell_reply("info", _NOT_MENDED.format(revision=revision))
                return
            written = self._reply_of(found)
            if text not in written:
                self._view.put_reply(f"{written}\n{text}" if written else text)

        self._context.runner.run(lambda: self._suggested(identity), done=compared, owner=self._view)

    def save_again(self) -> None:
        """Offer to the database again what it did not take."""
        self._saver.run_failed()

    def _suggested(self, identity: str) -> str:
        return self._desk.answers.suggested_reply(identity)

    def _load(self) -> tuple[Open, ...]:
        drafts = [row for row in self._desk.submissions.all() if row.state is State.DRAFT and row.parent_id]
        return tuple(
            Open(remark, draft)
            for draft in drafts
            for remark in self._desk.answers.remarks(draft.kind, draft.period, form=draft.form_code)
            if not remark.is_settled
        )

    def _show(self, found: tuple[Open, ...]) -> None:
        self._remarks = found
        if self._current() is None:
            self._id = next((each.row.id for each in found if each.row.is_open), found[0].row.id if found else "")
        self._tell()

    def _go(self, identity: str) -> None:
        if identity != self._id:
            self._id = identity
            self._view.tell_reply("info", "")
        self._tell()

    def _tell(self) -> None:
        found = self._current()
        if found is None:
            self._view.show_page(None)
            return
        total = len(self._remarks)
        left = sum(not self._reply_of(each) for each in self._remarks)
        self._view.show_page(
            BarPage(
                title=f"Ý kiến của tỉnh {self._place() + 1}/{total}" if total > 1 else "Ý kiến của tỉnh",
                count=f"còn {left} ý kiến" if left else "đã trả lời hết",
                is_done=not left,
                has_several=total > 1,
                remark=self._shown(found),
            )
        )

    def _tell_reply(self, identity: str, level: str, text: str) -> None:
        if identity == self._id:
            self._view.tell_reply(level, text)

    def _shown(self, found: Open) -> Shown:
        row, draft = found.row, found.draft
        offered, reply = self._offered.get(row.id, ""), self._reply_of(found)
        return Shown(
            id=row.id,
            place=row.place,
            where=f"{draft.kind.label}, {draft.period.label}, bản {draft.revision}",
            text=row.text,
            reply=reply,
            suggestion=FILL if not offered else f"Điền: {_shortened(offered)}" if offered not in reply else "",
            has_target=bool(row.target),
            spot=Spot(f"{PREFIX}:{row.id}:reply", f"Trả lời ý kiến của tỉnh: {row.place}"),
        )

    def _place(self) -> int:
        return next((place for place, each in enumerate(self._remarks) if each.row.id == self._id), 0)

    def _current(self) -> Open | None:
        return next((each for each in self._remarks if each.row.id == self._id), None)

    def _reply_of(self, found: Open) -> str:
        """What is answered, also while it is on its way to the database."""
        return self._typed.get(found.row.id, found.row.reply)


def _parts(target: str) -> tuple[str, str]:
    """Prefix and identity of a link; a field may follow."""
    prefix, identity = (*target.split(":"), "")[:2]
    return prefix, identity


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
