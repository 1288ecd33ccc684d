"""Work in a child process with a time limit: a token's driver that hangs or crashes takes nothing with it."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
_CONTEXT = multiprocessing.get_context("spawn")  # drivers do not survive a fork


class TookTooLong(Exception):
    """The child did not answer in time and was ended."""


class Died(Exception):
    """The child ended without an answer: the driver crashed."""


def in_child(work: Callable[..., T], *arguments: Any, seconds: float) -> T:
    """Run a function of a module in a child process and return what it returns.

    Raises what it raises, TookTooLong or Died. Arguments, result and exceptions must pickle.
    """
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_answer, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TookTooLong
        succeeded, answer = ours.recv()
    except EOFError:
        raise Died from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if not succeeded:
        raise answer
    result: T = answer
    return result


def _answer(theirs: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        answer = (True, work(*arguments))
    except Exception as error:  # noqa: BLE001 - it is raised again on the other side
        answer = (False, error)
    theirs.send(answer)
