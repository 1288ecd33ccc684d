"""The one place of colours, sizes and spacing: one light theme, one accent, an 8-pixel grid, three text sizes."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory, QWidget

from ui.widgets import qt_words
from ui.widgets.stylesheet import fill

FAMILY = "Be Vietnam Pro"

ACCENT = "#14508C"
ACCENT_DARK = "#0E3B69"
ACCENT_BRIGHT = "#1D62A8"
ACCENT_SOFT = "#E3EDF8"
NAVIGATION = "#0F3459"
NAVIGATION_TEXT = "#DCE7F3"
NAVIGATION_HOVER = "#1B4873"
PAGE = "#F2F4F7"
SURFACE = "#FFFFFF"
SUNKEN = "#F7F9FB"
LINE = "#D6DCE4"
LINE_STRONG = "#8A96A6"
INK = "#1B2530"
INK_SOFT = "#4E5A69"
DANGER = "#AD1F1F"
DANGER_SOFT = "#FDE9E7"

SPACE = 8
"""One step of the grid in pixels; margins and gaps are SPACE // 2, SPACE, 2 * SPACE or 3 * SPACE."""
RADIUS = 6
ROW = 28
FIELD = 32
TEXT_SMALL, TEXT_BODY, TEXT_TITLE = 13, 14, 20
TEXT_LINE = 20
"""Height of one line of body text in a text editor."""

TOKENS = {
    "accent": ACCENT,
    "accent_dark": ACCENT_DARK,
    "accent_soft": ACCENT_SOFT,
    "accent_bright": ACCENT_BRIGHT,
    "navigation": NAVIGATION,
    "navigation_text": NAVIGATION_TEXT,
    "navigation_hover": NAVIGATION_HOVER,
    "page": PAGE,
    "surface": SURFACE,
    "sunken": SUNKEN,
    "line": LINE,
    "line_strong": LINE_STRONG,
    "ink": INK,
    "ink_soft": INK_SOFT,
    "danger": DANGER,
    "danger_soft": DANGER_SOFT,
    "radius": f"{RADIUS}px",
    "small": f"{TEXT_SMALL}px",
    "body": f"{TEXT_BODY}px",
    "title": f"{TEXT_TITLE}px",
    "field": f"{FIELD - 2}px",
}


def apply(app: QApplication) -> None:
    """Load the font and give the application its style, palette, locale, style sheet and Qt its Vietnamese words."""
    _load_fonts()
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    style = QStyleFactory.create("Fusion")
    assert style is not None
    app.setStyle(style)
    qt_words.install(app)
    app.setPalette(palette())
    app.setFont(font())
    drawings = Path(str(files("resources").joinpath("icons"))).as_posix()
    pictures = {"arrow": f"{drawings}/chevron-down.svg", "tick": f"{drawings}/tick-white.svg"}
    app.setStyleSheet(fill({**TOKENS, **pictures}))


def font(*, size: int = TEXT_BODY, strong: bool = False) -> QFont:
    """The interface font in one of the three sizes."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def palette() -> QPalette:
    """The palette behind the style sheet, for everything that paints itself."""
    made = QPalette()
    for role, color in {
        QPalette.ColorRole.Window: PAGE,
        QPalette.ColorRole.WindowText: INK,
        QPalette.ColorRole.Base: SURFACE,
        QPalette.ColorRole.AlternateBase: SUNKEN,
        QPalette.ColorRole.Text: INK,
        QPalette.ColorRole.PlaceholderText: "#66717F",
        QPalette.ColorRole.Button: SURFACE,
        QPalette.ColorRole.ButtonText: INK,
        QPalette.ColorRole.Highlight: ACCENT,
        QPalette.ColorRole.HighlightedText: SURFACE,
        QPalette.ColorRole.ToolTipBase: INK,
        QPalette.ColorRole.ToolTipText: SURFACE,
        QPalette.ColorRole.Link: ACCENT,
        QPalette.ColorRole.Accent: ACCENT,
    }.items():
        made.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7A8594"))
    return made


def mark(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a boolean property that the style sheet reads, and draw the widget anew when it changed."""
    if bool(widget.property(name)) is on:
        return
    widget.setProperty(name, on)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _load_fonts() -> None:
    if FAMILY in QFontDatabase.families():
        return
    folder = files("resources").joinpath("fonts_ui")
    for name in ("BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf"):
        QFontDatabase.addApplicationFontFromData(folder.joinpath(name).read_bytes())
