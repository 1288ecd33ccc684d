"""Packages whose zip form is perfect and whose manifests agree, but whose parts do not belong together."""

import json
from pathlib import Path

import pytest

from cchc_desktop.packages import layout
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, Verification
from cchc_desktop.system.canonical_json import canonical


@pytest.fixture
def forged(parts, tmp_path: Path):
    """Put the edited parts together, manifests made to agree unless told otherwise, and verify them."""

    def put_together(*, seal: bool = True) -> Verification:
        if seal:
            parts.seal()
        return verify(parts.put_together(tmp_path / "forged.zip"))

    return put_together


def test_a_package_taken_apart_and_put_together_is_the_same(package: Path, parts, forged, tmp_path: Path) -> None:
    assert forged().verdict is Verdict.VALID
    assert (tmp_path / "forged.zip").read_bytes() == package.read_bytes()


@pytest.mark.parametrize("path", [layout.PDF, layout.XLSX, layout.AUDIT, layout.SNAPSHOT, layout.SIGNATURE])
def test_a_payload_file_altered_with_a_fitting_crc_is_named(parts, forged, path: str) -> None:
    parts.files[path] += b" "
    verification = forged(seal=False)
    assert ("altered", path) in _found(verification)


@pytest.mark.parametrize("path", [layout.PDF, layout.SNAPSHOT, layout.SIGNATURE, layout.EVIDENCE_INDEX, layout.AUDIT])
@pytest.mark.parametrize("seal", [True, False])
def test_a_file_that_every_package_has_is_missed(parts, forged, path: str, *, seal: bool) -> None:
    del parts.files[path]
    verification = forged(seal=seal)
    assert verification.verdict is Verdict.INVALID
    assert ("missing", path) in _found(verification)


@pytest.mark.parametrize("path", [layout.BAGIT, layout.BAG_INFO, layout.MANIFEST, layout.TAG_MANIFEST])
def test_a_tag_file_that_every_bag_has_is_missed(parts, forged, path: str) -> None:
    del parts.files[path]
    assert ("missing", path) in _found(forged(seal=False))


@pytest.mark.parametrize("path", ["data/more.txt", "data/evidence/ffff_more.pdf"])
def test_a_file_added_and_listed_is_still_not_of_the_submission(parts, forged, path: str) -> None:
    parts.files[path] = b"x"
    parts.agree()
    assert {"extra", "evidence-index"} & {kind for kind, place in _found(forged()) if place == path}


@pytest.mark.parametrize(
    "line",
    [
        b"short  data/x\n",
        b"A" * 64 + b"  data/x\n",
        b"a" * 64 + b" data/x\n",
        b"a" * 64 + b"  data/bao-cao.pdf\n",
        b"\n",
    ],
    ids=["short hash", "capital hash", "one space", "a path twice", "an empty line"],
)
def test_a_bad_line_of_the_manifest_is_named_by_its_number(parts, forged, line: bytes) -> None:
    count = parts.files[layout.MANIFEST].count(b"\n")
    parts.files[layout.MANIFEST] += line
    parts.seal_tags()
    verification = forged(seal=False)
    assert problem("manifest-line", layout.MANIFEST, line=count + 1) in verification.problems


@pytest.mark.parametrize(
    ("path", "kind"), [("data/../../x", "traversal"), ("/x", "absolute-path"), ("data/gone.txt", "missing")]
)
def test_a_path_of_the_manifest_that_leads_elsewhere_is_named(parts, forged, path: str, kind: str) -> None:
    parts.files[layout.MANIFEST] += f"{'a' * 64}  {path}\n".encode()
    parts.seal_tags()
    assert (kind, path) in _found(forged(seal=False))


@pytest.mark.parametrize("path", [layout.BAG_INFO, layout.MANIFEST])
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="BOM"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda text: text.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: text + b"\xe1\xbb\n", id="half a letter"),
        pytest.param(lambda text: text.removesuffix(b"\n"), id="no end of line"),
    ],
)
def test_a_tag_file_in_another_text_form_is_named(parts, forged, path: str, spoil) -> None:
    parts.files[path] = spoil(parts.files[path])
    parts.seal_tags()
    assert ("text-encoding", path) in _found(forged(seal=False))


def test_another_version_of_bagit_is_named(parts, forged) -> None:
    parts.files[layout.BAGIT] = parts.files[layout.BAGIT].replace(b"1.0", b"0.97")
    assert _found(forged()) == {("bag-declaration", layout.BAGIT)}


def test_an_oxum_that_does_not_add_up_is_named(parts, forged) -> None:
    lines = parts.files[layout.BAG_INFO].split(b"\n")
    parts.files[layout.BAG_INFO] = b"\n".join(b"Payload-Oxum: 1.1" if b"Oxum" in line else line for line in lines)
    assert _found(forged()) == {("oxum", layout.BAG_INFO)}


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        (b"CCHC-Unit: 00694", b"CCHC-Unit: 00695", "CCHC-Unit"),
        (b"CCHC-Period: 2025-Q4", b"CCHC-Period: 2025-Q3", "CCHC-Period"),
        (b"CCHC-Kind: progress", b"CCHC-Kind: assessment", "CCHC-Kind"),
        (b"CCHC-Revision: 1", b"CCHC-Revision: 2", "CCHC-Revision"),
        (b"CCHC-Sample: false", b"CCHC-Sample: true", "CCHC-Sample"),
        (b"CCHC-Snapshot-SHA256: ", b"CCHC-Snapshot-SHA256: 0", "CCHC-Snapshot-SHA256"),
        (b"Bag-Software-Agent", b"Bag-Software-Agenda", "Bag-Software-Agent"),
    ],
)
def test_bag_info_that_speaks_of_another_submission_is_named(parts, forged, old: bytes, new: bytes, label: str) -> None:
    parts.files[layout.BAG_INFO] = parts.files[layout.BAG_INFO].replace(old, new)
    messages = [each.message for each in forged().problems if each.kind == "bag-info"]
    assert any(label in message and layout.BAG_INFO in message for message in messages)


def test_a_snapshot_changed_with_all_hashes_changed_still_needs_its_own_confirmation(parts, forged) -> None:
    confirmed = json.loads(parts.files[layout.SIGNATURE])["snapshot_sha256"]
    parts.edit_snapshot(revision=2)
    parts.edit_json(layout.SIGNATURE, snapshot_sha256=confirmed)
    assert ("signature-mismatch", layout.SIGNATURE) in _found(forged())


def test_a_snapshot_with_a_fraction_is_named(parts, forged) -> None:
    value = {**json.loads(parts.files[layout.SNAPSHOT]), "revision": 1.5}
    parts.files[layout.SNAPSHOT] = json.dumps(value).encode()
    assert ("not-canonical", layout.SNAPSHOT) in _found(forged())


def test_a_snapshot_that_is_not_canonical_is_named(parts, forged) -> None:
    value = json.loads(parts.files[layout.SNAPSHOT])
    parts.files[layout.SNAPSHOT] = json.dumps(value, ensure_ascii=False, indent=1).encode()
    parts.agree()
    assert _found(forged()) == {("not-canonical", layout.SNAPSHOT)}


@pytest.mark.parametrize("content", [b"", b"{", b"\xef\xbb\xbf{}", b"\xff", b"[" * 200_000, b"9" * 5_000], ids=range(6))
def test_a_snapshot_that_is_not_json_is_named(parts, forged, content: bytes) -> None:
    parts.files[layout.SNAPSHOT] = content
    assert ("not-json", layout.SNAPSHOT) in _found(forged())


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"format":"other","format_version":1}', b"null", b"1.5"])
def test_a_snapshot_of_another_format_is_named(parts, forged, content: bytes) -> None:
    parts.files[layout.SNAPSHOT] = content
    verification = forged()
    assert verification.verdict is Verdict.INVALID
    assert ("wrong-format", layout.SNAPSHOT) in _found(verification)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"revision": 0}, "revision"),
        ({"revision": "1"}, "revision"),
        ({"kind": "assessment"}, "kind"),
        ({"created_at": "2025-12-15"}, "created_at"),
        ({"created_at": "hôm qua"}, "created_at"),
        ({"submission_id": " "}, "submission_id"),
        ({"surprise": 1}, "surprise"),
        ({"format_version": 0}, "format_version"),
        ({"format_version": True}, "format_version"),
    ],
)
def test_a_snapshot_with_an_impossible_value_is_named_by_its_place(parts, forged, changes, place: str) -> None:
    parts.edit_json(layout.SNAPSHOT, **changes)
    assert problem("wrong-format", layout.SNAPSHOT, place=place) in forged().problems


@pytest.mark.parametrize(
    ("part", "code"), [("unit", "../../x"), ("unit", "694"), ("period", "2025/Q4"), ("period", "")]
)
def test_a_code_that_could_not_stand_in_a_file_name_is_refused(parts, forged, part: str, code: str) -> None:
    snapshot = json.loads(parts.files[layout.SNAPSHOT])
    parts.edit_json(layout.SNAPSHOT, **{part: {**snapshot[part], "code": code}})
    assert problem("wrong-format", layout.SNAPSHOT, place=f"{part}.code") in forged().problems


@pytest.mark.parametrize("path", [layout.SNAPSHOT, layout.SIGNATURE, layout.EVIDENCE_INDEX])
def test_a_newer_format_is_left_to_a_newer_program(parts, forged, path: str) -> None:
    parts.edit_json(path, format_version=7, novelty={})
    parts.agree()
    verification = forged()
    assert verification.verdict is Verdict.UNDETERMINED
    assert "phiên bản 7" in verification.problems[0].message


def test_a_newer_package_that_is_damaged_is_invalid_all_the_same(parts, forged) -> None:
    parts.edit_json(layout.SNAPSHOT, format_version=7)
    parts.seal()
    parts.files[layout.PDF] += b"x"
    assert forged(seal=False).verdict is Verdict.INVALID


@pytest.mark.parametrize("changes", [{"way": "stamp"}, {"signed_at": "yesterday"}, {"signer": "ai đó"}, {"more": 1}])
def test_a_confirmation_of_another_shape_is_named(parts, forged, changes) -> None:
    parts.edit_json(layout.SIGNATURE, **changes)
    assert ("wrong-format", layout.SIGNATURE) in _found(forged())


@pytest.mark.parametrize("changes", [{"way": "paper"}, {"scan_sha256": "a" * 64}])
def test_a_confirmation_on_paper_without_its_scan_is_named(parts, forged, changes) -> None:
    parts.edit_json(layout.SIGNATURE, **changes)
    assert ("scan-missing", layout.SIGNATURE) in _found(forged())


def test_evidence_of_the_snapshot_that_is_not_in_the_package_is_named(parts, forged) -> None:
    evidence = next(path for path in parts.files if path.startswith(layout.EVIDENCE_FOLDER))
    del parts.files[evidence]
    parts.edit_json(layout.EVIDENCE_INDEX, files=[])
    parts.agree()
    verification = forged()
    assert ("evidence-missing", layout.EVIDENCE_INDEX) in _found(verification)
    assert "Kế hoạch số 12.pdf" in verification.problems[0].message


def test_evidence_that_the_snapshot_does_not_use_is_named(parts, forged) -> None:
    parts.edit_snapshot(evidence=[])
    assert {kind for kind, _ in _found(forged())} == {"evidence-unlisted"}


def test_an_index_that_points_to_another_content_is_named(parts, forged) -> None:
    evidence = next(path for path in parts.files if path.startswith(layout.EVIDENCE_FOLDER))
    parts.files[evidence] = b"%PDF ke hoacH"
    assert _found(forged()) == {("evidence-index", evidence)}


def test_a_package_without_the_catalogue_used_is_named(parts, forged) -> None:
    parts.files["data/definitions/TQ2025H2.toml"] = b'code = "TQ2025H3"\n'
    assert _found(forged()) == {("definition-missing", "data/definitions")}


def test_a_top_folder_of_another_name_is_named(parts, forged) -> None:
    parts.top = "CCHC_00001_2025-Q4_tien-do_ban1_00000000"
    assert _found(forged()) == {("wrong-name", parts.top)}


def test_a_text_too_long_to_be_read_whole_is_refused(parts, forged) -> None:
    parts.files[layout.SNAPSHOT] = bytes(layout.MAX_TEXT_BYTES + 1)
    assert ("too-large", layout.SNAPSHOT) in _found(forged())


def test_the_sample_mark_cannot_be_taken_off_without_a_new_confirmation(desk, take_apart, tmp_path: Path) -> None:
    parts = take_apart(desk.pack(sample=True))
    value = {**json.loads(parts.files[layout.SNAPSHOT]), "sample": False}
    parts.files[layout.SNAPSHOT] = canonical(value)
    parts.seal()
    kinds = {each.kind for each in verify(parts.put_together(tmp_path / "x.zip")).problems}
    assert {"wrong-name", "bag-info", "signature-mismatch"} <= kinds


def _found(verification: Verification) -> set[tuple[str, str]]:
    return {(each.kind, each.path) for each in verification.problems}
