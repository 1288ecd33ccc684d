import hashlib

import pytest
from support.pack_files import CALENDAR, CRITERIA, PLAN

from cchc_desktop.catalogue.exchange.pack_files import load_packs
from cchc_desktop.services.pack_export import write_packs
from cchc_desktop.services.pack_stored import packs_in_use, stored_edition


def test_a_pack_goes_out_as_the_file_it_came_from(desk, tmp_path):
    used = packs_in_use(desk.session.store)[CRITERIA]
    path = write_packs([used], tmp_path / "tc.toml")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == used.sha256 == desk.session.workspace.criteria_sha256


def test_all_packs_in_use_go_into_one_workbook(desk, tmp_path):
    used = packs_in_use(desk.session.store)
    assert {PLAN, CRITERIA, CALENDAR} <= set(used)
    path = write_packs(used.values(), tmp_path / "tất cả.xlsx")
    assert [one.pack for one in load_packs(path)] == [one.pack for one in used.values()]


def test_several_packs_do_not_fit_into_one_toml_file(desk, tmp_path):
    with pytest.raises(ValueError, match="one pack"):
        write_packs(packs_in_use(desk.session.store).values(), tmp_path / "x.toml")
    assert not (tmp_path / "x.toml").exists()


def test_an_edition_that_never_was_is_none(desk):
    assert stored_edition(desk.session.store, PLAN, "khác") is None
