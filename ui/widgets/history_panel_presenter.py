"""The history of one field or record: read, two versions chosen and compared, one brought back. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.vietnamese import format_moment, uncapitalised
from ui.widgets.context import SavePort
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Compared, Version

TWO = 2
EMPTY = "(trống)"
_LONGEST = 220
_NO_CHOICE = "Chọn hai lần sửa bằng phím cách (hoặc bấm vào ô vuông) để so sánh."
_OTHER_RECORD = "Hai lần đã chọn thuộc hai dòng khác nhau; hãy chọn hai lần của cùng một dòng."
_NONE_YET = "Chưa có thay đổi nào được ghi."


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One field of a version: its name (empty where the panel is of this field alone), old and new."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version as a line: ``head`` when and who, ``deed`` what, ``place`` which record of several."""

    seq: int
    head: str
    deed: str
    place: str
    changes: tuple[ChangeWords, ...]
    reason: str
    clock: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of the panel; ``other`` is the word of the button that widens or narrows, "" for none."""

    title: str
    place: str
    other: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """What can be done: the word of the button that brings back, whether it can, whether two can be compared.

    ``hint`` says why not, or what to do.
    """

    bring: str
    can_bring: bool
    can_compare: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, older at the left: their heads, and every field side by side."""

    left: str
    right: str
    fields: "tuple[Compared, ...]"


class HistoryPort(Protocol):
    """What the presenter asks of the panel."""

    def show_heading(self, heading: Heading) -> None:
        """Show of what the history is."""
        ...

    def show_lines(self, lines: Sequence[VersionLine], *, nothing: str) -> None:
        """Show the versions, newest first, or the sentence for none."""
        ...

    def show_deeds(self, deeds: Deeds) -> None:
        """Show what can be done with what is chosen."""
        ...

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show two versions side by side, or the list again."""
        ...


class HistoryPanelPresenter:
    """One public method for each intent of the user in the panel."""

    def __init__(
        self, view: HistoryPort, history: Any, *, runner: Runner, notices: Notices, save_state: SavePort | None = None
    ) -> None:
        self._view, self._history = view, history
        self._runner, self._notices, self._save_state = runner, notices, save_state
        self._subject: Subject | None = None
        self._asked: Subject | None = None
        self._versions: tuple[Version, ...] = ()
        self._current = 0
        self._chosen: tuple[int, ...] = ()

    @property
    def subject(self) -> Subject | None:
        """What the history in sight is of."""
        return self._subject

    def open(self, subject: Subject | None) -> None:
        """Show the history of a field or record; nothing for None."""
        self._asked = subject
        self._go(subject)

    def widen(self) -> None:
        """Show the whole record in place of the field, or the field again."""
        if self._subject is not None and self._asked is not None:
            self._go(self._subject.record if self._subject.part else self._asked)

    def reload(self) -> None:
        """Read the shown history again; what is chosen stays chosen."""
        subject = self._subject
        if subject is None:
            return

        def done(found: "tuple[Version, ...]") -> None:
            if subject == self._subject:
                self._show(found)

        self._runner.run(lambda: self._history.of(subject), done=done, owner=self._view)

    def move_to(self, seq: int) -> None:
        """Another line is current."""
        self._current = seq
        self._show_deeds()

    def choose(self, chosen: Sequence[int]) -> None:
        """These lines are ticked."""
        self._chosen = tuple(chosen)
        self._show_deeds()

    def compare(self) -> None:
        """Show the two ticked versions side by side, the older at the left."""
        pair = self._pair()
        if pair is None:
            return
        older, newer = pair
        fields = self._history.compare(older, newer)
        self._view.show_comparison(Comparison(_head(older), _head(newer), fields))

    def leave_comparison(self) -> None:
        """Back to the list."""
        self._view.show_comparison(None)

    def bring_back(self) -> None:
        """Write the value of the current version anew, or restore the row that it removed."""
        version = self._version()
        if version is None or version.barred:
            return

        def done(outcome: Any) -> None:
            if self._save_state is not None:
                self._save_state.saved(f"{self._history.now():%H:%M:%S}")
            told = "Đã khôi phục dòng đã xóa" if version.is_removal else "Đã đưa lại giá trị"
            notice = outcome.value if isinstance(outcome.value, str) and version.is_removal else ""
            self._notices.success(f"{told} lúc {format_moment(version.at)}; hoàn tác được.", do=notice)
            self.reload()

        def refused(findings: tuple[Finding, ...]) -> None:
            self._notices.warn("Chưa đưa lại được.", do=" ".join(finding.text for finding in findings))
            self.reload()

        self._runner.run(lambda: self._history.bring_back(version), done=done, refused=refused, owner=self._view)

    def _go(self, subject: Subject | None) -> None:
        self._subject, self._versions, self._chosen, self._current = subject, (), (), 0
        self._view.show_comparison(None)
        self._view.show_heading(Heading("Lịch sử", "", ""))
        self._view.show_lines((), nothing="")
        self.reload()

    def _show(self, found: "tuple[Version, ...]") -> None:
        self._versions = found
        there = {version.seq for version in found}
        self._chosen = tuple(seq for seq in self._chosen if seq in there)
        if self._current not in there:
            self._current = found[0].seq if found else 0
        self._view.show_heading(self._heading())
        self._view.show_lines([self._line(version) for version in found], nothing=_NONE_YET)
        self._show_deeds()

    def _heading(self) -> Heading:
        subject = self._subject
        assert subject is not None
        own = next((version for version in self._versions if version.subject == subject), None)
        names = [one.name for version in self._versions for one in version.changes if one.code == subject.part]
        title = f"Lịch sử: {uncapitalised(names[0])}" if subject.part and names else "Lịch sử"
        other = "Cả dòng này" if subject.part else "Chỉ ô này"
        if self._asked is None or not self._asked.part:
            other = ""
        return Heading(title, own.record if own is not None else "", other)

    def _line(self, version: "Version") -> VersionLine:
        alone = bool(version.subject.part) or len(version.parts) == 1
        changes = tuple(
            ChangeWords("" if alone else one.name, _short(one.old), _short(one.new)) for one in version.changes
        )
        own = self._heading().place
        return VersionLine(
            seq=version.seq,
            head=_head(version),
            deed=version.how.label,
            place=version.record if version.record != own else "",
            changes=changes,
            reason=version.reason,
            clock=version.clock,
        )

    def _show_deeds(self) -> None:
        version, pair = self._version(), self._pair()
        if version is None:
            self._view.show_deeds(Deeds("Đưa lại giá trị này", can_bring=False, can_compare=False, hint=""))
            return
        deed = "Khôi phục dòng đã xóa" if version.is_removal else "Đưa lại giá trị này"
        hint = version.barred
        if len(self._chosen) == TWO and pair is None:
            hint = _OTHER_RECORD
        elif not hint and len(self._chosen) != TWO and len(self._versions) > 1:
            hint = _NO_CHOICE
        self._view.show_deeds(Deeds(deed, not version.barred, pair is not None, hint))

    def _version(self) -> "Version | None":
        return next((version for version in self._versions if version.seq == self._current), None)

    def _pair(self) -> "tuple[Version, Version] | None":
        """The two ticked versions of one record, the older first."""
        chosen = sorted(
            (version for version in self._versions if version.seq in self._chosen), key=lambda version: version.seq
        )
        if len(chosen) != TWO or chosen[0].subject != chosen[1].subject or not chosen[0].parts:
            return None
        return chosen[0], chosen[1]


def told_in_line(version: "Version") -> str:
    """A version as a few lines of plain text, for panes that show the newest changes only."""
    head = f"{_head(version)}: {version.how.label.lower()}"
    changes = [_change_words(ChangeWords(one.name, _short(one.old), _short(one.new))) for one in version.changes]
    return "\n".join(part for part in (head, *changes, version.reason, version.clock) if part)


def _change_words(change: ChangeWords) -> str:
    return f"{change.name}: {change.old or EMPTY} → {change.new or EMPTY}"


def _head(version: "Version") -> str:
    return f"{version.at:%d/%m/%Y %H:%M} · {version.officer}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
