"""The commands on packs: check a file, write packs out, bring packs in."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.exchange.changes import Change, EntryChange
from cchc_desktop.catalogue.exchange.pack_files import TOML, load_packs
from cchc_desktop.catalogue.library import LoadedPack, bundled
from cchc_desktop.catalogue.problem import PackFault, Problem
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.services.data_care.data_care import holds_data
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.packs.exporting import holds_packs, write_packs
from cchc_desktop.services.packs.importing import PackImport, PackPreview, PackState, Preview
from cchc_desktop.services.session.stored_packs import packs_in_use
from cchc_desktop.services.workplace import open_workplace
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import kept_words
from cchc_desktop.system.safe_write import make_folder

ALL = "all"


def pack_check(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Check a pack file, TOML or Excel, and say every fault by its place.

    Where there are data the file is held against the packs in use there, as an import would do, else against those
    of the program.
    """
    try:
        if not holds_data(folder):
            return _checked_alone(arguments.file, f"không có thư mục dữ liệu tại {folder}")
        with closing(open_workplace(folder, clock=clock, library=bundled())) as workplace:
            if not workplace.is_new:
                return _checked_beside(workplace.command_line_desk().pack_import.preview(arguments.file), folder)
        return _checked_alone(arguments.file, f"thư mục {folder} chưa có dữ liệu đơn vị")
    except PackFault as fault:
        return _of_pack_fault(fault, arguments.file)
    except Fault as fault:
        if fault.code != "already-open":
            raise
    try:
        return _checked_alone(arguments.file, f"thư mục {folder} đang được mở ở cửa sổ khác")
    except PackFault as fault:
        return _of_pack_fault(fault, arguments.file)


def _checked_alone(file: Path, reason: str) -> Report:
    loaded = load_packs(file, beside=bundled().packs())
    lines = [line for one in loaded for line in _valid_lines(one)]
    lines.append(f"Chưa đối chiếu với các bộ đang dùng ({reason}); chỉ đối chiếu với các bộ kèm chương trình.")
    return Report(Exit.DONE, lines, {**_valid_data(loaded), "checked_against": "bundled"})


def _checked_beside(preview: Preview, folder: Path) -> Report:
    """What the import would say of the file, without what it would change."""
    loaded = [one.loaded for one in preview.packs]
    findings = [*(item for one in preview.packs for item in one.findings), *preview.findings]
    lines = [] if preview.blocking else [line for one in loaded for line in _valid_lines(one)]
    told = {warning.text for one in loaded for warning in one.warnings} if lines else set()
    lines += [_finding_line(item) for item in findings if item.text not in told]
    if preview.blocking:
        lines.append("Tệp chưa nạp được: sửa các lỗi đã nêu rồi kiểm tra lại.")
    lines.append(f"Đã đối chiếu với các bộ danh mục đang dùng tại {folder}.")
    data = _valid_data(loaded) | {"checked_against": str(folder), "findings": _finding_data(findings)}
    if preview.blocking:
        return Report(Exit.FINDINGS, lines, {**data, "verdict": "invalid"})
    return Report(Exit.DONE, lines, data)


def _valid_lines(one: LoadedPack) -> Iterator[str]:
    yield f"HỢP LỆ: {one.header.title} (mã {one.header.code}, lần {one.header.edition})."
    yield from (f"- Lưu ý: {item.text}" for item in one.warnings)


def _valid_data(loaded: Sequence[LoadedPack]) -> dict[str, object]:
    packs = [{"code": one.header.code, "edition": one.header.edition, "sha256": one.sha256} for one in loaded]
    data: dict[str, object] = {"verdict": "valid", "packs": packs}
    if len(loaded) == 1:
        data |= {"code": loaded[0].header.code, "sha256": loaded[0].sha256}
    return data


def pack_export(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Write one pack or all of them to a file: the packs in use where there are data, else those of the program."""
    packs = _packs_at_hand(folder, clock)
    chosen = (
        list(packs.values()) if arguments.code == ALL else [packs[code] for code in packs if code == arguments.code]
    )
    if not chosen:
        return wrong_use(f"Không có bộ danh mục mã {arguments.code}; hiện có: {', '.join(packs)}.")
    if arguments.out.suffix.lower() == TOML and len(chosen) > 1:
        return wrong_use("Tệp .toml chỉ chứa một bộ danh mục; hãy ghi mã một bộ hoặc kết xuất ra tệp .xlsx.")
    if not arguments.overwrite and arguments.out.exists() and not holds_packs(arguments.out, chosen):
        return wrong_use(
            f"Tệp {arguments.out} đã có và khác với nội dung sẽ ghi; không ghi đè. "
            "Hãy ghi tên tệp khác, hoặc thêm --overwrite để ghi vào tên này (tệp cũ được giữ lại dưới tên khác)."
        )
    make_folder(arguments.out.parent)
    kept = write_packs(chosen, arguments.out)
    lines = [f"Đã kết xuất {len(chosen)} bộ danh mục: {arguments.out}", *([kept_words(kept).strip()] if kept else [])]
    codes = [one.header.code for one in chosen]
    return Report(Exit.DONE, lines, {"file": str(arguments.out), "packs": codes})


def pack_import(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Bring packs in: say what changes, and apply it unless this is a dry run."""
    if not holds_data(folder):
        return wrong_use(f"Thư mục {folder} chưa có dữ liệu của CCHC Desktop; hãy làm bước bắt đầu trước.")
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước.")
        service = workplace.command_line_desk().pack_import
        try:
            preview = service.preview(arguments.file)
        except PackFault as fault:
            return _of_pack_fault(fault, arguments.file)
        return _imported(service, preview, dry_run=arguments.dry_run, activate=arguments.activate)


def _imported(service: PackImport, preview: Preview, *, dry_run: bool, activate: bool) -> Report:
    lines = list(_preview_lines(preview))
    data = _preview_data(preview)
    if preview.blocking:
        return Report(Exit.FINDINGS, [*lines, "Không áp dụng; dữ liệu không thay đổi."], {**data, "applied": False})
    if dry_run or not preview.incoming:
        last = "Chỉ xem trước, chưa áp dụng." if preview.incoming else "Tệp không có gì khác với dữ liệu đang dùng."
        return Report(Exit.DONE, [*lines, last], {**data, "applied": False})
    codes = [one.header.code for one in preview.incoming] if activate else []
    applied = service.apply(preview, activate=codes).value
    lines += [f"Đã áp dụng: {', '.join(applied.codes)}.", f"Bản sao lưu trước khi áp dụng: {applied.backup}"]
    return Report(Exit.DONE, lines, {**data, "applied": True, "backup": str(applied.backup or "")})


def _packs_at_hand(folder: Path, clock: Clock) -> dict[str, LoadedPack]:
    library = bundled()
    packs = {header.code: library.pack(header.code) for header in library.headers}
    if not holds_data(folder):
        return packs
    with closing(open_workplace(folder, clock=clock, library=library)) as workplace:
        return packs_in_use(workplace.store) or packs


def _of_pack_fault(fault: PackFault, file: Path) -> Report:
    what = f"Tệp «{file.name}» có {len(fault.problems)} lỗi:" if fault.code == "pack-invalid" else fault.what
    lines = [what, *(f"- {problem.text}" for problem in fault.problems), fault.safe, fault.do]
    problems = [_problem_data(problem) for problem in fault.problems]
    return Report(Exit.FINDINGS, lines, {"verdict": "invalid", "code": fault.code, "problems": problems})


def _problem_data(problem: Problem) -> dict[str, object]:
    data: dict[str, object] = {"entry": problem.entry, "key": problem.key, "message": problem.text}
    if problem.place is not None:
        place = problem.place
        data |= {"sheet": place.sheet, "row": place.row, "column": place.column}
    return data


def _preview_lines(preview: Preview) -> Iterator[str]:
    for one in preview.packs:
        header = one.header
        yield f"{one.state.label}: {header.title} (mã {header.code}, lần {header.edition})."
        if one.state in (PackState.NEW_EDITION, PackState.CONFLICT):
            yield f"  Đang dùng lần {one.used_edition}. {_counted(one)}."
            yield from (f"  - {_entry_line(entry)}" for entry in one.changes.entries)
        yield from (f"  Giữ theo mã: {item.what} ({item.count})." for item in one.carry_over.carried)
        for lost in one.carry_over.homeless:
            yield f"  Không còn mục tương ứng, vẫn giữ trong dữ liệu: {lost.what} {lost.code} ({lost.count})."
        yield from (f"  {_finding_line(finding)}" for finding in one.findings)
    yield from (_finding_line(finding) for finding in preview.findings)


def _counted(one: PackPreview) -> str:
    counts = [f"{change.label.lower()} {len(one.changes.of(change))}" for change in Change]
    return f"{', '.join(counts).capitalize()}, giữ nguyên {one.changes.unchanged}"


def _entry_line(entry: EntryChange) -> str:
    named = " ".join(part for part in (entry.listed, entry.code) if part)
    if entry.change is not Change.CHANGED:
        return f"{entry.change.label} {named}: {entry.name}"
    fields = "; ".join(f"{field.title}: «{field.old}» thành «{field.new}»" for field in entry.fields)
    return f"{entry.change.label} {named}: {fields}"


def _finding_line(finding: Finding) -> str:
    return f"{'Lỗi' if finding.level is Level.BLOCK else 'Lưu ý'}: {finding.text}"


def _preview_data(preview: Preview) -> dict[str, object]:
    return {
        "file": preview.source,
        "packs": [_pack_data(one) for one in preview.packs],
        "findings": _finding_data(preview.findings),
    }


def _pack_data(one: PackPreview) -> dict[str, object]:
    return {
        "code": one.header.code,
        "kind": one.header.kind,
        "edition": one.header.edition,
        "state": one.state.value,
        "used_edition": one.used_edition,
        "unchanged": one.changes.unchanged,
        "changes": [
            {
                "change": entry.change.value,
                "list": entry.listed,
                "code": entry.code,
                "name": entry.name,
                "fields": [{"title": field.title, "old": field.old, "new": field.new} for field in entry.fields],
            }
            for entry in one.changes.entries
        ],
        "carried": [{"what": item.what, "count": item.count} for item in one.carry_over.carried],
        "homeless": [{"what": item.what, "code": item.code, "count": item.count} for item in one.carry_over.homeless],
        "findings": _finding_data(one.findings),
    }


def _finding_data(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"code": item.code, "level": item.level.value, "message": item.text} for item in findings]
