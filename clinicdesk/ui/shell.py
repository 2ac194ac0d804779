"""The frame around all pages: search at the top, the menu at the side, one line of news below the page, the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinicdesk.desk.recovery_seen import is_unseen
from clinicdesk.model.roles import Role
from clinicdesk.ui.foot import Foot
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.news import News
from clinicdesk.ui.page import Page
from clinicdesk.ui.pages import ENTRY, MENU, build
from clinicdesk.ui.search_box import SearchBox
from clinicdesk.ui.style import icon
from clinicdesk.ui.tab_order import tab
from clinicdesk.ui.widgets.basic import add, button, keys, label

ICONS = {"review": "clinician"}
_SIDE = 190


class Shell(QWidget):
    """Pages are built when they are first shown; all but the shown one are let go of when the desk is locked."""

    def __init__(self, front: Front, clinic: str) -> None:
        super().__init__()
        self.front = front
        front.here = Place("today")
        self._whose = front.staff.id if front.staff else ""
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self.search = SearchBox(front, self)
        self.news = News(front)
        self.foot = Foot(front)
        self._menu = QButtonGroup(self)
        self.user = button("", self._open_user_menu, "flat")
        self._lay_out(clinic)
        front.moved.connect(self.go)
        front.went_back.connect(self.leave)
        front.changed_look.connect(self._draw_icons)
        keys(self, "Ctrl+N", lambda: front.go("new_patient"), self.say("keys.new"))
        keys(self, "Alt+Left", self.back, self.say("keys.back"))
        keys(self, "F5", self.again, self.say("keys.again"))
        keys(self, "F1", self._list_keys, self.say("keys.title"))
        self._before: list[Place] = []

    def say(self, key: str, **values: object) -> str:
        """A sentence of the frame."""
        return self.front.words.say(f"ui.{key}", **values)

    def go(self, place: Place) -> None:
        """Show a place."""
        if (page := self.page) is not None:
            page.leave()
        if place != self.place:
            self._before = [*self._before[-20:], self.place]
        self.front.here = place
        self.news.forget()
        if place.page not in self._pages:
            made = build(self.front, place.page)
            self._pages[place.page] = made
            self._stack.addWidget(made)
        entry = MENU.index(ENTRY.get(place.page, place.page))
        self._menu.button(entry).setChecked(True)
        self._stack.setCurrentWidget(self._pages[place.page])
        self._pages[place.page].show_place(place)

    def back(self) -> None:
        """The place before this one."""
        if self._before:
            place = self._before.pop()
            self.go(place)
            self._before.pop()

    def leave(self) -> None:
        """The place from where somebody came here; the list of patients where that is not known any more."""
        if self._before:
            self.back()
        else:
            self.front.go("patients")

    def again(self) -> None:
        """The same place, looked at anew."""
        self.go(self.place)

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self.front.here

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.place.page)

    def forget(self) -> None:
        """Let go of everything that shows a patient, and of a name that was typed for a new one."""
        if (page := self.page) is not None:
            page.leave()
        if self.place.page == "new_patient":
            self.front.here = Place("new_patient")
        self.search.forget()
        self.news.forget()
        self.foot.rest()
        for one in self._pages.values():
            self._stack.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._pages = {}
        self._before = []

    def welcome(self) -> None:
        """Somebody has sat down at the desk."""
        staff = self.front.staff
        if staff is not None and staff.id != self._whose:
            self._whose, self.front.here = staff.id, Place("today")
        self.user.setText(staff.name if staff else "")
        self.foot.look()
        self.go(self.place)
        if self.front.may(Role.MANAGER):
            self.front.ask(self, is_unseen, self._tell_key)

    def _list_keys(self) -> None:
        from clinicdesk.ui.key_list import KeyList

        KeyList(self.front.words, self).open()

    def _tell_key(self, unseen: bool) -> None:
        if unseen:
            self.front.told.emit("review", self.say("door.key_unseen"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab was pressed somewhere inside."""
        return tab(self, forward=forward) or super().focusNextPrevChild(forward)

    def _lay_out(self, clinic: str) -> None:
        top, side = QFrame(), QFrame()
        top.setObjectName("top")
        side.setObjectName("side")
        side.setFixedWidth(_SIDE)
        across = QHBoxLayout(top)
        across.setContentsMargins(16, 8, 16, 8)
        self.search.setMinimumWidth(460)
        self.search.setMaximumWidth(640)
        self.user.setIcon(icon("patients", "accent"))
        add(across, self.search, 1, label(clinic, "strong", wrap=False), self.user)
        across.setStretch(0, 3)
        down = QVBoxLayout(side)
        down.setContentsMargins(8, 16, 8, 16)
        down.setSpacing(4)
        for at, name in enumerate(MENU):
            down.addWidget(self._entry(at, name))
        down.addStretch(1)
        self._lock = button(self.say("menu.lock"), self.front.locked.emit, "flat", "lock", "Ctrl+L")
        down.addWidget(self._lock)
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 16, 24, 16)
        middle.setSpacing(12)
        add(middle, self._stack, self.news)
        middle.setStretch(0, 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(side)
        body.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addLayout(body, 1)
        whole.addWidget(self.foot)

    def _draw_icons(self, _theme: str) -> None:
        """The frame outlives a change of the look, so its icons get the new colours."""
        for at, name in enumerate(MENU):
            self._menu.button(at).setIcon(icon(ICONS.get(name, name)))
        self._lock.setIcon(icon("lock", "accent"))
        self.user.setIcon(icon("patients", "accent"))

    def _entry(self, at: int, name: str) -> QPushButton:
        made = button(
            f" {self.say(f'menu.{name}')}", lambda: self.front.go(name), "nav", ICONS.get(name, name), f"Alt+{at + 1}"
        )
        made.setCheckable(True)
        self._menu.addButton(made, at)
        return made

    def _open_user_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.say("menu.switch"), self.front.locked.emit)
        menu.addAction(self.say("menu.own"), lambda: self.front.go("settings", part="own"))
        menu.addSeparator()
        menu.addAction(self.say("menu.light"), lambda: self.front.changed_look.emit("light"))
        menu.addAction(self.say("menu.dark"), lambda: self.front.changed_look.emit("dark"))
        menu.addAction(self.say("menu.system"), lambda: self.front.changed_look.emit("system"))
        menu.addSeparator()
        menu.addAction(self.say("menu.sign_out"), self.front.leaving.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.user.mapToGlobal(self.user.rect().bottomLeft()))
