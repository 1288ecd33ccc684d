"""Names in and of a package."""

import unicodedata

import pytest
from support.report_snapshots import plan_snapshot, report_snapshot

from cchc_desktop.packages.layout import definition_path, evidence_path, order, package_code, package_stem

DIGEST = "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kế hoạch số 12.PDF", "315d429b7714_ke-hoach-so-12.pdf"),
        ("Đề án.tar.gz", "315d429b7714_de-an-tar.gz"),
        ("không đuôi", "315d429b7714_khong-duoi"),
        ("文件.pdf", "315d429b7714_tep.pdf"),
        ("../../etc/passwd", "315d429b7714_tep.etcpassw"),
        ("CON", "315d429b7714_con"),
        (".gitignore", "315d429b7714_tep.gitignor"),
        ("a.b\\c:d", "315d429b7714_a.bcd"),
    ],
)
def test_an_evidence_file_is_placed_under_its_hash_and_what_is_ascii_of_its_name(name: str, place: str) -> None:
    assert evidence_path(DIGEST, name) == f"data/evidence/{place}"


def test_a_name_in_nfd_is_placed_like_its_nfc_twin() -> None:
    name = "Quyết định.pdf"
    assert evidence_path(DIGEST, unicodedata.normalize("NFD", name)) == evidence_path(DIGEST, name)


def test_a_name_of_three_hundred_letters_is_cut_and_keeps_its_extension() -> None:
    place = evidence_path(DIGEST, "Ế" * 300 + ".docx")
    assert len(place) < 100
    assert place.endswith("e.docx")


def test_the_code_is_the_head_of_the_one_printed_on_the_pages() -> None:
    assert package_code("39e63b09aa".ljust(64, "0")) == "77K3P2DA"


def test_payload_comes_before_the_tag_files() -> None:
    assert sorted(["bagit.txt", "data/z", "bag-info.txt", "data/a"], key=order) == [
        "data/a",
        "data/z",
        "bag-info.txt",
        "bagit.txt",
    ]


@pytest.mark.parametrize("name", ["../x.toml", "kế hoạch.toml", "x.json", ".toml", "a/b.toml"])
def test_a_definition_needs_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a name for a definition"):
        definition_path(name)


def test_two_reports_of_one_period_have_names_that_tell_their_forms_apart() -> None:
    snapshot = report_snapshot()
    names = []
    for form in ("BC-CCHC-XA", "BC_TCD/CDS 2025"):
        snapshot["report"]["form_code"] = form
        names.append(
            package_stem(snapshot, DIGEST).removesuffix(f"_ban1_{package_code(DIGEST)}").partition("bao-cao")[2]
        )
    assert names == ["_BC-CCHC-XA", "_BC-TCD-CDS-2025"]


def test_a_submission_without_a_form_names_its_kind_alone() -> None:
    assert "_ke-hoach_ban" in package_stem(plan_snapshot(), DIGEST)
