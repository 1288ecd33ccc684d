"""The program with a window: from the first painted frame over sign-in to the desk, and back out with a backup.

The frame is painted before anything heavy is loaded: SQLAlchemy and the packs come in the worker thread.
"""

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.paths import remember_folder
from ui.main_window import MainWindow
from ui.registry import SCREENS, ScreenSpec, load_code, screens_of
from ui.widgets.background_runner import BackgroundRunner, UncaughtBugs
from ui.widgets.context import AppContext, SignedIn, header_facts
from ui.widgets.keeping import Keeping, KeepingRunner
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.catalogue.library import Library
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.backups import Backup, Kept
    from cchc_desktop.services.done_steps import Reverted
    from cchc_desktop.services.hand_over_place import Elsewhere
    from cchc_desktop.services.notice import Notice
    from cchc_desktop.services.opening import Found
    from cchc_desktop.services.outcome import Outcome
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.recovery import StartNote
    from cchc_desktop.services.restore import Restored
    from cchc_desktop.services.workplace import Desk, FirstStart, Workplace

BACKUP_EVERY_MS = 30 * 60 * 1000
LOAD_PAUSE_MS = 40
LAST_COPIES_SECONDS = 60.0
"""For how long the closing program goes on bringing copies to the backup places; the rest waits for the next time."""

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
        self._bugs = UncaughtBugs(self.window.notices, report=self._write_report)
        self.runner = BackgroundRunner(self.window.notices, report=self._write_report)
        self._keeping = Keeping(self.runner)
        self._watched = KeepingRunner(self.runner, self._keeping)
        self._library: Library | None = None
        self.workplace: Workplace | None = None
        self._desk: Desk | ProvinceDesk | None = None
        self._last_officer = ""
        self._note: StartNote | None = None
        self._viewing: Fault | None = None
        self._backup_timer = QTimer(self, interval=BACKUP_EVERY_MS)
        self._backup_timer.timeout.connect(self._back_up)
        self.window.sign_out_requested.connect(self.show_sign_in)
        self.window.undo_requested.connect(lambda: self._revert("undo"))
        self.window.redo_requested.connect(lambda: self._revert("redo"))
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
        self._backup_timer.stop()
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
        copying = threading.Thread(target=self._keep_copies, daemon=True, name="copies")
        copying.start()
        copying.join(LAST_COPIES_SECONDS)

    def sign_in(self, desk: "Desk | ProvinceDesk", *, first: str = "") -> None:
        """Lay out the desk of an officer who has just signed in; ``first`` names the screen to begin with."""
        self._desk = desk
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
        self._show_history()
        if not self._backup_timer.isActive():  # signing in again does not put the next backup off
            self._backup_timer.start()

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
        self._desk = None
        workspace = workplace.workspace()
        self.window.show_gate(
            build(
                unit=workspace.unit.office,
                sample=workspace.sample,
                officers=workplace.officers(),
                runner=self.runner,
                notices=self.window.notices,
                sign_in=_way_in(workplace),
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
            self._keep_log()
        for notice in found.notices:
            self.window.notices.warn(notice.what, safe=notice.safe, do=notice.do)
        self._look_for_second_place(found.workplace)
        self.show_sign_in()

    def _look_for_second_place(self, workplace: "Workplace") -> None:
        """Once a start, and beside it: a dead network drive takes its time."""
        data = workplace.store.folder

        def job() -> "Notice | None":
            from cchc_desktop.services.start_checks import place_notice

            return place_notice(data)

        def done(notice: "Notice | None") -> None:
            if notice is not None:
                self.window.notices.info(notice.what, do=f"{notice.safe} {notice.do}")

        self.runner.render(job, done=done, owner=self)

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
        workplace, self.workplace, self._desk = self.workplace, None, None
        self._backup_timer.stop()
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
        from cchc_desktop.services.hand_over_place import adopt

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
            self._keep_log()
            preparer = next(new for new in start.officers if new.role.value == "preparer")
            officer = next(row for row in workplace.officers() if row.full_name == " ".join(preparer.full_name.split()))
            way_in = _way_in(workplace)
            self.runner.run(lambda: way_in(officer.id, preparer.password), done=self.sign_in, owner=self)

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
            from cchc_desktop.services.data_care import restorable

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
        from cchc_desktop.services.restore import start_new

        self.runner.run(
            lambda: start_new(self._folder, self._clock), done=lambda _aside: self.open_folder(), owner=self
        )

    def _restore(self, backup: Path) -> None:
        from cchc_desktop.services.data_care import restore

        def restored(outcome: "Restored") -> None:
            """The outcome says that the database changed, and the folder is opened for that."""
            if outcome.evidence_missing:
                self.window.notices.warn(f"Còn thiếu {outcome.evidence_missing} tệp minh chứng của bản này.")
            if outcome.packages_missing:
                self.window.notices.warn(f"Còn thiếu {outcome.packages_missing} gói đã nhận của bản này.")

        self.runner.run(lambda: restore(self._folder, backup, self._clock), done=restored, owner=self)

    def _revert(self, verb: str) -> None:
        """Undo or redo once what is typed is on its way; tell it and go to its place."""
        desk = self._desk
        if desk is None:
            return
        is_undo = verb == "undo"

        def busy(working: bool) -> None:  # noqa: FBT001 - the runner's own call
            if working:
                self.window.begin_revert("Đang hoàn tác…" if is_undo else "Đang làm lại…")
            else:
                self.window.end_revert()
                self._show_history()

        def done(outcome: "Outcome[Reverted]") -> None:
            reverted = outcome.value
            again = Deed("Làm lại", lambda: self._revert("redo")) if is_undo else None
            words = f"Đã {'hoàn tác' if is_undo else 'làm lại'}: {reverted.label}."
            self.window.tell_reverted("success", words, again)
            # behind the screens' own reading of what changed
            QTimer.singleShot(0, self, lambda: self.runner.run(_nothing, done=lambda _done: self._show(desk, reverted)))

        def refused(findings: "Sequence[Finding]") -> None:
            finding = findings[0]
            there = Deed("Đến nơi đó", lambda: self.window.open_target(finding.target)) if finding.target else None
            self.window.tell_reverted("warn" if finding.target else "info", finding.text, there)

        job = desk.session.undo if is_undo else desk.session.redo
        self.runner.run(job, done=done, refused=refused, busy=busy)

    def _show(self, desk: "Desk | ProvinceDesk", reverted: "Reverted") -> None:
        if self._desk is desk:
            self.window.show_place(reverted.targets)
            self.runner.run(_nothing, done=lambda _done: self.window.keep_undo_keys(), owner=self)

    def _show_history(self) -> None:
        if self._desk is not None:
            session = self._desk.session
            self.window.set_history(undo=session.undo_label, redo=session.redo_label, holds_back=session.holds_back)

    def _on_changed(self, topics: frozenset[str]) -> None:
        if "database" in topics:
            self._open_restored()
        else:
            self._show_history()
        if "folder_holder" in topics and self.workplace is not None:
            self._look_at_standing(self.workplace)

    def _look_at_standing(self, workplace: "Workplace") -> None:
        """The folder was given away under the open program."""
        from cchc_desktop.services.hand_over import band

        self.runner.run(lambda: band(workplace.store), done=self._show_band, owner=self)

    def _open_restored(self) -> None:
        """Another database stands in the folder: everything that was read of the old one goes."""
        self._backup_timer.stop()
        self._desk = self.workplace = None
        self.open_folder()

    def _back_up(self) -> None:
        if self.workplace is not None:
            self.runner.run(self.workplace.clock_watch.look, done=self._tell_clock, owner=self)
            self.runner.run(self.workplace.store.back_up, done=lambda _path: self._copy_on(), owner=self)

    def _tell_clock(self, notice: "Notice | None") -> None:
        if notice is not None:
            self.window.notices.warn(notice.what, safe=notice.safe, do=notice.do)

    def _copy_on(self) -> None:
        """Bring what is new to the backup places beside the work; a place that is not there was told at the start."""
        self.runner.render(self._keep_copies, done=self._on_copied, owner=self)

    def _on_copied(self, kept: "Kept") -> None:
        if kept.fault is not None:
            self.window.notices.fault(kept.fault)

    def _keep_copies(self) -> "Kept":
        from cchc_desktop.services.data_care import copies

        return copies(self._folder, self._clock)

    def _keep_log(self) -> None:
        from logging.handlers import RotatingFileHandler  # brings sockets with it, which nothing else needs

        logs = self._folder / "nhat-ky"
        handler = RotatingFileHandler(logs / "cchc.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)

    def _write_report(self, trace: str) -> str:
        """Put a traceback where the user can find it; an empty answer where that fails."""
        path = self._folder / "nhat-ky" / f"loi-{self._clock():%Y%m%d-%H%M%S}.txt"
        try:
            path.write_text(trace, encoding="utf-8")
        except OSError:
            return ""
        return str(path)


def _way_in(workplace: "Workplace") -> "Callable[[str, str], Desk | ProvinceDesk]":
    """How officers sign in at the desk that the folder is for."""
    if not workplace.workspace().is_province:
        return workplace.sign_in
    from cchc_desktop.services.province.desk import sign_in  # not needed at a commune

    return partial(sign_in, workplace)


def _screens_of(found: "Found | Fault") -> Sequence[ScreenSpec]:
    if isinstance(found, Fault) or found.workplace is None:
        return SCREENS
    return screens_of(province=found.workplace.workspace().is_province)


def _nothing() -> None:
    """Takes its turn behind what was queued before."""


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
