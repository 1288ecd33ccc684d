"""Signing in: who is chosen, what was refused, what comes after. The password is never kept here."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.officer import Role
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.workplace import Desk

NO_PASSWORD = "Hãy nhập mật khẩu."  # noqa: S105 - a sentence to the user


class SignInView(Protocol):
    """What the presenter asks of the gate."""

    def show_chosen(self, officer: "OfficerRow") -> None:
        """Show who is about to sign in."""
        ...

    def show_refusal(self, text: str) -> None:
        """Say why the sign-in was refused; an empty text takes it away."""
        ...

    def ask_again(self) -> None:
        """Empty the password and wait for the next one."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """The password is being checked, or no longer."""
        ...


class SignInPresenter:
    """One gate; ``last`` is the identity of the officer who signed in last, empty if that is not known."""

    def __init__(
        self,
        view: SignInView,
        *,
        officers: "Sequence[OfficerRow]",
        runner: Runner,
        sign_in: "Callable[[str, str], Desk | ProvinceDesk]",
        on_signed_in: "Callable[[Desk | ProvinceDesk], None]",
        last: str = "",
    ) -> None:
        self._view = view
        self._officers = {row.id: row for row in officers}
        self._runner = runner
        self._sign_in = sign_in
        self._on_signed_in = on_signed_in
        self._last = last
        self._chosen = ""
        self._busy = False

    @property
    def first_choice(self) -> str:
        """The officer who signed in last, else the first preparer: the one who comes daily. Empty without officers."""
        preparers = [row.id for row in self._officers.values() if row.role is Role.PREPARER]
        candidates = [self._last, *preparers, *self._officers]
        return next((identity for identity in candidates if identity in self._officers), "")

    def choose(self, officer_id: str) -> None:
        """Somebody else wants to sign in."""
        if officer_id == self._chosen:
            return
        self._chosen = officer_id
        self._view.show_chosen(self._officers[officer_id])
        self._view.show_refusal("")

    def sign_in(self, password: str) -> None:
        """Check the password; the desk comes next, or the sentence of the refusal."""
        if self._busy or not self._chosen:
            return
        if not password:
            self._view.show_refusal(NO_PASSWORD)
            return
        self._view.show_refusal("")
        officer_id = self._chosen
        self._runner.run(
            lambda: self._sign_in(officer_id, password),
            done=self._on_signed_in,
            refused=self._refused,
            busy=self._tell_busy,
            owner=self._view,
        )

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._view.ask_again()
        self._view.show_refusal(" ".join(finding.text for finding in findings))

    def _tell_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        self._busy = busy
        self._view.set_busy(busy)
