"""Fixtures shared by tests of services and screens; a conftest re-exports what its folder uses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.workplaces import desk_of, new_workplace

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.workplace import Desk, Workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    """An open folder after its first start."""
    opened = new_workplace(tmp_path / "du-lieu")
    yield opened
    opened.store.close(with_backup=False)


@pytest.fixture
def desk(workplace: Workplace) -> Desk:
    """The preparer's desk."""
    return desk_of(workplace)


@pytest.fixture
def leader_desk(workplace: Workplace) -> Desk:
    """The leader's desk."""
    return desk_of(workplace, Role.LEADER)
