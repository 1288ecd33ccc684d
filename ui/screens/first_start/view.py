"""The page of the first start: the steps at the left, one step at the right, back and next below it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.unit import Unit
from ui.screens.first_start.data_place import Place
from ui.screens.first_start.folder_step import FolderStep
from ui.screens.first_start.officers_step import OfficersStep
from ui.screens.first_start.packs_step import PacksStep
from ui.screens.first_start.presenter import FirstStartPresenter, Step, SummaryLine
from ui.screens.first_start.rail import Rail
from ui.screens.first_start.summary_step import SummaryStep
from ui.screens.first_start.unit_step import UnitStep
from ui.widgets import buttons, theme
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.catalogue.library import Library
    from cchc_desktop.services.workplace import FirstStart

NOT_UNDONE = "Bắt đầu rồi thì không hoàn tác được: đơn vị không đổi được nữa, các mục khác đổi được ở Cài đặt."
_HEADS = {
    Step.UNIT: ("Chọn đơn vị sử dụng chương trình", "Gõ vài chữ rồi dùng phím mũi tên để chọn, Enter để tiếp tục."),
    Step.OFFICERS: ("Ai làm việc với chương trình?", "Mỗi người có mật khẩu riêng do chính mình đặt và giữ."),
    Step.PACKS: ("Làm theo kế hoạch và bộ tiêu chí nào?", "Đã chọn sẵn bản mới nhất; thường không cần đổi."),
    Step.FOLDER: ("Dữ liệu cất ở đâu?", "Thường giữ nguyên thư mục đề xuất."),
    Step.SUMMARY: ("Xem lại trước khi bắt đầu", f"Bấm Sửa ở dòng cần đổi. {NOT_UNDONE}"),
}


def build(
    *,
    library: "Library",
    suggested_folder: Path,
    runner: Runner,
    notices: Notices,
    on_done: "Callable[[FirstStart, Path], None]",
    on_open_existing: Callable[[Path], None] | None = None,
    on_receive: Callable[[], None] | None = None,
) -> QWidget:
    """The page; ``suggested_folder`` is known to hold no finished data. ``page.refuse(findings)`` shows a refusal."""
    del notices  # faults reach them through the runner; findings are shown at their fields
    page = FirstStartPage()
    page.offer_arrival(on_receive)
    page.serve(
        FirstStartPresenter(
            page,
            library=library,
            suggested=suggested_folder,
            runner=runner,
            on_done=on_done,
            on_open_existing=on_open_existing,
        )
    )
    return page


class FirstStartPage(QWidget):
    """Implements ``FirstStartView``."""

    def __init__(self) -> None:
        super().__init__()
        self._step = Step.UNIT
        self._back_to_next = False
        self.rail = Rail()
        self.title = TitleLabel()
        self.hint = HintLabel()
        self.back = buttons.plain("&Quay lại", "arrow-left", tip="Về bước trước, giữ nguyên những gì đã nhập (Alt+Q)")
        self.next = buttons.primary("&Tiếp tục", "arrow-right", tip="Sang bước sau (Alt+T)")
        self.existing = buttons.quiet(
            "&Mở dữ liệu có sẵn…", "folder", tip="Đơn vị đã có dữ liệu trên máy này hoặc USB: chọn thư mục đó (Alt+M)"
        )
        self.arrival = buttons.quiet(
            "&Nhận bàn giao từ máy khác…", "inbox", tip="Máy khác đã ghi tệp bàn giao cho máy này: chọn tệp đó (Alt+N)"
        )
        self._receive: Callable[[], None] | None = None
        self.no_data = FindingLine()
        self.steps = QStackedWidget()
        self.unit_step = UnitStep()
        self.folder_step = FolderStep()
        self.summary_step = SummaryStep()
        self.setObjectName("first-start")
        self.next.setObjectName("next")
        self.back.setObjectName("back")
        self.existing.setObjectName("open-existing")
        self.arrival.setObjectName("arrival")

    def offer_arrival(self, receive: Callable[[], None] | None) -> None:
        """Offer to receive what another machine handed over."""
        self._receive = receive
        self.arrival.clicked.connect(lambda: receive() if receive is not None else None)

    def serve(self, presenter: FirstStartPresenter) -> None:
        """Take the presenter, build the steps that need its library and begin."""
        from cchc_desktop.services.session.accounts import (
            MIN_PASSWORD,  # loads SQLAlchemy: never before the first paint
        )

        self._presenter = presenter
        self.officers_step = OfficersStep(min_password=MIN_PASSWORD)
        self.packs_step = PacksStep(
            presenter.library, choose_plan=presenter.choose_plan, choose_criteria=presenter.choose_criteria
        )
        self._arrange()
        self._connect(presenter)
        presenter.change_officers(self.officers_step.drafts())
        presenter.begin()

    def refuse(self, findings: Sequence[Finding]) -> None:
        """The start itself was refused: show each finding at its field."""
        self._presenter.refuse(findings)

    def showEvent(self, event: QShowEvent) -> None:
        """Typing can begin at once."""
        super().showEvent(event)
        self._start_typing()

    def show_step(self, step: Step) -> None:
        """Bring this step into sight and put the cursor at its first field."""
        title, hint = _HEADS[step]
        self._step = step
        self._back_to_next = False
        self.title.setText(title)
        self.hint.setText(hint)
        self.rail.show_step(step)
        self.steps.setCurrentIndex(step)
        self.back.setVisible(step > Step.UNIT)
        self.existing.setVisible(step is Step.UNIT and self._presenter.may_open_existing)
        self.arrival.setVisible(step is Step.UNIT and self._receive is not None)
        last = step is Step.SUMMARY
        self.next.setText("&Bắt đầu làm việc" if last else "&Tiếp tục")
        self.next.setToolTip("Lập dữ liệu và vào bàn làm việc (Alt+B)" if last else "Sang bước sau (Alt+T)")
        self._start_typing()

    def show_units(self, units: Sequence[Unit], *, best: str) -> None:
        """Show the units found."""
        self.unit_step.show_units(units, best=best)

    def show_desk(self, *, province: bool) -> None:
        """Show what is asked for at this desk."""
        self.unit_step.show_desk(province=province)
        self.hint.setText("Bàn cấp tỉnh không cần chọn đơn vị; bấm Tiếp tục." if province else _HEADS[Step.UNIT][1])
        self.officers_step.set_department(department=province)
        self.unit_step.start()

    def show_unit(self, unit: Unit | None) -> None:
        """Say which unit is chosen."""
        self.unit_step.show_unit(unit)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field."""
        self.no_data.show_finding("block", " ".join(one.text for one in findings if one.target == "existing"))
        self.unit_step.finding.show_finding(
            "block", " ".join(finding.text for finding in findings if finding.target == "unit")
        )
        self.officers_step.show_findings([finding for finding in findings if finding.target.startswith("officer")])

    def show_place(self, place: Place | None) -> None:
        """Show what was found of the data folder."""
        if place is None:
            self.folder_step.show_folder(self._presenter.folder)
        self.folder_step.show_place(place)

    def point_at_place(self) -> None:
        """Put the cursor at what helps."""
        self.folder_step.point()

    def show_summary(self, lines: Sequence[SummaryLine]) -> None:
        """Show all that was chosen."""
        self.summary_step.show_lines(lines)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One thing after the other: no second press while the first is at work."""
        if busy:
            self._back_to_next = self.next.hasFocus()
        self.next.setEnabled(not busy)
        if not busy and self._back_to_next:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_typing(self) -> None:
        match self._step:
            case Step.UNIT:
                self.unit_step.start()
            case Step.OFFICERS:
                self.officers_step.start()
            case Step.PACKS:
                self.packs_step.start()
            case Step.FOLDER:
                self.folder_step.start()
            case Step.SUMMARY:
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        for step in (self.unit_step, self.officers_step, self.packs_step, self.folder_step, self.summary_step):
            self.steps.addWidget(step)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.existing)
        foot.addWidget(self.arrival)
        foot.addStretch(1)
        foot.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE)
        right.addWidget(self.title)
        right.addWidget(self.hint)
        right.addWidget(self.steps, 1)
        right.addWidget(self.no_data)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * theme.SPACE)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self, presenter: FirstStartPresenter) -> None:
        self.rail.went_to.connect(presenter.go_to)
        self.back.clicked.connect(presenter.go_back)
        self.next.clicked.connect(presenter.go_on)
        self.existing.clicked.connect(self._on_existing)
        self.unit_step.desk_chosen.connect(self._on_desk)
        self.unit_step.search.searched.connect(presenter.search_unit)
        self.unit_step.search.returnPressed.connect(self._on_unit_entered)
        self.unit_step.units.row_chosen.connect(presenter.choose_unit)
        self.unit_step.units.row_activated.connect(lambda _unit: presenter.go_on())
        self.officers_step.changed.connect(lambda: presenter.change_officers(self.officers_step.drafts()))
        self.folder_step.typed.connect(presenter.change_folder)
        self.folder_step.picked.connect(presenter.pick_folder)
        self.folder_step.open_existing.clicked.connect(presenter.open_existing)
        self.summary_step.went_back.connect(presenter.go_to)

    def _on_desk(self, province: bool) -> None:  # noqa: FBT001 - the signal's own form
        self._presenter.choose_desk(province=province)
        if not province:
            self._presenter.choose_unit(self.unit_step.units.current_row())

    def _on_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục dữ liệu có sẵn", str(self._presenter.folder))
        if chosen:
            self._presenter.open_other(Path(chosen))

    def _on_unit_entered(self) -> None:
        self._presenter.search_unit(self.unit_step.search.text())
        self._presenter.go_on()
