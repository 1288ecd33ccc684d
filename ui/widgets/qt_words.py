"""Qt's own words in Vietnamese. Qt ships no Vietnamese catalogue: standard buttons and edit menus need ours.

``resources/translations/qtbase_vi.ts`` is the source; after a change run
``pyside6-lrelease resources/translations/qtbase_vi.ts``.
"""

from importlib.resources import files

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication


def install(app: QApplication) -> None:
    """Translate the standard buttons, edit menus and file dialogs of Qt; FileNotFoundError without the catalogue."""
    catalogue = files("resources").joinpath("translations", "qtbase_vi.qm")
    translator = QTranslator(app)
    if not translator.load(str(catalogue)):
        raise FileNotFoundError(str(catalogue))
    app.installTranslator(translator)
