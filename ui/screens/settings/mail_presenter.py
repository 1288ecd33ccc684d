"""The card of sending by e-mail; both choices are kept for this machine, and undone like every other step."""

from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.inbox import EvidenceInbox
    from cchc_desktop.services.workplace import Desk

TOPICS = frozenset({"evidence_inbox"})


class MailView(Protocol):
    """The card."""

    def show_choices(self, address: str, megabytes: int) -> None:
        """Show what is chosen."""
        ...

    def refuse_address(self, text: str) -> None:
        """Say why the address is not kept; an empty text clears it."""
        ...


class MailPresenter:
    """One card at one desk of a commune."""

    def __init__(self, view: MailView, desk: "Desk", *, runner: Runner) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner

    def load(self) -> None:
        """Read the choices anew."""

        def job() -> tuple[str, int]:
            choices = self._choices()
            return choices.province_address, choices.email_megabytes

        self._runner.run(job, done=lambda found: self._view.show_choices(*found), owner=self._view)

    def set_address(self, address: str) -> None:
        """Keep the address of the province; one that is none is refused at its field."""
        self._runner.run(
            lambda: self._choices().set_province_address(address),
            done=lambda _done: self._view.refuse_address(""),
            refused=self._refused,
            owner=self._view,
        )

    def set_limit(self, megabytes: int) -> None:
        """Keep how large one mail may be."""
        self._runner.run(
            lambda: self._choices().set_email_megabytes(megabytes), done=lambda _done: None, owner=self._view
        )

    def _choices(self) -> "EvidenceInbox":
        from cchc_desktop.services.evidence.inbox import EvidenceInbox  # loads SQLAlchemy: never before the first paint

        return EvidenceInbox(self._desk.session)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._view.refuse_address(" ".join(finding.text for finding in findings))
