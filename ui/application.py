"""The program with a window: from the first painted frame over sign-in to the desk, and back out with a backup.

The frame is painted before anything heavy is loaded: SQLAlchemy and the packs come in the worker thread.
"""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.paths import remember_folder
from ui.caretaker import Caretaker
from ui.folder_log import keep_log, write_report
from ui.main_window import MainWindow
from ui.registry import SCREENS, ScreenSpec, load_code, screens_of
from ui.reverting import Reverting
from ui.widgets.background_runner import BackgroundRunner, UncaughtBugs
from ui.widgets.context import AppContext, SignedIn, header_facts
from ui.widgets.keeping import Keeping, KeepingRunner

if TYPE_CHECKING:
    from cchc_desktop.catalogue.library import Library
    from cchc_desktop.services.backups.backups import Backup
    from cchc_desktop.services.data_care.restore import Restored
    from cchc_desktop.services.hand_over.place import Elsewhere
    from cchc_desktop.services.opening import Found
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.recovery.recovery import StartNote
    from cchc_desktop.services.workplace import Desk, FirstStart, Workplace

LOAD_PAUSE_MS = 40

_LOG = logging.getLogger(__name__)


class Application(QObject):
    """Owns the window, the runner and the open workplace, and leads from one gate to the next.

    ``opened`` is emitted when the first gate (first start, sign-in or trouble) is shown.
    """

    opened = Signal()

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        super().__init__()
        self.window = MainWindow()
        self._folder = folder
        self._clock = clock
        self._bugs = UncaughtBugs(self.window.notices, report=self._report)
        self.runner = BackgroundRunner(self.window.notices, report=self._report)
        self._keeping = Keeping(self.runner)
        self._watched = KeepingRunner(self.runner, self._keeping)
        self._library: Library | None = None
        self.workplace: Workplace | None = None
        self._last_officer = ""
        self._note: StartNote | None = None
        self._viewing: Fault | None = None
        self.caretaker = Caretaker(self.runner, self.window.notices, clock)
        self._reverting = Reverting(self.window, self.runner)
        self.window.sign_out_requested.connect(self.show_sign_in)
        self.runner.subscribe(lambda topics, _initiator: self._on_changed(topics))

    def start(self) -> None:
        """Show the frame now and open the data folder after its first paint."""
        sys.excepthook = self._bugs.hook
        self.window.show()
        QTimer.singleShot(0, self.open_folder)

    def open_folder(self) -> None:
        """Open the data folder in the worker thread, then show the gate that fits."""
        self.runner.run(self._look_around, done=self._on_found, failed=self._on_trouble, owner=self)

    def close(self) -> None:
        """Wait for what is being written, back up and let the folder go; a fault is told before the program ends."""
        self.caretaker.rest()
        self.runner.flush()
        self._keeping.serve(None)
        self.runner.close()
        if self.workplace is None:
            return
        try:
            self.workplace.close()
        except Fault as fault:
            _LOG.error("closing: %s", fault)
            QMessageBox.warning(None, "CCHC Desktop", f"{fault.what}\n\n{fault.safe}\n\n{fault.do}")
        self.caretaker.bring_last_copies(self._folder)

    def sign_in(self, desk: "Desk | ProvinceDesk", *, first: str = "") -> None:
        """Lay out the desk of an officer who has just signed in; ``first`` names the screen to begin with."""
        officer, workspace = desk.session.officer, desk.session.workspace
        self._last_officer = officer.id
        self._keeping.serve(desk.kept_texts)
        context = AppContext(
            services=desk,
            runner=self._watched,
            notices=self.window.notices,
            save_state=self.window.save_state,
            user=SignedIn(officer.id, officer.full_name, officer.role, officer.post),
            open_target=self.window.open_target,
            show_header=self.window.show_header,
            keeping=self._keeping,
        )
        self.window.show_header(header_facts(workspace))
        self.window.open(context, screens_of(province=workspace.is_province), first=first or self._first_screen())
        self._reverting.serve(desk)
        self.caretaker.watch(desk.workplace)

    def _first_screen(self) -> str:
        """What was recovered is told once a start, to whoever signs in first."""
        note, self._note = self._note, None
        return "recovery" if note is not None and note.is_news else ""

    def show_sign_in(self) -> None:
        """Leave the desk, if any, and ask who works now."""
        from ui.screens.sign_in.view import build

        workplace = self.workplace
        if workplace is None:
            return
        self._reverting.serve(None)
        workspace = workplace.workspace()
        self.window.show_gate(
            build(
                unit=workspace.unit.office,
                sample=workspace.sample,
                officers=workplace.officers(),
                runner=self.runner,
                notices=self.window.notices,
                sign_in=way_in(workplace),
                on_signed_in=self.sign_in,
                last=self._last_officer,
                note=_note_words(self._note),
            )
        )

    def _look_around(self) -> "Found | Fault":
        """A fault is an answer here: the trouble page tells it, no banner beside it."""
        from cchc_desktop.services.opening import look

        try:
            return look(self._folder, clock=self._clock, library=self._library, viewing=self._viewing)
        except Fault as fault:
            return fault

    def _on_found(self, found: "Found | Fault") -> None:
        QTimer.singleShot(0, self.opened.emit)
        QTimer.singleShot(LOAD_PAUSE_MS, self, lambda: self._load_ahead(_screens_of(found)))
        if isinstance(found, Fault):
            self._on_trouble(found)
            return
        self._library, self.workplace, self._note = found.library, found.workplace, found.note
        self._show_band(found.band)
        if found.elsewhere is not None:
            self._show_elsewhere(found.elsewhere)
            return
        if found.workplace is None:
            self._show_first_start(found.library)
            return
        if self._viewing is None:
            keep_log(self._folder)
        for notice in found.notices:
            self.window.notices.warn(notice.what, safe=notice.safe, do=notice.do)
        self.caretaker.look_for_second_place(found.workplace)
        self.show_sign_in()

    def _load_ahead(self, waiting: Sequence[ScreenSpec]) -> None:
        """Load the screens' code while a password is typed, one screen at a time: no halt is long."""
        if waiting:
            load_code(waiting[0])
            QTimer.singleShot(LOAD_PAUSE_MS, self, lambda: self._load_ahead(waiting[1:]))

    def _show_first_start(self, library: "Library") -> None:
        from ui.screens.first_start.view import build

        self.window.show_gate(
            build(
                library=library,
                suggested_folder=self._folder,
                runner=self.runner,
                notices=self.window.notices,
                on_done=self._begin,
                on_open_existing=self._open_other,
                on_receive=self.show_arrival,
            )
        )

    def show_arrival(self) -> None:
        """Let the folder go, if one is open, and receive what another machine handed over."""
        workplace, self.workplace = self.workplace, None
        self._reverting.serve(None)
        self.caretaker.rest()
        if workplace is not None:
            self.runner.run(workplace.close, done=lambda _done: self._show_arrival(), owner=self)
        else:
            self._show_arrival()

    def _show_arrival(self) -> None:
        from ui.screens.arrival.view import build

        self.window.show_band("")
        self.window.show_gate(
            build(
                folder=self._folder,
                clock=self._clock,
                runner=self.runner,
                on_received=self._open_other,
                on_leave=self.open_folder,
            )
        )

    def _show_elsewhere(self, found: "Elsewhere") -> None:
        from ui.screens.elsewhere.view import build

        self.window.show_gate(
            build(
                found=found,
                on_adopt=self._adopt,
                on_view=lambda: self._view_only(found),
                on_choose_folder=self._choose_folder,
                on_quit=self._quit,
            )
        )

    def _adopt(self) -> None:
        """Go on working in this folder for good, then open it."""
        from cchc_desktop.services.hand_over.place import adopt

        self.runner.run(lambda: adopt(self._folder, self._clock), done=lambda _done: self.open_folder(), owner=self)

    def _view_only(self, found: "Elsewhere") -> None:
        self._viewing = found.viewing
        self.open_folder()

    def _show_band(self, sentence: str) -> None:
        """A folder that was handed over may receive the data again; one that is only looked at has no deed."""
        given = sentence and self._viewing is None
        self.window.show_band(sentence, deed="Nhận bàn giao về đây…" if given else "", run=self.show_arrival)

    def _begin(self, start: "FirstStart", folder: Path) -> None:
        from cchc_desktop.services.opening import begin

        library = self._library
        assert library is not None

        def begun(workplace: "Workplace") -> None:
            self._folder, self.workplace = folder, workplace
            keep_log(self._folder)
            preparer = next(new for new in start.officers if new.role.value == "preparer")
            officer = next(row for row in workplace.officers() if row.full_name == " ".join(preparer.full_name.split()))
            enter = way_in(workplace)
            self.runner.run(lambda: enter(officer.id, preparer.password), done=self.sign_in, owner=self)

        job = partial(begin, start, folder, clock=self._clock, library=library)
        self.runner.run(job, done=begun, owner=self)

    def _open_other(self, folder: Path) -> None:
        self._folder, self._viewing = folder, None
        remember_folder(folder)
        self.open_folder()

    def _on_trouble(self, error: Exception, *, elsewhere: Path | None = None) -> None:
        """Look for backups where one would help, then show the page."""
        from ui.screens.trouble.presenter import RESTORABLE

        fault, folder = error if isinstance(error, Fault) else _unexpected(), self._folder
        if fault.code not in RESTORABLE:
            self._show_trouble(fault)
            return

        def job() -> "tuple[Backup, ...]":
            from cchc_desktop.services.data_care.data_care import restorable

            return restorable(folder, elsewhere=elsewhere)

        self.runner.render(job, done=lambda found: self._show_trouble(fault, found), owner=self)

    def _show_trouble(self, fault: Fault, backups: "Sequence[Backup]" = ()) -> None:
        from ui.screens.trouble.view import build

        gate: QWidget = build(
            fault=fault,
            folder=self._folder,
            on_retry=self.open_folder,
            on_quit=self._quit,
            on_choose_folder=self._choose_folder,
            backups=backups,
            on_restore=self._restore,
            on_start_new=self._start_new,
            on_search=lambda: self._search_backups(fault),
        )
        self.window.show_gate(gate)

    def _quit(self) -> None:
        self.window.window().close()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window, "Chọn thư mục dữ liệu", str(self._folder))
        if chosen:
            self._open_other(Path(chosen))

    def _search_backups(self, fault: Fault) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window, "Chọn USB hoặc thư mục có bản sao lưu")
        if chosen:
            self._on_trouble(fault, elsewhere=Path(chosen))

    def _start_new(self) -> None:
        from cchc_desktop.services.data_care.restore import start_new

        self.runner.run(
            lambda: start_new(self._folder, self._clock), done=lambda _aside: self.open_folder(), owner=self
        )

    def _restore(self, backup: Path) -> None:
        from cchc_desktop.services.data_care.data_care import restore

        def restored(outcome: "Restored") -> None:
            """The outcome says that the database changed, and the folder is opened for that."""
            if outcome.evidence_missing:
                self.window.notices.warn(f"Còn thiếu {outcome.evidence_missing} tệp minh chứng của bản này.")
            if outcome.packages_missing:
                self.window.notices.warn(f"Còn thiếu {outcome.packages_missing} gói đã nhận của bản này.")

        self.runner.run(lambda: restore(self._folder, backup, self._clock), done=restored, owner=self)

    def _on_changed(self, topics: frozenset[str]) -> None:
        if "database" in topics:
            self._open_restored()
        else:
            self._reverting.show_history()
        if "folder_holder" in topics and self.workplace is not None:
            self._look_at_standing(self.workplace)

    def _look_at_standing(self, workplace: "Workplace") -> None:
        """The folder was given away under the open program."""
        from cchc_desktop.services.hand_over.hand_over import band

        self.runner.run(lambda: band(workplace.store), done=self._show_band, owner=self)

    def _open_restored(self) -> None:
        """Another database stands in the folder: everything that was read of the old one goes."""
        self.caretaker.rest()
        self.workplace = None
        self._reverting.serve(None)
        self.open_folder()

    def _report(self, trace: str) -> str:
        return write_report(self._folder, trace, at=self._clock())


def way_in(workplace: "Workplace") -> "Callable[[str, str], Desk | ProvinceDesk]":
    """How officers sign in at the desk that the folder is for."""
    if not workplace.workspace().is_province:
        return workplace.sign_in
    from cchc_desktop.services.province.desk import sign_in  # not needed at a commune

    return partial(sign_in, workplace)


def _screens_of(found: "Found | Fault") -> Sequence[ScreenSpec]:
    if isinstance(found, Fault) or found.workplace is None:
        return SCREENS
    return screens_of(province=found.workplace.workspace().is_province)


def _note_words(note: "StartNote | None") -> str:
    if note is None or not note.is_news:
        return ""
    if note.was_cut_off:
        return (
            "Lần trước chương trình bị ngắt đột ngột. Dữ liệu đã lưu vẫn còn nguyên; đăng nhập để xem lại "
            "những gì đã ghi và nội dung gõ dở."
        )
    return f"Có {note.waiting} nội dung gõ dở chưa ghi được, vẫn được giữ nguyên; đăng nhập để xem lại."


def _unexpected() -> Fault:
    return Fault(
        "unexpected",
        what="Chương trình gặp lỗi ngoài dự kiến khi mở thư mục dữ liệu.",
        safe="Dữ liệu đã lưu không bị thay đổi.",
        do="Hãy thử mở lại; nếu vẫn lỗi, gửi tệp báo lỗi trong thư mục nhat-ky cho người hỗ trợ.",
    )
