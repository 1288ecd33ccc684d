"""Writing remarks: each is in the database a moment after it is typed, whatever is read or shown meanwhile."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from ui.screens.appraisal.page import Line
from ui.widgets.context import AppContext
from ui.widgets.saver import Saver
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.province.appraisal import Appraisal
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.session.session import Session

WHOLE = "submission"
"""The target of a remark on everything, as ``domain.province_answer`` has it."""


class RemarkPort(Protocol):
    """What writing remarks asks of the screen."""

    def refuse_remark(self, key: str, text: str) -> None:
        """Say at a line why its remark is not taken."""
        ...


class Remarks:
    """The remarks of the opened revision, by the key of their line.

    A new remark has no identity while its command is on its way; what is typed meanwhile is told to the one that the
    command made.
    """

    def __init__(self, view: RemarkPort, context: AppContext, read_again: Callable[[], None]) -> None:
        self._view = view
        self._context = context
        self._saver = Saver(context, view, read_again)
        self._received = ""
        self._made: dict[str, str] = {}

    @property
    def is_ahead(self) -> bool:
        """Whether the screen holds remarks that are not stored yet."""
        return self._saver.is_ahead

    @property
    def received(self) -> str:
        """The revision that remarks are written on."""
        return self._received

    def read_later(self) -> None:
        """Read again once all commands are through."""
        self._saver.owes_reading = True

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self._saver.run_failed()

    def serve(self, received_id: str) -> None:
        """Remarks are on this revision from now on."""
        if received_id != self._received:
            self._received, self._made = received_id, {}

    def write(self, line: Line, remark_id: str, text: str) -> None:
        """Store a remark; an empty text takes it away."""
        received_id, made, appraisal = self._received, self._made, self._appraisal

        def job() -> "Outcome[None] | Outcome[str] | None":
            identity = remark_id or made.get(line.key, "")
            if not text:
                made.pop(line.key, None)
                return appraisal.remove_remark(identity) if identity else None
            if identity:
                return appraisal.edit_remark(identity, text)
            outcome = appraisal.add_remark(
                received_id, target=line.target or WHOLE, place=line.place if line.target else "", text=text
            )
            made[line.key] = outcome.value
            return outcome

        self._saver.run((received_id, line.key, remark_id), job, refused=lambda found: self._refuse(line.key, found))

    def remove(self, line: Line, remark_id: str) -> None:
        """Take a remark away; the notice brings it back."""
        received_id, made, appraisal, session = self._received, self._made, self._appraisal, self._session

        def job() -> "Outcome[None] | None":
            identity = remark_id or made.pop(line.key, "")
            made.pop(line.key, None)
            return appraisal.remove_remark(identity) if identity else None

        def done(outcome: "Outcome[None] | None") -> None:
            if outcome is not None:
                deed = undo_deed(session, self._context.notices, self._undo)
                self._context.notices.success("Đã bỏ ý kiến.", deed=deed)

        self._saver.run((received_id, line.key, remark_id), job, done=done)

    def _undo(self) -> None:
        session = self._session
        self._context.runner.run(session.undo, done=lambda _outcome: None, owner=self._view)

    def _refuse(self, key: str, findings: tuple[Finding, ...]) -> None:
        self._view.refuse_remark(key, " ".join(finding.text for finding in findings))

    @property
    def _appraisal(self) -> "Appraisal":
        appraisal: Appraisal = self._context.services.appraisal
        return appraisal

    @property
    def _session(self) -> "Session":
        session: Session = self._context.services.session
        return session
