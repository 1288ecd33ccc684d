import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from support.signers import NOW, authority, revocation_list, signer_of

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.workplace import Desk
from cchc_desktop.signing.trust import NOBODY

ROOT = authority()


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_roots_and_lists_become_an_edition_that_is_in_use(desk: Desk, tmp_path: Path) -> None:
    assert desk.trust.in_use() == NOBODY
    crl = revocation_list(ROOT)
    edition = desk.trust.import_files([file(tmp_path, "a.cer", ROOT.der), file(tmp_path, "b.crl", crl)]).value
    assert (edition.edition, edition.roots, edition.crls) == ("2025.1", 1, 1)
    held = desk.trust.in_use()
    assert (held.roots, held.crls) == ((ROOT.der,), (crl,))
    assert [item.what for item in desk.trust.entries()] == ["Chứng thư gốc", "Danh sách thu hồi"]


def test_a_newer_list_of_revoked_certificates_takes_the_place_of_the_older(desk: Desk, tmp_path: Path) -> None:
    old, new = revocation_list(ROOT), revocation_list(ROOT, day=NOW)
    desk.trust.import_files([file(tmp_path, "a.cer", ROOT.der), file(tmp_path, "b.crl", old)])
    desk.trust.import_files([file(tmp_path, "c.crl", new)])
    assert desk.trust.in_use().crls == (new,)
    with pytest.raises(Refusal, match="không có gì mới"):
        desk.trust.import_files([file(tmp_path, "d.crl", old)])


def test_a_zip_of_files_is_read_and_the_import_can_be_undone_and_done_again(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "tin-cay.zip", "w") as archive:
        archive.writestr("goc.cer", ROOT.der)
        archive.writestr("thu-hoi/moi.crl", revocation_list(ROOT, day=NOW - timedelta(days=2)))
    desk.trust.import_files([tmp_path / "tin-cay.zip"])
    held = desk.trust.in_use()
    desk.session.undo()
    assert desk.trust.in_use() == NOBODY
    desk.session.redo()
    assert desk.trust.in_use() == held


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_with_a_damaged_byte_anywhere_is_read_or_refused(desk: Desk, tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("thu.txt", b"khong phai chung thu " * 9)
    whole = (tmp_path / "a.zip").read_bytes()
    for place in range(4, len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        with pytest.raises(Refusal):
            desk.trust.import_files([file(tmp_path, "b.zip", bytes(damaged))])


def test_a_file_that_is_none_and_a_signers_certificate_are_named_and_nothing_changes(
    desk: Desk, tmp_path: Path
) -> None:
    good = file(tmp_path, "goc.cer", ROOT.der)
    bad = [file(tmp_path, "thu.cer", b"khong phai"), file(tmp_path, "nguoi.cer", signer_of(ROOT).der)]
    with pytest.raises(Refusal) as caught:
        desk.trust.import_files([good, *bad])
    assert [("thu.cer" in item.text, "nguoi.cer" in item.text) for item in caught.value.findings] == [
        (True, False),
        (False, True),
    ]
    assert desk.trust.in_use() == NOBODY
