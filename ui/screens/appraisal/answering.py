"""The deeds of the appraiser: return, accept, take back, receipts; and the answers that come of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.system.outgoing_files import kept_words, write_one_out
from ui.screens.appraisal import words
from ui.screens.appraisal.page import Answer, Asked, Given
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.province.appraisal import Appraisal, WrittenAnswers
    from cchc_desktop.services.province.appraisal_reading import AppraisalRow, IssuedRow, Opened
    from cchc_desktop.services.session.outcome import Outcome


class AnswerPort(Protocol):
    """What answering asks of the screen."""

    def ask(self, asked: Asked, confirmed: Callable[[str], None]) -> None:
        """Ask before a deed."""
        ...

    def show_answer(self, answer: Answer | None) -> None:
        """Show the newest answer with its code, or none."""
        ...

    def show_given(self, given: Sequence[Given]) -> None:
        """Show receipts that were given at once."""
        ...

    def show_print(self, content: bytes, title: str) -> None:
        """Show a paper as it is printed."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a folder with the program of the system; false when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class _Receipts:
    """What came of giving receipts; ``changed`` is read by the runner."""

    given: tuple[Given, ...]
    left: tuple[str, ...]
    changed: frozenset[str]


class Answering:
    """Runs the deeds and tells what came of them."""

    def __init__(self, view: AnswerPort, context: AppContext) -> None:
        self._view = view
        self._context = context

    @property
    def _appraisal(self) -> "Appraisal":
        appraisal: Appraisal = self._context.services.appraisal
        return appraisal

    def send_back(self, opened: "Opened") -> None:
        """Ask, then return the revision; without a remark the reason becomes one."""
        row, remarks = opened.row, len(opened.remarks)

        def job(text: str) -> "Outcome[IssuedRow]":
            if not self._appraisal.open(row.id).remarks:
                self._appraisal.add_remark(row.id, text=text)
                return self._appraisal.send_back(row.id)
            return self._appraisal.send_back(row.id, note=text)

        self._ask(words.ask_to_send_back(row, remarks), job)

    def accept(self, opened: "Opened") -> None:
        """Ask, then accept the revision."""
        row = opened.row
        self._ask(
            words.ask_to_accept(row, len(opened.remarks)),
            lambda text: self._appraisal.accept(row.id, note=text),
        )

    def take_back(self, opened: "Opened") -> None:
        """Ask for the reason, then take the acceptance back."""
        row = opened.row
        self._ask(
            words.ask_to_take_back(row),
            lambda text: self._appraisal.take_back_acceptance(row.id, reason=text),
        )

    def give_receipts(self, rows: "Sequence[AppraisalRow]") -> None:
        """Make the receipts of these revisions; one alone is shown as the answer of its revision."""
        appraisal, by_id = self._appraisal, {row.id: row for row in rows}
        order = list(by_id)

        def job() -> _Receipts:
            outcome = appraisal.give_receipts(tuple(by_id))
            found = outcome.value
            given = tuple(
                words.given(each, by_id.get(each.received_id), appraisal.telephone_code(each.id))
                for each in sorted(found.issued, key=lambda each: order.index(each.received_id))
            )
            return _Receipts(given, tuple(each.text for each in found.left), outcome.changed)

        def done(receipts: _Receipts) -> None:
            for text in receipts.left:
                self._context.notices.warn(text)
            if len(receipts.given) > 1:
                self._view.show_given(receipts.given)

        self._context.runner.run(job, done=done, owner=self._view)

    def show_latest(self, opened: "Opened", *, is_open: Callable[[], bool]) -> None:
        """Show the newest answer to a revision, if that one is still open then."""
        if not opened.issued:
            self._view.show_answer(None)
            return
        latest = opened.issued[-1]

        def done(answer: Answer) -> None:
            if is_open():
                self._view.show_answer(answer)

        self._context.runner.run(
            lambda: words.answer(latest, self._appraisal.telephone_code(latest.id)), done=done, owner=self._view
        )

    def write(self, issued_ids: Sequence[str], folder: Path) -> None:
        """Write the files of answers into a folder or onto a stick."""

        def done(written: "WrittenAnswers") -> None:
            self._context.notices.success(
                f"Đã ghi {len(written.paths)} tệp trả lời vào {folder}.{kept_words(*written.kept)}",
                do="Gửi cho xã qua USB hoặc thư điện tử; xã nhập ở màn hình Hồ sơ nộp.",
                deed=Deed("Mở thư mục", lambda: self._open(folder)),
            )

        self._context.runner.run(
            lambda: self._appraisal.write_answers(tuple(issued_ids), folder), done=done, owner=self._view
        )

    def print(self, issued_id: str) -> None:
        """Show the paper of an answer as it is printed."""
        self._context.runner.run(
            lambda: self._appraisal.answer_pdf(issued_id),
            done=lambda content: self._view.show_print(content, "Phiếu trả lời của tỉnh"),
            owner=self._view,
        )

    def save(self, content: bytes, path: Path) -> None:
        """Write the paper that is shown to a file."""
        self._context.runner.run(
            lambda: write_one_out(path, content),
            done=lambda kept: self._context.notices.success(
                f"Đã lưu {path.name}.{kept_words(kept)}", deed=Deed("Mở thư mục", lambda: self._open(path.parent))
            ),
            owner=self._view,
        )

    def _ask(self, asked: Asked, job: "Callable[[str], Outcome[IssuedRow]]") -> None:
        def confirmed(text: str) -> None:
            self._context.runner.run(lambda: job(text), done=lambda _outcome: None, owner=self._view)

        self._view.ask(asked, confirmed)

    def _open(self, folder: Path) -> None:
        if not self._view.open_path(folder):
            self._context.notices.warn(f"Không mở được thư mục {folder}.", do="Hãy mở thư mục bằng tay.")
