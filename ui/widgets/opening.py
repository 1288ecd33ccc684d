"""A file or folder in the program that the machine has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_with_machine(path: Path) -> bool:
    """Open it; false when the machine has no program for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
