"""Work outside the GUI thread, seen from a presenter: one protocol, and the runner of tests that works at once.

Rules that every runner keeps:

* jobs that touch the database run one after another, in the order given; ``render`` jobs run beside them;
* ``done`` and every other callback is called in the GUI thread, never after ``owner`` (a QObject) is destroyed;
* a ``Refusal`` goes to ``refused`` (else to the notices), a ``Fault`` to the notices, anything else is a bug: it is
  logged with its traceback and told once, calmly. ``failed`` is called after the notice, to put the screen in order;
* a result with a non-empty ``changed: frozenset[str]`` is told to the subscribers once, after ``done``.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from cchc_desktop.domain.finding import Finding, Refusal
from cchc_desktop.system.fault import Fault
from ui.widgets.notices import Notices

T = TypeVar("T")

Refused = Callable[[tuple[Finding, ...]], None]
Failed = Callable[[Exception], None]
Busy = Callable[[bool], None]
Changed = Callable[[frozenset[str], object], None]


class Cancelled(Exception):
    """The user cancelled a long job; raised inside the job at its next progress step, so its transaction rolls back."""


class Progress:
    """Given to a long job: it calls ``step`` now and then."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._cancelled = False

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the job is; raises Cancelled when the user asked to stop."""
        if self._cancelled:
            raise Cancelled
        self._report(done, total, text)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancelled = True


class Runner(Protocol):
    """Runs jobs outside the GUI thread; see the rules at the top of the module."""

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
        """Queue a job that touches the database; ``busy(True)`` now, ``busy(False)`` before the result."""
        ...

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
        """Queue a database job that reports its progress; the returned object cancels it.

        One that runs ``beside`` the database, which it does not touch, keeps nothing from being saved meanwhile.
        """
        ...

    def render(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: object | None = None,
    ) -> None:
        """Queue a job that does not touch the database (a PDF page, a picture) in the small second pool."""
        ...

    def subscribe(self, listener: Changed) -> None:
        """Call ``listener(topics, initiator)`` in the GUI thread after each command that changed something."""
        ...

    def flush(self, *, timeout: float = 30.0) -> bool:
        """Wait until every queued database job is done and its result delivered; false when time ran out."""
        ...


class InlineRunner:
    """The runner of tests: each job runs at once, in the caller's thread, with the same routing of results."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._listeners: list[Changed] = []

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
        """Run the job now; a bug in it is raised, so that a test sees it."""
        del owner
        tell_busy(busy, working=True)
        try:
            result = job()
        except (Refusal, Fault) as error:
            tell_busy(busy, working=False)
            route_trouble(error, notices=self._notices, refused=refused, failed=failed)
            return
        tell_busy(busy, working=False)
        done(result)
        self._announce(result, initiator)

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
        """Run the long job now."""
        del beside
        progress = Progress(progressed)
        try:
            self.run(lambda: job(progress), done=done, refused=refused, failed=failed, owner=owner, initiator=initiator)
        except Cancelled:
            if cancelled is not None:
                cancelled()
        return progress

    def render(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: object | None = None,
    ) -> None:
        """Run the job now."""
        self.run(job, done=done, failed=failed, owner=owner)

    def subscribe(self, listener: Changed) -> None:
        """Call the listener after each change."""
        self._listeners.append(listener)

    def flush(self, *, timeout: float = 30.0) -> bool:
        """Return true: nothing ever waits here."""
        del timeout
        return True

    def _announce(self, result: object, initiator: object) -> None:
        topics = changed_topics(result)
        if topics:
            for listener in self._listeners:
                listener(topics, initiator)


def tell_busy(busy: Busy | None, *, working: bool) -> None:
    """Tell a screen that its job started or ended, if it wants to know."""
    if busy is not None:
        busy(working)


def changed_topics(result: object) -> frozenset[str]:
    """The topics that a command's outcome names in ``changed``; empty for a plain answer."""
    topics = getattr(result, "changed", None)
    return topics if isinstance(topics, frozenset) else frozenset()


def route_trouble(
    error: Refusal | Fault, *, notices: Notices, refused: Refused | None = None, failed: Failed | None = None
) -> None:
    """Bring a refusal or a fault to whoever answers for it."""
    if isinstance(error, Refusal):
        if refused is not None:
            refused(error.findings)
            return
        for finding in error.findings:
            notices.warn(finding.text)
    else:
        notices.fault(error)
    if failed is not None:
        failed(error)
