"""The cases of the public BagIt conformance suite that apply, on bags of our own form.

The suite knows valid bags, bags with a warning, and invalid ones. A package is one form of a bag, written by one
program: a bag that RFC 8493 allows but this program does not write is refused too, with its reason, since a person or
another program made it.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest

from cchc_desktop.packages import layout
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.packages.writer import write_package
from cchc_desktop.system.canonical_json import sha256

HASH = "a" * 64
Files = dict[str, bytes]


def _declaration(text: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({layout.BAGIT: text})


def _line(path: str) -> Callable[[Files], None]:
    return lambda files: files.update({layout.MANIFEST: files[layout.MANIFEST] + f"{HASH}  {path}\n".encode()})


def _without(*paths: str) -> Callable[[Files], None]:
    def take(files: Files) -> None:
        for path in paths:
            del files[path]

    return take


def _with(**texts: bytes) -> Callable[[Files], None]:
    return lambda files: files.update(
        {name.replace("__", "/").replace("_txt", ".txt"): text for name, text in texts.items()}
    )


def _path_of(name: str) -> str:
    return name.replace("__", "/").replace("_txt", ".txt")


def _in_manifest(old: bytes, new: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({layout.MANIFEST: files[layout.MANIFEST].replace(old, new)})


def _no_payload(files: Files) -> None:
    for path in [path for path in files if path.startswith("data/")]:
        del files[path]


def _listed_by_md5(files: Files) -> None:
    files["manifest-md5.txt"] = files.pop(layout.MANIFEST)


def _pdf_twice(files: Files) -> None:
    files[layout.MANIFEST] += f"{sha256(files[layout.PDF])}  {layout.PDF}\n".encode()


DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INVALID = {
    "bagit.txt missing": (_without(layout.BAGIT), "missing", layout.BAGIT),
    "bagit.txt without encoding": (_declaration(b"BagIt-Version: 1.0\n"), "bag-declaration", layout.BAGIT),
    "bagit.txt without version": (_declaration(DECLARED.split(b"\n")[1] + b"\n"), "bag-declaration", layout.BAGIT),
    "bagit.txt with invalid whitespace": (
        _declaration(DECLARED.replace(b": ", b" : ")),
        "bag-declaration",
        layout.BAGIT,
    ),
    "bagit.txt with more lines": (_declaration(DECLARED + b"More: 1\n"), "bag-declaration", layout.BAGIT),
    "BOM in bagit.txt": (_declaration(b"\xef\xbb\xbf" + DECLARED), "text-encoding", layout.BAGIT),
    "manifest missing": (_without(layout.MANIFEST), "missing", layout.MANIFEST),
    "manifest of another algorithm alone": (_listed_by_md5, "missing", layout.MANIFEST),
    "payload folder missing": (_no_payload, "missing", layout.SNAPSHOT),
    "corrupt data file": (lambda files: files.update({layout.PDF: b"other"}), "altered", layout.PDF),
    "file listed and missing": (_line("data/gone.pdf"), "missing", "data/gone.pdf"),
    "file in payload and not listed": (_with(data__more_txt=b"x"), "extra", "data/more.txt"),
    "file listed twice": (_pdf_twice, "manifest-line", layout.MANIFEST),
    "file listed twice in other case": (_line("data/BAO-CAO.pdf"), "missing", "data/BAO-CAO.pdf"),
    "path out of scope by dots": (_line("data/../../../etc/passwd"), "traversal", "data/../../../etc/passwd"),
    "path out of scope by a root": (_line("/etc/passwd"), "absolute-path", "/etc/passwd"),
    "path out of scope by a home folder": (_line("~/.bashrc"), "unsafe-name", "~/.bashrc"),
    "path out of scope by a drive": (_line("C:/x.txt"), "drive-letter", "C:/x.txt"),
    "path with backslashes": (_line("data\\x.txt"), "backslash", "data\\x.txt"),
    "path of a device": (_line("data/COM1"), "device-name", "data/COM1"),
    "path that is not payload": (_line("bag-info.txt"), "extra", "bag-info.txt"),
    "holey bag with fetch.txt": (_with(fetch_txt=b"http://x.vn/x 1 data/x\n"), "extra", "fetch.txt"),
    "bag-info with a line that is none": (_with(**{"bag-info_txt": b"no label\n"}), "text-encoding", layout.BAG_INFO),
}
"""Of the folder "invalid"."""

WARNED = {
    "listed in another normalization": (
        _line(unicodedata.normalize("NFD", "data/Xã.txt")),
        "name-encoding",
        unicodedata.normalize("NFD", "data/Xã.txt"),
    ),
    "hash in capitals": (
        lambda files: files.update({layout.MANIFEST: files[layout.MANIFEST].upper()}),
        "manifest-line",
        layout.MANIFEST,
    ),
    "star of md5sum before the path": (_in_manifest(b"  data", b" *data"), "manifest-line", layout.MANIFEST),
    "path that begins with a dot": (_in_manifest(b"  data", b"  ./data"), "unsafe-name", "./data/audit.jsonl"),
    "tab before the path": (_in_manifest(b"  data", b"\tdata"), "manifest-line", layout.MANIFEST),
    "leftovers of a system": (_with(data__Thumbs_db=b"x"), "extra", "data/Thumbs_db"),
}
"""Of the folder "warning": the suite lets them pass with a word; in a package they say that other hands were there."""

OTHER_FORMS = {
    "tag files in UTF-16": (
        _declaration(DECLARED.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16")),
        "text-encoding",
        layout.BAGIT,
    ),
    "tag files in ISO-8859-1": (
        _declaration(DECLARED.replace(b"UTF-8", b"ISO-8859-1")),
        "bag-declaration",
        layout.BAGIT,
    ),
    "an older version": (_declaration(DECLARED.replace(b"1.0", b"0.97")), "bag-declaration", layout.BAGIT),
    "a newer version": (_declaration(DECLARED.replace(b"1.0", b"2.0")), "bag-declaration", layout.BAGIT),
    "lines that end as on Windows": (
        lambda files: files.update({layout.MANIFEST: files[layout.MANIFEST].replace(b"\n", b"\r\n")}),
        "text-encoding",
        layout.MANIFEST,
    ),
    "a bag in a bag": (_with(data__bag__bagit_txt=DECLARED), "extra", "data/bag/bagit.txt"),
    "percent escapes in a path": (_line("data/a%0Ab"), "unsafe-name", "data/a%0Ab"),
    "another tag file": (_with(notes_txt=b"x\n"), "extra", "notes.txt"),
    "a second manifest": (_with(**{"manifest-md5_txt": b""}), "extra", "manifest-md5.txt"),
    "metadata that repeat": (
        lambda files: files.update({layout.BAG_INFO: files[layout.BAG_INFO] + b"CCHC-Unit: 00694\n"}),
        "text-encoding",
        layout.BAG_INFO,
    ),
}
"""Of the folder "valid", but nothing that this program writes."""


@pytest.mark.parametrize(
    ("edit", "kind", "path"),
    [pytest.param(*case, id=name) for name, case in {**INVALID, **WARNED, **OTHER_FORMS}.items()],
)
def test_a_bag_that_is_not_of_the_programs_form_is_refused_with_its_reason(
    parts, tmp_path: Path, edit: Callable[[Files], None], kind: str, path: str
) -> None:
    edit(parts.files)
    parts.seal_tags()
    verification = verify(parts.put_together(tmp_path / "x.zip"))
    assert verification.verdict is Verdict.INVALID
    assert (kind, path) in {(each.kind, each.path) for each in verification.problems}


def test_a_basic_bag_is_valid(package: Path) -> None:
    assert verify(package).verdict is Verdict.VALID


def test_a_tag_file_that_no_manifest_lists_is_allowed_where_it_is_the_signature(parts, tmp_path: Path) -> None:
    parts.files[layout.TAG_SIGNATURE] = b"signature"
    verification = verify(parts.put_together(tmp_path / "x.zip"))
    assert verification.verdict is Verdict.VALID
    assert verification.seal is not None
    assert (verification.seal.manifest, verification.seal.signature) == (parts.files[layout.TAG_MANIFEST], b"signature")


def test_the_public_bagit_library_accepts_a_signed_bag(desk, tmp_path: Path) -> None:
    written = write_package(tmp_path, desk.content(), sign=lambda manifest: b"signature over " + manifest)
    verification = verify(written.path)
    assert verification.verdict is Verdict.VALID
    assert verification.seal is not None
    assert verification.seal.signature == b"signature over " + verification.seal.manifest
    with ZipFile(written.path) as archive:
        assert archive.namelist()[-1] == f"{written.path.stem}/{layout.TAG_SIGNATURE}"
        archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path / written.path.stem)).validate()


def test_a_package_of_an_older_program_has_no_signature(package: Path) -> None:
    assert verify(package).seal is None


def test_a_signature_that_the_tag_manifest_lists_is_refused(parts, tmp_path: Path) -> None:
    parts.files[layout.TAG_SIGNATURE] = b"signature"
    parts.files[layout.TAG_MANIFEST] += f"{sha256(b'signature')}  {layout.TAG_SIGNATURE}\n".encode()
    verification = verify(parts.put_together(tmp_path / "x.zip"))
    assert ("extra", layout.TAG_SIGNATURE) in {(each.kind, each.path) for each in verification.problems}


def test_a_signature_too_long_to_be_one_is_refused_unread(parts, tmp_path: Path) -> None:
    parts.files[layout.TAG_SIGNATURE] = bytes(layout.MAX_SIGNATURE_BYTES + 1)
    verification = verify(parts.put_together(tmp_path / "x.zip"))
    assert ("too-large", layout.TAG_SIGNATURE) in {(each.kind, each.path) for each in verification.problems}
    assert verification.seal is not None
    assert verification.seal.signature == b""
