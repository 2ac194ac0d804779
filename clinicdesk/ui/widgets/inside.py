"""What is in a layout, looked at without a trace: PySide keeps an item of a layout as long as the layout itself."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import invalidate

from clinicdesk.ui.widgets.flow import Flow


def parts(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """The widgets and layouts in a layout, in their order.

    Each item is let go of at once: Qt deletes it when its widget goes, and PySide would take whatever comes to lie in
    its place for that item. A `Flow` has its items itself.
    """
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        found = item.widget() or item.layout()
        if not isinstance(item, QLayout) and not isinstance(layout, Flow):
            invalidate(item)
        if found is not None:
            yield found


def widgets(layout: QLayout) -> Iterator[QWidget]:
    """The widgets right in a layout, in their order."""
    return (one for one in parts(layout) if isinstance(one, QWidget))
