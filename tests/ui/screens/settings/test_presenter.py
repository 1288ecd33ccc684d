import pytest
from support.workplaces import PREPARER_PASSWORD

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.session.accounts import MAX_ATTEMPTS
from ui.screens.settings.presenter import OfficerEntry

NEW = OfficerEntry("Vàng A  Páo", "Công chức Tư pháp", Role.PREPARER, "matkhau-4", "matkhau-4")


def row_of(stage, name):
    return next(row for row in stage.view.officers if row.full_name == name)


def test_everything_is_shown_at_once(stage):
    assert [group.title for group in stage.view.groups] == ["Đơn vị", "Kế hoạch", "Bộ tiêu chí"]
    assert [row.full_name for row in stage.view.officers] == ["Trần Văn Hùng", "Nguyễn Thị Lan", "Lê Thị Mai"]
    assert stage.view.defaults[0] == "Sở Nội vụ tỉnh Tuyên Quang"


def test_a_new_officer_may_sign_in_at_once(stage):
    stage.presenter.add_officer(NEW)
    added = row_of(stage, "Vàng A Páo")
    assert (added.post, added.role) == ("Công chức Tư pháp", Role.PREPARER)
    assert stage.desk.workplace.sign_in(added.id, "matkhau-4").session.officer.full_name == "Vàng A Páo"
    assert stage.view.officer_cleared == 1
    assert stage.book.posted[-1].what == "Đã thêm tài khoản của Vàng A Páo."
    stage.book.posted[-1].deed.run()
    assert "Vàng A Páo" not in {row.full_name for row in stage.desk.workplace.all_officers()}


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
    assert stage.desk.session.undo_label == "Ngừng tài khoản Lê Thị Mai"
    notice.deed.run()
    assert row_of(stage, "Lê Thị Mai").active
    assert stage.desk.session.redo_label == "Ngừng tài khoản Lê Thị Mai", "the notice undoes, it does no new deed"


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
