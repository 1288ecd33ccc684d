"""Commands of this screen on their way to the database: one place that tells the save state of each."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from cchc_desktop.domain.finding import Finding
from ui.widgets.context import AppContext

T = TypeVar("T")
Refusing = Callable[[tuple[Finding, ...]], None]


class Saver:
    """Runs commands one after another; keeps by its place what the environment let fail, for the next attempt.

    ``owner`` is the view: results that come after it is gone are dropped. ``read_again`` reads what is stored once all
    commands are through, because a reading in between would show older values than the screen has.
    """

    def __init__(self, context: AppContext, owner: object, read_again: Callable[[], None]) -> None:
        self._context, self._owner, self._read_again = context, owner, read_again
        self._pending = 0
        self._failed: dict[Hashable, tuple[Callable[[], object], Refusing]] = {}
        self._refused: set[Hashable] = set()
        self.owes_reading = False

    @property
    def is_ahead(self) -> bool:
        """Whether the screen holds entries that are not stored yet."""
        return bool(self._pending or self._failed)

    def run(
        self, place: Hashable, job: Callable[[], T], *, refused: Refusing, done: Callable[[T], None] | None = None
    ) -> None:
        """Run a command for a place of the screen; a newer one of the same place replaces one that failed."""
        self.forget(place)
        self.run_failed()
        self._run(place, job, refused=refused, done=done)

    def run_failed(self) -> None:
        """Run again, in their order, the commands that failed before."""
        waiting, self._failed = self._failed, {}
        for place, (job, refused) in waiting.items():
            self._run(place, job, refused=refused)

    def read_now(self) -> None:
        """Read what is really stored, now or after the commands that are under way."""
        if self.is_ahead:
            self.owes_reading = True
        else:
            self._read_again()

    def forget(self, place: Hashable) -> None:
        """Nothing of this place is owed any more."""
        self._failed.pop(place, None)
        self._refused.discard(place)

    def _run(
        self, place: Hashable, job: Callable[[], T], *, refused: Refusing, done: Callable[[T], None] | None = None
    ) -> None:
        self._pending += 1
        self._context.save_state.saving()

        def finished(result: T) -> None:
            self._settle()
            if done is not None:
                done(result)

        def failed(_error: Exception) -> None:
            self._failed[place] = (job, refused)
            self._settle()

        def told(findings: tuple[Finding, ...]) -> None:
            self._refused.add(place)
            self._settle()
            refused(findings)

        self._context.runner.run(job, done=finished, refused=told, failed=failed, owner=self._owner, initiator=self)

    def _settle(self) -> None:
        self._pending -= 1
        if self._failed:
            self._context.save_state.unsaved("việc ghi vừa rồi không thành công, sẽ ghi lại ở lần nhập sau")
        elif self._refused:
            self._context.save_state.unsaved("nội dung vừa nhập chưa được nhận, xem câu nhắc dưới ô")
        elif not self._pending:
            self._context.save_state.saved(f"{self._context.services.session.now():%H:%M:%S}")
        if self.owes_reading and not self.is_ahead:
            self.owes_reading = False
            self._read_again()
