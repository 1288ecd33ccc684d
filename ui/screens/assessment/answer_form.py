"""The input that the rule of a leaf asks for: choices, ticks, numbers with their units, a date, conditions."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cchc_desktop.domain import number
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.assessment.choice_row import ChoiceRow
from ui.screens.assessment.leaf_form import ChoiceField, FigureOffer, LeafForm, NumberField, ScoreFacts
from ui.screens.assessment.offer_line import OfferLine
from ui.widgets import theme
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.number_editor import AutosaveNumber

_SURVEY = (
    "Do tỉnh thực hiện điều tra xã hội học. Xã không tự chấm tiêu chí này và không phải nhập gì; "
    "điểm được tính khi tỉnh công bố kết quả điều tra."
)


class AnswerForm(QWidget):
    """Built anew for each leaf; tells each entry by its own signal and takes values without telling them."""

    number_typed = Signal(str, str)
    number_committed = Signal(str, object)
    yes_chosen = Signal(bool)
    option_chosen = Signal(int)
    ticked = Signal(int, bool)
    nothing_ticked = Signal(bool)
    zero_condition_set = Signal(int, bool)
    day_committed = Signal(object)
    never_done_set = Signal(bool)
    not_arising_set = Signal(bool)

    def __init__(self, form: LeafForm, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._read_only = False
        self.numbers: dict[str, AutosaveNumber] = {}
        self.offers: dict[str, OfferLine] = {}
        self.yes_no: list[QAbstractButton] = []
        self.options: list[QAbstractButton] = []
        self.ticks: list[QAbstractButton] = []
        self.conditions: list[QAbstractButton] = []
        self.nothing: QAbstractButton | None = None
        self.never_done: QAbstractButton | None = None
        self.not_arising: QAbstractButton | None = None
        self.day: AutosaveDate | None = None
        self._fields: dict[str, Labelled] = {}
        self._groups: list[QButtonGroup] = []
        self.general = FindingLine()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self._build(today)
        self._column.addWidget(self.general)

    def show_answer(self, answer: Answer) -> None:
        """Show the stored answer; a number that is being typed stays."""
        for key, editor in self.numbers.items():
            editor.refresh_value(answer.numbers.get(key))
        _press(self.yes_no, None if answer.yes is None else int(not answer.yes))
        _press(self.options, answer.choice)
        for position, box in enumerate(self.ticks):
            box.setChecked(position in (answer.ticks or ()))
        for position, box in enumerate(self.conditions):
            box.setChecked(position in answer.zero_conditions)
        if self.nothing is not None:
            self.nothing.setChecked(answer.ticks == frozenset())
        if self.day is not None and self.never_done is not None:
            self.day.refresh_value(answer.day)
            self.never_done.setChecked(answer.yes is False)
        if self.not_arising is not None:
            self.not_arising.setChecked(answer.not_arising)
        self._show_enabled()

    def show_offers(self, offers: Mapping[str, FigureOffer]) -> None:
        """Show beside each number what the yearly report has; nothing where it has nothing."""
        for key, line in self.offers.items():
            line.show_offer(offers.get(key))

    @property
    def code(self) -> str:
        """The code of the leaf."""
        return self._form.code

    def kept(self) -> Iterator[tuple[str, str, QWidget]]:
        """The editors whose texts are kept: key, words, editor."""
        for key, editor in self.numbers.items():
            yield key, self._fields[key].label.text(), editor
        if self.day is not None:
            yield "day", "Ngày thực hiện", self.day

    def show_findings(self, facts: ScoreFacts) -> None:
        """Write what is wrong under the field that it is about."""
        for key, field in self._fields.items():
            if field.editor.property("invalid"):
                continue
            found = facts.of(key)
            field.set_finding(found.level if found else "info", found.text if found else "")
        found = facts.of("answer")
        self.general.show_finding(found.level if found else "info", found.text if found else "")

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the answer be read only."""
        self._read_only = value
        self._show_enabled()

    def focus_part(self, part: str) -> None:
        """Put the cursor into an input by its key, or into the first one."""
        wanted = self._fields[part].editor if part in self._fields else self._first()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, today: Callable[[], date]) -> None:
        form = self._form
        if form.survey:
            self._column.addWidget(TextLabel(_SURVEY))
        if form.numbers:
            self._build_numbers(form.numbers)
        self._build_yes_no(form.yes_no)
        self.options = self._build_choices(form.options, QRadioButton, self.option_chosen.emit)
        self.ticks = self._build_choices(form.ticks, QCheckBox, self.ticked.emit)
        if form.ticks:
            self.nothing = self._tick("Không đạt nội dung nào", self.nothing_ticked.emit)
        conditions = tuple(ChoiceField(words, "") for words in form.zero_conditions)
        self.conditions = self._build_choices(conditions, QCheckBox, self.zero_condition_set.emit)
        if form.deadline:
            self._build_day(today)
        if form.not_arising:
            self.not_arising = self._tick(form.not_arising, self.not_arising_set.emit)

    def _build_numbers(self, fields: tuple[NumberField, ...]) -> None:
        for field in fields:
            editor = AutosaveNumber(parse=number.parse, show=format_decimal)
            editor.setFixedWidth(168)
            named = len(fields) > 1 or field.key in ("a", "b", "c")
            offer = OfferLine(editor)
            label = f"{field.key}: {field.label}" if named else field.label
            labelled = Labelled(label, _with_unit(editor, field.unit, offer))
            labelled.label.setWordWrap(True)
            labelled.label.setBuddy(editor)
            labelled.editor = editor
            editor.setAccessibleName(f"{field.label} ({field.unit})")
            editor.setObjectName(f"number-{field.key}")
            editor.textEdited.connect(lambda text, key=field.key: self.number_typed.emit(key, text))
            editor.committed.connect(lambda value, key=field.key: self.number_committed.emit(key, value))
            editor.refused.connect(lambda text, field=labelled: field.set_finding("block", text))
            self.numbers[field.key], self.offers[field.key] = editor, offer
            self._fields[field.key] = labelled
            self._column.addWidget(labelled)
        self._lead_tab()

    def _lead_tab(self) -> None:
        """Tab goes from number to number, as they are typed, then to what the report offers for each."""
        offered = [button for line in self.offers.values() for button in (line.take, line.follow)]
        for before, after in pairwise([*self.numbers.values(), *offered]):
            QWidget.setTabOrder(before, after)

    def _build_yes_no(self, choices: tuple[ChoiceField, ...]) -> None:
        if not choices:
            return
        row = QHBoxLayout()
        row.setSpacing(2 * theme.SPACE)
        group = self._group()
        for choice, value in zip(choices, (True, False), strict=True):
            button = QRadioButton()
            group.addButton(button)
            line = ChoiceRow(button, choice.label, choice.points)
            line.setMinimumHeight(48)
            line.switched.connect(lambda _on, value=value: self.yes_chosen.emit(value))
            row.addWidget(line, 1)
            self.yes_no.append(button)
        self._column.addLayout(row)

    def _build_choices(
        self, choices: tuple[ChoiceField, ...], kind: type[QAbstractButton], told: Callable[..., None]
    ) -> list[QAbstractButton]:
        group = self._group() if kind is QRadioButton and choices else None
        made: list[QAbstractButton] = []
        for position, choice in enumerate(choices):
            button = kind()
            if group is not None:
                group.addButton(button)
            line = ChoiceRow(button, choice.label, choice.points)
            line.switched.connect(
                (lambda _on, at=position: told(at)) if group else (lambda on, at=position: told(at, on))
            )
            self._column.addWidget(line)
            made.append(button)
        return made

    def _build_day(self, today: Callable[[], date]) -> None:
        self.day = AutosaveDate(parse=parse_date, today=today)
        self.day.setFixedWidth(168)
        field = Labelled("Ngày thực hiện", self.day, hint=self._form.deadline)
        self.day.committed.connect(self.day_committed)
        self._fields["day"] = field
        self._column.addWidget(field)
        self.never_done = self._tick("Chưa thực hiện", self.never_done_set.emit)

    def _tick(self, words: str, told: Callable[..., None]) -> QAbstractButton:
        box = QCheckBox()
        line = ChoiceRow(box, words)
        line.switched.connect(told)
        self._column.addWidget(line)
        return box

    def _group(self) -> QButtonGroup:
        group = QButtonGroup(self)
        self._groups.append(group)
        return group

    def _show_enabled(self) -> None:
        declared = self.not_arising is not None and self.not_arising.isChecked()
        locked = self._read_only or declared
        for key, editor in self.numbers.items():
            editor.set_read_only(locked)
            self.offers[key].set_read_only(locked)
        if self.day is not None:
            self.day.set_read_only(locked)
        for line in self.findChildren(ChoiceRow):
            line.setEnabled(not (self._read_only if line.button is self.not_arising else locked))

    def _first(self) -> QWidget | None:
        chosen = [button for button in (*self.yes_no, *self.options) if button.isChecked()]
        candidates: list[QWidget | None] = [
            *self.numbers.values(),
            *chosen,
            *self.yes_no,
            *self.options,
            *self.ticks,
            self.day,
        ]
        return next((widget for widget in candidates if widget is not None), None)


def _with_unit(editor: QWidget, unit: str, offer: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    row.addWidget(editor)
    row.addWidget(HintLabel(unit), 1)
    column.addLayout(row)
    column.addWidget(offer, 0, Qt.AlignmentFlag.AlignLeft)
    return held


def _press(buttons: list[QAbstractButton], position: int | None) -> None:
    """Press the button at this position of an exclusive group, or none."""
    if not buttons:
        return
    group = buttons[0].group()
    group.setExclusive(False)
    for at, button in enumerate(buttons):
        button.setChecked(at == position)
    group.setExclusive(True)
