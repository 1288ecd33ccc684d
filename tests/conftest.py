"""What every test keeps to: no network, no unexpected warning in the log, one profile for property tests."""

import logging
import socket
from collections.abc import Iterator
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def unexpected_log_records_fail(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record of WARNING or above fails the test; one that expects records takes ``caplog`` and clears it."""
    with caplog.at_level(logging.WARNING):
        yield
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    unexpected = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    assert not unexpected, f"unexpected log records: {unexpected}"
