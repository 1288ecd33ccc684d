"""A disk that fails at a chosen call of the system: strace lets the n-th call of one kind fail, or kills the process.

``strace`` counts the calls of each thread. One process is traced for all tries; it forks a child for each try, and in
the child a fresh thread first spends as many harmless calls as bring the n-th call of the deed to the place where the
failure is due. When the deed is over the child spends calls again: where all the failures only come now they were out
of the deed's reach, so every call of the deed has had its turn. A disk that fails for good fails ``_LASTING`` times, to
have an end that can be told; a deed that meets them all is a loop, and a bug.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from support.disk_deeds import DEEDS, Act, draw_package

from cchc_desktop.system.fault import Fault

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "ftruncate", "unlink", "mkdir", "pread64")
"""What the program and SQLite ask of a disk."""
KILL = "KILL"
_READY = "san sang"
_FEW, _MANY = 1000, 4000
_LASTING = 1000
_FAILURES = (errno.EIO, errno.EROFS, errno.ENOSPC)


@dataclass(frozen=True, slots=True)
class Try:
    """How a deed ended. ``code`` is that of the Fault, "done", "bug" or "killed"; ``reached`` says whether it failed.

    ``again`` is the code of doing it once more on the healthy disk, empty where that was not asked for.
    """

    code: str
    text: str = ""
    reached: bool = True
    again: str = ""


@dataclass(frozen=True, slots=True)
class _Order:
    deed: str
    call: str
    number: int
    folder: str
    again: bool
    failures: int


class FailingDisk:
    """A traced process in which one kind of call fails in one way."""

    def __init__(self, process: "subprocess.Popen[str]", call: str, failures: int) -> None:
        self._process = process
        self._call = call
        self._failures = failures

    def attempt(self, deed: str, number: int, folder: Path, *, again: bool = False) -> Try:
        """Do a deed in ``folder`` while its ``number``-th call of the kind fails; ``again``: then once more."""
        assert number < _due(self._call), "this deed has more calls than can be counted: raise the number"
        order = _Order(deed, self._call, number, str(folder), again, self._failures)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the traced process has gone"
        return Try(**json.loads(answer))


def _due(call: str) -> int:
    """The call of its kind, in the thread of the deed, at which the failure is due; a deed has fewer of them."""
    return _MANY if call in ("pread64", "pwrite64") else _FEW


@contextmanager
def failing_disk(call: str, failure: str, *, lasting: bool = False) -> Iterator[FailingDisk]:
    """Trace a process in which one call of this kind fails with ``failure`` ("EIO", "EROFS", or KILL).

    ``lasting``: all calls of the kind from that one on. The test is skipped where tracing is not permitted.
    """
    how = f"signal={failure}" if failure == KILL else f"error={failure}"
    quickly = () if failure == KILL else ("--seccomp-bpf",)  # strace sends no signals where the filter is on
    failures = _LASTING if lasting else 1
    inject = f"inject={call}:{how}:when={_due(call)}..{_due(call) + failures - 1}"
    process = subprocess.Popen(
        [*_strace(), *quickly, "-e", f"trace={call}", "-e", inject, sys.executable, "-m", "support.failing_disk"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == _READY
        yield FailingDisk(process, call, failures)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def _strace() -> list[str]:
    """The command to trace with; skips the test where there is none or tracing is not permitted."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed; packaging/linux/system-packages-test.txt names it")
    command = [found, "-f", "-qq", "-o", os.devnull]
    tried = subprocess.run([*command, "-e", "trace=write", "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"tracing a process is not permitted here: {tried.stderr.decode().strip()}")
    return command


def _serve() -> None:
    """Take orders, one a line, and answer each; answers go out by writev, which never fails here."""
    _say(_READY)
    for line in sys.stdin:
        order = _Order(**json.loads(line))
        if order.deed == "export":
            draw_package(Path(order.folder))  # here, for all the children
        answer, others = os.pipe()
        child = os.fork()
        if child == 0:
            _be_the_child(order, others)
        os.close(others)
        with os.fdopen(answer) as told:
            lines = told.read().splitlines()
        _, status = os.waitpid(child, 0)
        _say(json.dumps(asdict(_outcome(lines, killed=os.WIFSIGNALED(status)))))


def _outcome(lines: list[str], *, killed: bool) -> Try:
    """The last line counts; whoever was killed after the deed said so before was out of reach of the failure."""
    if not lines:
        return Try("killed")
    told = json.loads(lines[-1])
    return Try(**{**told, "reached": not killed and told["reached"]})


def _be_the_child(order: _Order, answers: int) -> None:
    try:
        act = DEEDS[order.deed](Path(order.folder))
        thread = threading.Thread(target=_try, args=(order, act, answers))
        thread.start()
        thread.join()
    except BaseException:  # noqa: BLE001 - told to the test, which fails
        _tell(answers, Try("bug", traceback.format_exc()))
    finally:
        os._exit(0)


def _try(order: _Order, act: Act, answers: int) -> None:
    for _ in range(_due(order.call) - order.number):
        _hurts(order.call)
    code, text = _done(act)
    _tell(answers, Try(code, text))
    left = sum(_hurts(order.call) for _ in range(order.number - 1 + order.failures))
    if order.failures > 1 and left == 0:
        code, text = "bug", f"the deed went on through {order.failures} failures"
    reached = left < order.failures
    again = _done(act)[0] if order.again and reached and code != "done" else ""
    _tell(answers, Try(code, text, reached, again))


def _done(act: Act) -> tuple[str, str]:
    try:
        act()
    except Fault as fault:
        return fault.code, f"{fault.what} {fault.safe} {fault.do}"
    except BaseException:  # noqa: BLE001 - told to the test, which fails
        return "bug", traceback.format_exc()
    return "done", ""


def _tell(answers: int, outcome: Try) -> None:
    os.writev(answers, [f"{json.dumps(asdict(outcome))}\n".encode()])


def _say(text: str) -> None:
    os.writev(1, [f"{text}\n".encode()])


_NOWHERE = "/dev/null/khong-co"
_NULL = os.open(os.devnull, os.O_RDWR)


_HARMLESS: dict[str, Callable[[], object]] = {
    "pwrite64": lambda: os.pwrite(_NULL, b"x", 0),
    "write": lambda: os.write(_NULL, b"x"),
    "fsync": lambda: os.fsync(_NULL),
    "fdatasync": lambda: os.fdatasync(_NULL),
    "rename": lambda: Path(_NOWHERE).rename(_NOWHERE),
    "ftruncate": lambda: os.ftruncate(_NULL, 0),
    "unlink": lambda: Path(_NOWHERE).unlink(),
    "mkdir": lambda: Path(_NOWHERE).mkdir(),
    "pread64": lambda: os.pread(_NULL, 1, 0),
}
"""Calls that do no harm; some of them are refused, but never as a failing disk would refuse them."""


def _hurts(call: str) -> bool:
    try:
        _HARMLESS[call]()
    except OSError as error:
        return error.errno in _FAILURES
    return False


if __name__ == "__main__":
    _serve()
