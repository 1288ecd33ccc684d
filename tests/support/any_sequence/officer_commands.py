"""What is done with accounts and settings, and who sits at the desk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.any_sequence.command import Command, enter_password, nfc, password_is_refused
from support.any_sequence.model import Draft

from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.services.session.accounts import NewOfficer, change_password
from cchc_desktop.services.workplace import Desk

if TYPE_CHECKING:
    from support.any_sequence.host import Host


@dataclass(frozen=True)
class AddOfficer(Command):
    name: str
    role: Role
    password: str

    def act(self, desk: Desk) -> object:
        return desk.workplace.add_officer(self._new, by=desk.session.officer).value

    def refused(self, draft: Draft) -> bool:
        forbidden = self.role is Role.LEADER and draft.present.role != "leader"
        return forbidden or not self.name.strip() or len(self.password) < 8

    def expect(self, draft: Draft) -> None:
        key = draft.new("officer")
        draft.put(
            "officer",
            key,
            full_name=" ".join(nfc(self.name).split()),
            post=self._new.post.value if isinstance(self._new.post, Post) else self._new.post,
            role=self.role.value,
            password_hash=draft.learned("officer", key, "password_hash"),
            active=True,
            failed_attempts=0,
            locked_until="",
        )

    @property
    def _new(self) -> NewOfficer:
        post = Post.CHAIRMAN if self.role is Role.LEADER else Post.SPECIALIST
        return NewOfficer(self.name, post, self.role, self.password)


@dataclass(frozen=True)
class SetActive(Command):
    officer: str
    active: bool

    def act(self, desk: Desk) -> object:
        return desk.workplace.set_active(self.officer, active=self.active, by=desk.session.officer).value

    def refused(self, draft: Draft) -> bool:
        row = draft.row("officer", self.officer)
        assert row is not None
        others = [key for key, _ in draft.of("officer", role=row["role"], active=True) if key != self.officer]
        if row["role"] == "leader" and draft.present.role != "leader":
            return True
        needed = row["role"] in ("leader", "preparer") and not others
        return not self.active and (self.officer == draft.present.officer or needed)

    def expect(self, draft: Draft) -> None:
        draft.change("officer", self.officer, active=self.active)


@dataclass(frozen=True)
class ChangePassword(Command):
    """The own password is replaced; ``right`` says whether the old one is given rightly."""

    leaves_traces = True
    undoable = None
    officer: str
    old: str
    new: str
    right: bool

    def act(self, desk: Desk) -> object:
        change_password(desk.session.store, self.officer, old=self.old, new=self.new)
        return None

    def refused(self, draft: Draft) -> bool:
        return password_is_refused(draft, self.officer, right=self.right) or len(self.new) < 8

    def expect(self, draft: Draft) -> None:
        if enter_password(draft, self.officer, right=self.right) and len(self.new) >= 8:
            draft.commit()
            secret = draft.learned("officer", self.officer, "password_hash")
            draft.change("officer", self.officer, password_hash=secret)


@dataclass(frozen=True)
class DocumentDefaults(Command):
    addressee: str
    recipients: tuple[str, ...]

    def act(self, desk: Desk) -> object:
        by = desk.session.officer
        return desk.workplace.set_document_defaults(addressee=self.addressee, recipients=self.recipients, by=by).value

    def expect(self, draft: Draft) -> None:
        lines = [nfc(line).strip() for line in self.recipients]
        recipients = "\n".join(line for line in lines if line)
        draft.change("workspace", "", addressee=nfc(self.addressee).strip(), recipients=recipients)


@dataclass(frozen=True)
class SignIn(Command):
    """Somebody sits down at the desk; ``right`` says whether the password is right."""

    leaves_traces = True
    undoable = None
    officer: str
    password: str
    right: bool

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        host.desk = host.workplace.sign_in(self.officer, self.password)
        return None

    def refused(self, draft: Draft) -> bool:
        return password_is_refused(draft, self.officer, right=self.right)

    def expect(self, draft: Draft) -> None:
        enter_password(draft, self.officer, right=self.right)
