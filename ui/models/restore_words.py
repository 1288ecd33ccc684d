"""What a restore would bring and take, and what a rehearsal found, in the words of somebody who fears for the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.vietnamese import format_moment
from ui.models.backup_rows import BackupRow, backup_row

if TYPE_CHECKING:
    from cchc_desktop.services.data_care.restore import Changed, Contents, Preview, Rehearsal, Writes

NOTHING_LOST = "Không mất gì: dữ liệu hiện nay giống hệt bản này."
INCOMPARABLE = "Không so sánh được với dữ liệu hiện nay, vì tệp hiện nay không đọc được hoặc không còn."
SAFE = (
    "Dữ liệu hiện nay không bị xóa: chương trình cất nguyên vẹn vào một thư mục truoc-phuc-hoi trong thư mục dữ liệu, "
    "và nút “Quay lại dữ liệu trước khi phục hồi” đưa trở lại được bất cứ lúc nào."
)


@dataclass(frozen=True, slots=True)
class CountLine:
    """One kind of data: how many now, how many afterwards; ``is_less`` marks a loss."""

    name: str
    now: str
    then: str
    is_less: bool


@dataclass(frozen=True, slots=True)
class RestoreWords:
    """A restore in words: what is chosen, the counts, what would go, who wrote it, what is missing."""

    row: BackupRow
    title: str
    counts: tuple[CountLine, ...]
    lost: tuple[str, ...]
    writers: tuple[str, ...]
    warnings: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class RehearsalWords:
    """The outcome of a rehearsal; ``is_good`` when the backup could take over as it is."""

    is_good: bool
    verdict: str
    lines: tuple[str, ...]


def restore_words(preview: "Preview") -> RestoreWords:
    """The preview of a restore."""
    row = backup_row(preview.backup)
    lost = tuple(lost_lines(preview.lost))
    if preview.present is None:
        lost = (INCOMPARABLE,)
    elif not lost:
        lost = (NOTHING_LOST,)
    then = preview.backup.contents
    return RestoreWords(
        row=row,
        title=f"Phục hồi về {row.when} ({row.where})",
        counts=tuple(_counts(preview.present, then)) if then is not None else (),
        lost=lost,
        writers=tuple(_writer(item) for item in preview.writes),
        warnings=tuple(_warnings(preview)),
        question=(
            f"Phục hồi dữ liệu về {row.when}? Dữ liệu hiện nay được cất riêng, không bị xóa. "
            "Sau khi phục hồi, mọi người đăng nhập lại."
        ),
    )


def lost_lines(changes: "tuple[Changed, ...]") -> Iterator[str]:
    """One sentence for each kind of data that would change."""
    from cchc_desktop.services.session.data_words import TABLES  # beside services that load SQLAlchemy

    order = list(TABLES)
    for item in sorted(changes, key=lambda item: order.index(item.table) if item.table in TABLES else len(order)):
        if item.table == "evidence_use":
            continue  # goes with the documents and the places that use them
        words = TABLES.get(item.table, item.table)
        parts = []
        if item.added:
            parts.append(f"{item.added} {words} nhập sau bản này sẽ không còn")
        if item.altered:
            parts.append(f"{item.altered} {words} đã sửa sẽ trở về nội dung cũ")
        if item.gone:
            parts.append(f"{item.gone} {words} hiện không có sẽ có trở lại")
        yield f"{'; '.join(parts)}."


def rehearsal_words(rehearsal: "Rehearsal") -> RehearsalWords:
    """The outcome of a rehearsal."""
    row = backup_row(rehearsal.backup)
    held = rehearsal.contents
    lines = [
        f"Đã chép, mở và kiểm tra bản này trong một thư mục tạm ({_seconds(rehearsal.seconds)}), rồi xóa thư mục tạm.",
        f"Bản này có {held.tasks} nhiệm vụ có cập nhật, {held.register_rows} dòng sổ, {held.reports} báo cáo.",
        f"Tài liệu kiểm chứng: {held.evidence}, trong đó {rehearsal.evidence} tệp còn nguyên vẹn.",
    ]
    if rehearsal.upgraded:
        lines.append("Bản này do phiên bản chương trình trước ghi; đã nâng cấp thử thành công.")
    if not rehearsal.problems:
        return RehearsalWords(
            is_good=True,
            verdict=f"Bản {row.when} phục hồi được. Dữ liệu đang dùng không thay đổi.",
            lines=tuple(lines),
        )
    verdict = f"Bản {row.when} mở được nhưng có {len(rehearsal.problems)} vấn đề. Dữ liệu đang dùng không thay đổi."
    return RehearsalWords(is_good=False, verdict=verdict, lines=(*lines, *rehearsal.problems))


def _counts(now: "Contents | None", then: "Contents") -> Iterator[CountLine]:
    for name, field in (
        ("Nhiệm vụ có cập nhật", "tasks"),
        ("Dòng sổ theo dõi", "register_rows"),
        ("Báo cáo đã lập", "reports"),
        ("Tài liệu kiểm chứng", "evidence"),
    ):
        after = getattr(then, field)
        before = None if now is None else getattr(now, field)
        yield CountLine(name, "không rõ" if before is None else f"{before}", f"{after}", after < (before or 0))


def _writer(item: "Writes") -> str:
    last = datetime.fromisoformat(item.last)
    return f"{item.officer or 'Chương trình'}: {item.count} lần ghi, lần cuối lúc {format_moment(last)}."


def _warnings(preview: "Preview") -> Iterator[str]:
    now, then = preview.present, preview.backup.contents
    if now is not None and then is not None and now.unit_code and now.unit_code != then.unit_code:
        yield f"Bản này là dữ liệu của đơn vị khác (mã {then.unit_code}; hiện nay {now.unit_code})."
    if preview.holder_notice:
        yield preview.holder_notice
    if preview.evidence_missing:
        yield f"{preview.evidence_missing} tệp minh chứng của bản này không tìm thấy ở đâu; các mục khác vẫn đầy đủ."
    if preview.packages_missing:
        yield f"{preview.packages_missing} gói đã nhận của bản này không tìm thấy ở đâu; các mục khác vẫn đầy đủ."


def _seconds(seconds: float) -> str:
    return f"{format_decimal(Decimal(seconds), 1)} giây"
