"""The sheets hold everything that packs can say."""

import dataclasses
from typing import get_args

import pytest

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind
from cchc_desktop.catalogue.exchange.sheets import SHEETS, sheets_of
from cchc_desktop.catalogue.rule_reader import KINDS as RULES
from cchc_desktop.domain.criteria import Adjustment, Criterion, Grade, Input, NotArising
from cchc_desktop.domain.field_type import TableColumn, ValueSpec
from cchc_desktop.domain.form import AnnexKind, FormAnnex, FormCheck, FormField, Section
from cchc_desktop.domain.pack import KINDS, PackHeader
from cchc_desktop.domain.plan import Field, Task
from cchc_desktop.domain.register import Column, Register
from cchc_desktop.domain.rules import Rule
from cchc_desktop.domain.target import Operator, Target
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.working_calendar import DueRule

NESTED = {"spec", "options", "columns", "children", "rule", "inputs", "examples"}
"""What stands on sheets of its own."""


def sheet(title):
    return next(one for one in SHEETS if one.title == title)


def said(kind):
    names = {field.name for field in dataclasses.fields(kind)}
    if "spec" in names:
        names |= {field.name for field in dataclasses.fields(ValueSpec)}
    return names - NESTED


@pytest.mark.parametrize(
    ("kind", "title", "more"),
    [
        (PackHeader, "Thông tin chung", set()),
        (Field, "Lĩnh vực", set()),
        (Task, "Nhiệm vụ", set()),
        (Criterion, "Tiêu chí", {"parent"}),
        (Input, "Số liệu của tiêu chí", set()),
        (Adjustment, "Điểm thưởng", set()),
        (Adjustment, "Điểm trừ", set()),
        (Grade, "Xếp loại", set()),
        (Unit, "Đơn vị", set()),
        (Section, "Mục báo cáo", set()),
        (FormField, "Chỉ tiêu số liệu", set()),
        (TableColumn, "Cột của bảng", set()),
        (FormCheck, "Kiểm tra", {"rule"}),
        (FormAnnex, "Phụ lục", set()),
        (Register, "Sổ", set()),
        (Column, "Cột của sổ", set()),
        (Target, "Chỉ tiêu", set()),
        (DueRule, "Hạn báo cáo", set()),
    ],
)
def test_each_thing_that_an_entry_says_has_a_column(kind, title, more):
    assert {column.key for column in sheet(title).columns} == said(kind) | more


def test_each_kind_of_rule_has_its_parameters_on_the_sheet_of_rules():
    parameters = {field.name for rule in get_args(Rule) for field in dataclasses.fields(rule)}
    shown = {column.key for column in sheet("Cách chấm").columns} - {"kind"}
    assert shown == parameters - {"bands", "options", "items"}


def test_every_closed_list_is_whole():
    assert tuple(dict(words.PACK_KINDS)) == KINDS
    assert set(dict(words.RULES)) == set(RULES)
    assert set(dict(words.POLICIES)) == {policy.value for policy in NotArising}
    assert set(dict(words.OPERATORS)) == {operator.value for operator in Operator}
    assert set(dict(words.ANNEXES)) == {kind.value for kind in AnnexKind}


def test_titles_are_told_apart_and_short_enough_for_excel():
    titles = [one.title for one in SHEETS]
    assert len(titles) == len(set(titles))
    assert max(map(len, titles)) <= 31
    for one in SHEETS:
        columns = [column.title for column in one.all_columns]
        assert len(columns) == len(set(columns))
        assert all(column.meaning for column in one.all_columns)
        assert all(column.choices for column in one.all_columns if column.kind is CellKind.CHOICE)
        assert all(column.refers in titles for column in one.all_columns if column.refers)


def test_every_kind_of_pack_has_sheets():
    assert all(sheets_of(kind) for kind in KINDS)
