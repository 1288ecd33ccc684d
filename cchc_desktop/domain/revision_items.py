"""A snapshot as a person reads it: an ordered list of items, each with its place in words and its named texts.

What only machines read (identities, formats, codes that stand beside their own words) is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.sequence_alignment import Row
from cchc_desktop.domain.snapshot import DefinitionPart, EvidencePart, Snapshot
from cchc_desktop.domain.vietnamese import format_date

Key = tuple[str, ...]
NameRows = Callable[[Key, list[Row]], list[str]]
"""Gives each row of the list at a key a name that the same row has in the other snapshot too."""

_HASH_SHOWN = 16
_PLACE_LENGTH = 90
_USES = {"criterion": "tiêu chí", "task": "nhiệm vụ", "register": "sổ", "row": "dòng"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a snapshot says: ``texts`` are pairs of a label and the words as they are printed."""

    key: Key
    place: str
    target: str
    texts: tuple[tuple[str, str], ...]


def frame_items(snapshot: Snapshot) -> Iterator[Item]:
    """What every kind of snapshot says around its content: document, people, unit, period, packs."""
    document, signer, prepared = snapshot["document"], snapshot["signer"], snapshot["prepared_by"]
    yield Item(
        ("document",),
        "Thông tin văn bản",
        "submission:number",
        (
            ("Số văn bản", document["number"]),
            ("Ký hiệu", document["notation"]),
            ("Ngày văn bản", day(document["date"])),
            ("Kính gửi", document["addressee"]),
            ("Nơi nhận", lines(document["recipients"])),
            ("Dữ liệu mẫu", yes_no(value=snapshot["sample"])),
            ("Lý do mở lại", snapshot["reopen_reason"]),
        ),
    )
    yield Item(
        ("people",),
        "Người lập, người ký",
        "submission:leader",
        (
            ("Người lập", prepared["name"]),
            ("Chức vụ người lập", prepared["post"]),
            ("Người ký", signer["name"]),
            ("Chức vụ người ký", signer["post"]),
            ("Thể thức ký", lines(signer["form"])),
        ),
    )
    yield from _surroundings(snapshot)
    yield definition_item(("definition",), snapshot["definition"])


def _surroundings(snapshot: Snapshot) -> Iterator[Item]:
    unit, period = snapshot["unit"], snapshot["period"]
    yield Item(
        ("unit",),
        "Đơn vị",
        "",
        (
            ("Mã đơn vị", unit["code"]),
            ("Tên đơn vị", unit["full_name"]),
            ("Cơ quan", unit["office"]),
            ("Tên cơ quan trên văn bản", lines(unit["heading"])),
            ("Địa danh", unit["place"]),
        ),
    )
    yield Item(
        ("period",),
        "Kỳ số liệu",
        "submission:reference_day",
        (
            ("Kỳ", period["label"]),
            ("Mã kỳ", period["code"]),
            ("Từ ngày", day(period["window_from"])),
            ("Đến ngày", day(period["window_to"])),
            ("Ngày chốt số liệu", day(period["reference_day"])),
        ),
    )


def definition_item(key: Key, part: DefinitionPart) -> Item:
    """A catalogue pack that the snapshot rests on."""
    return Item(
        key,
        f"Danh mục sử dụng: {shortened(part['title'])}",
        "",
        (
            ("Tên danh mục", part["title"]),
            ("Mã", part["code"]),
            ("Phiên bản", part["edition"]),
            ("Cơ quan ban hành", part["issuer"]),
            ("Căn cứ", part["legal_basis"]),
            ("Ghi chú dựng lại", part["reconstruction"]),
            ("Mã kiểm tra của danh mục", part["sha256"][:_HASH_SHOWN]),
        ),
    )


def evidence_items(snapshot: Snapshot) -> Iterator[Item]:
    """The files, each by its content: another content is another file."""
    for part in snapshot["evidence"]:
        pages = {found["use"]: found["pages"] for found in part.get("pages", [])}
        yield Item(
            ("evidence", part["sha256"]),
            f"Tài liệu kiểm chứng: {shortened(part['name'])}",
            part["use"][0] if part["use"] and part["use"][0].split(":")[0] in ("criterion", "task") else "",
            (
                ("Tên tệp", part["name"]),
                ("Tên tài liệu", part["title"]),
                ("Số, ký hiệu", part["number"]),
                ("Ngày", day(part["date"])),
                ("Cơ quan ban hành", part.get("issuer", "")),
                ("Dùng cho", lines(_use_words(use) for use in part["use"])),
                ("Trang, mục", lines(f"{_use_words(use)}: {words}" for use, words in pages.items())),
                ("Dung lượng (byte)", str(part["size"])),
                ("Loại tệp", part["media_type"]),
            ),
        )


def reply_items(snapshot: Snapshot) -> Iterator[Item]:
    """What the unit replied to the province's remarks on the revisions before."""
    for part in snapshot.get("replies", []):
        yield Item(
            ("reply", part["answer"], str(part["revision"]), str(part["sequence"])),
            f"Trả lời ý kiến {part['sequence']} của tỉnh về bản {part['revision']}",
            "",
            (
                ("Về", part["place"]),
                ("Ý kiến của tỉnh", part["text"]),
                ("Trả lời", part["reply"]),
                ("Người trả lời", part["by"]),
                ("Ngày trả lời", day(part["at"].partition("T")[0])),
            ),
        )


def file_names(evidence: list[EvidencePart], hashes: Iterable[str]) -> str:
    """The files with these hashes, a line each; one that is not in the list goes by the head of its hash."""
    names = {part["sha256"]: part["name"] for part in evidence}
    return lines(f"{names.get(sha256, 'tệp')} ({sha256[:8]})" for sha256 in hashes)


def lines(texts: Iterable[str]) -> str:
    """Texts one below the other."""
    return "\n".join(texts)


def day(iso: str) -> str:
    """A date as printed; what is none stays as it is."""
    try:
        return format_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def number(plain: str) -> str:
    """A plain number as printed, nothing rounded; what is none stays as it is."""
    try:
        return format_decimal(Decimal(plain))
    except InvalidOperation:
        return plain


def yes_no(*, value: bool) -> str:
    """The word for a yes or a no."""
    return "Có" if value else "Không"


def shortened(text: str) -> str:
    """The beginning of a text, for a place in words."""
    line = " ".join(text.split()).rstrip(".;:, ")
    if len(line) <= _PLACE_LENGTH:
        return line
    head = line[:_PLACE_LENGTH]
    return f"{(head.rpartition(' ')[0] or head).rstrip('.;:, ')}…"


def _use_words(use: str) -> str:
    prefix, _, code = use.partition(":")
    return f"{_USES[prefix]} {code}" if prefix in _USES else use
