"""A form with parts that are folded away: what is wrong inside one opens it, so that it can be read."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from clinicdesk.errors import Problem
from clinicdesk.ui.form import Form
from clinicdesk.ui.widgets.fields import Field
from clinicdesk.ui.widgets.fold import Fold

WIDE = 600
"""So wide is a form at most, in pixels: a line of it is read at a glance."""


class FoldedForm(Form):
    """Fields in one column; those that belong together stand side by side, and those seldom needed are folded away."""

    def __init__(self) -> None:
        super().__init__(widest=WIDE)
        self._folds: list[Fold] = []

    def beside(self, **named: Field[Any]) -> QHBoxLayout:
        """Fields in one line, each as wide as the others; `__` stands for the point in a name."""
        made = QHBoxLayout()
        made.setSpacing(16)
        for name, field in named.items():
            made.addWidget(self.keep(name.replace("__", "."), field), 1, Qt.AlignmentFlag.AlignTop)
        return made

    def fold(self, title: str, *lines: QHBoxLayout) -> Fold:
        """Lines of `beside` that are folded away."""
        inside = [item.widget() for line in lines for at in range(line.count()) if (item := line.itemAt(at))]
        made = Fold(title, [one for one in inside if isinstance(one, Field)], *lines)
        self._folds.append(made)
        self.body.addWidget(made)
        return made

    def tell_wrong(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        named = [self._field_of(one.place) for one in problems]
        for fold in self._folds:
            if any(field in named for field in fold.fields):
                fold.open()
        super().tell_wrong(problems)
