"""What was received, in the words of the screen: lines of the list, the head, the content, the answers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.vietnamese import format_date
from ui.screens.appraisal.page import (
    NO_UNDO,
    STATES,
    Answer,
    Asked,
    Deeds,
    Exchange,
    Fact,
    Given,
    Head,
    Line,
    ListLine,
    Paragraph,
    Section,
    Spoken,
)

if TYPE_CHECKING:
    from cchc_desktop.domain.snapshot_sections import Line as ReadLine
    from cchc_desktop.services.province.appraisal_reading import (
        AppraisalRow,
        EarlierRemark,
        IssuedRow,
        Opened,
        RemarkRow,
    )
    from cchc_desktop.services.province.issuing import TelephoneCode

KEYS = {
    "unknown": "Khóa ký gói chưa đăng ký ở tỉnh",
    "replaced": "Ký bằng khóa cũ của đơn vị",
    "unsigned": "Gói không có chữ ký của máy",
}
"""What is not in order with the key of a package; a known key needs no word."""

_STATES = {ReceivedState.RECEIVED: "Chờ thẩm định"}
_FIRM = "\N{NO-BREAK SPACE}"
_SHORT = 70
"""Letters of a text that may stand beside others in one paragraph."""
_TELLING = 8
"""Letters of a text that is known again; a figure of fewer digits may stand in any code."""
_FRAME = "Thông tin chung"
"""The section that is read last: unit, period, people and packs of a document are seldom what is remarked on."""
_WHOLE = "whole"
"""The key of the line on which one remarks on everything."""


def list_line(row: "AppraisalRow") -> ListLine:
    """A received revision in the list."""
    key = KEYS.get(row.key_state, "")
    said = [short_what(row), f"{row.remarks} ý kiến đang ghi" if row.remarks and row.is_open else "", key]
    late = f"\nmuộn {row.days_late} ngày" if row.days_late and row.days_late > 0 else ""
    tip = [f"{row.unit_name}: {what_of(row)}", f"Tỉnh nhận lúc {moment(row.received_at)}", key, row.package_name]
    return ListLine(
        id=row.id,
        unit=f"{row.unit_name}, bản {row.revision}",
        what="\n".join(filter(None, said)),
        state=row.state.value,
        state_label=dict(STATES).get(row.state.value, row.state.label),
        received=f"{day(row.received_at)}{late}",
        tip="\n".join(filter(None, tip)),
        search=f"{row.unit_name} {row.unit_code}",
        order=row.received_at,
    )


def head(row: "AppraisalRow", facts: Sequence[Fact]) -> Head:
    """The head of the opened revision."""
    late = f", muộn {row.days_late} ngày" if row.days_late and row.days_late > 0 else ""
    what = f"{what_of(row)}. Tỉnh nhận lúc {moment(row.received_at)}{late}"
    return Head(row.unit_name, what, row.state.value, state_label(row), _brief(facts), tuple(facts))


def _brief(facts: Sequence[Fact]) -> Fact | None:
    """What of the package is not in order; where all is, that it is."""
    for look in ("bad", "warn", "good"):
        found = [fact.text.partition("\n")[0] for fact in facts if fact.look == look]
        if found:
            return Fact("Gói và chữ ký", " ".join(found), look)
    return None


def facts(opened: "Opened") -> Iterator[Fact]:
    """What the database knows of the opened revision."""
    row = opened.row
    yield Fact("Các bản", ", ".join(_revision(each, row) for each in opened.revisions))
    yield Fact("Tệp đã nhận", row.package_name)
    if row.decided_at:
        yield Fact("Quyết định", f"{state_label(row)} lúc {moment(row.decided_at)}, {row.decided_by}".rstrip(", "))
    if row.note:
        yield Fact("Ghi chú", row.note)
    for issued in opened.issued:
        code = f", mã {issued.code}" if issued.code else ""
        yield Fact("Đã trả lời", f"{issued.kind.title} lúc {moment(issued.at)}, {issued.by}{code}")


def _revision(each: "AppraisalRow", shown: "AppraisalRow") -> str:
    return f"bản {each.revision} ({'đang xem' if each.id == shown.id else state_label(each).lower()})"


def sections(opened: "Opened") -> tuple[Section, ...]:
    """The content with the remarks on it; a remark that has no line of its own stands on the whole."""
    waiting = list(opened.remarks)
    earlier = list(opened.replies)
    found = []
    for section in opened.sections:
        lines = [_line(line, waiting, earlier) for line in section.lines]
        found.append(Section(section.title, tuple(line for line in lines if _says_something(line, section.title))))
    whole = Line(_WHOLE, "", "Toàn bộ hồ sơ", ((("", "Ý kiến chung, không về một dòng nào."),),), _spoken(waiting))
    frame = [section for section in found if section.title == _FRAME]
    content = [section for section in found if section.title != _FRAME]
    return (Section("Ý kiến chung", (whole,)), *content, *frame)


def _says_something(line: Line, title: str) -> bool:
    """Whether a line says more than its title does; one with a remark always stands."""
    texts = [text for paragraph in line.words for _label, text in paragraph]
    return bool(line.remarks or line.earlier) or not all(_is_said_by(title, text) for text in texts)


def _is_said_by(place: str, text: str) -> bool:
    """Whether a place ends in a text, so that it need not be read twice; a short text may end there by chance."""
    words = text.rstrip(".;:, ")
    return len(words) >= _TELLING and place.endswith(words)


def _line(line: "ReadLine", waiting: "list[RemarkRow]", earlier: "list[EarlierRemark]") -> Line:
    mine = [each for each in waiting if (each.target, each.place) == (line.target, line.place)]
    before = [each for each in earlier if (each.target, each.place) == (line.target, line.place)]
    for each in mine:
        waiting.remove(each)
    told = tuple(_told(each) for each in before)
    return Line(line.key, line.target, line.place, paragraphs(line), _spoken(mine), told)


def _spoken(rows: "Iterable[RemarkRow]") -> tuple[Spoken, ...]:
    return tuple(Spoken(each.id, each.text) for each in rows)


def _told(each: "EarlierRemark") -> str:
    reply = f"Xã trả lời: {each.reply}" if each.reply else "Xã chưa trả lời."
    return f"Ý kiến của tỉnh ở bản {each.revision}: {each.text}\n{reply}"


def paragraphs(line: "ReadLine") -> tuple[Paragraph, ...]:
    """The words of a line: short texts beside each other, a long one alone, none that its place says already."""
    found: list[Paragraph] = []
    beside: list[tuple[str, str]] = []
    for label, text in line.words:
        if _is_said_by(line.place, text):
            continue
        if len(label) + len(text) <= _SHORT and "\n" not in text:
            beside.append((label, text))
            continue
        if beside:
            found.append(tuple(beside))
            beside = []
        found.append(((label, text),))
    if beside:
        found.append(tuple(beside))
    return tuple(found)


def exchanges(rows: "Iterable[EarlierRemark]") -> tuple[Exchange, ...]:
    """What was remarked on earlier revisions, with the answers."""
    found = []
    for each in rows:
        by = f", {each.by}" if each.by else ""
        at = f" lúc {moment(each.at)}" if each.at else ""
        title = f"Ý kiến về bản {each.revision}" + (f" (trả lời{at}{by})" if each.reply else "")
        found.append(Exchange(title, each.place, each.text, each.reply))
    return tuple(found)


def answer(issued: "IssuedRow", code: "TelephoneCode") -> Answer:
    """An answer with its code, or why it has none."""
    note = f"Lời nhắn: {issued.note}" if issued.note else ""
    remarks = f", {issued.remarks} ý kiến" if issued.remarks else ""
    return Answer(
        id=issued.id,
        title=f"{issued.kind.title}{remarks}",
        at=f"Lập lúc {moment(issued.at)}, {issued.by}",
        code=code.code,
        why=code.reason,
        note=note,
    )


def given(issued: "IssuedRow", row: "AppraisalRow | None", code: "TelephoneCode") -> Given:
    """A receipt among those that were given at once."""
    unit, what = (row.unit_name, what_of(row)) if row is not None else ("", "")
    return Given(issued.id, unit, what, code.code, code.reason)


def deeds(opened: "Opened") -> Deeds:
    """Which deeds are open for a revision, and what is said beside them."""
    row, remarks = opened.row, len(opened.remarks)
    is_accepted = row.state is ReceivedState.ACCEPTED
    if row.is_open:
        told = f"{remarks} ý kiến đã ghi." if remarks else "Chưa ghi ý kiến."
    elif row.state is ReceivedState.CONFLICT:
        told = "Có mâu thuẫn: chọn bản được dùng ở màn hình Tiếp nhận trước."
    elif row.state is ReceivedState.SUPERSEDED:
        told = "Đã có bản mới hơn; bản này chỉ để xem."
    else:
        told = f"{state_label(row)}; chỉ để xem."
    return Deeds(row.is_open, row.is_open, is_accepted, remarks, told)


def ask_to_send_back(row: "AppraisalRow", remarks: int) -> Asked:
    """What is asked before a return; without a remark the reason becomes the one that the unit must answer."""
    told = f"{remarks} ý kiến đã ghi sẽ gửi kèm." if remarks else "Chưa ghi ý kiến nào nên phải nêu lý do trả lại."
    return Asked(
        sentence=f"Trả lại bản {row.revision} của {row.unit_name}? {told} {NO_UNDO['return']}",
        deed="Trả lại",
        label="Lời nhắn gửi xã (không bắt buộc)" if remarks else "Lý do trả lại, xã phải trả lời",
        is_owed=not remarks,
        is_dangerous=True,
        spot=f"appraisal:{row.id}:return",
    )


def ask_to_accept(row: "AppraisalRow", remarks: int) -> Asked:
    """What is asked before an acceptance."""
    told = f"{remarks} ý kiến đã ghi vẫn gửi kèm để xã biết." if remarks else "Không có ý kiến nào."
    return Asked(
        sentence=f"Duyệt bản {row.revision} của {row.unit_name}? {told} {NO_UNDO['accept']}",
        deed="Duyệt",
        label="Lời nhắn gửi xã (không bắt buộc)",
        is_owed=False,
        is_dangerous=False,
        spot=f"appraisal:{row.id}:accept",
    )


def ask_to_take_back(row: "AppraisalRow") -> Asked:
    """What is asked before an acceptance is taken back."""
    return Asked(
        sentence=(
            f"Thu hồi kết quả duyệt bản {row.revision} của {row.unit_name}? Xã nhận lý do và phải lập bản mới. "
            f"{NO_UNDO['take-back']}"
        ),
        deed="Thu hồi kết quả duyệt",
        label="Lý do thu hồi, gửi cho xã",
        is_owed=True,
        is_dangerous=True,
        spot=f"appraisal:{row.id}:take-back",
    )


def summary(rows: "Sequence[AppraisalRow]") -> str:
    """How much waits."""
    waiting = [row for row in rows if row.is_open]
    if not waiting:
        return "Không còn hồ sơ nào chờ thẩm định."
    late = sum(bool(row.days_late and row.days_late > 0) for row in waiting)
    told = f", trong đó {format_count(late)} hồ sơ nộp muộn" if late else ""
    return f"{format_count(len(waiting))} hồ sơ chờ thẩm định{told}."


def what_of(row: "AppraisalRow") -> str:
    """The document: "Báo cáo tiến độ, Quý IV năm 2025, bản 2"."""
    return f"{row.title}, {row.period.label}, bản {row.revision}"


def short_what(row: "AppraisalRow") -> str:
    """Kind and period in the list, where room is short: "Báo cáo tiến độ, Quý IV/2025"."""
    label = row.period.label
    if label.startswith(("Quý", "Tháng")):
        label = label.replace(" năm ", "/").replace(" ", _FIRM)
    return f"{row.title}, {label}"


def state_label(row: "AppraisalRow") -> str:
    """The state in the words of this screen."""
    return _STATES.get(row.state, row.state.label)


def moment(iso: str) -> str:
    """A time as it is read."""
    at = datetime.fromisoformat(iso)
    return f"{at:%H:%M} {format_date(at.date())}"


def day(iso: str) -> str:
    """The day of a time."""
    return format_date(datetime.fromisoformat(iso).date())
