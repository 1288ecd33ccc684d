"""The coverage ratchet: raise the floor in ``coverage-floor.txt`` to what the last test run reached.

    python packaging/coverage_floor.py

Reads the data file that ``packaging/linux/test.sh`` left in the clone. The floor is a whole percentage and never falls:
when the run reached less than the floor, the file stays as it is and the exit code is 1.
"""

import sys
from io import StringIO
from pathlib import Path

from coverage import Coverage

FLOOR_FILE = Path(__file__).with_name("coverage-floor.txt")


def raised_floor(floor: int, reached: float) -> int:
    """Return the floor after a run that reached ``reached`` per cent; ValueError when that is below the floor."""
    if reached < floor:
        raise ValueError(f"coverage is {reached:.2f} %, below the floor of {floor} %")
    return max(floor, int(reached))


def reached_coverage() -> float:
    """Total coverage in per cent of the last run, branches included."""
    coverage = Coverage()
    coverage.load()
    return coverage.report(file=StringIO())


def main() -> int:
    """Raise the floor and say so."""
    floor = int(FLOOR_FILE.read_text(encoding="utf-8"))
    try:
        new = raised_floor(floor, reached_coverage())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    FLOOR_FILE.write_text(f"{new}\n", encoding="utf-8")
    print(f"The floor was {floor} % and is now {new} %.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
