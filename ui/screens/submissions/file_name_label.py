"""A path or a long file name that wraps at its joints, so that it is read as a whole; the tool tip says it as well."""

import re

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.labels import HintLabel

_JOINTS = re.compile(r"([_/\\-])(?=.)")
_BREAK = "\u200b"


class FileNameLabel(HintLabel):
    """``show_name`` keeps the name for the tool tip and for those who hear the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_name(self, name: str) -> None:
        """Show a path or a file name."""
        self.setText(_JOINTS.sub(rf"\1{_BREAK}", name))
        self.setToolTip(name)
