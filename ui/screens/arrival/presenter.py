"""Receiving a hand-over: choose the file, look at what it holds, choose the folder, receive, say that all came."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from cchc_desktop.domain.vietnamese import format_moment
from ui.models.file_size import size_words
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.hand_over.arrival import Meeting, Offer, Received
    from cchc_desktop.system.clock import Clock

T = TypeVar("T")
_OWN_NAME = "CCHC Desktop"


@dataclass(frozen=True, slots=True)
class OfferWords:
    """A verified file in words; ``code`` is to be compared with the paper."""

    code: str
    facts: tuple[tuple[str, str], ...]
    warning: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What was found of the folder; with a ``refusal`` nothing can be received there, a ``question`` is asked first."""

    note: str = ""
    refusal: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class DoneWords:
    """What was received, to be read out to the giver; ``protocol`` is the receiver's minutes."""

    sentence: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    protocol: Path | None


class ArrivalView(Protocol):
    """What the presenter asks of the page."""

    def show_file(self, path: Path | None) -> None:
        """Say which file was chosen; None while none is."""
        ...

    def show_offer(self, words: OfferWords | None) -> None:
        """Show what the verified file holds, or take it away."""
        ...

    def show_folder(self, folder: Path, words: PlaceWords) -> None:
        """Show where the data are to go and what was found there."""
        ...

    def show_done(self, words: DoneWords) -> None:
        """All came: nothing else is to be done here but going on."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """Something is under way, or no longer."""
        ...

    def start_job(self, text: str, *, can_stop: bool) -> None:
        """A long job begins."""
        ...

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        ...

    def end_job(self) -> None:
        """It is over, in whatever way."""
        ...


class ArrivalPresenter:
    """One arrival. Nothing is written before ``receive``."""

    def __init__(
        self,
        view: ArrivalView,
        *,
        folder: Path,
        clock: "Clock",
        runner: Runner,
        on_received: Callable[[Path], None],
    ) -> None:
        self._view = view
        self._clock = clock
        self._runner = runner
        self._on_received = on_received
        self._offer: Offer | None = None
        self._job: Progress | None = None
        self._place = PlaceWords()
        self.folder = folder
        self.is_done = False

    def begin(self) -> None:
        """Nothing is chosen yet."""
        self._view.show_file(None)
        self._view.show_offer(None)

    def choose_file(self, path: Path) -> None:
        """Verify a file to its last byte, then show what it holds."""
        self._offer = None
        self._view.show_file(path)
        self._view.show_offer(None)

        def job(progress: Progress) -> "Offer":
            from cchc_desktop.services.hand_over.arrival import (
                inspect,  # loads SQLAlchemy: never before the first paint
            )

            return inspect(path, step=progress.step)

        def done(offer: "Offer") -> None:
            self._end()
            self._offer = offer
            self._view.show_offer(offer_words(offer))
            self._look()

        self._begin("Đang kiểm tra tệp bàn giao", can_stop=True)
        self._long(job, done)

    def choose_folder(self, chosen: Path) -> None:
        """Another folder: itself where it is empty or holds data, else one of our name in it."""
        self.folder = chosen
        self._look(inside=True)

    def stop(self) -> None:
        """Stop what is under way; nothing was written."""
        if self._job is not None:
            self._job.cancel()

    @property
    def question(self) -> str:
        """What is asked before older data that could still be written are set aside; empty where nothing is."""
        return self._place.question

    @property
    def may_receive(self) -> bool:
        """Whether everything is chosen and nothing speaks against it."""
        return self._offer is not None and not self._place.refusal

    def receive(self) -> None:
        """Write the data into the folder."""
        offer, folder, clock = self._offer, self.folder, self._clock
        if offer is None or not self.may_receive:
            return

        def job(progress: Progress) -> "Received":
            from cchc_desktop.services.hand_over.arrival import receive

            return receive(offer, folder, clock, step=progress.step)

        def done(received: "Received") -> None:
            self._end()
            self.is_done = True
            self._view.show_done(done_words(received))

        self._begin("Đang ghi dữ liệu vào máy này", can_stop=False)
        self._long(job, done)

    def go_on(self) -> None:
        """Open what was received."""
        self._on_received(self.folder)

    def _look(self, *, inside: bool = False) -> None:
        offer = self._offer
        if offer is None:
            return

        def job() -> "tuple[Path, PlaceWords]":
            return _found(offer, _own_folder(self.folder) if inside else self.folder)

        def seen(found: "tuple[Path, PlaceWords]") -> None:
            self.folder, self._place = found
            self._view.show_folder(self.folder, self._place)

        self._runner.run(job, done=seen, busy=self._view.set_busy, owner=self._view)

    def _long(self, job: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._job = self._runner.run_long(
            job,
            done=done,
            progressed=self._view.step,
            cancelled=self._end,
            failed=lambda _error: self._end(),
            owner=self._view,
        )

    def _begin(self, text: str, *, can_stop: bool) -> None:
        self._view.set_busy(True)
        self._view.start_job(text, can_stop=can_stop)

    def _end(self) -> None:
        self._job = None
        self._view.end_job()
        self._view.set_busy(False)


def offer_words(offer: "Offer") -> OfferWords:
    """What a verified file holds."""
    manifest = offer.manifest
    giving = manifest.giving
    last = manifest.trail[2]
    return OfferWords(
        code=offer.code,
        facts=(
            ("Đơn vị", f"{manifest.unit_name} (mã {manifest.unit_code})"),
            ("Người giao", f"{giving.by} - {giving.by_post}" if giving.by_post else giving.by),
            ("Người nhận", f"{giving.to} - {giving.to_post}" if giving.to_post else giving.to),
            ("Bàn giao lúc", f"{format_moment(manifest.given_at)}, lý do: {giving.reason}"),
            ("Nội dung", f"{manifest.held} ({size_words(manifest.size)})"),
            ("Lần ghi cuối", f"{last[11:16]} ngày {last[8:10]}/{last[5:7]}/{last[:4]}"),
        ),
        warning=(
            f"Thiếu {len(manifest.missing)} {manifest.missing_words}: đã không còn ở nơi giao từ trước khi bàn giao."
            if manifest.missing
            else ""
        ),
    )


def done_words(received: "Received") -> DoneWords:
    """What to say once all came."""
    lines = [f"Dữ liệu ở: {received.folder}"]
    if received.set_aside is not None:
        lines.append(f"Dữ liệu cũ hơn ở thư mục này được cất nguyên vẹn tại {received.set_aside}.")
    lines.append("Tài khoản và mật khẩu giữ như ở nơi giao; lãnh đạo thêm tài khoản cho người mới trong Cài đặt.")
    return DoneWords(received.sentence, tuple(lines), received.problems, received.protocol)


def _own_folder(chosen: Path) -> Path:
    """The folder to use inside a chosen one: itself when it is empty, new or holds data, else one of our name."""
    from cchc_desktop.services.data_care.data_care import holds_data

    try:
        if not chosen.is_dir() or holds_data(chosen) or next(chosen.iterdir(), None) is None:
            return chosen
    except OSError:
        return chosen
    return chosen / _OWN_NAME


def _found(offer: "Offer", folder: Path) -> tuple[Path, PlaceWords]:
    from cchc_desktop.services.hand_over.arrival import Place, meet
    from cchc_desktop.system.fault import Fault

    try:
        meeting = meet(offer, folder)
    except Fault as fault:
        return folder, PlaceWords(refusal=f"{fault.what} {fault.do}")
    if meeting.place is Place.NEW:
        return folder, PlaceWords(note="Thư mục mới, chưa có dữ liệu.")
    return folder, PlaceWords(note=_earlier(meeting), question=_question(meeting) if meeting.is_live else "")


def _earlier(meeting: "Meeting") -> str:
    return (
        "Thư mục này giữ bản cũ hơn của cùng bộ dữ liệu. Bản cũ được sao lưu rồi cất sang một bên, không bị xóa, "
        f"không trộn với bản nhận về{_last(meeting)}."
    )


def _question(meeting: "Meeting") -> str:
    return (
        f"Bản cũ ở thư mục này chưa bàn giao và vẫn ghi được{_last(meeting)}. Những gì nhập riêng ở đó không có trong "
        "tệp nhận về. Cất bản cũ sang một bên và nhận bản trong tệp?"
    )


def _last(meeting: "Meeting") -> str:
    at = meeting.present.last_write if meeting.present is not None else ""
    return f" (lần ghi cuối ở đó: {at[11:16]} ngày {at[8:10]}/{at[5:7]}/{at[:4]})" if len(at) >= 16 else ""
