"""Tall rows that are painted: what is chosen stays chosen, and everything can be heard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.widgets.painted import ROW, Cell, Chip
from clinicdesk.ui.widgets.rows import RowsModel, RowsView


class Numbers(RowsModel):
    """A key in each row."""

    titles = ("Number", "Chips")
    right = frozenset({0})
    made_rows = 0

    def make(self, row: int) -> tuple[Cell, ...]:
        self.made_rows += 1
        return Cell(self.keys[row], right=True), Cell("name", "below", (Chip("stop", "STOP"), Chip("open", "a & <b>")))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[RowsView]:
    wear(qapp, look_of("light"))
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    made = RowsView(Numbers(whole), "Numbers")
    made.set_widths(90, -1)
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    whole.resize(400, 300)
    whole.show()
    made.show_keys([str(one) for one in range(1000)])
    made.setFocus()
    QApplication.processEvents()
    yield made
    whole.close()


def test_the_first_row_is_chosen_and_only_rows_in_sight_are_made(view: RowsView) -> None:
    assert view.chosen == "0"
    assert isinstance(view.rows, Numbers)
    assert 0 < view.rows.made_rows < 30


def test_what_was_chosen_stays_chosen_among_other_rows(view: RowsView) -> None:
    view.choose(5)
    view.show_keys(["9", "5", "7"])
    assert view.chosen == "5"
    view.show_keys(["9", "8", "7"])
    assert view.chosen == "8"
    view.show_keys([])
    assert view.chosen == ""
    view.show_keys(["1"])
    assert view.chosen == "1"


def test_the_same_rows_again_do_not_scroll(view: RowsView) -> None:
    view.verticalScrollBar().setValue(10 * ROW)
    view.show_keys([str(one) for one in range(1000)])
    assert view.verticalScrollBar().value() == 10 * ROW


def test_a_cell_is_heard_and_its_tooltip_is_plain_text(view: RowsView) -> None:
    index = view.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "name, below, STOP, a & <b>"
    assert "a &amp; &lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_tab_leaves_the_table(view: RowsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_enter_activates_the_chosen_row(view: RowsView) -> None:
    activated: list[int] = []
    view.activated.connect(lambda index: activated.append(index.row()))
    view.choose(3)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert activated == [3]


def test_a_column_is_never_narrower_than_its_title(view: RowsView) -> None:
    view.set_widths(10, -1)
    assert view.columnWidth(0) > view.fontMetrics().horizontalAdvance("Number")


def painted(view: RowsView) -> QImage:
    return view.viewport().grab().toImage()


def test_the_chosen_row_has_a_bar_at_its_left(view: RowsView) -> None:
    view.choose(1)
    image = painted(view)
    accent = look_of("light").colors["accent"]
    assert image.pixelColor(1, ROW + ROW // 2).name() == accent
    assert image.pixelColor(1, ROW // 2).name() != accent
