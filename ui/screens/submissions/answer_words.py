"""The sentences about the province's answers: what was said, by whom, and what is to be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_desktop.domain.province_answer import AnswerKind
from cchc_desktop.domain.submission import State
from cchc_desktop.domain.vietnamese import format_date, format_moment
from ui.screens.submissions.answer_page import AnswerCard, RemarkLine, TakenLine
from ui.widgets.submission_link import submission_link

if TYPE_CHECKING:
    from cchc_desktop.services.sending.answers import AnswerRow, Incoming, Taken
    from cchc_desktop.services.submissions.remarks import RemarkRow
    from cchc_desktop.services.submissions.rows import SubmissionRow

START = "Bắt đầu sửa"
BRING = "Nhập tệp của tỉnh…"
READING = TakenLine("info", "Đang đọc tệp trả lời của tỉnh…")
KEPT = "Bản {revision} giữ nguyên; không hoàn tác được."
_SHOWN, _LISTED = 40, 5
"""Remarks that the card shows of a return, and beside the draft that answers it, where the bar has them all."""


def card(row: SubmissionRow, answers: Sequence[AnswerRow], remarks: Sequence[RemarkRow]) -> AnswerCard | None:
    """What the province said of the submission in sight; None where it has said nothing that is to be known now."""
    if row.state is State.DRAFT:
        return _draft(remarks) if remarks else None
    said = {
        State.RECEIVED: AnswerKind.RECEIVED,
        State.RETURNED: AnswerKind.RETURNED,
        State.ACCEPTED: AnswerKind.ACCEPTED,
    }.get(row.state)
    last = next((each for each in reversed(answers) if each.kind is said), None)
    if last is None:
        return None
    if last.kind is AnswerKind.RETURNED:
        was_accepted = any(each.kind is AnswerKind.ACCEPTED for each in answers)
        return _returned(row, last, remarks, was_accepted=was_accepted)
    return _calm(row, last)


def revision_lines(answers: Sequence[AnswerRow]) -> tuple[str, ...]:
    """The answers to one revision, for its history: each with its note, its remarks and the replies to them."""
    return tuple(line for answer in answers for line in _history(answer))


def taken(done: Taken) -> TakenLine:
    """What became of an answer that was recorded."""
    row = done.submission
    level = "warn" if done.incoming.kind is AnswerKind.RETURNED or done.incoming.warning else "success"
    words = " ".join(filter(None, (done.incoming.text, done.incoming.warning)))
    return TakenLine(level, words, link(row), "Mở hồ sơ")


def left(incoming: Incoming) -> TakenLine:
    """What became of one that was not: it is known already, or refused."""
    if incoming.finding is None:
        target = link(incoming.submission) if incoming.submission else ""
        return TakenLine("info", incoming.text, target, "Mở hồ sơ")
    name = incoming.path.name if incoming.path else ""
    name = f"{name}: " if name and name not in incoming.finding.text else ""
    is_elsewhere = incoming.finding.target.startswith("settings")
    target, words = (incoming.finding.target, "Mở Cài đặt") if is_elsewhere else ("", "")
    return TakenLine("error", f"{name}{incoming.finding.text}", target, words)


def outcomes(taken_now: Sequence[Taken], others: Sequence[Incoming]) -> list[TakenLine]:
    """What became of all that was brought in; those that were known before are counted in one line."""
    refused = [left(each) for each in others if each.finding is not None]
    known = [left(each) for each in others if each.finding is None]
    if len(known) > 1:
        known = [TakenLine("info", f"{len(known)} phiếu đã nhập trước đó; không có gì thay đổi.")]
    return [*map(taken, taken_now), *refused, *known] or [nothing_found()]


def nothing_found() -> TakenLine:
    """Nothing was there."""
    return TakenLine("info", "Ở nơi đã chọn không có tệp trả lời nào của tỉnh (tên tệp kết thúc bằng .cchc-tra-loi).")


def link(row: SubmissionRow) -> str:
    """Where a submission is shown."""
    return submission_link(row.kind, row.period, form=row.form_code)


def _draft(remarks: Sequence[RemarkRow]) -> AnswerCard:
    still = sum(each.is_open for each in remarks)
    title = f"còn {still}/{len(remarks)} ý kiến phải trả lời" if still else f"đã trả lời đủ {len(remarks)} ý kiến"
    return AnswerCard(
        look="draft" if still else "accepted",
        title=f"Sửa theo ý kiến của tỉnh: {title}",
        facts="Thanh ý kiến ở cuối cửa sổ đi theo mọi màn hình (Alt+0)." if still else "",
        note="",
        remarks=tuple(replace(each, text="", reply="") for each in _lines(remarks[:_LISTED])) if still else (),
        more=_more(len(remarks) - _LISTED, "ở thanh cuối cửa sổ") if still else "",
    )


def _returned(row: SubmissionRow, last: AnswerRow, remarks: Sequence[RemarkRow], *, was_accepted: bool) -> AnswerCard:
    still = [each for each in remarks if each.is_open]
    count = f": {len(still)} ý kiến phải trả lời" if still else ""
    verb = "Tỉnh thu hồi kết quả duyệt, trả lại" if was_accepted else "Tỉnh trả lại"
    hint = f"Chương trình lập bản {row.revision + 1} để sửa"
    hint = f"{hint}, mở chỗ của ý kiến đầu tiên." if still else f"{hint}."
    only_told = not last.has_file
    return AnswerCard(
        look="returned",
        title=f"{verb} bản {row.revision}{count}",
        facts=_facts(last),
        note="Ý kiến nằm trong tệp trả lời của tỉnh: hãy nhập tệp để xem." if only_told else _note(last),
        remarks=_lines(remarks[:_SHOWN], linked=False),
        more=_more(len(remarks) - _SHOWN, "ở thẻ Các bản"),
        deed=BRING if only_told else START,
        deed_hint="" if only_told else f"{hint} {KEPT.format(revision=row.revision)}",
    )


def _calm(row: SubmissionRow, last: AnswerRow) -> AnswerCard:
    advice, more = _lines(last.remarks[:_SHOWN], linked=False), _more(len(last.remarks) - _SHOWN, "ở thẻ Các bản")
    if last.kind is AnswerKind.RECEIVED:
        note = "Đang chờ kết quả thẩm định; khi có, nhập phiếu của tỉnh ở đây."
    else:
        note = last.note or "Hồ sơ đã xong, không phải làm gì thêm."
    return AnswerCard(
        last.kind.value, f"{last.kind.label} bản {row.revision}{_on(last)}", _facts(last), note, advice, more=more
    )


def _note(answer: AnswerRow) -> str:
    """The note, unless it is a remark too: the reason for which an acceptance is taken back."""
    return "" if answer.note in {each.text for each in answer.remarks} else answer.note


def _facts(answer: AnswerRow) -> str:
    if not answer.has_file:
        return f"Nghe qua điện thoại, nhập lúc {_moment(answer.imported_at)}."
    post = f" ({answer.post})" if answer.post else ""
    return f"{answer.kind.title}, {answer.by}{post}, {_moment(answer.at)}."


def _lines(remarks: Sequence[RemarkRow], *, linked: bool = True) -> tuple[RemarkLine, ...]:
    shown = [
        RemarkLine(each.place, each.text, each.reply, each.is_open, each.link if linked else "") for each in remarks
    ]
    return tuple(shown)


def _more(count: int, where: str) -> str:
    return f"và {count} ý kiến khác, xem {where}." if count > 0 else ""


def _history(answer: AnswerRow) -> list[str]:
    by = (
        f": {answer.by}, {_moment(answer.at)}"
        if answer.has_file
        else f" (qua điện thoại, {_moment(answer.imported_at)})"
    )
    lines = [f"{answer.kind.label}{by}"]
    if note := _note(answer):
        lines.append(f"Ghi chú của tỉnh: {note}")
    for number, each in enumerate(answer.remarks, start=1):
        lines.append(f"Ý kiến {number}, {each.place}: {each.text}")
        if each.reply:
            lines.append(f"Trả lời ý kiến {number}: {each.reply}")
    return lines


def _on(answer: AnswerRow) -> str:
    return f" ngày {format_date(datetime.fromisoformat(answer.at).date())}" if answer.at else ""


def _moment(stamp: str) -> str:
    return format_moment(datetime.fromisoformat(stamp))
