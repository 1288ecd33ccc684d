"""The data tab: backups here and elsewhere, restoring with what would be lost, the rehearsal, and the check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ui.models.backup_rows import BackupRow
from ui.models.restore_words import RehearsalWords, RestoreWords, rehearsal_words, restore_words
from ui.screens.settings.data_facts import DataFacts, read_data_facts
from ui.widgets.notices import Notices
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.backups.backups import Kept
    from cchc_desktop.services.backups.second_place import SecondPlace
    from cchc_desktop.services.data_care.data_check import Mended, Problem
    from cchc_desktop.services.data_care.restore import Preview, Rehearsal, Restored
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem in words with its level ("block", "warn"); ``can_mend`` when the program can put it right."""

    level: str
    text: str
    can_mend: bool


class DataView(Protocol):
    """What the presenter asks of the tab."""

    def show_data(self, facts: DataFacts) -> None:
        """Show the data folder, its backups and the second place."""
        ...

    def show_preview(self, words: RestoreWords | None) -> None:
        """Show what a restore would mean, or take it away."""
        ...

    def show_rehearsal(self, words: RehearsalWords | None) -> None:
        """Show what the rehearsal found, or take it away."""
        ...

    def show_problems(self, problems: Sequence[ProblemLine], *, verdict: str, done: Sequence[str] = ()) -> None:
        """Show what the check found and what mending did."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """A deed is under way, or no longer."""
        ...

    def start_job(self, text: str) -> None:
        """A long deed begins."""
        ...

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        ...

    def end_job(self) -> None:
        """It is over, in whatever way."""
        ...


class DataPresenter:
    """One tab at one desk."""

    def __init__(self, view: DataView, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices
        self._problems: tuple[Problem, ...] = ()
        self._elsewhere: Path | None = None

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._desk.workplace.store.folder.path

    def load(self) -> None:
        """Look at the data folder again."""
        folder, elsewhere = self.folder, self._elsewhere
        self._runner.render(
            lambda: read_data_facts(folder, elsewhere=elsewhere), done=self._view.show_data, owner=self._view
        )

    def search(self, chosen: Path) -> None:
        """List the backups of this folder or stick as well, and say how many there are."""
        folder = self.folder

        def done(facts: DataFacts) -> None:
            count = sum(1 for row in facts.backups if row.path.is_relative_to(chosen))
            self._elsewhere = chosen if count else None
            self._view.show_data(facts)
            if count:
                self._notices.success(f"Tìm thấy {count} bản sao lưu trong “{chosen}”; đã thêm vào danh sách.")
            else:
                self._notices.warn(
                    f"Không thấy bản sao lưu nào trong “{chosen}”.",
                    do="Hãy chọn thư mục CCHC-sao-luu trên USB, hoặc thư mục dữ liệu đã chép từ máy cũ.",
                )

        self._runner.render(lambda: read_data_facts(folder, elsewhere=chosen), done=done, owner=self._view)

    def back_up(self) -> None:
        """Write a backup now, whether or not something changed, and bring it to the second place too."""
        store = self._desk.workplace.store
        self._runner.run(
            lambda: store.back_up(force=True), done=self._copy_on, busy=self._view.set_busy, owner=self._view
        )

    def choose_place(self, chosen: Path) -> None:
        """Keep copies in this folder as well, beginning now."""
        session = self._desk.session

        def job() -> "Outcome[SecondPlace]":
            from cchc_desktop.services.backups.backup_place import (
                BackupPlace,  # loads SQLAlchemy: never before the first paint
            )

            return BackupPlace(session).choose(chosen)

        self._runner.run(job, done=lambda _place: self.back_up(), owner=self._view)

    def forget_place(self) -> None:
        """Keep copies on this machine only; those elsewhere stay where they are."""
        session = self._desk.session

        def job() -> "Outcome[None]":
            from cchc_desktop.services.backups.backup_place import BackupPlace

            return BackupPlace(session).forget()

        def done(_outcome: object) -> None:
            self._notices.success("Từ nay chỉ sao lưu trên máy này. Các bản đã chép sang nơi khác vẫn còn ở đó.")

        self._runner.run(job, done=done, owner=self._view)

    def look_at(self, row: BackupRow) -> None:
        """Show what restoring this backup would mean; changes nothing."""
        data = self._desk.workplace.store.folder

        def job() -> "Preview":
            from cchc_desktop.services.data_care.restore import preview

            return preview(data, row.path)

        self._view.show_rehearsal(None)
        self._runner.run(
            job,
            done=lambda found: self._view.show_preview(restore_words(found)),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def leave_preview(self) -> None:
        """Do not restore."""
        self._view.show_preview(None)

    def restore(self, row: BackupRow) -> None:
        """Put this backup in the place of the data; everybody signs in anew afterwards."""
        store, officer = self._desk.workplace.store, self._desk.session.officer

        def job() -> "Restored":
            from cchc_desktop.services.data_care.restore import restore_open

            return restore_open(store, row.path, officer_id=officer.id or None)

        self._runner.run(job, done=self._restored, busy=self._view.set_busy, owner=self._view)

    def rehearse(self, row: BackupRow) -> None:
        """Try the restore out in a temporary folder; the data in use are not touched."""
        workplace = self._desk.workplace
        data, clock = workplace.store.folder, workplace.store.clock

        def job(progress: Progress) -> "Rehearsal":
            from cchc_desktop.services.data_care.restore import rehearse

            return rehearse(data, row.path, clock, step=progress.step)

        def done(found: "Rehearsal") -> None:
            self._end()
            self._view.show_rehearsal(rehearsal_words(found))

        self._begin("Đang thử phục hồi vào một thư mục tạm")
        self._view.show_rehearsal(None)
        self._long(job, done)

    def check(self) -> None:
        """Look through all data for problems; changes nothing."""
        store = self._desk.workplace.store

        def job(progress: Progress) -> "tuple[Problem, ...]":
            from cchc_desktop.services.data_care.data_check import examine

            return examine(store, step=progress.step)

        def done(found: "tuple[Problem, ...]") -> None:
            self._end()
            self._tell(found, ())

        self._begin("Đang kiểm tra dữ liệu")
        self._long(job, done)

    def mend(self) -> None:
        """Put right what the program can put right, after a backup."""
        session, problems = self._desk.session, self._problems

        def job() -> "Mended":
            from cchc_desktop.services.data_care.data_check import mend

            mended = mend(session.store, problems)
            session.did("Sửa dữ liệu", None)  # a file that was moved away cannot come back by "Làm lại" alone
            return mended

        def done(mended: "Mended") -> None:
            self.load()
            self._tell(mended.left, (f"Đã sao lưu trước khi sửa: {mended.backup.name}.", *mended.done))

        self._runner.run(job, done=done, busy=self._view.set_busy, owner=self._view)

    def _copy_on(self, path: Path | None) -> None:
        workplace = self._desk.workplace
        data, clock = workplace.store.folder, workplace.store.clock

        def job() -> "Kept":
            from cchc_desktop.services.backups.backups import keep_copies

            return keep_copies(data, clock)

        def done(kept: "Kept") -> None:
            self._view.set_busy(False)
            self.load()
            if kept.fault is not None:
                self._notices.fault(kept.fault)
            if path is not None:
                self._notices.success(f"Đã sao lưu và kiểm tra lại bản sao: {path.name}.{_elsewhere(kept)}")

        self._view.set_busy(True)
        self._runner.render(job, done=done, failed=lambda _error: self._end(), owner=self._view)

    def _restored(self, restored: "Restored") -> None:
        if restored.fault is not None:
            self._notices.fault(restored.fault)
            return
        missing = f" Còn thiếu {restored.evidence_missing} tệp minh chứng." if restored.evidence_missing else ""
        if restored.packages_missing:
            missing += f" Còn thiếu {restored.packages_missing} gói đã nhận."
        self._notices.info(
            f"Đã phục hồi dữ liệu từ bản sao lưu.{missing}",
            do="Dữ liệu trước khi phục hồi được cất nguyên vẹn. Hãy đăng nhập lại và xem dữ liệu. Nếu không đúng bản "
            "cần, vào Cài đặt, mục Dữ liệu, bấm “Quay lại dữ liệu trước khi phục hồi”.",
        )

    def _tell(self, found: "tuple[Problem, ...]", done: Sequence[str]) -> None:
        self._problems = found
        lines = [ProblemLine("block" if item.serious else "warn", item.text, _is_mendable(item)) for item in found]
        at = f"{self._desk.session.now():%H:%M:%S ngày %d/%m/%Y}"
        verdict = f"Đã sửa và kiểm tra lại lúc {at}" if done else f"Đã kiểm tra lúc {at}"
        self._view.show_problems(lines, verdict=f"{verdict}: {_verdict(found, mended=bool(done))}", done=done)

    def _long(self, job: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._runner.run_long(
            job,
            done=done,
            progressed=self._view.step,
            cancelled=self._end,
            failed=lambda _error: self._end(),
            owner=self._view,
        )

    def _begin(self, text: str) -> None:
        self._view.set_busy(True)
        self._view.start_job(text)

    def _end(self) -> None:
        self._view.end_job()
        self._view.set_busy(False)


def _is_mendable(problem: "Problem") -> bool:
    return problem.mend.value != "nothing"


def _verdict(found: "tuple[Problem, ...]", *, mended: bool) -> str:
    serious = sum(1 for item in found if item.serious)
    if not found:
        return "không phát hiện vấn đề nào."
    if not serious:
        return "dữ liệu nguyên vẹn; có chỗ nên dọn gọn."
    if mended:
        return f"còn {serious} vấn đề chương trình không tự sửa được; hãy làm theo từng dòng dưới đây."
    return f"có {serious} vấn đề. Việc kiểm tra chỉ đọc, không thay đổi gì; các bản sao lưu không bị ảnh hưởng."


def _elsewhere(kept: "Kept") -> str:
    if kept.absent is not None:
        return " Nơi sao lưu thứ hai chưa có mặt nên chưa chép sang đó."
    return ""
