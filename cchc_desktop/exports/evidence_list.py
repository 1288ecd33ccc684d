"""The list of evidence of a document: on paper, as a sheet, and as marks ("TL 3, trang 2-3") where a file is named.

Documents of former versions of the snapshot know neither issuers nor pages; their list has no columns for them.
"""

from collections.abc import Mapping
from itertools import compress

from cchc_desktop.domain.snapshot import EvidencePart, FieldPart, Snapshot
from cchc_desktop.exports.document import Align, Cell, Column, Row, Table, cell
from cchc_desktop.exports.wording import day, reference, size
from cchc_desktop.exports.workbook import Sheet, SheetColumn, SheetRow, ValueKind, as_date

EVIDENCE_SHEET = "Minh chứng"
EVIDENCE_TITLE = "Danh mục tài liệu kiểm chứng"

_ROWS, _ISSUER, _PAGES = "Dòng của sổ", "Cơ quan ban hành", "Trang, mục"
_COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column(_ROWS, 20, Align.CENTRE),
    Column("Tên tài liệu", 62),
    Column("Số, ký hiệu", 30),
    Column(_ISSUER, 32),
    Column("Ngày", 22, Align.CENTRE),
    Column(_PAGES, 26),
    Column("Tên tệp", 50),
    Column("Dung lượng", 20, Align.RIGHT),
    Column("Mã kiểm tra (SHA-256)", 33),
)
_SHEET_COLUMNS = (
    SheetColumn("STT", 11, ValueKind.INTEGER),
    SheetColumn("Tên tài liệu", 62),
    SheetColumn("Số, ký hiệu", 30, ValueKind.CODE),
    SheetColumn(_ISSUER, 36),
    SheetColumn("Ngày", 22, ValueKind.DATE),
    SheetColumn("Kiểm chứng cho", 36),
    SheetColumn(_PAGES, 30),
    SheetColumn("Tên tệp", 58, ValueKind.CODE),
    SheetColumn("Dung lượng (byte)", 22, ValueKind.INTEGER),
    SheetColumn("SHA-256", 72, ValueKind.CODE),
)


def evidence_table(snapshot: Snapshot) -> Table:
    """The list of evidence files with what identifies each; the numbers are those of ``evidence_numbers``."""
    evidence, uses = snapshot["evidence"], use_words(snapshot)
    is_book = snapshot["kind"] == "register"
    left_out = {
        name for name, key in ((_ISSUER, "issuer"), (_PAGES, "pages")) if not any(key in one for one in evidence)
    }
    left_out |= set() if is_book else {_ROWS}
    shown = [column.title not in left_out for column in _COLUMNS]
    rows = (_cells(number, part, uses) for number, part in enumerate(evidence, start=1))
    return Table(
        tuple(compress(_COLUMNS, shown)),
        tuple(Row(tuple(compress(cells, shown))) for cells in rows),
        caption="Tài liệu kiểm chứng của các dòng trong sổ" if is_book else "",
        note="Mã kiểm tra là 16 ký tự đầu của giá trị băm SHA-256 của tệp.",
    )


def evidence_sheet(snapshot: Snapshot) -> Sheet:
    """The same list as a sheet, with what each file proves and its whole hash."""
    uses = use_words(snapshot)
    rows = tuple(
        SheetRow(
            (
                number,
                part["title"],
                part["number"],
                part.get("issuer", ""),
                as_date(part["date"]),
                "\n".join(uses.get(target, target.partition(":")[2]) for target in part["use"]),
                "\n".join(_pages_lines(part, uses)),
                part["name"],
                part["size"],
                part["sha256"],
            )
        )
        for number, part in enumerate(snapshot["evidence"], start=1)
    )
    return Sheet(EVIDENCE_SHEET, EVIDENCE_TITLE, _SHEET_COLUMNS, rows)


def evidence_numbers(evidence: list[EvidencePart]) -> dict[str, int]:
    """The place of each file in the list of evidence, by its SHA-256."""
    return {part["sha256"]: number for number, part in enumerate(evidence, start=1)}


def evidence_marks(evidence: list[EvidencePart], use: str) -> dict[str, str]:
    """How a text refers to each file for one use, by its SHA-256: "TL 3, trang 2-3"."""
    numbers = evidence_numbers(evidence)
    return {
        part["sha256"]: ", ".join(filter(None, (f"TL {numbers[part['sha256']]}", pages_words(part, use))))
        for part in evidence
    }


def evidence_line(part: EvidencePart, number: int, *, use: str) -> str:
    """A file with the document in it: "TL 3: Kế hoạch số 12/KH-UBND ngày 05/10/2025 của UBND xã, trang 2 (a.pdf)"."""
    named = reference(part["title"], number=part["number"], iso=part["date"])
    issuer = part.get("issuer", "")
    document = f"{named} của {issuer}" if named and issuer else named or issuer
    pages = pages_words(part, use)
    said = ", ".join(filter(None, (document or part["name"], pages)))
    return f"TL {number}: {said} ({part['name']})" if document else f"TL {number}: {said}"


def pages_words(part: EvidencePart, use: str) -> str:
    """Where in a file one use is proved: "trang 2-3", "mục II, trang 4"; "" where it is not known."""
    pages = next((said["pages"] for said in part.get("pages", ()) if said["use"] == use), "")
    return f"trang {pages}" if pages[:1].isdecimal() else pages


def use_words(snapshot: Snapshot) -> dict[str, str]:
    """What the files prove, by the words of each use: "Tiêu chí 1.1.1", "Nhiệm vụ 6", "Dòng 7"."""
    uses = dict.fromkeys((target for part in snapshot["evidence"] for target in part["use"]), "")
    tasks = {task["code"]: task["number"] for field in _fields(snapshot) for task in field["tasks"]}
    annexes = {table["code"]: table["title"] for table in snapshot["report"]["annexes"]} if "report" in snapshot else {}
    for target in uses:
        kind, _, code = target.partition(":")
        uses[target] = {
            "criterion": f"Tiêu chí {code}",
            "task": f"Nhiệm vụ {tasks.get(code, code)}",
            "register": annexes.get(code, code),
            "row": f"Dòng {code}",
        }.get(kind, code)
    return uses


def _fields(snapshot: Snapshot) -> list[FieldPart]:
    return snapshot["progress"]["fields"] if "progress" in snapshot else []


def _cells(number: int, part: EvidencePart, uses: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        cell(str(number)),
        cell(", ".join(target.partition(":")[2] for target in part["use"])),
        cell(part["title"]),
        cell(part["number"]),
        cell(part.get("issuer", "")),
        cell(day(part["date"])),
        cell(*_pages_lines(part, uses)),
        cell(part["name"]),
        cell(size(part["size"])),
        cell(part["sha256"][:16]),
    )


def _pages_lines(part: EvidencePart, uses: Mapping[str, str]) -> list[str]:
    """The pages alone where they are the same for every use, or else for each use that has some."""
    said = {pages["use"]: pages["pages"] for pages in part.get("pages", ())}
    if len({said.get(target, "") for target in part["use"]}) == 1:
        return list(said.values())[:1]
    return [f"{uses[target]}: {pages}" for target, pages in said.items()]
