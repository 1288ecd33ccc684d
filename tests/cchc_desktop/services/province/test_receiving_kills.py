"""A process killed at any step of a receipt: each package is there whole or not at all, and the rest can follow."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.communes import LIBRARY, new_province, write_communes
from support.workplaces import fixed_clock

from cchc_desktop.domain.reception import Standing
from cchc_desktop.packages.part import hash_of
from cchc_desktop.services.province.desk import at_command_line
from cchc_desktop.services.workplace import open_workplace
from db.tables import received

SCRIPT = Path(__file__).with_name("receiving_apart.py")
ROOT = Path(__file__).parents[4]
LEAST = 50

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(600),
]


def killed_everywhere(start: Path, trials: Path) -> list[Path]:
    """One trial for each point at which it was killed, and the one that came through as the last."""
    trials.mkdir()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    line = [sys.executable, str(SCRIPT), str(start), str(trials)]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= LEAST
    return [trials / f"{number:03}" for number in range(int(done.stdout) + 1)]


def test_a_receipt_killed_at_any_step_has_each_package_whole_or_not_at_all(tmp_path: Path) -> None:
    start = tmp_path / "dau"
    start.mkdir()
    new_province(start / "tinh", fixed_clock()).store.close(with_backup=False)
    write_communes(start / "usb", LIBRARY.units[:4])
    (start / "usb" / "hong.zip").write_bytes(b"khong phai goi nop")
    counts = []
    for trial in killed_everywhere(start, tmp_path / "lan"):
        workplace = open_workplace(trial / "tinh", clock=fixed_clock(), library=LIBRARY)
        with workplace.store.read() as connection:
            rows = connection.execute(sa.select(received)).all()
        for row in rows:
            (kept,) = (trial / "tinh" / "goi-nhan").rglob(f"{row.package_sha256}.zip")
            with kept.open("rb") as stream:
                assert hash_of(stream) == row.package_sha256
        receiving = at_command_line(workplace).receiving
        receipt = receiving.receive(receiving.look([trial / "usb"])).value
        workplace.store.close(with_backup=False)
        assert receipt.count(Standing.UNCHANGED) == len(rows)
        assert receipt.count(Standing.NEW) == 4 - len(rows)
        assert receipt.fault is None
        counts.append(len(rows))
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2, 3, 4}
