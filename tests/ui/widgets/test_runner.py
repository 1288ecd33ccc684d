import pytest

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.system.fault import Fault
from ui.widgets.runner import Cancelled, InlineRunner, Progress, changed_topics


class Outcome:
    changed = frozenset({"tasks"})


def test_the_inline_runner_gives_the_result_at_once(inline_runner: InlineRunner) -> None:
    seen: list[object] = []
    inline_runner.subscribe(lambda topics, initiator: seen.append((topics, initiator)))
    inline_runner.run(Outcome, done=lambda _: seen.append("done"), busy=seen.append, initiator="me")
    assert seen == [True, False, "done", (frozenset({"tasks"}), "me")]


def test_the_inline_runner_routes_refusals_and_faults(inline_runner: InlineRunner, book) -> None:
    finding = Finding("x", Level.BLOCK, "Chưa có số văn bản.")
    refused: list[object] = []

    def refuse() -> None:
        raise Refusal(finding)

    def fail() -> None:
        raise Fault("locked", what="Dữ liệu đang được mở nơi khác.", safe="Không mất gì.", do="Hãy đóng nơi kia.")

    inline_runner.run(refuse, done=refused.append, refused=refused.append)
    inline_runner.run(fail, done=refused.append)
    assert refused == [(finding,)]
    assert [notice.what for notice in book.posted] == ["Dữ liệu đang được mở nơi khác."]


def test_a_bug_in_a_job_reaches_the_test(inline_runner: InlineRunner) -> None:
    with pytest.raises(ZeroDivisionError):
        inline_runner.run(lambda: 1 // 0, done=lambda _: None)


def test_a_cancelled_progress_raises_at_the_next_step() -> None:
    steps: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, text: steps.append((done, total, text)))
    progress.step(1, 2)
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(2, 2)
    assert steps == [(1, 2, "")]


def test_a_plain_answer_changes_nothing() -> None:
    assert changed_topics([1, 2]) == frozenset()
