"""The annexes of a report as its form lists them, and a figure that is a table of its own, in the snapshot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.kept_year import kept_workplace
from support.pack_files import FORM, Document, document, toml_file
from support.workplaces import desk_of

from cchc_desktop.catalogue.library import load_pack
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.snapshot import ReportPart
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.session.packs_in_use import take_into_use
from cchc_desktop.services.workplace import Desk

PERIOD = parse("2025-Q3")
ANNEXES = [
    {"kind": "register", "title": "Văn bản cải cách hành chính", "register": "VB", "condition": "linh_vuc = 'cchc'"},
    {"kind": "figures", "title": "Số liệu"},
    {"kind": "register", "title": "Văn bản khác", "register": "VB", "condition": "linh_vuc <> 'cchc'"},
    {"kind": "tasks", "title": "Nhiệm vụ"},
]
MODELS = {
    "code": "MH.1",
    "section": "I.1",
    "name": "Mô hình điểm ở thôn",
    "type": "table",
    "required": False,
    "columns": [
        {"code": "thon", "name": "Thôn", "type": "text"},
        {"code": "so_ho", "name": "Số hộ", "type": "integer", "unit": "hộ"},
        {"code": "tu_ngay", "name": "Từ ngày", "type": "date"},
    ],
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = kept_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def report(desk: Desk, folder: Path, edit: Callable[[Document], object]) -> ReportPart:
    """The report as it would be frozen under a changed edition of the form."""
    loaded = load_pack(toml_file(folder, document(FORM, edit, edition="2")))
    with desk.session.command("Đổi biểu mẫu") as work:
        take_into_use(work, loaded, at=desk.session.now().isoformat(timespec="seconds"))
    desk.reports.type_field(FORM, PERIOD, "MH.1", "Khuôn Bén\t1.035\t05/7/2025\nĐộng Sơn\t12")
    return desk.submissions.draft_snapshot(Kind.REPORT, PERIOD, form=FORM)["report"]


def _changed(found: Document) -> None:
    found["annexes"] = ANNEXES
    found["fields"].append(MODELS)


def test_annexes_keep_the_order_of_the_form_and_each_its_own_rows(desk: Desk, tmp_path: Path) -> None:
    part = report(desk, tmp_path, _changed)
    assert [table["title"] for table in part["annexes"]] == [
        annex["title"] for annex in ANNEXES if annex["kind"] != "figures"
    ]
    assert (part["figures_annex"], part["figures_place"]) == ("Số liệu", 1)
    reform, others, _tasks = (table["rows"] for table in part["annexes"])
    assert reform
    assert others
    assert not [row for row in reform if row in others]


def test_a_table_field_travels_with_its_columns_and_typed_rows(desk: Desk, tmp_path: Path) -> None:
    figures = report(desk, tmp_path, _changed)["figures"]
    (table,) = (figure["table"] for figure in figures if "table" in figure)
    assert [column["name"] for column in table["columns"]] == ["Thôn", "Số hộ (hộ)", "Từ ngày"]
    assert table["rows"] == [["Khuôn Bén", "1035", "2025-07-05"], ["Động Sơn", "12", ""]]
