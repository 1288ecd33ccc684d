import pytest
from support.workplaces import PREPARER_PASSWORD

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.accounts import MAX_ATTEMPTS
from cchc_desktop.system.diskspace import disk_full
from ui.screens.settings.presenter import OfficerEntry

NEW = OfficerEntry("Vàng A  Páo", "Công chức Tư pháp", Role.PREPARER, "matkhau-4", "matkhau-4")


def row_of(stage, name):
    return next(row for row in stage.view.officers if row.full_name == name)


def test_everything_is_shown_at_once(stage):
    assert [group.title for group in stage.view.groups] == ["Đơn vị", "Kế hoạch", "Bộ tiêu chí"]
    assert [row.full_name for row in stage.view.officers] == ["Trần Văn Hùng", "Nguyễn Thị Lan", "Lê Thị Mai"]
    assert stage.view.defaults[0] == "Sở Nội vụ tỉnh Tuyên Quang"
    assert stage.view.data.folder == stage.presenter.folder


def test_a_new_officer_may_sign_in_at_once(stage):
    stage.presenter.add_officer(NEW)
    added = row_of(stage, "Vàng A Páo")
    assert (added.post, added.role) == ("Công chức Tư pháp", Role.PREPARER)
    assert stage.desk.workplace.sign_in(added.id, "matkhau-4").session.officer.full_name == "Vàng A Páo"
    assert stage.view.officer_cleared == 1
    assert stage.book.posted[-1].what == "Đã thêm tài khoản của Vàng A Páo."


@pytest.mark.parametrize(
    ("entry", "targets"),
    [
        (
            OfficerEntry("", "", Role.PREPARER, "ngan", "ngan"),
            ["officer:full_name", "officer:post", "officer:password"],
        ),
        (OfficerEntry("A", "Chuyên viên", Role.LEADER, "matkhau-4", "matkhau-4"), ["officer:post"]),
        (OfficerEntry("A", "Chuyên viên", Role.PREPARER, "matkhau-4", "matkhau-5"), ["officer:again"]),
        (OfficerEntry("A", "Chuyên viên", Role.PREPARER, "matkhau-4", ""), ["officer:again"]),
    ],
)
def test_an_incomplete_officer_is_refused_at_the_fields(stage, entry, targets):
    stage.presenter.add_officer(entry)
    assert [finding.target for finding in stage.view.officer_findings] == targets
    assert len(stage.view.officers) == 3
    assert stage.view.officer_cleared == 0


def test_an_account_is_stopped_and_brought_back_from_the_notice(stage):
    stage.presenter.set_active(row_of(stage, "Lê Thị Mai"), active=False)
    assert not row_of(stage, "Lê Thị Mai").active
    notice = stage.book.posted[-1]
    assert notice.what.startswith("Đã ngừng tài khoản của Lê Thị Mai.")
    notice.deed.run()
    assert row_of(stage, "Lê Thị Mai").active


def test_the_last_leader_is_kept_and_the_reason_is_told(stage):
    stage.presenter.set_active(row_of(stage, "Trần Văn Hùng"), active=False)
    assert row_of(stage, "Trần Văn Hùng").active
    assert "lãnh đạo duy nhất" in stage.book.posted[-1].what


def test_the_own_password_is_changed(stage):
    stage.presenter.change_password(old=PREPARER_PASSWORD, new="matkhau-moi-1", again="matkhau-moi-1")
    assert stage.view.password_cleared == 1
    own = stage.presenter.own_id
    assert stage.desk.workplace.sign_in(own, "matkhau-moi-1").session.officer.id == own


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("", "matkhau-moi-1", "matkhau-moi-1", ("Hãy nhập mật khẩu đang dùng.", "")),
        (PREPARER_PASSWORD, "matkhau-moi-1", "khac", ("", "Hai lần nhập mật khẩu mới chưa giống nhau.")),
        (PREPARER_PASSWORD, "ngan", "ngan", ("", "Mật khẩu của Nguyễn Thị Lan phải có ít nhất 8 ký tự.")),
    ],
)
def test_a_change_of_password_is_refused_at_the_field(stage, old, new, again, told):
    stage.presenter.change_password(old=old, new=new, again=again)
    assert stage.view.password_findings == told
    assert stage.view.password_cleared == 0
    assert stage.desk.workplace.sign_in(stage.presenter.own_id, PREPARER_PASSWORD)


def test_five_wrong_old_passwords_lock_here_as_at_the_gate(stage):
    for _ in range(MAX_ATTEMPTS):
        stage.presenter.change_password(old="sai-mat-khau", new="matkhau-moi-1", again="matkhau-moi-1")
    assert "tạm khóa đến" in stage.view.password_findings[0]
    assert stage.view.password_findings[1] == ""


def test_document_defaults_are_saved_and_hold_for_the_next_document(stage):
    stage.presenter.save_defaults(addressee="UBND tỉnh Tuyên Quang", recipients="- Như trên;\n\n - Lưu: VT. ")
    assert stage.saves.said == ["saving", "saved 09:00:00"]
    workspace = stage.desk.session.workspace
    assert (workspace.addressee, workspace.recipients) == ("UBND tỉnh Tuyên Quang", ("Như trên", "Lưu: VT"))
    assert stage.view.defaults == ("UBND tỉnh Tuyên Quang", ("Như trên", "Lưu: VT"))


@pytest.mark.parametrize(
    ("addressee", "recipients", "field"), [("", "Lưu: VT", "addressee"), ("A", " \n-", "recipients")]
)
def test_an_empty_default_is_refused_and_the_old_one_stays(stage, addressee, recipients, field):
    before = stage.desk.session.workspace
    stage.presenter.save_defaults(addressee=addressee, recipients=recipients)
    assert stage.view.refused[field]
    assert stage.saves.said == ["unsaved còn mục để trống"]
    assert stage.desk.workplace.workspace() == before


def test_a_backup_is_written_at_once_and_stands_in_the_list(stage):
    assert stage.view.data.backups == ()
    stage.presenter.back_up()
    assert [row.path.name for row in stage.view.data.backups] == ["cchc-20251210-090000.db"]
    assert stage.view.data.backups[0].path.is_file()
    assert stage.view.busy == [True, False]
    assert "cchc-20251210-090000.db" in stage.book.posted[-1].what


def test_a_sound_folder_is_said_to_be_sound(stage):
    stage.presenter.check_data()
    assert stage.view.problems == ((), "09:00:00 ngày 10/12/2025")


def test_an_evidence_file_that_was_altered_is_found_by_the_check(stage, tmp_path):
    source = tmp_path / "quyet-dinh.pdf"
    source.write_bytes(b"%PDF-1.7 quyet dinh")
    entry = stage.desk.tasks.add_entry("TQ2025H2-06").value
    stage.desk.evidence.attach_to_product(stage.desk.tasks.add_product(entry, "Quyết định").value, source)
    stored = next(path for path in (stage.presenter.folder / "minh-chung").rglob("*") if path.is_file())
    stored.chmod(0o644)
    stored.write_bytes(b"%PDF-1.7 bi sua")
    stage.presenter.check_data()
    (problem,) = stage.view.problems[0]
    assert "quyet-dinh.pdf" in problem


def test_a_full_disk_at_a_backup_is_told_and_the_buttons_come_back(stage, monkeypatch):
    def full(*, force):
        assert force
        raise disk_full(stage.presenter.folder, needed=300_000, free=0)

    monkeypatch.setattr(stage.desk.workplace.store, "back_up", full)
    stage.presenter.back_up()
    assert stage.view.busy == [True, False]
    assert "không đủ chỗ trống" in stage.book.posted[-1].what
