"""Where the parts of a record stand: the patient's page, or the first step of a visit."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.desk.roles import may
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.roles import Act
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.patients.folded import WIDE
from clinicdesk.ui.widgets.basic import card
from clinicdesk.ui.widgets.form_panel import FormPanel, Refused, Write

_MARGIN = 24


class Host(Protocol):
    """What a part asks of the page that it stands on."""

    front: Front
    swap: "Swap"

    @property
    def today(self) -> date:
        """The day at the desk."""

    def save(
        self,
        act: Write,
        after: Callable[[], object] | None = None,
        refused: Callable[[ClinicdeskError], object] | None = None,
    ) -> None:
        """Have a write of the desk done, then look at the patient anew, then go on with `after`."""


class Swap(QWidget):
    """A page's own contents, or one form in their place.

    `first` of the contents has the keyboard. It is no focus proxy of theirs: Tab would come to it before all others.
    """

    def __init__(self, main: QWidget, first: QWidget) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.main, self.first = main, first
        self.panel: QWidget | None = None
        self._frame: QFrame | None = None
        self._before: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(main)

    def show_panel(self, panel: QWidget, *, wide: bool = False) -> None:
        """Put a form in the place of the contents, or whatever else is looked at; a form is no wider than is read."""
        self.close_panel()
        self._before = QApplication.focusWidget()
        self.panel = panel
        self._frame = card(panel, margin=_MARGIN)
        if not wide:
            self._frame.setMaximumWidth(WIDE + 2 * _MARGIN)
        self.main.hide()
        self._layout.addWidget(self._frame)
        first: QWidget = getattr(panel, "first", panel)
        first.setFocus()

    def close_panel(self) -> None:
        """Show the contents again, with the keyboard where it was."""
        if self._frame is None:
            return
        self._layout.removeWidget(self._frame)
        self._frame.hide()
        self._frame.deleteLater()
        self.panel = self._frame = None
        self.main.show()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        else:
            self.first.setFocus()

    def keep(self) -> None:
        """Keep what is half filled in."""
        if isinstance(self.panel, FormPanel):
            self.panel.draft.keep()


class Part(QWidget):
    """A part of a record. `fill` shows what is kept now; it is called again after each save."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.host, self.front = host, host.front
        self.view: PatientView | None = None
        self.body = column(self, spacing=12)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the screens' own catalogue."""
        return self.front.words.say(f"ui.{key}", **values)

    def can(self, act: Act) -> bool:
        """Whether who is signed in may do an act."""
        return can(self.front, act)

    @property
    def known(self) -> PatientView:
        """The patient as looked at last."""
        assert self.view is not None
        return self.view

    @property
    def patient(self) -> str:
        """The id of the patient who is shown."""
        return self.known.record.id

    def fill(self, view: PatientView) -> None:
        """Show what is kept now."""
        raise NotImplementedError

    def open_form(
        self,
        title: str,
        form: Form,
        place: str,
        act: Callable[[], Write | None],
        write: Callable[[Write, Callable[[], object], Refused], object] | None = None,
    ) -> FormPanel:
        """A form in the place of the page's contents; `act` makes an act of the desk of what was typed."""
        panel = FormPanel(self.front, title, form, place, self.host.swap.close_panel, scrolls=True)
        self.host.swap.show_panel(panel)
        panel.begin(act, write or self.host.save)
        return panel


def build_anew(around: QWidget, build: Callable[[], object], otherwise: Callable[[], object]) -> None:
    """Build what is inside anew. Where that had the keyboard, the button of the same name gets it, or `otherwise`."""
    before = QApplication.focusWidget()
    inside = before is not None and around.isAncestorOf(before)
    name = _name(before) if before is not None else ""
    build()
    if not inside or (before is not None and isValid(before) and before.isVisible()):
        return
    found = [one for one in around.findChildren(QAbstractButton) if one.isVisible() and _name(one) == name]
    if found:
        found[0].setFocus()
    else:
        otherwise()


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def can(front: Front, act: Act) -> bool:
    """Whether who is signed in may do an act."""
    return front.staff is not None and may(front.staff.roles, act)
