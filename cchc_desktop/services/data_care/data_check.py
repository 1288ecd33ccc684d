"""The check of the data (kiểm tra dữ liệu): what is wrong, in plain words, and what can be mended after a backup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.services.backups.backups import evidence_sources
from cchc_desktop.services.data_care import carried_check
from cchc_desktop.services.data_care.invariants import broken_invariants
from cchc_desktop.services.evidence.frozen_files import frozen_files
from cchc_desktop.services.session import audit_trail
from cchc_desktop.services.session.data_words import TABLES
from cchc_desktop.system.diskspace import megabytes
from db.backup import is_about_content
from db.evidence_files import EvidenceFiles
from db.received_files import named_files
from db.store import Store
from db.tables import evidence

Step = Callable[[int, int, str], None]


class Mend(Enum):
    """What the program can do about a problem by itself."""

    NOTHING = "nothing"
    FETCH = "fetch"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``subjects`` are hashes, places (``carried_files``) or files that a mending works on.

    ``serious`` problems cost data or may; the others only ask for tidying up.
    """

    text: str
    mend: Mend = Mend.NOTHING
    subjects: tuple[str, ...] = ()
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Mended:
    """What mending did, sentence by sentence, and the problems that are left."""

    backup: Path
    done: tuple[str, ...]
    left: tuple[Problem, ...]


def examine(opened: Store, *, files: bool = True, step: Step | None = None) -> tuple[Problem, ...]:
    """Look through the whole folder; changes nothing. Without ``files`` only the database is looked at."""
    say = step or _silent
    found: list[Problem] = []
    with opened.read() as connection:
        say(0, 5, "Đang kiểm tra cấu trúc tệp dữ liệu")
        lines = [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
        found += _structure(lines)
        say(1, 5, "Đang kiểm tra các liên kết")
        found += _references(connection)
        say(2, 5, "Đang kiểm tra nhật ký thay đổi")
        broken = audit_trail.first_broken(connection)
        if broken is not None:
            found.append(Problem(f"Nhật ký thay đổi bị sửa hoặc mất dòng từ dòng số {broken}."))
    if not found:  # in a damaged database the rest would only repeat it in other words
        say(3, 5, "Đang kiểm tra nội dung")
        broken_rules = [Problem(text) for text in broken_invariants(opened)]
        found += broken_rules or list(_values(lines))
    if files:
        say(4, 5, "Đang kiểm tra kho tài liệu kiểm chứng")
        found += _evidence(opened)
        found += _beside(opened)
    say(5, 5, "")
    return tuple(found)


def mend(opened: Store, problems: Sequence[Problem]) -> Mended:
    """Mend what can be mended, after a backup, and look again. Raises Fault when the backup cannot be written."""
    copy = opened.back_up(force=True)
    assert copy is not None
    done: list[str] = []
    for problem in problems:
        if problem.mend is Mend.FETCH:
            done += (*_fetch(opened, problem.subjects), *carried_check.fetch(opened, problem.subjects))
        elif problem.mend is Mend.SET_ASIDE:
            done += _set_aside(opened, problem.subjects)
    return Mended(copy, tuple(done), examine(opened))


def _structure(lines: Sequence[str]) -> Iterator[Problem]:
    for line in lines:
        if not is_about_content(line):
            yield Problem(f"Tệp dữ liệu có lỗi cấu trúc, cần phục hồi từ bản sao lưu (máy báo: {line}).")


def _values(lines: Sequence[str]) -> Iterator[Problem]:
    """Values that the schema forbids and that no rule above has named."""
    for table in dict.fromkeys(line.rpartition(" in ")[2].partition(".")[0] for line in lines):
        yield Problem(f"Có {TABLES.get(table, table)} mang giá trị không hợp lệ. Hãy mở mục đó và nhập lại.")


def _references(connection: sa.Connection) -> Iterator[Problem]:
    lost: dict[tuple[str, str], int] = {}
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lost[row[0], row[2]] = lost.get((row[0], row[2]), 0) + 1
    for (table, parent), count in lost.items():
        words = TABLES.get(table, table), TABLES.get(parent, parent)
        yield Problem(f"Có {count} {words[0]} tham chiếu đến {words[1]} không còn tồn tại.")


def _evidence(opened: Store) -> Iterator[Problem]:
    files = EvidenceFiles(opened.folder.evidence)
    names = _names(opened)
    sources = evidence_sources(opened.folder)
    for sha256, name in names.items():
        if files.sound(sha256):
            continue
        state = "bị mất khỏi kho" if files.size(sha256) is None else "bị thay đổi trong kho"
        if any(source.sound(sha256) for source in sources):
            text = f"Tệp minh chứng “{name}” {state}; có bản nguyên vẹn trong nơi sao lưu, lấy lại được."
            yield Problem(text, Mend.FETCH, (sha256,))
        else:
            yield Problem(f"Tệp minh chứng “{name}” {state}; không tìm thấy bản nào khác. {_NOWHERE}")
    yield from _superfluous(files, names)


def _beside(opened: Store) -> Iterator[Problem]:
    """Received packages, quarantine and signature pictures."""
    for harm in carried_check.harmed(opened):
        yield Problem(harm.text, Mend.FETCH if harm.place else Mend.NOTHING, (harm.place,) if harm.place else ())
    strays = carried_check.strays(opened)
    if strays:
        text = f"Có {len(strays)} tệp trong các thư mục goi-nhan, cach-ly, ky-so không thuộc gói hay cán bộ nào."
        yield Problem(text, Mend.SET_ASIDE, tuple(map(str, strays)), serious=False)


_NOWHERE = "Hãy cắm USB sao lưu rồi kiểm tra lại, hoặc đính kèm lại tệp gốc ở mục đã dùng tệp này."


def _superfluous(files: EvidenceFiles, names: Mapping[str, str]) -> Iterator[Problem]:
    unused = [sha256 for sha256 in files.hashes() if sha256 not in names]
    if unused:
        room = megabytes(-(-sum(files.size(sha256) or 0 for sha256 in unused) // 1_000_000))
        text = f"Trong kho minh chứng có {len(unused)} tệp ({room}) không được dùng ở mục nào."
        subjects = tuple(str(files.path(sha256)) for sha256 in unused)
        yield Problem(text, Mend.SET_ASIDE, subjects, serious=False)
    half = tuple(str(path) for path in files.leftovers())
    if half:
        text = f"Trong kho minh chứng còn {len(half)} tệp chép dở từ lần mất điện hoặc rút USB trước."
        yield Problem(text, Mend.SET_ASIDE, half, serious=False)


def _names(opened: Store) -> dict[str, str]:
    """The files that rows and frozen submissions name, by hash."""
    with opened.read() as connection:
        rows = connection.execute(sa.select(evidence.c.sha256, evidence.c.name).order_by(evidence.c.name)).all()
        frozen = frozen_files(connection)
    return frozen | {row.sha256: row.name for row in rows}


def _fetch(opened: Store, hashes: Sequence[str]) -> Iterator[str]:
    """Bring intact copies back; an altered file is set aside first."""
    files, sources, names = EvidenceFiles(opened.folder.evidence), evidence_sources(opened.folder), _names(opened)
    for sha256 in hashes:
        source = next((found for found in sources if found.sound(sha256)), None)
        if source is None:
            continue
        altered = files.path(sha256)
        if altered.exists():
            files.set_aside(altered, opened.folder.apart / "bi-thay-doi")
        if files.take_from(source, sha256):
            yield f"Đã lấy lại tệp “{names.get(sha256, sha256)}” từ nơi sao lưu."


def _set_aside(opened: Store, subjects: Sequence[str]) -> Iterator[str]:
    files, names = EvidenceFiles(opened.folder.evidence), _names(opened)
    used = {*names, *(str(opened.folder.path / file.place) for file in named_files(opened.folder.database))}
    moving = [path for path in map(Path, subjects) if not used & {path.name, str(path)}]  # in use meanwhile: it stays
    for path in moving:
        if carried_check.is_beside(opened.folder, path):
            carried_check.set_aside(opened.folder, path)
            continue
        half = path.suffix == ".tmp" or path.parent == opened.folder.evidence
        files.set_aside(path, opened.folder.apart / ("chep-do" if half else path.name[:2]))
    if moving:
        yield f"Đã chuyển {len(moving)} tệp sang thư mục {opened.folder.apart}; không xóa tệp nào."


def _silent(_done: int, _total: int, _text: str) -> None:
    return
