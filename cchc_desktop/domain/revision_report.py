"""The content of a periodic report as items, and the tables and targets that other kinds have as well."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.revision_items import Item, Key, NameRows, day, definition_item, lines, number, shortened
from cchc_desktop.domain.sequence_alignment import Row
from cchc_desktop.domain.snapshot import FigurePart, Snapshot, TablePart, TargetPart

_MET = {"met": "Đạt", "not_met": "Chưa đạt"}
_TREND = {"up": "Tăng", "down": "Giảm", "same": "Không đổi"}
_LEVELS = {"block": "Phải sửa", "warn": "Cần giải trình", "info": "Để biết"}
_EXACT = {kind.value for kind in FieldType if kind.is_number} | {FieldType.DATE.value}


def report_items(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    """What a periodic report says: narrative, figures, annexes, targets, remarks, packs."""
    part = snapshot["report"]
    prefix = f"report:{part['form_code']}:{snapshot['period']['code']}"
    yield Item(
        ("report",),
        "Báo cáo",
        prefix,
        (
            ("Trích yếu", part["title"]),
            ("Biểu mẫu", part["form_code"]),
            ("Phần mở đầu", part["opening"]),
            ("Kỳ báo cáo sau", part["next_period"]),
            ("Hạn báo cáo", day(part["due"])),
            ("Kỳ trước", part["previous_label"]),
            ("Cùng kỳ năm trước", part["last_year_label"]),
            ("Phụ lục số liệu", part["figures_annex"]),
        ),
    )
    for section in part["sections"]:
        title = f"{section['number']} {section['title']}".strip()
        texts = (("Tiêu đề", title), ("Nội dung", lines(found["text"] for found in section["paragraphs"])))
        yield Item(("section", section["code"]), shortened(f"Mục {title}"), f"{prefix}:#{section['code']}", texts)
    for figure in part["figures"]:
        yield _figure(figure, f"{prefix}:{figure['code']}")
        if "table" in figure:
            yield from table_items(
                ("figure-table", figure["code"]), figure["table"], f"{prefix}:{figure['code']}", name_rows
            )
    for annex in part["annexes"]:
        yield from table_items(("annex", annex["code"]), annex, "", name_rows)
    yield from (target_item(target) for target in part["targets"])
    yield from _remarks(snapshot, name_rows)
    yield from (definition_item(("pack", pack["code"]), pack) for pack in part["packs"])


def _figure(figure: FigurePart, target: str) -> Item:
    bases = {basis.value: basis.label for basis in Basis}
    return Item(
        ("figure", figure["code"]),
        shortened(f"Số liệu {figure['code']}. {figure['name']}"),
        target,
        (
            ("Chỉ tiêu thống kê", figure["name"]),
            ("Số liệu kỳ này", _figure_words(figure)),
            ("Số liệu chưa làm tròn", _unrounded(figure)),
            ("Đơn vị tính", figure["unit"]),
            ("Tính chất số liệu", bases.get(figure["basis"], figure["basis"])),
            ("Nguồn số liệu", figure["origin"]),
            ("Số tổng hợp từ dữ liệu gốc", figure["derived"]),
            ("Lý do thay số tổng hợp", figure["override_reason"]),
            ("Kỳ trước", figure["previous"]),
            ("Cùng kỳ năm trước", figure["last_year"]),
            ("Thay đổi so với kỳ trước", figure["change"]),
            ("Chỉ tiêu giao", figure["target"]),
            ("Đánh giá", _MET.get(figure["met"], figure["met"])),
        ),
    )


def _figure_words(figure: FigurePart) -> str:
    if figure["state"] == ValueState.NOT_ARISING.value:
        return ValueState.NOT_ARISING.label
    if figure["state"] == ValueState.EMPTY.value:
        return ""
    marked = figure["estimate"] and not figure["shown"].startswith("ước")
    return f"ước {figure['shown']}" if marked else figure["shown"]


def _unrounded(figure: FigurePart) -> str:
    """The exact value where the printed form does not say it; Excel files have it."""
    try:
        exact = format_decimal(Decimal(figure["value"]))
    except InvalidOperation:
        exact = day(figure["value"])
    printed = figure["shown"].removeprefix("ước ").removesuffix("%").rstrip()
    is_said = printed in (exact, figure["value"]) or printed.rstrip("0").rstrip(",") == exact
    return "" if is_said or figure["type"] not in _EXACT else exact


def table_items(key: Key, part: TablePart, target: str, name_rows: NameRows) -> Iterator[Item]:
    """A table with its rows."""
    title = shortened(part["title"])
    columns = lines(column["name"] for column in part["columns"])
    yield Item(key, f"Bảng “{title}”", target, (("Tên bảng", part["title"]), ("Các cột", columns)))
    rows: list[Row] = [tuple(_cell(value, part, place) for place, value in enumerate(row)) for row in part["rows"]]
    for place, (name, row) in enumerate(zip(name_rows(key, rows), rows, strict=True), start=1):
        texts = tuple(zip((column["name"] for column in part["columns"]), row, strict=False))
        yield Item((*key, name), f"Bảng “{title}”, dòng {place}", target, texts)


def _cell(plain: str, part: TablePart, place: int) -> str:
    kind = part["columns"][place]["type"] if place < len(part["columns"]) else ""
    if kind == FieldType.DATE.value:
        return day(plain)
    return number(plain) if kind in _EXACT else plain


def target_item(target: TargetPart) -> Item:
    """A target with what was reached."""
    return Item(
        ("target", target["code"]),
        shortened(f"Chỉ tiêu {target['code']}. {target['name']}"),
        "",
        (
            ("Tên chỉ tiêu", target["name"]),
            ("Mức giao", target["threshold"]),
            ("Kết quả thực hiện", target["shown"]),
            ("Đánh giá", _MET.get(target["met"], target["met"])),
            ("So với kỳ trước", _TREND.get(target["trend"], target["trend"])),
            ("Căn cứ giao", target["source"]),
            ("Vị trí trong căn cứ", target["place"]),
        ),
    )


def _remarks(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    remarks = snapshot["report"]["remarks"]
    rows: list[Row] = [
        (found["text"], _LEVELS.get(found["level"], found["level"]), found["explanation"]) for found in remarks
    ]
    for name, row in zip(name_rows(("remarks",), rows), rows, strict=True):
        texts = tuple(zip(("Nội dung", "Mức", "Giải trình"), row, strict=True))
        yield Item(("remark", name), shortened(f"Giải trình: {row[0]}"), "", texts)
