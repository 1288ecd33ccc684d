"""Whether the PDF and the workbook of a package are those that the leader signed by certificate.

Only bytes are compared here; what the signatures in the PDF are worth says ``services.signatures.package_verdict``.
"""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from cchc_desktop.packages.contents import Contents, StoredFile
from cchc_desktop.packages.layout import PDF, SIGNATURE, XLSX
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.signature import DIGITAL_VERSION, DIGITAL_WAYS, Signature
from cchc_desktop.packages.verification import Problem

_CHUNK = 1 << 20


def check_signed_pdf(contents: Contents, signature: Signature, stream: BinaryIO) -> Iterator[Problem]:
    """What does not fit the record of a signature by certificate; nothing for the other ways of signing."""
    is_digital = signature["way"] in DIGITAL_WAYS
    if is_digital != ("pdf" in signature) or is_digital != (signature["format_version"] == DIGITAL_VERSION):
        yield problem("wrong-format", SIGNATURE, place="pdf")
        return
    file, workbook = contents.files.get(PDF), contents.files.get(XLSX)
    if not is_digital or file is None or workbook is None:
        return
    part = signature["pdf"]
    starts = ((part["unsigned_size"], part["unsigned_sha256"]), (part["signed_size"], part["signed_sha256"]))
    if not 0 < part["unsigned_size"] < part["signed_size"] or any(
        _hash_of_start(stream, file, size) != expected for size, expected in starts
    ):
        yield problem("signed-pdf", PDF)
    if workbook.sha256 != part["xlsx_sha256"]:
        yield problem("signed-annex", XLSX)


def _hash_of_start(stream: BinaryIO, file: StoredFile, size: int) -> str:
    """The hash of the first ``size`` bytes of a file in the package; "" where it is shorter."""
    if size > file.size:
        return ""
    stream.seek(file.start)
    digest, left = hashlib.sha256(), size
    while left and (chunk := stream.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()
