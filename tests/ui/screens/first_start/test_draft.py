import pytest
from support.workplaces import LIBRARY

from cchc_desktop.domain.officer import Post, Role
from ui.screens.first_start.draft import OfficerDraft, found_units, officer_findings


def names(query: str) -> list[str]:
    return [unit.full_name for unit in found_units(LIBRARY.units, query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ha giang 1", "Phường Hà Giang 1"),
        ("phuong ha giang 2", "Phường Hà Giang 2"),
        ("HÀ GIANG 1", "Phường Hà Giang 1"),
        ("yen son", "Xã Yên Sơn"),
        ("  yen   son ", "Xã Yên Sơn"),
        ("xa yen son", "Xã Yên Sơn"),
        ("00694", "Phường Hà Giang 1"),
    ],
)
def test_a_unit_is_found_without_diacritics_or_by_its_code(query: str, first: str) -> None:
    assert names(query)[0] == first


def test_a_digit_in_a_name_is_not_looked_for_in_codes() -> None:
    assert names("ha giang 1") == ["Phường Hà Giang 1"]


def test_the_beginning_of_a_code_finds_all_that_begin_so() -> None:
    assert {unit.code for unit in found_units(LIBRARY.units, "006")} == {
        unit.code for unit in LIBRARY.units if unit.code.startswith("006")
    }


def test_nothing_asked_for_gives_all_124_in_their_order() -> None:
    assert found_units(LIBRARY.units, " ") == LIBRARY.units
    assert len(LIBRARY.units) == 124


def test_every_unit_is_the_first_to_be_found_by_its_full_name() -> None:
    assert [unit for unit in LIBRARY.units if found_units(LIBRARY.units, unit.full_name)[0] is not unit] == []


def test_a_spelling_of_the_official_code_list_finds_the_unit() -> None:
    spelled = [unit for unit in LIBRARY.units if unit.spellings]
    assert spelled
    assert all(found_units(LIBRARY.units, unit.spellings[0])[0] is unit for unit in spelled)


def good(key: int = 0, **changes: object) -> OfficerDraft:
    values = {
        "key": key,
        "role": Role.PREPARER,
        "full_name": f"Cán bộ {key}",
        "post": "Chuyên viên",
        "password": "matkhau-1",
        "again": "matkhau-1",
        **changes,
    }
    return OfficerDraft(**values)  # type: ignore[arg-type]  # values of one test, checked by running


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"full_name": "  "}, "officer:3:full_name"),
        ({"post": " "}, "officer:3:post"),
        ({"role": Role.LEADER, "post": "Chuyên viên"}, "officer:3:post"),
        ({"password": "ngan", "again": "ngan"}, "officer:3:password"),
        ({"again": "matkhau-2"}, "officer:3:again"),
        ({"again": ""}, "officer:3:again"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changes: dict[str, object], target: str) -> None:
    assert [finding.target for finding in officer_findings([good(3, **changes)])] == [target]


def test_two_officers_of_one_name_are_told_apart() -> None:
    drafts = [good(0, full_name="Nguyễn Văn An"), good(1, full_name=" Nguyễn  Văn An ")]
    assert [finding.target for finding in officer_findings(drafts)] == ["officer:1:full_name"]


def test_complete_officers_have_no_findings_and_keep_their_posts() -> None:
    drafts = [good(0, role=Role.LEADER, post="Phó Chủ tịch"), good(1, post="Công chức  Tư pháp")]
    assert officer_findings(drafts) == ()
    assert [draft.as_new().post for draft in drafts] == [Post.VICE_CHAIRMAN, "Công chức Tư pháp"]


def test_a_name_typed_in_parts_is_kept_composed() -> None:
    assert good(full_name="Nguye\u0302\u0303n  An").clean_name == "Nguyễn An"
