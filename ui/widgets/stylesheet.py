"""The Qt style sheet as a template; ``theme`` fills in its tokens. No other module writes style sheets."""

from collections.abc import Mapping
from string import Template


def fill(tokens: Mapping[str, str]) -> str:
    """The style sheet with every ``$token`` replaced; KeyError for an unknown token."""
    return Template(_TEMPLATE).substitute(tokens)


_TEMPLATE = """
* { font-size: $body; }
QToolTip { background: $ink; color: $surface; border: 0; padding: 6px 8px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: $title; font-weight: 600; color: $ink; }
QLabel[kind="section"] { font-weight: 600; color: $accent_dark; }
QLabel[kind="hint"] { font-size: $small; color: $ink_soft; }
QLabel[kind="field"] { font-size: $small; font-weight: 600; color: $ink_soft; }

QFrame#card { background: $surface; border: 1px solid $line; border-radius: $radius; }

QPushButton, QToolButton[kind="plain"] {
  background: $surface; color: $ink; border: 1px solid $line_strong; border-radius: $radius;
  min-height: $field; padding: 0 14px;
}
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed { background: $accent_soft; border-color: $accent_dark; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: #7A8594; border-color: $line; background: $sunken; }
QPushButton[kind="primary"] { background: $accent; color: $surface; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_dark; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: #8FA6BF; border-color: #8FA6BF; color: $surface; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="quiet"]:disabled { color: #7A8594; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; border-color: $danger; }
QPushButton[kind="danger"]:focus { border: 2px solid $danger; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: $surface; color: $ink; border: 1px solid $line_strong; border-radius: $radius;
  selection-background-color: $accent; selection-color: $surface;
}
QLineEdit, QComboBox { min-height: $field; padding: 0 8px; }
QPlainTextEdit { padding: 2px 4px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $accent; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 7px; min-height: 28px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 1px 3px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
  border-color: $danger; background: #FFF8F7;
}
QLineEdit[locked="true"], QPlainTextEdit[locked="true"], QComboBox:disabled, QLineEdit:disabled {
  background: $sunken; color: $ink_soft; border-color: $line;
}
"""
