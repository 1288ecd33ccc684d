from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.workplaces import LEADER_PASSWORD, OFFICERS, PREPARER_PASSWORD, VIETNAM, first_start, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.services.session.accounts import LOCK_TIME, MAX_ATTEMPTS, NewOfficer, change_password
from cchc_desktop.services.workplace import Desk, Workplace


class MovingClock:
    def __init__(self) -> None:
        self.now = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


def officer_id(workplace: Workplace, role: Role) -> str:
    return next(row.id for row in workplace.officers() if row.role is role)


def refusal(workplace: Workplace, password: str) -> str:
    with pytest.raises(Refusal) as refused:
        workplace.sign_in(officer_id(workplace, Role.PREPARER), password)
    return refused.value.findings[0].text


def test_the_right_password_opens_the_own_desk(workplace: Workplace) -> None:
    desk = workplace.sign_in(officer_id(workplace, Role.LEADER), LEADER_PASSWORD)
    assert desk.session.officer.full_name == "Trần Văn Hùng"


def test_a_wrong_password_says_how_many_tries_are_left(workplace: Workplace) -> None:
    assert "Còn 4 lần thử" in refusal(workplace, "sai-mat-khau")
    assert "Còn 3 lần thử" in refusal(workplace, LEADER_PASSWORD)


def test_five_wrong_passwords_lock_the_account_also_over_a_restart(tmp_path: Path) -> None:
    clock = MovingClock()
    workplace = new_workplace(tmp_path, clock)
    texts = [refusal(workplace, "sai") for _ in range(MAX_ATTEMPTS)]
    assert "tạm khóa đến 09:05:00" in texts[-1]
    workplace.close()
    workplace = Workplace(reopened(tmp_path, clock), workplace.library)
    assert "tạm khóa" in refusal(workplace, PREPARER_PASSWORD)
    clock.now += LOCK_TIME + timedelta(seconds=1)
    desk = workplace.sign_in(officer_id(workplace, Role.PREPARER), PREPARER_PASSWORD)
    assert desk.session.officer.role is Role.PREPARER
    workplace.close()


def reopened(folder: Path, clock: MovingClock):  # type: ignore[no-untyped-def]
    from db.store import open_store

    return open_store(folder, clock)


def test_a_right_password_forgets_the_wrong_ones_before(workplace: Workplace) -> None:
    for _ in range(MAX_ATTEMPTS - 1):
        refusal(workplace, "sai")
    workplace.sign_in(officer_id(workplace, Role.PREPARER), PREPARER_PASSWORD)
    assert "Còn 4 lần thử" in refusal(workplace, "sai")


def test_the_own_password_is_changed_only_with_the_old_one(workplace: Workplace) -> None:
    identity = officer_id(workplace, Role.PREPARER)
    with pytest.raises(Refusal):
        change_password(workplace.store, identity, old="khong-dung", new="matkhau-moi-1")
    with pytest.raises(Refusal, match="ít nhất 8 ký tự"):
        change_password(workplace.store, identity, old=PREPARER_PASSWORD, new="ngan")
    change_password(workplace.store, identity, old=PREPARER_PASSWORD, new="matkhau-moi-1")
    assert workplace.sign_in(identity, "matkhau-moi-1").session.officer.id == identity


@pytest.mark.parametrize(
    ("officers", "code"),
    [
        (OFFICERS[:1], "start.no-leader"),
        (OFFICERS[1:], "start.no-preparer"),
        ((OFFICERS[0], NewOfficer("A", Post.SPECIALIST, Role.LEADER, "12345678")), "start.leader-post"),
        ((OFFICERS[1], NewOfficer("  ", Post.STAFF, Role.PREPARER, "12345678")), "officer.name-empty"),
        ((OFFICERS[1], NewOfficer("B", Post.STAFF, Role.PREPARER, "1234567")), "officer.password-short"),
    ],
)
def test_an_incomplete_first_start_is_refused_and_changes_nothing(
    tmp_path: Path, officers: tuple[NewOfficer, ...], code: str
) -> None:
    from dataclasses import replace

    from support.workplaces import empty_workplace

    workplace = empty_workplace(tmp_path)
    with pytest.raises(Refusal) as refused:
        workplace.begin(replace(first_start(), officers=officers))
    assert refused.value.findings[0].code == code
    assert workplace.is_new
    workplace.store.close(with_backup=False)


def test_an_officer_who_left_can_no_longer_sign_in_but_stays_in_the_list(workplace: Workplace) -> None:
    by = next(row for row in workplace.officers() if row.role is Role.LEADER)
    reviewer = officer_id(workplace, Role.REVIEWER)
    assert workplace.set_active(reviewer, active=False, by=by).changed == {"officer"}
    assert reviewer not in {row.id for row in workplace.officers()}
    assert {row.id: row.active for row in workplace.all_officers()}[reviewer] is False
    workplace.set_active(reviewer, active=True, by=by)
    assert reviewer in {row.id for row in workplace.officers()}


@pytest.mark.parametrize("role", [Role.LEADER, Role.PREPARER])
def test_the_last_leader_and_the_last_preparer_keep_their_accounts(workplace: Workplace, role: Role) -> None:
    by = next(row for row in workplace.officers() if row.role is Role.REVIEWER)
    with pytest.raises(Refusal, match="duy nhất") as refused:
        workplace.set_active(officer_id(workplace, role), active=False, by=by)
    assert refused.value.findings[0].code == "officer.last-of-role"


def test_nobody_shuts_out_themselves(workplace: Workplace) -> None:
    by = next(row for row in workplace.officers() if row.role is Role.REVIEWER)
    with pytest.raises(Refusal, match="đang đăng nhập"):
        workplace.set_active(by.id, active=False, by=by)


def test_a_post_in_own_words_is_kept_but_never_for_a_leader(workplace: Workplace) -> None:
    by = workplace.officers()[0]
    added = workplace.add_officer(
        NewOfficer("Vàng A Páo", "  Công chức   Văn phòng - Thống kê ", Role.PREPARER, "matkhau-4"), by=by
    )
    assert {row.id: row.post for row in workplace.officers()}[added.value] == "Công chức Văn phòng - Thống kê"
    for role, post, code in (
        (Role.LEADER, "Chuyên viên", "officer.leader-post"),
        (Role.PREPARER, " ", "officer.post-empty"),
    ):
        with pytest.raises(Refusal) as refused:
            workplace.add_officer(NewOfficer("Vàng A Páo", post, role, "matkhau-4"), by=by)
        assert refused.value.findings[0].code == code


def test_new_document_defaults_hold_at_the_open_desk(workplace: Workplace) -> None:
    row = next(row for row in workplace.officers() if row.role is Role.PREPARER)
    desk = workplace.sign_in(row.id, PREPARER_PASSWORD)
    workplace.set_document_defaults(addressee="UBND tỉnh", recipients=("Như trên", "", " Lưu: VT "), by=row)
    assert desk.session.workspace.addressee == "UBND tỉnh"
    assert desk.session.workspace.recipients == ("Như trên", "Lưu: VT")


def test_what_the_settings_change_is_undone_and_done_again_at_the_desk(desk: Desk) -> None:
    workplace, by, session = desk.workplace, desk.session.officer, desk.session
    added = workplace.add_officer(NewOfficer("Vàng A Páo", Post.STAFF, Role.PREPARER, "matkhau-4"), by=by).value
    workplace.set_active(added, active=False, by=by)
    addressee = session.workspace.addressee
    workplace.set_document_defaults(addressee="UBND tỉnh", recipients=("Lưu: VT",), by=by)
    assert session.undo_label == "Sửa Kính gửi, Nơi nhận"
    session.undo()
    assert session.workspace.addressee == workplace.workspace().addressee == addressee
    assert session.undo_label == "Ngừng tài khoản Vàng A Páo"
    session.undo()
    assert added in {row.id for row in workplace.officers()}
    session.undo()
    assert added not in {row.id for row in workplace.all_officers()}
    for _ in range(2):
        session.redo()
    assert {row.id: row.active for row in workplace.all_officers()}[added] is False
    session.undo()
    assert workplace.sign_in(added, "matkhau-4").session.officer.full_name == "Vàng A Páo"


def test_an_account_in_whose_name_something_stands_is_not_taken_back(desk: Desk) -> None:
    new = NewOfficer("Vàng A Páo", Post.STAFF, Role.PREPARER, "matkhau-4")
    added = desk.workplace.add_officer(new, by=desk.session.officer).value
    pao = desk.workplace.sign_in(added, "matkhau-4")
    pao.tasks.assign("TQ2025H2-06", added)
    with pytest.raises(Refusal, match=r"tài khoản cán bộ \(Vàng A Páo\) còn được dùng ở nơi khác"):
        desk.session.undo()
    assert added in {row.id for row in desk.workplace.officers()}


def test_only_a_leader_makes_or_stops_a_leader(desk: Desk, leader_desk: Desk) -> None:
    other = NewOfficer("Người Khác", Post.VICE_CHAIRMAN, Role.LEADER, "matkhau-khac-1")
    with pytest.raises(Refusal, match="chỉ do lãnh đạo"):
        desk.workplace.add_officer(other, by=desk.session.officer)
    added = desk.workplace.add_officer(other, by=leader_desk.session.officer).value
    assert added in {row.id for row in desk.workplace.officers()}
    with pytest.raises(Refusal, match="chỉ do lãnh đạo"):
        desk.workplace.set_active(added, active=False, by=desk.session.officer)


def test_who_left_signs_in_no_more_and_signs_nothing(desk: Desk, leader_desk: Desk) -> None:
    other = NewOfficer("Người Khác", Post.VICE_CHAIRMAN, Role.LEADER, "matkhau-khac-1")
    added = desk.workplace.add_officer(other, by=leader_desk.session.officer).value
    desk.workplace.set_active(added, active=False, by=leader_desk.session.officer)
    with pytest.raises(Refusal, match="đã ngừng sử dụng"):
        desk.workplace.sign_in(added, "matkhau-khac-1")
