"""All measurements of the program, as ratios within one run: ``python -m benchmarks.run [--json FILE]``.

Absolute times of a machine say little; each line compares with the barest thing that does the same work, measured
alternately in the same run, and gives the median.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import checking, exports, filtering, pasting, sample, saving, task_import


@dataclass(frozen=True)
class Line:
    """One measurement: ours and the bare one in the unit given, and what we aim at."""

    name: str
    unit: str
    ours: float
    bare: float
    aim: str

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else float("nan")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--json", type=Path, default=None)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "du-lieu"
        sample.fill(data)
        lines = [*window_lines(data, given.rounds), *pair_lines(data, given.rounds), *receiving_lines()]
    print(f"{'what':<58}{'ours':>12}{'bare':>12}{'ratio':>8}   aim")
    for line in lines:
        ratio = f"{line.ratio:8.2f}" if line.bare else " " * 8
        bare = f"{line.bare:>9.2f} {line.unit}" if line.bare else " " * 12
        print(f"{line.name:<58}{line.ours:>9.2f} {line.unit}{bare}{ratio}   {line.aim}")
    if given.json:
        given.json.write_text(json.dumps([{**asdict(line), "ratio": line.ratio} for line in lines], indent=1))


def window_lines(data: Path, rounds: int) -> list[Line]:
    starts: dict[str, list[dict[str, float]]] = {"empty": [], "program": []}
    for _ in range(rounds):
        for kind, found in starts.items():
            found.append(start(kind, data))
    bare = median(starts["empty"], "painted")
    ours = starts["program"]
    return [
        Line("start to first painted window", "ms", median(ours, "painted"), bare, "<= 1.3"),
        Line("start to 58 tasks visible and ready (password apart)", "ms", median(ours, "ready"), bare, "<= 2.5"),
        Line("longest stall after the first paint", "ms", median(ours, "stall"), 0.0, "<= 100 ms"),
        Line("peak memory", "MB", median(ours, "peak_mb"), median(starts["empty"], "peak_mb"), "<= 1.8"),
    ]


def start(kind: str, data: Path) -> dict[str, float]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child_window", kind, str(data)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    result = {name: (found[name] - begin) * 1000 for name in ("painted", "ready") if name in found}
    result["stall"] = found.get("stall", 0.0) * 1000
    result["peak_mb"] = found["peak_kb"] / 1024
    return result


def pair_lines(data: Path, rounds: int) -> list[Line]:
    with saving.Pair(data) as save, exports.Pair(data) as export:
        saved = alternately(save.ours, save.bare, rounds=200)
        exported = alternately(export.ours, export.bare, rounds=rounds)
    with pasting.Pair(data) as paste:  # after the others: one program at a time holds the folder
        pasted = alternately(paste.ours, paste.bare, rounds=rounds)
    return [
        Line("save one field, against one bare sqlite3 commit", "ms", *saved, "<= 2"),
        Line("export PDF and Excel, against bare reportlab and openpyxl", "ms", *exported, ""),
        Line("paste 2,000 rows with preview, against bare sqlite3 executemany", "ms", *pasted, ""),
        Line("check a form of 600 fields, against a bare loop", "ms", *checking.milliseconds(rounds), "<= 1000 ms"),
        Line("import 1,000 tasks from xlsx, against bare openpyxl", "ms", *task_import.milliseconds(rounds), ""),
        Line("filter 10,000 tasks", "ms", filtering.milliseconds(rounds), 0.0, "<= 50 ms"),
    ]


def receiving_lines() -> list[Line]:
    """Once each: 124 packages are 620 MB, and the machine's own variation is small against that."""
    few, all_units = received(10), received(124)
    seconds = all_units["whole"] * 1000, all_units["bare"] * 1000
    return [
        Line("look at and receive 124 packages of 5 MB, against bare unzip", "ms", *seconds, ""),
        Line("peak memory of receiving 124 packages, against 10", "MB", all_units["peak_mb"], few["peak_mb"], "<= 1.1"),
    ]


def received(count: int) -> dict[str, float]:
    """One measurement in a process of its own: its peak of memory is its own."""
    tests = str(Path(__file__).parents[1] / "tests")
    paths = os.pathsep.join(path for path in (tests, os.environ.get("PYTHONPATH", "")) if path)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.receiving", str(count)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        timeout=900,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def alternately(ours: Callable[[], object], bare: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for call in (ours, bare):
        call()
    for _ in range(rounds):
        for call, found in zip((ours, bare), times, strict=True):
            begin = time.perf_counter()
            call()
            found.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def median(found: list[dict[str, float]], name: str) -> float:
    return statistics.median(item[name] for item in found)


if __name__ == "__main__":
    main()
