"""The runner of the program: one thread for the database, a small pool for pictures, results back by one signal."""

import itertools
import logging
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.system.fault import Fault
from ui.widgets.notices import Notices
from ui.widgets.runner import (
    Busy,
    Cancelled,
    Changed,
    Failed,
    Progress,
    Refused,
    changed_topics,
    route_trouble,
    tell_busy,
)

T = TypeVar("T")
BugReport = Callable[[str], str]
"""Writes a traceback to a report file and gives its name to show, or an empty text."""

_LOG = logging.getLogger(__name__)


class BackgroundRunner(QObject):
    """Implements ``Runner``; build it in the GUI thread and ``close`` it at the end.

    ``changed(topics, initiator)`` is emitted once after each command whose outcome changed something.
    """

    changed = Signal(object, object)
    _settled = Signal(int, object, object)
    _stepped = Signal(int, int, int, str)

    def __init__(self, notices: Notices, *, report: BugReport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices, self._report = notices, report
        self._database = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._pictures = ThreadPoolExecutor(max_workers=2, thread_name_prefix="render")
        self._pending: set[Future[None]] = set()
        self._numbers = itertools.count()
        self._calls: dict[int, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._progresses: dict[int, tuple[Callable[[int, int, str], None], object]] = {}
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)

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
        tell_busy(busy, working=True)

        def finished(result: T) -> None:
            tell_busy(busy if _alive(owner) else None, working=False)
            if _alive(owner):
                done(result)
            self._announce(result, initiator)

        def troubled(error: Exception) -> None:
            tell_busy(busy if _alive(owner) else None, working=False)
            alive = _alive(owner)
            self._route(error, refused=refused if alive else None, failed=failed if alive else None)

        self._submit(self._database, job, finished, troubled)

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
        """Queue a job that reports its progress."""
        number = next(self._numbers)
        self._progresses[number] = (progressed, owner)
        progress = Progress(lambda so_far, total, text: self._stepped.emit(number, so_far, total, text))

        def finished(result: T) -> None:
            del self._progresses[number]
            if _alive(owner):
                done(result)
            self._announce(result, initiator)

        def troubled(error: Exception) -> None:
            del self._progresses[number]
            alive = _alive(owner)
            if isinstance(error, Cancelled):
                if cancelled is not None and alive:
                    cancelled()
                return
            self._route(error, refused=refused if alive else None, failed=failed if alive else None)

        self._submit(self._pictures if beside else self._database, lambda: job(progress), finished, troubled)
        return progress

    def render(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: object | None = None,
    ) -> None:
        """Queue a job for the second pool."""

        def finished(result: T) -> None:
            if _alive(owner):
                done(result)

        def troubled(error: Exception) -> None:
            if _alive(owner):
                self._route(error, refused=None, failed=failed)

        self._submit(self._pictures, job, finished, troubled)

    def subscribe(self, listener: Changed) -> None:
        """Call the listener after each change."""
        self.changed.connect(listener)

    def flush(self, *, timeout: float = 30.0) -> bool:
        """Wait for all queued jobs and for those that their results queue in turn, and deliver every result."""
        end = time.monotonic() + timeout
        while self._pending or self._calls:
            left = end - time.monotonic()
            if left <= 0:
                return False
            wait(tuple(self._pending), timeout=left)
            QCoreApplication.sendPostedEvents(self)
        return True

    def close(self) -> None:
        """Finish what is queued and end the threads."""
        self.flush()
        self._database.shutdown(wait=True)
        self._pictures.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        job: Callable[[], T],
        finished: Callable[[T], None],
        troubled: Callable[[Exception], None],
    ) -> None:
        # The worker knows a number only: callbacks hold widgets, and a widget must never be freed in a worker.
        number = next(self._numbers)
        self._calls[number] = (finished, troubled)

        def work() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - the runner is where bugs of jobs are caught and told
                self._settled.emit(number, None, error)
            else:
                self._settled.emit(number, result, None)

        future = pool.submit(work)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)

    @Slot(int, object, object)
    def _on_settled(self, number: int, result: Any, error: Exception | None) -> None:
        finished, troubled = self._calls.pop(number)
        if error is None:
            finished(result)
        else:
            troubled(error)

    @Slot(int, int, int, str)
    def _on_stepped(self, number: int, so_far: int, total: int, text: str) -> None:
        progressed, owner = self._progresses[number]
        if _alive(owner):
            progressed(so_far, total, text)

    def _announce(self, result: object, initiator: object) -> None:
        topics = changed_topics(result)
        if topics:
            self.changed.emit(topics, initiator)

    def _route(self, error: Exception, *, refused: Refused | None, failed: Failed | None) -> None:
        if isinstance(error, (Refusal, Fault)):
            route_trouble(error, notices=self._notices, refused=refused, failed=failed)
            return
        tell_bug(error, notices=self._notices, report=self._report)
        if failed is not None:
            failed(error)


def tell_bug(error: BaseException, *, notices: Notices, report: BugReport) -> None:
    """Log a bug with its traceback and tell it once, calmly, with the name of the report file."""
    _LOG.error("bug", exc_info=error)
    name = report("".join(traceback.format_exception(error)))
    notices.error(
        "Chương trình gặp một lỗi ngoài dự kiến ở việc vừa làm.",
        safe="Dữ liệu đã lưu trước đó vẫn nguyên vẹn.",
        do=f"Hãy thử lại; nếu lỗi lặp lại, gửi tệp {name} cho người hỗ trợ." if name else "Hãy thử lại.",
    )


class UncaughtBugs(QObject):
    """``sys.excepthook`` of the program: any thread may call it; it only logs and posts to the GUI thread."""

    _caught = Signal(object)

    def __init__(self, notices: Notices, *, report: BugReport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices, self._report = notices, report
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """Take an uncaught exception; set it as ``sys.excepthook``."""
        del kind, trace
        if isinstance(error, KeyboardInterrupt):
            return
        _LOG.error("uncaught in %s", threading.current_thread().name, exc_info=error)
        self._caught.emit(error)

    @Slot(object)
    def _on_caught(self, error: Any) -> None:
        tell_bug(error, notices=self._notices, report=self._report)


def _alive(owner: object | None) -> bool:
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
