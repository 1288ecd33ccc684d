"""Appraisal at the province: which submissions are listed, which one is open, and what of it is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.revision_difference import Difference, differences
from ui.screens.appraisal import words
from ui.screens.appraisal.answering import Answering, AnswerPort
from ui.screens.appraisal.page import (
    EVERY,
    STATES,
    WAITING,
    Deeds,
    Exchange,
    Fact,
    Head,
    Line,
    ListPage,
    Section,
)
from ui.screens.appraisal.remarks import RemarkPort, Remarks
from ui.widgets.context import AppContext, header_facts

if TYPE_CHECKING:
    from cchc_desktop.services.province.appraisal_reading import AppraisalRow, Opened
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.province.package_look import Document, Question, Told

CONTENT, PRINT, DIFFERENCES, EXCHANGES, FACTS = "content", "print", "differences", "exchanges", "facts"
"""The tabs of the opened submission."""

_KEYS_CHANGED = frozenset({"device", "trust_list"})


class ViewPort(RemarkPort, AnswerPort, Protocol):
    """What the presenter asks of the screen."""

    def show_list(self, page: ListPage) -> None:
        """Show the list."""
        ...

    def choose_line(self, received_id: str) -> bool:
        """Make a line of the list current; false where it does not stand there."""
        ...

    def show_nothing(self, *, is_anything_received: bool) -> None:
        """Nothing is open; where nothing was ever received, say what to do first."""
        ...

    def show_head(self, head: Head) -> None:
        """Show the head and the facts of the opened submission."""
        ...

    def show_content(self, received_id: str, sections: Sequence[Section], *, locked: bool) -> None:
        """Show the content with its remarks."""
        ...

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        """Show the remarks on earlier revisions."""
        ...

    def show_deeds(self, deeds: Deeds) -> None:
        """Say which deeds are open."""
        ...

    def show_document(self, content: bytes, note: str) -> None:
        """Show the print of the opened submission."""
        ...

    def show_differences(self, before: str, after: str, found: Sequence[Difference]) -> None:
        """Show what differs from the revision before."""
        ...

    def show_no_differences(self, text: str) -> None:
        """Show a sentence in place of the differences."""
        ...

    def go_to_line(self, key: str, *, editing: bool) -> None:
        """Bring a line of the content into sight."""
        ...


@dataclass(frozen=True, slots=True)
class _Compared:
    before: str
    after: str
    found: tuple[Difference, ...]


class Presenter:
    """Holds what is listed, what is open, and which tab is in sight."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: ProvinceDesk = context.services
        self._rows: tuple[AppraisalRow, ...] = ()
        self._state, self._kind, self._period = WAITING, EVERY, EVERY
        self._open_id = ""
        self._opened: Opened | None = None
        self._lines: dict[str, Line] = {}
        self._looks: dict[str, tuple[Told, ...]] = {}
        self._tab = CONTENT
        self._shown_print = ""
        self._wanted = self._followed = ""
        self.answering = Answering(view, context)
        self.remarks = Remarks(view, context, self._read_opened)

    @property
    def open_id(self) -> str:
        """The submission that is open; empty for none."""
        return self._open_id

    def read(self) -> None:
        """Read the list and the opened submission again."""

        def done(rows: "tuple[AppraisalRow, ...]") -> None:
            self._rows = rows
            self._widen()
            self._context.show_header(header_facts(self._desk.session.workspace))
            self._show_list()
            if not self._open_id:
                self._open_first()
            else:
                self._read_opened()

        appraisal = self._desk.appraisal
        self._context.runner.run(lambda: appraisal.all(), done=done, owner=self._view)

    def refresh(self, topics: frozenset[str]) -> None:
        """Something was received, remarked on or answered."""
        if topics & _KEYS_CHANGED:
            self._looks = {}
        self.read()

    def narrow(self, *, state: str, kind: str, period: str) -> None:
        """Show other lines of the list."""
        self._state, self._kind, self._period = state, kind, period
        self._show_list()

    def open(self, received_id: str) -> None:
        """Open a submission."""
        if received_id == self._open_id and self._opened is not None:
            return
        self._open_id, self._opened = received_id, None
        self._shown_print = ""
        self._read_opened()

    def open_target(self, target: str) -> None:
        """Open the submission that a link names.

        "appraisal:<id>" alone, or with ":line:<key>", ":remark:<id>", or a deed: ":return", ":accept", ":take-back".
        """
        _, received_id, part = (*target.split(":", 2), "", "")[:3]
        if not received_id:
            return
        self._wanted, self._followed = part, received_id
        if received_id != self._open_id:
            self.open(received_id)
        self.read()

    def look_at(self, tab: str) -> None:
        """Another tab came into sight."""
        self._tab = tab
        self._show_tab()

    def write(self, key: str, remark_id: str, text: str) -> None:
        """Store a remark on a line."""
        self.remarks.write(self._lines[key], remark_id, text)

    def remove(self, key: str, remark_id: str) -> None:
        """Take a remark away."""
        self.remarks.remove(self._lines[key], remark_id)

    def send_back(self) -> None:
        """Ask, then return the opened submission."""
        if self._opened is not None:
            self.answering.send_back(self._opened)

    def accept(self) -> None:
        """Ask, then accept the opened submission."""
        if self._opened is not None:
            self.answering.accept(self._opened)

    def take_back(self) -> None:
        """Ask for the reason, then take the acceptance back."""
        if self._opened is not None:
            self.answering.take_back(self._opened)

    def give_receipts(self, received_ids: Sequence[str]) -> None:
        """Make the receipts of these submissions."""
        wanted = set(received_ids)
        self.answering.give_receipts([row for row in self._rows if row.id in wanted])

    def go_receiving(self) -> None:
        """Go to where packages are received."""
        self._context.open_target("receiving")

    def write_answers(self, issued_ids: Sequence[str], folder: Path) -> None:
        """Write the files of answers into a folder."""
        self.answering.write(issued_ids, folder)

    def remark_place(self, key: str, remark_id: str) -> tuple[str, str]:
        """The link and the name of a remark, for what is typed there and cannot be stored yet."""
        part = f"remark:{remark_id}" if remark_id else f"line:{key}"
        return f"appraisal:{self.remarks.received}:{part}", f"Ý kiến về {self._lines[key].place}"

    def _show_list(self) -> None:
        rows = [row for row in self._rows if self._is_chosen(row)]
        counts = {value: sum(row.state.value == value for row in rows) for value, _words in STATES}
        page = ListPage(
            state=self._state,
            kind=self._kind,
            period=self._period,
            kinds=((EVERY, "Mọi loại hồ sơ"), *_kinds(self._rows)),
            periods=((EVERY, "Mọi kỳ"), *_periods(self._rows)),
            counts=counts,
            lines=tuple(words.list_line(row) for row in self._shown_rows()),
            summary=words.summary(self._rows),
            empty=_empty(self._rows, self._state),
        )
        self._view.show_list(page)
        if self._open_id:
            self._view.choose_line(self._open_id)

    def _widen(self) -> None:
        """Show all lines where the one that a link opened would stand aside."""
        if self._followed and all(row.id != self._followed for row in self._shown_rows()):
            self._state = self._kind = self._period = EVERY
        self._followed = ""

    def _shown_rows(self) -> "list[AppraisalRow]":
        return [row for row in self._rows if self._is_chosen(row) and self._state in (EVERY, row.state.value)]

    def _is_chosen(self, row: "AppraisalRow") -> bool:
        return self._kind in (EVERY, _kind_key(row)) and self._period in (EVERY, row.period.code)

    def _open_first(self) -> None:
        first = next(iter(self._shown_rows()), None)
        if first is None:
            self._view.show_nothing(is_anything_received=bool(self._rows))
            return
        self._view.choose_line(first.id)
        self.open(first.id)

    def _read_opened(self) -> None:
        received_id, appraisal = self._open_id, self._desk.appraisal
        if not received_id:
            return
        if self.remarks.is_ahead:
            self.remarks.read_later()
            return

        def job() -> "Opened | None":
            return appraisal.open(received_id) if received_id == self._open_id else None  # not one passed by meanwhile

        def done(opened: "Opened | None") -> None:
            if opened is None or received_id != self._open_id:
                return
            if self.remarks.is_ahead:
                self.remarks.read_later()
                return
            self._opened = opened
            self._show_opened(opened)

        self._context.runner.run(job, done=done, owner=self._view)

    def _show_opened(self, opened: "Opened") -> None:
        row = opened.row
        sections = words.sections(opened)
        self._lines = {line.key: line for section in sections for line in section.lines}
        self.remarks.serve(row.id)
        self._show_head()
        self._view.show_content(row.id, sections, locked=not row.is_open)
        self._view.show_exchanges(words.exchanges(opened.replies))
        self._view.show_deeds(words.deeds(opened))
        self.answering.show_latest(opened, is_open=lambda: row.id == self._open_id)
        if row.id not in self._looks:
            self._look(row)
        self._show_tab()
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """Go to what the link named, once."""
        what, _, rest = self._wanted.partition(":")
        self._wanted = ""
        deeds = {"return": self.send_back, "accept": self.accept, "take-back": self.take_back}
        if what in deeds:
            deeds[what]()
        elif what == "line":
            self._view.go_to_line(rest, editing=True)
        elif what == "remark":
            lines = self._lines.values()
            key = next((line.key for line in lines if any(each.id == rest for each in line.remarks)), "")
            self._view.go_to_line(key, editing=True)

    def _show_head(self) -> None:
        opened = self._opened
        if opened is not None:
            told = [Fact(each.what, each.text, each.worth) for each in self._looks.get(opened.row.id, ())]
            self._view.show_head(words.head(opened.row, (*told, *words.facts(opened))))

    def _look(self, row: "AppraisalRow") -> None:
        """Read the package itself beside the database, then say what it is worth."""

        def done(told: "tuple[Told, ...]") -> None:
            self._looks[row.id] = told
            if row.id == self._open_id:
                self._show_head()

        def asked(question: "Question") -> None:
            from cchc_desktop.services.province.package_look import look  # brings the libraries of signatures

            self._context.runner.render(lambda: look(question), done=done, owner=self._view)

        self._ask_package(row, asked)

    def _ask_package(self, row: "AppraisalRow", asked: "Callable[[Question], None]") -> None:
        session = self._desk.session

        def job() -> "Question":
            from cchc_desktop.services.province.package_look import PackageLooks  # brings the libraries of signatures

            return PackageLooks(session).question(package_sha256=row.package_sha256, unit_code=row.unit_code)

        self._context.runner.run(job, done=asked, owner=self._view)

    def _show_tab(self) -> None:
        if self._opened is None:
            return
        if self._tab == PRINT and self._shown_print != self._open_id:
            self._shown_print = self._open_id
            self._show_print(self._opened)
        elif self._tab == DIFFERENCES:
            self._compare(self._opened)

    def _show_print(self, opened: "Opened") -> None:
        row = opened.row

        def done(found: "Document") -> None:
            if row.id == self._open_id:
                self._view.show_document(found.content, found.note)

        def asked(question: "Question") -> None:
            from cchc_desktop.services.province.package_look import document  # brings the libraries of signatures

            self._context.runner.render(
                lambda: document(question, opened.snapshot, sha256=row.snapshot_sha256), done=done, owner=self._view
            )

        self._ask_package(row, asked)

    def _compare(self, opened: "Opened") -> None:
        row, board = opened.row, self._desk.board
        earlier = [each for each in opened.revisions if each.revision < row.revision]
        before = max(earlier, key=lambda each: (each.revision, each.state is ReceivedState.RETURNED), default=None)
        if before is None:
            self._view.show_no_differences(f"Bản {row.revision} là bản đầu tiên đã nhận; chưa có bản trước để so sánh.")
            return

        def job() -> _Compared:
            found = differences(board.snapshot(before.id), opened.snapshot)
            return _Compared(f"bản {before.revision}", f"Bản {row.revision}", found)

        def done(compared: _Compared) -> None:
            if row.id == self._open_id:
                self._view.show_differences(compared.before, compared.after, compared.found)

        self._context.runner.run(job, done=done, owner=self._view)


def _kinds(rows: "Sequence[AppraisalRow]") -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(_kind_key(row), row.title) for row in rows}, key=lambda option: option[1]))


def _kind_key(row: "AppraisalRow") -> str:
    return f"{row.kind.value}:{row.form_code}"


def _periods(rows: "Sequence[AppraisalRow]") -> tuple[tuple[str, str], ...]:
    found = sorted({row.period for row in rows}, key=_latest_first)
    return tuple((period.code, period.label) for period in found)


def _latest_first(period: Period) -> tuple[int, str]:
    return -period.window[1].toordinal(), period.code


def _empty(rows: "Sequence[AppraisalRow]", state: str) -> tuple[str, str]:
    if not rows:
        return "Chưa nhận được hồ sơ nào", ""
    if state == WAITING and not any(row.state is ReceivedState.RECEIVED for row in rows):
        return "Không còn hồ sơ nào chờ thẩm định", "Bỏ chọn “Đang chờ” để xem các hồ sơ đã xử lý."
    return "Không có hồ sơ nào khớp", "Chọn loại hồ sơ, kỳ hoặc tình trạng khác, hoặc xóa chữ trong ô tìm."
