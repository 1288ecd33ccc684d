"""Packages on sticks (USB): written beside a temporary name, read back past the memory of the machine, then recorded.

"Rút USB được rồi" is said only after the bytes came back from the stick itself. Where reading past the memory cannot
be shown, the stick is to be unplugged, plugged in and checked again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.sending import stick_words
from cchc_desktop.services.sending.machine_package import Source, WritePackage, machine_package
from cchc_desktop.services.sending.stick_file import READING, Put, Told, put, take_away
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_paths import path_of
from cchc_desktop.services.submissions.package_copies import (
    CopyRow,
    Medium,
    copy_by_id,
    mark_gone,
    mark_read_back,
    record_copy,
    stamp,
)
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import kept_words
from cchc_desktop.system.read_back import ReadBack, read_back
from cchc_desktop.system.removable import Stick, plugged_in, plugged_in_after, stick_at

Progress = Callable[[int, int, str], bool]
"""``progress(done, total, words)`` in bytes, of writing and reading back together; False stops and leaves nothing."""


_CHANGED = frozenset({"package_copy", "submission"})
"""The machine's own package may have been made on the way."""


class _Stopped(Exception):
    """The user does not want to go on."""


class Ending(Enum):
    """How a write or a check ended where no Fault was raised."""

    SAFE = "safe"
    REPLUG = "replug"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A package on a stick.

    ``copy_id`` is the recorded copy, "" when cancelled. ``kept`` is where a file of the same name with other content
    is now; ``was_there`` when the very same file lay there before and was only read.
    """

    ending: Ending
    stick: Stick
    copy_id: str
    path: Path
    sha256: str
    size: int
    kept: Path | None = None
    was_there: bool = False

    @property
    def may_unplug(self) -> bool:
        """Whether the bytes are proved to be on the stick."""
        return self.ending is Ending.SAFE

    @property
    def text(self) -> str:
        """What to tell the user, in one or two sentences."""
        text = _STOPPED_CHECKING if self.ending is Ending.CANCELLED and self.was_there else _TEXTS[self.ending]
        return text.format(label=self.stick.label) + kept_words(self.kept)


_TEXTS = {
    Ending.SAFE: "Rút USB được rồi. Gói nộp trên USB “{label}” đã được đọc lại từ chính USB và nguyên vẹn.",
    Ending.REPLUG: (
        "Đã ghi gói nộp ra USB “{label}”, nhưng máy chưa đọc lại được từ chính USB. "
        "Hãy rút ra, cắm lại rồi bấm Kiểm tra lại."
    ),
    Ending.CANCELLED: "Đã dừng theo yêu cầu; trên USB “{label}” không còn phần ghi dở nào. Bản trong máy còn nguyên.",
}


_STOPPED_CHECKING = "Đã dừng theo yêu cầu; bản trên USB “{label}” chưa được kiểm tra xong, không có gì thay đổi."


@dataclass(frozen=True, slots=True)
class Carried:
    """A package that was carried to a stick; ``done`` is None where somebody stopped it."""

    source: Source
    stick: Stick
    done: Put | None


@dataclass(frozen=True, slots=True)
class Looked:
    """A copy that was read again; ``read`` is None where somebody stopped it."""

    row: CopyRow
    stick: Stick
    path: Path
    read: ReadBack | None


class Sticks:
    """Writes packages to sticks and checks them there."""

    def __init__(
        self,
        session: Session,
        submissions: Submissions,
        *,
        write_package: WritePackage,
    ) -> None:
        self._session = session
        self._submissions = submissions
        self._write_package = write_package

    def plugged_in(self) -> tuple[Stick, ...]:
        """The sticks that are there now; may take seconds where one does not answer."""
        return plugged_in()

    def write(self, submission_id: str, stick: Stick, *, progress: Progress | None = None) -> Outcome[WrittenCopy]:
        """Write the package of a signed submission to the stick, read it back and record the copy.

        ``prepare``, ``carry`` and ``record`` in one; raises as they do. A second stick is the same call again.
        """
        source = self.prepare(submission_id)
        return self.record(submission_id, carry(source, stick, progress=progress))

    def prepare(self, submission_id: str) -> Source:
        """The package in the machine, made first where there is none.

        Raises Refusal for a submission that may not be exported, and Fault as ``Dispatch.write_package`` says.
        """
        return machine_package(self._session, self._submissions, submission_id, write_package=self._write_package)

    def record(self, submission_id: str, carried: Carried) -> Outcome[WrittenCopy]:
        """Record the copy that was carried to the stick; of one that was stopped there is nothing to record."""
        source, stick, done = carried.source, carried.stick, carried.done
        if done is None:
            path = stick.path / source.path.name
            return Outcome(WrittenCopy(Ending.CANCELLED, stick, "", path, source.sha256, source.size), _CHANGED)
        with self._session.command("Ghi gói nộp ra USB", undoable=False) as work:
            copy_id = record_copy(
                work,
                submission_id,
                medium=Medium.STICK if stick.removable else Medium.FOLDER,
                label=stick.name if stick.removable else "",
                place=str(done.path),
                sha256=source.sha256,
                size=source.size,
                read_back_at=stamp(work) if done.read.past_memory else "",
            )
        ending = Ending.SAFE if done.read.past_memory else Ending.REPLUG
        written = WrittenCopy(
            ending,
            stick,
            copy_id,
            done.path,
            source.sha256,
            source.size,
            kept=done.kept,
            was_there=done.was_there,
        )
        return Outcome(written, _CHANGED)

    def verify_again(self, copy_id: str, *, progress: Progress | None = None) -> Outcome[WrittenCopy]:
        """Find the copy on the sticks that are there, read it, and record that it is whole.

        ``copy``, ``look_again`` and ``record_look`` in one; raises as they do.
        """
        return self.record_look(look_again(self.copy(copy_id), progress=progress))

    def copy(self, copy_id: str) -> CopyRow:
        """A copy as it is recorded."""
        with self._session.read() as connection:
            return copy_by_id(connection, copy_id)

    def record_look(self, looked: Looked) -> Outcome[WrittenCopy]:
        """Record what was read. A copy that cannot be proved even now is told as such and changes nothing.

        Raises Fault "stick-reads-other", after which the copy is recorded as gone.
        """
        row, stick, path, read = looked.row, looked.stick, looked.path, looked.read
        if read is None:
            stopped = WrittenCopy(Ending.CANCELLED, stick, row.id, path, row.sha256, row.size, was_there=True)
            return Outcome(stopped, frozenset())
        if (read.sha256, read.size) != (row.sha256, row.size):
            raise self._spoiled(row, stick, path)
        proved = read.past_memory or plugged_in_after(stick, datetime.fromisoformat(row.written_at))
        if proved:
            with self._session.command("Kiểm tra lại bản trên USB", undoable=False) as work:
                mark_read_back(work, row.id)
        ending = Ending.SAFE if proved else Ending.REPLUG
        written = WrittenCopy(ending, stick, row.id, path, row.sha256, row.size, was_there=True)
        return Outcome(written, _CHANGED if proved else frozenset())

    def _spoiled(self, row: CopyRow, stick: Stick, path: Path) -> Fault:
        """Record that the copy is no longer whole; a broken package is removed, any other file of its name stays."""
        broken = verify(path).verdict is Verdict.INVALID
        removed = broken and take_away(path)
        with self._session.command("Bản trên USB không còn nguyên", undoable=False) as work:
            mark_gone(work, row.id)
        if broken:
            return stick_words.spoiled_since(stick, path.name, removed=removed)
        return stick_words.another_file(stick, path.name)


def carry(source: Source, stick: Stick, *, progress: Progress | None = None) -> Carried:
    """Bring a package to a stick and read it back; takes minutes and touches no database.

    The same file on the stick is only read; another one of its name is kept beside. Raises Fault: "stick-full" and
    "stick-read-only" before anything is written, "stick-pulled", "stick-failing", "stick-reads-other" after what was
    written is removed where that can be, "package-altered" for the machine's own copy.
    """
    try:
        return Carried(source, stick, put(source, stick, told=_stoppable(progress, 2 * source.size)))
    except _Stopped:
        return Carried(source, stick, None)


def look_again(row: CopyRow, *, progress: Progress | None = None) -> Looked:
    """Find a copy on the sticks that are there and read it; takes minutes and touches no database.

    Raises Fault: "stick-absent", "stick-copy-gone", "stick-pulled", "stick-failing".
    """
    stick, path = _found(row)
    told = _stoppable(progress, row.size)
    try:
        return Looked(row, stick, path, read_back(path, told=lambda done: told(done, READING)))
    except _Stopped:
        return Looked(row, stick, path, None)
    except OSError as error:
        raise stick_words.told_of_checking(error, stick, path.name) from error


def _stoppable(progress: Progress | None, total: int) -> Told:
    def told(done: int, words: str) -> None:
        if progress is not None and not progress(min(done, total), total, words):
            raise _Stopped

    return told


def _found(row: CopyRow) -> tuple[Stick, Path]:
    """Where the copy lies now: on the stick of its name wherever that is plugged in, or in its folder.

    A stick without a number is known by the file. Raises Fault: "stick-absent", "stick-copy-gone".
    """
    place = path_of(row.place)
    if row.medium is not Medium.STICK:
        if not place.is_file():
            raise stick_words.absent(str(place.parent), place.name)
        return stick_at(place.parent), place
    sticks = plugged_in()
    named = [stick for stick in sticks if nfc(stick.name) == row.label]
    for stick in (*named, *(stick for stick in sticks if not stick.number and not _has_number(row))):
        for path in (place, stick.path / place.name):
            if path.is_relative_to(stick.path) and path.is_file():
                return stick, path
    if named:
        raise stick_words.no_longer_there(named[0], place.name)
    raise stick_words.absent(row.label, place.name)


def _has_number(row: CopyRow) -> bool:
    return row.label.endswith(")") and " (số " in row.label
