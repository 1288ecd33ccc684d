"""The settings: what is shown of unit, officers and documents, and the few things that can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Post, Role
from ui.screens.settings.facts import FactGroup, workspace_facts
from ui.widgets.context import HeaderFacts, SavePort, header_facts
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.session.accounts import NewOfficer
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.workplace import Desk

TOPICS = frozenset({"officer", "workspace"})
_POSTS = {post.value: post for post in Post}


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """The form of a new officer as typed."""

    full_name: str
    post: str
    role: Role
    password: str
    again: str

    def as_new(self) -> "NewOfficer":
        """The officer as the service takes it."""
        from cchc_desktop.services.session.accounts import NewOfficer  # loads SQLAlchemy: never before the first paint

        return NewOfficer(self.full_name, _POSTS.get(self.post, self.post), self.role, self.password)


class SettingsView(Protocol):
    """What the presenter asks of the screen."""

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        """Show unit, plan and criteria set."""
        ...

    def show_officers(self, rows: "Sequence[OfficerRow]") -> None:
        """Show all accounts."""
        ...

    def show_officer_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field of the new officer; none clears all."""
        ...

    def clear_officer_form(self) -> None:
        """The new officer was added."""
        ...

    def show_password_findings(self, old: str, new: str) -> None:
        """Show what is wrong with the old and with the new password; empty texts clear."""
        ...

    def clear_password_form(self) -> None:
        """The password was changed."""
        ...

    def show_defaults(self, addressee: str, recipients: Sequence[str]) -> None:
        """Show "Kính gửi" and the lines of "Nơi nhận"."""
        ...

    def refuse_default(self, field: str, text: str) -> None:
        """Say why "addressee" or "recipients" is not saved; an empty text clears it."""
        ...


class SettingsPresenter:
    """One screen at one desk."""

    def __init__(self, view: SettingsView, desk: "Desk", *, runner: Runner, notices: Notices, save: SavePort) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices
        self._save = save

    @property
    def own_id(self) -> str:
        """The officer who is signed in."""
        return self._desk.session.officer.id

    @property
    def header(self) -> HeaderFacts:
        """The header line of the window: settings belong to no period."""
        return header_facts(self._desk.session.workspace)

    def load(self, topics: frozenset[str] = TOPICS) -> None:
        """Show what belongs to these topics."""
        if "workspace" in topics:
            workspace = self._desk.session.workspace
            self._view.show_facts(workspace_facts(workspace, units=self._desk.workplace.library.units_header))
            self._view.show_defaults(workspace.addressee, workspace.recipients)
        if "officer" in topics:
            self._runner.run(self._desk.workplace.all_officers, done=self._view.show_officers, owner=self._view)

    def add_officer(self, entry: OfficerEntry) -> None:
        """Add an account; refusals are shown at their fields."""
        self._view.show_officer_findings(())
        if entry.password != entry.again:
            text = "Hai lần nhập chưa giống nhau." if entry.again else "Hãy nhập lại mật khẩu lần thứ hai."
            self._view.show_officer_findings((_again(text),))
            return
        workplace, by = self._desk.workplace, self._desk.session.officer

        def added(_outcome: object) -> None:
            self._view.clear_officer_form()
            back = undo_deed(self._desk.session, self._notices, self._undo)
            self._notices.success(f"Đã thêm tài khoản của {' '.join(entry.full_name.split())}.", deed=back)

        self._runner.run(
            lambda: workplace.add_officer(entry.as_new(), by=by),
            done=added,
            refused=self._view.show_officer_findings,
            owner=self._view,
        )

    def set_active(self, row: "OfficerRow", *, active: bool) -> None:
        """Stop an account or let it be used again; the notice offers the way back."""
        workplace, by = self._desk.workplace, self._desk.session.officer

        def job() -> "Outcome[None]":
            return workplace.set_active(row.id, active=active, by=by)

        def done(_outcome: object) -> None:
            verb = "Đã cho dùng lại" if active else "Đã ngừng"
            back = undo_deed(self._desk.session, self._notices, self._undo)
            self._notices.success(
                f"{verb} tài khoản của {row.full_name}. Việc đã làm trước đây vẫn giữ tên.", deed=back
            )

        self._runner.run(job, done=done, owner=self._view)

    def _undo(self) -> None:
        self._runner.run(self._desk.session.undo, done=lambda _outcome: None, owner=self._view)

    def change_password(self, *, old: str, new: str, again: str) -> None:
        """Change the own password."""
        self._view.show_password_findings("", "")
        if not old:
            self._view.show_password_findings("Hãy nhập mật khẩu đang dùng.", "")
            return
        if new != again:
            self._view.show_password_findings("", "Hai lần nhập mật khẩu mới chưa giống nhau.")
            return
        store, officer_id = self._desk.workplace.store, self.own_id

        def job() -> None:
            from cchc_desktop.services.session.accounts import change_password

            change_password(store, officer_id, old=old, new=new)

        def done(_done: None) -> None:
            self._view.clear_password_form()
            self._notices.success("Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới.")

        self._runner.run(job, done=done, refused=self._password_refused, owner=self._view)

    def save_defaults(self, *, addressee: str, recipients: str) -> None:
        """Save "Kính gửi" and "Nơi nhận"; an empty one is refused and stays as it was."""
        lines = [line.strip().lstrip("-").strip().rstrip(";.").strip() for line in recipients.splitlines()]
        lines = [line for line in lines if line]
        self._view.refuse_default("addressee", "" if addressee else "Hãy nhập nơi gửi, ví dụ: Sở Nội vụ.")
        self._view.refuse_default("recipients", "" if lines else "Cần ít nhất một dòng, ví dụ: Lưu: VT.")
        if not addressee or not lines:
            self._save.unsaved("còn mục để trống")
            return
        self._save.saving()
        workplace, session = self._desk.workplace, self._desk.session
        self._runner.run(
            lambda: workplace.set_document_defaults(addressee=addressee, recipients=lines, by=session.officer),
            done=lambda _outcome: self._save.saved(f"{session.now():%H:%M:%S}"),
            failed=lambda _error: self._save.unsaved("Kính gửi, Nơi nhận"),
            owner=self._view,
        )

    def _password_refused(self, findings: tuple[Finding, ...]) -> None:
        old = [finding.text for finding in findings if finding.code.startswith("password.")]
        new = [finding.text for finding in findings if not finding.code.startswith("password.")]
        self._view.show_password_findings(" ".join(old), " ".join(new))


def _again(text: str) -> Finding:
    return Finding("officer.password-differs", Level.BLOCK, text, "officer:again")
