import hashlib

import pytest
from support.pack_files import CALENDAR, CRITERIA, PLAN

from cchc_desktop.catalogue.exchange.pack_files import load_packs
from cchc_desktop.services.packs.exporting import write_packs
from cchc_desktop.services.session.stored_packs import packs_in_use, stored_edition


def test_a_pack_goes_out_as_the_file_it_came_from(desk, tmp_path):
    used = packs_in_use(desk.session.store)[CRITERIA]
    path = tmp_path / "tc.toml"
    assert write_packs([used], path) is None
    assert hashlib.sha256(path.read_bytes()).hexdigest() == used.sha256 == desk.session.workspace.criteria_sha256


def test_all_packs_in_use_go_into_one_workbook(desk, tmp_path):
    used = packs_in_use(desk.session.store)
    assert {PLAN, CRITERIA, CALENDAR} <= set(used)
    path = tmp_path / "tất cả.xlsx"
    assert write_packs(used.values(), path) is None
    assert [one.pack for one in load_packs(path)] == [one.pack for one in used.values()]


def test_a_file_with_other_packs_is_kept_beside_and_one_with_the_same_is_left_alone(desk, tmp_path):
    used, path = packs_in_use(desk.session.store), tmp_path / "bộ.xlsx"
    write_packs([used[CRITERIA]], path)
    kept = write_packs([used[PLAN]], path)
    assert kept is not None
    assert [one.pack for one in load_packs(kept)] == [used[CRITERIA].pack]
    assert [one.pack for one in load_packs(path)] == [used[PLAN].pack]
    before = path.read_bytes()
    assert write_packs([used[PLAN]], path) is None
    assert path.read_bytes() == before


def test_several_packs_do_not_fit_into_one_toml_file(desk, tmp_path):
    with pytest.raises(ValueError, match="one pack"):
        write_packs(packs_in_use(desk.session.store).values(), tmp_path / "x.toml")
    assert not (tmp_path / "x.toml").exists()


def test_an_edition_that_never_was_is_none(desk):
    assert stored_edition(desk.session.store, PLAN, "khác") is None
