"""All sheets of a workbook of packs, in their order: what a sheet shows and what its columns mean, as data."""

from cchc_desktop.catalogue.exchange.criteria_sheets import CRITERIA_SHEETS
from cchc_desktop.catalogue.exchange.form_sheets import FORM_SHEETS, REGISTER_SHEETS, TARGET_SHEETS
from cchc_desktop.catalogue.exchange.layout import SheetSpec
from cchc_desktop.catalogue.exchange.plan_sheets import CALENDAR_SHEETS, HEADER, PLAN_SHEETS, UNIT_SHEETS

__all__ = ["HEADER", "SHEETS", "sheets_of"]

SHEETS: tuple[SheetSpec, ...] = (
    HEADER,
    *PLAN_SHEETS,
    *CRITERIA_SHEETS,
    *FORM_SHEETS,
    *REGISTER_SHEETS,
    *TARGET_SHEETS,
    *CALENDAR_SHEETS,
    *UNIT_SHEETS,
)


def sheets_of(kind: str) -> tuple[SheetSpec, ...]:
    """The sheets that show a pack of this kind, without the general one."""
    return tuple(sheet for sheet in SHEETS if sheet.pack_kind == kind)
