"""Commands of this screen on their way to the database: one place that tells the save state of each."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cchc_desktop.domain.finding import Finding
from ui.widgets.context import AppContext

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk

T = TypeVar("T")


class Saver:
    """Runs commands one after another and keeps those that the environment let fail for the next attempt.

    ``owner`` is the view: results that come after it is gone are dropped. ``read_again`` reads what is really stored:
    after a refused command, and when a reading was passed over meanwhile (``owes_reading``).
    """

    def __init__(self, context: AppContext, owner: object, read_again: Callable[[], None]) -> None:
        self._context, self._owner, self._read_again = context, owner, read_again
        self._pending = 0
        self._failed: list[Callable[[], object]] = []
        self.owes_reading = False

    @property
    def desk(self) -> "Desk":
        """The services."""
        desk: Desk = self._context.services
        return desk

    @property
    def is_ahead(self) -> bool:
        """Whether the screen holds entries that are not stored yet: a reading must not overwrite them."""
        return bool(self._pending or self._failed)

    def run(self, job: Callable[[], T], *, done: Callable[[T], None] | None = None) -> None:
        """Run a command, after those that failed before; a refusal is told as a notice."""
        self.run_failed()
        self._run(job, done)

    def run_failed(self) -> None:
        """Run again, in their order, the commands that failed before."""
        waiting, self._failed = self._failed, []
        for earlier in waiting:
            self._run(earlier, None)

    def _run(self, job: Callable[[], T], done: Callable[[T], None] | None) -> None:
        self._pending += 1
        self._context.save_state.saving()

        def finished(result: T) -> None:
            self._pending -= 1
            self._tell_saved()
            if done is not None:
                done(result)
            if self.owes_reading and not self.is_ahead:
                self._put_right()

        def failed(_error: Exception) -> None:
            self._pending -= 1
            self._failed.append(job)
            self._tell_saved()

        self._context.runner.run(
            job, done=finished, refused=self._on_refused, failed=failed, owner=self._owner, initiator=self
        )

    def _tell_saved(self) -> None:
        if self._failed:
            self._context.save_state.unsaved("việc ghi vừa rồi không thành công, sẽ ghi lại ở lần nhập sau")
        elif not self._pending:
            self._context.save_state.saved(f"{self.desk.session.now():%H:%M:%S}")

    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        """The services refuse only what is frozen: nothing typed here can be kept."""
        self._pending -= 1
        for finding in findings:
            self._context.notices.warn(finding.text)
        self._context.save_state.read_only()
        self._put_right()

    def _put_right(self) -> None:
        self.owes_reading = False
        self._read_again()
