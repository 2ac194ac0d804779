"""The head of the board: which day, how many wait, which part of the day; and the ways to the list."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.today.board_model import FILTERS
from clinicdesk.ui.today.lines import wait_words
from clinicdesk.ui.widgets.basic import add, button, hint, keys, label, row
from clinicdesk.ui.widgets.typed import NotTyped, day_from

_DAY = timedelta(days=1)
_AROUND = 24
"""Pixels around a text in its field."""


def day_words(front: Front, day: date) -> str:
    """`Today, Monday, November 23, 2026`."""
    say = front.words.say
    weekday = say(f"ui.today.weekday.{day.weekday()}")
    away = (day - front.now().astimezone().date()).days
    near = "today" if away == 0 else "tomorrow" if away == 1 else "yesterday"
    return say(f"ui.today.{near if abs(away) <= 1 else 'day'}", weekday=weekday, day=day)


class Head(QWidget):
    """`went` asks for a day, `filtered` for a part of the day, `pasted` and `opened` for a list."""

    went = Signal(object)
    filtered = Signal(str)
    pasted = Signal()
    opened = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._say = front, front.words.say
        self.day = front.now().astimezone().date()
        self._title = label("", "heading")
        self._wrong = label("", "error")
        self._wrong.hide()
        self._parts = QButtonGroup(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        add(whole, self._days(), self._wrong, self._filters())

    @property
    def part(self) -> str:
        """The part of the day that is chosen."""
        return [*FILTERS][self._parts.checkedId()]

    def take_keyboard(self) -> None:
        """Where there is nobody: on an empty day what fills it is next, else another part of the day."""
        chosen = self._parts.checkedId()
        (self._parts.button(chosen) if chosen else self.paste).setFocus()

    def fill(self, day: date, counts: dict[str, int], longest: int | None) -> None:
        """Show the day, how many visits each part of it has, and the longest wait in minutes."""
        self.day = day
        self._title.setText(day_words(self.front, day))
        self._title.setAccessibleName(self._title.text())
        for at, name in enumerate(FILTERS):
            self._tell(at, self._say(f"ui.today.filter.{name}", count=counts[name]))
        self.tell_wait(counts["here"], longest)

    def tell_wait(self, here: int, longest: int | None) -> None:
        """How many wait, and the longest of them since when."""
        if longest is not None:
            wait = wait_words(self.front.words, longest)
            self._tell([*FILTERS].index("here"), self._say("ui.today.filter.here_longest", count=here, wait=wait))

    def _tell(self, at: int, told: str) -> None:
        self._parts.button(at).setText(told)
        self._parts.button(at).setAccessibleName(told)
        hint(self._parts.button(at), self._say("ui.today.filter.tip", name=told, press=at + 1))

    def _days(self) -> QWidget:
        before = self._step("before", "back", "Ctrl+Left", -_DAY)
        after = self._step("after", "next", "Ctrl+Right", _DAY)
        today = button(self._say("ui.today.go_today"), self._go_today, shortcut="T")
        self._field = QLineEdit()
        self._field.setPlaceholderText(self._say("ui.today.go_to"))
        self._field.setAccessibleName(self._say("ui.today.go_to_name"))
        self._field.setMaxLength(40)
        self._field.setFixedWidth(self._field.fontMetrics().horizontalAdvance(self._field.placeholderText()) + _AROUND)
        self._field.returnPressed.connect(self._typed)
        made = QWidget()
        made.setObjectName("plain")
        whole = row(self._title, before, today, after, self._field)
        whole.setStretch(0, 1)
        made.setLayout(whole)
        return made

    def _step(self, name: str, picture: str, shortcut: str, by: timedelta) -> QPushButton:
        told = self._say("ui.today.before" if name == "before" else "ui.today.after")
        made = button("", lambda: self.went.emit(self.day + by), "", picture)
        keys(made, shortcut, made.click)
        made.setAccessibleName(told)
        hint(made, told)
        return made

    def _filters(self) -> QWidget:
        across = row(spacing=0)
        for at, name in enumerate(FILTERS):
            across.addWidget(self._filter(at, name))
        self._parts.button(0).setChecked(True)
        self.paste = button(self._say("ui.today.paste"), self.pasted.emit, "", "import", "Ctrl+V")
        opened = button(self._say("ui.today.open_file"), self.opened.emit, "flat", shortcut="Ctrl+O")
        add(across, 1, opened, self.paste)
        made = QWidget()
        made.setObjectName("plain")
        made.setLayout(across)
        return made

    def _filter(self, at: int, name: str) -> QPushButton:
        made = button("", lambda: self.filtered.emit(name), "step")
        keys(made, f"{at + 1}", made.click)
        made.setCheckable(True)
        self._parts.addButton(made, at)
        return made

    def _go_today(self) -> None:
        self.went.emit(self.front.now().astimezone().date())

    def _typed(self) -> None:
        try:
            day = day_from(self._field.text())
        except NotTyped as wrong:
            self._tell_wrong(self.front.words.told(wrong.args[0]))
            return
        self._tell_wrong("")
        if day:
            self._field.clear()
            self.went.emit(day)

    def _tell_wrong(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        self._field.setProperty("wrong", "true" if text else "false")
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)
        self._field.setAccessibleDescription(text)
