"""The acts at the foot of the board, each with its key: only what the chosen visit allows can be pressed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinicdesk.desk.board import BoardLine
from clinicdesk.model.records import VisitState
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, button, keys

_FROM: dict[str, frozenset[VisitState]] = {
    "arrived": frozenset({VisitState.BOOKED, VisitState.DONE, VisitState.CANCELLED}),
    "done": frozenset({VisitState.BOOKED, VisitState.ARRIVED}),
    "cancel": frozenset({VisitState.BOOKED, VisitState.ARRIVED}),
    "course": frozenset({VisitState.BOOKED, VisitState.ARRIVED}),
}
"""Act -> the states in which a visit may be when it is done."""

_KEYS = {"arrived": "A", "done": "D", "cancel": "X", "course": "C"}


class Acts(QWidget):
    """`chosen` tells which act: arrived, done, cancel, course, open."""

    chosen = Signal(str)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._say = say = front.words.say
        self._acts: dict[str, QPushButton] = {}
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for name in _KEYS:
            whole.addWidget(self._act(name, say(f"ui.today.do.{name}")))
        opened = button(say("ui.today.do.open"), lambda: self.chosen.emit("open"), "primary", shortcut="Ctrl+Return")
        self._acts["open"] = opened
        add(whole, 1, opened)
        self.allow(None)

    def allow(self, line: BoardLine | None) -> None:
        """What the chosen visit allows; nothing where none is chosen."""
        for name, one in self._acts.items():
            able = line is not None and line.visit.state in _FROM.get(name, frozenset(VisitState))
            one.setEnabled(able and not (name == "course" and line is not None and bool(line.visit.course)))

    def _act(self, name: str, told: str) -> QPushButton:
        press = _KEYS[name]
        made = button(self._say("ui.today.do.key", name=told, press=press), lambda: self.chosen.emit(name))
        keys(made, press, made.click)
        made.setAccessibleName(told)
        self._acts[name] = made
        return made
