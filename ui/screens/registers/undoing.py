"""The button "Hoàn tác" on the notice of a deed."""

from typing import TYPE_CHECKING

from ui.screens.registers.saving import Unsaved
from ui.widgets.notices import Deed, Notices
from ui.widgets.runner import Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk


def undo_of_last(desk: "Desk", *, runner: Runner, notices: Notices, unsaved: Unsaved) -> Deed:
    """What takes back the last command; it only tells when another command has come since."""

    def undo() -> None:
        unsaved.saving()
        runner.run(desk.session.undo, done=lambda _outcome: unsaved.saved(), failed=lambda _error: unsaved.saved())

    return undo_deed(desk.session, notices, undo)
