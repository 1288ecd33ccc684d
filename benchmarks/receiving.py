"""Receiving packages of 5 MB at the province, against bare unzip and sha256 of the same files; memory at its peak.

By itself: ``python -m benchmarks.receiving [packages]``, which prints one line of JSON with seconds and MB. It needs
the tests' support folder on the path (PYTHONPATH=tests), which writes the packages through the real writer.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from support.communes import LIBRARY, new_province, write_commune

from cchc_desktop.packages.writer import EvidenceSource
from cchc_desktop.services.province.desk import at_command_line

EVIDENCE_BYTES = 5_000_000
_CHUNK = 1 << 20


def bare_seconds(packages: Sequence[Path]) -> float:
    """Read every member of every package and hash it, and hash the file: what nobody can do without."""
    begin = time.perf_counter()
    for package in packages:
        with package.open("rb") as file:
            hashlib.file_digest(file, "sha256").hexdigest()
        with ZipFile(package) as archive:
            for name in archive.namelist():
                digest = hashlib.sha256()
                with archive.open(name) as member:
                    while chunk := member.read(_CHUNK):
                        digest.update(chunk)
    return time.perf_counter() - begin


def write_packages(folder: Path, count: int) -> list[Path]:
    """Packages of about 5 MB, each with evidence of its own."""
    written = []
    for number, unit in enumerate(LIBRARY.units[:count]):
        content = os.urandom(EVIDENCE_BYTES)
        stored = folder / f"minh-chung-{number}"
        stored.write_bytes(content)
        source = EvidenceSource(hashlib.sha256(content).hexdigest(), "Báo cáo.pdf", stored)
        written.append(write_commune(folder / "usb", unit, evidence=source, evidence_size=len(content)))
        stored.unlink()
    return written


def peak_megabytes() -> float:
    """The most memory that this program had at once; what its parent had before it was started does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print seconds of both and the peak of memory of the receipt."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 124
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packages = write_packages(folder, count)
        workplace = new_province(folder / "tinh", lambda: datetime(2025, 12, 20, 9, tzinfo=UTC))
        receiving = at_command_line(workplace).receiving
        bare = bare_seconds(packages)
        begin = time.perf_counter()
        plan = receiving.look([folder / "usb"])
        looked = time.perf_counter() - begin
        receiving.receive(plan)
        whole = time.perf_counter() - begin
        peak = peak_megabytes()
        workplace.store.close(with_backup=False)
    found = {"packages": count, "bare": bare, "looked": looked, "whole": whole, "peak_mb": peak}
    sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
