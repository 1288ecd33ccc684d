"""What the window gives to a screen, for tests: a real desk, and the ends around it that keep what they were told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pytestqt.qtbot import QtBot

from cchc_desktop.services.workplace import Desk
from ui.widgets.context import AppContext, HeaderFacts, SavePort, SignedIn
from ui.widgets.notices import Notices
from ui.widgets.runner import InlineRunner, Runner

WIDTH, HEIGHT = 1142, 616
"""What a display of 1366x768 leaves to a screen."""


@dataclass
class SaveBook:
    """Keeps what the foot of the window would say."""

    said: list[str] = field(default_factory=list)

    def saving(self) -> None:
        self.said.append("saving")

    def saved(self, time: str) -> None:
        self.said.append(f"saved {time}")

    def unsaved(self, reason: str) -> None:
        self.said.append(f"unsaved {reason}")

    def read_only(self, reason: str = "") -> None:
        self.said.append(f"read only {reason}".rstrip())


def context_of(
    desk: Desk,
    runner: Runner,
    *,
    notices: Notices,
    saves: SavePort | None = None,
    open_target: Callable[[str], None] | None = None,
    show_header: Callable[[HeaderFacts], None] | None = None,
) -> AppContext:
    """The context of a screen at this desk; what is left out hears and forgets."""
    officer = desk.session.officer
    return AppContext(
        services=desk,
        runner=runner,
        notices=notices,
        save_state=SaveBook() if saves is None else saves,
        user=SignedIn(officer.id, officer.full_name, officer.role, officer.post),
        open_target=open_target or (lambda _target: None),
        show_header=show_header or (lambda _facts: None),
    )


def put_in_sight(screen: Any, qtbot: QtBot, runner: InlineRunner) -> None:
    """Show a screen as the window does: at its size, active, told of each change."""
    qtbot.addWidget(screen)
    runner.subscribe(lambda topics, _initiator: screen.refresh(topics))
    screen.resize(WIDTH, HEIGHT)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.shown()
