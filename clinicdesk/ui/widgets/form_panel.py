"""A form that stands in the place of a page's own contents until it is saved or left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.form import Draft, Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import scrolled
from clinicdesk.ui.widgets.basic import Mark, add, button, keys, label, row

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

_LOWEST = 160

Write = Callable[["Desk"], object]
Refused = Callable[[ClinicdeskError], object]


class FormPanel(QWidget):
    """Title, form, and below it the ways out. What is half filled in is kept as a draft, also when it is left.

    `leave` brings the page's own contents back; `save` are the words of saving where they are not the usual ones. Where
    it `scrolls`, title and ways out stay where they are.
    """

    def __init__(
        self,
        front: Front,
        title: str,
        form: Form,
        place: str,
        leave: Callable[[], object],
        *,
        save: str = "",
        scrolls: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        say = front.words.say
        self.front, self.form, self._leave = front, form, leave
        self._left = False
        self._restored = Mark("note", say("ui.form_panel.restored"))
        self._restored.hide()
        self.draft = Draft(front, form, place, self._restored.show)
        self._save = button(save or say("ui.form_panel.save"), self._press, "primary", shortcut="Ctrl+Return")
        back = button(say("ui.form_panel.back"), self.leave, "flat", "back")
        keys(self, "Escape", self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        middle: list[QWidget | int] = [_low(scrolled(form))] if scrolls else [form, 1]
        add(layout, label(title, "heading"), self._restored, *middle, row(back, 1, self._save))
        if scrolls:
            layout.setStretch(2, 1)

    def begin(
        self,
        act: Callable[[], Write | None],
        write: Callable[[Write, Callable[[], object], Refused], object],
    ) -> None:
        """Put back what was kept, and take the keyboard.

        `act` makes an act of the desk of what was typed, None where that cannot be read; `write` has it done.
        """
        self._act, self._write = act, write
        self.draft.begin()
        self.take()

    def take(self) -> None:
        """Take the keyboard."""
        next(iter(self.form.fields.values())).setFocus()

    def leave(self) -> None:
        """Go back without saving; the draft stays."""
        self._left = True
        self.draft.keep()
        self._leave()

    def _press(self) -> None:
        act = self._act()
        if act is not None:
            self._save.setEnabled(False)
            self._write(self.draft.ending(act), self._saved, self._refused)

    def _saved(self) -> None:
        """Who has left meanwhile is somewhere else by now."""
        if not self._left:
            self._left = True
            self._leave()

    def _refused(self, error: ClinicdeskError) -> None:
        if self._left:
            self.front.tell_refusal(error)
            return
        self._save.setEnabled(True)
        self.form.refused(error)


def _low(area: QScrollArea) -> QScrollArea:
    """As high as there is room, and asking for no more: else what is around it would scroll too."""
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(_LOWEST)
    return area
