"""The leaf in sight: its answer while it is typed, its explanation, its evidence; scored at once and autosaved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain import number, subject
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.issuing_body import Described, IssuerOffers, issuer_offers
from cchc_desktop.domain.scoring import score_leaf
from cchc_desktop.domain.subject import Subject
from cchc_desktop.system.safe_write import write_bytes
from ui.screens.assessment.leaf_form import (
    FigureOffer,
    FileFacts,
    LeafForm,
    ScoreFacts,
    facts_of,
    files_of,
    form_of,
    offers_of,
)
from ui.widgets.context import AppContext
from ui.widgets.opened_copy import copy_to_open
from ui.widgets.saver import Saver

if TYPE_CHECKING:
    from cchc_desktop.services.assessment.self_assessment import SheetRow
    from cchc_desktop.services.evidence.evidence import Attached
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk

UNREADABLE = "Số liệu đang gõ chưa đọc được; kết quả đã lưu trước đó giữ nguyên."


@dataclass(frozen=True, slots=True)
class LeafEntries:
    """What is stored for the leaf."""

    answer: Answer
    explanation: str
    files: tuple[FileFacts, ...]
    offers: Mapping[str, FigureOffer] = field(default_factory=dict)


class LeafViewPort(Protocol):
    """What the leaf's presenter asks of its pane."""

    def show_leaf(self, form: LeafForm, entries: LeafEntries) -> None:
        """Show another leaf."""
        ...

    def refresh_leaf(self, entries: LeafEntries) -> None:
        """The same leaf was stored or changed elsewhere; what is being typed stays."""
        ...

    def show_score(self, facts: ScoreFacts) -> None:
        """Show score, arithmetic and what is wrong or owed."""
        ...

    def show_copying(self, text: str) -> None:
        """Say which file is being copied in; empty when none."""
        ...

    def show_history(self, of: Subject) -> None:
        """Show who changed what on the leaf."""
        ...

    def reading_folder(self) -> Path:
        """A folder for copies to read; emptied at the end of the program."""
        ...

    def open_file(self, path: Path) -> None:
        """Open a file in the program that the user has for it."""
        ...


class LeafPresenter:
    """One public method for each thing the user does to the leaf."""

    def __init__(self, context: AppContext, view: LeafViewPort, saver: Saver) -> None:
        self._context, self._view, self._saver = context, view, saver
        self._desk: Desk = context.services
        self._row: SheetRow | None = None
        self._answer = Answer()
        self._explanation = ""
        self._typed: dict[str, Decimal | None] = {}
        self._unreadable: set[str] = set()
        self._before_not_arising = Answer()
        self.described: tuple[Described, ...] = ()
        """The documents of the whole sheet, from which issuers are offered."""

    @property
    def code(self) -> str:
        """The code of the leaf in sight; empty when there is none."""
        return "" if self._row is None else self._row.criterion.code

    def show(self, row: "SheetRow") -> None:
        """Bring another leaf into sight."""
        self._take(row)
        self._before_not_arising = Answer()
        self._view.show_leaf(form_of(row.criterion, self._year), self._entries())
        self._show_score()

    def refresh(self, row: "SheetRow") -> None:
        """The stored leaf as it is now; left out while a command of ours is on its way, after which it is read anew."""
        if self._saver.is_ahead:
            self._saver.owes_reading = True
            return
        typed, unreadable = self._typed, self._unreadable
        self._take(row)
        self._typed, self._unreadable = typed, unreadable
        self._view.refresh_leaf(self._entries())
        self._show_score()

    def leave(self) -> None:
        """No leaf is in sight any more."""
        self._row = None

    def type_number(self, key: str, text: str) -> None:
        """A number is being typed: score it at once, store nothing yet."""
        self._unreadable.discard(key)
        try:
            self._typed[key] = number.parse(text) if text.strip() else None
        except ValueError:
            self._typed[key] = None
            self._unreadable.add(key)
        self._show_score()

    def commit_number(self, key: str, value: Decimal | None) -> None:
        """A number is complete."""
        self._typed.pop(key, None)
        self._unreadable.discard(key)
        numbers = {other: kept for other, kept in self._answer.numbers.items() if other != key}
        self._store(replace(self._answer, numbers=numbers if value is None else {**numbers, key: value}))

    def choose_yes(self, yes: bool) -> None:  # noqa: FBT001 - the answer itself
        """Có or Không."""
        self._store(replace(self._answer, yes=yes))

    def choose_option(self, position: int) -> None:
        """One of the options."""
        self._store(replace(self._answer, choice=position))

    def tick(self, position: int, on: bool) -> None:  # noqa: FBT001 - the tick itself
        """One line of the tick list; nothing is left open once a line was touched."""
        ticks = (self._answer.ticks or frozenset()) - {position}
        self._store(replace(self._answer, ticks=ticks | {position} if on else ticks))

    def tick_nothing(self, on: bool) -> None:  # noqa: FBT001 - the tick itself
        """No line of the tick list was reached, said on purpose."""
        self._store(replace(self._answer, ticks=frozenset() if on else None))

    def set_zero_condition(self, position: int, on: bool) -> None:  # noqa: FBT001 - the tick itself
        """A condition that takes all points holds."""
        held = self._answer.zero_conditions - {position}
        self._store(replace(self._answer, zero_conditions=held | {position} if on else held))

    def commit_day(self, day: date | None) -> None:
        """The day on which it was done."""
        self._store(replace(self._answer, day=day, yes=None))

    def set_never_done(self, on: bool) -> None:  # noqa: FBT001 - the tick itself
        """It was never done."""
        self._store(replace(self._answer, day=None, yes=False if on else None))

    def declare_not_arising(self, on: bool) -> None:  # noqa: FBT001 - the tick itself
        """Nothing arose in the year, or it did after all: then what was entered before comes back."""
        if on:
            self._before_not_arising = self._answer
            self._typed.clear()
            self._unreadable.clear()
        self._store(Answer(not_arising=True) if on else replace(self._before_not_arising, not_arising=False))

    def clear(self) -> None:
        """Take the whole answer back; Ctrl+Z brings it again."""
        self._typed.clear()
        self._unreadable.clear()
        self._store(Answer())
        self._view.refresh_leaf(self._entries())

    def explain(self, text: str) -> None:
        """The explanation is complete."""
        code = self.code
        if not code:
            return
        self._explanation = text
        self._show_score()
        self._saver.run(("explanation", code), lambda: self._desk.assessment.explain(code, text))

    def attach(self, files: Sequence[Path]) -> None:
        """Copy files in, one after another."""
        code = self.code
        for file in files if code else ():
            self._context.runner.run(
                self._attaching(code, file),
                done=self._on_attached,
                owner=self._view,
                busy=self._copying(file.name),
            )

    def attach_picture(self, png: bytes) -> None:
        """Attach a pasted screenshot."""
        code, now = self.code, self._desk.session.now()
        name = f"Ảnh chụp màn hình {now:%Y-%m-%d %H.%M}.png"
        copy = self._view.reading_folder() / name

        def job() -> "Outcome[Attached]":
            write_bytes(copy, png)
            done: Outcome[Attached] = self._desk.assessment.attach(code, copy)
            return done

        if code:
            self._context.runner.run(job, done=self._on_attached, owner=self._view, busy=self._copying(name))

    def detach(self, file: FileFacts) -> None:
        """Take a file away from the leaf; it stays in the store."""

        def done(_: object) -> None:
            self._context.notices.success(f"Đã gỡ “{file.name}” khỏi tiêu chí.", do="Bấm Hoàn tác (Ctrl+Z) để lấy lại.")

        self._saver.run(("file", file.use_id), lambda: self._desk.assessment.detach(file.use_id), done=done)

    def describe_number(self, file_id: str, text: str) -> None:
        """Number and symbol of the document in a file."""
        self._saver.run(("number", file_id), lambda: self._desk.evidence.describe(file_id, number=text))

    def describe_day(self, file_id: str, day: date | None) -> None:
        """Date of the document in a file."""
        self._saver.run(("day", file_id), lambda: self._desk.evidence.describe(file_id, day=day, clear_day=day is None))

    def describe_issuer(self, file_id: str, text: str) -> None:
        """Who issued the document in a file."""
        self._saver.run(("issuer", file_id), lambda: self._desk.evidence.describe(file_id, issuer=text))

    def cite(self, use_id: str, pages: str) -> None:
        """Where in a file the leaf is proved."""
        self._saver.run(("pages", use_id), lambda: self._desk.assessment.cite(use_id, pages))

    def describe_title(self, file_id: str, text: str) -> None:
        """Abstract (trích yếu) of the document in a file."""
        self._saver.run(("title", file_id), lambda: self._desk.evidence.describe(file_id, title=text))

    def open_file(self, file: FileFacts) -> None:
        """Open a copy of a stored file under its own name, so that the stored one can never be written."""
        stored, folder = self._desk.evidence.path(file.sha256), self._view.reading_folder()
        self._context.runner.render(
            lambda: copy_to_open(stored, folder, name=file.name, sha256=file.sha256),
            done=self._view.open_file,
            owner=self._view,
        )

    def want_history(self) -> None:
        """Show who changed what."""
        if self.code:
            self._view.show_history(subject.criterion(self.code))

    @property
    def _year(self) -> int:
        return self._desk.session.workspace.criteria.year

    def _take(self, row: "SheetRow") -> None:
        self._row = row
        self._answer = row.answer or Answer()
        self._explanation = row.explanation
        self._typed, self._unreadable = {}, set()

    def _entries(self) -> LeafEntries:
        assert self._row is not None
        offers = offers_of(self._row.offered, self._context.open_target)
        return LeafEntries(self._answer, self._explanation, files_of(self._row.files, self._issuers), offers)

    def _issuers(self, number_typed: str) -> IssuerOffers:
        work = self._desk.session.workspace
        return issuer_offers(number_typed, self.described, unit=work.unit.full_name, addressee=work.addressee)

    def _store(self, answer: Answer) -> None:
        code = self.code
        if not code:
            return
        self._answer = answer
        self._show_score()
        self._saver.run(("answer", code), lambda: self._desk.assessment.set_answer(code, answer))

    def _show_score(self) -> None:
        if self._row is None:
            return
        answer, criterion = self._with_typed(), self._row.criterion
        facts = facts_of(
            self._desk.session.workspace.criteria,
            criterion,
            answer=answer,
            score=score_leaf(criterion, answer, year=self._year),
            explanation=self._explanation,
            files=len(self._row.files),
            offered=self._row.offered,
        )
        self._view.show_score(replace(facts, remark=UNREADABLE) if self._unreadable else facts)

    def _with_typed(self) -> Answer:
        if not self._typed:
            return self._answer
        merged = {**self._answer.numbers, **self._typed}
        return replace(self._answer, numbers={key: value for key, value in merged.items() if value is not None})

    def _attaching(self, code: str, file: Path) -> "Callable[[], Outcome[Attached]]":
        return lambda: self._desk.assessment.attach(code, file)

    def _copying(self, name: str) -> "Callable[[bool], None]":
        return lambda busy: self._view.show_copying(f"Đang chép {name}…" if busy else "")

    def _on_attached(self, outcome: "Outcome[Attached]") -> None:
        if outcome.value.notice:
            self._context.notices.info(outcome.value.notice)
