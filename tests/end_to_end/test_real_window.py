"""The window on a real display: started as users start it, driven by an X client, closed by the window's cross."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from end_to_end import apart
from end_to_end.window_cross import press_cross
from support.workplaces import PREPARER_PASSWORD

WAIT_SECONDS = 20.0
TRIES = 4


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own, so that no other test has the keyboard."""
    line = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def wait(condition: Callable[[], object], what: str, *, seconds: float = WAIT_SECONDS) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Hand:
    """Keyboard and eyes of somebody in front of the display."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._window = ""

    def look_for_window(self) -> bool:
        found = self._do("search", "--onlyvisible", "--name", "CCHC Desktop").split()
        self._window = found[-1] if found else ""
        return bool(found)

    def title(self) -> str:
        return self._do("getwindowname", self._window).strip()

    def focus(self) -> None:
        self._do("windowfocus", "--sync", self._window)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "12", text)

    def press(self, keys: str) -> None:
        self._do("key", keys)

    def close_window(self) -> None:
        press_cross(self._environment["DISPLAY"], int(self._window))

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], check=False, capture_output=True, text=True, env=self._environment, timeout=20
        )
        return done.stdout


def test_the_program_starts_on_a_display_takes_the_password_and_closes_with_exit_code_0(
    folder: Path, display: str, tmp_path: Path
) -> None:
    environment = apart.environment(tmp_path / "cau-hinh", QT_QPA_PLATFORM="xcb", DISPLAY=display, PYTHONWARNINGS="")
    line = [sys.executable, "-m", "cchc_desktop", "--data", str(folder)]
    with subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            hand = Hand(display)
            wait(hand.look_for_window, "no window came up")
            wait((folder / "nhat-ky" / "cchc.log").exists, "the folder was not opened")
            hand.focus()
            sign_in(hand)
            hand.press("alt+2")
            wait(lambda: hand.title() == "Nhiệm vụ - CCHC Desktop", f"the title is {hand.title()}")
            hand.close_window()
            assert program.wait(timeout=WAIT_SECONDS) == 0
        finally:
            program.kill()
        assert program.stderr is not None
        assert program.stderr.read() == ""
    assert (folder / "nhat-ky" / "cchc.log").read_text(encoding="utf-8") == ""


def sign_in(hand: Hand) -> None:
    """Type the password; again when the gate was not ready for the first letters."""
    for _ in range(TRIES):
        hand.press("ctrl+a")
        hand.type(PREPARER_PASSWORD)
        hand.press("Return")
        end = time.monotonic() + 4
        while time.monotonic() < end:
            if hand.title() == "Tổng quan - CCHC Desktop":
                return
            time.sleep(0.05)
    raise AssertionError(f"nobody signed in; the title is {hand.title()}")
