"""The draft's card: number, date, signer and reference day of the document, saved by themselves; and the main step."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject, by_id
from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.submissions.page import FIELDS, DocumentFields, KeptPlace
from ui.screens.submissions.wording import NO_UNDO
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine
from ui.widgets.keeping import Spot
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel

_PLACES = {"number": (0, 0, 1, 1), "day": (0, 1, 1, 1), "leader": (1, 0, 1, 2)}
"""Row, column, rows and columns: name and post of the signer need the whole width."""
_LABELS = ("Số văn bản", "Ngày văn bản", "Người ký", "Ngày chốt số liệu")
_PARTS = ("document_number", "document_date", "leader_id", "reference_day")
"""The fields as the history names them, in the order of ``FIELDS``."""


class DocumentCard(Card):
    """``number_edited``, ``day_edited``, ``leader_edited``, ``reference_day_edited``; ``complete_wanted``."""

    number_edited = Signal(object)
    day_edited = Signal(object)
    leader_edited = Signal(object)
    reference_day_edited = Signal(object)
    complete_wanted = Signal()

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Thông tin văn bản", parent)
        self._record = ""
        self._place: KeptPlace | None = None
        self._leaders: tuple[tuple[str, str], ...] = ()

        def parse(text: str) -> date:
            return parse_date(text, year=today().year)

        self.number = AutosaveLine(placeholder="văn thư ghi sau", max_length=20)
        self.day = AutosaveDate(parse=parse, today=today)
        self.leader = AutosaveChoice()
        self.reference_day = AutosaveDate(parse=parse, today=today)
        self._editors = (self.number, self.day, self.leader, self.reference_day)
        self._fields = {
            name: Labelled(label, editor) for name, label, editor in zip(FIELDS, _LABELS, self._editors, strict=True)
        }
        self._window = HintLabel()
        self.complete = buttons.primary("Hoàn thành", "check", tip="Lập bản chốt để lãnh đạo ký (Ctrl+Enter)")
        self.reason = HintLabel()
        self._arrange()
        self._connect()
        self._name()

    def show_fields(self, fields: DocumentFields) -> None:
        """Show the fields; what is being typed stays."""
        if fields.leaders != self._leaders:
            self._leaders = fields.leaders
            self.leader.set_options(fields.leaders)
        is_same = fields.place == self._place  # a draft has no record before it is stored
        self._record, self._place = fields.record, fields.place
        if is_same:
            self.number.refresh_value(fields.number)
            self.day.refresh_value(fields.day)
            self.leader.refresh_value(fields.leader)
            self.reference_day.refresh_value(fields.reference_day)
        else:
            self.number.set_value(fields.number)
            self.day.set_value(fields.day)
            self.leader.set_value(fields.leader)
            self.reference_day.set_value(fields.reference_day)
        for editor in self._editors:
            editor.set_read_only(not fields.editable)
        self._window.setText(fields.window)
        self._fields["reference_day"].setVisible(fields.asks_reference_day)

    def show_complete(self, *, enabled: bool, reason: str) -> None:
        """Show whether the content can be frozen, or why not."""
        self.complete.setEnabled(enabled)
        self.reason.setText(reason)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of a field of the document."""
        if self._place is None or editor not in self._editors:
            return None
        number = self._editors.index(editor)
        return self._place.spot(FIELDS[number], _LABELS[number])

    def history_of(self, widget: QWidget) -> Subject | None:
        """The field in which the cursor is, else the whole submission."""
        if not self._record:
            return None
        pairs = zip(_PARTS, self._editors, strict=True)
        part = next((part for part, own in pairs if own is widget or own.isAncestorOf(widget)), "")
        return by_id("submission", self._record, part)

    def refuse(self, field: str, text: str) -> None:
        """Say under a field why its value was refused; an empty text takes it back."""
        self._editors[FIELDS.index(field)].set_refusal(text)

    def focus(self, field: str) -> None:
        """Give a field the focus."""
        self._fields[field].editor.setFocus()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for name, place in _PLACES.items():
            grid.addWidget(self._fields[name], *place, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        deed = QHBoxLayout()
        deed.setSpacing(2 * theme.SPACE)
        deed.addWidget(self.complete)
        deed.addWidget(self.reason, 1)
        span = QHBoxLayout()
        span.setSpacing(2 * theme.SPACE)
        span.addWidget(self._fields["reference_day"], 1)
        span.addWidget(self._window, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addLayout(span, len(_PLACES), 0, 1, 2)
        self.body.addLayout(grid)
        self.body.addLayout(deed)
        self.body.addWidget(HintLabel(NO_UNDO["complete"]))

    def _connect(self) -> None:
        self.number.committed.connect(self.number_edited)
        self.day.committed.connect(self.day_edited)
        self.leader.committed.connect(self.leader_edited)
        self.leader.currentTextChanged.connect(self.leader.setToolTip)
        self.reference_day.committed.connect(self.reference_day_edited)
        self.complete.clicked.connect(self.complete_wanted)

    def _name(self) -> None:
        for name, field in self._fields.items():
            field.editor.setObjectName(f"submission-{name}")
        self.complete.setObjectName("submission-complete")
