"""The button "Hoàn tác" on the notice of a deed: it takes back this deed and no other."""

from collections.abc import Callable
from typing import Any

from ui.widgets.notices import Deed, Notices

OTHERS_CAME = "Đã có thao tác khác sau đó; hãy dùng nút Hoàn tác ở cuối cửa sổ."


def undo_deed(session: Any, notices: Notices, undo: Callable[[], None]) -> Deed:
    """Made right after the deed was done; it only tells when another one has come since.

    ``session`` is that of the desk; ``undo`` runs ``session.undo`` as the screen runs its commands.
    """
    step = session.last_step

    def take_back() -> None:
        if session.last_step is step:
            undo()
        else:
            notices.info(OTHERS_CAME)

    return Deed("Hoàn tác", take_back)
