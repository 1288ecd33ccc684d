"""Involvement of communes in the tasks of a plan."""

from collections import Counter

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Task


def task(lead: str, cooperation: str = "") -> Task:
    return Task("T-1", "1", "I", "", "Nhiệm vụ", lead, cooperation, "", "Năm 2025")


@pytest.mark.parametrize(
    "agencies",
    [
        "UBND cấp xã",
        "Ủy ban nhân dân cấp xã",
        "Các sở, ban,ngành, UBND cấp xã",
        "UBND các xã, phường",
        "UBND 124 xã, phường",
        "Uỷ ban nhân dân xã",
        "UBND cấp tỉnh, cấp xã",
        "124 xã, phường",
    ],
)
def test_a_commune_is_known_by_each_of_its_names(agencies: str) -> None:
    assert involvement(task(agencies, "Sở Nội vụ")) is Involvement.LEAD
    assert involvement(task("Sở Nội vụ", agencies)) is Involvement.COOPERATING


@pytest.mark.parametrize(
    "agencies", ["Sở Nội vụ", "Các cơ quan, đơn vị", "Văn phòng UBND tỉnh", "Các sở, ban, ngành", "Sở Xây dựng", ""]
)
def test_other_agencies_name_no_commune(agencies: str) -> None:
    assert involvement(task(agencies, agencies)) is Involvement.NOT_NAMED


def test_to_lead_wins_over_to_cooperate() -> None:
    assert involvement(task("UBND cấp xã", "UBND cấp xã")) is Involvement.LEAD


def test_communes_lead_14_tasks_of_the_provincial_plan_and_cooperate_in_28() -> None:
    tasks = bundled().plan("KH-TQ-2025-H2").tasks
    found = {int(task.number): involvement(task) for task in tasks}
    assert {number for number, part in found.items() if part is Involvement.LEAD} == {
        *(6, 14, 22, 25, 26, 27, 32, 33, 34, 35, 36, 41, 47, 56)
    }
    assert Counter(found.values()) == {
        Involvement.LEAD: 14,
        Involvement.COOPERATING: 28,
        Involvement.NOT_NAMED: 16,
    }


def test_the_labels_are_those_of_the_plan() -> None:
    assert [part.label for part in Involvement] == ["Chủ trì", "Phối hợp", "Không nêu tên"]
