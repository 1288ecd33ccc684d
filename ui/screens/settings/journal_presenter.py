"""The journal of all changes: searched, read page by page, and the state of its chain. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.vietnamese import format_date, parse_date
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.history.journal import Chain, JournalPage
    from cchc_desktop.services.history.versions import Version
    from cchc_desktop.services.workplace import Desk

EVERYBODY = (("", "Mọi cán bộ"),)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A change as a row of the table; ``subject`` is what its history is of, None for what happened to all data."""

    seq: int
    when: str
    who: str
    where: str
    what: str
    target: str
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class ChainWords:
    """The state of the chain: "info" for whole, "block" for broken, and the sentence."""

    level: str
    text: str


class JournalView(Protocol):
    """What the presenter asks of the tab."""

    def show_officers(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these officers."""
        ...

    def show_lines(self, lines: Sequence[JournalLine], *, counted: str, more: bool) -> None:
        """Show exactly these changes; ``more`` when older ones can be read."""
        ...

    def show_chain(self, words: ChainWords) -> None:
        """Show the state of the chain."""
        ...


class JournalPresenter:
    """One public method for each intent of the user in the tab."""

    def __init__(self, view: JournalView, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices = runner, notices
        self._words, self._officer = "", ""
        self._days: tuple[date | None, date | None] = (None, None)
        self._lines: tuple[JournalLine, ...] = ()
        self._before = 0
        self._asked = 0

    @property
    def today(self) -> date:
        """The present day, for the calendar."""
        return self._desk.session.today()

    def parse_day(self, text: str) -> date:
        """Read a typed day; ValueError with a sentence."""
        return parse_date(text, year=self.today.year)

    def load(self) -> None:
        """The tab came into sight: read the newest changes and check the chain."""
        officers = [(row.id, row.full_name) for row in self._desk.workplace.all_officers()]
        self._view.show_officers((*EVERYBODY, *officers))
        self._read()
        self.check()

    def search(self, words: str) -> None:
        """Show the changes in which every word occurs."""
        self._words = words
        self._read()

    def choose_officer(self, officer_id: str) -> None:
        """Show the changes of one officer, or of all."""
        self._officer = officer_id
        self._read()

    def choose_days(self, first: date | None, last: date | None) -> None:
        """Show the changes of these days; an open end leaves them all."""
        self._days = (first, last)
        self._read()

    def more(self) -> None:
        """Read the next older changes, below those that are shown."""
        if self._before:
            self._read(before=self._before)

    def check(self) -> None:
        """Walk through the chain."""
        self._check_on(None)

    def _check_on(self, known: "Chain | None") -> None:
        """A part of the chain after the other: what is typed meanwhile is not kept waiting."""

        def done(chain: "Chain") -> None:
            self._view.show_chain(chain_words(chain))
            if not chain.is_done:
                self._check_on(chain)

        self._runner.run(lambda: self._desk.history.journal.chain(known), done=done, owner=self._view)

    def _read(self, *, before: int = 0) -> None:
        self._asked += 1
        asked, officer, days, words = self._asked, self._officer, self._days, self._words

        def done(page: "JournalPage") -> None:
            if asked != self._asked:
                return  # something else was asked for since
            found = tuple(_line(version) for version in page.rows)
            self._lines = (*self._lines, *found) if before else found
            self._before = page.before
            end = "; còn các dòng cũ hơn" if page.before else "; đã hết"
            self._view.show_lines(self._lines, counted=f"{len(self._lines)} thay đổi{end}", more=bool(page.before))

        self._runner.run(
            lambda: self._desk.history.journal.find(officer_id=officer, days=days, words=words, before=before),
            done=done,
            owner=self._view,
        )


def _line(version: "Version") -> JournalLine:
    changes = [
        f"{one.name}: {_short(one.old)} → {_short(one.new)}" if one.old else f"{one.name}: {_short(one.new)}"
        for one in version.changes
    ]
    reason = f"({version.reason})" if version.reason else ""
    what = "\n".join(part for part in (version.how.label, *changes, reason, version.clock) if part)
    return JournalLine(
        seq=version.seq,
        when=f"{format_date(version.at.date())}\n{version.at:%H:%M:%S}",
        who=version.officer,
        where=version.record,
        what=what,
        target=version.target,
        subject=version.subject if version.subject.table else None,
    )


def chain_words(chain: "Chain") -> ChainWords:
    """The state of the chain in a sentence."""
    count = format_count(chain.lines)
    if not chain.is_done:
        return ChainWords("info", f"Đang kiểm tra nhật ký: {format_count(chain.checked)}/{count} dòng…")
    if chain.broken is None:
        return ChainWords("info", f"Nhật ký nguyên vẹn: {count} dòng, không dòng nào bị sửa hoặc bị bỏ.")
    text = (
        f"Nhật ký không còn nguyên vẹn: dòng {chain.broken} trong {count} dòng đã bị sửa hoặc bị bỏ ở bên ngoài chương "
        "trình. Số liệu đang dùng vẫn giữ nguyên; hãy giữ các bản sao lưu và báo người phụ trách công nghệ thông tin."
    )
    return ChainWords("block", text)


def _short(text: str) -> str:
    plain = " ".join(text.split()) or "(trống)"
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
