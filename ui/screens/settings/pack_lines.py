"""What the tab of packs shows, in finished words: packs in use, what a file would change, what is wrong with a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_desktop.catalogue.exchange.changes import EntryChange
    from cchc_desktop.catalogue.library import LoadedPack
    from cchc_desktop.catalogue.problem import PackFault
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.domain.pack import PackHeader
    from cchc_desktop.services.packs.carry_over import Homeless
    from cchc_desktop.services.packs.importing import PackPreview, Preview
    from cchc_desktop.system.fault import Fault

KIND_TITLES = {
    "plan": "Kế hoạch",
    "criteria": "Bộ tiêu chí",
    "form": "Biểu mẫu báo cáo",
    "registers": "Sổ theo dõi",
    "targets": "Chỉ tiêu",
    "calendar": "Lịch làm việc",
    "units": "Danh mục đơn vị",
}
_CODES_NAMED = 6
_LEVELS = ("block", "warn", "info")


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in use; ``active`` marks the plan and the criteria set that the folder works with."""

    code: str
    kind: str
    title: str
    edition: str
    issuer: str
    validity: str
    mark: str
    reconstruction: str
    active: bool


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A pack of a file: its state, its counts, the question whether to work with it, and what it would replace."""

    code: str
    kind: str
    title: str
    edition: str
    state: str
    state_label: str
    counts: str
    question: str
    replaced: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field of an entry, or a whole entry that is added or removed; ``change`` is a Change value."""

    key: int
    change: str
    change_label: str
    pack: str
    place: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with the level of a finding ("block", "warn", "info")."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything about a file before it is applied; ``verdict`` sums it up, ``may_apply`` says whether it can be."""

    source: str
    verdict: str
    packs: tuple[IncomingLine, ...]
    changes: tuple[ChangeLine, ...]
    remarks: tuple[Remark, ...]
    may_apply: bool


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of a file at its place."""

    key: int
    sheet: str
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class FaultPage:
    """Why a file cannot be used, and what to do."""

    source: str
    what: str
    safe: str
    do: str
    lines: tuple[FaultLine, ...]


def pack_line(loaded: "LoadedPack", *, active: bool) -> PackLine:
    """A pack in use in words."""
    header = loaded.header
    return PackLine(
        code=header.code,
        kind=KIND_TITLES[header.kind],
        title=header.title,
        edition=header.edition,
        issuer=header.issuer,
        validity=_validity(header),
        mark="Bản dựng lại" if header.reconstruction else "",
        reconstruction=header.reconstruction,
        active=active,
    )


def preview_page(preview: "Preview") -> PreviewPage:
    """A preview in words."""
    return PreviewPage(
        source=preview.source,
        verdict=_verdict(preview),
        packs=tuple(_incoming(one) for one in preview.packs),
        changes=tuple(_change_lines(preview)),
        remarks=tuple(_remarks(preview)),
        may_apply=preview.is_applicable,
    )


def fault_page(fault: "Fault | PackFault", *, source: str) -> FaultPage:
    """A fault in words; the places are those of the workbook where it has them."""
    lines = []
    for key, problem in enumerate(getattr(fault, "problems", ())):
        place = problem.place
        if place is None:
            lines.append(FaultLine(key, "", problem.entry, problem.key, problem.text))
        else:
            text = problem.text.removeprefix(f"{place.words}: ")
            lines.append(FaultLine(key, place.sheet, str(place.row or ""), place.column, _sentence(text)))
    what = f"Tệp có {len(lines)} lỗi, chưa nạp gì." if lines else fault.what
    return FaultPage(source, what, fault.safe, fault.do, tuple(lines))


def _validity(header: "PackHeader") -> str:
    if header.valid_to is None:
        return f"từ {_day(header.valid_from)}"
    return f"từ {_day(header.valid_from)}\nđến {_day(header.valid_to)}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _incoming(one: "PackPreview") -> IncomingLine:
    header = one.header
    noun = "kế hoạch" if header.kind == "plan" else "bộ tiêu chí"
    return IncomingLine(
        code=header.code,
        kind=KIND_TITLES[header.kind],
        title=header.title,
        edition=_edition(one),
        state=one.state.value,
        state_label=one.state.label,
        counts=_counts(one),
        question=f"Từ nay làm việc với {noun} {header.code}" if one.replaces_active else "",
        replaced=f"Thay cho: {one.replaces_active}. Dữ liệu đã nhập theo bộ cũ được giữ nguyên.",
    )


def _edition(one: "PackPreview") -> str:
    if not one.used_edition or one.used_edition == one.header.edition:
        return one.header.edition
    return f"{one.header.edition} (đang dùng: {one.used_edition})"


def _counts(one: "PackPreview") -> str:
    if not one.changes.entries:
        return "không có gì khác"
    if one.state.value == "new":
        return f"{len(one.changes.entries)} mục mới"
    found = Counter(entry.change.value for entry in one.changes.entries)
    return f"thêm {found['added']}, sửa {found['changed']}, bỏ {found['removed']}"


def _change_lines(preview: "Preview") -> Iterator[ChangeLine]:
    """A line for each changed field; a new pack is new as a whole, its entries are no changes to look through."""
    key = 0
    for pack, entry in preview.entries:
        if pack.state.value == "new":
            continue
        place = " ".join(part for part in (entry.listed, entry.code) if part)
        for field, old, new in _words(entry):
            yield ChangeLine(key, entry.change.value, entry.change.label, pack.header.code, place, field, old, new)
            key += 1


def _words(entry: "EntryChange") -> list[tuple[str, str, str]]:
    """What changes in an entry: field, old and new words; an entry that comes or goes is told by its name."""
    match entry.change.value:
        case "added":
            return [("", "", entry.name)]
        case "removed":
            return [("", entry.name, "")]
    return [(field.title, field.old, field.new) for field in entry.fields]


def _verdict(preview: "Preview") -> str:
    if preview.blocking:
        return "Chưa áp dụng được: xem điều cần sửa dưới đây."
    if not preview.incoming:
        return "Tệp không có gì khác với các bộ danh mục đang dùng."
    return f"Sẽ nạp {len(preview.incoming)} bộ danh mục; chưa thay đổi gì cho đến khi bấm Áp dụng."


def _remarks(preview: "Preview") -> list[Remark]:
    """What stands against the file first, then what loses its home, then warnings, then what is carried over."""
    told = [_remark(finding) for one in preview.packs for finding in one.findings]
    told += [_remark(finding) for finding in preview.findings]
    lost = [remark for one in preview.packs for remark in _lost(one.carry_over.homeless)]
    kept = [remark for one in preview.packs for remark in _kept(one)]
    return sorted([*lost, *told, *kept], key=lambda remark: _LEVELS.index(remark.level))


def _kept(one: "PackPreview") -> Iterator[Remark]:
    found = ", ".join(f"{item.count} {item.what[0].lower()}{item.what[1:]}" for item in one.carry_over.carried)
    if found and one.changes.entries:
        yield Remark("info", f"{one.header.code}: giữ nguyên theo mã {found}.")


def _remark(finding: "Finding") -> Remark:
    return Remark(finding.level.value, finding.text)


def _lost(found: Sequence["Homeless"]) -> Iterator[Remark]:
    """One sentence for each kind of entered work that loses its home."""
    for what in dict.fromkeys(item.what for item in found):
        mine = [item for item in found if item.what == what]
        named = ", ".join(f"{item.code} ({item.count})" for item in mine[:_CODES_NAMED])
        more = f" và {len(mine) - _CODES_NAMED} mã khác" if len(mine) > _CODES_NAMED else ""
        yield Remark("warn", f"{what} không còn mục tương ứng, vẫn giữ trong dữ liệu: {named}{more}.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
