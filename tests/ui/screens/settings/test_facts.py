import tomllib
from pathlib import Path

from support.fixtures import desk, workplace

from ui.screens.settings.facts import COMPONENTS, component_lines, program_version, workspace_facts

__all__ = ["desk", "workplace"]

ROOT = Path(__file__).parents[4]


def test_every_library_that_the_program_needs_is_named_with_its_version():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {line.partition(">")[0].partition("=")[0].partition("[")[0].strip().lower() for line in wanted}
    assert {one.distribution.lower() for one in COMPONENTS if one.distribution} == names
    assert [one.name for one in COMPONENTS if one.distribution and not one.version] == []


def test_every_font_that_ships_is_named_with_its_licence():
    families = {path.stem.partition("-")[0] for path in (ROOT / "resources").rglob("*.ttf")}
    named = {one.name.replace(" ", "") for one in COMPONENTS if "Open Font" in one.licence}
    assert families == named


def test_the_version_is_told():
    assert program_version()
    assert all(line.name and line.value for line in component_lines())


def test_the_packs_are_told_with_edition_short_hash_and_the_mark_of_a_reconstruction(desk):
    groups = {
        group.title: group
        for group in workspace_facts(desk.session.workspace, units=desk.workplace.library.units_header)
    }
    plan = {fact.name: fact for fact in groups["Kế hoạch"].facts}
    assert plan["Mã, bản"].value == "KH-TQ-2025-H2, bản Dự thảo tháng 7/2025"
    assert desk.session.workspace.plan_sha256.startswith(plan["Mã kiểm tra tệp"].value.rstrip("…"))
    assert plan["Tên"].mark == ""
    assert "Bản dựng lại" in next(fact.mark for fact in groups["Bộ tiêu chí"].facts if fact.name == "Tên")
    assert groups["Đơn vị"].facts[0].value == "Phường Hà Giang 1"
