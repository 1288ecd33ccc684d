"""The Tab key goes as the eye does: through the layout, not in the order in which parts were made."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def chain(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through these widgets in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def in_layout_order(root: QWidget) -> Iterator[QWidget]:
    """The widgets below (or the widget itself) that take part in Tab, as the layouts place them.

    A widget that hands the focus to a part of itself stands before that part: behind it, Qt would lead Tab back.
    """
    proxy = root.focusProxy()
    if proxy is not None and root.isAncestorOf(proxy):
        yield root
    layout = root.layout()
    if layout is not None:
        yield from _of_layout(layout)
    elif root.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield root


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from in_layout_order(widget)
        elif inner is not None:
            yield from _of_layout(inner)
