"""The tab of digital signatures: the token's driver of this machine, the pictures, the list of trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding, Refusal
from cchc_desktop.domain.vietnamese import format_date
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.signatures.trust_lists import TrustEdition, TrustEntry
    from cchc_desktop.services.workplace import Desk
    from cchc_desktop.signing.token import Token

TOPICS = frozenset({"trust_list", "officer"})
NO_DRIVER = (
    "Chưa chọn. Tệp này có sau khi cài phần mềm của nơi cấp chứng thư (ví dụ .dll trên Windows, .so trên Linux)."
)
NO_LIST = "Chưa nạp danh sách tin cậy: chữ ký số chỉ được trả lời “không xác định”."


@dataclass(frozen=True, slots=True)
class PictureLine:
    """Whose picture: a leader, or the seal of the office."""

    owner: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the tab shows; ``entries`` are pairs of name and facts of the list in use."""

    driver: str
    time_stamp_server: str
    pictures: tuple[PictureLine, ...]
    trust: str
    entries: tuple[tuple[str, str], ...]


class SigningView(Protocol):
    """What the presenter asks of the tab."""

    def show_signing(self, facts: SigningFacts) -> None:
        """Show everything."""
        ...

    def show_found_tokens(self, lines: Sequence[str]) -> None:
        """Tell which tokens are plugged in, or why none could be read."""
        ...

    def show_trust_findings(self, texts: Sequence[str]) -> None:
        """Tell which files are not taken; none clears."""
        ...

    def refuse_server(self, text: str) -> None:
        """Say why the address of the server for time stamps is not kept; an empty text clears."""
        ...


class SigningPresenter:
    """One tab at one desk."""

    def __init__(self, view: SigningView, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices

    def load(self) -> None:
        """Read everything anew."""
        self._runner.run(self._read, done=self._view.show_signing, owner=self._view)

    def choose_driver(self, file: Path) -> None:
        """Remember the driver on this machine and look for tokens with it."""
        self._runner.run(
            lambda: self._desk.signing.memory.remember_driver(file), done=self._driver_chosen, owner=self._view
        )

    def set_time_stamp_server(self, address: str) -> None:
        """Remember on this machine which server gives time stamps; an empty address for none."""

        def done(_done: None) -> None:
            self._view.refuse_server("")
            text = f"Chữ ký số từ nay xin dấu thời gian của {address}." if address else "Không dùng dấu thời gian nữa."
            self._notices.success(text)

        self._runner.run(
            lambda: self._desk.signing.memory.remember_time_stamp_server(address),
            done=done,
            refused=lambda findings: self._view.refuse_server(" ".join(finding.text for finding in findings)),
            owner=self._view,
        )

    def find_tokens(self) -> None:
        """Tell which tokens are plugged in; asks for no PIN."""
        self._view.show_found_tokens(("Đang tìm token…",))

        def job() -> "tuple[Token, ...] | Refusal":
            try:
                return self._desk.signing.tokens()
            except Refusal as refusal:
                return refusal

        self._runner.render(job, done=self._found, owner=self._view)

    def choose_picture(self, owner: str, file: Path) -> None:
        """Take a PNG as the picture of a leader's signature or of the seal."""
        self._runner.run(
            lambda: self._desk.signing.pictures.choose(owner, file),
            done=lambda _done: self._pictures_changed("Đã nhận ảnh; chữ ký số từ nay hiện ảnh này."),
            owner=self._view,
        )

    def remove_picture(self, owner: str) -> None:
        """Draw name and time again."""
        self._runner.run(
            lambda: self._desk.signing.pictures.remove(owner),
            done=lambda _done: self._pictures_changed("Đã bỏ ảnh; chữ ký số từ nay hiện họ tên và thời gian ký."),
            owner=self._view,
        )

    def import_trust(self, files: Sequence[Path]) -> None:
        """Make a new edition of the list of trust from these files."""
        self._view.show_trust_findings(())

        def done(outcome: "Outcome[TrustEdition]") -> None:
            back = undo_deed(self._desk.session, self._notices, self._undo)
            self._notices.success(f"Đã nạp danh sách tin cậy {outcome.value.edition}.", deed=back)

        self._runner.run(
            lambda: self._desk.trust.import_files(files), done=done, refused=self._trust_refused, owner=self._view
        )

    def _undo(self) -> None:
        self._runner.run(self._desk.session.undo, done=lambda _outcome: None, owner=self._view)

    def _trust_refused(self, findings: tuple[Finding, ...]) -> None:
        self._view.show_trust_findings([finding.text for finding in findings])

    def _driver_chosen(self, _done: None) -> None:
        self.load()
        self.find_tokens()

    def _pictures_changed(self, text: str) -> None:
        self._notices.success(text)
        self.load()

    def _found(self, found: "tuple[Token, ...] | Refusal") -> None:
        if isinstance(found, Refusal):
            self._view.show_found_tokens([finding.text for finding in found.findings])
            return
        lines = [_token_words(token) for token in found]
        self._view.show_found_tokens(lines or ("Không thấy token nào đang cắm.",))

    def _read(self) -> SigningFacts:
        signing, trust = self._desk.signing, self._desk.trust
        owners = [(leader.id, f"Chữ ký của {leader.full_name}") for leader in self._desk.submissions.leaders()]
        owners.append(("con-dau", f"Con dấu của {self._desk.session.workspace.unit.office}"))
        driver = signing.memory.driver
        editions = trust.editions()
        return SigningFacts(
            driver=str(driver) if driver else NO_DRIVER,
            time_stamp_server=signing.memory.time_stamp_server,
            pictures=tuple(PictureLine(owner, title, signing.pictures.picture(owner)) for owner, title in owners),
            trust=_edition_words(editions[0], len(editions)) if editions else NO_LIST,
            entries=tuple(_entry_words(entry) for entry in trust.entries()),
        )


def _edition_words(edition: "TrustEdition", count: int) -> str:
    before = f" Trước đó đã nạp {count - 1} lần." if count > 1 else ""
    lists = f"{edition.crls} danh sách thu hồi" if edition.crls else "chưa có danh sách thu hồi nào"
    return (
        f"Đang dùng: danh sách {edition.edition}, nạp ngày {format_date(edition.imported_at.date())}; "
        f"{edition.roots} chứng thư gốc, {lists}.{before}"
    )


def _entry_words(entry: "TrustEntry") -> tuple[str, str]:
    until = f" - {format_date(entry.until.date())}" if entry.until else ""
    return entry.what, f"{entry.name} ({format_date(entry.since.date())}{until})"


def _token_words(token: "Token") -> str:
    from cchc_desktop.services.signatures.token_words import serial_words  # comes with the libraries of signing

    names = ", ".join(
        f"{key.certificate.name} (đến {format_date(key.certificate.valid_until.date())})" for key in token.keys
    )
    return f"{token.label}, số {serial_words(token.serial)}: {names or 'không có chứng thư ký'}"
