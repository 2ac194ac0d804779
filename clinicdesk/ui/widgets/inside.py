"""What is in a layout, looked at without its items: PySide keeps one that it was asked for longer than Qt does."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget


def parts(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts in a layout that a widget has, in their order.

    Qt deletes an item when its widget goes; PySide, once it has looked at it, would take whatever comes to lie in its
    place for that item. So each child is asked for its place instead.
    """
    holder = layout.parentWidget()
    found = [*layout.children(), *(holder.children() if holder else ())]
    placed = [(layout.indexOf(one), one) for one in found if isinstance(one, QWidget | QLayout)]
    return [one for at, one in sorted(placed, key=lambda pair: pair[0]) if at >= 0]


def widgets(layout: QLayout) -> Iterator[QWidget]:
    """The widgets right in a layout, in their order."""
    return (one for one in parts(layout) if isinstance(one, QWidget))
