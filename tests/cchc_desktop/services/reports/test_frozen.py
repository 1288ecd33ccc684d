"""A completed report is shown as it was completed: under its own edition of the form, with its own figures."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from support.kept_year import kept_workplace
from support.workplaces import desk_of

from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.pack_writer import pack_text
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.session.packs_in_use import take_into_use
from cchc_desktop.services.workplace import Desk

PERIOD = parse("2025-Q3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the completed report of quarter III."""
    workplace = kept_workplace(tmp_path / "du-lieu", "2025-H1", "2025-Q3")
    made = desk_of(workplace)
    made.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    yield made
    workplace.store.close(with_backup=False)


def rename_all_fields(desk: Desk) -> None:
    """Take another edition of the form into use."""
    form = desk.session.packs.form(FORM)
    fields = tuple(replace(item, name=f"{item.name} (mới)") for item in form.fields)
    text = pack_text(replace(form, header=replace(form.header, edition="9"), fields=fields))
    loaded = LoadedPack(read_pack(text, name=FORM).pack, text.encode(), sha256(text.encode()).hexdigest(), ())
    with desk.session.store.work(None) as work:
        take_into_use(work, loaded, at="2025-12-16T09:00:00+07:00")


def test_another_edition_of_the_form_changes_nothing_in_a_completed_report(desk: Desk) -> None:
    before = desk.reports.sheet(FORM, PERIOD)
    rename_all_fields(desk)
    after = desk.reports.sheet(FORM, PERIOD)

    assert desk.session.packs.form(FORM).header.edition == "9"
    assert after.form == before.form
    assert after.sections == before.sections


def test_a_completed_report_shows_each_figure_and_text_as_it_stood_when_it_was_completed(desk: Desk) -> None:
    live = desk.reports.laid_out(desk.reports.reading(FORM, PERIOD))
    frozen = desk.reports.sheet(FORM, PERIOD)

    assert [section.number for section in frozen.sections] == [section.number for section in live.sections]
    for section, other in zip(frozen.sections, live.sections, strict=True):
        assert [(row.field.code, row.shown, row.value) for row in section.fields] == [
            (row.field.code, row.shown, row.value) for row in other.fields
        ]
        assert section.section.title == other.section.title
    assert [(row.target.code, row.shown, row.met) for row in frozen.targets] == [
        (row.target.code, row.shown, row.met) for row in live.targets
    ]


def test_explanations_stay_with_their_figures_and_nothing_is_owed(desk: Desk) -> None:
    sheet = desk.reports.sheet(FORM, PERIOD)
    remarks = [finding for finding in sheet.findings if finding.code in sheet.explanations]

    assert remarks
    assert {finding.level for finding in sheet.findings} == {Level.INFO}
    assert all(sheet.explanations[finding.code] in finding.text for finding in remarks)
    assert all(finding.target != f"report:{FORM}:2025-Q3:" for finding in remarks)


def test_an_opened_report_shows_what_stands_today_again(desk: Desk) -> None:
    rename_all_fields(desk)
    desk.submissions.reopen(Kind.REPORT, PERIOD, reason="Bổ sung", form=FORM)
    sheet = desk.reports.sheet(FORM, PERIOD)

    assert not sheet.frozen
    assert sheet.field("BC3.2.1").field.name.endswith("(mới)")
