"""Time comes from a clock that is passed in, so that tests and the demonstration can set it."""

import time
from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
SteadyClock = Callable[[], float]
"""Seconds of a clock that nobody can set."""


def system_clock() -> datetime:
    """The present moment with the local UTC offset."""
    return datetime.now().astimezone()


def steady_seconds() -> float:
    """Seconds since the machine was started, its sleep included where the system counts it; never goes back."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # on Linux the ordinary one stands still while the machine sleeps
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def steady_clock_for(clock: Clock) -> SteadyClock:
    """What ``clock`` can be compared with: the machine's own counter; for a clock that a program sets, itself."""
    return steady_seconds if clock is system_clock else lambda: clock().timestamp()
