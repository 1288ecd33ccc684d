"""Kill the program while somebody types, as often as asked, and tell by screen what was lost.

From the root of the repository, for a long run (about five seconds each on two cores):

    python tests/end_to_end/kills.py 200

Exit code 0 when nothing was lost, 1 otherwise. ``test_killed`` runs it a few times.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [place for place in (str(ROOT), str(ROOT / "tests")) if place not in sys.path]

from end_to_end import apart  # noqa: E402 - run as a script, the path comes first
from end_to_end.program import rows_of  # noqa: E402
from end_to_end.typed_places import kept_texts, stored_texts  # noqa: E402
from support.workplaces import empty_workplace, new_workplace  # noqa: E402

from cchc_desktop.services.data_care import data_care  # noqa: E402
from cchc_desktop.system.clock import system_clock  # noqa: E402

SCREENS = ("tasks", "plan", "registers", "new_rows", "reports", "assessment")
AT_ONCE = 2
PROMISED_SECONDS = 1.0
TELL_SECONDS = 0.05
SHORTEST, LONGEST = 1.2, 3.2
"""Seconds that the typist has run from the first field that it left to the kill."""


@dataclass(frozen=True)
class Kill:
    """One kill: the folder it left, what the typist had left with the time of each, what was being typed, and when.

    All times are those for which the typist had run (``typist.Running``): a machine that stalls takes nothing away.
    """

    screen: str
    folder: Path
    left: tuple[dict[str, Any], ...]
    typing: str
    at: float


@dataclass
class Verdict:
    """What was owed after a kill, how many fields of it are there, and what is wrong in words."""

    screen: str
    owed: int = 0
    stored: int = 0
    kept: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_many(count: int, place: Path) -> Iterator[Verdict]:
    """Kill the program so often, over all screens in turn, and judge each time."""
    begun = place / "begun"
    new_workplace(begun).store.close(with_backup=False)

    def one(number: int) -> Verdict:
        folder = Path(shutil.copytree(begun, place / f"du-lieu-{number}"))
        kill = kill_one(SCREENS[number % len(SCREENS)], folder, seed=random.randrange(10**6), settings=place / "set")
        verdict = judge(kill)
        shutil.rmtree(folder)
        return verdict

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(one, range(count))


def kill_one(screen: str, folder: Path, *, seed: int, settings: Path) -> Kill:
    """Let somebody type into a screen, and pull the plug at a random moment."""
    line = apart.command("typist.py", folder, screen, seed)
    environment = apart.environment(settings)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True) as typist:
        assert typist.stdout is not None
        read = _read_until(typist.stdout, random.uniform(SHORTEST, LONGEST))
        time.sleep(random.uniform(0, TELL_SECONDS))  # between two of its lines, as anywhere else
        typist.kill()
        assert typist.stderr is not None
        rest, complaints = typist.stdout.read(), typist.stderr.read()
    assert not complaints, f"{screen}, seed {seed}: {complaints}"
    lines = [*read, *(json.loads(text) for text in rest.splitlines(keepends=True) if text.endswith("\n"))]
    told = [line for line in lines if "ran" not in line]
    assert told, f"{screen}, seed {seed}: nothing was typed"
    at = max(line.get("ran", line.get("left", 0.0)) for line in lines)
    return Kill(screen, folder, tuple(line for line in told if "left" in line), told[-1].get("begun", ""), at)


def _read_until(lines: Iterable[str], seconds: float) -> list[dict[str, Any]]:
    """What the typist tells until it has run so long since it left its first field."""
    read: list[dict[str, Any]] = []
    first: float | None = None
    for text in lines:
        line = json.loads(text)
        read.append(line)
        first = line["left"] if first is None and "left" in line else first
        if first is not None and line.get("ran", 0.0) >= first + seconds:
            break
    return read


def judge(kill: Kill) -> Verdict:
    """Look into the database and open it anew."""
    verdict, database = Verdict(kill.screen), kill.folder / "cchc.db"
    if rows_of(database, "PRAGMA quick_check") != [("ok",)]:
        verdict.wrong.append("quick_check")
    _judge_fields(kill, database, verdict)
    if not verdict.owed:
        verdict.wrong.append("nothing was typed early enough")
    _judge_recovery(kill, verdict)
    problems = data_care.check(kill.folder, system_clock)
    verdict.wrong += [problem.text for problem in problems]
    return verdict


def _judge_fields(kill: Kill, database: Path, verdict: Verdict) -> None:
    """The last text that was left early enough at each place is there, or one typed later."""
    owed = {one["place"]: number for number, one in enumerate(kill.left) if one["left"] <= kill.at - PROMISED_SECONDS}
    owed.pop(kill.typing, None)
    for place, number in owed.items():
        verdict.owed += 1
        since = [one for one in kill.left[number:] if one["place"] == place]
        if set(stored_texts(database, place)) & {one["stored"] for one in since if one["stored"]}:
            verdict.stored += 1
        elif set(kept_texts(database, place)) & {one["typed"] for one in since}:
            verdict.kept += 1
        else:
            verdict.wrong.append(f"{kill.left[number]} killed at {kill.at}")


def _judge_recovery(kill: Kill, verdict: Verdict) -> None:
    """The next start knows that it was cut off, how much is safe, and each text that waits."""
    workplace = empty_workplace(kill.folder)
    try:
        found = workplace.command_line_desk().recovery.look()
    finally:
        workplace.store.close(with_backup=False)
    waiting = {text.text for text in found.waiting}
    expected = {text for (text,) in rows_of(kill.folder / "cchc.db", "SELECT text FROM kept_text")}
    if found.cut_off is None or (verdict.stored and not found.cut_off.entries) or waiting != expected:
        verdict.wrong.append(f"the next start does not tell: {found}")
    if any(text.now is None for text in found.waiting):
        verdict.wrong.append(f"a place is not known again: {[text.target for text in found.waiting]}")


def table(verdicts: Sequence[Verdict]) -> str:
    """The figures by screen."""
    lines = [f"{'screen':<12}{'kills':>7}{'owed':>7}{'stored':>8}{'kept':>6}{'lost':>6}"]
    for screen in (*SCREENS, "all"):
        own = [one for one in verdicts if screen in (one.screen, "all")]
        owed, stored, kept = (sum(getattr(one, name) for one in own) for name in ("owed", "stored", "kept"))
        lines.append(f"{screen:<12}{len(own):>7}{owed:>7}{stored:>8}{kept:>6}{owed - stored - kept:>6}")
    return "\n".join(lines)


def main() -> int:
    """Run from the command line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="cchc-kills-") as name:
        for verdict in kill_many(count, Path(name)):
            verdicts.append(verdict)
            if not len(verdicts) % 20:
                sys.stdout.write(f"{table(verdicts)}\n")
            for wrong in verdict.wrong:
                sys.stdout.write(f"kill {len(verdicts)}, {verdict.screen}: {wrong}\n")
            sys.stdout.flush()
    wrong = sum(bool(verdict.wrong) for verdict in verdicts)
    sys.stdout.write(f"{table(verdicts)}\nkills after which anything was wrong: {wrong}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
