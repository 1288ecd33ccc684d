"""Pictures of the screens of a data folder, taken from the real window; with a display or without one."""

import os
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from ui.application import Application, way_in
from ui.registry import screens_of
from ui.widgets import theme

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Workplace

SIZE = QSize(1366, 728)
"""A screen of 1366 x 768 less the task bar."""
SETTLE_SECONDS = 0.4
LIMIT_SECONDS = 30.0

COMMUNE_TARGETS = (
    ("nhiem-vu-chi-tiet", "task:TQ2025H2-06"),
    ("ke-hoach-nhiem-vu", "plan:TQ2025H2-06"),
    ("so-tuyen-truyen", "register:TT"),
    ("bao-cao-so-lieu", "report:BC-CCHC-XA:2025-Y:BC3.2.1"),
    ("ho-so-nop-bao-cao", "submission:report:2025-Y:BC-CCHC-XA"),
    ("tu-cham-diem-tieu-chi", "criterion:1.1.3"),
    ("ho-so-nop-tu-cham", "submission:assessment"),
)
"""States worth a picture beyond the first sight of each screen: file name and link."""


def take(
    data_folder: Path, out: Path, *, clock: Clock, sign_in: tuple[str, str], targets: Sequence[tuple[str, str]]
) -> list[Path]:
    """Open the folder in the real window, sign in (full name, password), save a PNG of each screen and target.

    Raises Fault when the folder cannot be opened, Refusal for a wrong password.
    """
    app = _application()
    theme.apply(app)
    program = Application(data_folder, clock=clock)
    program.window.resize(SIZE)
    program.start()
    try:
        out.mkdir(parents=True, exist_ok=True)
        return list(_pictures(app, program, out, sign_in=sign_in, targets=targets))
    finally:
        program.window.close()
        program.close()


def _pictures(
    app: QApplication,
    program: Application,
    out: Path,
    *,
    sign_in: tuple[str, str],
    targets: Sequence[tuple[str, str]],
) -> Iterator[Path]:
    workplace = _opened(app, program)
    yield _picture(app, program, out / "00-dang-nhap.png")
    name, password = sign_in
    officer = next(row for row in workplace.officers() if row.full_name == name)
    is_province = workplace.workspace().is_province
    program.sign_in(way_in(workplace)(officer.id, password))
    window = program.window
    views = [
        (spec.id, partial(window.show_screen, spec.id)) for spec in screens_of(province=is_province) if not spec.beside
    ]
    views += [(name, partial(window.open_target, target)) for name, target in targets]
    for number, (file_name, show) in enumerate(views, start=1):
        show()
        yield _picture(app, program, out / f"{number:02d}-{file_name}.png")


def _opened(app: QApplication, program: Application) -> "Workplace":
    """Wait until the folder is open; Fault if it does not come."""
    end = time.monotonic() + LIMIT_SECONDS
    while program.workplace is None and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    if program.workplace is None:
        raise Fault(
            "window-not-opened",
            what="Cửa sổ chưa mở được thư mục dữ liệu để chụp ảnh màn hình.",
            safe="Dữ liệu không bị thay đổi.",
            do="Hãy chạy lại lệnh; nếu vẫn lỗi, chạy cchc-desktop --selftest để kiểm tra bản cài đặt.",
        )
    return program.workplace


def _picture(app: QApplication, program: Application, path: Path) -> Path:
    settle(app, program)
    program.window.grab().save(str(path))
    return path


def settle(app: QApplication, program: Application) -> None:
    """Let queued work and painting come to an end: until the window has looked the same for a while."""
    end = time.monotonic() + LIMIT_SECONDS
    seen, since = program.window.grab().toImage(), time.monotonic()
    while time.monotonic() < min(end, since + SETTLE_SECONDS):
        program.runner.flush()
        app.processEvents()
        time.sleep(0.02)
        image = program.window.grab().toImage()
        if image != seen:
            seen, since = image, time.monotonic()


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    has_display = os.name == "nt" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    arguments: Sequence[str] = ("cchc-desktop",) if has_display else ("cchc-desktop", "-platform", "offscreen")
    return QApplication(list(arguments))
