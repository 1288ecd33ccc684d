"""The sheet of targets, which the workbooks of report and plan have."""

from cchc_desktop.domain.snapshot import TargetPart
from cchc_desktop.exports.report_annexes import MET_WORDS, TREND_WORDS
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, ValueKind

TARGET_SHEET = "Chỉ tiêu"

_COLUMNS = (
    SheetColumn("Mã", 22, ValueKind.CODE),
    SheetColumn("Chỉ tiêu", 90),
    SheetColumn("Mức giao", 36),
    SheetColumn("Kết quả thực hiện", 36),
    SheetColumn("Đánh giá", 24),
    SheetColumn("So với kỳ trước", 24),
    SheetColumn("Căn cứ giao chỉ tiêu", 90),
    SheetColumn("Vị trí trong kế hoạch", 50),
)


def target_sheet(targets: list[TargetPart], *, title: str) -> Sheet:
    """The targets in printed order, with the values reached; ``title`` says of which document they are."""
    rows = tuple(
        SheetRow(
            (
                target["code"],
                target["name"],
                target["threshold"],
                target["shown"],
                MET_WORDS[target["met"]],
                TREND_WORDS[target["trend"]],
                target["source"],
                target["place"],
            )
        )
        for target in targets
    )
    return Sheet(TARGET_SHEET, title, _COLUMNS, rows)
