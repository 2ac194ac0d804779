"""The parts of the page Papers: the papers by where they stand, and the estimates that are due; a digit chooses one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from clinicdesk.desk.paper_list import PaperState
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import button, hint, keys, row

DUE = "due"
"""The part that has the estimates."""

PARTS: dict[str, PaperState | None] = {
    "all": None,
    "waiting": PaperState.WAITING,
    "signed": PaperState.SIGNED,
    "handed_over": PaperState.HANDED_OVER,
    "blocked": PaperState.BLOCKED,
    "lapsed": PaperState.LAPSED,
}
"""Part of the list -> the state that its papers have."""


class Parts(QWidget):
    """One of them is chosen, always; `chosen` says that another one is."""

    chosen = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._group = QButtonGroup(self)
        across = row(spacing=0)
        for at, name in enumerate([*PARTS, DUE]):
            across.addWidget(self._tab(at, name))
        across.addStretch(1)
        self.setLayout(across)
        self.choose("all")

    @property
    def part(self) -> str:
        """The part that is chosen."""
        return [*PARTS, DUE][self._group.checkedId()]

    @property
    def state(self) -> PaperState | None:
        """The state of the papers of the part; None = any."""
        return PARTS.get(self.part)

    def choose(self, part: str) -> None:
        """Choose a part, and say nothing."""
        self._group.button([*PARTS, DUE].index(part)).setChecked(True)

    def tell_due(self, count: int) -> None:
        """How many estimates are due."""
        self._group.button(len(PARTS)).setText(self.front.words.say("ui.papers.part.due", count=count))

    def _tab(self, at: int, name: str) -> QPushButton:
        say = self.front.words.say
        made = button(say(f"ui.papers.part.{name}", count=0), self.chosen.emit, "step")
        keys(made, f"{at + 1}", made.click)
        made.setCheckable(True)
        hint(made, say("ui.papers.page.tip", name=made.text(), press=at + 1))
        self._group.addButton(made, at)
        return made
