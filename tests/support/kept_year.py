"""A workplace whose registers were kept through the reporting year 2025, with reports filled in as asked for.

Each combination is made once a test run and copied: typing a report takes its time.
"""

import atexit
import functools
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from support.workplaces import VIETNAM, desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.cli.demo_registers import keep, register_year
from cchc_desktop.cli.demo_report import fill_report
from cchc_desktop.domain.period import parse
from cchc_desktop.services.workplace import Workplace

YEAR = 2025
ROWS = register_year(YEAR)
CLOCK = fixed_clock(datetime(YEAR, 12, 16, 9, tzinfo=VIETNAM))


def kept_workplace(folder: Path, *filled: str) -> Workplace:
    """An open folder on 16 December 2025; ``filled`` are the codes of the periods whose reports are filled in."""
    shutil.copytree(_kept(filled), folder, dirs_exist_ok=True)
    return empty_workplace(folder, CLOCK)


@functools.cache
def _kept(filled: tuple[str, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-kept-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    workplace = kept_workplace(folder, *filled[:-1]) if filled else new_workplace(folder, CLOCK)
    desk = desk_of(workplace)
    if filled:
        fill_report(desk, parse(filled[-1]), ROWS)
    else:
        keep(desk, ROWS)
    workplace.store.close(with_backup=False)
    return folder
