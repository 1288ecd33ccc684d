"""The button "Hoàn tác" on the notice of a deed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.screens.registers.saving import Unsaved
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk


def undo_of_last(desk: "Desk", *, runner: Runner, notices: Notices, unsaved: Unsaved) -> Callable[[], None]:
    """What takes back the last command; it only tells when another command has come since."""
    label = desk.session.undo_label

    def undo() -> None:
        if desk.session.undo_label != label:
            notices.info("Đã có thao tác khác sau đó; hãy dùng nút Hoàn tác ở cuối cửa sổ.")
            return
        unsaved.saving()
        runner.run(desk.session.undo, done=lambda _outcome: unsaved.saved(), failed=lambda _error: unsaved.saved())

    return undo
