"""The card of keys: the enrolment file of this machine goes out, that of the other side comes in after a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.system.outgoing_files import kept_words
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.devices.devices import Devices, Offer, WrittenFile
    from cchc_desktop.services.devices.package_keys import DeviceRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.session.session import Session

TOPICS = frozenset({"device"})
NO_KEY = "Máy này chưa có khóa; khóa được tạo ở lần kết xuất gói nộp đầu tiên, hoặc khi ghi tệp đăng ký."


class DeviceDesk(Protocol):
    """What the card needs of a desk, the commune's or the province's."""

    @property
    def devices(self) -> "Devices":
        """The keys."""
        ...

    @property
    def session(self) -> "Session":
        """Who is at work."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """The code of this machine in words, and a line for each device of the other side."""

    own: str
    others: tuple[str, ...]


class DeviceView(Protocol):
    """The card."""

    def show_devices(self, facts: DeviceFacts) -> None:
        """Show this machine and those of the other side."""
        ...

    def show_offer(self, text: str) -> None:
        """Ask for the code that is heard by telephone; an empty text takes the question away."""
        ...

    def show_finding(self, text: str) -> None:
        """Say why a file or a code is not taken; an empty text clears."""
        ...


class DevicePresenter:
    """One card at one desk."""

    def __init__(self, view: DeviceView, desk: DeviceDesk, *, runner: Runner, notices: Notices) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices
        self._offer: Offer | None = None

    def load(self) -> None:
        """Read the keys anew."""
        self._runner.run(self._read, done=self._view.show_devices, owner=self._view)

    def write_file(self, folder: Path) -> None:
        """Write the enrolment file of this machine into a folder."""
        self._runner.run(lambda: self._desk.devices.write_file(folder), done=self._written, owner=self._view)

    def look_at(self, file: Path) -> None:
        """Read the file of the other side and ask for its code."""
        self.leave_offer()
        self._runner.run(
            lambda: self._desk.devices.look(file), done=self._offered, refused=self._refused, owner=self._view
        )

    def confirm(self, code: str) -> None:
        """Take the device in, if the code is that of the file."""
        offer = self._offer
        if offer is None:
            return
        self._view.show_finding("")
        self._runner.run(
            lambda: self._desk.devices.enrol(offer, confirmed=code),
            done=self._enrolled,
            refused=self._refused,
            owner=self._view,
        )

    def leave_offer(self) -> None:
        """Enrol nothing."""
        self._offer = None
        self._view.show_offer("")
        self._view.show_finding("")

    def _read(self) -> DeviceFacts:
        devices = self._desk.devices
        own = devices.own()
        text = f"Mã vân tay của máy này: {own.code}. Hãy đọc mã này khi bên nhận gọi điện đối chiếu." if own else NO_KEY
        return DeviceFacts(text, tuple(_line(row) for row in devices.all()))

    def _written(self, written: "WrittenFile") -> None:
        kept = kept_words(written.kept)
        self._notices.success(
            f"Đã ghi {written.path}; mã vân tay {written.code}.{kept}",
            do="Hãy gửi tệp này một lần cho bên nhận và đọc mã khi được gọi lại.",
        )
        self.load()

    def _offered(self, offer: "Offer") -> None:
        if offer.known is not None:
            self._notices.info(f"Máy này của {offer.known.owner_name} đã được ghi nhận từ trước; không có gì thay đổi.")
            return
        self._offer = offer
        instead = f" Khóa đang dùng {offer.replaces[0].code} sẽ thôi dùng." if offer.replaces else ""
        self._view.show_offer(
            f"Tệp ghi là của {offer.file.owner_name}.{instead} Hãy gọi điện theo số đã biết, đề nghị họ đọc mã vân tay "
            "16 ký tự trên máy họ rồi gõ vào đây. Mã không khớp thì không ghi nhận."
        )

    def _enrolled(self, outcome: "Outcome[DeviceRow]") -> None:
        self.leave_offer()
        back = undo_deed(self._desk.session, self._notices, self._undo)
        self._notices.success(f"Đã ghi nhận máy của {outcome.value.owner_name}.", deed=back)
        self.load()

    def _undo(self) -> None:
        self._runner.run(self._desk.session.undo, done=lambda _outcome: self.load(), owner=self._view)

    def _refused(self, findings: Sequence[Finding]) -> None:
        self._view.show_finding(" ".join(finding.text for finding in findings))


def _line(row: "DeviceRow") -> str:
    since = format_date(datetime.fromisoformat(row.enrolled_at).date())
    if row.is_active:
        return f"{row.owner_name}: mã {row.code}, ghi nhận ngày {since}."
    until = format_date(datetime.fromisoformat(row.retired_at).date())
    return f"{row.owner_name}: mã {row.code}, ghi nhận ngày {since}, thôi dùng ngày {until}."
