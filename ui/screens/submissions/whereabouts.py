"""Where the submission in sight is: read only while its tab is looked at, because drives are asked for the copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.screens.submissions.custody_page import CustodyPort, custody_page
from ui.screens.submissions.page import Question
from ui.widgets.context import AppContext

if TYPE_CHECKING:
    from cchc_desktop.services.sending.custody import CustodyCard, HeldCopy
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

_NOTHING = "Chưa lập hồ sơ cho kỳ này. Khi hồ sơ đã có, tại đây biết hồ sơ đang ở đâu và đã chép ra những nơi nào."


class Whereabouts:
    """Holds what was last read."""

    def __init__(self, view: CustodyPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._row: SubmissionRow | None = None
        self._in_sight = False
        self._held: dict[str, HeldCopy] = {}
        self._reading = 0

    def leave(self) -> None:
        """Another submission is chosen."""
        self._row = None

    def show(self, row: SubmissionRow) -> None:
        """The submission was read anew."""
        self._row = row
        self._read()

    def look(self, *, in_sight: bool) -> None:
        """The tab came into sight or went out of it."""
        self._in_sight = in_sight
        self._read()

    def ask_whether_gone(self, copy_id: str) -> None:
        """Ask before a copy is noted as gone; where it should be kept, say so."""
        held = self._held.get(copy_id)
        if held is None:
            return
        advice = "" if held.keeping.may_go else f"{held.keeping.why} Bản này chưa được xóa: nếu còn thì hãy giữ lại. "
        sentence = (
            f"{advice}Ghi nhận bản chép ở “{held.copy.place}” đã bị xóa hoặc không còn? Chương trình không xóa tệp, "
            "chỉ ghi vào danh sách; hoàn tác được."
        )
        self._view.ask(Question(sentence, "Đánh dấu đã xóa"), lambda _reason: self._mark_gone(copy_id))

    def open_place(self, copy_id: str) -> None:
        """Open the folder in which a copy lies."""
        held = self._held.get(copy_id)
        if held is None:
            return
        place = Path(held.copy.place)
        folder = place if held.copy.medium.value == "mail" else place.parent
        if not self._view.open_path(folder):
            self._context.notices.warn(f"Không mở được thư mục {folder}.", do="Hãy mở thư mục bằng tay.")

    def _mark_gone(self, copy_id: str) -> None:
        self._context.runner.run(
            lambda: self._desk.custody.mark_gone(copy_id), done=lambda _outcome: None, owner=self._view
        )

    def _read(self) -> None:
        row = self._row
        if row is None or not self._in_sight:
            return
        if not row.id:
            self._view.show_no_custody(_NOTHING)
            return
        self._reading += 1
        number = self._reading

        def shown(card: CustodyCard) -> None:
            if number == self._reading:
                self._held = {held.copy.id: held for held in card.copies if held.copy.id}
                self._view.show_custody(custody_page(card))

        self._context.runner.run(lambda: self._desk.custody.of(row.id), done=shown, owner=self._view)
