"""What of the matrix is printed, kept as Excel or sent: the state of all units, and the reminder of what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import format_date, format_moment
from cchc_desktop.exports.department_paper import department_head, leader_signature
from cchc_desktop.exports.document import (
    Align,
    Annex,
    Block,
    Column,
    Document,
    Identity,
    Paragraph,
    Row,
    Table,
    cell,
)
from cchc_desktop.exports.docx import render_docx_file
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.wording import count
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, ValueKind, Workbook
from cchc_desktop.exports.xlsx import render_xlsx
from cchc_desktop.services.province.board import Cell, Owed, UnitRow
from cchc_desktop.services.province.reminders import reminder_mail, reminder_name
from cchc_desktop.services.session.session import Session

_RECIPIENTS = ("UBND các xã, phường có tên trong danh sách", "Lưu: VT, CCHC")
_CLOSING = Paragraph("Danh sách lập từ các gói nộp mà Sở Nội vụ đã tiếp nhận đến thời điểm lập./.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be listed: the period, the columns, and the units in the order on the screen."""

    period: Period
    columns: tuple[Owed, ...]
    rows: tuple[UnitRow, ...]
    filter_words: str = ""


class Lists:
    """Draws lists and letters; touches no database."""

    def __init__(self, session: Session) -> None:
        self._now = session.now()
        self._sample = session.workspace.sample

    def workbook(self, shown: Shown) -> bytes:
        """The list as Excel: one row for each unit and column."""
        columns = (
            SheetColumn("STT", 12, ValueKind.INTEGER),
            SheetColumn("Đơn vị", 50),
            SheetColumn("Mã đơn vị", 22, ValueKind.CODE),
            SheetColumn("Loại hồ sơ", 60),
            SheetColumn("Tình trạng", 44),
            SheetColumn("Bản", 14, ValueKind.INTEGER),
            SheetColumn("Tỉnh nhận ngày", 30, ValueKind.DATE),
            SheetColumn("Số ngày muộn", 26, ValueKind.INTEGER),
        )
        rows = tuple(
            SheetRow((number, row.unit.full_name, row.unit.code, each.owed.title, state_words(each), *_figures(each)))
            for number, (row, each) in enumerate(_cells(shown), start=1)
        )
        return render_xlsx(
            Workbook(
                title=_title(shown),
                author=DEPARTMENT.office,
                created=self._now,
                identity=self._identity(shown),
                mark="",
                notices=(f"{DEPARTMENT.office}. Lập lúc {format_moment(self._now)}. {shown.filter_words}".strip(),),
                sheets=(Sheet("Tình hình nộp", _title(shown), columns, rows),),
            )
        )

    def printed(self, shown: Shown) -> bytes:
        """The list as PDF: one row for each unit, one column for each kind of submission."""
        return render_pdf(
            self._letter_frame(
                shown, kind="DANH SÁCH", title=_subject(shown), blocks=(_summary(shown), _table(shown), _CLOSING)
            )
        )

    def reminder(self, shown: Shown, *, word: bool) -> bytes:
        """The letter that asks the units for what they owe (thông báo đôn đốc), with their list; PDF, or Word."""
        missing = _missing(shown)
        document = self._letter_frame(
            shown,
            kind="THÔNG BÁO",
            title=f"Về việc đôn đốc nộp hồ sơ cải cách hành chính {_uncapital(shown.period.label)}",
            blocks=tuple(_request(shown, missing)),
            annexes=(
                Annex(
                    "Phụ lục",
                    f"Danh sách đơn vị chưa nộp hồ sơ {_uncapital(shown.period.label)}",
                    "(Kèm theo Thông báo của Sở Nội vụ)",
                    (_missing_table(missing),),
                ),
            ),
        )
        return render_docx_file(document, created=self._now) if word else render_pdf(document)

    def reminder_mails(self, shown: Shown) -> dict[str, bytes]:
        """Drafts of mails by file name, one for each unit that owes something."""
        return {
            reminder_name(row.unit, shown.period): reminder_mail(row.unit, shown.period, missing=cells, at=self._now)
            for row, cells in _missing(shown)
        }

    def _letter_frame(
        self,
        shown: Shown,
        *,
        kind: str,
        title: str,
        blocks: tuple[Block, ...],
        annexes: tuple[Annex, ...] = (),
    ) -> Document:
        return Document(
            head=department_head("TB" if kind == "THÔNG BÁO" else "DS", self._now.date()),
            kind=kind,
            title=title,
            addressee="",
            blocks=blocks,
            signature=leader_signature(),
            recipients=_RECIPIENTS,
            annexes=annexes,
            identity=self._identity(shown),
        )

    def _identity(self, shown: Shown) -> Identity:
        return Identity(DEPARTMENT.office, shown.period.label, f"Lập ngày {format_date(self._now.date())}", "")


def state_words(each: Cell) -> str:
    """The state of a cell in words, with its revision and days late."""
    if each.state is None:
        return f"Chưa nộp, quá hạn {each.days_late} ngày" if each.is_late else "Chưa nộp"
    late = f", muộn {each.days_late} ngày" if each.is_late else ""
    return f"{each.state.label} (bản {each.revision}){late}"


def _figures(each: Cell) -> tuple[int | None, date | None, int | None]:
    day = datetime.fromisoformat(each.received_at).date() if each.received_at else None
    return each.revision or None, day, each.days_late if each.is_late else None


def _cells(shown: Shown) -> Iterator[tuple[UnitRow, Cell]]:
    for row in shown.rows:
        for each in row.cells:
            if each.owed in shown.columns:
                yield row, each


def _missing(shown: Shown) -> list[tuple[UnitRow, list[Cell]]]:
    found = [
        (row, [each for each in row.cells if each.is_missing and each.owed in shown.columns]) for row in shown.rows
    ]
    return [(row, cells) for row, cells in found if cells]


def _title(shown: Shown) -> str:
    return f"{_subject(shown)[:1].upper()}{_subject(shown)[1:]}"


def _subject(shown: Shown) -> str:
    return f"Tình hình nộp hồ sơ cải cách hành chính {_uncapital(shown.period.label)}"


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


def _table(shown: Shown) -> Table:
    columns = (
        Column("STT", 10, Align.CENTRE),
        Column("Đơn vị", 46),
        *(Column(owed.title, 100 / len(shown.columns)) for owed in shown.columns),
    )
    rows = [
        Row(
            (
                cell(str(number)),
                cell(row.unit.full_name),
                *(cell(state_words(each)) for each in row.cells if each.owed in shown.columns),
            )
        )
        for number, row in enumerate(shown.rows, start=1)
    ]
    return Table(columns, tuple(rows))


def _summary(shown: Shown) -> Paragraph:
    owed = sum(each.is_missing for _row, each in _cells(shown))
    late = sum(each.is_late and not each.is_missing for _row, each in _cells(shown))
    return Paragraph(
        f"Danh sách gồm {count(len(shown.rows))} đơn vị; còn {count(owed)} hồ sơ chưa nộp, {count(late)} hồ sơ nộp "
        f"muộn. {shown.filter_words}".strip()
    )


def _request(shown: Shown, missing: Sequence[tuple[UnitRow, list[Cell]]]) -> Iterator[Block]:
    due = next((owed.due for owed in shown.columns if owed.due), None)
    term = f" (hạn gửi {format_date(due)})" if due else ""
    names = ", ".join(_uncapital(owed.title) for owed in shown.columns)
    yield Paragraph(
        f"Qua theo dõi việc nộp hồ sơ cải cách hành chính {_uncapital(shown.period.label)}{term}, gồm: {names}, "
        f"đến nay còn {count(len(missing))} đơn vị chưa nộp đủ (có danh sách kèm theo)."
    )
    yield Paragraph(
        "Sở Nội vụ đề nghị Ủy ban nhân dân các xã, phường có tên trong danh sách khẩn trương hoàn thành, ký và gửi gói "
        "nộp về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định."
    )
    yield Paragraph("Trường hợp đã gửi trước ngày ký Thông báo này, đề nghị đơn vị liên hệ Sở Nội vụ để đối chiếu./.")


def _missing_table(missing: Sequence[tuple[UnitRow, list[Cell]]]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTRE),
        Column("Đơn vị", 60),
        Column("Hồ sơ chưa nộp", 100),
        Column("Quá hạn", 34),
    )
    rows = []
    for number, (row, cells) in enumerate(missing, start=1):
        late = max((each.days_late or 0 for each in cells), default=0)
        titles = [each.owed.title for each in cells]
        words = f"{late} ngày" if late > 0 else "Chưa đến hạn"
        known = any(each.days_late is not None for each in cells)
        rows.append(Row((cell(str(number)), cell(row.unit.full_name), cell(*titles), cell(words if known else ""))))
    return Table(columns, tuple(rows))
