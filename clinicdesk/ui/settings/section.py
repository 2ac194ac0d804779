"""What the sections of the settings have in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.settings import Settings
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.roles import Role
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import Mark, add, label

WIDE = 640
"""Forms are no wider: a line that is read in one go."""


class Section(QWidget):
    """One section. `fill` shows what is set now; `reload` is called after a save."""

    manages = True
    """Whether only a manager may change what is here."""

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self.reload = front, reload
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 0, 16, 16)
        self.body.setSpacing(16)
        add(self.body, label(self.say(f"settings.section.{name}"), "heading"))
        if self.manages and not self.may:
            add(self.body, Mark("note", self.say("settings.managers_only")))

    @property
    def may(self) -> bool:
        """Whether who is signed in manages the clinic."""
        return self.front.may(Role.MANAGER)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the screens' own catalogue."""
        return self.front.words.say(f"ui.{key}", **values)

    def fill(self, settings: Settings) -> None:
        """Show what is set now, where any of it is shown here."""

    def save(
        self,
        act: Callable[[Any], object],
        done: str,
        refused: Callable[[ClinicdeskError], object] | None = None,
        after: Callable[[Any], object] = lambda _told: None,
    ) -> None:
        """Have a write of the desk done, say that it is, and show the settings anew."""

        def well(told: Any) -> None:
            self.front.told.emit("ok", done)
            after(told)
            self.reload()

        self.front.ask(self, act, well, refused, writes=True)
