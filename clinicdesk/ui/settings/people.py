"""The clinic's people: who may sign in, as what; new passwords; the recovery key."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.recovery_seen import mark_seen
from clinicdesk.desk.settings import Settings
from clinicdesk.desk.staff import add_staff, change_staff, new_recovery_key, remove_staff, reset_password
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import StaffRecord
from clinicdesk.ui.door.key_page import KeyPage
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.over import Over
from clinicdesk.ui.settings.person_form import PasswordForm, PersonForm
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row, rule, stack

ACTS = ("change", "reset", "remove")
"""What a manager may do with somebody of the list."""


class People(Section):
    """The list; in its place a form, or a new recovery key, until that is done."""

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        home = QWidget()
        self.over = Over(front.words, home)
        self._rows = QVBoxLayout(home)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.body.addWidget(self.over, 1)
        self._removing = ""

    def fill(self, settings: Settings) -> None:
        self._staff = settings.staff
        empty(self._rows)
        box = card(spacing=12)
        inside = box.layout()
        assert isinstance(inside, QVBoxLayout)
        for at, one in enumerate(settings.staff):
            if at:
                inside.addWidget(rule())
            inside.addLayout(self._row(one))
        add(self._rows, box)
        if self.may:
            key = button(self.say("people.new_key"), self._new_key, "flat", "lock")
            new = button(self.say("people.add"), self._new, "primary", "add")
            add(self._rows, row(key, 1, new))
        add(self._rows, 1)

    def _row(self, one: StaffRecord) -> QVBoxLayout:
        words = self.front.words
        roles = words.listed(words.word(role) for role in one.roles)
        license_told = (
            self.say("people.license", profession=one.profession, license=one.license) if one.profession else ""
        )
        told = stack(
            label(one.name, "strong"),
            label("   ".join(part for part in (one.login, roles, license_told) if part), "muted"),
            spacing=2,
        )
        if not self.may:
            return told
        own = self.front.staff is not None and self.front.staff.id == one.id
        acts = [
            self._act("change", one, self._change),
            self._act("reset", one, self._reset),
            *([] if own else [self._act("remove", one, self._ask_remove)]),
        ]
        told.addLayout(row(*acts, 1))
        if self._removing == one.id:
            told.addLayout(
                row(
                    Mark("review", self.say("people.sure", name=one.name)),
                    button(self.say("people.remove_now"), lambda: self._remove(one)),
                    button(self.say("people.keep"), lambda: self._ask_remove(None), "flat"),
                )
            )
        return told

    def _act(self, code: str, one: StaffRecord, act: Callable[[StaffRecord], object]) -> QWidget:
        made = button(self.say(f"people.{code}"), lambda: act(one), "flat")
        made.setAccessibleName(f"{made.text()}: {one.name}")
        return made

    def _new(self) -> None:
        form = PersonForm(self.front.words)
        words = PasswordForm(self.front.words)

        def save() -> None:
            person, password = form.record(), words.password()
            if person is not None and password is not None:
                self.save(
                    lambda desk: add_staff(desk, person, password),
                    self.say("people.added"),
                    form.refused,
                    self.over.back,
                )

        self.over.put(self.say("people.add"), save, form, words)

    def _change(self, one: StaffRecord) -> None:
        form = PersonForm(self.front.words)
        form.show_person(one)
        back = self.over.back

        def save() -> None:
            person = form.record(one)
            if person is not None:
                self.save(lambda desk: change_staff(desk, person), self.say("settings.saved"), form.refused, back)

        self.over.put(one.name, save, form)

    def _reset(self, one: StaffRecord) -> None:
        words = PasswordForm(self.front.words)

        def save() -> None:
            password = words.password()
            if password is not None:
                self.save(
                    lambda desk: reset_password(desk, one.id, password),
                    self.say("people.was_reset", name=one.name),
                    words.refused,
                    self.over.back,
                )

        self.over.put(self.say("people.reset_of", name=one.name), save, words)

    def _ask_remove(self, one: StaffRecord | None) -> None:
        self._removing = one.id if one else ""
        self.reload()

    def _remove(self, one: StaffRecord) -> None:
        self._removing = ""

        def refused(error: ClinicdeskError) -> None:
            self.front.tell_refusal(error)
            self.reload()

        self.save(lambda desk: remove_staff(desk, one.id), self.say("people.removed", name=one.name), refused)

    def _new_key(self) -> None:
        self.save(new_recovery_key, self.say("people.key_made"), None, self._show_key)

    def _show_key(self, key: str) -> None:
        page = KeyPage(self.front.words, key)

        def save() -> None:
            if page.confirmed():
                page.forget()
                self.save(mark_seen, self.say("people.key_seen"), None, self.over.back)

        self.over.put(self.say("people.new_key"), save, page, leave=False)
        page.begin()
