"""The settings screen: one tab for each matter."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.settings.about_tab import AboutTab
from ui.screens.settings.data_presenter import DataPresenter
from ui.screens.settings.data_tab import DataTab
from ui.screens.settings.device_presenter import TOPICS as DEVICE_TOPICS
from ui.screens.settings.device_presenter import DevicePresenter
from ui.screens.settings.documents_tab import DocumentsTab
from ui.screens.settings.facts import FactGroup
from ui.screens.settings.hand_over_presenter import HandOverPresenter
from ui.screens.settings.journal_presenter import JournalPresenter
from ui.screens.settings.journal_tab import JournalTab
from ui.screens.settings.mail_presenter import TOPICS as MAIL_TOPICS
from ui.screens.settings.mail_presenter import MailPresenter
from ui.screens.settings.officers_tab import OfficersTab
from ui.screens.settings.packs_presenter import TOPICS as PACK_TOPICS
from ui.screens.settings.packs_presenter import PacksPresenter
from ui.screens.settings.packs_tab import PacksTab
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.signing_presenter import TOPICS as SIGNING_TOPICS
from ui.screens.settings.signing_presenter import SigningPresenter
from ui.screens.settings.signing_tab import SigningTab
from ui.screens.settings.unit_tab import UnitTab
from ui.widgets import theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext, HeaderFacts

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import OfficerRow

_TABS = ("unit", "packs", "officer", "documents", "signing", "data", "journal", "about")


def build(context: AppContext) -> QWidget:
    """The settings at the desk of the signed-in officer."""
    screen = SettingsScreen(own_id=context.user.id)
    screen.serve(
        SettingsPresenter(
            screen, context.services, runner=context.runner, notices=context.notices, save=context.save_state
        ),
        show_header=context.show_header,
    )
    screen.serve_data(
        DataPresenter(screen.data, context.services, runner=context.runner, notices=context.notices),
        HandOverPresenter(screen.data.hand_over, context.services, runner=context.runner, notices=context.notices),
    )
    screen.serve_devices(
        DevicePresenter(screen.data.devices, context.services, runner=context.runner, notices=context.notices)
    )
    if not context.services.session.workspace.is_province:
        screen.serve_mail(MailPresenter(screen.documents.mail, context.services, runner=context.runner))
    screen.serve_journal(
        JournalPresenter(screen.journal, context.services, runner=context.runner, notices=context.notices),
        follow=context.open_target,
    )
    screen.data.kept.clicked.connect(lambda: context.open_target("recovery"))
    screen.serve_packs(PacksPresenter(screen.packs, context.services, runner=context.runner, notices=context.notices))
    if context.services.session.workspace.is_province:
        screen.leave_to_communes()
    else:
        screen.serve_signing(
            SigningPresenter(screen.signing, context.services, runner=context.runner, notices=context.notices)
        )
    return screen


class SettingsScreen(QWidget):
    """Implements ``SettingsView``."""

    def __init__(self, *, own_id: str) -> None:
        super().__init__()
        from cchc_desktop.services.session.accounts import (
            MIN_PASSWORD,  # loads SQLAlchemy: never before the first paint
        )

        self._presenter: SettingsPresenter | None = None
        self._packs_presenter: PacksPresenter | None = None
        self._signing_presenter: SigningPresenter | None = None
        self._data_presenter: DataPresenter | None = None
        self._hand_over_presenter: HandOverPresenter | None = None
        self._device_presenter: DevicePresenter | None = None
        self._mail_presenter: MailPresenter | None = None
        self.unit = UnitTab()
        self.packs = PacksTab()
        self.officers = OfficersTab(own_id=own_id, min_password=MIN_PASSWORD)
        self.documents = DocumentsTab()
        self.signing = SigningTab()
        self.data = DataTab()
        self.journal = JournalTab()
        self.about = AboutTab()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Các mục cài đặt")
        for tab, title in (
            (self.unit, "Đơn vị và kế hoạch"),
            (self.packs, "Bộ danh mục"),
            (self.officers, "Cán bộ"),
            (self.documents, "Văn bản"),
            (self.signing, "Chữ ký số"),
            (self.data, "Dữ liệu"),
            (self.journal, "Nhật ký"),
            (self.about, "Giới thiệu"),
        ):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 2 * theme.SPACE, 0, 0)
            column.addWidget(tab)
            self.tabs.addTab(page, title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        self.setObjectName("settings")

    def serve(self, presenter: SettingsPresenter, *, show_header: Callable[[HeaderFacts], None]) -> None:
        """Take the presenter, and the way to the header line of the window."""
        self._presenter = presenter
        self._show_header = show_header
        self.officers.new.submitted.connect(presenter.add_officer)
        self.officers.set_active.connect(lambda row, active: presenter.set_active(row, active=active))
        self.officers.password.submitted.connect(
            lambda old, new, again: presenter.change_password(old=old, new=new, again=again)
        )
        self.documents.changed.connect(
            lambda addressee, recipients: presenter.save_defaults(addressee=addressee, recipients=recipients)
        )
        self.tabs.currentChanged.connect(self._on_tab)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._on_new)

    def serve_data(self, presenter: DataPresenter, hand_over: HandOverPresenter) -> None:
        """Take the presenters of the tab of data and of its card of hand-over."""
        self._data_presenter = presenter
        self._hand_over_presenter = hand_over
        self.data.serve(presenter)
        self.data.hand_over.serve(hand_over)

    def serve_devices(self, presenter: DevicePresenter) -> None:
        """Take the presenter of the card of keys."""
        self._device_presenter = presenter
        self.data.devices.serve(presenter)

    def serve_mail(self, presenter: MailPresenter) -> None:
        """Take the presenter of the card of mails."""
        self._mail_presenter = presenter
        self.documents.mail.address_committed.connect(presenter.set_address)
        self.documents.mail.limit_committed.connect(presenter.set_limit)

    def serve_journal(self, presenter: JournalPresenter, *, follow: Callable[[str], None]) -> None:
        """Take the presenter of the journal, and the way to the places of its changes."""
        self.journal.serve(presenter)
        self.journal.followed.connect(follow)

    def serve_packs(self, presenter: PacksPresenter) -> None:
        """Take the presenter of the tab of packs."""
        self._packs_presenter = presenter
        self.packs.serve(presenter)

    def leave_to_communes(self) -> None:
        """The province's desk signs no submissions and hands no folder over; its officers bear other posts."""
        for tab in ("documents", "signing"):
            self.tabs.setTabVisible(_TABS.index(tab), False)  # noqa: FBT003 - Qt takes no keyword here
        self.data.hand_over.hide()
        self.officers.new.post.set_department(department=True)

    def serve_signing(self, presenter: SigningPresenter) -> None:
        """Take the presenter of the tab of digital signatures."""
        self._signing_presenter = presenter
        self.signing.serve(presenter)

    def shown(self) -> None:
        """Read everything again."""
        self._load_journal()
        self._load_signing()
        self._load_devices()
        if self._presenter is not None:
            self._show_header(self._presenter.header)
            self._presenter.load()
        if self._packs_presenter is not None:
            self._packs_presenter.load()
        if self._data_presenter is not None:
            self._data_presenter.load()
        if self._hand_over_presenter is not None:
            self._hand_over_presenter.load()
        if self._mail_presenter is not None:
            self._mail_presenter.load()

    def refresh(self, topics: frozenset[str]) -> None:
        """Read again what changed."""
        if self._presenter is not None:
            self._presenter.load(topics | PACK_TOPICS if topics & PACK_TOPICS else topics)
        if self._presenter is not None and topics & PACK_TOPICS:
            self._show_header(self._presenter.header)
        if self._data_presenter is not None and "backup_place" in topics:
            self._data_presenter.load()
        if self._packs_presenter is not None and topics & PACK_TOPICS:
            self._packs_presenter.load()
        if topics & SIGNING_TOPICS:
            self._load_signing()
        if topics & DEVICE_TOPICS:
            self._load_devices()
        if self._mail_presenter is not None and topics & MAIL_TOPICS:
            self._mail_presenter.load()

    def open_target(self, target: str) -> None:
        """Show a tab: "settings:data", "officer"; "settings:data:devices" shows the card of keys in it."""
        area, _, rest = target.partition(":")
        wanted = rest.partition(":")[0] if area == "settings" else area
        if wanted in _TABS:
            self.tabs.setCurrentIndex(_TABS.index(wanted))
        if rest == "data:devices":
            self.data.devices.on_grown(self.data.devices)

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        """Show unit, plan and criteria set."""
        self.unit.show_facts(groups)

    def show_officers(self, rows: "Sequence[OfficerRow]") -> None:
        """Show all accounts."""
        self.officers.show_officers(rows)

    def show_officer_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field of the new officer."""
        self.officers.new.show_findings(findings)

    def clear_officer_form(self) -> None:
        """The new officer was added."""
        self.officers.new.clear()

    def show_password_findings(self, old: str, new: str) -> None:
        """Show what is wrong with the own passwords."""
        self.officers.password.show_findings(old, new)

    def clear_password_form(self) -> None:
        """The password was changed."""
        self.officers.password.clear()

    def show_defaults(self, addressee: str, recipients: Sequence[str]) -> None:
        """Show "Kính gửi" and "Nơi nhận"."""
        self.documents.show_defaults(addressee, recipients)

    def refuse_default(self, field: str, text: str) -> None:
        """Say why a text of the documents is not saved."""
        self.documents.refuse(field, text)

    def _on_tab(self, _number: int) -> None:
        flush_editors(self)
        self._load_journal()
        self._load_signing()
        self._load_devices()

    def _load_devices(self) -> None:
        """Read only while in sight, for the same reason."""
        if self._device_presenter is not None and self.tabs.currentIndex() == _TABS.index("data"):
            self._device_presenter.load()

    def _load_signing(self) -> None:
        """Read only while in sight: its libraries take their time to load."""
        if self._signing_presenter is not None and self.tabs.currentIndex() == _TABS.index("signing"):
            self._signing_presenter.load()

    def _load_journal(self) -> None:
        """The journal is long: it is read only while it is in sight."""
        if self.tabs.currentIndex() == _TABS.index("journal"):
            self.journal.load()

    def _on_new(self) -> None:
        self.open_target("officer")
        self.officers.new.start()
