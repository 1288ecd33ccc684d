import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.system.fault import Fault
from ui.widgets.background_runner import BackgroundRunner, UncaughtBugs
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import Progress

FINDING = Finding("task-late", Level.BLOCK, "Nhiệm vụ 7 quá hạn.", "task:T7")


@dataclass(frozen=True)
class Outcome:
    value: int
    changed: frozenset[str]


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def runner(qapp, book: NoticeBook, reports: list[str]) -> Iterator[BackgroundRunner]:
    def report(text: str) -> str:
        reports.append(text)
        return "loi-1.txt"

    runner = BackgroundRunner(book.sink(), report=report)
    yield runner
    runner.close()


def refuse() -> None:
    raise Refusal(FINDING)


def fail() -> None:
    raise Fault("disk-full", what="Đĩa đã đầy.", safe="Dữ liệu cũ còn nguyên.", do="Hãy xóa bớt tệp.")


def test_a_job_runs_elsewhere_and_its_result_comes_back_to_this_thread(runner) -> None:
    seen = []
    runner.run(threading.get_ident, done=lambda worker: seen.extend([worker, threading.get_ident()]))
    assert runner.flush()
    assert seen[1] == threading.get_ident()
    assert seen[0] != seen[1]


def test_database_jobs_run_one_after_another_in_the_order_given(runner) -> None:
    order = []
    for number in range(50):
        runner.run(lambda number=number: order.append(number), done=lambda _: None)
    assert runner.flush()
    assert order == list(range(50))


def test_flushing_also_waits_for_what_a_result_queues(runner) -> None:
    seen = []
    runner.run(lambda: 1, done=lambda _: runner.run(lambda: 2, done=seen.append))
    assert runner.flush()
    assert seen == [2]


def test_flushing_gives_up_when_its_time_is_over(runner) -> None:
    gate = threading.Event()
    runner.run(lambda: gate.wait(5), done=lambda _: None)
    assert not runner.flush(timeout=0.05)
    gate.set()


def test_busy_is_told_before_and_after(runner) -> None:
    heard = []
    runner.run(lambda: 1, done=heard.append, busy=heard.append)
    assert heard == [True]
    runner.flush()
    assert heard == [True, False, 1]


def test_a_refusal_goes_to_the_screen_that_asked(runner, book) -> None:
    seen = []
    runner.run(refuse, done=seen.append, refused=seen.append)
    runner.flush()
    assert seen == [(FINDING,)]
    assert book.posted == []


def test_a_refusal_that_nobody_takes_is_told_as_a_notice(runner, book) -> None:
    runner.run(refuse, done=lambda _: None)
    runner.flush()
    assert [notice.what for notice in book.posted] == ["Nhiệm vụ 7 quá hạn."]


def test_a_fault_is_told_in_its_own_sentences(runner, book) -> None:
    failed = []
    runner.run(fail, done=lambda _: None, failed=failed.append)
    runner.flush()
    assert [(notice.what, notice.safe, notice.do) for notice in book.posted] == [
        ("Đĩa đã đầy.", "Dữ liệu cũ còn nguyên.", "Hãy xóa bớt tệp.")
    ]
    assert [error.code for error in failed] == ["disk-full"]


def test_a_bug_is_logged_with_its_traceback_and_told_once(runner, book, reports, caplog) -> None:
    runner.run(lambda: 1 // 0, done=lambda _: None)
    runner.flush()
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" in reports[0]
    assert len(book.posted) == 1
    assert "loi-1.txt" in book.posted[0].do
    caplog.clear()


def test_a_change_is_announced_once_after_the_result(runner) -> None:
    heard = []
    runner.subscribe(lambda topics, initiator: heard.append((topics, initiator)))
    runner.run(lambda: Outcome(1, frozenset({"tasks"})), done=lambda _: heard.append("done"), initiator="me")
    runner.run(lambda: Outcome(1, frozenset()), done=lambda _: None)
    runner.flush()
    assert heard == ["done", (frozenset({"tasks"}), "me")]


def test_a_result_for_a_screen_that_is_gone_is_dropped_but_its_change_is_announced(runner) -> None:
    import shiboken6

    heard, owner, gate = [], QLabel(), threading.Event()
    runner.subscribe(lambda topics, _initiator: heard.append(topics))
    runner.run(lambda: gate.wait(5) and Outcome(1, frozenset({"tasks"})), done=owner.setText, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    runner.flush()
    assert heard == [frozenset({"tasks"})]


def test_a_cancelled_job_stops_at_its_next_step(runner, book) -> None:
    steps, ended, gate = [], [], threading.Event()

    def job(progress) -> None:
        progress.step(1, 3, "Bước 1")
        gate.wait(5)
        progress.step(2, 3)

    progress = runner.run_long(
        job,
        done=lambda _: ended.append("done"),
        progressed=lambda *step: steps.append(step),
        cancelled=lambda: ended.append("cancelled"),
    )
    progress.cancel()
    gate.set()
    runner.flush()
    assert ended == ["cancelled"]
    assert steps == [(1, 3, "Bước 1")]
    assert book.posted == []


def test_pictures_do_not_wait_for_the_database(runner, qtbot) -> None:
    gate, drawn = threading.Event(), []
    runner.run(lambda: gate.wait(5), done=lambda _: None)
    runner.render(lambda: "page", done=drawn.append)
    qtbot.waitUntil(lambda: drawn == ["page"], timeout=2_000)
    gate.set()


def test_an_uncaught_bug_of_any_thread_is_told_in_the_gui_thread(qtbot, book, caplog) -> None:
    bugs = UncaughtBugs(book.sink(), report=lambda _text: "loi-2.txt")
    error = RuntimeError("hỏng")
    worker = threading.Thread(target=lambda: bugs.hook(RuntimeError, error, None))
    worker.start()
    worker.join()
    assert book.posted == []
    qtbot.waitUntil(lambda: len(book.posted) == 1, timeout=1_000)
    assert "loi-2.txt" in book.posted[0].do
    assert isinstance(bugs, QObject)
    caplog.clear()


def test_a_long_job_beside_the_database_keeps_nothing_from_being_saved(runner) -> None:
    saved, released = threading.Event(), []

    def carry(progress: Progress) -> bool:
        progress.step(0, 1, "Đang ghi")
        return saved.wait(10)

    runner.run_long(carry, done=released.append, progressed=lambda *_step: None, beside=True)
    runner.run(saved.set, done=lambda _done: None)
    assert runner.flush(timeout=20)
    assert released == [True]
