"""What is wrong or worth knowing, as a list of links: blocking first, then warnings, then notes. F8 goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.finding import Finding, Level
from ui.widgets import icons, theme
from ui.widgets.labels import HintLabel
from ui.widgets.looks import FINDING_LOOKS, GREEN, Look
from ui.widgets.pill import Pill

_WORDS = {Level.BLOCK: "Phải sửa", Level.WARN: "Cần giải trình", Level.INFO: "Lưu ý"}
_FINDING = Qt.ItemDataRole.UserRole
_PAD = 8


class FindingsPanel(QWidget):
    """``activated(target)`` when a finding is clicked, entered or reached by F8 / Shift+F8."""

    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._reached: Finding | None = None
        self.setAccessibleName("Danh sách kiểm tra")
        self._pills = {level: Pill("", FINDING_LOOKS[level.value]) for level in Level}
        self._clean = Pill("Không có lỗi", GREEN)
        self._calm = HintLabel("Đã kiểm tra: không có điểm nào phải sửa hoặc giải trình.")
        self._rest = QWidget()
        self.list = QListWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName("Các điểm cần xem")
        self.list.setItemDelegate(_FindingDelegate(self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(11 * theme.SPACE)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setWordWrap(True)  # so that another width measures the rows anew
        self._keys = HintLabel("F8: điểm tiếp theo · Shift+F8: điểm trước")
        self._arrange()
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        self.set_findings(())

    def serve(self, screen: QWidget) -> None:
        """Make F8 and Shift+F8 work anywhere in this screen."""
        for keys, slot in (("F8", self.go_next), ("Shift+F8", self.go_previous)):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings; the current one stays current if it is still there."""
        self._findings = tuple(finding for level in Level for finding in findings if finding.level is level)
        self.list.clear()
        for finding in self._findings:
            item = QListWidgetItem(finding.text)
            item.setData(_FINDING, finding)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_WORDS[finding.level]}: {finding.text}")
            item.setToolTip(finding.text)
            self.list.addItem(item)
        if self._reached in self._findings:
            self.list.setCurrentRow(self._findings.index(self._reached))
        self._show_counts()

    def count(self, level: Level) -> int:
        """How many findings of this level are shown."""
        return sum(finding.level is level for finding in self._findings)

    def go_next(self) -> None:
        """Go to the next finding, after the last to the first."""
        self._go(1)

    def go_previous(self) -> None:
        """Go to the finding before, before the first to the last."""
        self._go(-1)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE // 2)
        for pill in (*self._pills.values(), self._clean):
            head.addWidget(pill)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._calm)
        column.addWidget(self.list, 1)
        column.addWidget(self._keys)
        column.addWidget(self._rest, 1)

    def _show_counts(self) -> None:
        for level, pill in self._pills.items():
            count = self.count(level)
            pill.set_state(f"{_WORDS[level]}: {count}", FINDING_LOOKS[level.value])
            pill.setVisible(count > 0)
        for widget in (self._clean, self._calm, self._rest):
            widget.setVisible(not self._findings)
        self.list.setVisible(bool(self._findings))
        self._keys.setVisible(bool(self._findings))

    def _go(self, step: int) -> None:
        if not self._findings:
            return
        # Not the list's current row: Qt makes the first one current as soon as the list gets the focus.
        start = self._findings.index(self._reached) if self._reached in self._findings else min(-step, 0)
        self.list.setCurrentRow((start + step) % len(self._findings))
        self._tell(self._findings[self.list.currentRow()])

    def _on_item(self, item: QListWidgetItem) -> None:
        self._tell(self._findings[self.list.row(item)])

    def _tell(self, finding: Finding) -> None:
        self._reached = finding
        if finding.target:
            self.activated.emit(finding.target)


class _FindingDelegate(QStyledItemDelegate):
    """Paints a finding: icon of its level and the whole sentence, wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """As high as the wrapped sentence."""
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListWidget) else 320) - 3 * _PAD - 16
        text = index.data()  # type: ignore[attr-defined]  # the stub has no common index type
        box = option.fontMetrics.boundingRect(0, 0, width, 10_000, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, max(box.height(), 20) + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Draw one finding."""
        finding: Finding = index.data(_FINDING)  # type: ignore[attr-defined]  # the stub has no common index type
        look: Look = FINDING_LOOKS[finding.level.value]
        painter.save()
        rect = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(look.soft))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(look.ink))
        scale = painter.device().devicePixelRatioF()
        top = rect.top() + _PAD / 2
        painter.drawPixmap(
            int(rect.left()) + _PAD, int(top) + 2, icons.pixmap(look.icon, look.ink, size=16, scale=scale)
        )
        painter.setPen(QColor(theme.INK))
        words = QRectF(rect.left() + 2 * _PAD + 16, top, rect.width() - 3 * _PAD - 16, rect.height() - _PAD)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), finding.text)
        painter.restore()
