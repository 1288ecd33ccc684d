"""Evidence (tài liệu kiểm chứng): files copied into the store and used by criteria and product documents."""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.domain.evidence_limits import problem_of
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.vietnamese import nfc, unprintable
from cchc_desktop.services.session.frozen import Frozen
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from db.evidence_files import EvidenceFiles, StoredFile
from db.journal import Work
from db.tables import evidence, evidence_use

LONGEST = {"number": 60, "issuer": 120, "title": 500, "pages": 60}
"""How many characters each typed line of a document may have."""
_NAMES = {"number": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "title": "Trích yếu", "pages": "Trang, mục"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A stored file as used in one place; ``use_id`` names the use, ``id`` the file.

    ``issuer`` issued the document; ``pages`` says where in it this place is proved ("2-3", "mục II, trang 4").
    """

    use_id: str
    id: str
    sha256: str
    name: str
    size: int
    media_type: str
    number: str
    day: date | None
    issuer: str
    title: str
    pages: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching a file did. ``notice`` is a sentence for the user, empty when there is nothing to tell."""

    file_id: str
    use_id: str
    notice: str


class Evidence:
    """Commands and queries on evidence files."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._files = EvidenceFiles(session.store.folder.evidence)

    def path(self, sha256: str) -> Path:
        """Where a stored file can be read; never to be written."""
        return self._files.path(sha256)

    def attach_to_product(
        self, product_id: str, source: Path, *, progress: Callable[[int, int], None] | None = None
    ) -> Outcome[Attached]:
        """Copy a file in and attach it to a product document of a task.

        Raises Refusal for a file that is no document or too large, Fault for one that cannot be copied; nothing is
        attached then.
        """
        return self._attach(source, progress, product_id=product_id)

    def attach_to_register_row(
        self, row_id: str, source: Path, *, progress: Callable[[int, int], None] | None = None
    ) -> Outcome[Attached]:
        """Copy a file in and attach it to a row of a register."""
        return self._attach(source, progress, register_row_id=row_id)

    def copy_in(self, source: Path, progress: Callable[[int, int], None] | None = None) -> StoredFile:
        """Copy a file into the store; it counts only once a transaction registers it.

        Raises Refusal for a file that is no document or too large, Fault for one that cannot be copied.
        """
        _refuse_unfit(source)
        self._session.store.require_writable()
        return self._files.add(source, progress)

    def register(self, work: Work, stored: StoredFile, given_name: str) -> tuple[str, str]:
        """Refer to a stored file inside a running command; return its identity and a notice, possibly empty."""
        name = nfc(given_name)
        found = work.connection.execute(sa.select(evidence).where(evidence.c.sha256 == stored.sha256)).first()
        if found is not None:
            known = f"Nội dung tệp này đã có trong kho với tên “{found.name}”; dùng lại tệp đó."
            return found.id, "" if found.name == name else known
        free = _free_name(work.connection, name)
        identity = work.insert(
            evidence,
            sha256=stored.sha256,
            name=free,
            size=stored.size,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            number="",
            day="",
            issuer="",
            title="",
            added_at=self._session.now().isoformat(timespec="seconds"),
        )
        notice = "" if free == name else f"Kho đã có một tệp khác trùng tên “{name}”; tệp mới được đặt tên “{free}”."
        return identity, notice

    def use(self, work: Work, file_id: str, **owner: str) -> tuple[str, bool]:
        """Let a registered file prove one place inside a running command; return the use and whether it was there.

        ``owner`` is one of answer_id, product_id, register_row_id.
        """
        ((column, value),) = owner.items()
        here = evidence_use.c[column] == value
        found = sa.select(evidence_use.c.id).where(evidence_use.c.evidence_id == file_id, here)
        there = work.connection.scalar(found)
        if there:
            return there, True
        last = work.connection.scalar(sa.select(sa.func.max(evidence_use.c.sequence)).where(here))
        blank: dict[str, str | None] = {"answer_id": None, "product_id": None, "register_row_id": None}
        values = {**blank, **owner}
        use_id = work.insert(evidence_use, evidence_id=file_id, sequence=(last or 0) + 1, pages="", **values)
        return use_id, False

    def describe(
        self,
        file_id: str,
        *,
        number: str | None = None,
        day: date | None = None,
        issuer: str | None = None,
        title: str | None = None,
        clear_day: bool = False,
    ) -> Outcome[bool]:
        """Set number, date, issuing body and abstract of the document in a file; None leaves a field as it is.

        Raises Refusal for a text that could not be printed.
        """
        typed = {"number": number, "issuer": issuer, "title": title}
        values = {field: line_of_text(text, field) for field, text in typed.items() if text is not None}
        if day is not None or clear_day:
            values["day"] = day.isoformat() if day else ""
        with self._session.command("Sửa thông tin tài liệu kiểm chứng") as work:
            changed = work.update(evidence, file_id, **values)
        return Outcome(changed, frozenset(work.touched))

    def cite(self, use_id: str, pages: str) -> Outcome[bool]:
        """Say where in a file one place is proved: "2-3", "mục II, trang 4"; "" where nothing is to be said.

        Raises Refusal for a text that could not be printed, and for a place that is frozen.
        """
        with self._session.command("Ghi trang của tài liệu kiểm chứng") as work:
            self._refuse_frozen(work.connection, dict(work.row(evidence_use, use_id)))
            changed = work.update(evidence_use, use_id, pages=line_of_text(pages, "pages"))
        return Outcome(changed, frozenset(work.touched))

    def detach(self, use_id: str) -> Outcome[None]:
        """Take a file away from one place; the file itself stays in the store. Refusal for a place that is frozen."""
        with self._session.command("Gỡ tài liệu kiểm chứng") as work:
            self._refuse_frozen(work.connection, dict(work.row(evidence_use, use_id)))
            work.delete(evidence_use, use_id)
        return Outcome(None, frozenset(work.touched))

    def unsound(self, *, thorough: bool = True) -> list[str]:
        """Names of stored files that are missing or altered.

        ``thorough`` compares the hash of each; otherwise only presence and size, which is quick enough for a screen.
        """
        with self._session.read() as connection:
            rows = connection.execute(sa.select(evidence.c.name, evidence.c.sha256, evidence.c.size)).all()
        if thorough:
            return [row.name for row in rows if not self._files.sound(row.sha256)]
        return [row.name for row in rows if self._files.size(row.sha256) != row.size]

    def _attach(self, source: Path, progress: Callable[[int, int], None] | None, **owner: str) -> Outcome[Attached]:
        stored = self.copy_in(source, progress)
        with self._session.command(f"Đính kèm {nfc(source.name)}") as work:
            self._refuse_frozen(work.connection, owner)
            file_id, notice = self.register(work, stored, source.name)
            use_id, there = self.use(work, file_id, **owner)
            if there:
                notice = f"Tệp “{nfc(source.name)}” đã được đính kèm ở đây; không đính kèm lần nữa."
        return Outcome(Attached(file_id, use_id, notice), frozenset(work.touched))

    def _refuse_frozen(self, connection: sa.Connection, owner: Mapping[str, object]) -> None:
        """What a completed submission states keeps the files that it was completed with."""
        if Frozen(connection, self._session.workspace.unit.code).holds_use(owner):
            text = "Hồ sơ đã chốt nội dung này cùng tệp minh chứng nên không sửa được; muốn sửa, hãy mở lại hồ sơ."
            raise Refusal(Finding("evidence.frozen", Level.BLOCK, text, "submissions"))


def _refuse_unfit(source: Path) -> None:
    try:
        size = source.stat().st_size
    except OSError:
        return  # what cannot be read is told by the store
    if problem := problem_of(nfc(source.name), size):
        raise Refusal(Finding("evidence.unfit", Level.BLOCK, problem))


def line_of_text(typed: str, field: str) -> str:
    """A typed line as it is stored: NFC, blanks in one form. Raises Refusal where it is too long or cannot be printed.

    ``field`` is a key of ``LONGEST``.
    """
    text = " ".join(nfc(typed).split())
    if hidden := unprintable(text):
        problem = f"có ký tự không in được (mã U+{ord(hidden):04X}); hãy gõ lại ô này."
    elif len(text) > LONGEST[field]:
        problem = f"dài quá {LONGEST[field]} ký tự; hãy viết gọn lại."
    else:
        return text
    raise Refusal(Finding("evidence.text", Level.BLOCK, f"{_NAMES[field]} {problem}"))


def files_of_products(connection: sa.Connection) -> dict[str, tuple[FileRow, ...]]:
    """All files attached to product documents, by product."""
    return _files_by(connection, "product_id")


def files_of_answers(connection: sa.Connection) -> dict[str, tuple[FileRow, ...]]:
    """All files attached to answers, by answer."""
    return _files_by(connection, "answer_id")


def files_of_register_rows(connection: sa.Connection) -> dict[str, tuple[FileRow, ...]]:
    """All files attached to rows of registers, by row."""
    return _files_by(connection, "register_row_id")


def _files_by(connection: sa.Connection, column: str) -> dict[str, tuple[FileRow, ...]]:
    owner = evidence_use.c[column]
    rows = connection.execute(
        sa.select(owner.label("owner"), evidence_use.c.id.label("use_id"), evidence_use.c.pages, evidence)
        .join(evidence, evidence.c.id == evidence_use.c.evidence_id)
        .where(owner.is_not(None))
        .order_by(evidence_use.c.sequence)
    )
    found: dict[str, tuple[FileRow, ...]] = {}
    for row in rows:
        file = FileRow(
            use_id=row.use_id,
            id=row.id,
            sha256=row.sha256,
            name=row.name,
            size=row.size,
            media_type=row.media_type,
            number=row.number,
            day=date.fromisoformat(row.day) if row.day else None,
            issuer=row.issuer,
            title=row.title,
            pages=row.pages,
        )
        found[row.owner] = (*found.get(row.owner, ()), file)
    return found


def _free_name(connection: sa.Connection, name: str) -> str:
    taken = {taken.casefold() for taken in connection.scalars(sa.select(evidence.c.name))}
    stem, suffix = Path(name).stem, Path(name).suffix
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem} ({number}){suffix}"
    return candidate
