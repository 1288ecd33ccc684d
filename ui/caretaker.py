"""Care while a folder is open: its log, the backup every half hour with the copies elsewhere, the look at the clock."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cchc_desktop.system.clock import Clock
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.notices import Notices

if TYPE_CHECKING:
    from cchc_desktop.services.backups.backups import Kept
    from cchc_desktop.services.session.notice import Notice
    from cchc_desktop.services.workplace import Workplace

BACKUP_EVERY_MS = 30 * 60 * 1000
LAST_COPIES_SECONDS = 60.0
"""For how long the closing program goes on bringing copies to the backup places; the rest waits for the next time."""


class Caretaker(QObject):
    """Backs up a folder beside the work and tells what is amiss with its surroundings."""

    def __init__(self, runner: BackgroundRunner, notices: Notices, clock: Clock) -> None:
        super().__init__()
        self._runner = runner
        self._notices = notices
        self._clock = clock
        self._workplace: Workplace | None = None
        self.timer = QTimer(self, interval=BACKUP_EVERY_MS)
        self.timer.timeout.connect(self._back_up)

    def watch(self, workplace: "Workplace") -> None:
        """Begin, or go on: signing in again does not put the next backup off."""
        self._workplace = workplace
        if not self.timer.isActive():
            self.timer.start()

    def rest(self) -> None:
        """The folder is let go."""
        self.timer.stop()
        self._workplace = None

    def bring_last_copies(self, folder: Path) -> None:
        """Bring what is new to the backup places before the program ends, as far as a minute takes it."""
        copying = threading.Thread(target=lambda: self._keep_copies(folder), daemon=True, name="copies")
        copying.start()
        copying.join(LAST_COPIES_SECONDS)

    def look_for_second_place(self, workplace: "Workplace") -> None:
        """Once a start, and beside it: a dead network drive takes its time."""
        data = workplace.store.folder

        def job() -> "Notice | None":
            from cchc_desktop.services.start_checks import place_notice

            return place_notice(data)

        def done(notice: "Notice | None") -> None:
            if notice is not None:
                self._notices.info(notice.what, do=f"{notice.safe} {notice.do}")

        self._runner.render(job, done=done, owner=self)

    def _back_up(self) -> None:
        if self._workplace is not None:
            self._runner.run(self._workplace.clock_watch.look, done=self._tell_clock, owner=self)
            self._runner.run(self._workplace.store.back_up, done=lambda _path: self._copy_on(), owner=self)

    def _tell_clock(self, notice: "Notice | None") -> None:
        if notice is not None:
            self._notices.warn(notice.what, safe=notice.safe, do=notice.do)

    def _copy_on(self) -> None:
        """Bring what is new to the backup places beside the work; a place that is not there was told at the start."""
        if self._workplace is not None:
            folder = self._workplace.store.folder.path
            self._runner.render(lambda: self._keep_copies(folder), done=self._on_copied, owner=self)

    def _on_copied(self, kept: "Kept") -> None:
        if kept.fault is not None:
            self._notices.fault(kept.fault)

    def _keep_copies(self, folder: Path) -> "Kept":
        from cchc_desktop.services.data_care.data_care import copies

        return copies(folder, self._clock)
