"""Where things stand in a package (gói nộp) and what they are called: BagIt 1.0 (RFC 8493) in one top folder."""

import base64
import re
import unicodedata

from cchc_desktop.domain.snapshot import Snapshot

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAG_SIGNATURE = "tagmanifest-sha256.txt.p7s"
"""The signature of the unit's device over the tag manifest: a tag file that no manifest lists (RFC 8493, 2.2.4)."""
SNAPSHOT = "data/snapshot.json"
SIGNATURE = "data/signature.json"
PDF = "data/bao-cao.pdf"
XLSX = "data/bao-cao.xlsx"
EVIDENCE_INDEX = "data/evidence.json"
AUDIT = "data/audit.jsonl"
READ_FIRST = "data/DOC-TRUOC.txt"
EVIDENCE_FOLDER = "data/evidence/"
DEFINITIONS_FOLDER = "data/definitions/"

TAG_FILES = (BAG_INFO, BAGIT, MANIFEST)
PAYLOAD_FILES = (SNAPSHOT, SIGNATURE, PDF, XLSX, EVIDENCE_INDEX, AUDIT, READ_FIRST)

MAX_FILES = 5_000
MAX_FILE_BYTES = 1 << 30
MAX_PACKAGE_BYTES = 3 << 30  # below the 4 GB that FAT32 sticks and plain zip files can hold
MAX_TEXT_BYTES = 8 << 20  # of each file that the program itself reads whole
MAX_SIGNATURE_BYTES = 16 << 10

SAMPLE_PREFIX = "MAU_"
_KIND_SLUGS = {
    "progress": "tien-do",
    "report": "bao-cao",
    "assessment": "tu-cham",
    "plan": "ke-hoach",
    "register": "so-theo-doi",
}
_SAFE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_SAFE_DEFINITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.toml")
_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_CODE_LENGTH = 8
_SLUG_LENGTH = 60
_FORM_LENGTH = 32
_EXTENSION_LENGTH = 8
_SHORT_HASH_LENGTH = 12


def package_code(snapshot_sha256: str) -> str:
    """The first eight characters of the code printed on every page (Crockford's base 32: no I, L, O, U)."""
    encoded = base64.b32encode(bytes.fromhex(snapshot_sha256)).decode("ascii")
    return encoded.translate(_BASE32)[:_CODE_LENGTH]


def package_stem(snapshot: Snapshot, snapshot_sha256: str) -> str:
    """The name of the package file without ".zip", which is also its top folder; of a report it names the form.

    Raises ValueError when a code of the snapshot cannot stand in a file name.
    """
    unit, period = snapshot["unit"]["code"], snapshot["period"]["code"]
    for code in (unit, period):
        if not _SAFE_CODE.fullmatch(code):
            raise ValueError(f"cannot stand in a file name: {code!r:.80}")
    prefix = SAMPLE_PREFIX if snapshot["sample"] else ""
    form = snapshot["report"]["form_code"] if snapshot["kind"] == "report" else ""
    kind = "_".join(filter(None, (_KIND_SLUGS[snapshot["kind"]], _form_slug(form))))
    return f"{prefix}CCHC_{unit}_{period}_{kind}_ban{snapshot['revision']}_{package_code(snapshot_sha256)}"


def order(path: str) -> tuple[bool, str]:
    """The sort key of files in a package: payload first, since the tag files tell its sizes and hashes."""
    return not path.startswith("data/"), path


def definition_path(name: str) -> str:
    """The place of a form definition; raises ValueError unless ``name`` is a plain ASCII "*.toml"."""
    if not _SAFE_DEFINITION.fullmatch(name):
        raise ValueError(f"not a name for a definition: {name!r:.80}")
    return DEFINITIONS_FOLDER + name


def evidence_path(sha256: str, name: str, *, full_hash: bool = False) -> str:
    """The place of an evidence file: the head of its hash, what is ASCII of its ``name``, and its extension.

    ``full_hash`` is for the file whose short form is already taken.
    """
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = extension, ""
    slug = _slug(stem)[:_SLUG_LENGTH].strip("-") or "tep"
    suffix = _slug(extension).replace("-", "")[:_EXTENSION_LENGTH]
    head = sha256 if full_hash else sha256[:_SHORT_HASH_LENGTH]
    return f"{EVIDENCE_FOLDER}{head}_{slug}{'.' + suffix if suffix else ''}"


def _form_slug(code: str) -> str:
    """The code of a form as far as it can stand in a file name; "" for none."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", code)[:_FORM_LENGTH].strip("-")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
