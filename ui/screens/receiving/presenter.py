"""Receiving: what was found is shown first, then received; quarantine and contradictions beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.reception import Standing
from cchc_desktop.domain.vietnamese import ascii_slug, format_date
from cchc_desktop.system.outgoing_files import kept_words, write_one_out
from ui.models.file_size import size_words
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed
from ui.widgets.runner import Cancelled, Progress

if TYPE_CHECKING:
    from cchc_desktop.services.devices.devices import Offer
    from cchc_desktop.services.province.board import ReceivedRow
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.province.plan import Claim, Item, Plan, Waiting
    from cchc_desktop.services.province.quarantine import Held
    from cchc_desktop.services.province.receiving import Receipt
    from cchc_desktop.services.session.outcome import Outcome

WAITING = "waiting"
"""Beside the standings: a package that came in parts and lacks some."""
_WAITING_LABEL = "Chờ đủ phần"
_TAKEN = (Standing.NEW, Standing.UPDATED, Standing.OLDER, Standing.CONFLICT)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One file of the plan, or one that was received."""

    key: str
    standing: str
    standing_label: str
    unit: str
    what: str
    told: str
    file: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One file in quarantine."""

    id: str
    name: str
    at: str
    reasons: str
    report: Path

    @property
    def pdf_name(self) -> str:
        """The name that is offered for its slip."""
        return f"phieu-bao-{ascii_slug(Path(self.name).stem)}.pdf"


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One revision that waits for a decision."""

    id: str
    unit: str
    what: str
    revision: str
    received: str
    file: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page says of the files: counts by standing, lines, a verdict, and how the button is worded."""

    verdict: str
    counts: tuple[tuple[str, str, int], ...]
    lines: tuple[ItemLine, ...]
    deed: str


class ViewPort(Protocol):
    """What the presenter asks of the screen."""

    def show_plan(self, page: PlanPage) -> None:
        """Show what was found, or how it was received; an empty ``deed`` where nothing is left to do."""
        ...

    def show_start(self) -> None:
        """Ask for files."""
        ...

    def show_held(self, lines: Sequence[HeldLine]) -> None:
        """Show the quarantine."""
        ...

    def show_conflicts(self, lines: Sequence[ConflictLine]) -> None:
        """Show what waits for a decision."""
        ...

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the machine has for it."""
        ...

    def job_started(self, text: str) -> None:
        """A long job is under way."""
        ...

    def job_step(self, done: int, total: int, text: str) -> None:
        """How far it is."""
        ...

    def job_ended(self) -> None:
        """It is over."""
        ...


class Presenter:
    """Holds the plan under way."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: ProvinceDesk = context.services
        self._plan: Plan | None = None
        self._progress: Progress | None = None
        self._held: tuple[Held, ...] = ()
        self._units = {unit.code: unit.full_name for unit in self._desk.workplace.library.units}

    def read(self) -> None:
        """Read quarantine and contradictions again."""
        desk = self._desk

        def job() -> "tuple[tuple[Held, ...], tuple[ReceivedRow, ...]]":
            return desk.receiving.quarantine.listing(), desk.board.conflicts()

        def done(found: "tuple[tuple[Held, ...], tuple[ReceivedRow, ...]]") -> None:
            held, conflicts = found
            self._held = held
            self._view.show_held([_held_line(each) for each in held])
            self._view.show_conflicts([self._conflict_line(each) for each in conflicts])

        self._context.runner.run(job, done=done, owner=self._view)

    def look(self, paths: Sequence[Path]) -> None:
        """Look at files and folders; nothing is written."""
        receiving, devices = self._desk.receiving, self._desk.devices

        def job(progress: Progress) -> "tuple[Plan, tuple[Offer, ...]]":
            plan = receiving.look(paths, progress=lambda done, total, name: _step(progress, done, total, name))
            return plan, devices.offers(plan.device_files)

        def done(found: "tuple[Plan, tuple[Offer, ...]]") -> None:
            self._view.job_ended()
            self._plan, offers = found
            self._view.show_plan(_plan_page(self._plan, self._units))
            self._tell_devices(offers)

        self._start("Đang kiểm tra các gói nộp", job, done)

    def receive(self) -> None:
        """Receive what the plan shows; whoever stops it keeps what was received until then."""
        plan, receiving = self._plan, self._desk.receiving
        if plan is None:
            return

        def job(progress: Progress) -> "Outcome[Receipt]":
            return receiving.receive(plan, progress=lambda done, total, name: _goes_on(progress, done, total, name))

        def done(outcome: "Outcome[Receipt]") -> None:
            self._view.job_ended()
            self._plan = None
            self._tell(outcome.value, plan.waiting)

        self._start("Đang tiếp nhận", job, done)

    def leave(self) -> None:
        """Forget the plan and ask for files again."""
        self._plan = None
        self._view.show_start()

    def stop(self) -> None:
        """Stop before the next package."""
        if self._progress is not None:
            self._progress.cancel()

    def choose(self, received_id: str) -> None:
        """Decide a contradiction for this revision."""

        def done(_outcome: object) -> None:
            self._context.notices.success("Đã chọn bản được dùng; bản còn lại vẫn được lưu.")
            self.read()

        receiving = self._desk.receiving
        self._context.runner.run(lambda: receiving.choose(received_id), done=done, owner=self._view)

    def save_reports(self, path: Path, held_id: str = "") -> None:
        """Write the slip of one file in quarantine, or the list of all, as PDF, and offer to open it."""
        held = [each for each in self._held if held_id in ("", each.id)]
        quarantine = self._desk.receiving.quarantine
        if held:
            self._context.runner.run(
                lambda: write_one_out(path, quarantine.printed(held)),
                done=lambda kept: self._context.notices.success(
                    f"Đã lưu {path.name}.{kept_words(kept)}", deed=Deed("Mở tệp", lambda: self._view.open_file(path))
                ),
                owner=self._view,
            )

    def _tell_devices(self, offers: "Sequence[Offer]") -> None:
        """Files that enrol devices lie beside the packages: the settings take them."""
        if offers:
            names = ", ".join(dict.fromkeys(offer.file.owner_name for offer in offers))
            deed = Deed("Mở Cài đặt, Khóa máy", lambda: self._context.open_target("settings:data:devices"))
            self._context.notices.info(
                f"Có {len(offers)} tệp đăng ký máy chưa ghi nhận: {names}.",
                do="Ghi nhận ở Cài đặt, mục Dữ liệu, thẻ Khóa máy, sau khi đọc mã qua điện thoại.",
                deed=deed,
            )

    def _tell(self, receipt: "Receipt", waiting: "Sequence[Waiting]") -> None:
        items = tuple(each.item for each in receipt.taken)
        taken = sum(item.standing in _TAKEN for item in items)
        rejected = receipt.count(Standing.REJECTED)
        left = f" Còn {len(receipt.left)} gói chưa nhận." if receipt.left else ""
        still = [_waiting_line(each, self._units) for each in waiting]
        self._view.show_plan(_page(items, f"Đã tiếp nhận {format_count(taken)} gói nộp.{left}", deed="", waiting=still))
        if receipt.fault is not None:
            self._context.notices.fault(receipt.fault)
        elif rejected:
            self._context.notices.warn(
                f"Đã tiếp nhận {taken} gói nộp; {rejected} gói không nhận được, giữ ở mục Cách ly.",
                do="Mở mục Cách ly để xem phiếu báo gửi đơn vị.",
            )
        else:
            self._context.notices.success(f"Đã tiếp nhận {taken} gói nộp.{left}")

    def _start(self, text: str, job: "object", done: "object") -> None:
        self._view.job_started(text)
        self._progress = self._context.runner.run_long(
            job,  # type: ignore[arg-type] # the two pairs of job and done fit each other
            done=done,  # type: ignore[arg-type] # the same
            progressed=self._view.job_step,
            cancelled=self._view.job_ended,
            failed=lambda _error: self._view.job_ended(),
            owner=self._view,
        )

    def _conflict_line(self, row: "ReceivedRow") -> ConflictLine:
        received = datetime.fromisoformat(row.received_at)
        return ConflictLine(
            id=row.id,
            unit=self._units.get(row.unit_code, row.unit_code),
            what=f"{row.kind.label}, {row.period.label}",
            revision=f"Bản {row.revision}",
            received=f"{received:%H:%M} {format_date(received.date())}",
            file=row.package_name,
        )


def _step(progress: Progress, done: int, total: int, name: str) -> bool:
    progress.step(done, total, name)
    return True


def _goes_on(progress: Progress, done: int, total: int, name: str) -> bool:
    """Stopping a receipt is no failure: what was received stays, the rest is named."""
    try:
        progress.step(done, total, name)
    except Cancelled:
        return False
    return True


def _plan_page(plan: "Plan", units: Mapping[str, str]) -> PlanPage:
    taken = sum(item.standing in _TAKEN for item in plan.items)
    held = plan.counts[Standing.REJECTED]
    passed = len(plan.others) - len(plan.device_files)
    others = f" Bỏ qua {passed} tệp khác không phải gói nộp." if passed else ""
    waiting = [_waiting_line(each, units) for each in plan.waiting]
    missing = f" {len(waiting)} gói gửi qua thư còn thiếu phần." if waiting else ""
    if not plan.items:
        found = f"Chưa có gói nộp nào đủ để nhận.{missing}" if waiting else "Không thấy gói nộp nào."
        return _page((), f"{found}{others}", deed="", waiting=waiting)
    deed = f"&Tiếp nhận {taken} gói" if taken else ("Giữ ở mục &Cách ly" if held else "")
    verdict = f"Tìm thấy {format_count(len(plan.items))} gói nộp, chưa ghi gì.{missing}{others}"
    return _page(plan.items, verdict, deed=deed, waiting=waiting)


def _page(items: "Sequence[Item]", verdict: str, *, deed: str, waiting: Sequence[ItemLine] = ()) -> PlanPage:
    counts = [(each.value, each.label, sum(item.standing is each for item in items)) for each in Standing]
    counts.append((WAITING, _WAITING_LABEL, len(waiting)))
    lines = (*waiting, *(_item_line(item) for item in sorted(items, key=_worst_first)))
    return PlanPage(verdict, tuple(count for count in counts if count[2]), lines, deed)


def _waiting_line(each: "Waiting", units: Mapping[str, str]) -> ItemLine:
    """A package in parts of which some are missing; whose it is stands in its name only, and is not checked yet."""
    code = each.name.partition("CCHC_")[2].partition("_")[0]
    return ItemLine(
        key=f"{WAITING}|{each.name}|{each.count}|{each.missing}",
        standing=WAITING,
        standing_label=_WAITING_LABEL,
        unit=units.get(code, each.name),
        what=f"Có {each.count - len(each.missing)}/{each.count} phần",
        told=f"{each.text} Hãy tìm thư còn thiếu hoặc đề nghị đơn vị gửi lại.",
        file=str(each.paths[0]),
    )


def _worst_first(item: "Item") -> tuple[int, str]:
    order = [Standing.REJECTED, Standing.CONFLICT, Standing.OLDER, Standing.UPDATED, Standing.NEW, Standing.UNCHANGED]
    return order.index(item.standing), item.claim.unit_name if item.claim else item.name


def _item_line(item: "Item") -> ItemLine:
    claim = item.claim
    since = ""
    if item.received_at:
        at = datetime.fromisoformat(item.received_at)
        since = f"Đã nhận lúc {at:%H:%M} {format_date(at.date())}."
    told = [since, item.note, *(reason.text for reason in item.reasons), *item.marks]
    return ItemLine(
        key=f"{item.path}|{item.name}",
        standing=item.standing.value,
        standing_label=item.standing.label,
        unit=claim.unit_name if claim else item.name,
        what=_what(claim) if claim else size_words(item.size),
        told=" ".join(text for text in told if text),
        file=str(item.path),
    )


def _what(claim: "Claim") -> str:
    return f"{claim.title}, {claim.period_label}, bản {claim.revision.revision}"


def _held_line(held: "Held") -> HeldLine:
    at = datetime.fromisoformat(held.at)
    return HeldLine(held.id, held.name, f"{at:%H:%M} {format_date(at.date())}", " ".join(held.reasons), held.report)
