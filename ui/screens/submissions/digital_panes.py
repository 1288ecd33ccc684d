"""All cards of signing in one column: the choice of ways, the card of the chosen way, the work of a key, the answer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.submissions.certifying import Certifying
from ui.screens.submissions.digital_cards import ElsewhereCard, KeyFileCard, SignaturesCard, TokenCard, WaysCard
from ui.screens.submissions.signing_cards import PaperCard, PasswordCard
from ui.screens.submissions.signing_page import (
    ELSEWHERE,
    KEY_FILE,
    PAPER,
    PASSWORD,
    TOKEN,
    SignaturesPage,
    WaysPage,
)
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.progress_strip import ProgressStrip


class DigitalPanes(QWidget):
    """Shows one card at a time; PIN and passwords go whenever another card comes."""

    def __init__(self, *, password: PasswordCard, paper: PaperCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ways = WaysCard()
        self.token = TokenCard()
        self.key_file = KeyFileCard()
        self.elsewhere = ElsewhereCard()
        self.signatures = SignaturesCard()
        self.strip = ProgressStrip()
        self._password = password
        self._shown = ""
        self._cards: dict[str, Card] = {
            TOKEN: self.token,
            KEY_FILE: self.key_file,
            ELSEWHERE: self.elsewhere,
            PAPER: paper,
            PASSWORD: password,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self.signatures, self.ways, *self._cards.values(), self.strip):
            column.addWidget(widget)
        for widget in (self.signatures, self.ways, *self._cards.values()):
            widget.hide()

    def serve(self, certifying: Certifying, ask_for_file: Callable[[str, str], Path | None]) -> None:
        """Take the presenter, and the way to ask where a file goes."""

        def write() -> None:
            target = ask_for_file(certifying.suggested_name(), "PDF")
            if target is not None:
                certifying.write_to_sign(target)

        self.ways.way_chosen.connect(certifying.choose_way)
        self.token.look_wanted.connect(certifying.find_tokens)
        self.token.signed.connect(lambda serial, key, pin, sure: certifying.sign_by_token(serial, key, pin, sure=sure))
        self.key_file.signed.connect(certifying.sign_by_key_file)
        self.elsewhere.write_wanted.connect(write)
        self.elsewhere.signed.connect(certifying.take_signed)
        self.signatures.seal_wanted.connect(certifying.begin_seal)
        self.strip.cancelled.connect(certifying.cancel)

    def show_ways(self, page: WaysPage) -> None:
        """Show the choice and the card of the chosen way."""
        self.ways.setVisible(bool(page.ways))
        self.ways.show_ways(page)
        shown = page.chosen if page.ways else ""
        if shown != self._shown:
            self.forget()
        self._shown = shown
        for way, card in self._cards.items():
            card.setVisible(way == shown)

    def show_signatures(self, page: SignaturesPage | None) -> None:
        """Show what the signatures are worth; nothing where there are none."""
        self.signatures.setVisible(page is not None)
        if page is not None:
            self.signatures.show_signatures(page)

    def refuse(self, way: str, text: str, *, ask_sure: bool) -> None:
        """Say in the card of a way why it was refused."""
        if way == TOKEN:
            self.token.refuse(text, ask_sure=ask_sure)
        elif way == KEY_FILE:
            self.key_file.refuse(text)
        else:
            self.elsewhere.refuse(text)

    def start(self, text: str) -> None:
        """A key is at work: nothing is begun beside it."""
        self.strip.start(text)
        self._hold(held=True)

    def finish(self) -> None:
        """The key came to its end."""
        self.strip.finish()
        self._hold(held=False)

    def forget(self) -> None:
        """Keep neither PIN nor password nor refusal."""
        self._password.forget()
        self.token.forget()
        self.key_file.forget()
        self.elsewhere.refuse("")

    def _hold(self, *, held: bool) -> None:
        for widget in (self.token, self.key_file, self.elsewhere, self.ways, self.signatures):
            widget.setEnabled(not held)
