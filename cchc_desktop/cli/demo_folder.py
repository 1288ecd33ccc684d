"""The folder of the demonstration: it writes only into an empty folder or over its own earlier demonstration."""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.system.safe_write import translate, write_bytes
from db.folder import DataFolder

MARKER_CONTENT = {"format": "cchc-demo", "format_version": 1}
_ASIDE_PREFIX = ".cchc-demo-cu-"


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Names inside the folder that the demonstration was told to use."""

    path: Path

    @property
    def marker(self) -> Path:
        """Says that this folder was made by the demonstration, which may therefore replace it."""
        return self.path / "cchc-demo.json"

    @property
    def data(self) -> Path:
        """The data folder of the sample commune."""
        return self.path / "du-lieu"

    @property
    def documents(self) -> Path:
        """The sample documents, as they are attached."""
        return self.path / "tai-lieu-mau"

    @property
    def packages(self) -> Path:
        """Packages, PDF and Excel."""
        return self.path / "goi-nop"

    @property
    def province(self) -> Path:
        """The data folder of the sample department."""
        return self.path / "du-lieu-tinh"

    @property
    def answers(self) -> Path:
        """What the sample department answers."""
        return self.path / "tra-loi-cua-tinh"

    @property
    def screens(self) -> Path:
        """Pictures of the screens."""
        return self.path / "man-hinh"

    @property
    def parts(self) -> tuple[Path, ...]:
        """All that the demonstration makes, except the marker."""
        return (self.data, self.documents, self.packages, self.province, self.answers, self.screens)


def why_not(out: Path) -> str:
    """Why the demonstration may not write into ``out``: a sentence, or "" when it may.

    Raises Fault where the folder cannot be looked at.
    """
    try:
        if out.exists() and not out.is_dir():
            return f"“{out}” là một tệp, không phải thư mục; hãy chọn thư mục trống hoặc thư mục chưa có."
        names = sorted(entry.name for entry in out.iterdir()) if out.exists() else []
    except OSError as error:
        raise translate(error, out) from error
    folder = DemoFolder(out)
    if names and not _is_ours(folder):
        return f"Thư mục “{out}” đã có dữ liệu khác; chưa có gì bị thay đổi. Hãy chọn thư mục trống hoặc chưa có."
    own = {path.name for path in (folder.marker, *folder.parts)}
    foreign = [name for name in names if name not in own and not name.startswith(_ASIDE_PREFIX)]
    if foreign:
        return (
            f"Thư mục “{out}” có thêm tệp không do lệnh demo tạo: {', '.join(foreign[:5])}; chưa có gì bị thay đổi. "
            "Hãy chuyển các tệp đó đi hoặc chọn thư mục khác."
        )
    return ""


@contextmanager
def fresh(out: Path) -> Iterator[DemoFolder]:
    """The folder with its marker and empty places for documents and packages; ask ``why_not`` first.

    An earlier demonstration is set aside, and removed when the block ends well; when it does not, all is put back as
    it was. Raises Fault where the folder cannot be written or the earlier data are open in a window.
    """
    folder = DemoFolder(out)
    was_there, had_marker = out.exists(), folder.marker.exists()
    _make(out)
    for data in (folder.data, folder.province):
        if data.is_dir():
            DataFolder(data).lock().release()
    write_bytes(folder.marker, json.dumps(MARKER_CONTENT).encode())
    aside = _set_aside(folder)
    try:
        _make(folder.documents)
        _make(folder.packages)
        yield folder
    except BaseException:
        _put_back(folder, aside)
        if not had_marker:
            folder.marker.unlink(missing_ok=True)
        if not was_there:
            out.rmdir()
        raise
    for left in out.glob(f"{_ASIDE_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)  # a file in use stays until the next run


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translate(error, folder) from error


def _set_aside(folder: DemoFolder) -> Path:
    """Move the earlier parts into a folder of their own, all or none; return that folder."""
    aside = folder.path / f"{_ASIDE_PREFIX}{secrets.token_hex(4)}"
    _make(aside)
    moved: list[Path] = []
    try:
        for part in folder.parts:
            if part.exists():
                part.rename(aside / part.name)
                moved.append(part)
    except OSError as error:
        for part in moved:
            (aside / part.name).rename(part)
        raise translate(error, aside) from error
    return aside


def _put_back(folder: DemoFolder, aside: Path) -> None:
    for part in folder.parts:
        shutil.rmtree(part, ignore_errors=True)
    for old in tuple(aside.iterdir()):
        old.rename(folder.path / old.name)
    aside.rmdir()


def _is_ours(folder: DemoFolder) -> bool:
    try:
        return bool(json.loads(folder.marker.read_text("utf-8")) == MARKER_CONTENT)
    except (OSError, ValueError):
        return False
