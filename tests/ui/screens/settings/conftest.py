"""The settings at a real desk: a presenter with a recording view, and the real screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of, put_in_sight

from cchc_desktop.domain.finding import Finding
from cchc_desktop.services.session.session import OfficerRow
from cchc_desktop.services.workplace import Desk
from ui.screens.settings.facts import FactGroup
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.view import SettingsScreen, build
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class SettingsBook:
    """Keeps what the screen would show."""

    groups: tuple[FactGroup, ...] = ()
    officers: tuple[OfficerRow, ...] = ()
    officer_findings: tuple[Finding, ...] = ()
    officer_cleared: int = 0
    password_findings: tuple[str, str] = ("", "")
    password_cleared: int = 0
    defaults: tuple[str, tuple[str, ...]] = ("", ())
    refused: dict[str, str] = field(default_factory=dict)

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        self.groups = tuple(groups)

    def show_officers(self, rows: Sequence[OfficerRow]) -> None:
        self.officers = tuple(rows)

    def show_officer_findings(self, findings: Sequence[Finding]) -> None:
        self.officer_findings = tuple(findings)

    def clear_officer_form(self) -> None:
        self.officer_cleared += 1

    def show_password_findings(self, old: str, new: str) -> None:
        self.password_findings = (old, new)

    def clear_password_form(self) -> None:
        self.password_cleared += 1

    def show_defaults(self, addressee: str, recipients: Sequence[str]) -> None:
        self.defaults = (addressee, tuple(recipients))

    def refuse_default(self, field: str, text: str) -> None:
        self.refused[field] = text


@dataclass
class Stage:
    """A presenter with everything around it; changes come back to it as the window would bring them."""

    desk: Desk
    view: SettingsBook
    presenter: SettingsPresenter
    saves: SaveBook
    book: NoticeBook


@pytest.fixture
def saves() -> SaveBook:
    return SaveBook()


@pytest.fixture
def stage(desk: Desk, saves: SaveBook, book: NoticeBook, inline_runner: InlineRunner) -> Stage:
    view = SettingsBook()
    presenter = SettingsPresenter(view, desk, runner=inline_runner, notices=book.sink(), save=saves)
    inline_runner.subscribe(lambda topics, _initiator: presenter.load(topics))
    presenter.load()
    return Stage(desk, view, presenter, saves, book)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, saves: SaveBook, book: NoticeBook, inline_runner: InlineRunner) -> SettingsScreen:
    made = build(context_of(desk, inline_runner, notices=book.sink(), saves=saves))
    assert isinstance(made, SettingsScreen)
    put_in_sight(made, qtbot, inline_runner)
    return made
