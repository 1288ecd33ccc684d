"""The tag files of a bag (RFC 8493): what they say of the payload, how they are written and how they are checked."""

import re
from collections.abc import Iterator, Mapping

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.audit_check import TrailEnd
from cchc_desktop.packages.contents import Contents
from cchc_desktop.packages.layout import BAGIT, MANIFEST, TAG_FILES, TAG_MANIFEST, TAG_SIGNATURE, package_stem
from cchc_desktop.packages.member_names import fault_of
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.verification import Problem

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "Bag-Software-Agent"
OXUM = "Payload-Oxum"
PROGRAM_NAME = "CCHC Desktop"
AUDIT_LABELS = ("CCHC-Audit-Lines", "CCHC-Audit-Last-SHA256", "CCHC-Clock-Notes")

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_INFO_LINE = re.compile(r"([A-Za-z0-9-]+): (.*)")


def description(snapshot: Snapshot) -> str:
    """One line that says what a package holds, e.g. "Tự chấm điểm Chỉ số CCHC, UBND xã Yên Sơn, Năm 2025, bản 1"."""
    parts = (Kind(snapshot["kind"]).label, snapshot["unit"]["office"], snapshot["period"]["label"])
    sample = " (DỮ LIỆU MẪU)" if snapshot["sample"] else ""
    return _one_line(f"{', '.join(parts)}, bản {snapshot['revision']}{sample}")


def bag_info(snapshot: Snapshot, snapshot_sha256: str, *, oxum: str, audit: TrailEnd | None) -> dict[str, str]:
    """What ``bag-info.txt`` must say of this snapshot and payload, without the program that wrote it.

    Packages from before a snapshot named its trail say nothing of the trail; None is for one that cannot be read.
    """
    return {
        "Bagging-Date": snapshot["created_at"][:10],
        "External-Identifier": package_stem(snapshot, snapshot_sha256),
        "Internal-Sender-Description": description(snapshot),
        "Internal-Sender-Identifier": _one_line(snapshot["submission_id"]),
        OXUM: oxum,
        "Source-Organization": _one_line(snapshot["unit"]["office"]),
        "CCHC-Kind": snapshot["kind"],
        "CCHC-Period": snapshot["period"]["code"],
        "CCHC-Revision": str(snapshot["revision"]),
        "CCHC-Sample": "true" if snapshot["sample"] else "false",
        "CCHC-Snapshot-SHA256": snapshot_sha256,
        "CCHC-Unit": snapshot["unit"]["code"],
        **(_audit_info(audit) if audit and "trail" in snapshot else {}),
    }


def _audit_info(audit: TrailEnd) -> dict[str, str]:
    return dict(zip(AUDIT_LABELS, (str(audit.lines), audit.last_hash, str(audit.clock_notes)), strict=True))


def write_bag_info(info: Mapping[str, str], program_version: str) -> bytes:
    """The bytes of ``bag-info.txt``."""
    lines = {AGENT: _one_line(f"{PROGRAM_NAME} {program_version}"), **info}
    return "".join(f"{label}: {value}\n" for label, value in lines.items()).encode()


def write_manifest(hashes: Mapping[str, str]) -> bytes:
    """The bytes of a manifest of SHA-256 by path, in the form that ``sha256sum -c`` reads."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode("ascii")


def payload_oxum(sizes: Mapping[str, int]) -> str:
    """Octets and streams of the payload by path, as RFC 8493 writes them: "279164.12"."""
    payload = [size for path, size in sizes.items() if path.startswith("data/")]
    return f"{sum(payload)}.{len(payload)}"


def parse_bag_info(content: bytes) -> dict[str, str] | None:
    """The lines of ``bag-info.txt``; None when it holds anything else, or a label twice."""
    text = _text(content)
    if text is None:
        return None
    lines = text.removesuffix("\n").split("\n")
    found = [_INFO_LINE.fullmatch(line) for line in lines]
    info = {match[1]: match[2] for match in found if match}
    return info if len(info) == len(lines) else None


def check_bag(contents: Contents) -> Iterator[Problem]:
    """Everything that the declaration, the two manifests and the files present do not agree upon."""
    for path in (*TAG_FILES, TAG_MANIFEST):
        if path not in contents.paths:
            yield problem("missing", path)
        elif (content := contents.text(path)) is not None and _text(content) is None:
            yield problem("text-encoding", path)
    if contents.text(BAGIT) not in (None, DECLARATION):
        yield problem("bag-declaration", BAGIT)
    payload = {path for path in contents.paths if path.startswith("data/")}
    yield from _check_manifest(contents, MANIFEST, payload)
    yield from _check_manifest(contents, TAG_MANIFEST, contents.paths - payload - {TAG_MANIFEST, TAG_SIGNATURE})
    for path in sorted(contents.paths - payload - {*TAG_FILES, TAG_MANIFEST, TAG_SIGNATURE}):
        yield problem("extra", path)


def _check_manifest(contents: Contents, manifest: str, expected: frozenset[str] | set[str]) -> Iterator[Problem]:
    text = _text(contents.text(manifest) or b"")
    if not text or any(each.path == manifest for each in contents.problems):
        return  # a damaged manifest must not put the blame on the files it lists
    listed: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        match = _MANIFEST_LINE.fullmatch(line)
        if not match or match[2] in listed:
            yield problem("manifest-line", manifest, line=number)
        elif kind := fault_of(match[2]):
            yield problem(kind, match[2])
        else:
            listed[match[2]] = match[1]
    for path in sorted(listed.keys() - contents.paths):
        yield problem("missing", path)
    for path in sorted(expected - listed.keys()):
        yield problem("extra", path)
    for path in sorted(listed.keys() & contents.files.keys()):
        if path not in expected:
            yield problem("extra", path)
        elif contents.files[path].sha256 != listed[path]:
            yield problem("altered", path)


def _text(content: bytes) -> str | None:
    """The text of a tag file; None unless it is UTF-8 without BOM, with LF only and at its end."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    proper = not content.startswith(_BYTE_ORDER_MARK) and "\r" not in text and text.endswith("\n")
    return text if proper else None


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
