"""Opening a data folder for the window: what has to be looked at, asked and told before anybody signs in."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.catalogue.library import Library, bundled
from cchc_desktop.services.data_care.data_care import holds_data
from cchc_desktop.services.hand_over.hand_over import band
from cchc_desktop.services.hand_over.place import Elsewhere, elsewhere, settle
from cchc_desktop.services.recovery.kept_texts import drop_old
from cchc_desktop.services.recovery.recovery import StartNote, start_note
from cchc_desktop.services.session.notice import Notice
from cchc_desktop.services.start_checks import require_suited, start_notices
from cchc_desktop.services.workplace import FirstStart, Workplace, open_workplace
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.paths import remember_folder, remembered_folder
from cchc_desktop.system.volumes import drive_name


@dataclass(frozen=True, slots=True)
class Found:
    """What the look at the data folder found; ``workplace`` is None before the first start.

    ``elsewhere`` is a folder about which somebody has to be asked first, ``band`` says that it is only looked at.
    """

    library: Library
    workplace: Workplace | None
    notices: tuple[Notice, ...] = ()
    band: str = ""
    elsewhere: Elsewhere | None = None
    note: StartNote | None = None


def look(folder: Path, *, clock: Clock, library: Library | None, viewing: Fault | None = None) -> Found:
    """Open the folder if there is one to open, only to be looked at with ``viewing``. Raises Fault.

    The folder of the last time that is not there any more is no new beginning: the Fault "folder-vanished".
    """
    library = library or bundled()
    if not holds_data(folder):
        if folder == remembered_folder() and not folder.is_dir():
            raise _gone(folder)
        return Found(library, None)
    require_suited(folder)
    met = elsewhere(folder) if viewing is None else None
    if met is not None:
        return Found(library, None, elsewhere=met)
    workplace = open_workplace(folder, clock=clock, library=library, refusal=viewing)
    with _closing_on_trouble(workplace):
        if workplace.is_new:
            workplace.close()
            return Found(library, None)
        workplace.workspace()
        settle(workplace.store)
        notices = start_notices(workplace.store)
        return Found(library, workplace, notices, band(workplace.store), note=_start_note(workplace))


def begin(start: FirstStart, folder: Path, *, clock: Clock, library: Library) -> Workplace:
    """Do the first start in this folder and remember the choice. Raises Refusal and Fault."""
    require_suited(folder)
    workplace = open_workplace(folder, clock=clock, library=library)
    with _closing_on_trouble(workplace):
        workplace.begin(start)
        workplace.workspace()
        settle(workplace.store)
        remember_folder(folder)
    return workplace


@contextmanager
def _closing_on_trouble(workplace: Workplace) -> Iterator[None]:
    """Let the folder go when what follows its opening fails, so that a retry can open it."""
    try:
        yield
    except BaseException:
        workplace.store.close(with_backup=False)
        raise


def _start_note(workplace: Workplace) -> StartNote | None:
    """What the start has to tell of the run before; nothing where the folder is only looked at."""
    store = workplace.store
    if store.refusal is not None:
        return None
    with suppress(Fault):  # a full disk keeps nobody from signing in
        drop_old(store)
    return start_note(store)


def _gone(folder: Path) -> Fault:
    return Fault(
        "folder-vanished",
        what=f"Không thấy thư mục dữ liệu đã dùng lần trước: {folder} (ổ đĩa {drive_name(folder)}).",
        safe="Chương trình không tạo dữ liệu trống thay vào đó và không thay đổi gì.",
        do=(
            "Hãy cắm lại ổ đĩa hoặc đưa thư mục về chỗ cũ rồi bấm Mở lại; nếu thư mục đã chuyển đi nơi khác, bấm "
            "Chọn thư mục khác. Muốn bắt đầu mới, hãy chọn một thư mục trống."
        ),
    )
