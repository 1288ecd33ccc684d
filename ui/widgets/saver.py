"""Commands of a screen on their way to the database: one place that tells the save state of each."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from cchc_desktop.domain.finding import Finding
from ui.widgets.context import AppContext
from ui.widgets.notices import is_view_only
from ui.widgets.owed import Owed

T = TypeVar("T")
Refusing = Callable[[tuple[Finding, ...]], None]

_OWED = "việc ghi vừa rồi không thành công, sẽ ghi lại ở lần nhập sau"
_REFUSED = "nội dung vừa nhập chưa được nhận, xem câu nhắc dưới ô"
_FROZEN = ".frozen"
"""So ends the code of a refusal because the submission is completed."""


class Saver:
    """Runs commands one after another; keeps by its place what the environment let fail, for the next attempt.

    ``owner`` is the view: results that come after it is gone are dropped. ``read_again`` reads what is stored once all
    commands are through (``owes_reading``), because a reading in between would show older values than the screen has.
    """

    def __init__(self, context: AppContext, owner: object, read_again: Callable[[], None]) -> None:
        self._context, self._owner, self._read_again = context, owner, read_again
        self._pending = 0
        self._owed = Owed()
        self._refused: set[Hashable] = set()
        self.owes_reading = False

    @property
    def is_ahead(self) -> bool:
        """Whether the screen holds entries that are not stored yet: a reading must not overwrite them."""
        return bool(self._pending or self._owed)

    def run(
        self,
        place: Hashable,
        job: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        refused: Refusing | None = None,
    ) -> None:
        """Run a command for a place of the screen, after those that failed; it replaces one that failed there.

        ``refused`` shows at the place why the entry is not taken; the entry stays there. Without it, and where the
        submission is completed, nothing can be kept: the refusal is told as a notice and what is stored is read again.
        So it is in a folder that is only looked at.
        """
        self._forget(place)
        self.run_failed()
        self._run(place, job, done=done, refused=refused)

    def run_failed(self) -> None:
        """Run again, in their order, the commands that failed before."""
        self._owed.offer_again()

    def _forget(self, place: Hashable) -> None:
        self._owed.forget(place)
        self._refused.discard(place)

    def _run(
        self, place: Hashable, job: Callable[[], T], *, done: Callable[[T], None] | None, refused: Refusing | None
    ) -> None:
        self._pending += 1
        self._context.save_state.saving()

        def finished(result: T) -> None:
            self._settle()
            if done is not None:
                done(result)

        def failed(error: Exception) -> None:
            if is_view_only(error):
                self.owes_reading = True
                self._settle(is_frozen=True)
                return
            self._owed.keep(place, lambda: self._run(place, job, done=done, refused=refused))
            self._settle()

        def told(findings: tuple[Finding, ...]) -> None:
            is_frozen = any(finding.code.endswith(_FROZEN) for finding in findings)
            if refused is None or is_frozen:
                for finding in findings:
                    self._context.notices.warn(finding.text)
                self.owes_reading = True
                self._settle(is_frozen=is_frozen)
            else:
                self._refused.add(place)
                self._settle()
                refused(findings)

        self._context.runner.run(job, done=finished, refused=told, failed=failed, owner=self._owner, initiator=self)

    def _settle(self, *, is_frozen: bool = False) -> None:
        self._pending -= 1
        self._tell_foot(is_frozen=is_frozen)
        if self.owes_reading and not self.is_ahead:
            self.owes_reading = False
            self._read_again()

    def _tell_foot(self, *, is_frozen: bool) -> None:
        foot = self._context.save_state
        if self._owed:
            foot.unsaved(_OWED)
        elif self._refused:
            foot.unsaved(_REFUSED)
        elif is_frozen:
            foot.read_only()
        elif not self._pending:
            foot.saved(f"{self._context.services.session.now():%H:%M:%S}")
