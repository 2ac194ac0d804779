"""All questions with their answers, section by section, to look through or to read."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from clinicdesk.desk.screening import Progress
from clinicdesk.model.questionnaire import Item, Severity
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.findings import gravest_first
from clinicdesk.ui.questions.told import answer_words
from clinicdesk.ui.style import icon, look
from clinicdesk.ui.widgets.pressed import is_enter

_ANSWER, _NOTE = 180, 172
_LAST = 2
_ROOM, _EDGE, _ICON, _ENDLESS = 8, 12, 24, 9999
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a section's name alone, or a question with its answer and what there is to note about it."""

    item: str
    cells: tuple[str, ...]
    state: str = ""


class AnswerList(QTableWidget):
    """`chosen` has the item whose answer somebody wants to change."""

    chosen = Signal(str)

    def __init__(self, front: Front) -> None:
        super().__init__(0, 3)
        self.front = front
        self._lines: list[_Line] = []
        self.setAccessibleName(front.words.say("ui.screening.answers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.itemDoubleClicked.connect(lambda cell: self._choose(cell.row()))

    def fill(self, progress: Progress) -> None:
        """Show the answers of a visit; the row that is chosen stays so."""
        lines = self._of(progress)
        if lines == self._lines:
            return
        at, self._lines = self.currentRow(), lines
        self.clearSpans()
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._tell(row, line)
        self._spread()
        self.setCurrentCell(min(max(at, 1), len(lines) - 1), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._lines) and self._lines[row].item:
            self.chosen.emit(self._lines[row].item)

    def _of(self, progress: Progress) -> list[_Line]:
        lines = []
        for section, name in self.front.rules.questionnaire.sections.items():
            items = [one for one in progress.asked if one.section == section]
            lines += [_Line("", (name,))] if items else []
            lines += [self._line(progress, one) for one in items]
        return lines

    def _line(self, progress: Progress, item: Item) -> _Line:
        words, answer = self.front.words, progress.answers.get(item.link_id)
        told = "" if answer is None else answer_words(words, item, answer)
        if answer is None:
            told = words.say("ui.screening.no_answer" if item.required else "ui.screening.no_answer_needed")
        state, note = self._note(progress, item)
        return _Line(item.link_id, (item.text, told, note), state)

    def _note(self, progress: Progress, item: Item) -> tuple[str, str]:
        """What there is to note about an answer: what it has come to, else that nobody has looked it through."""
        words = self.front.words
        found = gravest_first(one for one in progress.findings if one.item == item.link_id)
        alone = [words.say("ui.screening.alone")] if item.link_id in progress.alone else []
        if found:
            severity: Severity = found[0].severity
            return severity.value, ", ".join([words.word(severity), *alone])
        if alone:
            return "open", alone[0]
        if item.link_id in progress.answers and item.link_id not in progress.basis.own:
            return "", words.say("ui.screening.carried")
        return ("open", "") if item.link_id in progress.unanswered else ("", "")

    def _tell(self, row: int, line: _Line) -> None:
        colors = look().colors
        for column in range(3):
            text = line.cells[column] if column < len(line.cells) else ""
            cell = QTableWidgetItem(text)
            cell.setData(_ITEM, line.item)
            cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if not line.item:
                cell.setFlags(Qt.ItemFlag.NoItemFlags)
                cell.setForeground(QBrush(QColor(colors["muted"])))
            font = QFont(self.font())
            font.setBold(column == 1 or not line.item)
            cell.setFont(font)
            if column == _LAST and line.state:
                cell.setIcon(icon(line.state, f"{line.state}_ink"))
            self.setItem(row, column, cell)
        if not line.item:
            self.setSpan(row, 0, 1, 3)

    def _spread(self) -> None:
        """Give the questions what the answers and notes leave."""
        self.setColumnWidth(0, max(160, self.viewport().width() - _ANSWER - _NOTE))
        self.setColumnWidth(1, _ANSWER)
        self.setColumnWidth(2, _NOTE)
        for row in range(self.rowCount()):
            self.setRowHeight(row, self._height(row))

    def _height(self, row: int) -> int:
        """As high as the tallest of its cells, each wrapped within its column."""
        line = self._lines[row]
        if not line.item:
            return self.fontMetrics().height() + 2 * _ROOM
        font = QFont(self.font())
        font.setBold(True)
        bold, plain = QFontMetrics(font), self.fontMetrics()
        wraps = int(Qt.TextFlag.TextWordWrap)
        cells = zip((plain, bold, plain), line.cells, (0, 0, _ICON), strict=True)
        return 2 * _ROOM + max(
            measure.boundingRect(0, 0, self.columnWidth(at) - 2 * _EDGE - taken, _ENDLESS, wraps, text).height()
            for at, (measure, text, taken) in enumerate(cells)
        )
