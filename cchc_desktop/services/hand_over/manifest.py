"""The manifest of a hand-over file (tệp bàn giao): what is in it, from whom to whom, and how much there is.

Its canonical bytes give the confirmation code, so a code that agrees with the paper says that every file is the one
that was given.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cchc_desktop.system.canonical_json import canonical, sha256

FORMAT = "cchc-ban-giao"
VERSION = 2
"""Since 2 a file may carry received packages, quarantine and signature pictures; without them it is written as 1."""
_SINCE_2 = ("goi-nhan/", "cach-ly/", "ky-so/")
_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_GROUP, _LENGTH = 4, 12
COUNT_WORDS = {
    "tasks": "nhiệm vụ có cập nhật",
    "register_rows": "dòng sổ theo dõi",
    "reports": "báo cáo đang lập",
    "submissions": "hồ sơ",
    "evidence": "tài liệu kiểm chứng",
    "officers": "tài khoản cán bộ",
}


class NotAManifest(Exception):
    """The bytes are no manifest that this program can read; ``is_newer`` where a newer program wrote them."""

    def __init__(self, *, is_newer: bool = False) -> None:
        super().__init__("newer" if is_newer else "not a manifest")
        self.is_newer = is_newer


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside; ``name`` is what it was called, empty for files that are named by their hash or their kind."""

    path: str
    size: int
    sha256: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gave what to whom, why, when (ISO time) and where."""

    at: str
    by: str
    by_post: str
    to: str
    to_post: str
    reason: str
    machine: str
    place: str


@dataclass(frozen=True, slots=True)
class Person:
    """An account that comes along; its password stays valid."""

    name: str
    post: str
    role: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a hand-over file says of itself.

    ``generation`` is that of the folder that gave; the receiver is the next one. ``trail`` is the last line of the
    audit trail: number, hash, time. ``missing`` are the hashes of evidence files and received packages that were not
    there to be given.
    ``open_submissions`` and ``deadlines`` are sentences for the protocol.
    """

    program: str
    schema: str
    folder_id: str
    generation: int
    unit_code: str
    unit_name: str
    office: str
    heading: tuple[str, ...]
    locality: str
    sample: bool
    giving: Giving
    run_id: str
    counts: Mapping[str, int]
    trail: tuple[int, str, str]
    missing: tuple[str, ...]
    open_submissions: tuple[str, ...]
    deadlines: tuple[str, ...]
    officers: tuple[Person, ...]
    files: tuple[Part, ...]

    @property
    def code(self) -> str:
        """The confirmation code, to be compared with the paper: twelve letters that can be read aloud."""
        return code_of(self.content)

    @property
    def content(self) -> bytes:
        """The canonical bytes."""
        return canonical({"format": FORMAT, "format_version": self.version, **asdict(self)})

    @property
    def version(self) -> int:
        """The form of the file: the earliest program that can read it knows this one."""
        return 2 if any(part.path.startswith(_SINCE_2) for part in self.files) else 1

    @property
    def given_at(self) -> datetime:
        """When it was given."""
        return datetime.fromisoformat(self.giving.at)

    @property
    def evidence_files(self) -> tuple[Part, ...]:
        """The evidence files inside."""
        return tuple(part for part in self.files if part.path.startswith("minh-chung/"))

    @property
    def received_packages(self) -> tuple[Part, ...]:
        """The packages inside that the province received."""
        return tuple(part for part in self.files if part.path.startswith("goi-nhan/"))

    @property
    def missing_words(self) -> str:
        """What kind of files ``missing`` counts."""
        return "tệp minh chứng hoặc gói đã nhận" if self.received_packages else "tệp minh chứng"

    @property
    def held(self) -> str:
        """What is inside in words: "58 nhiệm vụ có cập nhật, 603 dòng sổ theo dõi, ..., 12 tệp minh chứng"."""
        counted = [f"{number(self.counts[name])} {words}" for name, words in COUNT_WORDS.items() if self.counts[name]]
        packages = [f"{number(len(self.received_packages))} gói nộp đã nhận"] if self.received_packages else []
        return ", ".join([*counted, *packages, f"{number(len(self.evidence_files))} tệp minh chứng"])

    @property
    def size(self) -> int:
        """Bytes of all files inside."""
        return sum(part.size for part in self.files)


def code_of(content: bytes) -> str:
    """The code of these bytes: "7K3M-Q2XA-9F5T"."""
    letters = base64.b32encode(bytes.fromhex(sha256(content))).translate(_ALPHABET).decode("ascii")[:_LENGTH]
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_manifest(content: bytes) -> Manifest:
    """Read the bytes back; raises NotAManifest for anything that is not exactly what a program like this writes."""
    try:
        value = json.loads(content)
        if value["format"] != FORMAT:
            raise NotAManifest
        if int(value["format_version"]) > VERSION:
            raise NotAManifest(is_newer=True)
        found = _manifest(value)
        if found.content != content or set(found.counts) != set(COUNT_WORDS) or not _is_plain(found):
            raise NotAManifest
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
        raise NotAManifest from error
    return found


def number(count: int) -> str:
    """A count as people write it: 1.234."""
    return f"{count:,}".replace(",", ".")


def _is_plain(found: Manifest) -> bool:
    """Whether texts are texts, counts are counts and times are times: JSON may hold anything in their places."""
    parts = [part.size for part in found.files]
    counts = [found.generation, found.trail[0], *found.counts.values(), *parts]
    people = [text for person in found.officers for text in (person.name, person.post, person.role)]
    named = [text for part in found.files for text in (part.path, part.sha256, part.name)]
    single = [found.program, found.schema, found.folder_id, found.unit_code, found.unit_name, found.office]
    listed = [*found.heading, *found.missing, *found.open_submissions, *found.deadlines]
    texts = [*people, *named, *single, *listed, found.locality, found.run_id, *asdict(found.giving).values()]
    datetime.fromisoformat(found.trail[2])
    return (
        found.given_at.tzinfo is not None
        and all(type(count) is int and count >= 0 for count in counts)
        and all(isinstance(text, str) for text in texts)
    )


def _manifest(value: dict[str, Any]) -> Manifest:
    plain = {name: value[name] for name in Manifest.__dataclass_fields__}
    return Manifest(
        **{
            **plain,
            "heading": tuple(plain["heading"]),
            "giving": Giving(**plain["giving"]),
            "trail": (int(plain["trail"][0]), str(plain["trail"][1]), str(plain["trail"][2])),
            "missing": tuple(plain["missing"]),
            "open_submissions": tuple(plain["open_submissions"]),
            "deadlines": tuple(plain["deadlines"]),
            "officers": tuple(Person(**person) for person in plain["officers"]),
            "files": tuple(Part(**part) for part in plain["files"]),
        }
    )
