"""A data folder whose registers lost what the form counts, as older versions let in: nothing is counted as 0."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.kept_year import kept_workplace
from support.pack_files import REGISTERS, Document, document, entry, toml_file
from support.workplaces import desk_of

from cchc_desktop.catalogue.library import load_pack
from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.period import parse
from cchc_desktop.services.reports.rows import ReportField
from cchc_desktop.services.session.packs_in_use import take_into_use
from cchc_desktop.services.workplace import Desk

PERIOD = parse("2025-Q3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = kept_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def exchange_registers(desk: Desk, folder: Path, edit: Callable[[Document], object]) -> None:
    """Take registers into use that no import would let in."""
    loaded = load_pack(toml_file(folder, document(REGISTERS, edit, edition="2")))
    with desk.session.command("Đổi sổ") as work:
        take_into_use(work, loaded, at=desk.session.now().isoformat(timespec="seconds"))


def without(register: str, *columns: str) -> Callable[[Document], None]:
    def edit(found: Document) -> None:
        book = entry(found, "registers", register)
        book["columns"] = [column for column in book["columns"] if column["code"] not in columns]
        book["identity"] = [code for code in book.get("identity", []) if code not in columns]

    return edit


def field(desk: Desk, code: str) -> ReportField:
    sections = desk.reports.sheet(FORM, PERIOD).sections
    return next(item for section in sections for item in section.fields if item.field.code == code)


def test_a_count_over_a_column_that_is_gone_is_unknown_and_blocks(desk: Desk, tmp_path: Path) -> None:
    assert field(desk, "BC1.2.2").derived.state is ValueState.VALUE
    exchange_registers(desk, tmp_path, without("KT", "loai"))
    lost = field(desk, "BC1.2.2")
    assert lost.derived.state is ValueState.EMPTY
    assert any("Sổ KT không có cột loai" in finding.text for finding in lost.findings)


def test_a_sum_over_a_column_that_is_gone_is_unknown_and_other_counts_of_the_register_stay(
    desk: Desk, tmp_path: Path
) -> None:
    before = field(desk, "BC1.2.2").derived
    exchange_registers(desk, tmp_path, without("KT", "so_van_de"))
    assert field(desk, "BC1.2.3").derived.state is ValueState.EMPTY
    assert field(desk, "BC1.2.2").derived == before


def test_a_count_over_a_register_that_is_gone_is_unknown(desk: Desk, tmp_path: Path) -> None:
    def edit(found: Document) -> None:
        found["registers"].remove(entry(found, "registers", "KT"))

    exchange_registers(desk, tmp_path, edit)
    lost = field(desk, "BC1.2.2")
    assert lost.derived.state is ValueState.EMPTY
    assert any("Không có sổ KT." in finding.text for finding in lost.findings)


def test_a_draft_never_lists_a_column_of_personal_data(desk: Desk, tmp_path: Path) -> None:
    def listed() -> list[str]:
        sections = desk.reports.sheet(FORM, PERIOD).sections
        drafted = next(item.new_draft for item in sections if item.section.code == "I.3")
        return [line for line in drafted.splitlines() if line.startswith("- ")]

    def edit(found: Document) -> None:
        entry(entry(found, "registers", "TT"), "columns", "noi_dung")["personal"] = True

    assert listed()
    exchange_registers(desk, tmp_path, edit)
    assert listed() == []
