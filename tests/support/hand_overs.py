"""A folder with some work in it, handed over into a folder beside it."""

from pathlib import Path

from support.workplaces import desk_of, new_workplace

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.hand_over import hand_over
from cchc_desktop.services.hand_over import place as hand_over_place
from cchc_desktop.services.hand_over.hand_over import Given, Request
from cchc_desktop.services.workplace import Desk, Workplace
from db.tables import answer

REQUEST = ("Phạm Thị Hoa", "Công chức Văn phòng - Thống kê", "Chuyển công tác")


def no_step(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""


def worked_in(folder: Path) -> Workplace:
    """An open folder with three answers, an evidence file and a package."""
    workplace = new_workplace(folder)
    hand_over_place.settle(workplace.store)
    desk = desk_of(workplace)
    note_answer(workplace, "cũ")
    source = folder.parent / f"{folder.name}-van-ban.pdf"
    source.write_bytes(b"%PDF-1.4 noi dung" * 500)
    attach(desk, source)
    (workplace.store.folder.packages / "Gói nộp quý IV.zip").write_bytes(b"PK gia" * 100)
    return workplace


def attach(desk: Desk, source: Path) -> None:
    """Bring a file into the evidence store."""
    stored = desk.evidence.copy_in(source)
    with desk.session.command("Thêm tài liệu") as work:
        desk.evidence.register(work, stored, source.name)


def note_answer(workplace: Workplace, text: str) -> None:
    """Write one row, as any command does."""
    with workplace.store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code=text, content="", explanation=text)


def answers(workplace: Workplace) -> list[str]:
    """What ``note_answer`` wrote."""
    with workplace.store.read() as connection:
        query = "SELECT explanation FROM answer WHERE criteria_code = 'TC' ORDER BY 1"
        return [text for (text,) in connection.exec_driver_sql(query)]


def request(target: Path) -> Request:
    """Hand over to Phạm Thị Hoa."""
    target.mkdir(exist_ok=True)
    return Request(*REQUEST, target)


def handed_over(workplace: Workplace, target: Path, *, role: Role = Role.PREPARER) -> Given:
    """Hand the folder over."""
    return hand_over.give(desk_of(workplace, role), request(target), step=no_step)
