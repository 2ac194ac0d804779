from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.ui.widgets.flow import Flow

SPACING = 8


@pytest.fixture(autouse=True)
def _plain(qapp: QApplication) -> Iterator[None]:
    """Buttons as Qt makes them, whatever look a test before this one has put on."""
    worn = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield
    qapp.setStyleSheet(worn)


def laid_out(qtbot: QtBot, width: int, *widths: int) -> list[tuple[int, int]]:
    """Where buttons of these widths stand in a row that wide."""
    buttons = [QPushButton() for _ in widths]
    for one, wide in zip(buttons, widths, strict=True):
        one.setFixedSize(wide, 30)
    holder, flow = QWidget(), Flow(*buttons, spacing=SPACING)
    holder.setLayout(flow)
    qtbot.addWidget(holder)
    holder.resize(width, 200)
    holder.show()
    assert flow.minimumSize().width() == max(widths)
    return [(one.x(), one.y()) for one in buttons]


def test_there_is_one_line_while_there_is_room(qtbot: QtBot) -> None:
    assert laid_out(qtbot, 208, 100, 100) == [(0, 0), (108, 0)]


def test_what_has_no_room_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    assert laid_out(qtbot, 207, 100, 100, 50) == [(0, 0), (0, 38), (108, 38)]


def test_each_line_is_counted_in_the_height(qtbot: QtBot) -> None:
    flow = Flow(spacing=SPACING)
    holder = QWidget()
    holder.setLayout(flow)
    qtbot.addWidget(holder)
    for _ in range(3):
        one = QPushButton()
        one.setFixedSize(100, 30)
        flow.addWidget(one)
        one.show()
    assert [flow.heightForWidth(width) for width in (400, 210, 100)] == [30, 68, 106]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    flow = Flow(spacing=SPACING)
    holder = QWidget()
    holder.setLayout(flow)
    qtbot.addWidget(holder)
    shown, hidden = QPushButton(), QPushButton()
    for one in (hidden, shown):
        one.setFixedSize(100, 30)
        flow.addWidget(one)
    hidden.hide()
    holder.resize(300, 100)
    holder.show()
    assert (shown.x(), flow.sizeHint().width()) == (0, 100)
