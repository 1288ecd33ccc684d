"""A stored file copied out under its own name, for a look in another program; the store itself is never opened."""

import shutil
from pathlib import Path

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate


def copy_to_open(stored: Path, folder: Path, *, name: str, sha256: str) -> Path:
    """Copy a stored file into the folder for reading, read only, unless it is there already, and return the copy.

    Raises the Fault "evidence-unreadable" when the store cannot give the file, another Fault when the copy cannot be
    written.
    """
    target = folder / sha256[:16] / Path(name).name
    try:
        stored.open("rb").close()
    except OSError as error:
        raise _unreadable(name) from error
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(stored, target)
            target.chmod(0o400)
    except OSError as error:
        raise translate(error, target) from error
    return target


def _unreadable(name: str) -> Fault:
    return Fault(
        "evidence-unreadable",
        what=f"Không mở được tệp “{name}” trong kho minh chứng.",
        safe="Các dữ liệu khác không bị ảnh hưởng.",
        do="Hãy vào Cài đặt - Dữ liệu, bấm Kiểm tra dữ liệu, hoặc chép lại tệp từ bản sao của thư mục dữ liệu.",
    )
