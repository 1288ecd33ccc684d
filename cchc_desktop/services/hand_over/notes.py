"""What a hand-over says to people: what is unfinished, what falls due, the note inside the file, the minutes."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_desktop.domain.submission import State
from cchc_desktop.domain.vietnamese import format_long_date, nfc, uncapitalised
from cchc_desktop.services.hand_over.manifest import COUNT_WORDS, Manifest, number
from cchc_desktop.services.overview import DUE_SOON

if TYPE_CHECKING:
    from cchc_desktop.exports.hand_over_protocol import ProtocolFacts
    from cchc_desktop.services.workplace import Desk

_UNFINISHED = frozenset({State.DRAFT, State.COMPLETE, State.SIGNED})
_LINES = 12
_NOTE = """\
TỆP BÀN GIAO DỮ LIỆU CẢI CÁCH HÀNH CHÍNH

{office}
Bên giao: {by}
Bên nhận: {to}
Lúc: {at}
Gồm: {held}.

Để nhận: mở CCHC Desktop trên máy mới, ở màn hình bắt đầu bấm “Nhận bàn giao từ máy khác” rồi chọn tệp này;
hoặc chạy lệnh: cchc-desktop data receive TỆP
Chương trình kiểm tra từng tệp bên trong trước khi ghi. Mã xác nhận hiện ra phải giống mã trên biên bản.
Không sửa, không nén lại tệp này: tệp bị thay đổi sẽ không được nhận.
"""


def open_submissions(desk: "Desk") -> tuple[str, ...]:
    """The submissions that are not finished, one sentence each."""
    rows = [row for row in desk.submissions.all() if row.state in _UNFINISHED]
    return _shortened(
        [f"{row.kind.label} {uncapitalised(row.period.label)}, bản {row.revision}: {row.state.label}" for row in rows],
        "hồ sơ nữa",
    )


def deadlines(desk: "Desk") -> tuple[str, ...]:
    """What is overdue or falls due soon, one sentence each."""
    page = desk.overview.page()
    reports = [item.text for item in page.waiting if item.target.startswith("report:")]
    tasks = [
        f"Nhiệm vụ {row.number}, hạn {row.due:%d/%m/%Y}{' (quá hạn)' if row.days_left < 0 else ''}: {row.name}"
        for row in page.due
        if row.days_left <= DUE_SOON
    ]
    return _shortened([*reports, *tasks], "việc nữa")


def notes_for_people(manifest: Manifest) -> bytes:
    """The bytes of DOC-TRUOC.txt: UTF-8, a line ends with LF."""
    giving = manifest.giving
    text = _NOTE.format(
        office=manifest.office,
        by=f"{giving.by} - {giving.by_post}" if giving.by_post else giving.by,
        to=f"{giving.to} - {giving.to_post}" if giving.to_post else giving.to,
        at=_moment(manifest.given_at),
        held=manifest.held,
    )
    return text.encode()


def protocol_facts(manifest: Manifest, *, file: str, received_at: datetime | None = None) -> "ProtocolFacts":
    """What the minutes say of this hand-over; with ``received_at`` they are the receiver's copy."""
    from cchc_desktop.exports.hand_over_protocol import ProtocolFacts  # brings reportlab: 300 ms, at first use only

    giving = manifest.giving
    return ProtocolFacts(
        heading=manifest.heading,
        office=manifest.office,
        place_and_date=f"{manifest.locality}, {format_long_date(manifest.given_at.date())}",
        moment=_moment(manifest.given_at),
        giver=giving.by,
        giver_post=giving.by_post,
        receiver=giving.to,
        receiver_post=giving.to_post,
        reason=giving.reason,
        machine=giving.machine,
        folder=giving.place,
        code=manifest.code,
        file=file,
        counts=tuple(_counts(manifest)),
        missing=missing_words(manifest),
        open_submissions=manifest.open_submissions,
        deadlines=manifest.deadlines,
        officers=tuple(f"{person.name}, {person.post} ({person.role.lower()})" for person in manifest.officers),
        received=f" Bên nhận đã nhận đủ và kiểm tra lúc {_moment(received_at)}." if received_at else "",
        sample=manifest.sample,
    )


def missing_words(manifest: Manifest) -> str:
    """How many evidence files or received packages were not there to be given; empty where all were."""
    if not manifest.missing:
        return ""
    count = number(len(manifest.missing))
    return f"Thiếu {count} {manifest.missing_words}, đã không còn hoặc đã hỏng ở nơi giao từ trước khi bàn giao."


def _counts(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for name, words in COUNT_WORDS.items():
        yield f"{words[:1].upper()}{words[1:]}", number(manifest.counts[name])
    yield "Tệp minh chứng kèm theo", number(len(manifest.evidence_files))
    if manifest.received_packages:
        yield "Gói nộp đã nhận kèm theo", number(len(manifest.received_packages))
    yield "Lần ghi trong nhật ký thay đổi", number(manifest.trail[0])


def _shortened(lines: list[str], rest: str) -> tuple[str, ...]:
    left, lines = len(lines) - _LINES, [nfc(line) for line in lines]
    return (*lines[:_LINES], f"Và {left} {rest}, xem trong chương trình") if left > 0 else tuple(lines)


def _moment(at: datetime) -> str:
    return f"{at:%H giờ %M} {format_long_date(at.date())}"
