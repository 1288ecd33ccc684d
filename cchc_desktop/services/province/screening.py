"""What a verified package may still have against it: sample data, unit, kind, period, form; and what is only marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.pack import is_pack_code
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.province_answer import MAX_REVISION
from cchc_desktop.domain.reception import Place, Revision
from cchc_desktop.domain.snapshot import DefinitionPart, Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.packages.member_names import shown
from cchc_desktop.services.province.plan import Claim, Expected, Reason
from cchc_desktop.services.session.session import Session
from db.tables import pack, pack_use

_SAMPLE = "Gói dữ liệu mẫu (tên bắt đầu bằng MAU_) chỉ để xem thử, không có giá trị báo cáo."
_REAL = "Gói nộp thật không nhận vào bàn dữ liệu mẫu; hãy mở dữ liệu thật của Sở để tiếp nhận."


@dataclass(frozen=True, slots=True)
class KnownPacks:
    """The packs at the province: hashes in use, and all that were ever stored, by code."""

    used: frozenset[str]
    stored: frozenset[str]
    codes: frozenset[str]


class Screening:
    """Holds what a package is compared with: the units of the catalogue, the forms and packs of the province."""

    def __init__(self, session: Session, units: Iterable[Unit]) -> None:
        self._session = session
        self._sample = session.workspace.sample
        self._units = {unit.code: unit for unit in units}
        self._forms: dict[str, Form] = {form.header.code: form for form in session.packs.forms()}
        self._packs = _known_packs(session)

    def reasons(self, snapshot: Snapshot, expected: Expected) -> tuple[Reason, ...]:
        """Everything that keeps the package from being received; each says what was expected and what was found."""
        return (*self._of_unit(snapshot), *self._of_kind(snapshot), *self._unexpected(snapshot, expected))

    def marks(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Forms and catalogues of another edition than the province uses: stored and marked, never refused."""
        used = [snapshot["definition"], *(snapshot["report"]["packs"] if "report" in snapshot else ())]
        distinct = {part["sha256"]: part for part in used}.values()
        return tuple(mark for part in distinct if (mark := self._mark(part)))

    def _mark(self, part: DefinitionPart) -> str:
        name = f"{part['title']} ({part['code']}, bản {part['edition']})"
        if part["sha256"] in self._packs.used:
            return ""
        if part["sha256"] in self._packs.stored:
            return f"Mẫu cũ: {name}."
        if part["code"] in self._packs.codes:
            return f"Mẫu khác bản đang dùng ở tỉnh: {name}."
        return f"Mẫu lạ, tỉnh chưa có: {name}."

    def _of_unit(self, snapshot: Snapshot) -> Iterator[Reason]:
        code, name = snapshot["unit"]["code"], snapshot["unit"]["full_name"]
        if snapshot["sample"] is not self._sample:
            yield Reason("sample", _SAMPLE) if snapshot["sample"] else Reason("real", _REAL)
        unit = self._units.get(code)
        if unit is None:
            yield Reason(
                "unit", f"Cần mã của một trong {len(self._units)} xã, phường của tỉnh; gói ghi mã {code} ({name})."
            )
        elif search_key(name) not in _names(unit):
            yield Reason("unit", f"Mã {code} là {unit.full_name}; gói ghi {name}.")

    def _of_kind(self, snapshot: Snapshot) -> Iterator[Reason]:
        if snapshot["kind"] not in {kind.value for kind in Kind}:
            yield Reason("kind", "Cần báo cáo, bản tự chấm điểm hoặc kế hoạch; gói là sổ theo dõi in riêng.")
            return
        try:
            period = parse_period(snapshot["period"]["code"])
        except ValueError as error:
            yield Reason("period", str(error))
            return
        yield from _impossible(snapshot, period)
        if snapshot["kind"] == "report":
            yield from self._of_form(snapshot, period)
        if snapshot["kind"] == "assessment" and period.kind is not PeriodKind.YEAR:
            yield Reason("period", f"Bản tự chấm điểm phải theo năm; gói ghi kỳ {period.label}.")

    def _of_form(self, snapshot: Snapshot, period: Period) -> Iterator[Reason]:
        """A form that the province does not know is marked; one that it knows must be meant for the period."""
        form = self._forms.get(snapshot["report"]["form_code"])
        if form is not None and not form.serves(period):
            yield Reason("period", f"Biểu mẫu {form.header.code} không dùng cho kỳ {period.label} mà gói ghi.")

    def _unexpected(self, snapshot: Snapshot, expected: Expected) -> Iterator[Reason]:
        place = place_of(snapshot)
        for code, word, wanted, found in (
            ("unit", "đơn vị", expected.unit_code, place.unit_code),
            ("kind", "loại hồ sơ", _kind_words(expected.kind), _kind_words(place.kind)),
            ("form", "biểu mẫu", expected.form_code, place.form_code or "không có biểu mẫu"),
            ("period", "kỳ", expected.period_code, place.period_code),
        ):
            if wanted and wanted != found:
                yield Reason(code, f"Đang nhận {word} {wanted}; gói ghi {word} {found}.")


def _impossible(snapshot: Snapshot, period: Period) -> Iterator[Reason]:
    """What no program of a commune writes, and what no answer could name."""
    if period.code != snapshot["period"]["code"]:
        yield Reason("period", f"Gói ghi mã kỳ {snapshot['period']['code']}; mã đúng là {period.code}.")
    if snapshot["revision"] > MAX_REVISION:
        yield Reason("revision", f"Số bản không thể quá {MAX_REVISION}; gói ghi bản {snapshot['revision']}.")
    if "report" in snapshot and not is_pack_code(snapshot["report"]["form_code"]):
        yield Reason("form", f"Gói ghi mã biểu mẫu không hợp lệ: “{shown(snapshot['report']['form_code'])}”.")


def place_of(snapshot: Snapshot) -> Place:
    """What the package is a submission of."""
    form = snapshot["report"]["form_code"] if "report" in snapshot else ""
    return Place(snapshot["unit"]["code"], snapshot["kind"], form, snapshot["period"]["code"])


def revision_of(snapshot: Snapshot, sha256: str) -> Revision:
    """Which revision it is, and of which parent."""
    return Revision(snapshot["revision"], snapshot["submission_id"], snapshot["parent_id"], sha256)


def claim_of(snapshot: Snapshot, sha256: str) -> Claim:
    """What the package says of itself."""
    return Claim(
        place_of(snapshot),
        revision_of(snapshot, sha256),
        unit_name=snapshot["unit"]["full_name"],
        period_label=snapshot["period"]["label"],
        title=_kind_words(snapshot["kind"]),
        created_at=snapshot["created_at"],
        program_version=snapshot["program_version"],
    )


def _kind_words(kind: str) -> str:
    return Kind(kind).label if kind in {each.value for each in Kind} else kind


def _names(unit: Unit) -> set[str]:
    spelled = {f"{unit.kind} {spelling}" for spelling in unit.spellings}
    return {search_key(name) for name in (unit.full_name, *spelled, *unit.spellings)}


def _known_packs(session: Session) -> KnownPacks:
    with session.read() as connection:
        stored = connection.execute(sa.select(pack.c.code, pack.c.edition, pack.c.sha256)).all()
        used = {(row.code, row.edition) for row in connection.execute(sa.select(pack_use.c.code, pack_use.c.edition))}
    return KnownPacks(
        used=frozenset(row.sha256 for row in stored if (row.code, row.edition) in used),
        stored=frozenset(row.sha256 for row in stored),
        codes=frozenset(row.code for row in stored),
    )
