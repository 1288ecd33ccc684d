"""A province that has received from a commune that it knows, or from many that it does not know."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.both_sides import BothSides, Ticking
from support.communes import LIBRARY, new_province, province_desk, write_communes
from support.filling import fill_tasks
from support.workplaces import desk_of, fixed_clock

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.workplace import open_workplace


class Later(Ticking):
    """Goes on where the clock before it stood, or after."""

    def __call__(self) -> datetime:
        return super().__call__() + timedelta(hours=8)


class Reopened(BothSides):
    """Both sides on a copy of their folders."""

    def __init__(self, folder: Path) -> None:
        clock = Later()
        self.stick = folder / "usb"
        self._open = [open_workplace(folder / name, clock=clock, library=LIBRARY) for name in ("xa", "tinh")]
        self.commune = desk_of(self._open[0])
        self.province = province_desk(self._open[1])


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commune has sent its first revision, signed by a device that the province knows."""
    folder = tmp_path_factory.mktemp("hai-ben")
    sides = BothSides(folder)
    fill_tasks(sides.commune)
    sides.send(Kind.PROGRESS, parse("2025-Q4"))
    sides.close()
    return folder


@pytest.fixture
def sides(sent: Path, tmp_path: Path) -> Iterator[BothSides]:
    """The same for one test alone."""
    shutil.copytree(sent, tmp_path / "hai-ben")
    opened = Reopened(tmp_path / "hai-ben")
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProvinceDesk]:
    """Five communes have sent, none of them with a known device."""
    workplace = new_province(tmp_path / "tinh", fixed_clock())
    found = province_desk(workplace)
    write_communes(tmp_path / "usb", LIBRARY.units[:5])
    found.receiving.receive(found.receiving.look([tmp_path / "usb"]))
    yield found
    workplace.store.close(with_backup=False)
