"""A layout is looked at without a trace."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.inside import parts, widgets


def test_what_is_in_a_layout_is_told_and_its_items_are_let_go_of(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout, inner, words = QVBoxLayout(holder), QHBoxLayout(), QLabel("one")
    layout.addWidget(words)
    layout.addLayout(inner)
    layout.addStretch()
    before = layout.itemAt(0)
    assert list(parts(layout)) == [words, inner]
    assert list(widgets(layout)) == [words]
    assert not isValid(before)
    assert isValid(words)
    assert isValid(inner)
    assert layout.itemAt(0) is not before


def test_a_flow_keeps_its_items(qtbot: QtBot) -> None:
    holder, words = QWidget(), QLabel("one")
    qtbot.addWidget(holder)
    flow = Flow(words)
    holder.setLayout(flow)
    for _ in range(2):
        assert list(parts(flow)) == [words]
    assert flow.sizeHint().width() >= words.sizeHint().width()
