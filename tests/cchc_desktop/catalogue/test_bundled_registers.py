"""The bundled registers: what report forms count on, and what must never be asked for."""

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.register import Register, RegisterSet

COLUMNS = {
    "VB": "ngay so_ky_hieu loai trich_yeu co_quan linh_vuc",
    "TT": "ngay chu_de hinh_thuc kenh noi_dung dia_diem so_nguoi so_tai_lieu",
    "KT": "ngay loai noi_dung so_van_de so_da_xu_ly han_xu_ly ngay_xu_ly ket_qua",
    "DT": "ngay hinh_thuc thanh_phan so_nguoi so_kien_nghi so_da_giai_quyet van_ban",
    "KN": "ngay noi_dung thuoc_tham_quyen ngay_tra_loi van_ban",
    "SK": "ngay ten tac_gia trang_thai ngay_cong_nhan quyet_dinh",
    "PAKN": "ngay kenh noi_dung trang_thai ngay_xu_ly cong_khai",
    "BD": "ngay noi_dung don_vi_to_chuc so_luot_nguoi",
    "KS": "ngay thu_tuc muc thoi_gian_cho",
    "HM": "ngay ma_ho_so thu_tuc ngay_hen ngay_tra xin_loi so_van_ban ly_do",
    "NVG": "ngay so_van_ban noi_dung han ngay_hoan_thanh ket_qua",
}


def registers() -> dict[str, Register]:
    pack = bundled().pack("SO-XA-2025").pack
    assert isinstance(pack, RegisterSet)
    return {register.code: register for register in pack.registers}


@pytest.mark.parametrize("code", COLUMNS)
def test_a_register_has_its_columns_in_order(code: str) -> None:
    assert [column.code for column in registers()[code].columns] == COLUMNS[code].split()


def test_there_is_no_other_register() -> None:
    assert list(registers()) == list(COLUMNS)


def test_only_the_author_of_an_initiative_is_personal_data() -> None:
    personal = [
        (code, column.code) for code, found in registers().items() for column in found.columns if column.personal
    ]
    assert personal == [("SK", "tac_gia")]


def test_survey_slips_are_typed_in_series_without_evidence_or_names() -> None:
    slips = registers()["KS"]
    assert slips.heads_down
    assert not slips.evidence
    assert [option.code for option in slips.column("muc").spec.options] == [
        "rat_hai_long",
        "hai_long",
        "binh_thuong",
        "khong_hai_long",
    ]


def test_the_forms_of_publicity_cover_the_six_groups_of_the_publicity_plan() -> None:
    publicity = registers()["TT"]
    forms = {option.code for option in publicity.column("hinh_thuc").spec.options}
    assert {
        "tin_bai",
        "phat_thanh",
        "kiem_tra_huong_dan",
        "cong_khai_tthc",
        "tap_huan",
        "cuoc_thi",
        "hop_thon",
        "toa_dam",
    } <= forms
    channels = {option.label for option in publicity.column("kenh").spec.options}
    assert {"Zalo", "YouTube", "Loa phát thanh thông minh", "Trang thông tin điện tử của UBND xã"} <= channels


def test_every_register_falls_into_periods_by_a_required_date() -> None:
    for register in registers().values():
        column = register.column(register.date_column)
        assert (column.spec.type, column.required) == (FieldType.DATE, True)
