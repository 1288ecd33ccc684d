"""What is typed and cannot be stored yet is kept on disk, whatever the screen.

While an editor commits, its text is on its way (``Keeping.sending``), and the commands that the commit starts are
given to the ``KeepingRunner``: what the services then refuse or the disk does not take is kept beside the data in the
same breath, and goes once its place is stored. ``ui.widgets.kept_editors`` is the side of the editors.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from cchc_desktop.system.fault import Fault
from ui.widgets.runner import Busy, Changed, Failed, Progress, Refused, Runner

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of an editor: its link with the identity of its record, and its name in words."""

    target: str
    label: str


class KeptPort(Protocol):
    """The service; each call stands in a job of the runner."""

    def keep(self, target: str, *, label: str, text: str) -> bool:
        """Keep a text."""
        ...

    def forget(self, target: str) -> None:
        """Its place is stored."""
        ...

    def forget_under(self, beginning: str) -> None:
        """All places whose link begins so are stored."""
        ...


@dataclass(slots=True)
class Sending:
    """A text on its way to the database: whether a command brings it, how many still do, whether one of them failed."""

    spot: Spot
    text: str
    is_sent: bool = False
    commands: int = 0
    has_failed: bool = False


class Keeping:
    """What the editors of a window owe to the disk."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._texts: KeptPort | None = None
        self._sending: Sending | None = None
        self._failed: dict[Hashable, Sending] = {}

    def serve(self, texts: KeptPort | None) -> None:
        """Keep texts with this service from now on: an officer signed in; None when the program ends."""
        self._texts = texts

    def keep(self, spot: Spot, text: str) -> None:
        """Keep what stands at a place; an empty text is nothing to keep."""
        if not text.strip():
            self.forget(spot.target)
            return
        self._do(lambda texts: texts.keep(spot.target, label=spot.label, text=text))

    def forget(self, target: str) -> None:
        """The editor of the place shows what is stored."""
        self._do(lambda texts: texts.forget(target))

    def forget_under(self, beginning: str) -> None:
        """All places whose link begins so are stored or empty."""
        self._do(lambda texts: texts.forget_under(beginning))

    @contextmanager
    def sending(self, spot: Spot, text: str) -> Iterator[Sending]:
        """The commands that are run meanwhile bring this text to the database."""
        before, self._sending = self._sending, Sending(spot, text)
        try:
            yield self._sending
        finally:
            self._sending = before

    def watched(self, job: Callable[[], T]) -> Callable[[], T]:
        """The job, after which its text is kept or goes; a job that failed before is known again."""
        sent = self._failed.pop(job, None) or self._sending
        if sent is None:
            return job
        sent.is_sent = True
        sent.commands += 1

        def watched() -> T:
            is_stored = False
            try:
                result = job()
                is_stored = True
                return result
            except Fault:
                self._failed[job] = sent
                raise
            finally:
                self._settle(sent, is_stored=is_stored)

        return watched

    def _settle(self, sent: Sending, *, is_stored: bool) -> None:
        """In the thread of the database, right after the command: no crash comes between the two."""
        texts, spot = self._texts, sent.spot
        if not is_stored:
            sent.has_failed = True
            if texts is not None and sent.text.strip():
                texts.keep(spot.target, label=spot.label, text=sent.text)
        elif texts is not None and not sent.has_failed:
            texts.forget(spot.target)
        sent.commands -= 1
        sent.has_failed = sent.has_failed and sent.commands > 0

    def _do(self, job: Callable[[KeptPort], object]) -> None:
        texts = self._texts
        if texts is not None:
            self._runner.run(lambda: job(texts), done=lambda _result: None)


class KeepingRunner:
    """The runner of the screens: as the one inside, and each command that an editor starts is watched."""

    def __init__(self, inner: Runner, keeping: Keeping) -> None:
        self._inner, self._keeping = inner, keeping

    def run(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], None],
        refused: Refused | None = None,
        failed: Failed | None = None,
        busy: Busy | None = None,
        owner: object | None = None,
        initiator: object | None = None,
    ) -> None:
        """Queue a job that touches the database."""
        self._inner.run(
            self._keeping.watched(job),
            done=done,
            refused=refused,
            failed=failed,
            busy=busy,
            owner=owner,
            initiator=initiator,
        )

    def run_long(
        self,
        job: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        progressed: Callable[[int, int, str], None],
        cancelled: Callable[[], None] | None = None,
        refused: Refused | None = None,
        failed: Failed | None = None,
        owner: object | None = None,
        initiator: object | None = None,
        beside: bool = False,
    ) -> Progress:
        """Queue a database job that reports its progress."""
        return self._inner.run_long(
            job,
            done=done,
            progressed=progressed,
            cancelled=cancelled,
            refused=refused,
            failed=failed,
            owner=owner,
            initiator=initiator,
            beside=beside,
        )

    def render(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: object | None = None,
    ) -> None:
        """Queue a job that does not touch the database."""
        self._inner.render(job, done=done, failed=failed, owner=owner)

    def subscribe(self, listener: Changed) -> None:
        """Call the listener after each change."""
        self._inner.subscribe(listener)

    def flush(self, *, timeout: float = 30.0) -> bool:
        """Wait until every queued database job is done."""
        return self._inner.flush(timeout=timeout)
