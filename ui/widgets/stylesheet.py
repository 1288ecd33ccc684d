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
QPushButton[kind="primary"]:disabled { background: #E1E6ED; border-color: $line_strong; color: #5B6673; }
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
QFrame#navigation { background: $navigation; }
QLabel#brand { color: $surface; font-weight: 600; padding: 14px 8px 10px 8px; }
QFrame#navigation QLabel[kind="group"] { color: #9DB6D0; font-size: $small; padding: 8px 8px 0 8px; }
QPushButton[kind="place"] {
  background: transparent; color: $navigation_text; border: 2px solid transparent; border-radius: $radius;
  text-align: left; padding: 0 8px; min-height: 34px;
}
QPushButton[kind="place"]:hover { background: $navigation_hover; border-color: $navigation_hover; }
QPushButton[kind="place"]:checked {
  background: $accent_bright; border-color: $accent_bright; color: $surface; font-weight: 600;
}
QPushButton[kind="place"]:focus { border: 2px solid $surface; padding: 0 8px; min-height: 34px; }

QFrame#header { background: $surface; border: 0; border-bottom: 1px solid $line; }
QLabel[kind="unit"] { font-weight: 600; color: $accent_dark; }
QLabel[kind="period"] {
  background: $accent_soft; color: $accent_dark; border-radius: 4px; padding: 3px 8px; font-weight: 600;
}
QFrame#foot { background: $surface; border: 0; border-top: 1px solid $line; }

QPushButton[kind="chip"] {
  border: 1px solid $line; border-radius: 15px; min-height: 28px; padding: 0 12px; background: $surface; color: $ink;
}
QPushButton[kind="chip"]:hover { border-color: $accent; background: $surface; }
QPushButton[kind="chip"]:checked {
  border: 2px solid $accent; background: $accent_soft; padding: 0 11px; min-height: 26px;
}
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 0 11px; min-height: 26px; }
QPushButton[kind="chip"][nothing="true"] { color: #66717F; }
QPushButton[bare="true"] { padding: 0 5px; min-height: 28px; min-width: 22px; }
QPushButton[bare="true"]:focus { padding: 0 4px; min-height: 26px; min-width: 22px; }

QFrame#confirm { background: #FFF8E8; border: 1px solid #D9972B; border-radius: $radius; }
QFrame#dropzone { background: $sunken; border: 1px dashed $line_strong; border-radius: $radius; }
QFrame#dropzone[hot="true"] { background: $accent_soft; border: 2px dashed $accent; }

QTableView#rows, QListWidget#findings {
  background: $surface; border: 1px solid $line; border-radius: $radius; outline: 0;
  selection-background-color: transparent; selection-color: $ink;
}
QTableView#rows:focus, QListWidget#findings:focus { border: 1px solid $accent; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
  background: $sunken; color: $ink_soft; font-size: $small; font-weight: 600; padding: 0 8px;
  border: 0; border-bottom: 1px solid $line_strong; border-right: 1px solid $line;
}
QHeaderView::section:last { border-right: 0; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: #B4BECA; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: #B4BECA; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $line_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: #E1E6ED; border: 0; border-radius: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QSplitter::handle { background: transparent; width: 8px; height: 8px; }
QSplitter::handle:hover { background: $line; }
QTabBar::tab {
  background: transparent; color: $ink_soft; padding: 8px 14px; border: 0; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; font-weight: 600; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:focus { background: $accent_soft; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }

QMenu { background: $surface; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: #7A8594; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line_strong; outline: 0; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; min-height: 28px; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16px; height: 16px; background: $surface; border: 1px solid $line_strong; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; width: 14px; height: 14px; }
QRadioButton::indicator:checked:focus { border: 5px solid $accent_dark; width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox:focus, QRadioButton:focus { color: $accent; text-decoration: underline; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton {
  background: transparent; color: $ink; font-weight: 600; padding: 4px 8px; border-radius: 4px;
}
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QTableView {
  background: $surface; selection-background-color: $accent; selection-color: $surface; outline: 0;
}
"""
