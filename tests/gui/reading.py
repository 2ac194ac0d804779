"""What is wrong with what stands on the screen: names missing, texts cut off, the keyboard trapped."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from clinicdesk.ui.widgets.elided import Elided

NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}
MOST_TABS = 400
_ROOM = 2
"""Pixels by which measures of text may differ from what is drawn."""


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget that is shown."""
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.width() > 0 and one.height() > 0:
            yield one


def told(widget: QWidget) -> str:
    """A widget for a message of a test."""
    text = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    parents: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 3:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {text!r} in {' < '.join(parents)}"


def nameless(root: QWidget) -> list[str]:
    """Widgets that take the keyboard and have no name or no role for a screen reader."""
    found = []
    for one in shown(root):
        if one.focusPolicy() == Qt.FocusPolicy.NoFocus or not one.isEnabled() or isinstance(one, QScrollArea):
            continue
        if one.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(one)
        if not interface.text(QAccessible.Text.Name) or interface.role() in NO_ROLE:
            found.append(told(one))
    return found


def cut_off(root: QWidget) -> list[str]:
    """Texts that are not shown whole."""
    return [f"{told(one)}: {why}" for one in shown(root) if (why := _cut(one))] + [
        f"{told(one)}: beyond its parent" for one in shown(root) if _is_beyond(one)
    ]


def too_wide(root: QWidget) -> list[str]:
    """What scrolls up and down only and is wider than there is room for."""
    return [
        told(one)
        for one in shown(root)
        if isinstance(one, QScrollArea)
        and one.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and (inside := one.widget()) is not None
        and inside.width() > one.viewport().width() + _ROOM
    ]


def _cut(one: QWidget) -> str:
    if isinstance(one, Elided):
        return "" if one.toolTip() or not one.text().endswith("…") else "cut short, and nowhere told whole"
    if isinstance(one, QLabel) and one.text():
        if one.wordWrap():
            needed = one.heightForWidth(one.width())
            return f"needs {needed} high, has {one.height()}" if needed > one.height() + _ROOM else ""
        size = one.sizeHint()
        return f"needs {size.width()}, has {one.width()}" if size.width() > one.width() + _ROOM else ""
    if isinstance(one, QPushButton | QCheckBox) and one.text():
        return (
            f"needs {one.sizeHint().width()}, has {one.width()}" if one.sizeHint().width() > one.width() + _ROOM else ""
        )
    if isinstance(one, QComboBox):
        wide = one.fontMetrics().horizontalAdvance(one.currentText())
        return f"needs {wide + 44}, has {one.width()}" if wide + 44 > one.width() + _ROOM else ""
    if isinstance(one, QLineEdit) and one.placeholderText() and not one.text():
        wide = one.fontMetrics().horizontalAdvance(one.placeholderText())
        return f"needs {wide + 20}, has {one.width()}" if wide + 20 > one.width() + _ROOM else ""
    return ""


def _is_beyond(one: QWidget) -> bool:
    """Whether a label or button sticks out of its parent, where that does not scroll."""
    parent = one.parentWidget()
    if not isinstance(one, QLabel | QAbstractButton) or parent is None:
        return False
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return not parent.rect().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM).contains(one.geometry())


def reached_by_tab(window: QWidget) -> list[QWidget]:
    """Every widget that Tab comes to, from the one that has the keyboard until it comes round to it again."""
    start = QApplication.focusWidget()
    found: list[QWidget] = [start] if start is not None else []
    for _ in range(MOST_TABS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or (found and now is found[-1]):
            break
        if now in found:
            return found
        found.append(now)
    raise AssertionError(f"the keyboard is trapped at {told(found[-1]) if found else 'nothing'}")


def not_reached(window: QWidget) -> list[str]:
    """Widgets that should be reached by Tab and are not."""
    reached = reached_by_tab(window)
    wanted = [
        one
        for one in shown(window)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isEnabled()
        and one.focusProxy() is None
        and not isinstance(one, QScrollArea)
        and not _in_group(one, reached)
        and window.rect().contains(one.mapTo(window, QPoint(0, 0)))
    ]
    return [told(one) for one in wanted if one not in reached]


def _in_group(one: QWidget, reached: list[QWidget]) -> bool:
    """A choice among several that belong together is reached by the arrows."""
    if not isinstance(one, QAbstractButton):
        return False
    group = one.group()
    return bool(group) and group.exclusive() and any(other in reached for other in group.buttons())
