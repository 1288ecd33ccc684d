"""The four kinds of buttons: one primary deed per screen, plain ones, quiet ones in rows and foot, dangerous ones."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from ui.widgets import icons, theme

GAP = 4
"""Pixels between icon and words, beside the little that the style gives."""


def primary(text: str, icon: str = "", *, tip: str = "") -> QPushButton:
    """The one main deed of a screen."""
    return _button(text, kind="primary", icon=icon, color=theme.SURFACE, tip=tip)


def plain(text: str, icon: str = "", *, tip: str = "") -> QPushButton:
    """Any other deed."""
    return _button(text, kind="plain", icon=icon, color=theme.ACCENT, tip=tip)


def quiet(text: str, icon: str = "", *, tip: str = "") -> QPushButton:
    """A small deed without a frame; with an icon only, the tip is its accessible name."""
    return _button(text, kind="quiet", icon=icon, color=theme.ACCENT, tip=tip)


def danger(text: str, icon: str = "", *, tip: str = "") -> QPushButton:
    """A deed that takes something away; its words name what."""
    return _button(text, kind="danger", icon=icon, color=theme.DANGER, tip=tip)


def _button(text: str, *, kind: str, icon: str, color: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setProperty("bare", not text)
    button.setAutoDefault(True)
    if icon:
        button.setIcon(icons.icon(icon, color, gap=GAP if text else 0))
        button.setIconSize(QSize(16 + GAP, 16) if text else QSize(20, 20))
    button.setToolTip(tip)
    button.setAccessibleName(text.replace("&", "") or tip)
    return button
