import os
from pathlib import Path

import pytest
from support.stored_files import written

from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault

LONG_AGO = 1_600_000_000


def names(inbox: EvidenceInbox) -> list[str]:
    return [file.path.name for file in inbox.look().files]


def test_no_folder_is_watched_at_first(desk: Desk) -> None:
    assert EvidenceInbox(desk.session).look().files == ()


def test_what_lay_there_before_today_is_not_offered(desk: Desk, tmp_path: Path) -> None:
    old = written(tmp_path / "quet", "cu.pdf")
    os.utime(old, (LONG_AGO, LONG_AGO))
    written(tmp_path / "quet", "moi.pdf")
    inbox = EvidenceInbox(desk.session)
    inbox.watch(tmp_path / "quet")
    assert names(inbox) == ["moi.pdf"]


def test_scans_and_pictures_are_offered_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "quet"
    folder.mkdir()
    inbox = EvidenceInbox(desk.session)
    inbox.watch(folder)
    for name in ("a.PDF", "b.jpg", "c.tmp", "d.docx"):
        written(folder, name)
    written(folder, "trong.pdf", b"")
    assert names(inbox) == ["a.PDF", "b.jpg"]


def test_what_was_seen_is_offered_no_more_until_it_changes_also_after_a_new_start(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "quet"
    path = written(folder, "a.pdf")
    inbox = EvidenceInbox(desk.session)
    inbox.watch(folder)
    inbox.pass_over(inbox.look().files)
    again = EvidenceInbox(desk.session)
    assert (again.folder, names(again)) == (str(folder), [])
    path.write_bytes(b"quet lai")
    assert names(again) == ["a.pdf"]


def test_a_folder_that_is_gone_is_told_and_choosing_it_refused(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "quet"
    folder.mkdir()
    inbox = EvidenceInbox(desk.session)
    inbox.watch(folder)
    folder.rmdir()
    assert inbox.look().lost
    with pytest.raises(Fault):
        inbox.watch(tmp_path / "khong co")
    assert inbox.folder == str(folder)


def test_the_limit_of_an_email_is_kept(desk: Desk) -> None:
    inbox = EvidenceInbox(desk.session)
    assert inbox.email_megabytes == 25
    inbox.set_email_megabytes(10)
    assert EvidenceInbox(desk.session).email_megabytes == 10


def test_every_choice_is_undone_and_done_again(desk: Desk, tmp_path: Path) -> None:
    first, second = written(tmp_path / "mot", "a.pdf").parent, written(tmp_path / "hai", "b.pdf").parent
    inbox, session = EvidenceInbox(desk.session), desk.session
    inbox.watch(first)
    inbox.pass_over(inbox.look().files)
    inbox.watch(second)
    inbox.set_email_megabytes(10)
    session.undo()
    assert (inbox.email_megabytes, session.redo_label) == (25, "Đặt giới hạn thư điện tử 10 MB")
    session.undo()
    assert (inbox.folder, names(inbox)) == (str(first), [])
    assert session.undo().changed == {"evidence_inbox"}
    assert names(inbox) == ["a.pdf"]
    session.undo()
    assert EvidenceInbox(session).folder == ""
    for _ in range(4):
        session.redo()
    assert (inbox.folder, names(inbox), inbox.email_megabytes) == (str(second), ["b.pdf"], 10)


def test_choices_that_cannot_be_read_are_the_first_ones(desk: Desk) -> None:
    desk.session.store.folder.path.joinpath("minh-chung-tren-may-nay.json").write_text("{hong")
    inbox = EvidenceInbox(desk.session)
    assert (inbox.folder, inbox.email_megabytes) == ("", 25)
