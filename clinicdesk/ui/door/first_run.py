"""The first run: a clinic is set up in four short pages, and its recovery key is shown this once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.door.clinic_form import ClinicForm
from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.door.key_page import KeyPage
from clinicdesk.ui.door.manager_form import ManagerForm
from clinicdesk.ui.door.price_form import PriceForm
from clinicdesk.ui.form import Form, entered
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import scrolled
from clinicdesk.ui.widgets.basic import add, button, label, row

if TYPE_CHECKING:
    from clinicdesk.desk.first_run import Choices
    from clinicdesk.desk.signin import Made

PAGES = ("clinic", "manager", "prices", "key")
"""The pages in their order."""

_WIDE = 620


class FirstRun(Doorway):
    """Clinic, first manager, prices, recovery key. `entered` hands over the desk once the key is confirmed."""

    entered = Signal(object)

    def __init__(self, front: Front, folder: Path) -> None:
        super().__init__(front.words.say("ui.first.title"), _WIDE)
        self.front, self.folder = front, folder
        self.intro = label(front.words.say("ui.first.intro"), "muted")
        self.wrong = label("", "error")
        self.wrong.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 4)
        self.progress.setAccessibleName(front.words.say("ui.first.progress"))
        self.progress.setTextVisible(False)
        self.pages = QStackedWidget()
        self.back = button(front.words.say("ui.first.back"), self._go_back, "flat")
        self.next = button(front.words.say("ui.first.next"), self._go_on, "primary", shortcut="Ctrl+Return")
        add(self.inside, self.intro, self.progress, self.pages, self.wrong, row(self.back, 1, self.next))
        self.forms: list[Form] = []
        self.key_page: KeyPage | None = None

    def begin(self) -> None:
        """Learn what there is to choose from, then ask."""
        from clinicdesk.desk.first_run import choices

        self.front.do(choices, self._ask, self.front.crashed.emit)

    def _ask(self, told: "Choices") -> None:
        words = self.front.words
        self.clinic, self.manager = ClinicForm(words, told), ManagerForm(words)
        self.prices = PriceForm(words, told.codes)
        self.forms = [self.clinic, self.manager, self.prices]
        for one in self.forms:
            self.pages.addWidget(_page(one))
            entered(one, self.next)
        self._show(0)

    def _show(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.progress.setValue(at + 1)
        self.back.setVisible(0 < at < len(self.forms))
        self._tell("")
        self.intro.setText(self.front.words.say(f"ui.first.intro_{PAGES[at]}"))
        if at < len(self.forms):
            next(iter(self.forms[at].fields.values())).setFocus()

    def _go_back(self) -> None:
        self._show(self.pages.currentIndex() - 1)

    def _go_on(self) -> None:
        at = self.pages.currentIndex()
        if self.key_page is not None:
            self._confirm(self.key_page)
            return
        if self.forms[at].values() is None:
            return
        from clinicdesk.desk.first_run import check_clinic, check_manager

        clinic = self.clinic.record()
        manager, password = self.manager.record(), self.manager.password()
        if at == 0:
            self._check(lambda: check_clinic(clinic))
        elif at == 1:
            if not self.manager.same_passwords():
                return
            self._check(lambda: check_manager(manager, password, clinic.name))
        else:
            self._make()

    def _check(self, work: Any) -> None:
        self.next.setEnabled(False)
        self.front.do(work, self._checked, self._refused)

    def _checked(self, _none: None) -> None:
        self.next.setEnabled(True)
        self._show(self.pages.currentIndex() + 1)

    def _make(self) -> None:
        from clinicdesk.desk.first_run import set_up

        clinic, manager, password = self.clinic.record(), self.manager.record(), self.manager.password()
        fees, picture = self.prices.fees(), self.clinic.picture
        self.next.setEnabled(False)
        self.front.do(
            lambda: set_up(self.folder, clinic, manager, password, fees, picture=picture), self._made, self._refused
        )

    def _made(self, made: "Made") -> None:
        self.next.setEnabled(True)
        self.front.open(made.desk)
        self.desk = made.desk
        self.key_page = KeyPage(self.front.words, made.recovery_key)
        self.pages.addWidget(self.key_page)
        self._show(len(self.forms))
        self.key_page.begin()

    def _confirm(self, page: KeyPage) -> None:
        if page.confirmed():
            from clinicdesk.desk.recovery_seen import mark_seen

            page.forget()
            self.next.setEnabled(False)
            desk = self.desk
            self.front.do(lambda: mark_seen(desk), lambda _none: self.entered.emit(desk), self._refused)

    def _refused(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        at = self.pages.currentIndex()
        if not isinstance(error, ClinicdeskError):
            self.front.crashed.emit(error)
        elif at < len(self.forms):
            self.forms[at].refused(error)
        else:
            self._tell(str(error))

    def _tell(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))


def _page(form: Form) -> QWidget:
    inside = QWidget()
    from clinicdesk.ui.page import column

    layout = column(inside)
    layout.setContentsMargins(2, 2, 14, 2)
    layout.addWidget(form)
    layout.addStretch(1)
    area = scrolled(inside)
    area.setMinimumHeight(330)
    return area
