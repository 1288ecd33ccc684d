"""The zip around an Office file, with the same bytes for the same content: fixed stamps, fixed order."""

import zipfile
from collections.abc import Callable
from io import BytesIO

_STAMP = (1980, 1, 1, 0, 0, 0)


def restamped(content: bytes, rewritten: Callable[[str, bytes], bytes]) -> bytes:
    """The same archive without the moment of writing; ``rewritten`` gives each file its final bytes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = rewritten(name, source.read(name))
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
