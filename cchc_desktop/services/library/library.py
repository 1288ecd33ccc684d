"""The library of evidence (kho minh chứng): every file, what it proves, one file for many places."""

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.assessment.self_assessment import SelfAssessment
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.library.places import Place, PlaceKind, PlaceReader, Use
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.rows import frozen_until
from cchc_desktop.services.tasks.tasks import Tasks
from cchc_desktop.system.safe_write import write_bytes
from db.evidence_files import EvidenceFiles, StoredFile, vanished
from db.journal import Work
from db.tables import answer, evidence, product, progress_entry, register_row

MEGABYTE = 1 << 20
LARGEST = 3
"""How many files a budget that is exceeded names."""
WEIGHTY = 20
"""Only files of at least one twentieth of the whole are named."""
ALTERED = "bi-thay-doi"
"""The shelf of files that were set aside because their content had changed."""
_COPY_NUMBER = re.compile(r" \(\d+\)$")

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the library with everything that it proves.

    ``there`` says whether the store has it in the recorded size. ``twins`` counts the files of the same name.
    """

    id: str
    sha256: str
    name: str
    size: int
    media_type: str
    number: str
    day: date | None
    issuer: str
    title: str
    added_at: str
    there: bool
    twins: int
    uses: tuple[Use, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The reporting years of its places, oldest first."""
        return tuple(sorted({use.place.year for use in self.uses if use.place.year is not None}))


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that lies in the store and waits to be named."""

    stored: StoredFile
    name: str


@dataclass(frozen=True, slots=True)
class Added:
    """What adding files did: their identities in the order given, and sentences for the user."""

    ids: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The distinct files that one submission carries: how many, their size in bytes, and the largest of them."""

    name: str
    files: int
    size: int
    largest: tuple[LibraryFile, ...]

    def exceeds(self, megabytes: int) -> bool:
        """Whether the files alone are larger than this many megabytes."""
        return self.size > megabytes * MEGABYTE


class EvidenceLibrary:
    """Queries and commands on the whole store of evidence."""

    def __init__(self, session: Session, evidence: Evidence, *, assessment: SelfAssessment, tasks: Tasks) -> None:
        self._session = session
        self._evidence = evidence
        self._assessment = assessment
        self._places = PlaceReader(session, tasks)
        self._stored = EvidenceFiles(session.store.folder.evidence)

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self._session.store.folder.evidence

    def path(self, file: LibraryFile) -> Path:
        """Where a stored file can be read; never to be written."""
        return self._evidence.path(file.sha256)

    def files(self) -> tuple[LibraryFile, ...]:
        """All files, newest first."""
        with self._session.read() as connection:
            rows = connection.execute(sa.select(evidence).order_by(evidence.c.added_at.desc(), evidence.c.name)).all()
            uses = self._places.uses(connection)
        twins = Counter(_common_name(row.name) for row in rows)
        return tuple(self._file(row, uses.get(row.id, ()), twins[_common_name(row.name)]) for row in rows)

    def places(self) -> tuple[Place, ...]:
        """All places to which a file can be attached."""
        with self._session.read() as connection:
            return self._places.everywhere(connection)

    def copy_in(self, source: Path, progress: Step | None = None) -> Copied:
        """Copy one file into the store; it belongs to the library once ``register`` has named it. Raises Fault."""
        return Copied(self._evidence.copy_in(source, progress), nfc(source.name))

    def register(self, copied: Sequence[Copied]) -> Outcome[Added]:
        """Take copied files into the library in one step that can be undone as one."""
        label = f"Thêm {copied[0].name} vào kho" if len(copied) == 1 else f"Thêm {len(copied)} tệp vào kho minh chứng"
        with self._session.command(label) as work:
            found = [self._evidence.register(work, one.stored, one.name) for one in copied]
        notices = tuple(notice for _, notice in found if notice)
        return Outcome(Added(tuple(file_id for file_id, _ in found), notices), frozenset(work.touched))

    def add_picture(self, png: bytes) -> Outcome[Added]:
        """Add a pasted picture under the name "Ảnh chụp màn hình 2025-12-10 09.00.png"."""
        name = f"Ảnh chụp màn hình {self._session.now():%Y-%m-%d %H.%M}.png"
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / name
            write_bytes(source, png)
            return self.register([self.copy_in(source)])

    def attach(self, file_id: str, place: Place) -> Outcome[bool]:
        """Let a stored file prove one more place; false when it did already. Refusal for a place that is frozen."""
        self._refuse_frozen(place)
        with self._session.command(f"Dùng tài liệu cho {place.text}") as work:
            _, there = self._evidence.use(work, file_id, **self._owner(work, place))
        return Outcome(not there, frozenset(work.touched))

    def detach(self, use: Use) -> Outcome[None]:
        """Take a file away from a place; it stays in the library. Refusal for a place that is frozen."""
        if use.place.kind is PlaceKind.SIGNED:
            text = "Bản ký là một phần của hồ sơ đã ký nên không gỡ được; muốn sửa, hãy mở lại hồ sơ."
            raise Refusal(Finding("evidence.signed", Level.BLOCK, text, use.place.target))
        self._refuse_frozen(use.place)
        return self._evidence.detach(use.id)

    def cite(self, use: Use, pages: str) -> Outcome[bool]:
        """Say where in a file a place is proved: "2-3", "mục II, trang 4".

        Refusal for a place that is frozen, and for a text that cannot be printed.
        """
        self._refuse_frozen(use.place)
        return self._evidence.cite(use.id, pages)

    def mend(self, file: LibraryFile, original: Path, progress: Step | None = None) -> None:
        """Put the original of a missing or altered file back into the store.

        Raises Fault for a file that cannot be read, Refusal for one whose content is another; the store is whole then.
        """
        if _digest(original) != file.sha256:
            text = f"Nội dung tệp “{original.name}” không giống tệp “{file.name}” đã lưu, nên chưa thay."
            raise Refusal(Finding("evidence.other-content", Level.BLOCK, text))
        altered = self.path(file)
        if altered.exists():
            self._stored.set_aside(altered, self._session.store.folder.apart / ALTERED)
        self._stored.add(original, progress)

    def budgets(self, files: Sequence[LibraryFile]) -> tuple[Budget, ...]:
        """What the self-assessment of the year and the progress report of today would carry; files count once."""
        year = self._session.workspace.criteria.year
        scored = _used(files, PlaceKind.CRITERION, year)
        done = _used(files, PlaceKind.TASK, None)
        return (
            _budget(f"Tự chấm điểm năm {year}", scored),
            _budget("Tiến độ nhiệm vụ đến nay", done),
        )

    def _file(self, row: sa.Row[Any], uses: tuple[Use, ...], twins: int) -> LibraryFile:
        return LibraryFile(
            id=row.id,
            sha256=row.sha256,
            name=row.name,
            size=row.size,
            media_type=row.media_type,
            number=row.number,
            day=date.fromisoformat(row.day) if row.day else None,
            issuer=row.issuer,
            title=row.title,
            added_at=row.added_at,
            there=self._stored.size(row.sha256) == row.size,
            twins=twins,
            uses=uses,
        )

    def _owner(self, work: Work, place: Place) -> dict[str, str]:
        match place.kind:
            case PlaceKind.CRITERION:
                return {"answer_id": self._answer_id(work, place.key)}
            case PlaceKind.TASK:
                _require(work, product, place)
                return {"product_id": place.key}
            case PlaceKind.REGISTER:
                _require(work, register_row, place)
                return {"register_row_id": place.key}
            case PlaceKind.SIGNED:
                text = "Tài liệu được gắn vào bản ký ở màn hình Hồ sơ nộp."
                raise Refusal(Finding("evidence.signed", Level.BLOCK, text, place.target))

    def _answer_id(self, work: Work, code: str) -> str:
        criteria = self._session.workspace.criteria
        key: dict[str, str | int] = {
            "criteria_code": criteria.header.code,
            "year": criteria.year,
            "criterion_code": code,
        }
        found = work.connection.scalar(sa.select(answer.c.id).filter_by(**key))
        return found or work.insert(answer, **key, content="", explanation="")

    def _refuse_frozen(self, place: Place) -> None:
        if place.kind is PlaceKind.CRITERION and self._assessment.sheet().frozen:
            text = "Kết quả tự chấm điểm đã chốt nên không sửa được; muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp."
            raise Refusal(Finding("assessment.frozen", Level.BLOCK, text, "submission:assessment"))
        if place.kind is PlaceKind.TASK:
            self._refuse_frozen_entry(place)

    def _refuse_frozen_entry(self, place: Place) -> None:
        query = (
            sa.select(progress_entry.c.day)
            .join(product, product.c.entry_id == progress_entry.c.id)
            .where(product.c.id == place.key)
        )
        with self._session.read() as connection:
            day, until = connection.scalar(query), frozen_until(connection, self._session)
        if day and until and date.fromisoformat(day) <= until:
            text = f"Tiến độ đến ngày {until:%d/%m/%Y} đã chốt trong hồ sơ đã hoàn thành nên không sửa được."
            raise Refusal(Finding("entry.frozen", Level.BLOCK, text, "submission:progress"))


def _common_name(name: str) -> str:
    """The name without the number that the store adds to tell files of one name apart."""
    path = Path(name)
    return f"{_COPY_NUMBER.sub('', path.stem)}{path.suffix}".casefold()


def _require(work: Work, table: sa.Table, place: Place) -> None:
    """Refuse a place that was removed since it was offered."""
    if work.connection.scalar(sa.select(table.c.id).where(table.c.id == place.key)) is None:
        text = f"{place.text} không còn; có thể vừa được xóa ở màn hình khác. Hãy chọn nơi khác."
        raise Refusal(Finding("evidence.place-gone", Level.BLOCK, text))


def _digest(source: Path) -> str:
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise vanished(source) from error


def _used(files: Sequence[LibraryFile], kind: PlaceKind, year: int | None) -> list[LibraryFile]:
    return [
        file
        for file in files
        if any(use.place.kind is kind and use.place.target and year in (None, use.place.year) for use in file.uses)
    ]


def _budget(name: str, files: Sequence[LibraryFile]) -> Budget:
    size = sum(file.size for file in files)
    weighty = [file for file in files if file.size * WEIGHTY >= size]
    largest = sorted(weighty, key=lambda file: -file.size)[:LARGEST]
    return Budget(name, len(files), size, tuple(largest))
