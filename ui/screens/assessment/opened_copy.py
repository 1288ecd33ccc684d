"""A stored file copied out under its own name, for a look in another program; the store itself is never opened."""

import shutil
import tempfile
from pathlib import Path

from cchc_desktop.system.safe_write import translate


def copy_to_open(stored: Path, *, name: str, sha256: str) -> Path:
    """Copy the stored file into the user's temporary folder, read only, and return the copy; Fault if it cannot be."""
    folder = Path(tempfile.gettempdir()) / "cchc-desktop" / sha256[:16]
    target = folder / Path(name).name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(stored, target)
            target.chmod(0o400)
    except OSError as error:
        raise translate(error, target) from error
    return target
