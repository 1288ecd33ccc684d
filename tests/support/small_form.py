"""A small report form with registers and targets, for tests that state only what matters to them."""

from datetime import date
from decimal import Decimal

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.form import Form, FormField, Section
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.register import Column, Register

INTEGER = ValueSpec(FieldType.INTEGER)


def header(code: str, kind: str) -> PackHeader:
    """The header of a pack made for a test."""
    return PackHeader(
        code=code,
        kind=kind,
        edition="1",
        title=f"Bộ danh mục thử {code}",
        issuer="Sở Nội vụ tỉnh Tuyên Quang",
        legal_basis="",
        source="",
        valid_from=date(2025, 1, 1),
    )


def field(code: str, *, section: str = "1", spec: ValueSpec = INTEGER, formula: str = "") -> FormField:
    """A field with its code as name."""
    return FormField(code=code, section=section, name=f"Chỉ tiêu {code}", spec=spec, formula=formula)


def form(
    *sections: Section,
    fields: tuple[FormField, ...] = (),
    periods: tuple[str, ...] = ("M", "Q1", "H1", "Q3", "Y", "AD"),
) -> Form:
    """A form of these sections."""
    return Form(
        header=header("BC-THU", "form"),
        periods=periods,
        title="Kết quả công tác cải cách hành chính {ky}",
        opening="",
        sections=sections or (Section("1", "Mục thử", 1),),
        fields=fields,
    )


def publicity_register() -> Register:
    """A register of publicity activities with a day, a form, contents and the number of listeners."""
    return Register(
        code="TT",
        name="Sổ theo dõi tuyên truyền",
        date_column="ngay",
        columns=(
            Column("ngay", "Ngày", ValueSpec(FieldType.DATE), required=True),
            Column(
                "hinh_thuc",
                "Hình thức",
                ValueSpec(FieldType.CHOICE, options=(Option("toa_dam", "Tọa đàm"), Option("tin_bai", "Tin, bài"))),
            ),
            Column("noi_dung", "Nội dung", ValueSpec(FieldType.TEXT)),
            Column("so_nguoi", "Số người", ValueSpec(FieldType.INTEGER, minimum=Decimal(0))),
            Column("nguoi_noi", "Người trình bày", ValueSpec(FieldType.TEXT), personal=True),
        ),
    )
