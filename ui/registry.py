"""The screens and actions of the window as data: navigation, role filter, refresh and routing all read from here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.officer import Role
from ui.widgets.context import AppContext

EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen.

    ``build(context)`` makes the widget at its first show (import the view inside it: start-up cost). The widget may
    have ``shown()`` (called at each show), ``refresh(topics: frozenset[str])`` (called when one of ``topics`` changed
    and the screen is visible, or at its next show) and ``open_target(target: str)`` (called for targets whose part
    before the first colon is in ``targets``). ``icon`` names a file of resources/icons,
    ``shortcut`` is "Alt+1" .. "Alt+9".
    Screens of one ``group`` stand together in the navigation.
    """

    id: str
    title: str
    icon: str
    build: Callable[[AppContext], QWidget]
    group: str = ""
    shortcut: str = ""
    roles: frozenset[Role] = EVERYBODY
    topics: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action of a screen or of the window; buttons, menus and shortcuts are made from it."""

    id: str
    text: str
    run: Callable[[], None]
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    menu: str = ""
    group: str = ""
    enabled: Callable[[], bool] | None = None


SCREENS: tuple[ScreenSpec, ...] = ()
