"""Time comes from a clock that is passed in, so that tests and the demonstration can set it."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment with the local UTC offset."""
    return datetime.now().astimezone()
