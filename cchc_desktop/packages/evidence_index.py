"""The shape of ``evidence.json``: which stored file carries which original name."""

from typing import Literal, TypedDict

FORMAT = "cchc-evidence"
FORMAT_VERSION = 1


class EvidenceRecord(TypedDict):
    """One name of one file; a file of two names has two records with the same hash and path."""

    sha256: str
    path: str  # in the package, under its top folder
    name: str  # as given by the officer, NFC


class EvidenceIndex(TypedDict):
    """The whole index, sorted by hash and name."""

    format: Literal["cchc-evidence"]
    format_version: int
    files: list[EvidenceRecord]
