"""What the steps of a visit have in common."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.visit_view import VisitView
from clinicdesk.ui.front import Front
from clinicdesk.words import money

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage


class Step(QWidget):
    """One step of the visit. `fill` shows what is kept now; `shown` takes the keyboard.

    What a step puts into `beside` stands at the side while it is shown, in the place of the flags there. A step that
    scrolls itself keeps some of its parts in sight.
    """

    scrolls_itself = False

    def __init__(self, page: "VisitPage") -> None:
        super().__init__()
        self.setObjectName("plain")
        self.page = page
        self.front: Front = page.front
        self.beside: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 8, 16, 8)
        self.body.setSpacing(12)

    @property
    def view(self) -> VisitView:
        """Everything about the visit as it was looked at last."""
        view = self.page.view
        assert view is not None
        return view

    def say(self, key: str, **values: object) -> str:
        """A sentence of the screens' own catalogue."""
        return self.page.say(key, **values)

    def money(self, cents: int) -> str:
        """An amount in the clinic's currency."""
        return money(cents, self.page.currency)

    def fill(self, view: VisitView) -> None:
        """Show what is kept now. It is called again after each save; what is half filled in stays."""
        raise NotImplementedError

    def shown(self) -> None:
        """The step has come to the front."""
        raise NotImplementedError

    def leave(self) -> None:
        """Another step or page comes: keep what is half filled in."""
