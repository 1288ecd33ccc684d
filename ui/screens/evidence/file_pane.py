"""The open file: number, date, issuing body and abstract, what is worth knowing, where it is used, and how it looks."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject, by_id
from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.evidence.facts import FileFacts
from ui.screens.evidence.place_search import PlaceSearch
from ui.screens.evidence.preview import EvidencePreview, Shown
from ui.screens.evidence.uses_list import UsesList
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FieldRow, FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, HintLabel
from ui.widgets.offered_line import OfferedLine
from ui.widgets.runner import Runner
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.library.library import LibraryFile

NOT_SAVED = "Chưa lưu được; nội dung vẫn ở đây và sẽ được lưu lại khi rời ô."


KEPT_WORDS = {"number": "Số, ký hiệu", "day": "Ngày văn bản", "title": "Trích yếu", "issuer": "Cơ quan ban hành"}
NOT_UNDONE = "Việc này không hoàn tác được: chỉ nhận đúng nội dung đã lưu, tệp đang hỏng được để riêng, không xóa."
_LOWEST = 150
"""Pixels that a preview needs; a lower window scrolls instead."""


class Editor(Protocol):
    """What the fields have in common."""

    committed: SignalInstance

    def set_value(self, value: Any) -> None:
        """Show another record's value."""
        ...

    def refresh_value(self, value: Any) -> None:
        """Show the same record's value unless the user is typing."""
        ...

    def set_refusal(self, text: str) -> None:
        """Mark the value as refused, or as fine again."""
        ...

    def setFocus(self, reason: Qt.FocusReason, /) -> None:
        """Put the cursor here."""
        ...


class _Tabs(QTabWidget):
    """Takes the room that is left, and never asks for more than the least: a long list inside scrolls by itself."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LOWEST)

    def hasHeightForWidth(self) -> bool:
        return False


class FilePane(Card):
    """``committed(file id, field, value)``; ``finished`` on Enter in the last field; the rest are deeds."""

    committed = Signal(str, str, object)
    finished = Signal()
    opened = Signal()
    enlarged = Signal()
    place_wanted = Signal()
    original_chosen = Signal(Path)

    def __init__(
        self,
        runner: Runner,
        *,
        today: Callable[[], date],
        path_of: "Callable[[LibraryFile], Path]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.file_id = ""
        self._path_of = path_of
        self._previewed: tuple[str, bool] | None = None
        self._kept_days: dict[str, str] = {}
        self.name = ElidedLabel(kind="section")
        self.about = HintLabel()
        self.about.setWordWrap(False)
        self.open = buttons.quiet("Mở", "eye", tip="Mở bản sao bằng chương trình của máy (Ctrl+O)")
        self.enlarge = buttons.quiet("Xem lớn", "zoom-in", tip="Xem lớn, thu gọn bảng bên trái (F6)")
        self.number = AutosaveLine(placeholder="12/KH-UBND", max_length=60)
        self.day = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.issuer = OfferedLine(placeholder="UBND xã, Sở Nội vụ tỉnh…", max_length=120)
        self.abstract = AutosaveLine(placeholder="Trích yếu nội dung văn bản", max_length=500)
        self.fields: dict[str, Editor] = {
            "number": self.number,
            "day": self.day,
            "issuer": self.issuer,
            "title": self.abstract,
        }
        self.facts = [FindingLine() for _ in range(4)]
        self.mend = buttons.plain("Chọn lại tệp gốc…", "folder", tip=f"Đưa tệp gốc trở lại kho. {NOT_UNDONE}")
        self.uses = UsesList()
        self.more = buttons.quiet("Dùng cho nơi khác…", "plus", tip="Dùng tệp này cho một nơi nữa (Ctrl+D)")
        self.places = PlaceSearch()
        self.preview = EvidencePreview(runner)
        self.tabs = _Tabs()
        self._page = ScrollPage()
        self._uses_page = QWidget()
        self._filler = QWidget()
        self._left = QVBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._arrange()
        self._connect()

    def show_file(self, facts: FileFacts | None, *, renew: bool) -> None:
        """Show a file; ``renew`` when it is another one than before: nothing typed for that one is lost."""
        if renew:
            self._leave()
            self._page.verticalScrollBar().setValue(0)
        self.setEnabled(facts is not None)
        if facts is None:
            self._show_nothing()
            return
        file = facts.line.file
        self.file_id = file.id
        self.name.setText(file.name)
        self.about.setText(facts.about)
        self._show_values(facts, renew=renew)
        self._show_facts(facts)
        self.mend.setVisible(not file.there or facts.line.altered)
        self.uses.show_uses(file.uses)
        self._name_tab()
        self._preview(file)

    def _show_nothing(self) -> None:
        self.file_id = ""
        self.name.setText("Chưa chọn tệp")
        self.about.setText("")
        for name, editor in self.fields.items():
            editor.set_value(None if name == "day" else "")
        for line in self.facts:
            line.show_finding("info", "")
        self.mend.setVisible(False)
        self.uses.show_uses(())
        self._name_tab()
        self._preview(None)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor of the open file."""
        fields: Mapping[str, object] = self.fields
        field = next((name for name, own in fields.items() if own is editor), "")
        if not field or not self.file_id:
            return None
        return Spot(f"evidence:{self.file_id}:{field}", f"Tệp {self.name.text()}, {KEPT_WORDS[field]}")

    def history_of(self, widget: QWidget) -> Subject | None:
        """The data of the document in the open file."""
        del widget
        return by_id("evidence", self.file_id) if self.file_id else None

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - the state itself
        """Fields and places at the left of a large preview, or all of it one below the other."""
        if wide:
            self.tabs.removeTab(self.tabs.indexOf(self._uses_page))
            self._left.addWidget(self._uses_page, 1)
            self._uses_page.show()
        else:
            self._left.removeWidget(self._uses_page)
            self.tabs.addTab(self._uses_page, "")
            self._name_tab()
        self.tabs.tabBar().setVisible(not wide)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._halves.setStretch(0, 2 if wide else 0)
        self._halves.setStretch(1, 3 if wide else 1)
        self.enlarge.setText("Thu lại" if wide else "Xem lớn")
        self._page.verticalScrollBar().setValue(0)

    def show_preview(self) -> None:
        """Bring the preview into sight."""
        self.tabs.setCurrentWidget(self.preview)

    def show_use(self, use_id: str) -> None:
        """Bring a place of the open file into sight, with the cursor in its pages."""
        if self.tabs.indexOf(self._uses_page) >= 0:
            self.tabs.setCurrentWidget(self._uses_page)
        self.uses.focus(use_id)

    def begin_places(self) -> None:
        """Open the search for one more place."""
        if self.tabs.indexOf(self._uses_page) >= 0:
            self.tabs.setCurrentWidget(self._uses_page)
        self.uses.setVisible(False)
        self._filler.setVisible(False)
        self.places.begin()
        self.more.setVisible(False)
        QTimer.singleShot(0, self, lambda: self._page.ensureWidgetVisible(self.places.told))

    def close_places(self) -> None:
        """Close it."""
        if self.places.isVisible() and self.places.isAncestorOf(self.window().focusWidget()):
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.places.setVisible(False)
        self.uses.setVisible(True)
        self._filler.setVisible(True)
        self.more.setVisible(True)

    def _leave(self) -> None:
        """Store what is pending of the file that is left, and keep a date that could not be read."""
        flush_editors(self)
        if self.file_id and self.day.property("invalid") and self.day.text().strip():
            self._kept_days[self.file_id] = self.day.text()

    def _show_values(self, facts: FileFacts, *, renew: bool) -> None:
        file = facts.line.file
        values = {"number": file.number, "day": file.day, "issuer": file.issuer, "title": file.title}
        self.issuer.offer(facts.issuers.all, likely=next(iter(facts.issuers.likely), ""))
        for name, editor in self.fields.items():
            if renew:
                editor.set_value(facts.owed.get(name, values[name]))
                if name in facts.failed:
                    editor.set_refusal(NOT_SAVED)
            elif name not in facts.owed:
                editor.refresh_value(values[name])
        typed = self._kept_days.pop(file.id, "") if renew else ""
        if typed:
            self.day.setText(typed)
            self.day.clock.touched()
            self.day.commit()

    def _show_facts(self, facts: FileFacts) -> None:
        told = facts.facts[: len(self.facts)]
        for line in self.facts[len(told) :]:
            line.show_finding("info", "")
        for line, fact in zip(self.facts, told, strict=False):
            line.show_finding(fact.level, fact.text)
        if facts.line.altered and len(told) < len(self.facts):
            text = "Nội dung tệp trong kho khác lúc đưa vào. Bấm “Chọn lại tệp gốc…” để đưa tệp đúng trở lại."
            self.facts[len(told)].show_finding("block", f"{text} {NOT_UNDONE}")

    def _preview(self, file: "LibraryFile | None") -> None:
        wanted = (file.sha256, file.there) if file else None
        if wanted != self._previewed or file is None:
            self._previewed = wanted
            self.preview.show_file(Shown(self._path_of(file), file.media_type, file.size, file.there) if file else None)

    def _name_tab(self) -> None:
        at = self.tabs.indexOf(self._uses_page)
        if at >= 0:
            count = len(self.uses.rows)
            self.tabs.setTabText(at, f"&Chứng minh cho ({count})" if count else "&Chứng minh cho")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.name, 1)
        for widget in (self.open, self.enlarge):
            head.addWidget(widget)
        self._arrange_fields()
        self._arrange_uses()
        self.tabs.addTab(self.preview, "&Xem tệp")
        self.tabs.addTab(self._uses_page, "")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Xem tệp hoặc nơi dùng tệp")
        self._name_tab()
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.SPACE)
        self._halves.addLayout(self._left)
        self._halves.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(_LOWEST)
        self._page.body.addLayout(self._halves, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._page, 1)

    def _arrange_fields(self) -> None:
        self.number.setMinimumWidth(120)
        self.day.setMinimumWidth(144)
        number, day = Labelled("&Số, ký hiệu", self.number), Labelled("&Ngày văn bản", self.day)
        self._left.setSpacing(theme.SPACE)
        self._left.addWidget(FieldRow((number, 1), (day, 1)))
        self._left.addWidget(Labelled("Cơ &quan ban hành", self.issuer))
        self._left.addWidget(Labelled("&Trích yếu", self.abstract))
        for line in self.facts:
            self._left.addWidget(line)
        self._left.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)

    def _arrange_uses(self) -> None:
        page = ScrollPage()
        page.body.setSpacing(4)
        page.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addWidget(self.uses)
        page.body.addWidget(self.places, 1)
        page.body.addWidget(self._filler, 1)
        page.body.addWidget(self.about)
        column = QVBoxLayout(self._uses_page)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.addWidget(page)

    def _connect(self) -> None:
        for name, editor in self.fields.items():
            editor.committed.connect(lambda value, field=name: self._on_committed(field, value))
        self.number.returnPressed.connect(lambda: self.day.setFocus(Qt.FocusReason.TabFocusReason))
        self.day.returnPressed.connect(lambda: self.issuer.setFocus(Qt.FocusReason.TabFocusReason))
        self.issuer.returnPressed.connect(lambda: self.abstract.setFocus(Qt.FocusReason.TabFocusReason))
        self.abstract.returnPressed.connect(self.finished)
        self.open.clicked.connect(self.opened)
        self.enlarge.clicked.connect(self.enlarged)
        self.more.clicked.connect(self.place_wanted)
        self.mend.clicked.connect(self._on_mend)
        self.places.left.connect(self.close_places)

    def _on_committed(self, field: str, value: object) -> None:
        if self.file_id:
            self.committed.emit(self.file_id, field, value)

    def _on_mend(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Chọn lại tệp gốc", "", "Tệp (*)")
        if name:
            self.original_chosen.emit(Path(name))
