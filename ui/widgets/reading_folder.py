"""The folder into which stored files are copied to be read; it goes with its screen."""

from pathlib import Path

from PySide6.QtCore import QTemporaryDir


class ReadingFolder:
    """Made when it is first asked for, readable by this user only."""

    def __init__(self) -> None:
        self._folder: QTemporaryDir | None = None

    def path(self) -> Path:
        """The folder."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        return Path(self._folder.path())
