"""Sending by e-mail: what is drafted opens in a mail program, fits through the server, and is the package again."""

import email
import os
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from random import Random
from typing import cast

import pytest
import sqlalchemy as sa
from support.communes import new_province, province_desk
from support.workplaces import LEADER_PASSWORD, fixed_clock

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.reception import Standing
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.exports.mail import Mail
from cchc_desktop.packages.part_set import gather, join
from cchc_desktop.packages.parts import FileOrigin, read_part
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.sending.mail_letters import Letters, PackageFile
from cchc_desktop.services.submissions.package_copies import Medium, copies_of
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault

TASK = "TQ2025H2-06"
ADDRESS = "cchc@tuyenquang.gov.vn"


@pytest.fixture
def signed(desk: Desk, tmp_path: Path) -> str:
    """A signed report with a product file of 3 MB."""
    file = tmp_path / "van-ban.pdf"
    file.write_bytes(b"%PDF-1.7" + Random(7).randbytes(3 << 20))
    product = desk.tasks.add_product(desk.tasks.add_entry(TASK).value, "Báo cáo").value
    desk.evidence.attach_to_product(product, file)
    period = desk.submissions.default_period(Kind.PROGRESS)
    row = desk.submissions.complete(Kind.PROGRESS, period).value
    desk.submissions.sign_with_password(Kind.PROGRESS, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    return row.id


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "thư đi"
    folder.mkdir()
    return folder


def opened(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=default)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return cast("str", body.get_content()).replace("\r\n", "\n")


def attached(message: EmailMessage) -> EmailMessage:
    (found,) = message.iter_attachments()
    return found


def saved(paths: tuple[Path, ...], folder: Path) -> list[Path]:
    """Each attachment saved as a mail program of another office would."""
    folder.mkdir()
    written = []
    for number, path in enumerate(reversed(paths)):
        target = folder / f"tai ve ({number}).phan"
        target.write_bytes(attached(opened(path)).get_content())
        written.append(target)
    return written


def test_a_small_package_goes_as_one_mail_that_says_whose_it_is(desk: Desk, signed: str, out: Path) -> None:
    drafts = desk.mail.write(signed, out, receiver=f" {ADDRESS} ").value
    (path,) = drafts.files
    message = opened(path)
    row = desk.submissions.by_id(signed)
    assert (message["to"], message["x-unsent"]) == (ADDRESS, "1")
    assert message["subject"] == f"[CCHC] Phường Hà Giang 1 - {row.kind.label} - {row.period.label} - bản 1"
    for said in ("Sở Nội vụ tỉnh Tuyên Quang", row.period.label, "Bản: 1", row.code, drafts.sha256, "Tiếp nhận"):
        assert said in text_of(message)
    assert attached(message).get_filename() == drafts.package_name
    package = out / drafts.package_name
    package.write_bytes(attached(message).get_content())
    assert verify(package).verdict is Verdict.VALID


def test_a_package_beyond_the_limit_goes_in_parts_that_make_it_again(desk: Desk, signed: str, out: Path) -> None:
    EvidenceInbox(desk.session).set_email_megabytes(2)
    drafts = desk.mail.write(signed, out, receiver=ADDRESS).value
    assert len(drafts.files) == 3
    assert max(path.stat().st_size for path in drafts.files) == drafts.mail_size <= 2 << 20
    second = opened(drafts.files[1])
    assert second["subject"].endswith("bản 1 (thư 2/3)")
    assert "Đây là thư 2/3, kèm phần 2." in text_of(second)
    assert f"Phần 3: {drafts.package_name}.003-003.phan" in text_of(second)
    assert attached(second).get_filename() == f"{drafts.package_name}.002-003.phan"
    (whole,) = gather(read_part(FileOrigin(path)) for path in saved(drafts.files, out / "tinh"))
    joined = join(whole, out / "tinh")
    assert verify(joined).verdict is Verdict.VALID
    assert joined.read_bytes() == Path(desk.submissions.by_id(signed).package_path).read_bytes()


def test_the_province_receives_the_mails_as_they_were_saved_whole(
    desk: Desk, signed: str, out: Path, tmp_path: Path
) -> None:
    EvidenceInbox(desk.session).set_email_megabytes(2)
    drafts = desk.mail.write(signed, out, receiver=ADDRESS).value
    province = new_province(tmp_path / "tinh", fixed_clock())
    receiving = province_desk(province).receiving
    drafts.files[1].rename(tmp_path / "thu den sau.eml")
    (waiting,) = receiving.look([out]).waiting
    assert (waiting.name, waiting.missing) == (drafts.package_name, (2,))
    receipt = receiving.receive(receiving.look([out, tmp_path / "thu den sau.eml"])).value
    assert [each.item.standing for each in receipt.taken] == [Standing.NEW]
    assert receipt.taken[0].item.sha256 == drafts.sha256
    (again,) = receiving.look([Path(desk.submissions.by_id(signed).package_path)]).items
    assert again.standing is Standing.UNCHANGED
    province.store.close(with_backup=False)


def test_the_mail_is_recorded_as_a_copy_and_the_package_as_exported(desk: Desk, signed: str, out: Path) -> None:
    EvidenceInbox(desk.session).set_email_megabytes(2)
    outcome = desk.mail.write(signed, out, receiver=ADDRESS)
    with desk.session.read() as connection:
        folder, mail = sorted(copies_of(connection, signed), key=lambda copy: copy.medium.value)
    assert (folder.medium, mail.medium, mail.id) == (Medium.FOLDER, Medium.MAIL, outcome.value.copy_id)
    assert (mail.label, mail.place, mail.parts, mail.sha256) == (ADDRESS, str(out), 3, outcome.value.sha256)
    assert desk.submissions.by_id(signed).state is State.EXPORTED
    assert outcome.changed == {"submission", "package_copy"}


def test_the_plan_is_what_is_written_then(desk: Desk, signed: str, out: Path) -> None:
    inbox = EvidenceInbox(desk.session)
    inbox.set_email_megabytes(2)
    inbox.set_province_address(ADDRESS)
    expected = desk.mail.plan(signed)
    assert (expected.is_estimate, expected.receiver, expected.limit_megabytes) == (True, ADDRESS, 2)
    drafts = desk.mail.write(signed, out, receiver=desk.mail.receiver).value
    plan = desk.mail.plan(signed)
    assert (plan.is_estimate, plan.part_count, plan.package_name) == (False, len(drafts.files), drafts.package_name)
    assert plan.mail_size >= drafts.mail_size
    first = opened(drafts.files[0])
    assert (plan.subject, plan.body) == (first["subject"], text_of(first))
    assert len(attached(first).get_content()) <= plan.part_size


def test_planning_writes_nothing(desk: Desk, signed: str) -> None:
    desk.mail.plan(signed)
    assert desk.submissions.by_id(signed).state is State.SIGNED
    assert list(desk.dispatch.packages_folder().iterdir()) == []


def test_a_package_that_was_written_is_not_written_again(desk: Desk, signed: str, out: Path) -> None:
    elsewhere = out / "kết xuất"
    elsewhere.mkdir()
    package = desk.dispatch.write_package(signed, elsewhere)
    drafts = desk.mail.write(signed, out, receiver="").value
    assert drafts.sha256 == package.sha256
    assert list(desk.dispatch.packages_folder().iterdir()) == []


def test_a_package_that_was_spoiled_on_the_disk_is_not_sent(desk: Desk, signed: str, out: Path) -> None:
    elsewhere = out / "kết xuất"
    elsewhere.mkdir()
    package = desk.dispatch.write_package(signed, elsewhere)
    spoiled = bytearray(package.path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    package.path.write_bytes(spoiled)
    drafts = desk.mail.write(signed, out, receiver="").value
    assert drafts.sha256 == package.sha256
    assert attached(opened(drafts.files[0])).get_content() != bytes(spoiled)


def test_an_empty_receiver_stays_open_and_a_wrong_one_is_refused(desk: Desk, signed: str, out: Path) -> None:
    assert opened(desk.mail.write(signed, out, receiver="").value.files[0])["to"] == ""
    for wrong in ("tinh", "a@b", "a@b.vn, c@d.vn", "a@b.vn\r\nBcc: x@y.vn", "Sở <a@b.vn>", "ấ@b.vn"):
        with pytest.raises(Refusal):
            desk.mail.write(signed, out, receiver=wrong)


def test_nothing_is_written_over(desk: Desk, signed: str, out: Path) -> None:
    (first,) = desk.mail.write(signed, out, receiver="").value.files
    assert desk.mail.write(signed, out, receiver="").value.files == (first,)
    before = first.read_bytes()
    again = desk.mail.write(signed, out, receiver=ADDRESS).value
    assert again.files == desk.mail.drafts_of(signed) == (first,)
    assert opened(first)["to"] == ADDRESS
    (kept,) = again.kept
    assert kept.read_bytes() == before
    assert sorted(out.iterdir()) == sorted([first, kept])


def test_what_is_not_signed_or_was_opened_again_is_not_sent(desk: Desk, signed: str, out: Path) -> None:
    draft = desk.submissions.current(Kind.PLAN, desk.submissions.default_period(Kind.PLAN))
    period = desk.submissions.by_id(signed).period
    desk.submissions.complete(Kind.PLAN, draft.period)
    complete = desk.submissions.current(Kind.PLAN, draft.period)
    desk.submissions.reopen(Kind.PROGRESS, period, reason="Bổ sung số liệu")
    for each in (complete.id, signed):
        with pytest.raises(Refusal):
            desk.mail.plan(each)
        with pytest.raises(Refusal):
            desk.mail.write(each, out, receiver="")
    assert list(out.iterdir()) == []


def test_a_folder_that_is_gone_is_told_and_nothing_is_recorded(desk: Desk, signed: str, out: Path) -> None:
    with pytest.raises(Fault):
        desk.mail.write(signed, out / "khong co", receiver="")
    assert recorded(desk, signed) == [Medium.FOLDER]


def test_stopping_between_two_mails_leaves_no_mail(desk: Desk, signed: str, out: Path) -> None:
    EvidenceInbox(desk.session).set_email_megabytes(2)

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int, name: str) -> None:
        assert total == 3
        assert name.endswith(".eml")
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        desk.mail.write(signed, out, receiver="", progress=stop)
    assert os.listdir(out) == []  # noqa: PTH208 - hidden ones too


def test_a_mail_that_cannot_get_its_name_takes_the_others_with_it(
    desk: Desk, signed: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EvidenceInbox(desk.session).set_email_megabytes(2)
    desk.dispatch.write_package(signed, desk.dispatch.packages_folder())
    replace = Path.replace

    def refuse_the_third(path: Path, target: Path) -> Path:
        if Path(target).name.endswith("thu-3-3.eml"):
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse_the_third)
    with pytest.raises(Fault):
        desk.mail.write(signed, out, receiver="")
    assert os.listdir(out) == []  # noqa: PTH208 - hidden ones too
    assert recorded(desk, signed) == [Medium.FOLDER]


def test_drafts_of_before_have_their_names_again_where_new_ones_cannot(tmp_path: Path) -> None:
    package = tmp_path / "CCHC_a.zip"
    package.write_bytes(Random(1).randbytes(150_000))
    out = tmp_path / "thu"
    out.mkdir()
    letters = Letters(PackageFile(package.name, "0" * 64, 150_000, package), compose, limit=90_000)
    first, second, third = (out / letters.file_name(number) for number in (1, 2, 3))
    for path in (first, second):
        path.write_bytes(b"thu cu")
    third.mkdir()
    with letters.staged(out) as staged:
        with pytest.raises(OSError, match=r"\w"):
            staged.publish()
        staged.take_back()
    third.rmdir()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {first.name: b"thu cu", second.name: b"thu cu"}


def test_mails_that_cannot_be_recorded_are_not_written(desk: Desk, signed: str, out: Path) -> None:
    (first,) = desk.mail.write(signed, out, receiver="").value.files
    before = first.read_bytes()
    with desk.session.store.work(None) as work:
        work.connection.execute(
            sa.text("CREATE TRIGGER full BEFORE INSERT ON package_copy BEGIN SELECT RAISE(ABORT, 'full'); END")
        )
    with pytest.raises(sa.exc.IntegrityError):
        desk.mail.write(signed, out, receiver=ADDRESS)
    assert (list(out.iterdir()), first.read_bytes()) == ([first], before)


def test_the_drafts_that_are_left_are_found_again(desk: Desk, signed: str, out: Path) -> None:
    assert desk.mail.drafts_of(signed) == ()
    EvidenceInbox(desk.session).set_email_megabytes(2)
    files = desk.mail.write(signed, out, receiver="").value.files
    assert desk.mail.drafts_of(signed) == files
    files[1].unlink()
    assert desk.mail.drafts_of(signed) == (files[0], files[2])


def recorded(desk: Desk, submission_id: str) -> list[Medium]:
    with desk.session.read() as connection:
        return [copy.medium for copy in copies_of(connection, submission_id)]


def compose(files: tuple[str, ...], number: int) -> Mail:
    return Mail("", f"thư {number}/{len(files)}", "\n".join(files), files[number - 1])


@pytest.mark.parametrize("size", [1, 40_000, 63_000, 64_000, 200_000, 777_777])
def test_no_mail_is_larger_than_the_limit(tmp_path: Path, size: int) -> None:
    package = tmp_path / "CCHC_a.zip"
    package.write_bytes(Random(size).randbytes(size))
    letters = Letters(PackageFile(package.name, "0" * 64, size, package), compose, limit=90_000)
    out = tmp_path / "thu"
    out.mkdir()
    with letters.staged(out) as staged:
        files = staged.publish()
    assert max(path.stat().st_size for path in files) == staged.largest <= letters.mail_size <= 90_000
    assert (len(files) == 1) == (size < 65_000)


def test_what_cannot_be_cut_so_small_is_refused_with_the_way_out(tmp_path: Path) -> None:
    package = PackageFile("CCHC_a.zip", "0" * 64, 500 << 20, tmp_path / "CCHC_a.zip")
    for limit in (4_000, 1 << 19):
        with pytest.raises(Refusal, match="hãy gửi bằng USB"):
            Letters(package, compose, limit=limit)


def test_a_package_that_vanishes_while_mails_are_written_leaves_none(tmp_path: Path) -> None:
    package = tmp_path / "CCHC_a.zip"
    package.write_bytes(bytes(100_000))
    letters = Letters(PackageFile(package.name, "0" * 64, 200_000, package), compose, limit=90_000)
    out = tmp_path / "thu"
    out.mkdir()
    with pytest.raises(Fault) as caught, letters.staged(out):
        pass
    assert caught.value.code == "package-unreadable"
    assert list(out.iterdir()) == []
