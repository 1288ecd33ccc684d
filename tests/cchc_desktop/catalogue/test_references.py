"""What one pack takes from another: a report form from registers, targets from the form and from the plan."""

from pathlib import Path

import pytest
from support.planted_faults import FORM, REGISTERS, TARGETS

from cchc_desktop.catalogue.form_references import TASK_COLUMNS
from cchc_desktop.catalogue.library import bundled, load_pack
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.catalogue.references import reference_problems
from cchc_desktop.services.reports.counted_rows import STATUS_CODES

SET = "TC-XA-2025-DL"

CHANGED = [
    (SET, 'form = "BC-CCHC-XA"', 'form = "BC-KHAC"', ("form-unknown", "set", "form")),
    (SET, '"BC3.2.4 + BC3.2.5"', '"BC3.2.4 + BC3.2.99"', ("formula-field-unknown", "3.3.1", "inputs")),
    (SET, 'formula = "BC3.2.7"', 'formula = "BC3.2"', ("formula-field-unknown", "3.3.2", "inputs")),
    (FORM, "\"DEM('DT')\"", "\"DEM('DTT')\"", ("register-unknown", "BC1.5.1", "formula")),
    (FORM, "loai = 'tu_kiem_tra'", "kieu = 'tu_kiem_tra'", ("column-unknown", "BC1.2.2", "formula")),
    (FORM, "'ngay_cong_nhan')", "'quyet_dinh')", ("date-column-not-date", "BC1.7.1", "formula")),
    (FORM, "\"TONG_SO('KT', 'so_van_de')\"", "\"TONG_SO('KT', 'so')\"", ("column-unknown", "BC1.2.3", "formula")),
    (FORM, "DEM('NHIEM_VU', ", "DEM_KHAC('NHIEM_VU', 'ten', ", ("column-unknown", "BC1.1.1", "formula")),
    (FORM, "loai = 'tu_kiem_tra'", "loai = 'tu_kiemtra'", ("option-unknown", "BC1.2.2", "formula")),
    (FORM, "'hoan_thanh_qua_han'", "'xong'", ("option-unknown", "BC1.1.2", "formula")),
    (FORM, "{so:TT:noi_dung}", "{so:TT:bai}", ("column-unknown", "I.3", "draft")),
    (FORM, "{so:TT:noi_dung}", "{so:T:noi_dung}", ("register-unknown", "I.3", "draft")),
    (FORM, "{so:TT:noi_dung}", "{so:SK:tac_gia}", ("draft-personal", "I.3", "draft")),
    (FORM, "\"TONG_SO('KT', 'so_van_de')\"", "\"TONG_SO('KT', 'noi_dung')\"", ("formula-types", "BC1.2.3", "formula")),
    (FORM, "xin_loi = 'yes'", "xin_loi = true", ("formula-types", "BC3.2.7", "formula")),
    (FORM, "xin_loi = 'yes'", "xin_loi = 'rồi'", ("formula-types", "BC3.2.7", "formula")),
    (FORM, 'register = "VB"', 'register = "VBB"', ("register-unknown", "annexes[1]", "register")),
    (TARGETS, 'form = "BC-CCHC-XA"', 'form = "BC-KHAC"', ("form-unknown", "CT2025-01", "form")),
    (TARGETS, "BC1.1.2", "BC1.1.8", ("formula-field-unknown", "CT2025-01", "formula")),
    (TARGETS, "TY_LE(BC1.1.2", "TY_LE(BC1.1", ("formula-field-unknown", "CT2025-01", "formula")),
    (TARGETS, 'field = "BC1.1.3"', 'field = "BC1.1"', ("formula-field-unknown", "CT2025-01", "field")),
    (TARGETS, 'task = "TQ2025H2-06"', 'task = "TQ2025H2-99"', ("task-unknown", "CT2025-02", "task")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "expected"), CHANGED)
def test_a_reference_to_nothing_is_named(code: str, old: str, new: str, expected: tuple[str, str, str]) -> None:
    library = bundled()
    text = library.source(code).decode("utf-8")
    assert old in text
    changed = read_pack(text.replace(old, new, 1), name="thử.toml").pack
    problems = reference_problems(changed, library.packs())
    assert [(item.code, item.entry, item.key) for item in problems] == [expected]


def test_the_states_of_tasks_are_those_that_reports_count() -> None:
    states = TASK_COLUMNS["trang_thai"].options
    assert {option.code for option in states} == set(STATUS_CODES.values())


def test_the_packs_that_ship_know_each_other() -> None:
    packs = bundled().packs()
    assert [problem.text for pack in packs for problem in reference_problems(pack, packs)] == []


def test_without_registers_at_hand_nothing_is_said_of_them() -> None:
    library = bundled()
    assert reference_problems(library.pack(FORM).pack, library.plans) == ()


def test_a_missing_register_is_a_warning_and_a_missing_column_refuses_the_file(tmp_path: Path) -> None:
    library = bundled()
    text = library.source(FORM).decode("utf-8")
    path = tmp_path / "biểu mẫu.toml"
    path.write_text(text.replace("\"DEM('DT')\"", "\"DEM('DTT')\"", 1), encoding="utf-8")
    assert [item.code for item in load_pack(path, beside=library.packs()).warnings] == ["register-unknown"]
    path.write_text(text.replace("'so_van_de'", "'so'", 1), encoding="utf-8")
    with pytest.raises(PackFault, match="cột «so» không có trong sổ KT"):
        load_pack(path, beside=[library.pack(REGISTERS).pack])
