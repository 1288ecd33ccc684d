"""The task that is worked on: loads it, saves each field as it is left, adds and removes entries, products, files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar

from cchc_desktop.domain import subject
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.subject import Subject
from ui.screens.tasks.detail_facts import DetailFacts, EntryFacts, detail_facts
from ui.screens.tasks.wording import written
from ui.widgets.context import SavePort
from ui.widgets.keeping import Spot
from ui.widgets.notices import Notices, is_view_only
from ui.widgets.owed import Owed
from ui.widgets.runner import Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import FileRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.tasks.rows import TaskDetail
    from cchc_desktop.services.workplace import Desk

T = TypeVar("T")
KEPT_WORDS = {
    "day": "Ngày cập nhật",
    "percent": "Tỷ lệ hoàn thành (%)",
    "result": "Kết quả",
    "difficulty": "Khó khăn, vướng mắc",
    "objective_reason": "Lý do khách quan",
    "name": "Tên sản phẩm",
    "number": "Số, ký hiệu văn bản",
    "internal_due": "Hạn nội bộ",
    "not_arising_reason": "Lý do không phát sinh",
}
"""The fields whose texts are kept, as they are told later."""
_REFUSED = "có ô ở Nhiệm vụ chưa được nhận, xem dòng chữ đỏ"
_OWED = "chưa ghi được xuống đĩa, chương trình giữ lại và sẽ ghi ở lần sau"


@dataclass(frozen=True, slots=True)
class Place:
    """An editor of the pane: the identity of its record (an entry, a product; empty for the task) and its field."""

    record: str
    field: str


class DetailPort(Protocol):
    """What the presenter asks of the pane."""

    def show_task(self, facts: DetailFacts) -> None:
        """Show a task; editors of the same task keep what is being typed."""
        ...

    def show_nothing(self) -> None:
        """No task is chosen."""
        ...

    def show_history(self, of: Subject | None) -> None:
        """Show the history of this in its tab; None while the tab is not in sight."""
        ...

    def show_refusal(self, place: Place, text: str) -> bool:
        """Mark the editor; false when it is not in sight any more."""
        ...

    def focus_place(self, place: Place) -> None:
        """Bring the editor into sight and put the cursor there."""
        ...


class DetailPresenter:
    """One public method for each intent of the user in the pane."""

    def __init__(
        self, view: DetailPort, desk: "Desk", *, runner: Runner, notices: Notices, save_state: SavePort
    ) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._save_state = runner, notices, save_state
        self._code = ""
        self._facts: DetailFacts | None = None
        self._focus: Place | None = None
        self._history_shown = False
        self._refused: dict[Place, str] = {}
        self._owed = Owed()

    @property
    def code(self) -> str:
        """The task that is shown; empty for none."""
        return self._code

    @property
    def today(self) -> date:
        """The present day, for typed dates without a year and for the calendar."""
        return self._desk.session.today()

    def show(self, code: str, *, focus: str = "") -> None:
        """Show a task (nothing for an empty code); ``focus`` is the field of a link, with its record if it has one."""
        if code != self._code:
            self._leave()
        self._code = code
        if not code:
            self._facts = None
            self._view.show_nothing()
            return
        if focus:
            field, _, record = focus.partition(":")
            self._focus = Place("" if record == self._desk.session.workspace.plan.header.code else record, field)
        self.reload()

    def reload(self) -> None:
        """Read the shown task again."""
        code = self._code
        if not code:
            return

        def read() -> "tuple[TaskDetail, DetailFacts] | None":
            if code != self._code or not self._is_task(code):
                return None
            detail = self._desk.tasks.detail(code)
            return detail, detail_facts(detail, self._desk.tasks.officers(), on=self._desk.session.today())

        self._run(read, lambda found: self._on_read(found, of=code))
        if self._history_shown:
            self._view.show_history(subject.task(code))

    def show_history(self, *, shown: bool) -> None:
        """The history tab came into sight or went."""
        self._history_shown = shown
        self._view.show_history(subject.task(self._code) if shown and self._code else None)

    def add_entry(self) -> None:
        """Add an entry of today, or of the day after what is frozen, and write into it."""
        if self._facts is None:
            return
        code, today = self._code, self.today

        def add() -> "tuple[Outcome[str], date | None]":
            frozen = self._desk.tasks.detail(code).frozen_until
            after = frozen + timedelta(days=1) if frozen and frozen >= today else None
            return self._desk.tasks.add_entry(code, after), after

        self._save_state.saving()
        self._run(lambda: _Announced(*add()), self._on_entry_added, place=Place("", "entries"))

    def edit_entry(self, entry_id: str, field: str, value: object) -> None:
        """Save one field of an entry: day, percent, result, difficulty or objective_reason."""
        place = Place(entry_id, field)
        if value is None:
            self._refuse(place, "Cập nhật phải có ngày." if field == "day" else "Chưa nhập tỷ lệ hoàn thành.")
            return
        plain = int(value) if isinstance(value, Decimal) else value
        self._save(lambda: self._desk.tasks.edit_entry(entry_id, **{field: plain}), place)  # type: ignore[arg-type]  # the editor of the field gives its type

    def note_refusal(self, place: Place, text: str) -> None:
        """An editor could not read what was typed (or, with an empty text, can again): the foot must not say saved."""
        if text == self._refused.get(place, ""):
            return
        if text:
            self._refused[place] = text
        else:
            self._refused.pop(place)
        self._on_saved(None)

    def delete_entry(self, entry_id: str) -> None:
        """Remove an entry; the notice offers to take it back."""
        title = next((entry.row.day for entry in self._entries() if entry.row.id == entry_id), None)
        text = f"Đã xóa cập nhật ngày {written(title)}."
        self._save(lambda: self._desk.tasks.delete_entry(entry_id), Place(entry_id, "day"), deleted=text)

    def add_product(self, entry_id: str, name: str = "") -> None:
        """Add a product document to an entry and write its name or, when that is given, its number."""
        field = "number" if name else "name"

        def added(outcome: "Outcome[str]") -> None:
            self._focus = Place(outcome.value, field)
            self._on_saved(None)

        self._save_state.saving()
        self._run(lambda: self._desk.tasks.add_product(entry_id, name), added, place=Place(entry_id, "product"))

    def add_missing(self, name: str) -> None:
        """Add an expected product to the newest entry that can be changed; without one, add an entry first."""
        target = next((entry.row.id for entry in self._entries() if not entry.lock), "")
        if target:
            self.add_product(target, name)
        else:
            self.add_entry()

    def edit_product(self, product_id: str, field: str, value: object) -> None:
        """Save one field of a product document: name, number or day."""
        job = self._desk.tasks.edit_product
        self._save(lambda: job(product_id, **{field: value}), Place(product_id, field))  # type: ignore[arg-type]  # the editor of the field gives its type

    def delete_product(self, product_id: str) -> None:
        """Remove a product document; its files stay in the store."""
        text = "Đã xóa sản phẩm. Tệp đính kèm vẫn được giữ trong kho minh chứng."
        self._save(lambda: self._desk.tasks.delete_product(product_id), Place(product_id, "name"), deleted=text)

    def assign(self, officer_id: str) -> None:
        """Give the task to an officer; to nobody when empty."""
        code = self._code
        self._save(lambda: self._desk.tasks.assign(code, officer_id or None), Place("", "assignee"))

    def set_internal_due(self, day: date | None) -> None:
        """Set the date by which the unit wants it done."""
        code = self._code
        self._save(lambda: self._desk.tasks.set_internal_due(code, day), Place("", "internal_due"))

    def set_not_arising(self, *, not_arising: bool, reason: str) -> None:
        """Declare that the task does not arise, or that it does; then ask for the reason."""
        code = self._code
        if not_arising and not reason:
            self._focus = Place("", "not_arising")
        job = self._desk.tasks.set_not_arising
        self._save(lambda: job(code, not_arising=not_arising, reason=reason), Place("", "not_arising"))

    def cite(self, product_id: str, file: "FileRow", pages: str) -> None:
        """Say where in a file of a product the task is proved."""
        place = Place(product_id, f"pages:{file.use_id}")
        self._save(lambda: self._desk.evidence.cite(file.use_id, pages), place)

    def detach(self, file: "FileRow") -> None:
        """Take a file away from its product document."""
        text = f"Đã gỡ tệp “{file.name}”. Tệp vẫn được giữ trong kho minh chứng."
        self._save(lambda: self._desk.evidence.detach(file.use_id), Place("", "entries"), deleted=text)

    def spot(self, place: Place, *, code: str, title: str, of_product: bool) -> Spot:
        """The place of a text of a task: under its entry or product; what is of the task itself, under its plan."""
        record = place.record or self._desk.session.workspace.plan.header.code
        words = "Ngày văn bản" if of_product and place.field == "day" else KEPT_WORDS[place.field]
        return Spot(f"task:{code}:{place.field}:{record}", f"{title}, {words}")

    def save_again(self) -> None:
        """Offer again what the disk or the folder did not take, also of tasks that are no longer shown."""
        self._owed.offer_again()

    def _leave(self) -> None:
        """Another task comes: what was refused is told, because its editor goes; what is owed is kept."""
        for place, text in self._refused.items():
            if place not in self._owed:
                self._notices.warn("Một ô của nhiệm vụ vừa rời chưa được lưu.", safe="Các ô khác đã lưu.", do=text)
        if self._refused:
            self._refused = {}
            self._on_saved(None)

    def _forget_gone(self) -> None:
        """A refused field that went with its entry or product needs no putting right."""
        rows = [entry.row for entry in self._entries()]
        there = {"", *(row.id for row in rows), *(product.id for row in rows for product in row.products)}
        gone = [place for place in self._refused if place.record not in there]
        for place in gone:
            del self._refused[place]
        if gone:
            self._on_saved(None)

    def _is_task(self, code: str) -> bool:
        """Whether the plan in use still has the task: another edition may have come in."""
        return any(task.code == code for task in self._desk.tasks.working_plan().plan.tasks)

    def _on_read(self, read: "tuple[TaskDetail, DetailFacts] | None", *, of: str) -> None:
        if of != self._code:
            return
        if read is None:
            self.show("")
            return
        self._facts = read[1]
        self._view.show_task(read[1])
        self._forget_gone()
        if self._focus is not None:
            focus, self._focus = self._focus, None
            self._view.focus_place(focus)

    def _on_entry_added(self, added: "_Announced") -> None:
        self._focus = Place(added.outcome.value, "result")
        self._on_saved(None)
        if added.after is not None:
            frozen = written(added.after - timedelta(days=1))
            self._notices.info(
                f"Tiến độ đến hết {frozen} đã chốt trong hồ sơ, nên cập nhật mới ghi ngày {written(added.after)}."
            )

    def _save(self, job: "Callable[[], Outcome[T]]", place: Place, *, deleted: str = "") -> None:
        def done(_outcome: "Outcome[T]") -> None:
            self._on_saved(place)
            if deleted:
                self._offer_undo(deleted)

        self._owed.forget(place)
        self.save_again()
        self._offer(job, done, place)

    def _offer(self, job: "Callable[[], Outcome[T]]", done: "Callable[[Outcome[T]], None]", place: Place) -> None:
        self._save_state.saving()

        def failed() -> None:
            self._owed.keep(place, lambda: self._offer(job, done, place))

        self._run(job, done, place=place, failed=failed)

    def _run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        *,
        place: Place | None = None,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        def on_failed(error: Exception) -> None:
            if is_view_only(error):
                self._save_state.read_only()
                if place is not None:
                    self.reload()
                return
            failed()
            self._on_failed(place)

        self._runner.run(
            job,
            done=done,
            refused=(lambda findings: self._on_refused(place, findings)) if place else None,
            failed=on_failed,
            owner=self._view,
            initiator=self._view,
        )

    def _on_saved(self, place: Place | None) -> None:
        if place is not None:
            self._refused.pop(place, None)
        if self._owed:
            self._save_state.unsaved(_OWED)
        elif self._refused:
            self._save_state.unsaved(_REFUSED)
        else:
            self._save_state.saved(f"{self._desk.session.now():%H:%M:%S}")

    def _on_refused(self, place: Place, findings: tuple[Finding, ...]) -> None:
        self._refuse(place, " ".join(finding.text for finding in findings))

    def _on_failed(self, place: Place | None) -> None:
        """The notice is already told: keep the text in its editor, to be offered again."""
        if place is not None:
            self._refuse(place, "Chưa lưu được; chương trình giữ lại và sẽ lưu ở lần ghi sau.")

    def _refuse(self, place: Place, text: str) -> None:
        if self._view.show_refusal(place, text):
            self._refused[place] = text
        else:
            self._notices.warn(text)
        self._on_saved(None)

    def _offer_undo(self, text: str) -> None:
        def undo() -> None:
            self._save_state.saving()
            self._run(self._desk.session.undo, lambda _outcome: self._on_saved(None), place=Place("", "entries"))

        self._notices.success(text, deed=undo_deed(self._desk.session, self._notices, undo))

    def _entries(self) -> tuple[EntryFacts, ...]:
        return self._facts.entries if self._facts else ()


@dataclass(frozen=True, slots=True)
class _Announced:
    """An entry that was added, and the day it was moved to because earlier days are frozen."""

    outcome: "Outcome[str]"
    after: date | None

    @property
    def changed(self) -> frozenset[str]:
        """The topics that the runner announces."""
        return self.outcome.changed
