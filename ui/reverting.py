"""Undo and redo at the open desk: after what is typed was stored, told in words, and led to its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.main_window import MainWindow
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.session.done_steps import Reverted
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk


class Reverting(QObject):
    """Serves the buttons of the window for the desk that is open; without one they do nothing."""

    def __init__(self, window: MainWindow, runner: BackgroundRunner) -> None:
        super().__init__()
        self._window = window
        self._runner = runner
        self.desk: Desk | ProvinceDesk | None = None
        window.undo_requested.connect(lambda: self._revert("undo"))
        window.redo_requested.connect(lambda: self._revert("redo"))

    def serve(self, desk: "Desk | ProvinceDesk | None") -> None:
        """Undo at this desk from now on, or at none."""
        self.desk = desk
        self.show_history()

    def _revert(self, verb: str) -> None:
        """Undo or redo once what is typed is on its way; tell it and go to its place."""
        desk = self.desk
        if desk is None:
            return
        is_undo = verb == "undo"

        def busy(working: bool) -> None:  # noqa: FBT001 - the runner's own call
            if working:
                self._window.begin_revert("Đang hoàn tác…" if is_undo else "Đang làm lại…")
            else:
                self._window.end_revert()
                self.show_history()

        def done(outcome: "Outcome[Reverted]") -> None:
            reverted = outcome.value
            again = Deed("Làm lại", lambda: self._revert("redo")) if is_undo else None
            words = f"Đã {'hoàn tác' if is_undo else 'làm lại'}: {reverted.label}."
            self._window.tell_reverted("success", words, again)
            # behind the screens' own reading of what changed
            QTimer.singleShot(
                0, self, lambda: self._runner.run(_nothing, done=lambda _done: self._show(desk, reverted))
            )

        def refused(findings: "Sequence[Finding]") -> None:
            finding = findings[0]
            there = Deed("Đến nơi đó", lambda: self._window.open_target(finding.target)) if finding.target else None
            self._window.tell_reverted("warn" if finding.target else "info", finding.text, there)

        job = desk.session.undo if is_undo else desk.session.redo
        self._runner.run(job, done=done, refused=refused, busy=busy)

    def _show(self, desk: "Desk | ProvinceDesk", reverted: "Reverted") -> None:
        if self.desk is desk:
            self._window.show_place(reverted.targets)
            self._runner.run(_nothing, done=lambda _done: self._window.keep_undo_keys(), owner=self)

    def show_history(self) -> None:
        """Say in the window what can be undone and done again."""
        if self.desk is not None:
            session = self.desk.session
            self._window.set_history(undo=session.undo_label, redo=session.redo_label, holds_back=session.holds_back)


def _nothing() -> None:
    """Takes its turn behind what was queued before."""
