from dataclasses import dataclass, field

import pytest
from support.fixtures import workplace
from support.workplaces import PREPARER_PASSWORD

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.session.session import OfficerRow
from ui.screens.sign_in.presenter import NO_PASSWORD, SignInPresenter

__all__ = ["workplace"]


@dataclass
class GateBook:
    """Keeps what the gate would show."""

    chosen: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    busy: list[bool] = field(default_factory=list)
    asked_again: int = 0

    def show_chosen(self, officer: OfficerRow) -> None:
        self.chosen.append(officer.full_name)

    def show_refusal(self, text: str) -> None:
        self.refusals.append(text)

    def ask_again(self) -> None:
        self.asked_again += 1

    def set_busy(self, busy: bool) -> None:
        self.busy.append(busy)


@pytest.fixture
def gate() -> GateBook:
    return GateBook()


@pytest.fixture
def presenter(gate, workplace, inline_runner):
    return SignInPresenter(
        gate, officers=workplace.officers(), runner=inline_runner, sign_in=workplace.sign_in, on_signed_in=print
    )


def test_nothing_is_asked_of_the_database_before_somebody_is_chosen(presenter, gate):
    presenter.sign_in(PREPARER_PASSWORD)
    assert gate.busy == []


def test_without_officers_nobody_is_chosen(gate, inline_runner):
    empty = SignInPresenter(gate, officers=(), runner=inline_runner, sign_in=print, on_signed_in=print)
    assert empty.first_choice == ""


def test_a_check_is_shown_as_busy_and_a_refusal_asks_again(presenter, gate):
    presenter.choose(presenter.first_choice)
    presenter.sign_in("sai-mat-khau")
    assert gate.busy == [True, False]
    assert gate.asked_again == 1
    assert "Còn 4 lần thử" in gate.refusals[-1]


def test_an_empty_password_never_reaches_the_account(presenter, gate):
    presenter.choose(presenter.first_choice)
    presenter.sign_in("")
    assert gate.refusals[-1] == NO_PASSWORD
    assert gate.busy == []


def test_a_second_press_while_the_first_is_checked_is_not_a_second_try(gate, workplace):
    class HeldRunner:
        def __init__(self):
            self.jobs = []

        def run(self, job, *, busy, **_others):
            busy(True)
            self.jobs.append(job)

    runner = HeldRunner()
    presenter = SignInPresenter(
        gate, officers=workplace.officers(), runner=runner, sign_in=workplace.sign_in, on_signed_in=print
    )
    presenter.choose(next(row.id for row in workplace.officers() if row.role is Role.LEADER))
    presenter.sign_in("mot-lan")
    presenter.sign_in("mot-lan")
    assert len(runner.jobs) == 1
