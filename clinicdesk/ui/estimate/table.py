"""The table session by session, its totals below, and why the chosen amount is what it is."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from clinicdesk.desk.shown_costs import ShownCosts
from clinicdesk.ui.estimate.cost_model import BEFORE, CostModel
from clinicdesk.ui.news import announce
from clinicdesk.ui.widgets.basic import label
from clinicdesk.words import Words

MOST_ROWS = 12
"""So many rows are seen at once; above that the table scrolls, and its totals stay."""

_ROW, _HEAD, _PAD = 32, 48, 12


class CostTable(QWidget):
    """Arrow keys choose an amount; the sentence below tells why it is so."""

    def __init__(self, words: Words, name: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.model = CostModel(words, self)
        self._totals = CostModel(words, self, totals=True)
        self.view = _view(self.model, name)
        self.view.setTabKeyNavigation(False)
        self._below = _view(self._totals, words.say("ui.estimate.total"))
        self._below.setProperty("role", "totals")
        self._below.horizontalHeader().hide()
        self._below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._below.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below.setFixedHeight(_ROW)
        self.view.horizontalScrollBar().valueChanged.connect(self._below.horizontalScrollBar().setValue)
        self.why = label("")
        self.why.setContentsMargins(8, 0, 8, 8)
        self.view.selectionModel().currentChanged.connect(lambda *_chosen: self._tell())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        layout.addWidget(self._below)
        layout.addSpacing(8)
        layout.addWidget(self.why)

    def begin(self) -> None:
        """Another patient: nothing of the one before stays chosen."""
        self.view.setCurrentIndex(QModelIndex())

    def fill(self, costs: ShownCosts, today: date) -> None:
        """Another estimate; what was chosen stays chosen where it is still there."""
        self.model.today = today
        at = self.view.currentIndex()
        row, column = max(0, at.row()), at.column() if at.isValid() else -1
        self.model.show_costs(costs)
        self._totals.show_costs(costs)
        last = self.model.columnCount() - 1
        self._fit()
        self.view.setCurrentIndex(
            self.model.index(min(row, self.model.rowCount() - 1), last if column < 0 else min(column, last))
        )
        self.view.horizontalScrollBar().setValue(0)
        self._tell()

    def _tell(self) -> None:
        told = self.model.why(self.view.currentIndex())
        if told != self.why.text():
            self.why.setText(told)
            if self.view.hasFocus():
                announce(self, told)

    def _fit(self) -> None:
        """Every column at least as wide as its widest text, the same in both parts; spare room is shared by all."""
        shown = [one for one in range(self.model.columnCount()) if self.model.several or one != BEFORE.index("code")]
        for one in (self.view, self._below):
            one.setColumnHidden(BEFORE.index("code"), not self.model.several)
        rows, wide = self.model.rowCount(), {one: self._wide(one) for one in shown}
        side = self.view.verticalScrollBar().sizeHint().width() if rows > MOST_ROWS else 0
        spare = self.width() - side - sum(wide.values())
        for column, needed in wide.items():
            for one in (self.view, self._below):
                one.setColumnWidth(column, needed + max(0, spare) // len(shown))
        bar = self.view.horizontalScrollBar().sizeHint().height() if spare < 0 else 0
        self.view.setFixedHeight(_HEAD + min(rows, MOST_ROWS) * _ROW + bar)
        self._below.setMaximumWidth(max(0, self.width() - side))

    def _wide(self, column: int) -> int:
        """Heads break between words; amounts do not."""
        font = QFont()
        font.setBold(True)
        metrics = QFontMetrics(font)
        head, *texts = self.model.texts(column)
        told = [*head.split(), *texts, *self._totals.texts(column)[1:]]
        return max(map(metrics.horizontalAdvance, told)) + _PAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model.columnCount():
            self._fit()


def _view(model: CostModel, name: str) -> QTableView:
    made = QTableView()
    made.setProperty("role", "costs")
    made.setModel(model)
    made.setAccessibleName(name)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setShowGrid(False)
    made.setWordWrap(True)
    made.setCornerButtonEnabled(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(_ROW)
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    heads = made.horizontalHeader()
    heads.setFixedHeight(_HEAD)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    heads.setStretchLastSection(True)
    heads.setHighlightSections(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
    return made
