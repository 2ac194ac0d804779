"""What is in a layout is told in its order, and none of its items is kept."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import getAllValidWrappers

from clinicdesk.ui.widgets.basic import empty
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.inside import parts, widgets


def items() -> int:
    """How many items of layouts PySide knows."""
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in getAllValidWrappers())


def test_what_is_in_a_layout_is_told_and_none_of_its_items_is_kept(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout, inner, words, last, deep = QVBoxLayout(holder), QHBoxLayout(), QLabel("one"), QLabel("two"), QLabel("deep")
    layout.addWidget(last)
    layout.insertLayout(0, inner)
    layout.insertWidget(0, words)
    layout.addStretch()
    inner.addWidget(deep)
    before = items()
    for _ in range(2):
        assert parts(layout) == [words, inner, last]
        assert list(widgets(layout)) == [words, last]
        assert parts(inner) == [deep]
    assert items() == before


def test_what_was_taken_out_is_in_it_no_more(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    layout.addWidget(QLabel("one"))
    empty(layout)
    layout.addWidget(kept := QLabel("two"))
    assert parts(layout) == [kept]


def test_a_grid_and_a_flow_are_told_in_their_order(qtbot: QtBot) -> None:
    for layout in (QGridLayout(), Flow()):
        holder, one, two = QWidget(), QLabel("one"), QLabel("two")
        qtbot.addWidget(holder)
        holder.setLayout(layout)
        layout.addWidget(two)
        layout.addWidget(one)
        assert parts(layout) == [two, one]


def test_a_layout_that_no_widget_has_tells_nothing() -> None:
    assert parts(QVBoxLayout()) == []
