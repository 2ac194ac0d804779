"""What follows from what is chosen: figures, the table with its whys, the bars, and what had to be assumed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.costs import Compared
from clinicdesk.ui.estimate.bars import Bars
from clinicdesk.ui.estimate.figures import Course, Figures
from clinicdesk.ui.estimate.table import CostTable
from clinicdesk.ui.widgets.basic import Mark, add, card, empty, label
from clinicdesk.words import Words


class Results(QWidget):
    """The cards of one estimate."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._words = words
        self.figures = Figures(words)
        self.table = CostTable(words, words.say("ui.estimate.table"))
        self.bars = Bars(words.say("ui.estimate.bars"))
        self._bars_card = card(self.bars)
        self._assumed = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        add(layout, card(self.figures, margin=12), card(self.table, margin=8), self._bars_card, self._assumed)

    def fill(self, now: Compared, visit_day: date, session: int, today: date) -> None:
        """Show an estimate; `session` is the visit's in the course (0 = none)."""
        told = now.estimate.range
        course = Course(
            day=visit_day,
            session=session,
            sessions=now.costs.sessions[1],
            range=told.sessions if told else None,
            needs=now.costs.unmet,
            currency=now.estimate.currency,
        )
        self.figures.fill(now.costs, course)
        self.table.fill(now.costs, today)
        self.bars.show_svg(now.chart)
        self._bars_card.setVisible(bool(now.chart))
        counted = [now.costs.counted] if now.costs.counted else []
        self._tell_assumed([*counted, *map(self._words.word, now.estimate.assumptions)])

    def _tell_assumed(self, assumed: Sequence[str]) -> None:
        empty(self._assumed)
        if assumed:
            marks = [Mark("note", one) for one in assumed]
            self._assumed.addWidget(card(label(self._words.say("ui.estimate.assumed"), "heading"), *marks))
