"""A deed on a stick in three parts: only the first and the last touch the database, the long one runs beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from cchc_desktop.domain.finding import Finding
from cchc_desktop.system.fault import Fault
from ui.screens.submissions.send_page import Band
from ui.widgets.runner import Cancelled, Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.sending.stick import Progress as StickProgress
    from cchc_desktop.services.sending.stick import WrittenCopy
    from cchc_desktop.services.session.outcome import Outcome

_UNPLUG = "Rút USB được rồi"
_AGAIN = "Chưa rút hẳn: hãy cắm lại USB và kiểm tra"
NOT_SENT = Band("error", "Chưa gửi được", "Gói nộp trong máy còn nguyên; hãy thử lại.")
_CHANGED = frozenset({"submission", "package_copy"})
P = TypeVar("P")
W = TypeVar("W")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class StickDeed(Generic[P, W]):
    """``prepare`` and ``record`` touch the database; ``work``, which takes minutes on a slow stick, does not."""

    prepare: Callable[[], P]
    work: Callable[[P, StickProgress], W]
    record: Callable[[W], Outcome[WrittenCopy]]

    def run(
        self,
        runner: Runner,
        *,
        ended: Callable[[Band], None],
        progressed: Callable[[int, int, str], None],
        began: Callable[[Progress], None],
        owner: object,
    ) -> None:
        """Do all three; ``began`` is given what stops the long one, ``ended`` is called once."""

        def refused(findings: tuple[Finding, ...]) -> None:
            ended(Band("error", "Chưa gửi được", " ".join(finding.text for finding in findings)))

        def failed(_error: Exception) -> None:
            ended(NOT_SENT)

        def prepared(step: _Step[P]) -> None:
            if step.fault is not None:
                ended(failed_band(step.fault))
                return
            progress = runner.run_long(
                lambda progress: _step(lambda: self.work(step.result(), _stopping(progress))),
                done=worked,
                progressed=progressed,
                failed=failed,
                owner=owner,
                beside=True,
            )
            began(progress)

        def worked(step: _Step[W]) -> None:
            if step.fault is not None:
                ended(failed_band(step.fault))
                return
            runner.run(
                lambda: _step(lambda: self.record(step.result())),
                done=recorded,
                refused=refused,
                failed=failed,
                owner=owner,
            )

        def recorded(step: _Step[Outcome[WrittenCopy]]) -> None:
            ended(_stick_band(step.result().value) if step.fault is None else failed_band(step.fault))

        runner.run(lambda: _step(self.prepare), done=prepared, refused=refused, failed=failed, owner=owner)


def failed_band(fault: Fault) -> Band:
    """What a fault says, in the card of the deed."""
    return Band("error", fault.what, f"{fault.safe} {fault.do}")


@dataclass(frozen=True, slots=True)
class _Step(Generic[R]):
    """How a part of a deed ended: its value, or the fault that ended the deed."""

    value: R | None = None
    fault: Fault | None = None
    changed: frozenset[str] = _CHANGED

    def result(self) -> R:
        """The value, where there is no fault."""
        return cast("R", self.value)


def _step(job: Callable[[], R]) -> _Step[R]:
    """Do a part of a deed; a Fault is told in the card of the deed, not as a notice."""
    try:
        return _Step(job())
    except Fault as fault:
        return _Step(fault=fault)


def _stopping(progress: Progress) -> StickProgress:
    """A progress that asks to stop by its answer, so that the service clears up and tells how it ended."""

    def told(done: int, total: int, words: str) -> bool:
        try:
            progress.step(done, total, words)
        except Cancelled:
            return False
        return True

    return told


def _stick_band(written: WrittenCopy) -> Band:
    text = written.text.removeprefix(f"{_UNPLUG}. ")
    match written.ending.value:
        case "safe":
            return Band("success", _UNPLUG, text)
        case "replug":
            return Band("warn", _AGAIN, text)
        case _:
            return Band("info", "Đã dừng", text)
