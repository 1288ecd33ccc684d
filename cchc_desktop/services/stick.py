"""Packages on sticks (USB): written beside a temporary name, read back past the memory of the machine, then recorded.

"Rút USB được rồi" is said only after the bytes came back from the stick itself. Where reading past the memory cannot
be shown, the stick is to be unplugged, plugged in and checked again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cchc_desktop.packages.writer import WrittenPackage
from cchc_desktop.services.outcome import Outcome
from cchc_desktop.services.session import Session
from cchc_desktop.services.submissions import Submissions
from cchc_desktop.system.removable import Stick, plugged_in

Progress = Callable[[int, int, str], bool]
"""``progress(done, total, words)`` in bytes, of writing and reading back together; False stops and leaves nothing."""


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
        return _TEXTS[self.ending].format(label=self.stick.label, name=self.path.name)


_TEXTS = {
    Ending.SAFE: "Rút USB được rồi. Gói nộp trên USB “{label}” đã được đọc lại từ chính USB và nguyên vẹn.",
    Ending.REPLUG: (
        "Đã ghi gói nộp ra USB “{label}”, nhưng máy chưa đọc lại được từ chính USB. "
        "Hãy rút ra, cắm lại rồi bấm Kiểm tra lại."
    ),
    Ending.CANCELLED: "Đã dừng theo yêu cầu; trên USB “{label}” không còn phần ghi dở nào. Bản trong máy còn nguyên.",
}


class Sticks:
    """Writes packages to sticks and checks them there."""

    def __init__(
        self,
        session: Session,
        submissions: Submissions,
        *,
        write_package: Callable[[str, Path], WrittenPackage],
    ) -> None:
        self._session = session
        self._submissions = submissions
        self._write_package = write_package

    def plugged_in(self) -> tuple[Stick, ...]:
        """The sticks that are there now; may take seconds where one does not answer."""
        return plugged_in()

    def write(self, submission_id: str, stick: Stick, *, progress: Progress | None = None) -> Outcome[WrittenCopy]:
        """Write the package of a signed submission to the stick, read it back and record the copy.

        The package is made in the machine first where there is none. The same file on the stick is only read and
        recorded; another one of its name is kept beside. A second stick is the same call again.

        Raises Refusal for a submission that may not be exported, and Fault: "stick-full" and "stick-read-only" before
        anything is written, "stick-pulled", "stick-failing", "stick-reads-other" after what was written is removed
        where that can be, "package-altered" for the machine's own copy, and those of ``Dispatch.write_package``.
        """
        raise NotImplementedError

    def verify_again(self, copy_id: str, *, progress: Progress | None = None) -> Outcome[WrittenCopy]:
        """Find the copy on the sticks that are there, read it, and record that it is whole.

        Raises Fault: "stick-absent", "stick-copy-gone", "stick-pulled", "stick-failing", and "stick-reads-other",
        after which the copy is recorded as gone.
        """
        raise NotImplementedError
