"""Bringing a file that was looked at into the data folder: whole, durable, and the very file that was looked at."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.services.province.plan import Item
from cchc_desktop.system.safe_write import replacing, translate

_CHUNK = 1 << 20


class SourceChangedError(Exception):
    """The file is not what was looked at."""


class SourceUnreadableError(Exception):
    """The stick was pulled, the file is gone."""


def bring(item: Item, target: Path) -> None:
    """Copy the package of ``item`` to ``target``, which gets its name last; one that is there already is left as it is.

    Raises SourceChangedError, SourceUnreadableError, and Fault where the data folder cannot take it; nothing is left
    behind then.
    """
    if target.exists():  # of a receipt that was cut off before its transaction
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translate(error, target, item.size) from error
    try:
        source = item.open()
    except OSError as error:
        raise SourceUnreadableError from error
    with source, replacing(target, needed=item.size) as copy:
        digest = hashlib.sha256()
        while chunk := _read(source):
            digest.update(chunk)
            copy.write(chunk)
        if digest.hexdigest() != item.sha256:
            raise SourceChangedError


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise SourceUnreadableError from error
