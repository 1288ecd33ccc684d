from pathlib import Path

from support.stored_files import written

from cchc_desktop.services.evidence.orphans import EvidenceOrphans
from cchc_desktop.services.workplace import Desk

LEAF = "1.3.1"


def test_a_file_that_an_undo_left_behind_is_an_orphan(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"abc"))
    orphans = EvidenceOrphans(desk.session)
    assert orphans.find().hashes == ()
    desk.session.undo()
    found = orphans.find()
    assert (len(found.hashes), found.size, found.aside) == (1, 3, 0)


def test_orphans_are_set_aside_and_come_back_whole(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"abc"))
    desk.session.undo()
    orphans = EvidenceOrphans(desk.session)
    (sha256,) = orphans.find().hashes
    assert orphans.set_aside([sha256]).value == 1
    assert not desk.evidence.path(sha256).exists()
    assert (orphans.find().hashes, orphans.find().aside) == ((), 1)
    assert orphans.bring_back().value == 1
    assert desk.evidence.path(sha256).read_bytes() == b"abc"
    assert orphans.find().aside == 0


def test_a_file_that_is_used_again_meanwhile_stays(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "a.pdf", b"abc")
    desk.assessment.attach(LEAF, source)
    desk.session.undo()
    orphans = EvidenceOrphans(desk.session)
    found = orphans.find().hashes
    desk.assessment.attach(LEAF, source)
    assert orphans.set_aside(found).value == 0
    assert desk.evidence.unsound() == []


def test_nothing_to_bring_back_is_no_trouble(desk: Desk) -> None:
    assert EvidenceOrphans(desk.session).bring_back().value == 0


def test_setting_aside_and_bringing_back_are_undone_and_done_again(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"abc"))
    desk.session.undo()
    orphans = EvidenceOrphans(desk.session)
    (sha256,) = orphans.find().hashes
    orphans.set_aside([sha256])
    assert (desk.session.undo_label, desk.session.redo_label) == ("Để riêng 1 tệp không dùng đến", "")
    assert desk.session.undo().changed == {"evidence_store"}
    assert orphans.find().hashes == (sha256,)
    desk.session.redo()
    assert (orphans.find().hashes, orphans.find().aside) == ((), 1)
    orphans.bring_back()
    desk.session.undo()
    assert orphans.find().aside == 1
